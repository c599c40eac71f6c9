"""Reads an ordinary call of a command without Typer.

Only what is plainly right is read here. Whatever is not (help, an unknown option, a missing value, a wrong choice) is left to
Typer, so that there is one voice for help and for mistakes.
"""

from __future__ import annotations

from typing import Any

from archlint.cli.spec import Argument, Command, Option


class NotPlainError(Exception):
    """The call needs Typer."""


def read(command: Command, words: list[str]) -> dict[str, Any]:
    """The values of a command's arguments and options.

    Raises:
        NotPlainError: the call is not plainly right.
    """
    options = {option.flag: option for option in command.options} | {each.short: each for each in command.options if each.short}
    values: dict[str, Any] = {option.name: () if option.many else option.default for option in command.options}
    positional: list[str] = []
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            positional.append(word)
            continue
        name, equals, given = word.partition("=")
        option = options.get(name)
        if option is None or (equals and (option.type is bool or not word.startswith("--"))):
            raise NotPlainError
        if option.type is bool:
            values[option.name] = True
            continue
        value = _converted(option, given if equals else next(rest, "--"))
        values[option.name] = (*values[option.name], value) if option.many else value
    return values | _placed(command.arguments, positional)


def _placed(arguments: tuple[Argument, ...], words: list[str]) -> dict[str, Any]:
    if len(words) > len(arguments):
        raise NotPlainError
    values: dict[str, Any] = {}
    for index, argument in enumerate(arguments):
        if index < len(words):
            values[argument.name] = _converted(argument, words[index])
        elif argument.default is ...:
            raise NotPlainError
        else:
            values[argument.name] = argument.default
    return values


def _converted(parameter: Argument | Option, word: str) -> Any:
    choices = parameter.choices if isinstance(parameter, Option) else ()
    if (word.startswith("-") and word != "-") or (choices and word not in choices):
        raise NotPlainError
    try:
        return parameter.type(word)
    except ValueError:
        raise NotPlainError from None
