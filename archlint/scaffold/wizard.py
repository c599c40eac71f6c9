"""Asks on a terminal, with what each question is about, its default, and a check at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archlint.catalog import Answer, Question
from archlint.scaffold.questions import Check, InvalidAnswerError

if TYPE_CHECKING:
    from questionary import Question as Prompt


def ask(question: Question, default: Answer | None, check: Check) -> Answer:
    """Ask one question until the answer does.

    Raises:
        KeyboardInterrupt: the user gave up.
    """
    import questionary

    if question.help:
        questionary.print(" ".join(question.help.split()), style="fg:ansibrightblack")
    return check(_prompt(question, default, check).unsafe_ask())


def _prompt(question: Question, default: Answer | None, check: Check) -> Prompt:
    import questionary

    def validate(value: Any) -> bool | str:
        try:
            check(value)
        except InvalidAnswerError as error:
            return str(error)
        return True

    if question.kind == "flag":
        return questionary.confirm(question.ask, default=bool(default))
    if question.kind == "text":
        return questionary.text(question.ask, default=str(default or ""), validate=validate)
    checked = default if isinstance(default, tuple) else ()
    choices = [
        questionary.Choice(f"{name}: {meaning}" if meaning else name, value=name, checked=name in checked)
        for name, meaning in question.choices.items()
    ]
    if question.kind == "many":
        return questionary.checkbox(question.ask, choices=choices, validate=validate)
    return questionary.select(question.ask, choices=choices, default=str(default) if default else None)
