"""Rules of a user's own: local files and installed plugins.

Nothing of a linted repository is executed unless the user said so. A file that the command line names is said so; files that
architecture.yaml names are code of the repository, and run only with `--allow-code` or `ARCHLINT_ALLOW_CODE=1`. Plugins are
installed packages, which whoever checks has installed on purpose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

from archlint.digest import digest
from archlint.errors import ArchlintError, Place, UserError
from archlint.model import FILE_NAME, Document, did_you_mean, load
from archlint.rules.index import FUNCTIONS
from archlint.rules.registry import Registered, ordered, registered
from archlint.rules.types import PRINCIPLES, SEVERITIES, Clue, Found, Rule

GROUP: Final = "archlint.rules"
VARIABLE: Final = "ARCHLINT_ALLOW_CODE"
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class OwnRules(NamedTuple):
    """Where rules beside archlint's own come from.

    `code` says whether files that a model names are run (True), left out (False), or a mistake until somebody decides (None); the
    environment decides where the command line does not.
    """

    files: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    code: bool | None = None


class Rules(NamedTuple):
    """All rules there are for a check, and whether the model's own are among them."""

    all: tuple[Registered, ...]
    own: tuple[Registered, ...] = ()
    complete: bool = True


def all_with(own: OwnRules, document: Document | None = None) -> Rules:
    """The rules of archlint together with these and those that a model names.

    Raises:
        UserError: a rule cannot be loaded, two have one name, or the model names code that nobody has allowed to run.
    """
    files = list(own.files)
    plugins: dict[str, Place | None] = dict.fromkeys(own.plugins)
    complete = True
    check = document.architecture.check if document is not None else None
    if document is not None and check is not None:
        for index, name in enumerate(check.plugins):
            plugins.setdefault(name, document.place("check", "plugins", index))
        if check.extra_rules:
            complete = _is_allowed(own, document)
            files += _model_files(document, check.extra_rules) if complete else ()
    if not files and not plugins:
        return Rules(registered(), (), complete)
    mine = [_from_file(file) for file in dict.fromkeys(files)]
    mine += [each for name, place in plugins.items() for each in _from_plugin(name, place)]
    _refuse_doubles(mine)
    return Rules(ordered([*registered(), *(each.rule for each in mine)]), tuple(each.rule for each in mine), complete)


def _is_allowed(own: OwnRules, document: Document) -> bool:
    allowed = own.code
    if allowed is None:
        allowed = {"1": True, "0": False}.get(os.environ.get(VARIABLE, ""))
    if allowed is None:
        message = (
            "these rules are code of this repository, and nothing of it is run unless you say so: "
            f"`--allow-code` (or {VARIABLE}=1) runs them, `--no-code` checks without them"
        )
        raise UserError(message, document.place("check", "extra_rules"))
    return allowed


def _model_files(document: Document, patterns: tuple[str, ...]) -> Iterator[str]:
    folder = Path(document.path).parent
    for index, pattern in enumerate(patterns):
        try:
            found = sorted(file.as_posix() for file in folder.glob(pattern) if file.is_file())
        except (ValueError, NotImplementedError):  # an absolute path
            found = []
        if not found:
            message = f"'{pattern}' matches no file; the paths are relative to this one"
            raise UserError(message, document.place("check", "extra_rules", index))
        yield from found


class _Loaded(NamedTuple):
    rule: Registered
    file: str


def _from_file(file: str) -> _Loaded:
    try:
        source = Path(file).read_bytes()
    except OSError as error:
        raise UserError(f"the rule cannot be read: {error.strerror}", Place(file)) from None
    module = ModuleType(f"archlint_own_rule_{Path(file).stem}")
    module.__file__ = file
    try:
        exec(compile(source, file, "exec"), module.__dict__)  # noqa: S102  # the user said so, and nothing is written beside it
    except (Exception, SystemExit) as error:
        raise _failure("the rule cannot be loaded", file, error) from None
    return _loaded(module, file, digest(source))


def _from_plugin(name: str, place: Place | None) -> Iterator[_Loaded]:
    from importlib import import_module
    from importlib.metadata import entry_points

    points = entry_points(group=GROUP)
    found = [each for each in points if each.name == name] or [each for each in points if each.dist and each.dist.name == name]
    if not found:
        names = {word for each in points for word in (each.name, each.dist.name if each.dist else "") if word}
        raise UserError(f"no installed package brings rules named '{name}' ({GROUP}){did_you_mean(name, names)}", place)
    for point in sorted(found, key=lambda each: (each.name, each.value)):
        try:
            module = import_module(point.module)
        except (Exception, SystemExit) as error:
            what = f"the plugin '{point.name}' cannot be loaded"
            raise _failure(what, _file_of(error) or point.value, error) from None
        file = getattr(module, "__file__", None) or point.value
        edition = f"{point.dist.version if point.dist else ''} {_digest_of_file(file)}"
        yield _loaded(module, file, edition)


