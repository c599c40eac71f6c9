"""The numbers of modules, packages and contexts.

Coupling, instability, abstractness and the main sequence are Robert C. Martin's ("OO Design Quality Metrics", 1994; "Agile
Software Development", 2002), with modules in the place of his classes:

- Ca, afferent coupling: the modules outside a unit that import something inside.
- Ce, efferent coupling: the modules outside that something inside imports. Martin counts the classes inside that depend on
  others; counted at the other end, the number means something for a unit of one module too. Only modules of the repository count.
- I, instability: Ce / (Ca + Ce). 0: only depended upon, hard to change; 1: depends on others only, free to change. A unit without
  any coupling has none.
- A, abstractness: abstract classes / classes. A unit without classes is concrete: 0.
- D, distance from the main sequence: |A + I - 1|. Far off it lies the zone of pain (concrete and depended upon) at one end and
  the zone of uselessness (abstract and used by nobody) at the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from msgspec import Struct

from archlint.metrics.abstract import is_abstract
from archlint.metrics.cohesion import Cohesion, cohesion
from archlint.metrics.scope import Scope
from archlint.rules import components

Level: TypeAlias = Literal["module", "package", "context"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)


class Unit(Struct, frozen=True):
    """A module, package or context with its numbers; see the module's docstring.

    `lcom4_worst` and `lcom4_mean` are over the classes that have methods, `worst_class` is the one with the highest. `cycle` is
    how many units the import cycle has that this one is in, 0 where it is in none.
    """

    name: str
    modules: int
    classes: int
    abstract_classes: int
    ca: int
    ce: int
    instability: float | None
    abstractness: float
    distance: float | None
    lcom4_worst: int | None
    lcom4_mean: float | None
    worst_class: Cohesion | None
    cycle: int


class _Classes(NamedTuple):
    total: int
    abstract: int
    cohesions: tuple[Cohesion, ...]


def measure(scope: Scope, levels: Sequence[Level] = LEVELS) -> dict[Level, tuple[Unit, ...]]:
    """The units of each level, by name; every file is read once."""
    classes = {number: _classes(scope, number) for number in scope.numbers}
    return {level: _units(scope, members(scope, level), classes) for level in levels}


def members(scope: Scope, level: Level) -> dict[str, list[int]]:
    """The modules of each unit. Of two files of a monorepo with one name, each is a unit, told apart by its path."""
    if level == "package":
        return _grouped(scope.numbers, scope.package)
    if level == "context":
        return _grouped((each for each in scope.numbers if each in scope.contexts), scope.contexts.__getitem__)
    by_name = _grouped(scope.numbers, scope.graph.name)
    modules = scope.graph.modules
    found = {
        (name if len(numbers) == 1 else f"{name} ({modules[number].path})"): [number]
        for name, numbers in by_name.items()
        for number in numbers
    }
    return dict(sorted(found.items()))


def knots(scope: Scope) -> list[tuple[str, ...]]:
    """The import cycles, largest first: sets of modules that import each other while they are loaded."""
    found = [tuple(sorted(map(scope.graph.name, each))) for each in components(scope.loading)]
    return sorted(found, key=lambda each: (-len(each), each))


def _grouped(numbers: Iterable[int], key: Callable[[int], str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number in numbers:
        found.setdefault(key(number), []).append(number)
    return dict(sorted(found.items()))


def _classes(scope: Scope, number: int) -> _Classes:
    module = scope.graph.modules[number]
    found = scope.world.code(number).classes
    abstract = sum(is_abstract(each, number, scope.world) for each in found)
    measured = (cohesion(each, module.name, module.path) for each in found)
    return _Classes(len(found), abstract, tuple(each for each in measured if each is not None))


def _units(scope: Scope, units: Mapping[str, list[int]], classes: Mapping[int, _Classes]) -> tuple[Unit, ...]:
    names = list(units)
    home = {number: index for index, name in enumerate(names) for number in units[name]}
    outward: list[set[int]] = [set() for _ in names]
    inward: list[set[int]] = [set() for _ in names]
    for number, targets in scope.edges.items():
        source = home.get(number)
        for target in targets:
            other = home.get(target)
            if source == other:
                continue
            if source is not None:
                outward[source].add(target)
            if other is not None:
                inward[other].add(number)
    cycles = _cycles(scope, home, len(names))
    return tuple(
        _unit(name, [classes[number] for number in units[name]], len(inward[index]), len(outward[index]), cycles[index])
        for index, name in enumerate(names)
    )


def _cycles(scope: Scope, home: Mapping[int, int], size: int) -> list[int]:
    """The size of the cycle that each unit is in; as everywhere, only imports that run while a module is loaded make one."""
    between: dict[int, set[int]] = {index: set() for index in range(size)}
    for number, targets in scope.loading.items():
        for target in targets:
            if number in home and target in home and home[number] != home[target]:
                between[home[number]].add(home[target])
    found = [0] * size
    for component in components({index: sorted(targets) for index, targets in between.items()}):
        for index in component:
            found[index] = len(component)
    return found


def _unit(name: str, parts: Sequence[_Classes], ca: int, ce: int, cycle: int) -> Unit:
    total = sum(each.total for each in parts)
    abstract = sum(each.abstract for each in parts)
    instability = ce / (ca + ce) if ca + ce else None
    abstractness = abstract / total if total else 0.0
    cohesions = [one for each in parts for one in each.cohesions]
    worst = min(cohesions, key=lambda each: (-each.lcom4, each.path, each.line), default=None)
    return Unit(
        name=name,
        modules=len(parts),
        classes=total,
        abstract_classes=abstract,
        ca=ca,
        ce=ce,
        instability=_rounded(instability),
        abstractness=round(abstractness, 3),
        distance=None if instability is None else _rounded(abs(abstractness + instability - 1)),
        lcom4_worst=None if worst is None else worst.lcom4,
        lcom4_mean=_rounded(sum(each.lcom4 for each in cohesions) / len(cohesions)) if cohesions else None,
        worst_class=worst,
        cycle=cycle,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
