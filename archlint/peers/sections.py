"""import-linter's configuration as sections of options, whichever of its two formats it is written in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from archlint.errors import Place, UserError
from archlint.peers.places import Places, ini_places, toml_places
from archlint.peers.types import Keys

NAME = "importlinter"


class Option(NamedTuple):
    """The lines of an option's value, each with its place; `is_list` tells whether it was written as several."""

    place: Place
    lines: tuple[tuple[str, Place], ...]
    is_list: bool


class Section(NamedTuple):
    """A table or an INI section; `id` is how a contract is called in its header."""

    place: Place
    options: dict[str, Option]
    id: str = ""


class Settings(NamedTuple):
    """The options of the session, and the contracts."""

    path: str
    session: Section
    contracts: tuple[Section, ...]


def read_settings(folder: Path) -> Settings | None:
    """The configuration of a folder, where import-linter itself would find it; None where there is none.

    Raises:
        UserError: the file cannot be read, or is no valid INI or TOML.
    """
    for name, read in (("setup.cfg", _read_ini), (".importlinter", _read_ini), ("pyproject.toml", _read_toml)):
        text = read_text(folder / name, name)
        settings = read(text, name) if text is not None and NAME in text else None
        if settings is not None:
            return settings
    return None


def read_text(file: Path, name: str) -> str | None:
    """A configuration file's text, line ends as in Python; None where there is no such file."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", Place(name)) from None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError("the file is not UTF-8; save it with that encoding", Place(name, line)) from None


def _read_ini(text: str, path: str) -> Settings | None:
    import configparser

    parser = configparser.ConfigParser()
    places = ini_places(text, path)
    try:
        parser.read_string(text)
        if NAME not in parser.sections():
            return None
        session = _ini_section(parser, NAME, places, "")
        heads = [name for name in parser.sections() if name.startswith(f"{NAME}:")]
        contracts = tuple(_ini_section(parser, name, places, name.rpartition(":")[2]) for name in heads)
    except configparser.Error as error:
        line = getattr(error, "lineno", None) or next((each[0] for each in getattr(error, "errors", ())), 0)
        raise UserError(f"not a valid INI file: {str(error).splitlines()[0]}", Place(path, line)) from None
    return Settings(path, session, contracts)


def _ini_section(parser: Any, name: str, places: Places, identity: str) -> Section:
    options = {}
    for key, value in parser[name].items():
        lines = [line for line in value.strip().split("\n") if line.strip()]
        placed = tuple((line.strip(), places.at(name, key, index)) for index, line in enumerate(lines))
        options[key] = Option(places.at(name, key), placed, "\n" in value)
    return Section(places.at(name), options, identity)


def load_toml(text: str, path: str) -> dict[str, Any]:
    """A TOML file's tables.

    Raises:
        UserError: it is not valid.
    """
    import re
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        place = Place(path, int(found[1]), int(found[2])) if found else Place(path)
        raise UserError(f"not valid TOML: {str(error)[: found.start()] if found else error}", place) from None


def _read_toml(text: str, path: str) -> Settings | None:
    tables = load_toml(text, path).get("tool", {})
    data = tables.get(NAME) if isinstance(tables, dict) else None
    if not data or not isinstance(data, dict):
        return None
    places = toml_places(text, path)
    session = _toml_section({key: value for key, value in data.items() if key != "contracts"}, ("tool", NAME), places)
    contracts = data.get("contracts", [])
    if not isinstance(contracts, list) or not all(isinstance(each, dict) for each in contracts):
        raise UserError("the contracts must be tables, [[tool.importlinter.contracts]]", places.at("tool", NAME, "contracts"))
    heads = [("tool", NAME, "contracts", index) for index in range(len(contracts))]
    return Settings(path, session, tuple(_toml_section(each, keys, places) for each, keys in zip(contracts, heads, strict=True)))


def _toml_section(table: dict[str, Any], keys: Keys, places: Places) -> Section:
    options = {}
    for key, value in table.items():
        values = value if isinstance(value, list) else [value]
        lines = tuple((str(each), places.at(*keys, key, index)) for index, each in enumerate(values) if str(each).strip())
        options[key] = Option(places.at(*keys, key), lines, isinstance(value, list))
    identity = options["id"].lines[0][0] if "id" in options and options["id"].lines else ""
    return Section(places.at(*keys), options, identity)
