"""Overrides that do not keep what the method of the base class promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archlint.facts import ClassRef, FunctionFacts
from archlint.rules.class_kinds import is_abstract, is_dunder, is_life_cycle, is_null_object, is_property, last, me
from archlint.rules.overrides import Override, is_called_beside, is_plain, overrides
from archlint.rules.promises import (
    BUILT_IN,
    changed_values,
    field_kind,
    gives_nothing,
    may_be_none,
    moved_fields,
    promised_kind,
    returned_kinds,
    shown,
)
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="broken-promise",
    principle="liskov-substitution",
    severity="warning",
    summary="An override keeps what the base class promises: what it returns, and what it leaves alone.",
    why="""\
The signature is the same, and still the subclass cannot stand in for its base class. It returns another
kind of value (nothing for a list, a dict for a text), so that callers fail on the result, or declares a
field as another kind than the base class does. Or it changes a field that the base class lets its callers
set apart from the others, or that the base class, a value with a hash, only lets be read; or it does
nothing where the base class changes the object or gives a value, and code beside both calls it. Return the same kind
of value, keep the fields as the base class keeps them; where the subclass cannot, it is no subclass: let
both implement one interface. A value that is lost is told where the base's method is annotated with a class.
""",
    bad="""\
=== shop.py ===
class Orders:
    def of(self, customer) -> list:
        return [customer]

class RemoteOrders(Orders):
    def of(self, customer) -> dict:  # <- here
        return {"orders": customer}

class Window:
    def set_start(self, start):
        self.start = start

    def set_end(self, end):
        self.end = end

class Point(Window):
    def set_start(self, start):  # <- here
        self.start = start
        self.end = start
""",
    good="""\
=== shop.py ===
class Orders:
    def of(self, customer) -> list:
        return [customer]

class RemoteOrders(Orders):
    def of(self, customer):
        return list(self.fetch(customer))

class Window:
    def set_start(self, start):
        self.start = start

    def set_end(self, end):
        self.end = end

class Logged(Window):
    def set_start(self, start):
        self.start = start
        self.changes = 1
""",
    needs_model=False,
)

_MAYBE: Final = ("None", "Optional", "Any", "NoReturn", "Never", "Iterator", "Generator", "Awaitable", "Coroutine", "Self", "|")


def inspect(file: Inspection) -> Iterator[Found]:
    """Overrides that return, refuse or change what their base's do not."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    for each in overrides(file):
        method = each.method
        if (
            is_dunder(method.name)
            or method.name.startswith("visit_")
            or is_abstract(method)
            or not (is_plain(method) and is_plain(each.replaced))
        ):
            continue
        problem = _other_kind(file, each) or _idle(file, each)
        if problem:
            yield _found(file, each.ref, method, problem)
    yield from _entangled(file)
    yield from _redeclared(file)


def _found(file: Inspection, ref: ClassRef, method: FunctionFacts, problem: str) -> Found:
    element = f"{ref.facts.name}.{method.name}"
    return Found(file.at(method.line, method.column), file.element(element), f"{element} {problem}")


def _other_kind(file: Inspection, each: Override) -> str:
    """A value that no caller of the base's method is ready for."""
    method, replaced = each.method, each.replaced
    if is_property(method) != is_property(replaced) or method.is_generator or replaced.is_generator:
        return ""
    base = f"{each.base.facts.short_name}.{method.name}"
    advice = "return the same kind of value, or give it a name of its own"
    promised = promised_kind(replaced)
    if promised and replaced.returns and "=None" not in replaced.returned and may_be_none(method):
        return f"may return None where {base} always returns {promised}; {advice}"
    if replaced.returns and gives_nothing(method, replaced) and _is_surely_a_value(file, each):
        some = "in some case " if len(method.returned) > 1 else ""
        return f"returns nothing {some}where {base} always returns {replaced.returns}; {advice}"
    was, now = returned_kinds(replaced), returned_kinds(method)
    if was == {"None"} or not now:
        return ""
    if was and replaced.returns and "" not in now | was and not now & was:
        return f"returns {shown(now)} where {base} returns {shown(was)}; {advice}"
    if method.returns and now <= BUILT_IN and "None" not in now and _is_class(file, each):
        return f"returns {shown(now)} where {base} returns {replaced.returns}; {advice}"
    return ""


