"""Choices between kinds of the domain, as told from all the other choices that code makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from archlint.facts import Ancestry, ClassFacts, ClassRef, FunctionFacts, Switch
from archlint.rules.class_kinds import is_dunder, is_exception, is_visitor, last, me, words
from archlint.rules.types import Inspection

_WORD: Final = re.compile(r"'[A-Za-z][A-Za-z]+(?:[ _.-]?[A-Za-z0-9]+)*'\Z")
_MEMBER: Final = re.compile(r"(?:\w+\.)*[A-Z]\w*\.[A-Z][A-Z0-9_]*\Z")
_KINDS: Final = ("type", "kind", "category", "role", "tier", "level", "species", "variant")
_NOT_KINDS: Final = frozenset(  # a user's, a format's or a calculation's words
    {"platform", "system", "argv", "command", "cmd", "option", "opt", "key", "attr", "encoding", "errors", "token", "char", "op"}
    | {"status", "state", "reason", "mode", "method", "how", "action", "event", "direction", "orientation", "position", "format"}
    | {"solver", "algorithm", "loss", "metric", "interface", "language", "compression", "media_type", "content_type", "button"}
)
_THINGS: Final = frozenset(  # with a word as value, they stand for their kind
    {"animal", "channel", "country", "currency", "customer", "department", "discount", "employee", "membership", "notification"}
    | {"payment", "plan", "product", "region", "season", "shape", "subscription", "vehicle"}
)
_CLOSED: Final = ("Node", "Event", "Token", "Expr", "Expression", "Stmt", "AST")
_TRUTHS: Final = frozenset({"'true'", "'false'", "'yes'", "'no'", "'on'", "'off'"})
_READERS: Final = (  # the outside asks them
    *("parse", "visit", "decode", "encode", "tokenize", "lex", "convert", "serialize", "deserialize", "format", "main", "dump"),
    "load",
)


_VERBS = """
add after as assert async before build check convert create delete do end find format from get handle has is list load log
make on parse post print process put read register remove run save send set show start test time to update validate visit write
"""
COMMON_VERBS: Final = tuple(_VERBS.split())  # classes have several of these without doing one task in variants
_SHOWN: Final = 4


class Dispatch(NamedTuple):
    """A choice between kinds, the function that makes it, and the class around that ("" where there is none)."""

    owner: str
    function: FunctionFacts
    switch: Switch

    @property
    def element(self) -> str:
        """The function's name inside its module."""
        return f"{self.owner}.{self.function.name}" if self.owner else self.function.name

    @property
    def cases(self) -> str:
        """The kinds, for a message."""
        shown = [case.strip("'") for case in self.switch.cases[:_SHOWN]]
        return ", ".join(shown) + (", …" if len(self.switch.cases) > _SHOWN else "")


def dispatches(file: Inspection) -> Iterator[Dispatch]:
    """The choices of a file that a new kind would have to be added to."""
    for owner, function in _functions(file):
        if function.switches and not is_dunder(function.name) and not function.name.lstrip("_").startswith(_READERS):
            for switch in (*function.switches, *_put_together(function)):
                if is_between_types(file, switch) or is_between_values(file, owner, function, switch):
                    yield Dispatch(owner, function, switch)


def _put_together(function: FunctionFacts) -> Iterator[Switch]:
    """Single questions about one thing's class that follow each other, as one switch."""
    by_subject: dict[str, list[Switch]] = {}
    for switch in function.switches:
        if switch.kind == "type" and len(switch.cases) == 1:
            by_subject.setdefault(switch.subject, []).append(switch)
    for subject, asked in by_subject.items():
        cases = tuple(dict.fromkeys(each.cases[0] for each in asked))
        known = any(set(cases) <= set(each.cases) for each in function.switches if each.subject == subject)
        if len(cases) > 1 and not known:
            first, last_ = asked[0], asked[-1]
            yield Switch("type", subject, cases, first.line, first.column, last_.end_line, branches=len(asked))


def _functions(file: Inspection) -> Iterator[tuple[str, FunctionFacts]]:
    for function in file.code.functions:
        yield "", function
    for facts in file.code.classes:
        visits = is_visitor(ClassRef(file.number, facts))
        for method in facts.methods:
            if not visits or _hands_on(facts, method):
                yield facts.name, method


def _hands_on(facts: ClassFacts, method: FunctionFacts) -> bool:
    """Whether it chooses itself among methods of its class that are named as it is, which no visitor does."""
    start = f"{me(method)}."
    own = {each.name for each in facts.methods} - {method.name}
    alike = {name for name in own if f"{start}{name}" in method.calls and words(name)[:1] == words(method.name)[:1]}
    return len(alike) > 1


