"""`archlint diagram`: the pictures of a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option
from archlint.errors import Place, UserError

if TYPE_CHECKING:
    from archlint.diagrams import Format

_FORMATS = ("svg", "png", "mermaid", "dot", "d2", "diagrams")


def _run(path: str, view: tuple[str, ...], of: tuple[str, ...], format: Format | None, output: str | None) -> int:  # noqa: A002
    from archlint.diagrams import SUFFIXES, pictures, render
    from archlint.model import load

    document = load(Path(path))
    found = pictures(document, view, of)
    by_name = (name for name, suffix in SUFFIXES.items() if output and output.endswith(suffix))
    wanted: Format = format if format is not None else next(by_name, "svg")
    if output == "-":
        if len(found) > 1:
            names = ", ".join(each.id for each in found)
            raise UserError(f"standard output takes one picture, and there are {len(found)} ({names}); choose with --view or --of")
        emit(render(found[0], wanted), output)
        return 0
    files = _files([each.id for each in found], SUFFIXES[wanted], output, Path(document.path).parent / "docs")
    for each, file in zip(found, files, strict=True):
        data = render(each, wanted)
        _make_folder(file.parent)
        emit(data, str(file))
        print(file)
    return 0


def _files(names: list[str], suffix: str, output: str | None, usual: Path) -> list[Path]:
    """Where each picture goes: the output is a file where it ends like one, else a folder."""
    if output and output.endswith(suffix) and not Path(output).is_dir():
        if len(names) > 1:
            raise UserError(
                f"one file, but {len(names)} pictures ({', '.join(names)}); name a folder, or choose with --view or --of"
            )
        return [Path(output)]
    folder = Path(output) if output else usual
    return [folder / f"{name}{suffix}" for name in names]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"cannot make this folder: {error.strerror}", Place(str(folder))) from None


COMMAND = Command(
    name="diagram",
    summary="Draw the architecture: system, contexts, deployments, flows, and the model's own views.",
    run=_run,
    arguments=(Argument("path", "architecture.yaml, or the folder that holds it.", default="."),),
    options=(
        Option("view", "system, contexts, deployment, flow, or the id of a view; all by default, several allowed.", many=True),
        Option("of", "The id of a flow or a deployment; several allowed.", many=True),
        Option("format", "What to write; by default what the output's name says, else SVG.", choices=_FORMATS, short="-f"),
        Option("output", "A folder, a file for one picture, or - (standard output); by default docs beside the model.", short="-o"),
    ),
)
