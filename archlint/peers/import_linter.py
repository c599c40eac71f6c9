"""import-linter: `setup.cfg`, `.importlinter`, `pyproject.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NoReturn

from archlint.errors import Place, UserError
from archlint.model import (
    Acyclic,
    CodeRules,
    Forbidden,
    ImportException,
    Independent,
    LayerGroup,
    Layers,
    Private,
    Protected,
    did_you_mean,
)
from archlint.peers.sections import Option, Section, Settings, read_settings
from archlint.peers.types import Borrowed, Keys, Remark, unused_name

TOOL: Final = "import-linter"
_SHARED: Final = ("id", "name", "type", "ignore_imports", "unmatched_ignore_imports_alerting", "broken_contract_guidance")
_SECTIONS: Final = ("layers", "forbidden", "independent", "protected", "private", "acyclic")
_DISTRIBUTION: Final = re.compile(r"\w+(-\w+)+\Z")  # nobody can import `python-dotenv`, but a contract may list it
_MODULE: Final = re.compile(r"(\*{1,2}|[^\W\d]\w*)(\.(\*{1,2}|[^\W\d]\w*))*\Z")
_ARROW: Final = re.compile(r"\s*->\s*")


def read(folder: Path) -> Borrowed | None:
    """The contracts of a folder that import-linter would check; None where it has no configuration.

    Raises:
        UserError: the configuration is wrong, with its line.
    """
    settings = read_settings(folder)
    return _Reader(settings).borrowed() if settings is not None else None


def _fail(message: str, place: Place) -> NoReturn:
    raise UserError(message, place)


class _Contract:
    """The options of one contract, read with their types; what is strange to its type is an error."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.name = self.text("name") or section.id
        self.type = self.text("type")
        if not self.name:
            _fail("the contract has no name", section.place)
        if not self.type:
            _fail(f"the contract '{self.name}' has no type", section.place)

    def option(self, name: str) -> Option | None:
        return self.section.options.get(name)

    def at(self, name: str) -> Place:
        option = self.option(name)
        return self.section.place if option is None else option.place

    def text(self, name: str) -> str:
        option = self.option(name)
        if option is not None and option.is_list and name != "broken_contract_guidance":
            _fail(f"'{name}' has one value, not several", option.place)
        return "\n".join(line for line, _ in option.lines) if option is not None else ""

    def lines(self, name: str, *, required: bool = False) -> tuple[tuple[str, Place], ...]:
        option = self.option(name)
        if option is None and required:
            _fail(f"the contract '{self.name}' needs '{name}'", self.section.place)
        return option.lines if option is not None else ()

    def modules(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        lines = self.lines(name, required=required)
        for text, place in lines:
            _check_module(text, place)
        return tuple(dict.fromkeys(text for text, _ in lines))

    def boolean(self, name: str, *, default: bool) -> bool:
        word = self.text(name).lower()
        if word not in ("true", "false", ""):
            _fail(f"'{name}' is true or false, not '{self.text(name)}'", self.at(name))
        return word == "true" if word else default

    def known(self, *names: str) -> None:
        for name, option in self.section.options.items():
            if name not in names and name not in _SHARED:
                hint = did_you_mean(name, [*names, *_SHARED])
                _fail(f"a contract of the type '{self.type}' has no option '{name}'{hint}", option.place)


def _check_module(text: str, place: Place) -> None:
    if not _MODULE.match(text):
        _fail(f"'{text}' is no module; `*` and `**` stand for whole parts of a name", place)
    parts = text.split(".")
    if any(left + right in ("***", "****") for left, right in pairwise(parts)):
        _fail(f"'{text}' has a wildcard beside `**`, which stands for any number of parts already", place)


class _Reader:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = settings.session
        self._places: dict[Keys, Place] = {}
        self._remarks: list[Remark] = []
        self._sections: dict[str, dict[str, Any]] = {name: {} for name in _SECTIONS}
        self._roots = self._root_packages()
        self._external = self._is_set("include_external_packages")
        self._type_checking = not self._is_set("exclude_type_checking_imports")

    def borrowed(self) -> Borrowed:
        if not self._settings.contracts:
            _fail("there is no contract in the configuration of import-linter", self._session.place)
        kinds: dict[str, Callable[[_Contract], None]] = {
            "layers": self._layers,
            "forbidden": self._forbidden,
            "independence": self._independent,
            "protected": self._protected,
            "acyclic_siblings": self._acyclic,
            "private_modules": self._private,
        }
        for section in self._settings.contracts:
            contract = _Contract(section)
            if contract.type in kinds:
                kinds[contract.type](contract)
            else:
                self._strange(contract, list(kinds))
        known = tuple(name for name, _ in self._roots)
        sections: Any = self._sections
        code = CodeRules(packages=known, **sections)
        return Borrowed(TOOL, self._settings.path, code, self._places, tuple(self._remarks), known)

    def _root_packages(self) -> tuple[tuple[str, Place], ...]:
        options = self._session.options
        roots = (options.get("root_packages") or options.get("root_package") or Option(self._session.place, (), False)).lines
        if not roots:
            _fail("import-linter's configuration needs 'root_package'", self._session.place)
        for index, (name, place) in enumerate(roots):
            _check_module(name, place)
            self._places["code", "packages", index] = place
        return roots

    def _is_set(self, name: str) -> bool:
        option = self._session.options.get(name)
        return option is not None and option.lines[:1] != () and option.lines[0][0] in ("True", "true")

    def _strange(self, contract: _Contract, kinds: list[str]) -> None:
        types = self._session.options.get("contract_types")
        custom = {line.partition(": ")[0] for line, _ in types.lines} if types is not None else set()
        if contract.type not in custom:
            hint = did_you_mean(contract.type, kinds)
            _fail(f"there is no type of contract '{contract.type}'{hint}", contract.at("type"))
        message = f"the contract '{contract.name}' is of a type of this project's own, '{contract.type}', and is not checked here"
        self._remarks.append(Remark(contract.at("type"), contract.name, f"{message}; go on running import-linter for it"))

    def _add(self, section: str, contract: _Contract, value: partial[Any], options: dict[str, str]) -> None:
        """Put a contract into the model, with the places of its parts: `options` names the field that each option became."""
        contracts = self._sections[section]
        name = unused_name(contracts, contract.name)
        keys: Keys = ("code", section, name)
        self._places[keys] = contract.section.place
        for option, field in {**options, "ignore_imports": "exceptions"}.items():
            self._places[*keys, field] = contract.at(option)
            for index, (_, place) in enumerate(contract.lines(option)):
                self._places[*keys, field, index] = place
        contracts[name] = value(
            because=contract.text("broken_contract_guidance"),
            exceptions=tuple(self._exceptions(contract)),
            type_checking=self._type_checking,
        )

    def _exceptions(self, contract: _Contract) -> Iterator[ImportException]:
        alert = contract.text("unmatched_ignore_imports_alerting").strip() or "error"
        if alert not in ("none", "warn", "error"):
            _fail(f"'{alert}' is none of 'none', 'warn' and 'error'", contract.at("unmatched_ignore_imports_alerting"))
        for text, place in dict(contract.lines("ignore_imports")).items():
            source, arrow, target = text.partition("->")
            if not (arrow and source.strip() and target.strip()):
                _fail(f"'{text}' must have the form 'importer -> imported'", place)
            _check_module(source.strip(), place)
            _check_module(target.strip(), place)
            yield ImportException(
                source=source.strip(),
                target=target.strip(),
                because=f"Ignored by the contract '{contract.name}' of import-linter",
                owner=TOOL,
                allow_empty="" if alert == "error" else f"unmatched_ignore_imports_alerting is {alert}",
            )

    def _layers(self, contract: _Contract) -> None:
        contract.known("layers", "containers", "exhaustive", "exhaustive_ignores")
        containers = contract.modules("containers")
        exhaustive = contract.boolean("exhaustive", default=False)
        if exhaustive and not containers:
            _fail("a contract without containers cannot be exhaustive", contract.at("exhaustive"))
        for text, place in contract.lines("containers"):
            if not any(text == root or text.startswith(f"{root}.") for root, _ in self._roots):
                _fail(f"the container '{text}' is in no root package", place)
        seen: dict[str, str] = {}
        order = tuple(_level(text, place, seen) for text, place in contract.lines("layers", required=True))
        value = partial(
            Layers,
            order=order,
            within=(containers[0] if len(containers) == 1 else containers) or None,
            exhaustive=exhaustive,
            unlayered=tuple(text for text, _ in contract.lines("exhaustive_ignores")),
        )
        options = {"layers": "order", "containers": "within", "exhaustive": "exhaustive", "exhaustive_ignores": "unlayered"}
        self._add("layers", contract, value, options)

    def _forbidden(self, contract: _Contract) -> None:
        contract.known("source_modules", "forbidden_modules", "allow_indirect_imports", "as_packages")
        lines = contract.lines("forbidden_modules", required=True)
        for text, place in lines:
            self._check_forbidden(text, place)
        value = partial(
            Forbidden,
            source=contract.modules("source_modules", required=True),
            target=tuple(dict.fromkeys(text for text, _ in lines)),
            indirect=not contract.boolean("allow_indirect_imports", default=False),
            descendants=contract.boolean("as_packages", default=True),
        )
        self._add("forbidden", contract, value, {"source_modules": "from", "forbidden_modules": "to"})

    def _check_forbidden(self, text: str, place: Place) -> None:
        if not _DISTRIBUTION.match(text):
            _check_module(text, place)
        if "*" in text or any(text == root or text.startswith(f"{root}.") for root, _ in self._roots):
            return
        if not self._external:
            _fail(f"'{text}' is external, so that the configuration needs include_external_packages = True", place)
        if "." in text and not any(root.startswith(text.partition(".")[0] + ".") for root, _ in self._roots):
            _fail(f"'{text}' is a part of an external package; name the package '{text.partition('.')[0]}'", place)

    def _independent(self, contract: _Contract) -> None:
        contract.known("modules")
        modules = contract.modules("modules", required=True)
        self._add("independent", contract, partial(Independent, modules=modules), {"modules": "modules"})

    def _protected(self, contract: _Contract) -> None:
        contract.known("protected_modules", "allowed_importers", "as_packages")
        value = partial(
            Protected,
            modules=contract.modules("protected_modules", required=True),
            importers=contract.modules("allowed_importers", required=True),
            descendants=contract.boolean("as_packages", default=True),
        )
        self._add("protected", contract, value, {"protected_modules": "modules", "allowed_importers": "importers"})

    def _private(self, contract: _Contract) -> None:
        contract.known("packages_with_private_modules")
        within = contract.modules("packages_with_private_modules")
        for text, place in contract.lines("packages_with_private_modules"):
            if any(part.startswith("_") and not part.endswith("__") for part in text.split(".")[1:]):
                _fail(f"'{text}' is private itself; name a package that is not", place)
        self._add("private", contract, partial(Private, within=within), {"packages_with_private_modules": "within"})

    def _acyclic(self, contract: _Contract) -> None:
        contract.known("ancestors", "depth", "skip_descendants")
        depth = contract.text("depth") or "10"
        if not depth.isdigit():
            _fail(f"'depth' is a number of levels, not '{depth}'", contract.at("depth"))
        within, skip = contract.modules("ancestors", required=True), contract.modules("skip_descendants")
        for text, place in contract.lines("skip_descendants"):
            if text in within:
                _fail(f"'{text}' cannot be skipped, since it is one of the ancestors", place)
        value = partial(Acyclic, within=within, depth=int(depth), skip=skip)
        self._add("acyclic", contract, value, {"ancestors": "within", "skip_descendants": "skip"})


def _level(text: str, place: Place, seen: dict[str, str]) -> str | LayerGroup:
    """A line of `layers`: a name, or several with `|` (independent of each other) or `:` between them."""
    if "|" in text and ":" in text:
        _fail("a layer has either `|` or `:` between its modules, not both", place)
    names = [part.strip() for part in re.split(r"[|:]", text)]
    for name in names:
        bare = name[1:-1] if name.startswith("(") and name.endswith(")") else name
        if not _MODULE.match(bare):
            _fail(f"'{bare}' is no module", place)
        if bare in seen:
            _fail(f"'{bare}' stands in the layers twice", place)
        seen[bare] = text
    return names[0] if len(names) == 1 else LayerGroup(siblings=tuple(names), independent=":" not in text)
