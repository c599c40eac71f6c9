"""An override that cannot be called as the base class can."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import FunctionFacts, Param
from archlint.rules.class_kinds import is_class_method, is_property, is_static, last
from archlint.rules.overrides import Override, overrides
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="narrowed-override",
    principle="liskov-substitution",
    severity="warning",
    summary="An override can be called in every way in which the base class's method can.",
    why="""\
A caller that knows the base class passes what its method takes. An override that asks for more, or takes
less, fails with a TypeError for just this subclass (contravariance of arguments: Liskov and Wing 1994;
PEP 483). Added parameters with defaults and added *args or **kwargs are fine, and so are constructors,
which are not called through the base. Give an added parameter a default, or take it in the constructor.
""",
    bad="""\
=== exports.py ===
class Exporter:
    def export(self, rows, path):
        return path, rows
class CsvExporter(Exporter):
    def export(self, rows, path, delimiter):  # <- here
        return path, rows, delimiter
class SilentExporter(Exporter):
    def export(self, rows):  # <- here
        return rows
""",
    good="""\
=== exports.py ===
class Exporter:
    def export(self, rows, path):
        return path, rows
class CsvExporter(Exporter):
    def __init__(self, delimiter):
        self.delimiter = delimiter
    def export(self, rows, path, quoted=False):
        return path, rows, self.delimiter
class AnyExporter(Exporter):
    def export(self, *args, **options):
        return args
""",
    needs_model=False,
)

_CHANGING = ("staticmethod", "classmethod", "property", "abstractmethod", "override", "final", "overload", "cached_property")


def inspect(file: Inspection) -> Iterator[Found]:
    """Overrides that ask for more parameters, or take fewer."""
    if file.is_test:
        return
    for each in overrides(file):
        reason = _reason(each)
        if reason:
            name = f"{last(each.ref.facts.name)}.{each.method.name}"
            message = (
                f"'{name}' {reason}, so that it cannot stand where '{last(each.base.facts.name)}' is expected; "
                "give what is added a default, and keep taking what the base takes"
            )
            yield Found(file.at(each.method.line, each.method.column), file.element(each.ref.facts.name, each.method.name), message)


def _reason(each: Override) -> str:
    """What the override asks for beyond the base, or does not take; empty where it is compatible, or a decorator may change it."""
    new, old = each.method, each.replaced
    if any(last(name) not in _CHANGING for name in (*new.decorators, *old.decorators)):
        return ""
    if is_property(new) or is_property(old) or old.body in ("not-implemented", "refuses"):
        return ""
    mine, theirs = _called(new), _called(old)
    if mine is None or theirs is None:
        return ""
    return _asks(mine, theirs) or _refuses(mine, theirs)


def _called(method: FunctionFacts) -> tuple[Param, ...] | None:
    """The parameters that a caller gives."""
    if is_static(method):
        return method.params
    if not method.params or method.params[0].kind not in ("positional", "normal"):
        return None if not is_class_method(method) else method.params
    return method.params[1:]


def _placed(params: tuple[Param, ...]) -> list[Param]:
    return [each for each in params if each.kind in ("positional", "normal")]


def _has(params: tuple[Param, ...], kind: str) -> bool:
    return any(each.kind == kind for each in params)


def _asks(mine: tuple[Param, ...], theirs: tuple[Param, ...]) -> str:
    if _has(theirs, "args") or _has(theirs, "kwargs"):
        return ""  # the base promises nothing about what it takes
    places = len(_placed(theirs))
    names = {each.name for each in theirs}
    added = [each.name for each in _placed(mine)[places:] if each.required and each.name not in names]
    added += [each.name for each in mine if each.kind == "keyword" and each.required and each.name not in names]
    return f"asks for '{added[0]}', which the base does not know" if added else ""


def _refuses(mine: tuple[Param, ...], theirs: tuple[Param, ...]) -> str:
    lost = _placed(theirs)[len(_placed(mine)) :] if not _has(mine, "args") else []
    if lost and not all(_has(mine, "kwargs") or any(each.name == other.name for other in mine) for each in lost):
        return f"does not take '{lost[0].name}', which the base does"
    named = {each.name for each in mine}
    gone = [each.name for each in theirs if each.kind == "keyword" and each.name not in named and not _has(mine, "kwargs")]
    return f"does not take '{gone[0]}', which the base does" if gone else ""
