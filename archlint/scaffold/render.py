"""A template to a tree of files, by copier in a temporary folder; nothing of a template is executed."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from archlint.errors import Place, UserError
from archlint.scaffold.layout import SUFFIX, Source, lay_out, sources
from archlint.scaffold.leftovers import temporary_folder
from archlint.scaffold.tree import File

_TEMPLATE: Final = "template"
_SETTINGS: Final = f"""\
_subdirectory: {_TEMPLATE}
_templates_suffix: {SUFFIX}
_exclude: []
_envops:
  keep_trailing_newline: true
  undefined: jinja2.StrictUndefined
"""


def render(template: Path, shared: Sequence[Path], context: Mapping[str, Any]) -> dict[str, File]:
    """The files that a template makes, by path, sorted.

    Args:
        template: the folder that is rendered.
        shared: the folders that `{% include "shared/…" %}` looks in, the nearest first.
        context: what the template sees.

    Raises:
        UserError: the template is broken, with its file and line; or there is no room to render in.
    """
    layout = lay_out(template, context)
    try:
        with temporary_folder() as folder:
            origins = _gather(template, shared, layout, folder / "source")
            _run_copier(folder, context, origins)
            return {path: File(_content(folder / "out" / path), source.executable) for path, source in layout.items()}
    except OSError as error:
        raise UserError(f"cannot render in {error.filename or 'the folder for temporary files'}: {error.strerror}") from None


def _gather(template: Path, shared: Sequence[Path], layout: Mapping[str, Source], root: Path) -> dict[Path, Path]:
    """Lay the template and what templates share side by side, as copier wants it.

    Returns:
        For each file that is there now, the one that it was copied from.
    """
    origins = {root / _TEMPLATE / source.path: template / source.path for source in layout.values()}
    for folder in reversed(shared):  # the nearest last, so that it wins
        origins.update((root / "shared" / source.path, folder / source.path) for source in sources(folder))
    (root / _TEMPLATE).mkdir(parents=True)
    for target, origin in origins.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, target)
    (root / "copier.yml").write_text(_SETTINGS, encoding="utf-8")
    return {target.resolve(): origin for target, origin in origins.items()}


def _run_copier(folder: Path, context: Mapping[str, Any], origins: Mapping[Path, Path]) -> None:
    import copier
    from plumbum import local

    with warnings.catch_warnings(), local.env(PATH=""):  # copier asks git about every file where it finds a git
        warnings.simplefilter("ignore")
        try:
            copier.run_copy(
                str(folder / "source"),
                folder / "out",
                data=dict(context),
                defaults=True,
                overwrite=True,
                quiet=True,
                unsafe=False,
                skip_tasks=True,
                settings=copier.Settings(),
            )
        except Exception as error:  # a template may raise whatever the values in it do
            if isinstance(error, OSError) and error.errno is not None:  # the disk, and not a template that is not found
                raise
            place = _place(error, origins)
            if place is None:
                raise UserError(f"copier cannot render the template: {_reason(error)}") from error
            raise UserError(f"Jinja: {_reason(error)}", place) from None


def _place(error: BaseException, origins: Mapping[Path, Path]) -> Place | None:
    """Where in a template it went wrong: a syntax error says it, any other has the template's line in its traceback."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError) and error.filename:
        origin = origins.get(Path(error.filename))
        return Place(str(origin), error.lineno) if origin else None
    place = None
    trace = error.__traceback__
    while trace is not None:
        origin = origins.get(Path(trace.tb_frame.f_code.co_filename))
        if origin is not None:
            place = Place(str(origin), trace.tb_lineno)
        trace = trace.tb_next
    return place


def _reason(error: Exception) -> str:
    from jinja2 import TemplateNotFound

    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}' to include"
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _content(file: Path) -> bytes:
    if not file.is_file():  # copier leaves out a file where the folder of templates has one of its path with the suffix
        raise UserError(f"copier made no {file.name}; a template cannot make a file that stands in templates/shared with {SUFFIX}")
    return file.read_bytes()
