"""Jinja in a pattern.yaml and in the names of template files: sandboxed, strict about what is not defined, errors with a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from archlint.errors import Place, UserError

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKS: Final = ("{{", "{%", "{#")
_FALSE: Final = frozenset(("", "0", "false", "no", "off", "none"))


@cache
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)


def is_template(text: str) -> bool:
    """Whether Jinja has anything to do in a text."""
    return any(mark in text for mark in _MARKS)


def render(text: str, context: Mapping[str, Any], place: Place) -> str:
    """A text with its Jinja worked out.

    Raises:
        UserError: at the place, for whatever is wrong with the Jinja.
    """
    if not is_template(text):
        return text
    try:
        return _environment().from_string(text).render(context)
    except Exception as error:  # a template may raise whatever the values in it do
        raise UserError(f"Jinja: {_reason(error)}, in {_shown(text)}", place) from None


def holds(condition: str | bool, context: Mapping[str, Any], place: Place) -> bool:
    """Whether a condition is true: a truth value, a Jinja expression, or a Jinja text that renders to a word for true.

    Raises:
        UserError: at the place, for whatever is wrong with the Jinja.
    """
    if isinstance(condition, bool):
        return condition
    if is_template(condition):
        return render(condition, context, place).strip().lower() not in _FALSE
    try:
        return bool(_environment().compile_expression(condition, undefined_to_none=False)(context))
    except Exception as error:
        raise UserError(f"Jinja: {_reason(error)}, in the condition {_shown(condition)}", place) from None


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= 60 else flat[:57] + "...")
