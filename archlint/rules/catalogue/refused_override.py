"""Overrides that refuse what the base class does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from archlint.facts import ClassRef, FunctionFacts
from archlint.rules.builtin_bases import CONTAINERS, replaced_methods
from archlint.rules.class_kinds import (
    abstract_methods,
    has_abc_marker,
    is_abstract,
    is_class_method,
    is_dunder,
    is_null_object,
    is_property,
    is_static,
    is_unwritten,
    is_visitor,
    last,
)
from archlint.rules.overrides import Override, is_called_beside, is_deprecated, is_waived, is_whole, overrides
from archlint.rules.sketches import of_programs, of_small_programs, stands_alone
from archlint.rules.types import Clue, Found, Inspection, Rule, Step, Subject

RULE = Rule(
    id="refused-override",
    principle="liskov-substitution",
    severity="info",
    summary="An override does not refuse what its base class does.",
    why="""\
Who is given the base class may call the method; with this subclass in its place the call only raises.
So every caller must know the subclass, and the base class promises what not all of its kind can do.
Take the method out of the base class into one that only those that can do it inherit from (an interface
of its own), or do not inherit. A method that the base class itself does not do (it raises too, or is
abstract beside others) is not meant, nor are methods of Python's own protocols, which a collection that
cannot be changed has to refuse. A method that shows or returns nothing but that it cannot is a refusal too.
One class that refuses several methods inherits what it cannot do. A single one is judged where the base
class stands beside it: far from there it mostly is a known limit. So is one that is told of (it has a
docstring of its own, or says that something is not supported, or what to use instead), unless code beside
both classes calls the method all the same. Left alone are class methods (who calls them names the class),
properties (an object without that value, which no interface of its own would tell better), refusals that
the method's family knows (an ancestor's or a sibling's raises the same, or the exception says that something
is not supported or not installed), null objects and fallbacks, classes whose subclasses do what they refuse,
and what a comment lets the type checker pass.

In a program of its own (a small file that uses nothing of the repository, and that nobody imports) none of
that excuses a refusal of what a class beside it does, and what inherits from list, dict, set or deque must
not refuse what these can do.
""",
    bad="""\
=== shop.py ===
class Storage:
    def load(self, key):
        return open(key).read()

    def save(self, key, text):
        open(key, "w").write(text)

class Archive(Storage):
    def save(self, key, text):  # <- here
        raise PermissionError("an archive is not written")
""",
    good="""\
=== shop.py ===
class Readable:
    def load(self, key):
        return open(key).read()

class Storage(Readable):
    def save(self, key, text):
        open(key, "w").write(text)

class Archive(Readable):
    pass
