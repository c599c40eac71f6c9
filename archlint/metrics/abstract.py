"""Which classes are abstract, as far as the code says so."""

from __future__ import annotations

from typing import Final

from archlint.facts import ClassFacts, World

_ABSTRACT_BASES: Final = frozenset({"abc.ABC", "typing.Protocol", "typing_extensions.Protocol"})
_ABSTRACT_METACLASS: Final = "abc.ABCMeta"
_NEUTRAL_BASES: Final = frozenset({"object", "typing.Generic"})
_MARKS: Final = frozenset({"abstractmethod", "abstractproperty", "abstractclassmethod", "abstractstaticmethod"})


def is_abstract(facts: ClassFacts, number: int, world: World) -> bool:
    """Whether a class is there to be implemented by others.

    It is a protocol, derives from `abc.ABC` itself, has the metaclass `ABCMeta`, marks a method as abstract, or is a root of a
    hierarchy with a method that only raises NotImplementedError: the way from before there was `abc`.
    """
    if any(not _MARKS.isdisjoint(each.rpartition(".")[2] for each in method.decorators) for method in facts.methods):
        return True
    bases = {_meaning(base, number, world) for base in facts.bases}
    if not bases.isdisjoint(_ABSTRACT_BASES):
        return True
    if _meaning(facts.keywords.get("metaclass", ""), number, world) == _ABSTRACT_METACLASS:
        return True
    return bases <= _NEUTRAL_BASES and any(method.body == "not-implemented" for method in facts.methods)


def _meaning(name: str, number: int, world: World) -> str:
    """The dotted name of what is not of the repository; of the rest, the name as it stands."""
    return (world.external(number, name) or name) if name else ""
