"""What a method promises, as far as its text tells: the kind of value that it returns, the fields that it sets."""

from __future__ import annotations

from typing import Final

from archlint.facts import ClassRef, FunctionFacts, World
from archlint.rules.class_kinds import is_dunder, is_unwritten, last, me, words

_KINDS: Final = {
    "int": "a number",
    "float": "a number",
    "Decimal": "a number",
    "complex": "a number",
    "bool": "a number",
    "str": "a text",
    "bytes": "bytes",
    "list": "a sequence",
    "List": "a sequence",
    "dict": "a dict",
    "Dict": "a dict",
    "set": "a set",
    "Set": "a set",
    "tuple": "a sequence",
    "Tuple": "a sequence",
    "None": "None",
}
_MAYBE_NONE: Final = ("None", "Optional", "Any")
BUILT_IN: Final = frozenset(_KINDS.values())


def returned_kinds(method: FunctionFacts) -> frozenset[str]:
    """The kinds of value that a method returns; "" among them where one cannot be told, none where nothing can."""
    annotation = method.returns.strip()
    if annotation:
        kind = _KINDS.get(annotation.partition("[")[0].rpartition(".")[2], "") if "|" not in annotation else ""
        seen = _seen(method)
        return frozenset({kind}) if kind or not seen else frozenset({""}) if kind not in seen else seen
    return frozenset() if is_unwritten(method) else _seen(method)


def promised_kind(method: FunctionFacts) -> str:
    """The one kind of value, never None, that a method's annotation or all of its returns say; empty where there is none."""
    kinds = returned_kinds(method)
    return next(iter(kinds)) if len(kinds) == 1 and "None" not in kinds else ""


def may_be_none(method: FunctionFacts) -> bool:
    """Whether it gives None in some case, or always because it does nothing."""
    if method.returns:
        return "=None" in method.returned and ("None" in method.returns or "Optional" in method.returns)
    return method.body == "empty" or ("=None" in method.returned and len(method.returned) > 1)


def gives_nothing(method: FunctionFacts, replaced: FunctionFacts) -> bool:
    """Whether it ends without a value in some case, though its own annotation does not say so, and the base's method never does."""
    if (
        method.body not in ("code", "constant")
        or "=None" in replaced.returned
        or any(word in method.returns for word in _MAYBE_NONE)
    ):
        return False
    return "=None" in method.returned if method.returned else not (method.returns or method.raises)


_STREAMS: Final = ("Iter", "Generator")  # annotations that promise no more than to be iterated over


def other_stream(method: FunctionFacts, replaced: FunctionFacts) -> tuple[str, str] | None:
    """What the one does and the other does not, where only one of them yields its values."""
    if method.is_generator == replaced.is_generator:
        return None
    plain = replaced if method.is_generator else method
    if any(word in plain.returns for word in _STREAMS):
        return None
    kinds = returned_kinds(plain)
    if not kinds or "" in kinds:
        return None
    yields, returns = "yields its values one by one", f"returns {shown(kinds)}"
    if method.is_generator:
        return yields, returns
    return (returns, yields) if kinds & _SINGLE else None


_SINGLE: Final = frozenset({"a number", "None"})


def _may_lack(value: str) -> bool:
    """Whether it is what a container that an object keeps has, or not, for a key."""
    return value.endswith(".get()") and value.count(".") > 1 and not value.startswith("super()")


def answers_in_place(method: FunctionFacts, replaced: FunctionFacts) -> str:
    """What the base's method raises, and gives no value, where this one returns yes or no."""
    if (
        replaced.body != "code"
        or replaced.returned
        or replaced.is_generator
        or method.returned != ("=bool",)
        or method.body != "code"
        or method.raises
    ):
        return ""
    return next((last(each.exception) for each in replaced.raises if each.exception), "")


def drops_value(method: FunctionFacts, replaced: FunctionFacts) -> bool:
    """Whether it ends without a value in some case, where the base's method, that is no sketch, gives one in every case."""
    if not replaced.returned or "=None" in replaced.returned or "None" in replaced.returns or "Optional" in replaced.returns:
        return False
    if method.body not in ("code", "constant") or any(each.endswith(".get()") for each in replaced.returned):
        return False
    if replaced.raises and not method.raises and any(_may_lack(each) for each in method.returned):
        return True
    return "=None" in method.returned if method.returned else not method.raises


def changed_values(world: World, ref: ClassRef, base: ClassRef) -> tuple[FunctionFacts, frozenset[str]] | None:
    """A public method of a class that sets what its base class sets once and for all: its values have a hash."""
    fixed = world.about(base, _fixed_fields)
    if fixed:
        for method in ref.facts.methods:
            fields = _stored(method) & fixed if not method.name.startswith("_") else frozenset()
            if fields:
                return method, fields
    return None


