"""YAML text to a tree of nodes that know their line and column.

libyaml's events are composed here, and not by PyYAML, for three reasons: every node keeps its place, scalars follow YAML 1.2 (`no`
and `on` are words, dates are text), and nothing that a hostile file does (deep nesting, aliases that multiply) costs more than
reading it once.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeAlias

from archlint.errors import ArchlintError, Place

MAX_BYTES: Final = 8 * 1024 * 1024
MAX_DEPTH: Final = 100

_CONSTANTS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Scalar(NamedTuple):
    """A leaf; `value` is text, int, float, bool or None as YAML 1.2's core schema has it, `text` what stands in the file."""

    line: int
    column: int
    value: str | int | float | bool | None
    text: str


class Sequence(NamedTuple):
    """A list."""

    line: int
    column: int
    items: list[Node]


class Mapping(NamedTuple):
    """A mapping, its entries in the order of the file; a key that comes twice is an error before this exists."""

    line: int
    column: int
    entries: list[tuple[Scalar, Node]]


Node: TypeAlias = Scalar | Sequence | Mapping


class Problem(NamedTuple):
    """One thing that is wrong with a file."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ModelError(ArchlintError):
    """A file that is no valid model: `problems` holds all that is wrong, in the file's order."""

    SHOWN: Final = 20

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = [str(problem) for problem in self.problems[: self.SHOWN]]
        if len(self.problems) > self.SHOWN:
            lines.append(f"{self.problems[0].place.path}: and {len(self.problems) - self.SHOWN} more")
        super().__init__("\n".join(lines))


def compose(data: bytes | str, path: str) -> Node:
    """Read one YAML document.

    Args:
        data: the file's bytes (UTF-8, a byte order mark is allowed) or its text.
        path: the name of the file in messages.

    Raises:
        ModelError: no YAML, no UTF-8, empty, more than one document, nested too deep, duplicate keys, tags, merge keys.
    """
    text = _text(data, path)
    from yaml import YAMLError
    from yaml._yaml import CParser

    try:
        return _Composer(CParser(text), path).document()
    except YAMLError as error:
        raise ModelError([_syntax_problem(error, text, path)]) from None


def _text(data: bytes | str, path: str) -> str:
    if len(data) > MAX_BYTES:
        raise ModelError([Problem(Place(path, 1, 1), f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB")])
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file with the encoding UTF-8"
        raise ModelError([Problem(_place_after(before, path), message)]) from None


def _place_after(text: str, path: str) -> Place:
    return Place(path, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _syntax_problem(error: Any, text: str, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]
    context = getattr(error, "context", None)
    message = f"not valid YAML: {problem}" + (f" {context}" if context else "")
    if mark is not None:
        return Problem(Place(path, mark.line + 1, mark.column + 1), message)
    position = getattr(error, "position", None)  # counts bytes of UTF-8
    if not isinstance(position, int):
        return Problem(Place(path, 1, 1), message)
    return Problem(_place_after(text.encode("utf-8", "replace")[:position].decode("utf-8", "replace"), path), message)


class _Composer:
    """Turns a stream of events into nodes; aliases share the node of their anchor."""

    def __init__(self, parser: Any, path: str) -> None:
        self._next = parser.get_event
        self._path = path
        self._anchors: dict[str, Node] = {}

    def document(self) -> Node:
        self._next()  # the start of the stream
        event = self._next()
        if type(event).__name__ == "StreamEndEvent":
            raise self._problem(1, 1, "the file is empty; `archlint schema` tells what an architecture.yaml holds")
        node = self._node(self._next(), 0)
        self._next()  # the end of the document
        event = self._next()
        if type(event).__name__ != "StreamEndEvent":
            mark = event.start_mark
            raise self._problem(mark.line + 1, mark.column + 1, "a second document begins here; one file holds one")
        return node

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event).__name__
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if kind == "AliasEvent":
            if event.anchor not in self._anchors:
                raise self._problem(
                    line, column, f"*{event.anchor} stands before the end of its anchor &{event.anchor}, or has none"
                )
            return self._anchors[event.anchor]
        if depth > MAX_DEPTH:
            raise self._problem(line, column, f"nested deeper than {MAX_DEPTH} levels")
        if event.tag is not None and event.tag != "!":
            raise self._problem(line, column, f"the tag {event.tag} is not supported; write the plain value")
        node: Node
        if kind == "ScalarEvent":
            plain = event.implicit[0]
            node = Scalar(line, column, _resolve(event.value) if plain else event.value, event.value)
        elif kind == "SequenceStartEvent":
            node = Sequence(line, column, self._items(depth))
        else:
            node = Mapping(line, column, self._entries(depth))
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _items(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while type(event := self._next()).__name__ != "SequenceEndEvent":
            items.append(self._node(event, depth + 1))
        return items

    def _entries(self, depth: int) -> list[tuple[Scalar, Node]]:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        while type(event := self._next()).__name__ != "MappingEndEvent":
            key = self._node(event, depth + 1)
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            if not isinstance(key, Scalar):
                raise self._problem(line, column, "a key must be a plain word")
            if key.text == "<<":
                raise self._problem(line, column, "merge keys (<<) are not supported; write the entries out")
            if key.text in seen:
                raise self._problem(line, column, f"the key '{key.text}' stands already in line {seen[key.text]}")
            seen[key.text] = line
            entries.append((Scalar(line, column, key.value, key.text), self._node(self._next(), depth + 1)))
        return entries

    def _problem(self, line: int, column: int, message: str) -> ModelError:
        return ModelError([Problem(Place(self._path, line, column), message)])


def _resolve(text: str) -> str | int | float | bool | None:
    """A plain scalar by the core schema of YAML 1.2 (section 10.3.2), octal and hexadecimal numbers left out."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    digits = text[1:] if text[0] in "+-" else text
    if not digits.isascii() or len(digits) > 18 or not digits.replace(".", "", 1).replace("e", "", 1).replace("-", "", 1).isdigit():
        return text
    if digits.isdigit():
        return int(text)
    try:
        return float(text) if digits[0] in "0123456789." else text
    except ValueError:
        return text


_LATER_WORDS: Final = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~")
)  # what YAML 1.1 would take for no text
_SAFE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./ ()+%;@!?'=<>&*|$^~")


def is_plain_text(text: str, *, flow: bool = True) -> bool:
    """Whether text may stand without quotes, in flow style too if so asked, for readers of YAML 1.1 and 1.2 alike."""
    if not text or text != text.strip() or not (text[0].isalpha() or text[0] == "_" or (text[0] == "/" and len(text) > 1)):
        return False
    if flow and "?" in text:  # ends a plain scalar for PyYAML's scanner
        return False
    if not flow and ": " not in text and text[-1] != ":":
        text = text.replace(",", "").replace(":", "")
    return text.lower() not in _LATER_WORDS and all(char in _SAFE or (char.isalpha() and ord(char) >= 0xC0) for char in text)
