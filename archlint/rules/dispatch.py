"""Choices between kinds of the domain, as told from all the other choices that code makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from archlint.facts import Ancestry, ClassFacts, ClassRef, FunctionFacts, Switch
from archlint.rules.branches import answer_alike, call_by_case, end_alike, is_the_whole
from archlint.rules.class_kinds import is_dunder, is_exception, is_visitor, last, me, words
from archlint.rules.plain_choices import is_plain_choice
from archlint.rules.sketches import of_small_programs
from archlint.rules.types import Clue, Found, Inspection, Subject

_WORD: Final = re.compile(r"'\.?[A-Za-z]{2}[A-Za-z0-9]*(?:[ _.-][A-Za-z0-9]+)*'\Z")
_MEMBER: Final = re.compile(r"(?:\w+\.)*[A-Z]\w*\.[A-Z][A-Z0-9_]*\Z")
_KINDS: Final = ("type", "kind", "category", "role", "tier", "level", "variant")
_GIVEN: Final = frozenset(  # what somebody types or sends, and how far something has come
    {"platform", "system", "argv", "command", "cmd", "option", "opt", "key", "attr", "token", "char", "action", "event"}
    | {"status", "state", "reason", "direction", "orientation", "position", "button", "phase", "stage", "choice", "version"}
)
_SETTINGS: Final = frozenset(  # how a work is to be done
    {"encoding", "errors", "op", "mode", "method", "how", "format", "solver", "algorithm", "loss", "metric", "interface"}
    | {"language", "compression", "media_type", "content_type"}
)
_ASPECTS: Final = (".lower", ".upper", ".strip", ".casefold", ".endswith", ".startswith", ".hasattr")
_HEADS: Final = (
    "sys.",
    "os.",
    "token.",
    "node.",
    "event.",
    "expr.",
    "stmt.",
    "request.",
)  # what a parser or a framework hands over
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
    """A choice between kinds, the function that makes it, and the class around that ("" where there is none).

    One that is plain is told of in a small program only.
    """

    owner: str
    function: FunctionFacts
    switch: Switch
    is_plain: bool = False

    @property
    def element(self) -> str:
        """The function's name inside its module."""
        return f"{self.owner}.{self.function.name}" if self.owner else self.function.name

    @property
    def cases(self) -> str:
        """The kinds, for a message."""
        shown = [last(case) if self.switch.kind == "flag" else case.strip("'") for case in self.switch.cases[:_SHOWN]]
        return ", ".join(shown) + (", …" if len(self.switch.cases) > _SHOWN else "")

    @property
    def asks_itself(self) -> bool:
        """Whether a method asks of which class its own object is."""
        return bool(self.owner) and self.switch.subject == me(self.function)

    @property
    def asks_own_field(self) -> bool:
        """Whether a method asks for a field of its own object."""
        head, _, field = self.switch.subject.partition(".")
        return bool(self.owner and field) and head == me(self.function) and "." not in field and "(" not in field


def hint(found: Found) -> Clue:
    """What is a finding in a small program only."""
    return Clue(found.place, found.element, (found.message, found.identity))