def _digest_of_file(file: str) -> str:
    try:
        return digest(Path(file).read_bytes())
    except OSError:
        return ""


def _loaded(module: Any, file: str, edition: str) -> _Loaded:
    rule = getattr(module, "RULE", None)
    functions: dict[str, Any] = {
        name: _guarded(getattr(module, name), file) for name in FUNCTIONS if getattr(module, name, None) is not None
    }
    fault = _fault(rule, functions)
    if fault or not isinstance(rule, Rule):
        raise UserError(f"the rule cannot be used: {fault}", Place(file))
    return _Loaded(Registered(rule, **functions, edition=edition), file)


def _fault(rule: Any, functions: Mapping[str, Any]) -> str:
    if not isinstance(rule, Rule):
        return "it has no RULE, a value of archlint.rules.Rule"
    if not functions:
        return "it has neither `find(subject)` nor `inspect(file)`"
    if not all(isinstance(part, str) for part in rule[:7]):
        return "the parts of its RULE must be texts"
    if not _ID.fullmatch(rule.id):
        return f"the id '{rule.id}' is not made of small letters, digits and '-'"
    if rule.principle not in PRINCIPLES:
        return f"'{rule.principle}' is no principle; there are {', '.join(PRINCIPLES)}"
    if rule.severity not in SEVERITIES:
        return f"'{rule.severity}' is no severity; there are {', '.join(SEVERITIES)}"
    return ""


def _refuse_doubles(mine: list[_Loaded]) -> None:
    homes = {each.rule.id: "archlint" for each in registered()}
    for each in mine:
        name = each.rule.rule.id
        if name in homes:
            raise UserError(f"the rule cannot be used: '{name}' is a rule of {homes[name]} already", Place(each.file))
        homes[name] = each.file


def _guarded(function: Callable[[Any], Iterator[Any]], file: str) -> Callable[..., Iterator[Any]]:
    """The same function; whatever it raises is one clear line."""

    def guarded(*arguments: Any) -> Iterator[Any]:
        try:
            for each in function(*arguments):
                _must_be_finding(each)
                yield each
        except ArchlintError:
            raise
        except (Exception, SystemExit) as error:
            raise _failure("the rule failed", file, error) from None

    return guarded


def _must_be_finding(each: Any) -> None:
    if isinstance(each, Found):
        texts: tuple[str, ...] = (each.element, each.message, each.identity)
    elif isinstance(each, Clue):
        texts = (each.element, *each.words)
    else:
        raise TypeError(f"it yielded {each!r}, which is neither a Found nor a Clue")
    if not isinstance(each.place, Place) or not all(isinstance(text, str) for text in texts):
        raise TypeError(f"it yielded {each!r}, whose place must be a Place and whose words must be texts")


def _failure(what: str, file: str, error: BaseException) -> UserError:
    """A mistake in a user's rule, with the line of that rule that it came from."""
    if isinstance(error, SyntaxError) and error.filename == file:
        line = error.lineno or 0
        message = error.msg
    else:
        line = next((place.line for place in _frames(error) if place.path == file), 0)
        message = " ".join(str(error).split())
    kind = type(error).__name__
    return UserError(f"{what}: {kind}: {message}" if message else f"{what}: {kind}", Place(file, line))


def _frames(error: BaseException) -> list[Place]:
    """Where an exception passed, the innermost place first."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(Place(trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return frames[::-1]


def _file_of(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename
    return next((place.path for place in _frames(error) if "importlib" not in place.path and place.path != __file__), "")


def known_rules(own: OwnRules, principle: str | None = None) -> tuple[Rule, ...]:
    """The rules as the current folder knows them, of one principle if so asked.

    Where nobody has decided about the files that its model names, they are left out.

    Raises:
        UserError: a rule cannot be loaded, the model is none, or there is no such principle.
    """
    if principle is not None and principle not in PRINCIPLES:
        hint = did_you_mean(principle, PRINCIPLES) or f"; there are {', '.join(PRINCIPLES)}"
        raise UserError(f"no principle is named '{principle}'{hint}")
    document = load(Path(FILE_NAME)) if Path(FILE_NAME).is_file() else None
    if own.code is None and os.environ.get(VARIABLE) != "1":
        own = own._replace(code=False)
    return tuple(each.rule for each in all_with(own, document).all if principle in (None, each.rule.principle))