""",
    needs_model=False,
)

_SIMPLE: Final = 3  # statements of an override that says something (a log line, a message) and raises
_REACTIONS: Final = frozenset(
    {"handle", "handler", "on", "report", "error", "fail", "failure", "abort", "unsupported", "validate", "check", "verify"}
)
_REFUSERS: Final = (
    "Error",
    "Fail",
    "Disabled",
    "Empty",
    "Closed",
    "Unsupported",
    "Invalid",
    "Null",
    "NotImplemented",
)  # made to refuse
_ABSENT: Final = " AttributeError"  # how an object says that there is no such attribute
_FILE: Final = frozenset(
    {"seek", "tell", "truncate", "fileno", "read", "readline", "readlines", "readinto", "write", "writelines", "flush"}
)  # asked for first
_KNOWN: Final = ("supported", "unsupported", "dependency", "importerror", "modulenotfound", "unavailable", "notinstalled")
_PROGRAM: Final = "program"  # of what is a refusal only where nobody imports the file
_HOOKS: Final = ("Base", "Abstract", "_Base")


def inspect(file: Inspection) -> Iterator[Clue]:
    """Overrides that only raise, those of one class together; and those that do what their base refuses."""
    if file.is_test:
        return
    refused, weak = [], []
    for each in overrides(file):
        if not (_refuses(each.method) or _denies(each)):
            if each.replaced.body in ("refuses", "not-implemented") and each.base.facts.bases:
                yield Clue(
                    file.at(each.method.line), _element(file, each.base.module, each.base.facts.name), ("", each.method.name)
                )
        elif _is_broken(each):
            if not is_waived(file, each) and _is_meant(each) and not _is_known(file, each):
                refused.append(each)
            elif is_whole(file, each) and each.method.name != "__hash__" and not is_null_object(each.ref):
                weak.append(each)
    yield from _disabled(file)
    yield from _locked(file)
    for _, together in groupby(refused, key=lambda each: each.ref.facts.name):
        group = list(together)
        if _surprises(file, group):
            yield from (_clue(file, each) for each in group)
        else:
            weak += [each for each in group if is_whole(file, each)]
    yield from (_clue(file, each, _PROGRAM) for each in weak)


def _clue(file: Inspection, each: Override, where: str = "") -> Clue:
    asked = "is asked for" if is_abstract(each.replaced) else "works"
    words = (each.element, each.base.facts.short_name, asked, _does(each.method), file.element(each.element), where)
    return Clue(file.at(each.method.line, each.method.column), _element(file, each.ref.module, each.ref.facts.name), words)


def _disabled(file: Inspection) -> Iterator[Clue]:
    """Methods of Python's own containers that a class which inherits from one only raises in."""
    if not stands_alone(file):
        return
    for facts in file.code.classes:
        for method, container, _ in replaced_methods(facts):
            if _refuses(method) and method.name != "__hash__":
                name = f"{facts.name}.{method.name}"
                said = (name, container, "works", _does(method), file.element(name), _PROGRAM)
                yield Clue(file.at(method.line, method.column), _element(file, file.number, facts.name), said)


def _locked(file: Inspection) -> Iterator[Clue]:
    """Properties that can be set in a base class beside a class, and not in the class."""
    if not stands_alone(file):
        return
    for facts in file.code.classes:
        shown = {each.name: each for each in facts.methods if is_property(each)}
        bases = file.world.ancestry(ClassRef(file.number, facts)).classes if shown else ()
        for base in (each for each in bases if each.module == file.number):
            for name in sorted(_set_by(base.facts.methods) & shown.keys() - _set_by(facts.methods)):
                method, element = shown[name], f"{facts.name}.{name}"
                said = (element, base.facts.short_name, "can be", "cannot be set", file.element(element), _PROGRAM)
                yield Clue(file.at(method.line, method.column), _element(file, file.number, facts.name), said)


def _set_by(methods: Sequence[FunctionFacts]) -> set[str]:
    return {each.name for each in methods if any(one.endswith(".setter") for one in each.decorators) and not _refuses(each)}


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """A finding for each class, but for what a subclass does after all; in a large code base, refusals are mostly on purpose."""
    done = {(clue.element, clue.words[1]) for clue in clues if not clue.words[0]}
    refused = [clue for clue in clues if clue.words[0] and (clue.element, last(clue.words[0])) not in done]
    weak = [clue for clue in refused if clue.words[-1] == _PROGRAM]
    strong = [clue for clue in refused if clue.words[-1] != _PROGRAM]
    of_class: dict[str, list[Clue]] = {}
    for clue in (*of_small_programs(subject, strong), *of_programs(subject, weak)):
        of_class.setdefault(clue.element, []).append(clue)
    for group in of_class.values():
        yield _found(sorted(group, key=lambda each: each.place))


def _element(file: Inspection, module: int, name: str) -> str:
    return f"{file.world.graph.modules[module].name}.{name}"


def _found(refused: Sequence[Clue]) -> Found:
    element, base, asked, does, full, _ = refused[0].words
    method = last(element)
    others = [last(each.words[0]) for each in refused[1:]]
    also = f" (and so do {', '.join(others)})" if others else ""
    advice = f"move it out of {base} into an interface for those that can do it, or do not inherit from {base}"
    if base in CONTAINERS:
        advice = f"keep a {base} in a field in place of inheriting from it"
    message = f"{element} {does}{also} where {base}.{method} {asked}; {advice}"
    steps = tuple(Step(*each.place, f"{each.words[0]} {each.words[3]}") for each in refused)
    return Found(refused[0].place, full, message, steps if others else ())


