"""Overrides that do not keep what the method of the base class promises."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from archlint.facts import ClassRef, FunctionFacts
from archlint.rules.class_kinds import is_abstract, is_dunder, is_life_cycle, is_null_object, is_property, is_unwritten, last, me
from archlint.rules.overrides import Override, is_called_beside, is_plain, is_waived, is_whole, overrides
from archlint.rules.promises import (
    BUILT_IN,
    answers_in_place,
    changed_values,
    drops_value,
    field_kind,
    gives_nothing,
    may_be_none,
    moved_fields,
    other_field,
    other_stream,
    promised_kind,
    returned_kinds,
    shown,
)
from archlint.rules.side_effects import (
    answers_early,
    changed_argument,
    does_work,
    kept_fields,
    leaves_undone,
    left_out,
    unsealed,
    unset_field,
    unused_parameter,
)
from archlint.rules.sketches import found_in_programs, of_small_programs, stands_alone
from archlint.rules.types import Clue, Found, Inspection, Rule, Subject

RULE = Rule(
    id="broken-promise",
    principle="liskov-substitution",
    severity="warning",
    summary="An override keeps what the base class promises: what it returns, and what it leaves alone.",
    why="""\
The signature is the same, and still the subclass cannot stand in for its base class. It returns another
kind of value (nothing for a list, a dict for a text), so that callers fail on the result, or declares a
field as another kind than the base class does. Or it changes a field that the base class lets its callers
set apart from the others, or that the base class, a value with a hash, only lets be read; or it does
nothing where the base class changes the object or gives a value, and code beside both calls it. Return the same kind
of value, keep the fields as the base class keeps them; where the subclass cannot, it is no subclass: let
both implement one interface. A value that is lost is told where the base's method is annotated with a class.

In a program of its own (a small file that uses nothing of the repository, and that nobody imports) the base
class beside it is all that callers know, and more counts, without annotations too: an override that does
nothing, in some case or ever, that gives no value or another kind of value, yields, or answers where the
base raises; that makes nothing of an argument, leaves out a part or a field of what the base does, or
changes or closes what it was handed; and a class that changes the base's private fields in other ways than
the base itself, never sets one that an inherited method needs, or puts None in a method's place.
""",
    bad="""\
=== shop.py ===
class Orders:
    def of(self, customer) -> list:
        return [customer]

class RemoteOrders(Orders):
    def of(self, customer) -> dict:  # <- here
        return {"orders": customer}

class Window:
    def set_start(self, start):
        self.start = start

    def set_end(self, end):
        self.end = end

class Point(Window):
    def set_start(self, start):  # <- here
        self.start = start
        self.end = start
""",
    good="""\
=== shop.py ===
class Orders:
    def of(self, customer) -> list:
        return [customer]

class RemoteOrders(Orders):
    def of(self, customer):
        return list(self.fetch(customer))

class Window:
    def set_start(self, start):
        self.start = start

    def set_end(self, end):
        self.end = end

class Logged(Window):
    def set_start(self, start):
        self.start = start
        self.changes = 1
""",
    needs_model=False,
)

_ENDINGS: Final = ("sys.exit", "exit", "quit", "os._exit", "os.abort")
_FEW_MODULES: Final = "few"  # where a clue counts in a program of a few modules
_NEW_OBJECT: Final = "give back a new object, or do not inherit"
_INDEPENDENT: Final = "keep the fields independent, or let both implement one interface without these setters"
_SAME_KIND: Final = "return the same kind of value, or give it a name of its own"
_MAYBE: Final = ("None", "Optional", "Any", "NoReturn", "Never", "Iterator", "Generator", "Awaitable", "Coroutine", "Self", "|")


def inspect(file: Inspection) -> Iterator[Found | Clue]:
    """Overrides that return, refuse or change what their base's do not."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    for each in overrides(file):
        method = each.method
        if is_abstract(method) or not (is_plain(method) and is_plain(each.replaced)):
            continue
        problem = ""
        if not (is_dunder(method.name) or method.name.startswith("visit_") or is_waived(file, each)):
            problem = _other_kind(file, each) or _idle(file, each)
        if problem:
            found = _found(file, each.ref, method, problem)
            yield _clue(found, _FEW_MODULES) if _may_be_known(each) else found
        elif is_whole(file, each):
            problem = _other_value(file, each) or _strange(each)
            if problem:
                yield _clue(_found(file, each.ref, method, problem))
    yield from _entangled(file)
    yield from (_clue(each, _FEW_MODULES) for each in _redeclared(file))
    if stands_alone(file):
        yield from map(_clue, (*_disabled(file), *_opened(file), *_unset(file), *_remade(file)))


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """What is broken in a program of its own, or of a few modules, and in a library might be known to all who call it."""
    yield from found_in_programs(subject, [clue for clue in clues if clue.words[1] != _FEW_MODULES])
    for clue in of_small_programs(subject, [clue for clue in clues if clue.words[1] == _FEW_MODULES]):
        yield Found(clue.place, clue.element, clue.words[0])


