"""tach: `tach.toml`, `tach.domain.toml` below it, `[tool.tach]` in `pyproject.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from archlint.errors import Place, UserError
from archlint.facts import ignore_matcher
from archlint.model import ROOT, Boundaries, Boundary, CodeRules, Interface, did_you_mean
from archlint.peers.places import Places, toml_places
from archlint.peers.sections import load_toml, read_text
from archlint.peers.sources import DOMAIN_FILE, PROJECT_FILES, tree
from archlint.peers.types import Borrowed, Keys, Remark

TOOL: Final = "tach"
_CONFIG: Final = (
    *("modules", "interfaces", "layers", "cache", "external", "map", "exclude", "source_roots", "exact", "rules", "plugins"),
    *("ignore_type_checking_imports", "include_string_imports", "forbid_circular_dependencies", "layers_explicit_depends_on"),
    *("respect_gitignore", "root_module"),
)
_DOMAIN_ROOT: Final = (
    *("depends_on", "cannot_depend_on", "depends_on_external", "cannot_depend_on_external"),
    *("layer", "visibility", "utility", "unchecked"),
)
_MODULE: Final = ("path", "paths", "strict", *_DOMAIN_ROOT)
_INTERFACE: Final = ("expose", "from", "visibility", "data_types", "exclusive")
_REST: Final = {"ignore": "ignore", "allow": "allow", "forbid": "forbid", "dependenciesonly": "dependencies-only"}
_ROW: Final = re.compile(r"(\*{1,2}|[^\W\d]\w*)(\.(\*{1,2}|[^\W\d]\w*))*\Z")


def read(folder: Path) -> Borrowed | None:
    """The boundaries of a folder that tach would check; None where it has no configuration.

    Raises:
        UserError: the configuration is wrong, with its line.
    """
    text = read_text(folder / "tach.toml", "tach.toml")
    if text is not None:
        data = load_toml(text, "tach.toml")
        return _Reader(folder, _Tables(data, toml_places(text, "tach.toml"), ())).borrowed()
    text = read_text(folder / "pyproject.toml", "pyproject.toml")
    if text is None or "tach" not in text:
        return None
    tool = load_toml(text, "pyproject.toml").get("tool", {})
    if not isinstance(tool, dict) or not isinstance(tool.get("tach"), dict):
        return None
    return _Reader(folder, _Tables(tool["tach"], toml_places(text, "pyproject.toml"), ("tool", "tach"))).borrowed()


class _Tables(NamedTuple):
    """A table of a TOML file with the places of its parts; `package` is what names in it are relative to."""

    data: Mapping[str, Any]
    places: Places
    keys: Keys = ()
    package: str | None = None

    def at(self, *keys: str | int) -> Place:
        return self.places.at(*self.keys, *keys)

    def fail(self, message: str, *keys: str | int) -> UserError:
        return UserError(message, self.at(*keys))

    def sub(self, *keys: str | int) -> _Tables:
        value: Any = self.data
        for key in keys:
            value = value[key]
        if not isinstance(value, dict):
            raise self.fail(f"'{keys[0]}' holds tables", *keys)
        return self._replace(data=value, keys=(*self.keys, *keys))

    def many(self, key: str) -> Iterator[_Tables]:
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise self.fail(f"'{key}' is a list of tables, [[{key}]]", key)
        return (self.sub(key, index) for index in range(len(value)))

    def known(self, names: Sequence[str]) -> None:
        for key in self.data:
            if key not in names:
                raise self.fail(f"tach knows no '{key}' here{did_you_mean(key, names)}", key)

    def names(self, key: str) -> tuple[str, ...] | None:
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.fail(f"'{key}' is a list of names", key)
        return tuple(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(f"'{key}' is true or false", key)
        return value

    def word(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, str):
            raise self.fail(f"'{key}' is a word", key)
        return value

    def resolved(self, name: str) -> str:
        """A module's name in full; a domain's names are relative to it, `//` leads to the top."""
        if self.package is None:
            return name
        if name.startswith("//"):
            return name[2:]
        return self.package if name == "<domain_root>" else f"{self.package}.{name}"


class _Reader:
    def __init__(self, folder: Path, tables: _Tables) -> None:
        self._folder = folder
        self._tables = tables
        self._places: dict[Keys, Place] = {}
        self._remarks: list[Remark] = []
        self._rows: dict[str, Boundary] = {}
        self._interfaces: list[Interface] = []
        tables.known(_CONFIG)
        self._roots = tables.names("source_roots") or (".",)
        self._exclude = tables.names("exclude") if "exclude" in tables.data else ()

    @property
    def _base(self) -> Keys:
        return ("code", "boundaries", TOOL)

    def borrowed(self) -> Borrowed:
        tables = self._tables
        self._add_all(tables)
        for domain in self._domains():
            self._add_all(domain)
        if not self._rows:  # many use it for their external dependencies alone
            self._remark("modules", "no module is listed, so that no import is checked here; list those whose imports count")
        layers = tuple(self._layers())
        rest = tables.word("root_module") or "ignore"
        if rest not in _REST:
            raise tables.fail(f"'root_module' is one of {', '.join(_REST)}, not '{rest}'", "root_module")
        roots = tuple(_source_roots(self._folder, self._roots, self._exclude or ()))
        boundaries = Boundaries(
            modules=self._rows,
            layers=tuple(name for name, _ in layers),
            closed=tuple(name for name, closed in layers if closed),
            interfaces=tuple(self._interfaces),
            rest=_REST[rest],  # type: ignore[arg-type]
            exact=tables.flag("exact"),
            acyclic=tables.flag("forbid_circular_dependencies"),
            explicit=tables.flag("layers_explicit_depends_on"),
            local=self._rules().get("local_imports", "error") == "error",
            type_checking=not tables.flag("ignore_type_checking_imports", default=True),
            projects=tuple(sorted({project for root in roots if (project := _project(self._folder, root))})),
        )
        self._unsupported()
        self._places[self._base] = tables.at("modules")
        known = (
            *(name for name in self._rows if "*" not in name and name != ROOT),
            *(f"{root}/" for root in roots if root),
        )
        code = CodeRules(boundaries={TOOL: boundaries} if self._rows else {})
        return Borrowed(TOOL, tables.places.path, code, self._places, tuple(self._remarks), known, roots, self._exclude or ())

    def _layers(self) -> Iterator[tuple[str, bool]]:
        value = self._tables.data.get("layers", [])
        for index, each in enumerate(value if isinstance(value, list) else [None]):
            if isinstance(each, str):
                yield each, False
            elif isinstance(each, dict) and isinstance(each.get("name"), str):
                yield each["name"], each.get("closed") is True
            else:
                raise self._tables.fail("a layer is a name, or a table with `name` and `closed`", "layers", index)

    def _domains(self) -> Iterator[_Tables]:
        """The files that say the modules of a folder, by path; those under hidden or excluded folders are left alone."""
        for here in (here for here, files in _folders(self._folder, self._exclude or ()) if DOMAIN_FILE in files):
            path = f"{here}/{DOMAIN_FILE}" if here else DOMAIN_FILE
            roots = list(_source_roots(self._folder, self._roots, self._exclude or ()))
            root = max((each for each in roots if not each or here == each or here.startswith(f"{each}/")), key=len, default=None)
            text = read_text(self._folder / path, path)
            if root is not None and text is not None:
                package = here[len(root) :].strip("/").replace("/", ".")
                yield _Tables(load_toml(text, path), toml_places(text, path), (), package)

    def _add_all(self, tables: _Tables) -> None:
        if tables.package is not None:
            tables.known(("root", "modules", "interfaces"))
            if "root" in tables.data:
                root = tables.sub("root")
                root.known(_DOMAIN_ROOT)
                self._add_row(root, tables.package, ())
        for module in tables.many("modules"):
            module.known(_MODULE)
            for name, keys in _paths(module):
                self._add_row(module, name, keys)
        for interface in tables.many("interfaces"):
            interface.known(_INTERFACE)
            self._add_interface(interface)

    def _add_row(self, tables: _Tables, name: str, keys: Keys) -> None:
        if tables.flag("strict"):
            message = f"`strict` of '{name}' is no longer known to tach, and not checked here; write an interface"
            self._remarks.append(Remark(tables.at("strict"), name, message))
        plain = [ROOT] if name == "." else [*_expanded(name)]
        depends_on, deprecated, places = self._dependencies(tables, "depends_on")
        never, _, never_places = self._dependencies(tables, "cannot_depend_on")
        visible_to = tables.names("visibility")
        if visible_to is not None:
            visible_to = tuple(each for shown in visible_to for each in _expanded(tables.resolved(shown)))
        boundary = Boundary(
            depends_on=depends_on,
            deprecated=deprecated or (),
            never=never or (),
            layer=tables.word("layer"),
            visible_to=visible_to,
            open=tables.flag("utility"),
            unchecked=tables.flag("unchecked"),
        )
        for each in plain:
            self._add_place_of_row(each, boundary, tables.at(*keys), places, never_places)
        for key in ("depends_on_external", "cannot_depend_on_external"):
            if tables.data.get(key) is not None:
                message = f"`{key}` of '{name}' is what `tach check-external` looks at, and is not checked here"
                self._remarks.append(Remark(tables.at(key), name, message))

    def _add_place_of_row(
        self, name: str, boundary: Boundary, place: Place, places: list[Place], never_places: list[Place]
    ) -> None:
        if not (name == ROOT or _ROW.match(name)):
            message = f"the pattern '{name}' is beyond what archlint reads (`*` and `**` for whole parts), and is not checked"
            self._remarks.append(Remark(place, name, message))
            return
        if name in self._rows and "*" not in name:
            raise UserError(f"the module '{name}' is configured twice", place)
        base: Keys = (*self._base, "modules", name)
        self._rows.pop(name, None)  # a pattern that comes again counts where it comes last
        self._rows[name] = boundary
        self._places[base] = place
        for field, found in (("depends_on", places), ("never", never_places)):
            for index, each in enumerate(found):
                self._places[*base, field, index] = each

    def _dependencies(self, tables: _Tables, key: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None, list[Place]]:
        """What is listed, of that what is deprecated, and where each stands."""
        value = tables.data.get(key)
        if value is None:
            return None, None, []
        listed: list[str] = []
        deprecated: list[str] = []
        places: list[Place] = []
        for index, each in enumerate(value if isinstance(value, list) else [None]):
            path = each.get("path") if isinstance(each, dict) else each
            if not isinstance(path, str):
                raise tables.fail(f"'{key}' lists modules, by name or as a table with `path` and `deprecated`", key, index)
            for name in _expanded(tables.resolved(path)):
                listed.append(name)
                places.append(tables.at(key, index))
                if isinstance(each, dict) and each.get("deprecated") is True:
                    deprecated.append(name)
        return tuple(listed), tuple(deprecated), places

    def _add_interface(self, tables: _Tables) -> None:
        expose = tables.names("expose")
        if expose is None:
            raise tables.fail("an interface needs `expose`")
        origins = tables.names("from")
        if origins is not None:
            origins = tuple(tables.resolved(name) for name in origins)
        elif tables.package is not None:
            origins = (f"{tables.package}..*",)
        visibility = tables.names("visibility")
        for key, patterns in (("expose", expose), ("from", origins or ())):
            for index, pattern in enumerate(patterns):
                _check_regex(pattern, tables.at(key, index))
        if tables.data.get("data_types", "all") != "all":
            message = "`data_types` of an interface is not checked here; go on running tach for it"
            self._remarks.append(Remark(tables.at("data_types"), TOOL, message))
        self._places[*self._base, "interfaces", len(self._interfaces)] = tables.at()
        to = None if visibility is None else tuple(tables.resolved(name) for name in visibility)
        self._interfaces.append(
            Interface(exposes=expose, of=(".*",) if origins is None else origins, to=to, exclusive=tables.flag("exclusive"))
        )

    def _unsupported(self) -> None:
        """Say what is set and not checked here."""
        tables = self._tables
        if tables.flag("include_string_imports"):
            self._remark("include_string_imports", "names of modules in strings are not taken for imports here")
        if tables.data.get("plugins"):
            self._remark("plugins", "tach's plugins are not known here; go on running tach for them")
        rules = self._rules()
        if rules.get("local_imports", "error") != "error":
            self._remark("rules", "an import under `if`, `try`, `with` or in a class is no local import here; one in a function is")
        for name in ("unused_ignore_directives", "require_ignore_directive_reasons"):
            if rules.get(name) == "error":
                self._remark("rules", f"`{name}` is not checked here; go on running tach for it")

    def _rules(self) -> Mapping[str, Any]:
        return self._tables.sub("rules").data if "rules" in self._tables.data else {}

    def _remark(self, key: str, message: str) -> None:
        self._remarks.append(Remark(self._tables.at(key), TOOL, message))


def _folders(top: Path, exclude: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The folders with their files, relative and in order; hidden and excluded ones are not entered."""
    excluded = ignore_matcher(exclude)
    for here, folders, files in tree(top):
        prefix = f"{here}/" if here else ""
        folders[:] = [name for name in folders if not excluded(f"{prefix}{name}", True)]
        yield here, files


