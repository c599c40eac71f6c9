"""A contract that checks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import Pattern
from archlint.model import CodeRules, did_you_mean
from archlint.rules.boundary_table import Table
from archlint.rules.settings import path_matcher, plain_start
from archlint.rules.types import Found, Option, Rule, Subject
from archlint.rules.unmatched import CONTRACTS, Keys, missing_modules, unmatched

RULE = Rule(
    id="matches-nothing",
    principle="drift",
    severity="error",
    summary="Every module name, layer, pattern, root, path and exception in the model matches something.",
    why="""\
A linter must never pass because it checked nothing. A layer that was renamed, a context whose modules
have moved, a mistyped package: the contract still reads well and holds nothing any more. An exception
that no import needs is old and can go. Names of the standard library always match; an external package
matches once something imports it.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sale]}}  # <- here
code:
  layers:
    house:
      within: shop
      order: [web, core]  # <- here
      exceptions:
        - {from: shop.sales, to: shop.web, because: Moves soon, owner: team-sales}  # <- here
=== shop/__init__.py ===
=== shop/web.py ===
=== shop/sales.py ===
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales]}}
code:
  layers:
    house: {within: shop, order: [web, sales, (core)]}
  forbidden:
    no-requests: {from: [shop.*], to: [requests], because: We use httpx, allow_empty: Nobody imports it today}
=== shop/__init__.py ===
=== shop/web.py ===
=== shop/sales.py ===
""",
    options=(
        Option(
            "code.<contracts>.<id>.allow_empty",
            "why it is right that a name in the contract matches nothing, for one a package that nobody imports yet",
            "empty: peers pass when they checked nothing",
        ),
        Option("code.<contracts>.<id>.exceptions[].allow_empty", "why it is right that no import needs the exception"),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Names and patterns of the model that stand for nothing in the code."""
    yield from _code_of_parts(subject)
    yield from _check_paths(subject)
    code = subject.model.code
    if code is not None:
        yield from _roots(subject, code)
        yield from _packages(subject, code)
        yield from _tables(subject, code)
        for keys, element, message in unmatched(subject, code):
            yield _nothing(subject, keys, element, message)
        for index, pattern in enumerate(code.exclude):
            if pattern in subject.facts.unused_excludes:
                yield _nothing(subject, ("code", "exclude", index), subject.model.system.id, f"'{pattern}' leaves nothing out")


def _code_of_parts(subject: Subject) -> Iterator[Found]:
    for name, context in subject.model.contexts.items():
        if context.code is not None:
            keys = ("contexts", name, "code")
            yield from _missing(subject, (*keys, "modules"), name, context.code.modules)
            yield from _missing(subject, (*keys, "face"), name, context.code.face)
    for name, component in subject.model.components.items():
        if component.code is not None:
            yield from _missing(subject, ("components", name, "code", "modules"), name, component.code.modules)


def _missing(subject: Subject, keys: Keys, element: str, patterns: tuple[str, ...]) -> Iterator[Found]:
    for each in missing_modules(subject, keys, element, patterns):
        yield _nothing(subject, *each)


def _check_paths(subject: Subject) -> Iterator[Found]:
    check = subject.model.check
    files = [subject.path, *(module.path for module in subject.facts.modules)] if check is not None else []
    for index, setting in enumerate(check.paths if check is not None else ()):
        for number, pattern in enumerate(setting.paths):
            start = plain_start(pattern)
            if not any(map(path_matcher([pattern]), files)) and not (start and subject.exists(start)):
                keys: Keys = ("check", "paths", index, "paths", number)
                yield _nothing(subject, keys, subject.model.system.id, f"'{pattern}' matches no file")


def _roots(subject: Subject, code: CodeRules) -> Iterator[Found]:
    used = {module.root for module in subject.facts.modules}
    for index, root in enumerate(code.roots):
        if subject.facts.roots[index] not in used:
            yield _nothing(subject, ("code", "roots", index), subject.model.system.id, f"the root '{root}' holds no Python file")


def _packages(subject: Subject, code: CodeRules) -> Iterator[Found]:
    names = subject.graph.packages(Pattern("**"))
    for index, name in enumerate(code.packages):
        if not subject.graph.covered([Pattern(name)]):
            hint = did_you_mean(name, names)
            yield _nothing(
                subject, ("code", "packages", index), subject.model.system.id, f"the package '{name}' has no module{hint}"
            )


def _tables(subject: Subject, code: CodeRules) -> Iterator[Found]:
    names = subject.contract_graph.packages(Pattern("**"))
    for name, boundaries in code.boundaries.items():
        for key in Table(boundaries, subject.contract_graph).unmatched:
            hint = did_you_mean(key, names)
            yield _nothing(subject, ("code", "boundaries", name, "modules", key), name, f"'{key}' matches no module{hint}")


def _nothing(subject: Subject, keys: Keys, element: str, message: str) -> Found:
    advice = "correct it or take it out"
    if len(keys) > 3 and keys[0] == "code" and keys[1] in CONTRACTS:
        if keys[1] == "layers" and keys[3] == "order":
            advice += ", or put it in parentheses if it may be missing"
        elif keys[3] not in ("exhaustive", "unlayered", "skip") and not subject.is_borrowed:
            advice += ", or say in `allow_empty` why that is right"
    return Found(subject.at(*keys), element, f"{message} {advice}" if message.endswith("?") else f"{message}; {advice}")