def _may_be_known(each: Override) -> bool:
    """Whether callers can do with what it gives: nothing written at all, or None where they ask for yes or no."""
    return _is_empty(each.method) or each.replaced.returns == "bool" or set(each.replaced.returned) == {"=bool"}


def _clue(found: Found, where: str = "") -> Clue:
    return Clue(found.place, found.element, (found.message, where))


def _found(file: Inspection, ref: ClassRef, method: FunctionFacts, problem: str) -> Found:
    element = f"{ref.facts.name}.{method.name}"
    return Found(file.at(method.line, method.column), file.element(element), f"{element} {problem}")


def _other_kind(file: Inspection, each: Override) -> str:
    """A value that no caller of the base's method is ready for."""
    method, replaced = each.method, each.replaced
    if is_property(method) != is_property(replaced) or method.is_generator or replaced.is_generator:
        return ""
    if method.body in ("refuses", "not-implemented"):
        return ""  # whatever its annotation says, nobody gets it
    base, advice = f"{each.base.facts.short_name}.{method.name}", _SAME_KIND
    promised = promised_kind(replaced)
    if promised and replaced.returns and "=None" not in replaced.returned and may_be_none(method):
        return f"may return None where {base} always returns {promised}; {advice}"
    if replaced.returns and gives_nothing(method, replaced) and _is_surely_a_value(file, each):
        some = "in some case " if len(method.returned) > 1 else ""
        return f"returns nothing {some}where {base} always returns {replaced.returns}; {advice}"
    was, now = returned_kinds(replaced), returned_kinds(method)
    if was == {"None"} or not now:
        return ""
    if was and replaced.returns and "" not in now | was and not now & was:
        return f"returns {shown(now)} where {base} returns {shown(was)}; {advice}"
    if method.returns and now <= BUILT_IN and "None" not in now and _is_class(file, each):
        return f"returns {shown(now)} where {base} returns {replaced.returns}; {advice}"
    return ""


def _is_surely_a_value(file: Inspection, each: Override) -> bool:
    """Whether the annotation of the base's method names a class, and not a type variable or an alias that may hold None."""
    if any(word in each.replaced.returns for word in _MAYBE):
        return False
    if each.method.body == "constant" and each.base.module != file.number:
        return False  # one of a library that has none, and says so
    found = file.world.annotation(each.base.module, each.replaced.returns)
    if found is None or is_null_object(each.ref):
        return False
    if found.module is None:
        return found.name != "object" and not last(found.name).isupper()
    return file.world.class_at(found.module, found.name) is not None


def _idle(file: Inspection, each: Override) -> str:
    """A command that the base class carries out and this class leaves undone without a word, while code beside them calls it."""
    method, replaced = each.method, each.replaced
    if (
        not _is_empty(method)
        or method.returns not in ("", "None")
        or method.statements > 1
        or replaced.body != "code"
        or is_life_cycle(method.name)
    ):
        return ""
    changes = any(field.startswith(f"{me(replaced)}.") for field in replaced.stores)
    gives = bool(replaced.returned) and "=None" not in replaced.returned
    if not (changes or gives) or is_null_object(each.ref) or not is_called_beside(file, each):
        return ""
    done = "changes the object" if changes else "gives a value"
    base = f"{each.base.facts.short_name}.{method.name}"
    return f"does nothing where {base} {done}; do what the base promises, or take the method out of the base class"


def _is_empty(method: FunctionFacts) -> bool:
    return method.body == "empty" or (method.body == "constant" and method.returned == ("=None",))