def hints(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """The hints, in a program that is small enough."""
    for clue in of_small_programs(subject, clues):
        message, identity = clue.words
        yield Found(clue.place, clue.element, message, identity=identity)


def dispatches(file: Inspection) -> list[Dispatch]:
    """The choices of a file that a new kind would have to be added to; several rules ask for them."""
    return file.world.once(file.number, dispatches, lambda: _dispatches(file))


def _dispatches(file: Inspection) -> list[Dispatch]:
    asked = [*_asked(file)]
    often = _asked_often(asked)
    found: list[Dispatch] = []
    for each in asked:
        if (
            each.function is not file.code.top
            and not is_dunder(each.function.name)
            and _is_between_kinds(file, each, is_often=id(each.switch) in often)
        ):
            found.append(each)
        elif is_plain_choice(file, each.owner, each.function, each.switch):
            found.append(each._replace(is_plain=True))
    return found


def _is_between_kinds(file: Inspection, each: Dispatch, *, is_often: bool) -> bool:
    if is_between_types(file, each.switch) and not _is_reader(each.function):
        return True
    return is_between_values(file, each, is_often=is_often)


def _asked(file: Inspection) -> Iterator[Dispatch]:
    for owner, function in _functions(file):
        if function.switches:
            for switch in (*function.switches, *_put_together(function)):
                if switch.branches > 1 and len(switch.cases) > 1:
                    yield Dispatch(owner, function, _by_name(file, function, switch))


def _by_name(file: Inspection, function: FunctionFacts, switch: Switch) -> Switch:
    """A switch on the name of a class, that a variable was given before, as a switch on those of the classes that are known."""
    value = function.assigned.get(switch.subject, "")
    if switch.kind != "value" or not value.endswith(("type().__name__", ".__class__.__name__")):
        return switch
    cases = [case.strip("'") for case in switch.cases]
    known = tuple(case for case in cases if file.world.find_class(file.number, case) is not None)
    return replace(switch, kind="type", cases=known, otherwise="")


def _asked_often(asked: list[Dispatch]) -> set[int]:
    """The ids of the switches on values of one name that stand in several functions with cases in common."""
    by_name: dict[str, list[Dispatch]] = {}
    for each in asked:
        if each.switch.kind == "value":
            by_name.setdefault(last(each.switch.subject), []).append(each)
    return {id(each.switch) for some in by_name.values() for each in some if any(_shares_cases(each, other) for other in some)}


def _shares_cases(one: Dispatch, other: Dispatch) -> bool:
    return one.function is not other.function and len(set(one.switch.cases) & set(other.switch.cases)) > 1


def _put_together(function: FunctionFacts) -> Iterator[Switch]:
    """Single questions about one thing's class that follow each other, as one switch."""
    by_subject: dict[str, list[Switch]] = {}
    for switch in function.switches:
        if switch.kind == "type" and switch.branches == 1:
            by_subject.setdefault(switch.subject, []).append(switch)
    for subject, asked in by_subject.items():
        cases = tuple(dict.fromkeys(case for each in asked for case in each.cases))
        known = any(set(cases) <= set(each.cases) for each in function.switches if each.subject == subject)
        if len(asked) > 1 and len(cases) > 1 and not known:
            first, last_ = asked[0], asked[-1]
            parts = tuple(part for each in asked for part in each.parts)
            yield Switch("type", subject, cases, first.line, first.column, last_.end_line, branches=len(asked), parts=parts)


def _functions(file: Inspection) -> Iterator[tuple[str, FunctionFacts]]:
    if file.code.top is not None and file.code.top.switches:
        yield "", file.code.top
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


def is_between_values(file: Inspection, each: Dispatch, *, is_often: bool) -> bool:
    """Whether it asks for words or members of an enumeration, of something that says which kind a thing is."""
    switch, function = each.switch, each.function
    if switch.kind != "value" or not switch.subject:
        return False
    subject, key = _chain_and_key(function, switch.subject)
    name = key or last(subject.removesuffix(next(filter(subject.endswith, _ASPECTS), ""))).lower().strip("_")
    if subject.startswith(_HEADS) or name in _GIVEN:
        return False
    if not _are_kinds(file, switch, with_numbers=name.endswith(_KINDS)):
        return False
    head, _, rest = subject.partition(".")
    if not _is_given(function, head, bool(rest or key)) or _is_closed(file, function, head, rest):
        return False
    if is_often or call_by_case(function, switch) or end_alike(switch):
        return not _is_reader(function) or all(case.startswith("'.") for case in switch.cases)
    if name in _SETTINGS or name.endswith(("_mode", "_method", "_format", "_content_type")):
        if not name.endswith(("mode", "method", "format")):
            return False
        return _is_its_subject(subject, each.owner, function) and not all(case.strip("'").isupper() for case in switch.cases)
    if _is_reader(function):
        return False
    if answer_alike(switch) and (
        switch.otherwise == "code" or _is_refused(switch) or (each.owner and is_the_whole(function, switch))
    ):
        return True
    return key in _KINDS if key else name.endswith(_KINDS) or _is_field(subject)


def _chain_and_key(function: FunctionFacts, subject: str) -> tuple[str, str]:
    """What is asked without calls, and the key of `x["key"]`; for a variable that was set to a field, that field."""
    chain, _, item = re.sub(r"\(\)", "", subject).partition("['")
    value = function.assigned.get(chain, "")
    is_field = "." in value and "(" not in value and not any(each.name == chain for each in function.params)
    return value if is_field else chain, item.removesuffix("']")


def _are_kinds(file: Inspection, switch: Switch, *, with_numbers: bool) -> bool:
    if with_numbers and all(map(str.isdigit, switch.cases)):
        return len(switch.cases) > 2
    cases = [case for case in switch.cases if _WORD.match(case) or _MEMBER.match(case)]
    if len(cases) < 2 or len(cases) < len(switch.cases) or not _TRUTHS.isdisjoint(map(str.lower, cases)):
        return False
    # somebody else's enumeration grows somewhere else
    return not any(file.world.external(file.number, case) for case in cases if not case.startswith("'"))


def _is_refused(switch: Switch) -> bool:
    """Whether other members of an enumeration than these are refused, or get a constant."""
    return bool(switch.otherwise) and all(map(_MEMBER.match, switch.cases))


def _is_reader(function: FunctionFacts) -> bool:
    """Whether it is there to read what comes from outside, or to write it."""
    return function.name.lstrip("_").startswith(_READERS)


def _is_its_subject(subject: str, owner: str, function: FunctionFacts) -> bool:
    """Whether a method is named for what it asks (`pay` for a `payment_method`): then that is no option of some other work."""
    asked = words(subject.replace(".", "_"))[:-1]
    return bool(owner and asked) and not set(asked).isdisjoint(words(function.name) + words(last(owner)))


def _is_given(function: FunctionFacts, head: str, has_field: bool) -> bool:
    """Whether what is asked comes from outside: a parameter, a field of the variable of a loop, or a variable for one of these."""
    if any(each.name == head for each in function.params):
        return True
    if head in function.assigned:
        source, field, _ = function.assigned[head].partition(".")
        return bool(field) and source not in function.assigned and _is_given(function, source, has_field=True)
    return has_field and head in function.stores


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