def _is_surely_a_value(file: Inspection, each: Override) -> bool:
    """Whether the annotation of the base's method names a class, and not a type variable or an alias that may hold None."""
    if any(word in each.replaced.returns for word in _MAYBE):
        return False
    if each.method.body == "constant" and each.base.module != file.number:
        return False  # one of a library that has none, and says so
    found = file.world.annotation(each.base.module, each.replaced.returns)
    if found is None or is_null_object(each.ref):
        return False
    if found.module is None:
        return found.name != "object" and not last(found.name).isupper()
    return file.world.class_at(found.module, found.name) is not None


def _idle(file: Inspection, each: Override) -> str:
    """A command that the base class carries out and this class leaves undone without a word, while code beside them calls it."""
    method, replaced = each.method, each.replaced
    is_empty = method.body == "empty" or (method.body == "constant" and method.returned == ("=None",))
    if (
        not is_empty
        or method.returns not in ("", "None")
        or method.statements > 1
        or replaced.body != "code"
        or is_life_cycle(method.name)
    ):
        return ""
    changes = any(field.startswith(f"{me(replaced)}.") for field in replaced.stores)
    gives = bool(replaced.returned) and "=None" not in replaced.returned
    if not (changes or gives) or is_null_object(each.ref) or not is_called_beside(file, each):
        return ""
    done = "changes the object" if changes else "gives a value"
    base = f"{each.base.facts.short_name}.{method.name}"
    return f"does nothing where {base} {done}; do what the base promises, or take the method out of the base class"


def _is_class(file: Inspection, each: Override) -> bool:
    """Whether the base's method is annotated with a class of the repository that extends nothing."""
    if not each.replaced.returns.isidentifier() or each.replaced.returns == each.method.returns:
        return False
    found = file.world.find_class(each.base.module, each.replaced.returns)
    return found is not None and not found.facts.bases


def _redeclared(file: Inspection) -> Iterator[Found]:
    """Fields that are annotated as another kind of value than the base class's."""
    for facts in file.code.classes:
        if not facts.bases or facts.body is None or not facts.body.annotated:
            continue
        for base in file.world.ancestry(ClassRef(file.number, facts)).classes:
            above = base.facts.body.annotated if base.facts.body is not None else {}
            for name in facts.body.annotated.keys() & above.keys():
                now, was = field_kind(facts.body.annotated[name]), field_kind(above[name])
                if now and was and now != was and "None" not in (now, was):
                    element = f"{facts.name}.{name}"
                    message = (
                        f"{element} is {now} where {base.facts.short_name}.{name} is {was}; keep the kind of value, or name it anew"
                    )
                    yield Found(file.at(facts.line, facts.column), file.element(element), message)


def _entangled(file: Inspection) -> Iterator[Found]:
    """Setters that also change a field which the base class lets be set apart."""
    for facts in file.code.classes:
        if not facts.bases or not facts.methods:
            continue
        ref = ClassRef(file.number, facts)
        for base in file.world.ancestry(ref).classes:
            changed = changed_values(file.world, ref, base)
            if changed is not None:
                method, fields = changed
                problem = (
                    f"changes {', '.join(sorted(fields))}, which {base.facts.short_name}, a value with a hash, only lets be read; "
                    "give back a new object, or do not inherit"
                )
                yield _found(file, ref, method, problem)
            found = moved_fields(file.world, ref, base)
            if found is not None:
                method, fields = found
                problem = (
                    f"also changes {', '.join(sorted(fields))}, which {base.facts.short_name} lets be set apart; keep the fields "
                    "independent, or let both implement one interface without these setters"
                )
                yield _found(file, ref, method, problem)
                break