def is_between_types(file: Inspection, switch: Switch) -> bool:
    """Whether it tells at least two classes of the repository apart that are no exceptions."""
    if switch.kind != "type" or switch.branches < 2 or len(switch.cases) < 2:
        return False
    found = [file.world.find_class(file.number, case) for case in switch.cases]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return False  # with a builtin or external type among them, it takes several forms of an argument
    ancestries = [file.world.ancestry(each) for each in known]
    if any(map(_is_plain, known, ancestries)) or any(map(_takes_visitors, known, ancestries)):
        return False
    return len({each.module for each in known}) == 1 or _share_a_base(known, ancestries)


def _takes_visitors(ref: ClassRef, ancestry: Ancestry) -> bool:
    """Whether its family has chosen new operations over new classes, as syntax trees and sets of events do."""
    lineage = (ref, *ancestry.classes)
    if any(each.facts.short_name.endswith(_CLOSED) for each in lineage):
        return True
    return any(method.name == "accept" for each in lineage for method in each.facts.methods)


def _share_a_base(refs: list[ClassRef], ancestries: list[Ancestry]) -> bool:
    """Whether one class of the repository is a base of all of them, or one of them the base of the others."""
    lines = [{each.key for each in (ref, *ancestry.classes)} for ref, ancestry in zip(refs, ancestries, strict=True)]
    return bool(set.intersection(*lines))


def _is_plain(ref: ClassRef, ancestry: Ancestry) -> bool:
    """Whether it is an exception, or a tuple with names: such a closed set is a type of its own, with nothing to move."""
    return is_exception(ref, ancestry) or any(last(name) == "NamedTuple" for name in ancestry.externals)


def is_between_values(file: Inspection, owner: str, function: FunctionFacts, switch: Switch) -> bool:
    """Whether it asks for words or members of an enumeration, of something that says which kind a thing is."""
    if switch.kind != "value" or switch.branches < 2:
        return False
    cases = [case for case in switch.cases if _WORD.match(case) or _MEMBER.match(case)]
    if len(cases) < 2 or len(cases) < len(switch.cases) or not _TRUTHS.isdisjoint(map(str.lower, cases)):
        return False
    if any(file.world.external(file.number, case) for case in cases if not case.startswith("'")):
        return False  # somebody else's enumeration grows somewhere else
    subject = re.sub(r"\(\)|\[.*\]", "", switch.subject)
    head, _, rest = subject.partition(".")
    if not _is_given(function, head, bool(rest)) or _is_closed(file, function, head, rest):
        return False
    name = last(subject).lower().strip("_")
    if subject.startswith(("sys.", "os.")):
        return False
    if name in _NOT_KINDS or name.endswith(("_mode", "_method", "_format", "_content_type")):
        if not name.endswith(("mode", "method", "format")):
            return False
        return _is_its_subject(subject, owner, function) and not all(case.strip("'").isupper() for case in cases)
    if "['" in switch.subject:
        return switch.subject.rpartition("['")[2].removesuffix("']") in _KINDS
    return name.endswith(_KINDS) or name in _THINGS or _is_field(subject)


def _is_its_subject(subject: str, owner: str, function: FunctionFacts) -> bool:
    """Whether a method is named for what it asks (`pay` for a `payment_method`): then that is no option of some other work."""
    asked = words(subject.replace(".", "_"))[:-1]
    return bool(owner and asked) and not set(asked).isdisjoint(words(function.name) + words(last(owner)))


def _is_given(function: FunctionFacts, head: str, has_field: bool) -> bool:
    """Whether what is asked comes from outside: a parameter, or the variable of a loop with a field."""
    return any(each.name == head for each in function.params) or (
        has_field and head in function.stores and head not in function.assigned
    )


def _is_closed(file: Inspection, function: FunctionFacts, head: str, rest: str) -> bool:
    """Whether a type says which values there are (`Literal`), so that a type checker asks for what is missing."""
    text = next((each.annotation for each in function.params if each.name == head), "")
    if rest:
        owner = file.world.annotation(file.number, text)
        ref = None if owner is None or owner.module is None else file.world.class_at(owner.module, owner.name)
        if ref is None or ref.facts.body is None:
            return False
        number, text = ref.module, ref.facts.body.annotated.get(rest, "")
    else:
        number = file.number
    if "Literal[" in text:
        return True
    alias = file.world.annotation(number, text)
    return alias is not None and alias.module is not None and file.world.class_at(alias.module, alias.name) is None


def _is_field(subject: str) -> bool:
    """Whether it is a field of something."""
    head, dot, rest = subject.partition(".")
    return bool(dot) and "." not in rest and bool(head)
