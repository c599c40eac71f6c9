"""The way from a view to places: several layouts are asked for, judged, and the best is kept."""

from __future__ import annotations

import msgspec

from archlint.diagrams.layout import cache
from archlint.diagrams.layout.geometry import Placed
from archlint.diagrams.layout.graph import Manner, Sized, dot_text
from archlint.diagrams.layout.port import LayoutPort
from archlint.digest import digest

_MANNERS = (
    Manner(),
    Manner(whole=True),
    Manner(turned=True),
    Manner(turned=True, whole=True),
    Manner(gap=0.5, step=0.6),
    Manner(gap=0.5, step=0.6, whole=True),
    Manner(ports=False),
    Manner("TB", gap=0.42, step=0.36),
    Manner("TB", gap=0.42, step=0.36, turned=True),
    Manner(gap=0.6, step=0.8, turned=True, ports=False),
    Manner("TB", gap=0.6, step=0.6, ports=False),
)
_FORM = "3"  # of what the cache keeps, and of how layouts are judged


def place(graph: Sized, engine: LayoutPort) -> Placed:
    """Give every part of a view its place; a layout that was found before comes out of the user's cache.

    Raises:
        LayoutError: the engine refuses the graph.
    """
    name = f"layouts/{digest(_key(graph, engine).encode())}.json"
    kept = cache.read(name)
    if kept is not None:
        try:
            return msgspec.json.decode(kept, type=Placed)
        except msgspec.DecodeError:
            pass  # damaged: lay it out again
    found = _best(graph, engine)
    cache.write(name, msgspec.json.encode(found))
    return found


def _key(graph: Sized, engine: LayoutPort) -> str:
    """All that places depend on. The DOT text numbers its parts, so that their ids must stand beside it: places are kept by id."""
    view = graph.view
    ids = [part.id for parts in (view.cards, view.groups, view.edges) for part in parts]
    titles = [(group.title, group.remark) for group in view.groups]  # their exact widths, of which the text has only a round number
    names = msgspec.json.encode((ids, titles, sorted(graph.backward))).decode()
    return "\n".join([_FORM, engine.version, names, dot_text(graph, _MANNERS[0])])  # the other manners follow from the first


def _best(graph: Sized, engine: LayoutPort) -> Placed:
    from archlint.diagrams.layout.read import placed
    from archlint.diagrams.layout.score import GOOD, score

    best: tuple[float, Placed] | None = None
    for manner in _MANNERS:
        candidate = placed(graph, engine.places(dot_text(graph, manner)))
        faults = score(graph.view, candidate)
        if best is None or faults < best[0]:
            best = faults, candidate
        if faults < GOOD:
            break
    assert best is not None
    return best[1]
