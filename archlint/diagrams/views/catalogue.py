"""Which pictures a model has, and each of them as a view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from archlint.diagrams.icons import Icons
from archlint.diagrams.view import ViewGraph
from archlint.diagrams.views.contexts import contexts_view
from archlint.diagrams.views.deployment import deployment_view
from archlint.diagrams.views.flow import flow_view
from archlint.diagrams.views.selection import Selection, everything, selected
from archlint.diagrams.views.system import system_view
from archlint.errors import Place, UserError
from archlint.model import Architecture, Document, View, did_you_mean

KINDS = ("system", "contexts", "deployment", "flow")


class _Picture(Struct, frozen=True):
    id: str
    kind: str
    of: str = ""
    view: str = ""


def views(subject: Document | Architecture, names: Sequence[str] = (), of: Sequence[str] = ()) -> list[ViewGraph]:
    """The pictures of a model, as data.

    Args:
        subject: the model; a document gives its places to messages.
        names: kinds (system, contexts, deployment, flow) and ids of the model's own views; none: all that there is something for.
        of: the flows and deployments that are wanted; none: all.

    Raises:
        UserError: a name that the model does not know, a view that is empty, an unknown icon.
    """
    model = subject if isinstance(subject, Architecture) else subject.architecture
    document = None if isinstance(subject, Architecture) else subject
    for name in of:
        if name not in model.flows and name not in model.deployments:
            near = did_you_mean(name, [*model.flows, *model.deployments])
            raise UserError(f"the model has no flow and no deployment '{name}'{near}", _place(document))
    pictures = _pictures(model, document, names)
    if of:
        pictures = [each for each in pictures if each.of in of]
        if not pictures:
            where = f" among the views {', '.join(names)}" if names else ""
            raise UserError(f"nothing to draw for {', '.join(of)}{where}", _place(document))
    icons = Icons(document)
    if not model.components and not names:
        raise UserError("there is nothing to draw: the model has no components yet; add some under 'components'", _place(document))
    return [_view(model, document, each, icons) for each in pictures]


def _pictures(model: Architecture, document: Document | None, names: Sequence[str]) -> list[_Picture]:
    default = [
        *([_Picture("system", "system")] if model.components else []),
        *([_Picture("contexts", "contexts")] if model.contexts else []),
        *(_Picture(f"deployment-{name}", "deployment", name) for name, each in model.deployments.items() if each.nodes),
        *(_Picture(f"flow-{name}", "flow", name) for name in model.flows),
        *(_own(name, view) for name, view in model.views.items()),
    ]
    if not names:
        return default
    wanted: dict[str, _Picture] = {}
    for name in names:
        found = [each for each in default if (each.view == name if name in model.views else not each.view and each.kind == name)]
        if not found and name in KINDS:
            what = {"system": "components", "contexts": "contexts", "deployment": "deployments", "flow": "flows"}[name]
            raise UserError(f"nothing to draw for the view '{name}': the model has no {what}", _place(document))
        if not found:
            near = did_you_mean(name, [*KINDS, *model.views])
            raise UserError(f"no view is named '{name}'{near}; there are {', '.join([*KINDS, *model.views])}", _place(document))
        wanted |= {each.id: each for each in found}
    return list(wanted.values())


def _own(name: str, view: View) -> _Picture:
    """A view of the model's own; where it would take the file of a default picture, it gets another one."""
    taken = name in KINDS or name.startswith(("deployment-", "flow-"))
    return _Picture(f"view-{name}" if taken else name, view.kind, view.of or "", name)


def _view(model: Architecture, document: Document | None, picture: _Picture, icons: Icons) -> ViewGraph:
    shown, title = everything(model), ""
    if picture.view:
        own = model.views[picture.view]
        title = own.title or picture.view
        shown = selected(model, own, lambda word, index: _place(document, "views", picture.view, word, index))
    graph = _DRAWN[picture.kind](model, picture, shown, icons, title)
    if not graph.cards:
        keys = ("views", picture.view) if picture.view else (f"{picture.kind}s", picture.of)
        raise UserError(f"the view '{picture.view or picture.id}' shows nothing", _place(document, *keys))
    return graph


def _system(model: Architecture, picture: _Picture, shown: Selection, icons: Icons, title: str) -> ViewGraph:
    return system_view(model, shown, icons, id=picture.id, title=title or _name(model))


def _contexts(model: Architecture, picture: _Picture, shown: Selection, _icons: Icons, title: str) -> ViewGraph:
    return contexts_view(model, shown, id=picture.id, title=title or f"{_name(model)}: context map")


def _deployment(model: Architecture, picture: _Picture, shown: Selection, icons: Icons, title: str) -> ViewGraph:
    name = model.deployments[picture.of].name or picture.of
    title = title or f"{_name(model)}: {name} deployment"
    return deployment_view(model, picture.of, shown, icons, id=picture.id, title=title)


def _flow(model: Architecture, picture: _Picture, shown: Selection, icons: Icons, title: str) -> ViewGraph:
    name = model.flows[picture.of].name or picture.of
    return flow_view(model, picture.of, shown, icons, id=picture.id, title=title or f"{_name(model)}: {name}")


_DRAWN: Final = {"system": _system, "contexts": _contexts, "deployment": _deployment, "flow": _flow}


def _name(model: Architecture) -> str:
    return model.system.name or model.system.id


def _place(document: Document | None, *keys: str | int) -> Place | None:
    if document is None:
        return None
    return document.place(*keys) if keys else Place(document.path)
