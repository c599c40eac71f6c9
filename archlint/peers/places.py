"""Where each part of a TOML or INI file stands: the standard library reads both, and keeps no lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archlint.errors import Place
from archlint.peers.types import Keys

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*(\.?)""")
_VALUE = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^\s,\]}#]+(?: [0-9:.]+)?",
    re.DOTALL,
)
_SECTION = re.compile(r"\[([^\n]+)\]")
_OPTION = re.compile(r"([^:=\s][^:=]*?)\s*(?:[:=]|$)")


class Places:
    """The places of a file's parts, by the keys that lead to them."""

    def __init__(self, path: str, found: Mapping[Keys, tuple[int, int]]) -> None:
        self.path = path
        self._found = found

    def at(self, *keys: str | int) -> Place:
        """Where a part stands; where it is absent, the nearest one above it."""
        while keys and keys not in self._found:
            keys = keys[:-1]
        line, column = self._found.get(keys, (1, 1))
        return Place(self.path, line, column)


def toml_places(text: str, path: str) -> Places:
    """The places of a TOML file that the standard library has read without complaint."""
    return Places(path, _Toml(text).found)


class _Toml:
    """Goes through the text once; what is strange to it ends the reading, since the file has been read already."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.found: dict[Keys, tuple[int, int]] = {}
        self._line, self._seen = 1, 0
        self._counts: dict[Keys, int] = {}
        table: Keys = ()
        while self._blank() < len(text):
            before = self._at
            if text[self._at] == "[":
                table = self._header()
            else:
                self._entry(table)
            if self._at == before:
                return

    def _blank(self) -> int:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _mark(self, keys: Keys, at: int) -> None:
        self._line += self._text.count("\n", self._seen, at) if at >= self._seen else -self._text.count("\n", at, self._seen)
        self._seen = at
        self.found.setdefault(keys, (self._line, at - (self._text.rfind("\n", 0, at) + 1) + 1))

    def _header(self) -> Keys:
        start = self._at
        many = self._text.startswith("[[", start)
        self._at += 2 if many else 1
        keys = self._resolved(self._keys(), many)
        self._mark(keys, start)
        end = self._text.find("]]" if many else "]", self._at)
        self._at = end + (2 if many else 1) if end >= 0 else len(self._text)
        return keys

    def _resolved(self, names: list[str], many: bool) -> Keys:
        """A table's keys with the number of each array of tables on the way."""
        keys: Keys = ()
        for position, name in enumerate(names):
            keys = (*keys, name)
            if many and position == len(names) - 1:
                self._counts[keys] = self._counts.get(keys, -1) + 1
            if keys in self._counts:
                keys = (*keys, self._counts[keys])
        return keys

    def _keys(self) -> list[str]:
        names = []
        while match := _KEY.match(self._text, self._at):
            self._at = match.end()
            names.append(next(group for group in match.groups()[:3] if group is not None))
            if not match[4]:
                break
        return names

    def _entry(self, table: Keys) -> None:
        start = self._at
        keys = (*table, *self._keys())
        self._mark(keys, start)
        if self._at < len(self._text) and self._text[self._at] == "=":
            self._at += 1
            self._value(keys)

    def _value(self, keys: Keys) -> None:
        start = self._blank()
        if self._text.startswith("[", start):
            self._array(keys)
        elif self._text.startswith("{", start):
            self._inline_table(keys)
        elif match := _VALUE.match(self._text, start):
            self._at = match.end()

    def _array(self, keys: Keys) -> None:
        self._at += 1
        index = 0
        while self._blank() < len(self._text) and self._text[self._at] != "]":
            before = self._at
            self._mark((*keys, index), before)
            self._value((*keys, index))
            index += 1
            if self._blank() < len(self._text) and self._text[self._at] == ",":
                self._at += 1
            if self._at == before:
                return
        self._at += 1

    def _inline_table(self, keys: Keys) -> None:
        self._at += 1
        while self._blank() < len(self._text) and self._text[self._at] != "}":
            before = self._at
            self._entry(keys)
            if self._blank() < len(self._text) and self._text[self._at] == ",":
                self._at += 1
            if self._at == before:
                return
        self._at += 1


def ini_places(text: str, path: str) -> Places:
    """The places of an INI file: a section, an option, and each line of an option's value that is not blank."""
    found: dict[Keys, tuple[int, int]] = {}
    section, option = "", ""
    count = 0
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words or words[0] in "#;":
            continue
        indented = line[0] in " \t"
        column = len(line) - len(line.lstrip()) + 1
        if indented and option:
            found[section, option, count] = (number, column)
            count += 1
        elif match := _SECTION.match(words):
            section, option = match[1], ""
            found[(section,)] = (number, column)
        elif match := _OPTION.match(words):
            option, count = match[1].lower(), 0
            found[section, option] = (number, column)
            if words[match.end() :].strip():
                found[section, option, 0] = (
                    number,
                    column + match.end() + len(words[match.end() :]) - len(words[match.end() :].lstrip()),
                )
                count = 1
    return Places(path, found)
