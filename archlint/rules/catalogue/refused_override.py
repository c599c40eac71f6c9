"""Overrides that refuse what the base class does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from archlint.facts import FunctionFacts
from archlint.rules.class_kinds import abstract_methods, has_abc_marker, is_abstract, is_dunder, is_visitor, last
from archlint.rules.overrides import Override, is_deprecated, overrides
from archlint.rules.types import Found, Inspection, Rule, Step

RULE = Rule(
    id="refused-override",
    principle="liskov-substitution",
    severity="info",
    summary="An override does not refuse what its base class does.",
    why="""\
Who is given the base class may call the method; with this subclass in its place the call only raises.
So every caller must know the subclass, and the base class promises what not all of its kind can do.
Take the method out of the base class into one that only those that can do it inherit from (an interface
of its own), or do not inherit. A method that the base class itself does not do (it raises too, or is
abstract beside others) is not meant, nor are methods of Python's own protocols, which a collection that
cannot be changed has to refuse.
""",
    bad="""\
=== shop.py ===
class Storage:
    def load(self, key):
        return open(key).read()

    def save(self, key, text):
        open(key, "w").write(text)

class Archive(Storage):
    def save(self, key, text):  # <- here
        raise PermissionError("an archive is not written")
""",
    good="""\
=== shop.py ===
class Readable:
    def load(self, key):
        return open(key).read()

class Storage(Readable):
    def save(self, key, text):
        open(key, "w").write(text)

class Archive(Readable):
    pass
""",
    needs_model=False,
)

_SIMPLE: Final = 3  # statements of an override that says something (a log line, a message) and raises
_REACTIONS: Final = frozenset({"handle", "handler", "on", "report", "error", "fail", "failure", "abort", "unsupported"})
_REFUSERS: Final = ("Error", "Fail", "Disabled", "Empty", "Closed", "Unsupported", "Invalid", "Null")  # made to refuse
_ABSENT: Final = " AttributeError"  # how a property says that there is no such attribute
_FILE: Final = frozenset(
    {"seek", "tell", "truncate", "fileno", "read", "readline", "readinto", "write", "flush"}
)  # asked for first
_HOOKS: Final = ("Base", "Abstract", "_Base")


def inspect(file: Inspection) -> Iterator[Found]:
    """Overrides that only raise, those of one class together."""
    refused = [each for each in overrides(file) if _refuses(each.method) and _is_meant(each) and _is_broken(each)]
    for _, group in groupby(refused, key=lambda each: each.ref.facts.name):
        yield _found(file, list(group))


def _found(file: Inspection, refused: list[Override]) -> Found:
    first = refused[0]
    base, method = first.base.facts.short_name, first.method
    others = [each.method.name for each in refused[1:]]
    also = f" (and so do {', '.join(others)})" if others else ""
    message = (
        f"{first.element} only raises{_named(method)}{also} where {base}.{method.name} "
        f"{'is asked for' if is_abstract(first.replaced) else 'works'}; move it out of {base} into an interface for those that "
        f"can do it, or do not inherit from {base}"
    )
    steps = tuple(
        Step(file.module.path, each.method.line, each.method.column, f"{each.element} only raises{_named(each.method)}")
        for each in refused
    )
    return Found(file.at(method.line, method.column), file.element(first.element), message, steps if others else ())


def _is_meant(each: Override) -> bool:
    """Whether it is no method of Python's own protocols, and none that is called because something failed."""
    name = each.method.name
    if any(word in each.ref.facts.short_name for word in _REFUSERS) or _named(each.method) == _ABSENT or is_visitor(each.ref):
        return False
    return not (is_dunder(name) or name in _FILE or _REACTIONS & set(name.lower().split("_")))


def _refuses(method: FunctionFacts) -> bool:
    if method.body in ("refuses", "not-implemented"):
        return True
    if method.statements > _SIMPLE or method.returned or method.is_generator:
        return False
    own = (name for name in (*method.calls, *method.stores) if "." in name and "(" not in name)
    works = any(name.partition(".")[0] in {each.name for each in method.params} for name in own)
    works = works or any(name.startswith("super().") for name in method.calls)
    return not works and any(each.unconditional for each in method.raises)


def _named(method: FunctionFacts) -> str:
    name = next((each.exception for each in method.raises if each.unconditional), "")
    return f" {last(name)}" if name else ""


def _is_unfinished(each: Override) -> bool:
    """Whether the class leaves things to its own subclasses: by what it is called, or by methods that nobody above it has."""
    if has_abc_marker(each.ref) or each.ref.facts.short_name.startswith(_HOOKS):
        return True
    above = {method.name for method in each.base.facts.methods}
    return any(method.body == "not-implemented" and method.name not in above for method in each.ref.facts.methods)


def _is_broken(each: Override) -> bool:
    if is_deprecated(each.method) or is_abstract(each.method) or _refuses(each.replaced):
        return False
    if each.method.body == "not-implemented" and _is_unfinished(each):
        return False
    asked = abstract_methods(each.base)
    if any(one.name == each.method.name for one in asked):
        return len(asked) == 1
    return True