def _other_value(file: Inspection, each: Override) -> str:
    """The same as `_other_kind` of methods without annotations, and of those that yield."""
    method, replaced = each.method, each.replaced
    if is_property(method) != is_property(replaced):
        return ""
    base = f"{each.base.facts.short_name}.{method.name}"
    if method.is_generator or replaced.is_generator:
        streamed = other_stream(method, replaced)
        return f"{streamed[0]} where {base} {streamed[1]}; {_SAME_KIND}" if streamed else ""
    raised = answers_in_place(method, replaced)
    if raised:
        return f"returns whether it worked where {base} raises {raised}; raise it too, or do not inherit"
    if drops_value(method, replaced):
        return f"may return None where {base} always returns a value; {_SAME_KIND}"
    was, now = returned_kinds(replaced), returned_kinds(method)
    if not now or was == {"None"} or "" in now:
        return ""
    if was and "" not in was and not now & was:
        return f"returns {shown(now)} where {base} returns {shown(was)}; {_SAME_KIND}"
    if is_unwritten(replaced) and not (replaced.returns or method.returns):
        others = _kinds_of_siblings(file, each)
        return f"returns {shown(now)} where the others return {shown(others)}; {_SAME_KIND}" if others and not now & others else ""
    made = "" if replaced.returns or method.returns or "None" in now else _made(file, replaced)
    return f"returns {shown(now)} where {base} returns a {made}; {_SAME_KIND}" if made else ""


def _kinds_of_siblings(file: Inspection, each: Override) -> frozenset[str]:
    """The kinds of value that the other overrides of a method return, where all of them are known and are values."""
    kinds = [
        returned_kinds(method)
        for facts in file.code.classes
        if facts is not each.ref.facts and each.base.facts.short_name in facts.bases
        for method in facts.methods
        if method.name == each.method.name
    ]
    known = frozenset().union(*kinds)
    return known if all(kinds) and known.isdisjoint(("", "None")) else frozenset()


def _strange(each: Override) -> str:
    """What a program of its own shows of an override that does something else than its base's method."""
    base = f"{each.base.facts.short_name}.{each.method.name}"
    is_empty = _is_empty(each.method) or (each.method.body == "constant" and not each.replaced.returned)
    if is_empty and not (is_dunder(each.method.name) or is_null_object(each.ref)) and does_work(each):
        return f"does nothing where {base} does something; do what the base promises, or take the method out of the base class"
    if leaves_undone(each):
        return f"does nothing in some case where {base} always works; do what the base promises, or do not inherit"
    if answers_early(each):
        return f"gives back a literal in some case, without what {base} does; do what the base promises, or do not inherit"
    ending = next((call for call in each.method.calls if call in _ENDINGS and call not in each.replaced.calls), "")
    if ending:
        return f"ends the program ({ending}), which {base} does not; raise what callers can catch"
    kept = kept_fields(each)
    if kept:
        return f"does not set {', '.join(kept)}, as {base} does; do what the base promises, or do not inherit"
    unused = unused_parameter(each)
    if unused:
        return f"makes nothing of {unused}, on which what {base} does depends; take it into account, or do not inherit"
    missing = left_out(each)
    if missing:
        return f"leaves out {missing} of what {base} does; call it, or do not inherit"
    changed = changed_argument(each)
    if changed is not None:
        return f"changes its argument {changed[0]} ({changed[1]}), which {base} only reads; leave it as it is"
    return ""


def _made(file: Inspection, method: FunctionFacts) -> str:
    """The class of the file of which a method makes whatever it returns."""
    names = {each.name for each in file.code.classes}
    made = {each.removesuffix("()") for each in method.returned}
    return min(made) if len(made) == 1 and made <= names and method.returned[0].endswith("()") else ""


def _is_class(file: Inspection, each: Override) -> bool:
    """Whether the base's method is annotated with a class of the repository that extends nothing."""
    if not each.replaced.returns.isidentifier() or each.replaced.returns == each.method.returns:
        return False
    found = file.world.find_class(each.base.module, each.replaced.returns)
    return found is not None and not found.facts.bases


