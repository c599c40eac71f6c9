"""Comments that let findings pass: `# archlint: ignore[RULE, …] reason`, in Python files and in architecture.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from archlint.errors import Place
from archlint.rules.types import PRINCIPLES, Clue, Finding, Inspection

SOURCE: Final = "unused-ignore"  # the rule whose clues are the comments, so that they are remembered like all that rules see
JUDGING: Final = frozenset({"unused-ignore", "unexplained-ignore"})
_MARK: Final = re.compile(r"(?:^|\s)#\s*archlint:\s*ignore(-file)?\b(?:\s*\[([^\]]*)\])?[\s:,;-]*(.*)")


class Comment(NamedTuple):
    """A comment and the lines that it speaks of; it lists rules and principles, and an empty list means all rules."""

    place: Place
    names: tuple[str, ...]
    reason: str
    first: int
    last: int
    whole_file: bool
    element: str = ""

    def covers(self, line: int) -> bool:
        """Whether it speaks of a line of its file."""
        return self.whole_file or self.first <= line <= self.last

    def speaks_of(self, finding: Finding) -> bool:
        """Whether it names a finding's rule; a finding about comments must be named in so many words."""
        if finding.rule in JUDGING:
            return finding.rule in self.names
        return not self.names or finding.rule in self.names or finding.principle in self.names


def clues(file: Inspection) -> Iterator[Clue]:
    """The comments of a Python file."""
    for each in file.module.facts.ignores:
        numbers = (str(each.first), str(each.last), "file" if each.whole_file else "")
        yield Clue(file.at(each.line, each.column), file.module.name, (*numbers, each.reason, *each.rules))


def read_clues(some: Iterable[Clue]) -> list[Comment]:
    """The comments that `clues` found."""
    return [_comment(clue) for clue in some]


def _comment(clue: Clue) -> Comment:
    first, last, whole, reason, *names = clue.words
    return Comment(clue.place, tuple(names), reason, int(first), int(last), bool(whole), clue.element)


def in_yaml(data: bytes, path: str) -> Iterator[Comment]:
    """The comments of a YAML file: one behind a value speaks of its line, one on its own of the next line that is no comment."""
    if b"archlint:" not in data:
        return
    lines = data.decode("utf-8-sig", "replace").split("\n")
    for number, line in enumerate(lines, 1):
        found = _MARK.search(line)
        if found and line.count('"', 0, found.start()) % 2 == 0:  # else it stands in a text
            names = tuple(part for part in re.split(r"[\s,]+", found[2] or "") if part)
            alone = line.lstrip().startswith("#")
            about = _next_line(lines, number) if alone else number
            place = Place(path, number, line.index("#", found.start()) + 1)
            yield Comment(place, names, found[3].strip(), about, about, found[1] is not None)


def _next_line(lines: Sequence[str], number: int) -> int:
    for index in range(number, len(lines)):
        text = lines[index].strip()
        if text and not text.startswith("#"):
            return index + 1
    return number


class Comments:
    """All comments, and what each of them has let pass so far."""

    def __init__(self, comments: Iterable[Comment]) -> None:
        self.all = tuple(comments)
        self.silenced: dict[Comment, set[str]] = {comment: set() for comment in self.all}
        self._by_path: dict[str, list[Comment]] = {}
        for comment in self.all:
            self._by_path.setdefault(comment.place.path, []).append(comment)

    def named(self) -> frozenset[str]:
        """The rules and principles that are listed; empty text where a comment means all."""
        return frozenset(name for comment in self.all for name in comment.names or ("",))

    def lets_pass(self, finding: Finding) -> bool:
        """Whether a comment covers a finding."""
        passes = False
        for comment in self._by_path.get(finding.path, ()):
            if comment.speaks_of(finding) and comment.covers(finding.line):
                self.silenced[comment].add(finding.rule)
                passes = True
        return passes


class Audit(NamedTuple):
    """What is known once all rules have been run: the comments with what they let pass, and which rules there are.

    `rules` maps each rule to its principle, `judged` are those that were run; where `complete` is false, there may be more rules.
    """

    silenced: Mapping[Comment, set[str]]
    rules: Mapping[str, str]
    judged: frozenset[str]
    complete: bool
    element: Callable[[Comment], str]

    def known(self, name: str) -> bool:
        """Whether a rule or principle is named so."""
        return name in PRINCIPLES or name in self.rules

    def stands_for(self, name: str) -> frozenset[str]:
        """The rules behind a name in a comment; all of them behind an empty one."""
        return frozenset(rule for rule, principle in self.rules.items() if name in ("", rule, principle)) - JUDGING