def _fixed_fields(base: ClassRef) -> frozenset[str]:
    """The private fields of a class with a hash that are shown by a property, and set in the constructor alone."""
    if base.facts.short_name.startswith("_"):
        return frozenset()
    methods = {each.name: each for each in base.facts.methods}
    made = methods.get("__init__")
    if made is None or "__hash__" not in methods or methods["__hash__"].body != "code":
        return frozenset()
    later = frozenset().union(*(_stored(each) for each in base.facts.methods if each is not made))
    shown_by = {each.name for each in base.facts.methods if _is_read(each)}
    return frozenset(field for field in _stored(made) - later if field.startswith("_") and field.lstrip("_") in shown_by)


def _seen(method: FunctionFacts) -> frozenset[str]:
    kinds = set()
    for each in method.returned:
        for part in each.split("|"):
            name = part.removesuffix("()")
            kinds.add(_KINDS.get(part[1:] if part.startswith("=") else name if part.endswith("()") else "", ""))
    return frozenset(kinds)


def field_kind(annotation: str) -> str:
    """The built-in kind that the annotation of a field says; empty where it says another, or several."""
    return "" if "|" in annotation else _KINDS.get(annotation.strip("'\"").partition("[")[0].rpartition(".")[2], "")


def other_field(ref: ClassRef, base: ClassRef) -> tuple[FunctionFacts, str, str, str] | None:
    """A constructor, and a field that it sets to another kind of value than that of the base class does; both kinds."""
    made, built = (next((one for one in each.facts.methods if one.name == "__init__"), None) for each in (ref, base))
    if made is None or built is None:
        return None
    for chain in sorted(made.assigned.keys() & built.assigned.keys()):
        now, was = _kind(made.assigned[chain]), _kind(built.assigned[chain])
        if chain.startswith(f"{me(made)}.") and now and was not in ("", "None") and now != was:
            return made, chain.partition(".")[2], now, was
    return None


def _kind(value: str) -> str:
    """The built-in kind of a value as `FunctionFacts.assigned` writes it; empty where it cannot be told."""
    return _KINDS.get(value[1:] if value.startswith("=") else value.removesuffix("()") if value.endswith("()") else "", "")


def shown(kinds: frozenset[str]) -> str:
    """Kinds in words."""
    return " or ".join(sorted(kinds))


def moved_fields(world: World, ref: ClassRef, base: ClassRef) -> tuple[FunctionFacts, frozenset[str]] | None:
    """A method of a class that sets more than the base's, of what another method of the base is there to set."""
    setters, plain = world.about(base, _setters), world.about(base, _plain_fields)
    if len(setters) + len(plain) < 2:
        return None
    for method in ref.facts.methods:
        if method.name == "__setattr__" and len(plain) > 1 and _ties_together(method, ref, base):
            return method, frozenset(plain)
        known = setters | plain if any(each.endswith(".setter") for each in method.decorators) else setters
        own = known.get(method.name)
        if own is None or is_dunder(method.name) or _is_read(method):
            continue
        stored = _stored(method) | _set_by_calls(method, known)
        apart = frozenset().union(*(fields for name, fields in known.items() if name != method.name)) - own
        extra = (stored - own) & apart
        if extra and stored & own:
            return method, frozenset(extra)
    return None


def _ties_together(method: FunctionFacts, ref: ClassRef, base: ClassRef) -> bool:
    """Whether setting a field sets others, in a class that is made of less than its base has fields for."""
    if "super().__setattr__" not in method.calls or f"{me(method)}.__dict__" not in {*method.loads, *method.stores}:
        return False
    made, of_base = (next((one for one in each.facts.methods if one.name == "__init__"), None) for each in (ref, base))
    return made is not None and of_base is not None and len(made.params) < len(of_base.params)


def _setters(base: ClassRef) -> dict[str, frozenset[str]]:
    """The base's small methods that are named for the one field that they set, by name."""
    found: dict[str, frozenset[str]] = {}
    for method in base.facts.methods:
        if not is_dunder(method.name) and not _is_read(method) and method.statements <= 3 and len(method.params) == 2:
            stored = _stored(method)
            if len(stored) == 1 and not {*words(*stored)}.isdisjoint(words(method.name)):
                found[method.name] = stored
    return found


def _plain_fields(base: ClassRef) -> dict[str, frozenset[str]]:
    """The public fields that the base's constructor sets, each by its own name."""
    made = (method for method in base.facts.methods if method.name == "__init__")
    return {field: frozenset({field}) for method in made for field in _stored(method) if not field.startswith("_")}


def _is_read(method: FunctionFacts) -> bool:
    return bool(method.decorators) and any(each.endswith("property") for each in method.decorators)


def _stored(method: FunctionFacts) -> frozenset[str]:
    mine = me(method)
    if not mine or not method.stores:
        return frozenset()
    return frozenset(each[len(mine) + 1 :] for each in method.stores if each.startswith(f"{mine}.") and each.count(".") == 1)


def _set_by_calls(method: FunctionFacts, setters: dict[str, frozenset[str]]) -> set[str]:
    """What is set through the other setters of the base (`super().set_height(…)`, `self.set_height(…)`)."""
    found: set[str] = set()
    for call in method.calls:
        owner, _, name = call.rpartition(".")
        if name in setters and owner in ("super()", me(method)):
            found |= setters[name]
    return found
