"""A pattern's questions to answers: from what is given, from an asker, or from the defaults.

Pure: asking goes through a function that is passed in, so that a terminal, a test and a later update go the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from archlint import __version__
from archlint.catalog import Answer, Entry, Question
from archlint.errors import UserError
from archlint.model import did_you_mean
from archlint.scaffold import names
from archlint.scaffold.expressions import holds, render

_WORDS: Final = {**dict.fromkeys(("true", "yes", "y", "on", "1"), True), **dict.fromkeys(("false", "no", "n", "off", "0"), False)}
_PACKAGE: Final = "package"  # the derived name that is the project's Python package
_NOTHING: Final[dict[str, Answer]] = {"text": "", "choice": "", "many": (), "flag": False}


class Given(NamedTuple):
    """An answer that came with the call.

    Attributes:
        value: the answer as it was given.
        source: what names it in messages, such as `--data name` or `answers.yaml:3:1: name`.
    """

    value: Any
    source: str


class Answers(NamedTuple):
    """All answers.

    Attributes:
        recorded: those to the questions that applied, in the pattern's order: enough to render again.
        context: what templates see: these, the defaults of questions that did not apply, and what is derived.
    """

    recorded: dict[str, Answer]
    context: dict[str, Any]


class InvalidAnswerError(Exception):
    """An answer does not do; the text says why."""


Check: TypeAlias = Callable[[Any], Answer]
Asker: TypeAlias = Callable[[Question, Answer | None, Check], Answer]


def answer(
    entry: Entry, given: Mapping[str, Given], dest_name: str, asker: Asker | None = None, *, defaults: bool = False
) -> Answers:
    """Answer a pattern's questions in their order.

    Args:
        entry: the pattern.
        given: answers that came with the call, by the question's id.
        dest_name: the destination folder's name, for the defaults.
        asker: asks for what is not given; it gets the question, its default and a check, and returns a checked answer.
        defaults: whether a default will do for what is not given.

    Raises:
        UserError: an answer to no question, one that does not do, or none.
    """
    _refuse_unknown(entry, given)
    context: dict[str, Any] = {"dest_name": dest_name, "archlint_version": __version__}
    recorded: dict[str, Answer] = {}
    missing: list[str] = []
    for index, question in enumerate(entry.pattern.questions):
        default = _default(entry, index, context)
        if not holds(question.when, context, entry.place("questions", index, "when")):
            if question.id in given:
                source, condition = given[question.id].source, " ".join(str(question.when).split())
                raise UserError(f"{source}: does not apply here, only where {condition}; leave it out")
            context[question.id] = _NOTHING[question.kind] if default is None else default
            continue
        check = _checker_with_package(entry, question, context)
        if question.id in given:
            value = _checked(check, given[question.id])
        elif asker is not None:
            value = asker(question, default, check)
        elif defaults and default is not None:
            value = _checked(check, Given(default, f"the default of the question '{question.id}'"), f"--data {question.id}=…")
        else:
            missing.append(question.id)
            value = _NOTHING[question.kind] if default is None else default
        context[question.id] = recorded[question.id] = value
    if missing:
        raise UserError(_unanswered(missing, defaults))
    del context["dest_name"]  # so that the record alone renders the same again, wherever the folder is then
    return Answers(recorded, _derived(entry, context))


def checker(question: Question) -> Check:
    """A function that turns what a user gave into an answer; it raises InvalidAnswerError where it is none."""

    def check(value: Any) -> Answer:
        if question.kind == "flag":
            return _flag(value)
        if question.kind == "many":
            return _many(question, value)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise InvalidAnswerError(f"expected {'one choice' if question.kind == 'choice' else 'text'}")
        text = str(value).strip()
        if question.kind == "choice":
            return _choice(question, text)
        wrong = names.problem(question, text)
        if wrong:
            raise InvalidAnswerError(wrong)
        return text

    return check


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _WORDS:
        raise InvalidAnswerError(f"{value!r} is neither true nor false")
    return _WORDS[word]


def _many(question: Question, value: Any) -> tuple[str, ...]:
    words = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
    if not isinstance(words, list | tuple):
        raise InvalidAnswerError(f"expected a list of choices, out of {', '.join(question.choices)}")
    chosen = {_choice(question, str(word)) for word in words if str(word)}
    return tuple(choice for choice in question.choices if choice in chosen)  # in one order, so that a record stays the same


def _choice(question: Question, text: str) -> str:
    if text not in question.choices:
        raise InvalidAnswerError(
            f"{text!r} is not one of its choices: {', '.join(question.choices)}{did_you_mean(text, question.choices)}"
        )
    return text


def _checker_with_package(entry: Entry, question: Question, context: Mapping[str, Any]) -> Check:
    """A checker that also looks at the package that follows from an answer, as far as that is settled by now."""
    plain = checker(question)

    def check(value: Any) -> Answer:
        answer = plain(value)
        if question.kind == "text" and (wrong := _package_problem(entry, {**context, question.id: answer})):
            raise InvalidAnswerError(wrong)
        return answer

    return check


def _package_problem(entry: Entry, context: Mapping[str, Any]) -> str | None:
    text = entry.pattern.derived.get(_PACKAGE)
    if text is None:
        return None
    try:
        package = render(text, context, entry.place("derived", _PACKAGE))
    except UserError:  # it needs a later answer too
        return None
    wrong = names.identifier_problem(package)
    return f"the Python package {wrong}" if wrong else None


def _checked(check: Check, given: Given, advice: str = "") -> Answer:
    try:
        return check(given.value)
    except InvalidAnswerError as error:
        raise UserError(f"{given.source}: {error}" + (f"; give it with {advice}" if advice else "")) from None


def _default(entry: Entry, index: int, context: Mapping[str, Any]) -> Answer | None:
    question = entry.pattern.questions[index]
    if not isinstance(question.default, str):
        return question.default
    text = render(question.default, context, entry.place("questions", index, "default"))
    if text == question.default or question.kind == "text":
        return text
    try:  # a default that was worked out is not known to be a choice before now
        return checker(question)(text)
    except InvalidAnswerError as error:
        raise UserError(f"question '{question.id}': {error}", entry.place("questions", index, "default")) from None


def _derived(entry: Entry, context: dict[str, Any]) -> dict[str, Any]:
    for name, text in entry.pattern.derived.items():
        context[name] = render(text, context, entry.place("derived", name))
    wrong = _package_problem(entry, context)
    if wrong:
        raise UserError(f"{wrong}; {made_from(entry, _PACKAGE)}")
    return context


def made_from(entry: Entry, name: str) -> str:
    """What a user must answer otherwise so that a name becomes another one."""
    text = entry.pattern.derived.get(name, name)
    sources = [question.id for question in entry.pattern.questions if re.search(rf"\b{question.id}\b", text)]
    return f"it follows from {' and '.join(f'--data {each}=…' for each in sources)}" if sources else f"{name} is always the same"


def _refuse_unknown(entry: Entry, given: Mapping[str, Given]) -> None:
    known = [question.id for question in entry.pattern.questions]
    for name, each in given.items():
        if name not in known:
            hint = did_you_mean(name, known) or f"; it asks for {', '.join(known) or 'nothing'}"
            raise UserError(f"{each.source}: the pattern {entry.name} has no question '{name}'{hint}")


def _unanswered(missing: list[str], defaults: bool) -> str:
    options = " ".join(f"--data {name}=…" for name in missing)
    if defaults:
        return f"there is no default for {', '.join(missing)}; add {options}"
    return f"no answer for {', '.join(missing)}, and no terminal to ask on; add --defaults, or {options}"
