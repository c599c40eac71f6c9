"""The innermost layer knows no technology."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from archlint.errors import Place
from archlint.facts import TYPING, ImportGraph
from archlint.rules.code_kinds import is_test
from archlint.rules.outside_work import PROCESSES, driver_kind
from archlint.rules.types import Found, Option, Rule, Step, Subject

_POLICY: Final = ("domain", "entities", "usecases", "use_cases", "interactors")
_INFRASTRUCTURE: Final = ("infrastructure", "infra", "adapters", "persistence")

RULE = Rule(
    id="policy-imports-infrastructure",
    principle="dependency-inversion",
    severity="warning",
    summary="A package of policy (domain, entities, use cases) imports no driver, web framework, ORM or adapter.",
    why="""\
Where a code base is laid out in layers, the domain is the part that should outlive its database, its
web framework and its message broker. An import of one of these turns the arrow round: now the policy
changes when the technology does, and cannot be tested without it. Declare what the policy needs as a
Protocol or an abstract class in its own package, implement that in the infrastructure package, and
join the two where the program starts. Only packages count that stand beside others of the same
vocabulary (domain beside infrastructure, use cases beside adapters); a lone folder called `domain`
may be about anything. A technology that three or more modules import is one decision, and one finding.
""",
    bad="""\
=== shop/__init__.py ===
=== shop/domain/__init__.py ===
=== shop/domain/order.py ===
import sqlalchemy.orm  # <- here
from shop.infrastructure.mail import send  # <- here
=== shop/infrastructure/__init__.py ===
=== shop/infrastructure/mail.py ===
import smtplib
def send(): ...
""",
    good="""\
=== shop/__init__.py ===
=== shop/domain/__init__.py ===
=== shop/domain/order.py ===
from typing import Protocol
class Mailer(Protocol):
    def send(self) -> None: ...
=== shop/infrastructure/__init__.py ===
=== shop/infrastructure/mail.py ===
import smtplib
from shop.domain.order import Mailer
class SmtpMailer(Mailer):
    def send(self) -> None: ...
""",
    options=(
        Option(
            "policy",
            "names of packages that hold policy",
            "R. C. Martin, The Clean Architecture (2012): entities and use cases are the inner circles; E. Evans, Domain-Driven "
            "Design (2003): the domain layer",
            _POLICY,
        ),
        Option(
            "infrastructure",
            "names of packages that hold infrastructure",
            "A. Cockburn, Hexagonal Architecture (2005): adapters; E. Evans (2003): the infrastructure layer",
            _INFRASTRUCTURE,
        ),
    ),
    needs_model=False,
)

_BESIDE: Final = frozenset({"application", "ports", "presentation", "interfaces", "interface_adapters", "controllers"})
_FRAMEWORKS: Final = frozenset(
    {
        "aiohttp",
        "bottle",
        "celery",
        "django",
        "falcon",
        "fastapi",
        "flask",
        "mongoengine",
        "peewee",
        "pyramid",
        "rest_framework",
        "sanic",
        "sqlalchemy",
        "sqlmodel",
        "starlette",
        "tornado",
        "tortoise",
    }
)


_SHOWN: Final = 8
_MANY: Final = 3  # modules that import one technology, from which on it is told of once


class _Breach(NamedTuple):
    """An import by a module of policy, and the technology that it is one of; "" for a package of infrastructure."""

    module: int
    target: int | str
    layer: str
    what: str
    technology: str = ""


def find(subject: Subject) -> Iterator[Found]:
    """Imports of technology by modules of policy."""
    given = subject.options.get(RULE.id, {})
    policy = frozenset(given.get("policy", _POLICY))
    infrastructure = frozenset(given.get("infrastructure", _INFRASTRUCTURE))
    graph = subject.graph
    homes = [(number, home) for number, module in enumerate(graph.modules) if (home := _home(module.name, policy))]
    if not homes:
        return
    layers = _layers(graph, policy | infrastructure | _BESIDE)
    breaches: dict[str, list[_Breach]] = {}
    for number, home in homes:
        above, _, name = home.rpartition(".")
        beside = layers.get(above, frozenset()) - {name}
        if beside and not is_test(graph.modules[number]):
            inner = frozenset(f"{above}.{each}".lstrip(".") for each in beside & infrastructure)
            for breach in _breaches(graph, number, name, inner):
                breaches.setdefault(breach.technology, []).append(breach)
    for technology, found in breaches.items():
        modules = {each.module for each in found}
        if technology and len(modules) >= _MANY:
            yield _together(graph, technology, found, len(modules))
        else:
            yield from (_found(graph, each) for each in found)


def _home(name: str, policy: frozenset[str]) -> str:
    """The outermost package of policy that a module lies in, "" where it lies in none."""
    parts = name.split(".")
    for index, part in enumerate(parts):
        if part in policy:
            return ".".join(parts[: index + 1])
    return ""


def _layers(graph: ImportGraph, names: frozenset[str]) -> dict[str, frozenset[str]]:
    """The packages of the vocabulary by the package that they stand in."""
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        above = ""
        for part in module.name.split("."):
            if part in names:
                found.setdefault(above, set()).add(part)
            above = f"{above}.{part}" if above else part
    return {above: frozenset(each) for above, each in found.items()}


def _breaches(graph: ImportGraph, number: int, layer: str, infrastructure: frozenset[str]) -> Iterator[_Breach]:
    for target, flags in graph.edges[number].items():
        name = graph.name(target)
        if flags != TYPING and any(name == each or name.startswith(each + ".") for each in infrastructure):
            yield _Breach(number, target, layer, f"imports '{name}', which is infrastructure")
    for external, flags in graph.externals[number].items():
        kind = driver_kind(external)
        top = external.partition(".")[0]
        if flags != TYPING and (top in _FRAMEWORKS or (kind and kind != PROCESSES)):
            yield _Breach(number, external, layer, f"imports {external}, which is a technology", top)


def _found(graph: ImportGraph, breach: _Breach) -> Found:
    name = graph.name(breach.module)
    message = (
        f"'{name}' of the {breach.layer} layer {breach.what}; declare what it needs as a Protocol here and implement that outside"
    )
    return Found(_place(graph, breach), name, message)


def _together(graph: ImportGraph, technology: str, found: Sequence[_Breach], modules: int) -> Found:
    """A technology that a layer stands on is one decision, and one finding."""
    first = found[0]
    each_first = {each.module: each for each in reversed(found)}.values()
    shown = sorted(each_first, key=lambda each: _place(graph, each))[:_SHOWN]
    steps = tuple(Step(*_place(graph, each), f"{graph.name(each.module)} {each.what.partition(',')[0]}") for each in shown)
    message = (
        f"{modules} modules of the {first.layer} layer import {technology}, which is a technology; "
        "declare what they need as Protocols there and implement those outside, or ignore the rule there if it is meant so"
    )
    return Found(_place(graph, first), graph.name(first.module), message, steps, identity=f"many {technology}")


def _place(graph: ImportGraph, breach: _Breach) -> Place:
    module = graph.modules[breach.module]
    first = next(each for each in graph.imports(breach.module, breach.target) if not each.type_checking)
    return Place(module.path, first.line, first.column)
