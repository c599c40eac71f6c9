"""What a name in a file means, over the whole repository: through imports, aliases, re-exports and stars, to its class."""

from __future__ import annotations

import builtins
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

from archlint.facts.graph import ImportGraph
from archlint.facts.types import ClassFacts, CodeFacts, FunctionFacts, Import, ModuleFacts

_KEPT = 256  # decoded files at a time
_KEPT_CLASSES = 4096  # of which is kept what was asked before
_KEPT_ANSWERS = 4 * _KEPT_CLASSES
_DEEPEST = 24  # names that lead to names: enough for every honest re-export, and an end for those that go in circles
_BUILTINS: Final = frozenset(dir(builtins))
_OPTIONAL: Final = re.compile(r"^(?:\w+\.)*(?:Optional|Annotated|ClassVar|Final|InitVar|Required|NotRequired)\[(.*)\]$", re.DOTALL)
_NAME: Final = re.compile(r"^[A-Za-z_][\w.]*")


Answer = TypeVar("Answer")


class Definition(NamedTuple):
    """Where a name leads.

    A module of the repository by number and a name in it ("" for the module itself); or, with the module None, the dotted name of
    something external (`abc.ABC`), or of a builtin (`Exception`).
    """

    module: int | None
    name: str


class ClassRef(NamedTuple):
    """A class of the repository: the number of its module, and its facts."""

    module: int
    facts: ClassFacts

    @property
    def key(self) -> tuple[int, str]:
        """What tells it from every other class."""
        return self.module, self.facts.name


class Ancestry(NamedTuple):
    """All classes that a class inherits from, nearest first.

    Those of the repository, the dotted names of the others, and whether a base could not be found at all (`unknown`).
    """

    classes: tuple[ClassRef, ...]
    externals: tuple[str, ...]
    unknown: bool


