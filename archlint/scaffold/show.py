"""The catalogue for a reader: what there is, and what one pattern is, asks and makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any, Final, NamedTuple

from archlint.catalog import Answer, Catalog, Entry, Question
from archlint.model import FILE_NAME, Component
from archlint.scaffold import record
from archlint.scaffold.assemble import fragment, model
from archlint.scaffold.expressions import is_template
from archlint.scaffold.layout import lay_out
from archlint.scaffold.names import MAX_NAME
from archlint.scaffold.preview import draw_tree
from archlint.scaffold.project import PICTURES, SCHEMA_FILE
from archlint.scaffold.questions import Check, answer

_WIDTH: Final = 100


class Line(NamedTuple):
    """A line of a page; a heading may be shown as one."""

    text: str
    heading: bool = False


def listing(catalog: Catalog) -> list[dict[str, Any]]:
    """Every pattern in short, as plain data."""
    return [_head(entry) for entry in catalog.entries]


def describe(entry: Entry) -> dict[str, Any]:
    """Everything about a pattern as plain data, its parts and files as its default answers make them.

    Raises:
        ArchlintError: the pattern is broken.
    """
    pattern = entry.pattern
    name = f"my-{entry.name}"[:MAX_NAME].rstrip("-")
    answers = answer(entry, {}, name, _default_or_example)
    architecture = model([fragment(entry, answers)]).architecture
    made = {FILE_NAME, SCHEMA_FILE, record.FILE_NAME, f"{PICTURES}/*.svg", *lay_out(entry.template, answers.context)}
    if entry.repository is not None:
        made |= set(lay_out(entry.repository, {"at_top": True}))
    return {
        **_head(entry),
        "intent": " ".join(pattern.intent.split()),
        "when": list(pattern.when),
        "when_not": list(pattern.when_not),
        "forces": [{"force": each.force, "answer": each.answer} for each in pattern.forces],
        "costs": list(pattern.costs),
        "teaches": pattern.teaches,
        "engines": {"embedded": pattern.engines.embedded, "real": list(pattern.engines.real)} if pattern.engines else None,
        "parts": [_part(name, component) for name, component in architecture.components.items()],
        "questions": [_question(question, answers.context) for question in pattern.questions],
        "example": name,
        "files": sorted(made),
    }


def table(patterns: Sequence[dict[str, Any]]) -> Iterator[Line]:
    """A listing, as `listing` gives it, as lines to read."""
    width = max((len(each["name"]) for each in patterns), default=0)
    title = max((len(each["title"]) for each in patterns), default=0)
    for each in patterns:
        yield Line(f"{each['name']:<{width}}  {each['title']:<{title}}  {each['summary']}")
        if each["source"] != "built-in":
            replaced = f", replaces {each['replaces']}" if each["replaces"] else ""
            yield Line(f"{'':<{width}}  from {each['source']}{replaced}")


def page(description: dict[str, Any]) -> Iterator[Line]:
    """A description, as `describe` gives it, as lines to read."""
    yield Line(f"{description['title']} ({description['name']} {description['version']})", heading=True)
    yield from _text(description["summary"])
    if description["replaces"]:
        yield from _text(f"It comes from {description['source']} and replaces {description['replaces']}.")
    yield from _section("Intent", [description["intent"]], mark="")
    yield from _section("When", description["when"])
    yield from _section("When not", description["when_not"])
    yield from _section("Forces", [f"{each['force']}: {each['answer']}" for each in description["forces"]])
    yield from _section("Parts", [_part_line(each) for each in description["parts"]])
    yield from _section("Costs", description["costs"])
    engines = description["engines"]
    if engines:
        real = [f"by configuration: {each}" for each in engines["real"]]
        yield from _section("Engines", [f"at once: {engines['embedded']}", *real])
    yield from _section("It teaches", [description["teaches"]] if description["teaches"] else [], mark="")
    yield from _questions(description["questions"])
    yield from _heading("Files, with the default answers")
    yield from map(Line, draw_tree(f"{description['example']}/", dict.fromkeys(description["files"], "")).splitlines())


def _head(entry: Entry) -> dict[str, Any]:
    pattern = entry.pattern
    return {
        "name": entry.name,
        "version": pattern.version,
        "title": pattern.title,
        "summary": " ".join(pattern.summary.split()),
        "source": "built-in" if entry.built_in else str(entry.file.parent),
        "replaces": str(entry.replaces.parent) if entry.replaces else None,
    }


def _default_or_example(question: Question, default: Answer | None, _: Check) -> Answer:
    if default is not None:
        return default
    examples: dict[str, Answer] = {"choice": next(iter(question.choices), ""), "many": (), "flag": False}
    return examples.get(question.kind, question.id)


def _part(name: str, component: Component) -> dict[str, Any]:
    technology = component.technology.choice if component.technology else None
    return {"id": name, "kind": component.kind, "responsibility": component.responsibility, "technology": technology}


def _question(question: Question, by_default: Mapping[str, Any]) -> dict[str, Any]:
    default = question.default
    if isinstance(default, str) and is_template(default) and "dest_name" not in default:
        default = by_default[question.id]  # it follows from earlier answers, here from their defaults
    return {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "help": " ".join(question.help.split()),
        "default": list(default) if isinstance(default, tuple) else default,
        "choices": dict(question.choices),
        "when": question.when if isinstance(question.when, str) else None,
    }


def _part_line(part: dict[str, Any]) -> str:
    technology = f", {part['technology']}" if part["technology"] else ""
    return f"{part['id']} ({part['kind']}{technology})" + (f": {part['responsibility']}" if part["responsibility"] else "")


def _questions(questions: Sequence[dict[str, Any]]) -> Iterator[Line]:
    if not questions:
        return
    yield from _heading("Questions")
    for each in questions:
        condition = f" (only where {each['when']})" if each["when"] else ""
        yield from _text(f"{each['id']}: {each['ask']}{condition}", "- ")
        if each["help"]:
            yield from _text(each["help"], "    ")
        if each["default"] is not None:
            yield from _text(f"default: {_shown(each['default'])}", "    ")
        for name, meaning in each["choices"].items():
            yield from _text(f"{name}: {meaning}" if meaning else name, "    * ")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == "{{ dest_name }}":
        return "the name of the folder"
    return ", ".join(value) if isinstance(value, list) else value or "(empty)"


def _section(title: str, items: Sequence[str], mark: str = "- ") -> Iterator[Line]:
    if items:
        yield from _heading(title)
        for item in items:
            yield from _text(item, mark)


def _heading(title: str) -> Iterator[Line]:
    yield Line("")
    yield Line(title, heading=True)


def _text(text: str, mark: str = "") -> Iterator[Line]:
    filled = fill(" ".join(text.split()), _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False)
    yield from map(Line, filled.splitlines())