def _is_meant(each: Override) -> bool:
    """Whether it is no method of Python's own protocols, and none that is called because something failed."""
    name = each.method.name
    if any(kind(each.method) for kind in (is_class_method, is_static, is_property)) or is_null_object(each.ref):
        return False
    if any(word in each.ref.facts.short_name for word in _REFUSERS) or _named(each.method) == _ABSENT or is_visitor(each.ref):
        return False
    return not (is_dunder(name) or name in _FILE or _REACTIONS & set(name.lower().split("_")))


def _is_known(file: Inspection, each: Override) -> bool:
    """Whether who calls the method can know that it may refuse: by a word or a helper for it, or by what an ancestor's raises."""
    name = _named(each.method).strip()
    if any(word in name.lower() for word in _KNOWN) or name.lstrip("_")[:1].islower():
        return True
    above = (file.world.methods(base).get(each.method.name) for base in each.ancestry.classes)
    return name not in ("", "NotImplementedError") and any(
        last(one.exception) == name for method in above if method is not None for one in method.raises
    )


def _surprises(file: Inspection, group: Sequence[Override]) -> bool:
    """Whether a class inherits what it cannot do, and not only one thing of a library's base class with a limit that it tells.

    One class that refuses several methods, or a single one of a base beside it, where the text does not call it a limit (or code
    beside it calls the method all the same).
    """
    if len(group) > 1:
        return not all(map(_is_told, group)) or is_called_beside(file, group[0])
    (each,) = group
    if each.base.module != file.number or _is_answer(file, each):
        return False
    return not _is_told(each) or is_called_beside(file, each)


def _is_told(each: Override) -> bool:
    """Whether the refusal is a limit that its text tells of: in a docstring of its own, or by a word of the trade."""
    method = each.method
    return method.wording == "limit" or (method.statements > 1 and method.body in ("refuses", "not-implemented"))


def _is_answer(file: Inspection, each: Override) -> bool:
    """Whether the method of another class beside it raises the same exception in some case: then callers reckon with it."""
    name = _named(each.method).strip()
    return name not in ("", "NotImplementedError", "NotImplemented") and any(
        last(one.exception) == last(name) and not one.unconditional
        for facts in file.code.classes
        if facts is not each.ref.facts
        for method in facts.methods
        if method.name == each.method.name
        for one in method.raises
    )


def _refuses(method: FunctionFacts) -> bool:
    if method.body in ("refuses", "not-implemented"):
        return True
    if method.statements > _SIMPLE or method.returned or method.is_generator:
        return False
    own = (name for name in (*method.calls, *method.stores) if "." in name and "(" not in name)
    works = any(name.partition(".")[0] in {each.name for each in method.params} for name in own)
    works = works or any(name.startswith("super().") for name in method.calls)
    return not works and any(each.unconditional for each in method.raises)


def _denies(each: Override) -> bool:
    """Whether it only says that it cannot, where the base's method says or does something."""
    return each.method.wording == "denial" and each.replaced.wording != "denial" and not is_unwritten(each.replaced)


def _does(method: FunctionFacts) -> str:
    return "only says that it cannot" if method.wording == "denial" else f"only raises{_named(method)}"


def _named(method: FunctionFacts) -> str:
    name = next((each.exception for each in method.raises if each.unconditional), "")
    return f" {last(name)}" if name else ""


def _is_unfinished(each: Override) -> bool:
    """Whether the class leaves things to its own subclasses: by what it is called, or by methods that nobody above it has."""
    if has_abc_marker(each.ref) or each.ref.facts.short_name.startswith(_HOOKS):
        return True
    above = {method.name for method in each.base.facts.methods}
    return any(method.body == "not-implemented" and method.name not in above for method in each.ref.facts.methods)


def _is_broken(each: Override) -> bool:
    if is_deprecated(each.method) or is_abstract(each.method) or _refuses(each.replaced):
        return False
    if each.method.body == "not-implemented" and _is_unfinished(each):
        return False
    asked = abstract_methods(each.base)
    if any(one.name == each.method.name for one in asked):
        return len(asked) == 1
    return True
