"""Fragments with their scaffold records to a model that is valid, or to errors at their places in the pattern.yaml files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from json import dumps
from typing import NamedTuple

from archlint.catalog import Entry
from archlint.errors import ArchlintError, Place, UserError
from archlint.model import Architecture, ModelError, Problem, dump, parse
from archlint.scaffold.merge import merge
from archlint.scaffold.parts import Part, part_of, render_parts
from archlint.scaffold.questions import Answers


class Model(NamedTuple):
    """A model and its architecture.yaml."""

    architecture: Architecture
    text: str


def fragment(entry: Entry, answers: Answers) -> Part:
    """What a pattern adds to a model for these answers: its parts, and in its component the record that renders it again.

    Raises:
        UserError: the Jinja is wrong, or it is not clear which component the record belongs to.
    """
    part = render_parts(entry, answers.context)
    place = entry.place("parts")
    _, code = _home(entry, part)
    assert isinstance(code.value, dict)
    record = {"pattern": entry.name, "version": entry.pattern.version, "answers": answers.recorded}
    code.value["scaffold"] = part_of(record, place)
    return part


def home(entry: Entry, answers: Answers) -> str:
    """The id of the component that the pattern renders.

    Raises:
        UserError: the Jinja is wrong, or it is not clear which component it is.
    """
    return _home(entry, render_parts(entry, answers.context))[0]


def _home(entry: Entry, part: Part) -> tuple[str, Part]:
    """The component that the pattern renders, and its `code`: the one that names the pattern as its scaffold, or the only one."""
    components = part.value.get("components") if isinstance(part.value, dict) else None
    found = components.value if components is not None and isinstance(components.value, dict) else {}
    codes = [(name, code) for name, component in found.items() if (code := _code(component)) is not None]
    candidates = [each for each in codes if isinstance(each[1].value, dict) and "scaffold" in each[1].value] or codes
    if len(candidates) == 1:
        return candidates[0]
    problem = f"{len(candidates)} of its components have code" if candidates else "none of its components has code"
    message = f"{problem}; give one of them 'code: {{path: ., scaffold: {entry.name}}}', where the answers are recorded"
    raise UserError(message, entry.place("parts", "components"))


def _code(component: Part) -> Part | None:
    code = component.value.get("code") if isinstance(component.value, dict) else None
    return code if code is not None and isinstance(code.value, dict) else None


def model(fragments: Sequence[Part]) -> Model:
    """Merge fragments and validate what comes out.

    Raises:
        ArchlintError: the fragments contradict each other, or make no valid model; each problem has its place in a pattern.yaml.
    """
    merged = merge(fragments)
    assert isinstance(merged.value, dict)
    if "archlint" not in merged.value:
        merged = Part({"archlint": Part("1", merged.place), **merged.value}, merged.place)
    lines = list(_lines(merged, 0))
    try:
        architecture = parse("".join(f"{text}\n" for text, _ in lines)).architecture
    except ModelError as error:
        places = [place for _, place in lines]
        raise ModelError([_moved(problem, places) for problem in error.problems]) from None
    text = dump(architecture)
    if parse(text).architecture != architecture:
        raise ArchlintError("the model changes when it is written and read again; please report this with the answers given")
    return Model(architecture, text)


def _moved(problem: Problem, places: list[Place]) -> Problem:
    line = min(max(problem.place.line, 1), len(places))
    return Problem(places[line - 1], f"rendered, {problem.message}")


def _lines(part: Part, indent: int) -> Iterator[tuple[str, Place]]:
    """The part as YAML with one value a line, each with the place that it comes from: so a problem's line leads back there."""
    margin = " " * indent
    if isinstance(part.value, dict):
        for key, each in part.value.items():
            yield from _entry(f"{margin}{dumps(key, ensure_ascii=False)}:", each, indent)
    elif isinstance(part.value, list):
        for each in part.value:
            yield from _entry(f"{margin}-", each, indent)


def _entry(head: str, part: Part, indent: int) -> Iterator[tuple[str, Place]]:
    if isinstance(part.value, dict | list) and part.value:
        yield head, part.place
        yield from _lines(part, indent + 1)
    else:
        yield f"{head} {dumps(part.value, ensure_ascii=False)}", part.place
