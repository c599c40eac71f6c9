"""Programs of one file, where a class beside its user is all that there is of a collaborator."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, World
from archlint.rules.class_kinds import has_abc_marker, is_abstract, is_dunder, is_interface, is_property, is_protocol, last, me
from archlint.rules.outside_work import work_of
from archlint.rules.types import Clue, Found, Inspection, Subject

_NOTHING: Final = ("empty", "constant")
_FEW: Final = 8  # modules of a program in which what stands once is worth a word
_SMALL: Final = 16_000  # bytes; measured: of 636 example programs of one file the largest has 15 kB, 99 in 100 below 7 kB


def stands_alone(file: Inspection) -> bool:
    """Whether a small file uses nothing of the rest of its repository: what it is about stands in it."""
    return file.module.size <= _SMALL and not file.world.graph.edges[file.number]


def is_small(subject: Subject) -> bool:
    """Whether a program is so small that what stands in it once is its design.

    In a large code base most choices between kinds are options, closed sets and passes over something foreign (measured: of 32
    between values in 150 packages four were worth an act), and most refusals a documented limit (six of 24 in another 199).
    """
    return len(subject.facts.modules) <= _FEW


def is_program(file: Inspection) -> bool:
    """Whether a file that stands alone belongs to no package either: a part of a package is made for others."""
    return stands_alone(file) and "." not in file.module.name


def of_programs(subject: Subject, clues: Sequence[Clue]) -> Iterator[Clue]:
    """The clues in files that nobody imports: these are programs, and no part of a library."""
    if clues:
        imported = _imported(subject)
        yield from (clue for clue in clues if clue.place.path not in imported)


def of_small_programs(subject: Subject, clues: Sequence[Clue]) -> Iterator[Clue]:
    """The clues in a program of few modules: the whole repository, or a file outside of packages that stands alone."""
    if clues and is_small(subject):
        yield from clues
    elif clues:
        graph, imported = subject.graph, _imported(subject)
        alone = {
            module.path
            for number, module in enumerate(graph.modules)
            if module.size <= _SMALL and "." not in module.name and not graph.edges[number] and module.path not in imported
        }
        yield from (clue for clue in clues if clue.place.path in alone)


def _imported(subject: Subject) -> set[str]:
    """The files that another one imports."""
    graph = subject.graph
    return {graph.modules[target].path for edges in graph.edges for target in edges}


def found_in_programs(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """A finding for each clue in a program, whose first word is what to say."""
    yield from (Found(clue.place, clue.element, clue.words[0]) for clue in of_programs(subject, clues))


def is_sketched(method: FunctionFacts) -> bool:
    """Whether it does nothing yet, or only gives back a literal, for which it asks nothing of its object."""
    literal = (
        bool(method.returned) and not method.calls and not method.stores and all(value.startswith("=") for value in method.returned)
    )
    literal = literal and not (me(method) and any(each.startswith(f"{me(method)}.") for each in method.loads))
    return method.body in _NOTHING or literal


def outward_work(world: World, ref: ClassRef, called: tuple[str, ...]) -> set[str] | None:
    """The kinds of outside work of what is called of a class; none where that is a sketch, and None where it is neither.

    Values and entities do neither, and what raises says what is wrong.
    """
    methods = (world.methods(ref).get(name) for name in called)
    chosen = [each for each in methods if each is not None and not (is_property(each) or each.raises)]
    work = set[str]().union(*(work_of(world, ref.module, each) for each in chosen))
    return work if work or any(map(is_sketched, chosen)) else None


def is_entity(ref: ClassRef) -> bool:
    """Whether it is made of its data: its constructor keeps several arguments as they are."""
    made = next((each for each in ref.facts.methods if each.name == "__init__"), None)
    if made is None:
        return False
    given = {param.name for param in made.params[1:] if param.required}
    return sum(value in given for value in made.assigned.values()) > 1


def is_hollow(file: Inspection, ref: ClassRef) -> bool:
    """Whether it stands beside its user with nothing written yet, and is not said to be abstract."""
    if ref.module != file.number or is_protocol(ref) or has_abc_marker(ref):
        return False
    methods = [each for each in file.world.methods(ref).values() if not is_dunder(each.name)]
    return bool(methods) and all(each.body in _NOTHING and not is_abstract(each) for each in methods)


def is_filled(file: Inspection, ref: ClassRef) -> bool:
    """Whether a class of the file derives from it, or has all its methods."""
    others = [each for each in file.code.classes if each.name != ref.facts.name]
    return is_extended(file, ref.facts) or any(_public(each) >= _public(ref.facts) for each in others)


def is_extended(file: Inspection, facts: ClassFacts) -> bool:
    """Whether a class of the file derives from it."""
    return any(last(base) == facts.short_name for each in file.code.classes for base in each.bases)


def is_detail(file: Inspection, ref: ClassRef) -> bool:
    """Whether it implements an interface of the file, by its bases or by having all methods of a protocol."""
    if any(is_interface(each) for each in file.world.ancestry(ref).classes):
        return True
    own = _public(ref.facts)
    promised = (_public(each) for each in file.code.classes if is_protocol(ClassRef(file.number, each)))
    return any(each and own >= each for each in promised)


def has_twin(file: Inspection, facts: ClassFacts, made: Collection[str]) -> bool:
    """Whether another class of the file, that it does not make, has the same methods: both are implementations then."""
    own, known = _public(facts), {facts.name, *made}
    return bool(own) and any(each.name not in known and _public(each) == own for each in file.code.classes)


def _public(facts: ClassFacts) -> set[str]:
    return {each.name for each in facts.methods if not each.name.startswith("_")}
