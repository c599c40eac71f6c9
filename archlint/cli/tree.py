"""The command tree in Typer: help, completion, and a clear word for every call that `archlint.cli.plain` leaves to it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from archlint import __version__
from archlint.cli import commands
from archlint.cli.spec import Argument, Command, Option


def build() -> typer.Typer:
    """The Typer application with every command."""
    app = typer.Typer(
        name="archlint",
        help="One architecture model: scaffolds, pictures, docs, and a linter that holds the code to it.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name in commands.NAMES:
        command = commands.find(name)
        assert command is not None
        text = command.summary + (f"\n\n{command.details}" if command.details else "")
        app.command(name, help=text, short_help=command.summary)(_function(command))
    return app


def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"archlint {__version__}")
        raise typer.Exit


def _function(command: Command) -> Callable[..., None]:
    """A function with the signature that Typer reads a command from."""

    def call(**values: Any) -> None:
        for option in command.options:
            if option.many:
                values[option.name] = tuple(values[option.name] or ())
        raise typer.Exit(command.run(**values))

    parameters = [*map(_argument, command.arguments), *map(_option, command.options)]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call


def _argument(argument: Argument) -> inspect.Parameter:
    info = typer.Argument(help=argument.help, show_default=argument.default not in (..., None))
    return _parameter(argument.name, argument.type, info, argument.default)


def _option(option: Option) -> inspect.Parameter:
    names = [option.flag, option.short] if option.short else [option.flag]
    info = typer.Option(*names, help=option.help, show_default=option.default not in (None, False))
    kind: Any = Literal[option.choices] if option.choices else option.type
    if option.many:
        return _parameter(option.name, list[kind] | None, info, None)
    return _parameter(option.name, kind if option.default is not None else kind | None, info, option.default)


def _parameter(name: str, kind: Any, info: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info])
