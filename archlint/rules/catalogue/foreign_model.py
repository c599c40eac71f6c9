"""A context's model is its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from archlint.errors import Place
from archlint.facts import ClassFacts, ClassRef, World, column_of, line_of
from archlint.model import Architecture
from archlint.rules.class_kinds import DATA_BASES, is_data_class, is_enum, is_exception, is_interface, is_mixin, last, me
from archlint.rules.code_kinds import is_test
from archlint.rules.context_code import context_homes, crossings, is_public
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="foreign-model",
    principle="bounded-contexts",
    severity="warning",
    summary="A class of one bounded context is no base and no field of another context's classes, unless the map agrees on that.",
    why="""\
A word means something else in each context; that is why they have borders. A class that inherits from
another context's model class (a data class, an ORM model), or holds one in a field, takes over the
other's meaning and every change of it. Keep a class of your own with what this context needs to know, or an id, and
translate at the border. Where the context map says published-language, open-host-service, conformist
or shared-kernel, what stands in the face may be used as it is; services, interfaces, enums, exceptions
and mixins always may. Contexts that the map does not relate at all are for
undeclared-context-dependency.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: sales, to: delivery, pattern: customer-supplier}
=== shop/sales.py ===
from dataclasses import dataclass
@dataclass
class Order:
    total: int
=== shop/delivery.py ===
from dataclasses import dataclass
from shop.sales import Order
@dataclass
class Parcel:
    order: Order  # <- here
class Express(Order):  # <- here
    days: int
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: sales, to: delivery, pattern: customer-supplier}
=== shop/sales.py ===
from dataclasses import dataclass
@dataclass
class Order:
    id: str
    total: int
=== shop/delivery.py ===
from dataclasses import dataclass
from shop.sales import Order
@dataclass
class Parcel:
    order_id: str
def parcel(order: Order) -> Parcel:
    return Parcel(order.id)
""",
)

_AGREED: Final = frozenset({"published-language", "open-host-service", "conformist"})
_RELATIONS: Final = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField", "relationship", "ReferenceField"})
_NAMES: Final = re.compile(r"[A-Za-z_][\w.]*")


class _Use(NamedTuple):
    """Where a class names another one: as a base, or as the type of a field."""

    text: str
    line: int
    column: int
    field: str


def find(subject: Subject) -> Iterator[Found]:
    """Classes that build on a class of another context."""
    model, graph = subject.model, subject.graph
    borders: dict[int, set[int]] = {}
    for crossing in crossings(model, graph):
        if not is_test(graph.modules[crossing.importer]):
            borders.setdefault(crossing.importer, set()).add(crossing.imported)
    homes = context_homes(model, graph) if borders else {}
    for importer, targets in borders.items():
        names = {each.binds: each.module for target in targets for each in graph.imports(importer, target) if each.binds}
        for facts in subject.world.code(importer).classes:
            yield from _in_class(subject, importer, facts, names, homes)


def _in_class(
    subject: Subject, number: int, facts: ClassFacts, names: Mapping[str, str], homes: Mapping[int, str]
) -> Iterator[Found]:
    world, home = subject.world, homes[number]
    module = subject.graph.modules[number]
    for use in _uses(facts):
        for name in _NAMES.findall(use.text):
            ref = world.find_class(number, name) if name.partition(".")[0] in names else None
            other = homes.get(ref.module, home) if ref is not None else home
            if ref is None or other == home or not _is_model(world, ref):
                continue
            taken_from = (names[name.partition(".")[0]], world.graph.name(ref.module))  # a face shows what stands behind it
            if _is_agreed(subject.model, home, other, taken_from):
                continue
            what = f"has a field '{use.field}' of {ref.facts.name}" if use.field else f"inherits from {ref.facts.name}"
            message = (
                f"'{facts.name}' of '{home}' {what}, a class of '{other}'; "
                f"keep a class of '{home}' with what it needs (or an id), and translate at the border"
            )
            yield Found(Place(module.path, use.line, use.column), f"{module.name}.{facts.name}", message)
            break


def _uses(facts: ClassFacts) -> Iterator[_Use]:
    for base, arguments in zip(facts.bases, facts.base_arguments, strict=True):
        yield _Use(f"{base} {arguments}" if arguments else base, facts.line, facts.column, "")
    body = facts.body
    if body is not None:
        for name, annotation in body.annotated.items():
            place = body.stores.get(name, 0)
            yield _Use(annotation, line_of(place), column_of(place), name)
        if any(last(value.removesuffix("()")) in _RELATIONS for value in body.assigned.values()):
            for name, place in body.loads.items():
                yield _Use(name, line_of(place), column_of(place), name.lower())
    for method in facts.methods:
        if method.name == "__init__":
            types = {each.name: each.annotation for each in method.params if each.annotation}
            for target, value in method.assigned.items():
                head, _, field = target.partition(".")
                place = method.stores.get(target, 0)
                if field and head == me(method) and place:
                    text = method.annotated.get(target) or types.get(value) or (value[:-2] if value.endswith("()") else "")
                    yield _Use(text, line_of(place), column_of(place), field)


def _is_model(world: World, ref: ClassRef) -> bool:
    """Whether a class says what something is: it stands for its data, and is no interface, enum, exception or mixin."""
    ancestry = world.ancestry(ref)
    if is_interface(ref) or is_mixin(ref) or is_enum(ancestry) or is_exception(ref, ancestry):
        return False
    return is_data_class(ref, ancestry) or any(each.facts.short_name in DATA_BASES for each in ancestry.classes)


def _is_agreed(model: Architecture, home: str, other: str, modules: tuple[str, ...]) -> bool:
    """Whether the context map lets the one context use what the other shows in its face, or does not speak of the two."""
    relations = [each for each in model.context_map if {each.source, each.target} == {home, other}]
    code = model.contexts[other].code
    if not relations:
        return True
    if code is None or not any(is_public(code, module) for module in modules):
        return False
    return any(each.pattern == "shared-kernel" or (each.pattern in _AGREED and each.source == other) for each in relations)
