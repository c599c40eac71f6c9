"""A layer contract applied to the modules of a repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    closed: bool


def layer_names(layers: Layers) -> Iterator[LayerName]:
    """The layers of a contract, top first."""
    for level, item in enumerate(layers.order):
        if isinstance(item, LayerGroup):
            for index, name in enumerate(item.siblings):
                yield _layer_name(("order", level, "siblings", index), name, level, item.independent, item.closed)
        else:
            yield _layer_name(("order", level), item, level, True, False)


def _layer_name(keys: tuple[str | int, ...], text: str, level: int, independent: bool, closed: bool) -> LayerName:
    text = text.strip()
    optional = text.startswith("(") and text.endswith(")")
    return LayerName(keys, text[1:-1].strip() if optional else text, optional, level, independent, closed)


def containers(layers: Layers, graph: ImportGraph) -> list[str]:
    """The packages whose parts are the layers; an empty name where the layers are full module names."""
    if layers.within is None:
        return [""]
    names = (layers.within,) if isinstance(layers.within, str) else layers.within
    return sorted({name for within in names for name in graph.packages(Pattern(within))})


def layer_pattern(container: str, name: str) -> Pattern:
    """The modules of a layer in a container."""
    return Pattern(f"{container}.{name}" if container else name)


def groups(layers: Layers, container: str, graph: ImportGraph) -> list[set[int]]:
    """The modules of each layer; of nested layers the inner one has what is in both."""
    names = list(layer_names(layers))
    found: list[set[int]] = [set() for _ in names]
    taken: set[int] = set()
    for index, layer in sorted(enumerate(names), key=lambda item: -item[1].name.count(".")):
        found[index] = graph.covered([layer_pattern(container, layer.name)]) - taken
        taken |= found[index]
    return found


def barred(layers: Layers) -> dict[int, int]:
    """For the index of each layer, the bits of the layers that it must not lead to."""
    names = list(layer_names(layers))
    return {
        index: sum(1 << other for other, upper in enumerate(names) if index != other and not may_import(layer, upper, names))
        for index, layer in enumerate(names)
    }


def may_import(layer: LayerName, other: LayerName, names: Sequence[LayerName]) -> bool:
    """Whether a contract allows a layer to import another one."""
    if layer.level == other.level:
        return not layer.independent
    return layer.level < other.level and closed_between(layer, other, names) is None


def closed_between(layer: LayerName, other: LayerName, names: Sequence[LayerName]) -> LayerName | None:
    """A closed layer that stands below the one and above the other."""
    return next((each for each in names if each.closed and layer.level < each.level < other.level), None)


def strangers(layers: Layers, container: str, graph: ImportGraph) -> Iterator[str]:
    """The parts of a container that are in no layer."""
    known = [layer_pattern(container, layer.name) for layer in layer_names(layers)]
    known.extend(layer_pattern(container, name) for name in layers.unlayered)
    for part in graph.packages(Pattern(f"{container}.*")):
        if not any(pattern.covers(part) or pattern.text.startswith(part + ".") for pattern in known):
            yield part