def _source_roots(top: Path, roots: Sequence[str], exclude: Sequence[str]) -> Iterator[str]:
    """The folders that packages start in, patterns spelt out; the top itself is empty."""
    for root in roots:
        plain = root.removeprefix("./").strip("/").removesuffix(".")
        if any(char in plain for char in "*?[{"):
            matches = ignore_matcher([f"/{each}" for each in _expanded(plain)])
            yield from (here for here, _ in _folders(top, exclude) if here and matches(here, True))
        else:
            yield plain


def _project(top: Path, root: str) -> str:
    """The folder of the project that a root belongs to: the nearest one with a project's own file; the top itself is empty."""
    while root and not any((top / root / name).exists() for name in PROJECT_FILES):
        root = root.rpartition("/")[0]
    return root


def _paths(tables: _Tables) -> Iterator[tuple[str, Keys]]:
    path, paths = tables.word("path"), tables.names("paths")
    if path is not None:
        yield ROOT if path == ROOT else _in_domain(tables, path), ("path",)
    elif paths is not None:
        yield from ((_in_domain(tables, each), ("paths", index)) for index, each in enumerate(paths))
    else:
        raise tables.fail("a module needs `path` or `paths`")


def _in_domain(tables: _Tables, path: str) -> str:
    return path if tables.package is None else f"{tables.package}.{path}"


def _expanded(name: str) -> list[str]:
    """A pattern without its braces: `a.{b,c}` is a.b and a.c."""
    match = re.search(r"\{([^{}]*)\}", name)
    if match is None:
        return [name]
    head, tail = name[: match.start()], name[match.end() :]
    return [each for part in match[1].split(",") for each in _expanded(f"{head}{part}{tail}")]


def _check_regex(pattern: str, place: Place) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise UserError(f"'{pattern}' is no regular expression: {error.msg}", place) from None
