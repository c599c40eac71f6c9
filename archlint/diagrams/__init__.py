"""Pictures of an architecture: model to view to layout to SVG, PNG and the text formats of other tools.

`pictures` says what there is to draw, `render` draws one of them, `draw_all` does both; `import_picture` draws the
imports of a code base. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from archlint.diagrams.imports import Arrow, Spot, import_picture
from archlint.diagrams.layout.port import LayoutError
from archlint.diagrams.view import Card, Edge, Group, Line, ViewGraph

if TYPE_CHECKING:
    from archlint.model import Architecture, Document

__all__ = [
    "SUFFIXES",
    "Arrow",
    "Card",
    "Edge",
    "Format",
    "Group",
    "LayoutError",
    "Line",
    "Spot",
    "Theme",
    "ViewGraph",
    "draw_all",
    "import_picture",
    "pictures",
    "render",
]

Format: TypeAlias = Literal["svg", "png", "mermaid", "dot", "d2", "diagrams"]
Theme: TypeAlias = Literal["auto", "light", "dark"]
SUFFIXES: dict[Format, str] = {"svg": ".svg", "png": ".png", "mermaid": ".mmd", "dot": ".dot", "d2": ".d2", "diagrams": ".py"}
"""How the file of a picture ends, by its format; its name is the id of the view."""


def pictures(subject: Document | Architecture, views: Sequence[str] = (), of: Sequence[str] = ()) -> list[ViewGraph]:
    """What there is to draw, as data.

    Args:
        subject: the model; with a document, messages say where in the file something is wrong.
        views: `system`, `contexts`, `deployment`, `flow` or ids of the model's own views; none: all that there is something for.
        of: ids of the flows and deployments that are wanted; none: all.

    Raises:
        UserError: an unknown name, an unknown icon, or nothing to draw.
    """
    from archlint.diagrams.views.catalogue import views as found

    return found(subject, views, of)


def render(view: ViewGraph, format: Format = "svg", theme: Theme = "auto") -> bytes:  # noqa: A002
    """One picture as the bytes of a file; the same view gives the same bytes on every machine.

    Args:
        view: one of `pictures`.
        format: see `SUFFIXES`.
        theme: for SVG: follow the reader's system (`auto`), or be light or dark; a PNG takes `auto` for light.

    Raises:
        LayoutError: the layout engine refuses the picture.
    """
    if format in ("svg", "png"):
        return _drawn(view, format, theme)
    return _written(view, format).encode("utf-8", "replace")


def draw_all(subject: Document | Architecture) -> dict[str, bytes]:
    """Every picture of a model as SVG, by file name.

    Raises:
        UserError: the model is empty, or one of its views or icons is wrong.
        LayoutError: the layout engine refuses a picture.
    """
    return {f"{view.id}.svg": render(view) for view in pictures(subject)}


def _drawn(view: ViewGraph, format: Format, theme: Theme) -> bytes:  # noqa: A002
    from archlint.diagrams.drawing.svg import svg
    from archlint.diagrams.layout.graph import sized
    from archlint.diagrams.layout.place import place
    from archlint.diagrams.layout.wasm import engine

    graph = sized(view)
    places = place(graph, engine())
    if format == "svg":
        return svg(graph, places, theme).encode()
    from archlint.diagrams.drawing.png import png

    return png(svg(graph, places, "light" if theme == "auto" else theme))


def _written(view: ViewGraph, format: Format) -> str:  # noqa: A002
    if format == "mermaid":
        from archlint.diagrams.exporters.mermaid import mermaid

        return mermaid(view)
    if format == "dot":
        from archlint.diagrams.exporters.dot import dot

        return dot(view)
    if format == "d2":
        from archlint.diagrams.exporters.d2 import d2

        return d2(view)
    from archlint.diagrams.exporters.script import script

    return script(view)
