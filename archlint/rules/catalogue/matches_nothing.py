"""A contract that checks nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TypeAlias

from archlint.facts import Pattern
from archlint.model import CodeRules, ImportException, Layers, did_you_mean
from archlint.rules.chains import exempted
from archlint.rules.layer_contract import containers, layer_names, layer_pattern
from archlint.rules.settings import path_matcher, plain_start
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="matches-nothing",
    principle="drift",
    severity="error",
    summary="Every module name, layer, pattern, root and exception in the model matches something.",
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
            "code.layers.<id>.allow_empty",
            "why it is right that a layer matches no module",
            "empty: peers pass when they checked nothing",
        ),
        Option(
            "code.forbidden.<id>.allow_empty",
            "why it is right that `from` or `to` matches nothing, for one a package that nobody imports yet",
        ),
    ),
)


Keys: TypeAlias = tuple[str | int, ...]


def find(subject: Subject) -> Iterator[Found]:
    """Names and patterns of the model that stand for nothing in the code."""
    yield from _code_of_parts(subject)
    yield from _check_paths(subject)
    code = subject.model.code
    if code is not None:
        yield from _roots(subject, code)
        for name, layers in code.layers.items():
            yield from _layers(subject, name, layers)
            yield from _exceptions(subject, ("code", "layers", name), name, layers.exceptions)
        for name, forbidden in code.forbidden.items():
            if not forbidden.allow_empty:
                yield from _modules(subject, ("code", "forbidden", name, "from"), name, forbidden.source)
                yield from _modules(subject, ("code", "forbidden", name, "to"), name, forbidden.target, or_external=True)
            yield from _exceptions(subject, ("code", "forbidden", name), name, forbidden.exceptions)


def _code_of_parts(subject: Subject) -> Iterator[Found]:
    for name, context in subject.model.contexts.items():
        if context.code is not None:
            keys = ("contexts", name, "code")
            yield from _modules(subject, (*keys, "modules"), name, context.code.modules)
            yield from _modules(subject, (*keys, "face"), name, context.code.face)
    for name, component in subject.model.components.items():
        if component.code is not None:
            yield from _modules(subject, ("components", name, "code", "modules"), name, component.code.modules)


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


def _modules(subject: Subject, keys: Keys, element: str, patterns: tuple[str, ...], or_external: bool = False) -> Iterator[Found]:
    graph = subject.graph
    for index, text in enumerate(patterns):
        pattern = Pattern(text)
        if graph.covered([pattern]) or (or_external and _is_external(subject, pattern)):
            continue
        names = graph.packages(Pattern("**")) + (sorted({name for used in graph.externals for name in used}) if or_external else [])
        yield _nothing(subject, (*keys, index), element, f"'{text}' matches no module{did_you_mean(text, names)}")


def _is_external(subject: Subject, pattern: Pattern) -> bool:
    if pattern.top in sys.stdlib_module_names:
        return True
    return any(pattern.covers(name) or name.startswith(pattern.text + ".") for used in subject.graph.externals for name in used)


def _layers(subject: Subject, name: str, layers: Layers) -> Iterator[Found]:
    if layers.allow_empty:
        return
    keys: Keys = ("code", "layers", name)
    homes = containers(layers, subject.graph)
    if not homes:
        names = subject.graph.packages(Pattern("**"))
        hint = did_you_mean(str(layers.within), names)
        yield _nothing(subject, (*keys, "within"), name, f"'{layers.within}' matches no package{hint}")
        return
    for layer in layer_names(layers):
        patterns = [layer_pattern(home, layer.name) for home in homes]
        if not layer.optional and not subject.graph.covered(patterns):
            parts = [
                part.rpartition(".")[2] for home in homes for part in subject.graph.packages(Pattern(f"{home}.*" if home else "**"))
            ]
            hint = did_you_mean(layer.name, parts)
            yield _nothing(subject, (*keys, *layer.keys), name, f"the layer '{layer.name}' matches no module{hint}")
    if layers.exhaustive and layers.within is None:
        yield _nothing(subject, (*keys, "exhaustive"), name, "without `within` there is nothing to be exhaustive about")


def _exceptions(subject: Subject, keys: Keys, element: str, exceptions: tuple[ImportException, ...]) -> Iterator[Found]:
    for index, exception in enumerate(exceptions):
        if not any(exempted(subject.graph, exception)):
            message = f"the exception from '{exception.source}' to '{exception.target}' matches no import"
            yield _nothing(subject, (*keys, "exceptions", index), element, message)


def _nothing(subject: Subject, keys: Keys, element: str, message: str) -> Found:
    advice = "correct it or take it out"
    if keys[:2] == ("code", "forbidden") and "exceptions" not in keys:
        advice += ", or say in `allow_empty` why that is right"
    elif keys[:2] == ("code", "layers") and "order" in keys:
        advice += ", or put it in parentheses if it may be missing"
    return Found(subject.at(*keys), element, f"{message} {advice}" if message.endswith("?") else f"{message}; {advice}")