class World:
    """The meaning of names. `consulted` collects the numbers of the modules that answers were read from, until `forget`.

    Of a module other than the one that is asked from, an answer may depend on what `interface` keeps, and on nothing else: a
    finding about one file is remembered as long as the interfaces of the files that were consulted stay what they are.
    """

    def __init__(self, graph: ImportGraph) -> None:
        self.graph = graph
        self.consulted: set[int] = set()
        self._code: OrderedDict[int, CodeFacts] = OrderedDict()
        self._bound: dict[int, dict[str, Import]] = {}
        self._ancestries: dict[tuple[int, str], tuple[Ancestry, frozenset[int]]] = {}
        self._answers: dict[tuple[Callable[..., Any], object], Any] = {}
        self._found: dict[tuple[int, Callable[..., Any]], Any] = {}
        self._classes: dict[int, dict[str, ClassFacts]] = {}

    def forget(self) -> None:
        """Begin to collect anew."""
        self.consulted = set()
        self._found = {}

    def once(self, number: int, asker: Callable[..., Any], find: Callable[[], Answer]) -> Answer:
        """What is found in the file that is looked into; until `forget` it is found once for each who asks."""
        key = (number, asker)
        if key not in self._found:
            self._found[key] = find()
        found: Answer = self._found[key]
        return found

    def about(self, ref: ClassRef, ask: Callable[[ClassRef], Answer]) -> Answer:
        """What a function tells of a class from the class alone, asked once however many rules and subclasses want to know."""
        found: Answer = self._answer(ask, ref.key, ref)
        return found

    def about_module(self, number: int, ask: Callable[[ModuleFacts], Answer]) -> Answer:
        """The same of a module's facts."""
        found: Answer = self._answer(ask, number, self.graph.modules[number].facts)
        return found

    def _answer(self, ask: Callable[..., Any], key: object, of: object) -> Any:
        try:
            return self._answers[ask, key]
        except KeyError:
            if len(self._answers) >= _KEPT_ANSWERS:
                self._answers.clear()
            found = self._answers[ask, key] = ask(of)
            return found

    def code(self, number: int) -> CodeFacts:
        """The classes and functions of a module."""
        self.consulted.add(number)
        found = self._code.get(number)
        if found is None:
            found = self._code[number] = self.graph.modules[number].code
            self._classes[number] = {each.name: each for each in found.classes}
            if len(self._code) > _KEPT:
                gone, _ = self._code.popitem(last=False)
                del self._classes[gone]
        else:
            self._code.move_to_end(number)
        return found

    def find_class(self, number: int, name: str) -> ClassRef | None:
        """The class of the repository that a dotted name means in a module; None where it is none."""
        found = self.resolve(number, name)
        return None if found is None or found.module is None else self.class_at(found.module, found.name)

    def class_at(self, number: int, name: str) -> ClassRef | None:
        """The class of this qualified name in a module."""
        self.code(number)
        facts = self._classes[number].get(name)
        return None if facts is None else ClassRef(number, facts)

    def external(self, number: int, name: str) -> str:
        """The dotted name of what a name means where that is not of the repository (`abc.ABC`), else an empty one."""
        found = self.resolve(number, name)
        return found.name if found is not None and found.module is None else ""

    def resolve(self, number: int, name: str) -> Definition | None:
        """Where a dotted name leads that stands in a module; None where that cannot be told.

        It cannot of a local variable, or of what a star of something external may have brought.
        """
        return self._resolve(number, name, _DEEPEST) if name else None

    def _resolve(self, number: int, name: str, depth: int) -> Definition | None:
        if depth == 0:
            return None
        self.consulted.add(number)
        facts = self.graph.modules[number].facts
        head, dot, rest = name.partition(".")
        if head in facts.aliases and facts.aliases[head].partition(".")[0] != head:
            return self._resolve(number, facts.aliases[head] + dot + rest, depth - 1)
        bound = self._imports_of(number).get(head)
        if head in facts.offered and (bound is None or head in facts.classes or bound.in_function):
            return Definition(number, name)
        if bound is not None:
            return self._imported(number, bound, dot + rest, depth)
        return self._starred(number, name, depth) or (Definition(None, name) if head in _BUILTINS else None)

    def _imported(self, number: int, bound: Import, rest: str, depth: int) -> Definition | None:
        if not bound.module:
            return None
        if bound.name:
            return self._absolute(number, f"{bound.module}.{bound.name}{rest}", depth - 1)
        return self._absolute(number, f"{bound.module if bound.alias else bound.binds}{rest}", depth - 1)

    def _absolute(self, number: int, name: str, depth: int) -> Definition | None:
        """What an absolute dotted name means: a module, or a name in the longest module that it begins with."""
        graph = self.graph
        home, rest = name, ""
        while home:
            target = graph.number(home, number)
            if target is not None:
                if not rest:
                    return self._module(target, home, number, depth)
                return self._resolve(target, rest, depth - 1)
            home, _, last = home.rpartition(".")
            rest = f"{last}.{rest}" if rest else last
        return Definition(None, name)

    def _module(self, target: int, name: str, number: int, depth: int) -> Definition | None:
        """A module by its full name, unless its package binds something else by that name."""
        package, _, last = name.rpartition(".")
        above = self.graph.number(package, number) if package else None
        if above is not None and above != number and last in self.graph.modules[above].facts.offered:
            bound = self._resolve(above, last, depth - 1)
            if bound is not None and bound != Definition(above, last):
                return bound
        return Definition(target, "")

    def _starred(self, number: int, name: str, depth: int) -> Definition | None:
        """A name that a `from module import *` may have brought."""
        head = name.partition(".")[0]
        for each in self.graph.modules[number].facts.imports:
            if each.name != "*":
                continue
            target = self.graph.number(each.module, number)
            if target is None or target == number:
                continue
            facts = self.graph.modules[target].facts
            shown = head in facts.exported if facts.exported is not None else not head.startswith("_")
            found = self._resolve(target, name, depth - 1) if shown else None
            if found is not None and not (found.module is None and found.name == name):
                return found
        return None

    def _imports_of(self, number: int) -> dict[str, Import]:
        """The imports of a module by the name that they bind; one at the top level goes before one in a function."""
        found = self._bound.get(number)
        if found is None:
            found = {}
            imports = self.graph.modules[number].facts.imports
            for each in sorted(imports, key=lambda each: each.in_function):
                if each.binds:
                    found.setdefault(each.binds, each)
            self._bound[number] = found
        return found

    def ancestry(self, ref: ClassRef) -> Ancestry:
        """What a class inherits from; several rules ask this of each class, so that it is kept, with what it was read from."""
        known = self._ancestries.get(ref.key)
        if known is None:
            around, self.consulted = self.consulted, set()
            found = self._ancestry(ref)
            if len(self._ancestries) >= _KEPT_CLASSES:
                self._ancestries.clear()
            known = self._ancestries[ref.key] = (found, frozenset(self.consulted))
            self.consulted = around
        self.consulted |= known[1]
        return known[0]

    def methods(self, ref: ClassRef) -> dict[str, FunctionFacts]:
        """The `own_methods` of a class by name."""
        return self.about(ref, _by_name)

    def _ancestry(self, ref: ClassRef) -> Ancestry:
        classes: list[ClassRef] = []
        externals: dict[str, None] = {}
        unknown = False
        seen = {ref.key}
        front = [ref]
        while front:
            reached: list[ClassRef] = []
            for each in front:
                for base in each.facts.bases:
                    found = self._base(each, base)
                    if isinstance(found, ClassRef):
                        if found.key not in seen:
                            seen.add(found.key)
                            classes.append(found)
                            reached.append(found)
                    elif found:
                        externals.setdefault(found)
                    else:
                        unknown = True
            front = reached
        return Ancestry(tuple(classes), tuple(externals), unknown)

    def _base(self, ref: ClassRef, base: str) -> ClassRef | str:
        """A base as a class of the repository, as a dotted name, or "" where it is not known."""
        if not base or base.endswith("()"):
            return ""
        around = ref.facts.name.rpartition(".")[0]
        while around:  # a nested class sees the classes beside it
            beside = self.class_at(ref.module, f"{around}.{base}")
            if beside is not None and beside.facts.name != ref.facts.name:
                return beside
            around = around.rpartition(".")[0]
        found = self.resolve(ref.module, base)
        if found is None:
            return ""
        if found.module is None:
            return found.name
        return self.class_at(found.module, found.name) or ""

    def field_type(self, ref: ClassRef, name: str) -> Definition | None:
        """The class of `self.name`, by its annotation, or by what is assigned to it: a construction, or a typed parameter."""
        body = ref.facts.body
        if body is not None and name in body.annotated:
            return self.annotation(ref.module, body.annotated[name])
        for method in ref.facts.methods:
            me = method.params[0].name if method.params else "self"
            found = self.value_type(ref.module, method, f"{me}.{name}")
            if found is not None:
                return found
        return None

    def value_type(self, number: int, function: FunctionFacts, name: str) -> Definition | None:
        """The class of a variable or chain inside a function, by its annotation or by what is assigned to it there."""
        for _ in range(4):  # a variable that is set to another one
            annotation = function.annotated.get(name) or next(
                (each.annotation for each in function.params if each.name == name), ""
            )
            if annotation:
                return self.annotation(number, annotation)
            value = function.assigned.get(name, "").rpartition("|")[2]
            if value.endswith("()"):
                return self.resolve(number, value[:-2]) if "(" not in value[:-2] else None
            if not value or value.startswith("="):
                return None
            name = value
        return None

    def annotation(self, number: int, text: str) -> Definition | None:
        """The one class that an annotation names, without None and Optional around it; None for a union of classes."""
        text = text.strip().strip("'\"")
        inner = _OPTIONAL.match(text)
        while inner:
            text = inner[1].strip().strip("'\"")
            inner = _OPTIONAL.match(text)
        parts = (
            [part for part in (each.strip() for each in text.split("|")) if part not in ("None", "")] if "[" not in text else [text]
        )
        if len(parts) != 1:
            return None
        name = _NAME.match(parts[0].strip("'\""))
        return self.resolve(number, name[0]) if name else None


def own_methods(ref: ClassRef) -> Iterator[FunctionFacts]:
    """The methods of a class that stand in it, each name once: the getter of a property, the last of overloads."""
    seen: dict[str, FunctionFacts] = {}
    for method in ref.facts.methods:
        if not method.decorators or not any(each.endswith((".setter", ".deleter", ".getter")) for each in method.decorators):
            seen[method.name] = method
    yield from seen.values()


def _by_name(ref: ClassRef) -> dict[str, FunctionFacts]:
    return {each.name: each for each in own_methods(ref)}
