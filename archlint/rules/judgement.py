"""What the rules find becomes findings: numbered, held against comments and settings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from archlint.digest import digest
from archlint.errors import Place
from archlint.rules.comments import JUDGING, SOURCE, Audit, Comment, Comments, in_yaml, read_clues
from archlint.rules.inspections import Inspected
from archlint.rules.own import Rules
from archlint.rules.registry import Registered
from archlint.rules.settings import Settings
from archlint.rules.types import Finding, Found, Rule, Severity, Subject

_NUMBERS = re.compile(r"\d+")


class Judgement:
    """Makes the findings of one check."""

    def __init__(self, subject: Subject, rules: Rules, settings: Settings, inspected: Inspected, model: bytes = b"") -> None:
        """`model` is the text of the model, for the comments in it."""
        self._subject = subject
        self._rules = rules
        self._settings = settings
        self._inspected = inspected
        self._comments = Comments([*read_clues(inspected.clues.get(SOURCE, ())), *in_yaml(model, subject.path)])

    def of(self, rules: Sequence[Registered]) -> tuple[list[Finding], int]:
        """The findings of these rules, and how many more a comment lets pass."""
        wanted = {each.rule.id for each in rules}
        silent = self._only_for_comments(wanted)
        kept: list[Finding] = []
        ignored = 0
        for each in (*rules, *silent):
            for finding in self._findings(each, self._found(each)):
                if self._comments.all and self._comments.lets_pass(finding):
                    ignored += finding.rule in wanted
                elif finding.rule in wanted:
                    kept.append(finding)
        audit = self._audit(wanted | {each.rule.id for each in silent})
        for each in rules:
            if each.audit is not None and self._comments.all:
                kept += [one for one in self._findings(each, each.audit(audit)) if not self._comments.lets_pass(one)]
        return [settled for finding in kept if (settled := self._settings.applied(finding))], ignored

    def _only_for_comments(self, wanted: set[str]) -> list[Registered]:
        """The rules that nobody asked for, but that tell whether a comment is still needed."""
        if not self._comments.all or wanted.isdisjoint(JUDGING):
            return []
        names = self._comments.named()
        return [
            each
            for each in self._rules.all
            if each.rule.id not in wanted | self._settings.off
            and not names.isdisjoint({"", each.rule.id, each.rule.principle})
            and (self._subject.has_model or not each.rule.needs_model or (each.rule.contracts and self._subject.parts))
        ]

    def _audit(self, judged: set[str]) -> Audit:
        return Audit(
            self._comments.silenced,
            {each.rule.id: each.rule.principle for each in self._rules.all},
            frozenset(judged),
            self._rules.complete,
            self._element,
        )

    def _element(self, comment: Comment) -> str:
        """What a comment stands in."""
        if comment.place.path == self._subject.path:
            return self._subject.model.system.id
        return comment.element

    def _found(self, each: Registered) -> Iterator[Found]:
        """All that a rule finds, in files and in the whole."""
        yield from self._inspected.found.get(each.rule.id, ())
        if each.rule.id in self._inspected.concluded:
            yield from self._inspected.concluded[each.rule.id]
        elif each.conclude is not None:
            yield from each.conclude(self._subject, self._inspected.clues[each.rule.id])
        if each.find is not None:
            yield from each.find(self._subject)

    def _findings(self, each: Registered, found_: Iterable[Found]) -> list[Finding]:
        """A rule's findings; equal ones are told apart by their order in the file."""
        level = self._settings.severity.get(each.rule.id, each.rule.severity)
        severity: Severity = each.rule.severity if level == "off" else level
        seen: Counter[str] = Counter()
        findings = []
        for found in sorted(found_, key=lambda found: (found.place, found.message)):
            key = _identity(each.rule, found)
            findings.append(_finding(each.rule, severity, found, key, seen[key]))
            seen[key] += 1
        return findings


def _identity(rule: Rule, found: Found) -> str:
    words = found.identity or _NUMBERS.sub("#", " ".join(found.message.split()))
    return "\0".join((rule.id, found.place.path, found.element, words))


def _finding(rule: Rule, severity: Severity, found: Found, key: str, occurrence: int) -> Finding:
    fingerprint = digest(f"{key}\0{occurrence}".encode("utf-8", "surrogatepass"))[:32]
    place: Place = found.place
    return Finding(
        rule.id,
        rule.principle,
        severity,
        place.path,
        place.line,
        place.column,
        found.element,
        found.message,
        fingerprint,
        found.steps,
    )
