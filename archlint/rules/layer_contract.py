"""A layer contract applied to the modules of a repository."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.facts import ImportGraph, Pattern
from archlint.model import LayerGroup, Layers


class LayerName(NamedTuple):
    """A layer as it stands in `order`: the keys below the contract, its name without parentheses, its level from the top."""

    keys: tuple[str | int, ...]
    name: str
    optional: bool
    level: int
    independent: bool


class Member(NamedTuple):
    """Which layer a module belongs to; `independent` of its siblings on the same level or not."""

    level: int
    name: str
    independent: bool

    def may_import(self, other: Member) -> bool:
        """Whether the contract allows a module of this layer to import one of the other."""
        if self.level == other.level:
            return self.name == other.name or not self.independent
        return self.level < other.level


def layer_names(layers: Layers) -> Iterator[LayerName]:
    """The layers of a contract, top first."""
    for level, item in enumerate(layers.order):
        if isinstance(item, LayerGroup):
            for index, name in enumerate(item.siblings):
                yield _layer_name(("order", level, "siblings", index), name, level, item.independent)
        else:
            yield _layer_name(("order", level), item, level, True)


def _layer_name(keys: tuple[str | int, ...], text: str, level: int, independent: bool) -> LayerName:
    text = text.strip()
    optional = text.startswith("(") and text.endswith(")")
    return LayerName(keys, text[1:-1].strip() if optional else text, optional, level, independent)


def containers(layers: Layers, graph: ImportGraph) -> list[str]:
    """The packages whose parts are the layers; an empty name where the layers are full module names."""
    if layers.within is None:
        return [""]
    return graph.packages(Pattern(layers.within))


def layer_pattern(container: str, name: str) -> Pattern:
    """The modules of a layer in a container."""
    return Pattern(f"{container}.{name}" if container else name)


def members(layers: Layers, container: str, graph: ImportGraph) -> dict[int, Member]:
    """The layer of each module that is in one; of nested layers the inner one counts."""
    found: dict[int, Member] = {}
    for layer in sorted(layer_names(layers), key=lambda layer: layer.name.count(".")):
        member = Member(layer.level, layer.name, layer.independent)
        for number in graph.covered([layer_pattern(container, layer.name)]):
            found[number] = member
    return found


def strangers(layers: Layers, container: str, graph: ImportGraph) -> Iterator[str]:
    """The parts of a container that are in no layer."""
    known = [layer_pattern(container, layer.name) for layer in layer_names(layers)]
    for part in graph.packages(Pattern(f"{container}.*")):
        if not any(pattern.covers(part) or pattern.text.startswith(part + ".") for pattern in known):
            yield part
