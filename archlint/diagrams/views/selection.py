"""Which contexts, components and interactions a view of the model takes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from archlint.errors import Place, UserError
from archlint.model import Architecture, Interaction, View, did_you_mean


class Selection(Struct, frozen=True):
    """The parts of a model that are shown, each in the model's own order."""

    contexts: tuple[str, ...]
    components: tuple[str, ...]
    interactions: tuple[str, ...]


class _Found(Struct, frozen=True):
    """What one expression stands for; `direct` are the components that it names itself, not only through an arrow."""

    contexts: set[str]
    components: set[str]
    interactions: set[str]
    direct: set[str]


def everything(model: Architecture) -> Selection:
    """The whole model."""
    return Selection(tuple(model.contexts), tuple(model.components), tuple(each.id for each in model.interactions))


def selected(model: Architecture, view: View, place: Callable[[str, int], Place | None]) -> Selection:
    """What the include and exclude expressions of a view leave.

    An interaction between two components that are named (by themselves, by their context or by `*`) is shown; between components
    that only an arrow brought in, only those interactions that the arrow stands for.

    Args:
        model: the model.
        view: the view; without `include` it takes in everything.
        place: where the expression of a list (`include` or `exclude`) with this index stands.

    Raises:
        UserError: an expression names nothing, or a name that elements of several kinds share.
    """
    contexts: set[str] = set()
    components: set[str] = set()
    interactions: set[str] = set()
    direct: set[str] = set()
    for index, expression in enumerate(view.include or ("*",)):
        found = _find(model, expression, place("include", index))
        contexts |= found.contexts
        components |= found.components
        interactions |= found.interactions
        direct |= found.direct
    interactions |= {each.id for each in model.interactions if each.source in direct and each.target in direct}
    for index, expression in enumerate(view.exclude):
        out = _find(model, expression, place("exclude", index))
        components -= out.direct
        contexts -= out.contexts if "->" not in expression else set()
        interactions -= out.interactions
    return Selection(
        tuple(name for name in model.contexts if name in contexts),
        tuple(name for name in model.components if name in components),
        tuple(
            each.id
            for each in model.interactions
            if each.id in interactions and each.source in components and each.target in components
        ),
    )


def _find(model: Architecture, expression: str, place: Place | None) -> _Found:
    name = expression.removeprefix("->").removesuffix("->").strip()
    into, out_of = expression.startswith("->"), expression.endswith("->")
    if name == "*":
        return _Found(set(model.contexts), set(model.components), {each.id for each in model.interactions}, set(model.components))
    kinds = _kinds(model, name)
    if not kinds:
        near = did_you_mean(name, [*model.contexts, *model.components, *(each.id for each in model.interactions)])
        raise UserError(f"'{name}' is no context, component or interaction{near}", place)
    if len(kinds) > 1:
        raise UserError(f"'{name}' is a {' and a '.join(kinds)}; give one of them another id, so that the view is clear", place)
    if kinds == ["interaction"]:
        shown = [each for each in model.interactions if each.id == name]
        return _Found(_around(model, _ends(shown)), _ends(shown), {name}, set())
    members = {name} if kinds == ["component"] else {key for key, each in model.components.items() if each.context == name}
    if not into and not out_of:
        frames = {name} if kinds == ["context"] else _around(model, members)
        return _Found(frames, members, set(), members)
    shown = [
        each
        for each in model.interactions
        if (into and each.target in members and each.source not in members)
        or (out_of and each.source in members and each.target not in members)
    ]
    frames = _around(model, _ends(shown)) | _related(model, name, into=into, out_of=out_of)
    return _Found(frames, _ends(shown), {each.id for each in shown}, set())


def _kinds(model: Architecture, name: str) -> list[str]:
    kinds = [kind for kind, names in (("context", model.contexts), ("component", model.components)) if name in names]
    return kinds + ["interaction"] * any(each.id == name for each in model.interactions)


def _ends(interactions: Iterable[Interaction]) -> set[str]:
    return {end for each in interactions for end in (each.source, each.target)}


def _around(model: Architecture, components: Iterable[str]) -> set[str]:
    return {context for name in components if (context := model.components[name].context)}


def _related(model: Architecture, context: str, *, into: bool, out_of: bool) -> set[str]:
    upstream = {each.source for each in model.context_map if into and each.target == context}
    return upstream | {each.target for each in model.context_map if out_of and each.source == context}
