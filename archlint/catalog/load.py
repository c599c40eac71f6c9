"""The catalogue: every pattern that can be had, by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from archlint.catalog import folders, validate
from archlint.catalog.folders import Source
from archlint.catalog.types import Pattern
from archlint.errors import ArchlintError, Place, UserError
from archlint.model import Decoded, ModelError, Problem, decode_yaml, did_you_mean


class Entry(NamedTuple):
    """A pattern and where it comes from.

    Attributes:
        pattern: what its pattern.yaml says.
        file: its pattern.yaml.
        template: the folder that is rendered.
        repository: the folder that is rendered once around all components, if the pattern wants one.
        shared: the folders that `{% include "shared/…" %}` looks in, the nearest first.
        built_in: whether it came with archlint.
        replaces: the pattern.yaml of the same name that it stands for, if there is one.
        decoded: the file's parts with their places.
    """

    pattern: Pattern
    file: Path
    template: Path
    repository: Path | None
    shared: tuple[Path, ...]
    built_in: bool
    replaces: Path | None
    decoded: Decoded[Pattern]

    @property
    def name(self) -> str:
        """The name of the pattern."""
        return self.pattern.name

    def place(self, *keys: str | int) -> Place:
        """Where a part of the pattern.yaml stands."""
        return self.decoded.place(*keys)


class Catalog(NamedTuple):
    """All patterns, sorted by name."""

    entries: tuple[Entry, ...]

    def get(self, name: str) -> Entry:
        """The pattern of that name.

        Raises:
            UserError: there is none; with the nearest name that there is.
        """
        for entry in self.entries:
            if entry.name == name:
                return entry
        names = [entry.name for entry in self.entries]
        hint = did_you_mean(name, names) or f"; there are: {', '.join(names)}"
        raise UserError(f"there is no pattern '{name}'{hint}")


def load(extra: Sequence[Path] = ()) -> Catalog:
    """Read the built-in patterns, those of the folders in ARCHLINT_PATTERNS, and those of the given folders.

    A later folder's pattern replaces an earlier one of the same name.

    Raises:
        ArchlintError: a folder or a pattern.yaml is broken; one line each, with its place.
    """
    base = folders.built_in()
    found: dict[str, Entry] = {}
    broken: list[ArchlintError] = []
    for source in [base, *folders.of_user(extra)]:
        own: dict[str, Path] = {}
        for file in source.patterns:
            try:
                entry = _read(file, source, base)
                if entry.name in own:
                    place = entry.place("pattern")
                    raise UserError(f"'{entry.name}' is the name of the pattern in {own[entry.name].parent} already", place)
            except ArchlintError as error:
                broken.append(error)
                continue
            own[entry.name] = file
            before = found.get(entry.name)
            found[entry.name] = entry._replace(replaces=before.file if before else None)
    if broken:
        raise ArchlintError("\n".join(map(str, broken)))
    return Catalog(tuple(found[name] for name in sorted(found)))


def _read(file: Path, source: Source, base: Source) -> Entry:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", Place(str(file))) from None
    decoded = decode_yaml(data, str(file), Pattern)
    pattern = decoded.value
    wrong = [Problem(decoded.place(*keys), message) for keys, message in validate.problems(pattern)]
    if wrong:
        raise ModelError(wrong)
    roots = folders.template_roots(file, base)
    template = _template(file, roots, pattern.template, decoded.place("template"))
    repository = _template(file, roots, pattern.repository, decoded.place("repository")) if pattern.repository else None
    shared = tuple(root / "shared" for root in roots if (root / "shared").is_dir())
    return Entry(pattern, file, template, repository, shared, source.built_in, None, decoded)


def _template(file: Path, roots: Sequence[Path], name: str, place: Place) -> Path:
    template = next((root / name for root in roots if _is_template(root, name)), None)
    if template is None:
        names = [each.name for root in roots for each in root.iterdir() if each.is_dir() and each.name != "shared"]
        looked = ", ".join(str(root) for root in roots)
        hint = did_you_mean(name, names)
        raise UserError(f"there is no template folder '{name}'{hint}; looked in {looked or file.parent / 'templates'}", place)
    return template


def _is_template(root: Path, name: str) -> bool:
    """Whether it is the plain name of a folder, so that a pattern cannot reach outside of its templates."""
    return Path(name).name == name and name not in ("shared", "..") and (root / name).is_dir()
