"""What the section `check` of a model asks for, held against the rules that there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from archlint.errors import UserError
from archlint.facts import ignore_matcher
from archlint.model import Document, PathSettings, did_you_mean
from archlint.rules.registry import Registered
from archlint.rules.types import PRINCIPLES, Finding, Option, Rule

Level: TypeAlias = Literal["error", "warning", "info", "off"]
Keys: TypeAlias = tuple[str | int, ...]


class InPaths(NamedTuple):
    """What holds in some paths."""

    matches: Callable[[str], bool]
    ignored: frozenset[str]
    severity: Level | None


class Settings(NamedTuple):
    """The severities, the options and the settings for paths that a model gives."""

    severity: Mapping[str, Level] = {}
    options: Mapping[str, Mapping[str, Any]] = {}
    paths: tuple[InPaths, ...] = ()

    @property
    def off(self) -> frozenset[str]:
        """The rules that are not to be run."""
        return frozenset(rule for rule, level in self.severity.items() if level == "off")

    def applied(self, finding: Finding) -> Finding | None:
        """A finding as the settings for its path want it; None where they let it pass."""
        level: Level = finding.severity
        for setting in self.paths:
            if setting.matches(finding.path):
                if finding.rule in setting.ignored or finding.principle in setting.ignored:
                    return None
                level = setting.severity or level
        if level == "off":
            return None
        return finding if level == finding.severity else msgspec.structs.replace(finding, severity=level)


def settings_of(document: Document | None, rules: Sequence[Registered], complete: bool = True) -> Settings:
    """The settings of a model.

    Args:
        document: the model, where there is one.
        rules: all rules.
        complete: whether these are all rules that the model may speak of.

    Raises:
        UserError: a rule, a principle or an option does not exist, or an option has a value of another type.
    """
    check = document.architecture.check if document is not None else None
    if document is None or check is None:
        return Settings()
    known = {each.rule.id: each.rule for each in rules}
    severity: dict[str, Level] = {}
    options: dict[str, dict[str, Any]] = {}
    for name, wanted in check.rules.items():
        keys: Keys = ("check", "rules", name)
        if name not in known:
            if complete:
                raise UserError(f"no rule is named '{name}'{_hint(name, known)}", document.place(*keys))
            continue
        if wanted.severity is not None:
            severity[name] = wanted.severity
        if wanted.options:
            options[name] = {
                option: _option(document, (*keys, "options", option), known[name], option, value)
                for option, value in wanted.options.items()
            }
    paths = tuple(_in_paths(document, index, setting, known if complete else None) for index, setting in enumerate(check.paths))
    return Settings(severity, options, paths)


def _hint(name: str, names: Iterable[str]) -> str:
    return did_you_mean(name, names) or "; `archlint rules` lists them"


def _option(document: Document, keys: Keys, rule: Rule, name: str, value: Any) -> Any:
    known = {option.name: option for option in rule.options if option.default is not None}
    if name not in known:
        there = f"; there are {', '.join(known)}" if known else ", which has none to set"
        hint = did_you_mean(name, known) or there
        raise UserError(f"'{name}' is no option of the rule '{rule.id}'{hint}", document.place(*keys))
    kind = _kind(known[name])
    if kind is float and type(value) is int:
        return float(value)
    fits = isinstance(value, tuple) and all(isinstance(each, str) for each in value) if kind is tuple else type(value) is kind
    if not fits:
        raise UserError(f"the option '{name}' of '{rule.id}' is {_NAMES[kind]}, not {_shown(value)}", document.place(*keys))
    return value


_NAMES: Mapping[type, str] = {
    int: "a whole number",
    float: "a number",
    str: "text",
    bool: "true or false",
    tuple: "a list of texts",
}


def _kind(option: Option) -> type:
    return type(option.default)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "a list"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _in_paths(document: Document, index: int, setting: PathSettings, known: Mapping[str, Rule] | None) -> InPaths:
    for number, name in enumerate(setting.ignore):
        if known is not None and name not in known and name not in PRINCIPLES:
            place = document.place("check", "paths", index, "ignore", number)
            raise UserError(f"no rule or principle is named '{name}'{_hint(name, [*known, *PRINCIPLES])}", place)
    return InPaths(path_matcher(setting.paths), frozenset(setting.ignore), setting.severity)


def path_matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether a file, or a folder around it, matches one of these patterns, as in .gitignore."""
    matches = ignore_matcher(tuple(patterns))

    @cache
    def folder_matches(folder: str) -> bool:
        return bool(folder) and (matches(folder, True) or folder_matches(folder.rpartition("/")[0]))

    return lambda path: matches(path, False) or folder_matches(path.rpartition("/")[0])


def plain_start(pattern: str) -> str:
    """The file or folder that a pattern begins with, as far as it has no wildcards."""
    parts = pattern.removeprefix("./").strip("/").split("/")
    plain = next((number for number, part in enumerate(parts) if set("*?") & set(part)), len(parts))
    return "/".join(parts[:plain])