def _redeclared(file: Inspection) -> Iterator[Found]:
    """Fields that are annotated as another kind of value than the base class's."""
    for facts in file.code.classes:
        if not facts.bases or facts.body is None or not facts.body.annotated:
            continue
        for base in file.world.ancestry(ClassRef(file.number, facts)).classes:
            above = base.facts.body.annotated if base.facts.body is not None else {}
            for name in facts.body.annotated.keys() & above.keys():
                now, was = field_kind(facts.body.annotated[name]), field_kind(above[name])
                if now and was and now != was and "None" not in (now, was):
                    element = f"{facts.name}.{name}"
                    message = (
                        f"{element} is {now} where {base.facts.short_name}.{name} is {was}; keep the kind of value, or name it anew"
                    )
                    yield Found(file.at(facts.line, facts.column), file.element(element), message)


def _disabled(file: Inspection) -> Iterator[Found]:
    """Methods of a base class beside a class that it overwrites with None."""
    for facts in file.code.classes:
        fields = facts.body.assigned if facts.body is not None else {}
        for name in (name for name, value in fields.items() if value == "=None" and not is_dunder(name)):
            for base in file.world.ancestry(ClassRef(file.number, facts)).classes:
                if base.module == file.number and any(each.name == name for each in base.facts.methods):
                    element, owner = f"{facts.name}.{name}", base.facts.short_name
                    message = f"{element} is None where {owner}.{name} is a method; take it out of {owner}, or do not inherit"
                    yield Found(file.at(facts.line, facts.column), file.element(element), message)
                    break


def _opened(file: Inspection) -> Iterator[Found]:
    """Methods that change a private field of a base class beside them in a way in which that does not."""
    for facts in file.code.classes:
        ref = ClassRef(file.number, facts)
        for base in file.world.ancestry(ref).classes if facts.bases and facts.methods else ():
            opened = unsealed(file.world, ref, base) if base.module == file.number else None
            if opened is not None and changed_values(file.world, ref, base) is None:
                method, field = opened
                problem = (
                    f"changes {field} of {base.facts.short_name}, which only its own methods change, and not like that; use these, "
                    "or do not inherit"
                )
                yield _found(file, ref, method, problem)
                break


def _unset(file: Inspection) -> Iterator[Found]:
    """Constructors that leave out what an inherited method needs."""
    for facts in file.code.classes:
        ref = ClassRef(file.number, facts)
        for base in file.world.ancestry(ref).classes[:1] if facts.bases and facts.methods else ():
            found = unset_field(ref, base) if base.module == file.number else None
            if found is not None:
                method, field, user = found
                problem = (
                    f"never sets {field}, which {base.facts.short_name}.{user} needs; call super().__init__, or do not inherit"
                )
                yield _found(file, ref, method, problem)


def _remade(file: Inspection) -> Iterator[Found]:
    """Constructors that keep a field as another kind of value than that of the base class, whose methods they inherit."""
    for facts in file.code.classes:
        ref = ClassRef(file.number, facts)
        for base in file.world.ancestry(ref).classes[:1] if facts.bases and facts.methods else ():
            found = other_field(ref, base) if base.module == file.number else None
            if found is not None:
                method, field, now, was = found
                problem = f"keeps {field} as {now} where {base.facts.short_name} keeps {was}; keep it as that is, or name it anew"
                yield _found(file, ref, method, problem)


def _entangled(file: Inspection) -> Iterator[Found]:
    """Setters that also change a field which the base class lets be set apart."""
    for facts in file.code.classes:
        if not facts.bases or not facts.methods:
            continue
        ref = ClassRef(file.number, facts)
        for base in file.world.ancestry(ref).classes:
            changed = changed_values(file.world, ref, base)
            if changed is not None:
                told = f", a value with a hash, only lets be read; {_NEW_OBJECT}"
                yield _moving(file, ref, base, "changes", changed, told)
            moved = moved_fields(file.world, ref, base)
            if moved is not None:
                yield _moving(file, ref, base, "also changes", moved, f" lets be set apart; {_INDEPENDENT}")
                break


def _moving(
    file: Inspection, ref: ClassRef, base: ClassRef, does: str, moved: tuple[FunctionFacts, Collection[str]], told: str
) -> Found:
    method, fields = moved
    return _found(file, ref, method, f"{does} {', '.join(sorted(fields))}, which {base.facts.short_name}{told}")
