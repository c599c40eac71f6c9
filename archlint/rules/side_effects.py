"""What an override does to things, beside or instead of what the method of the base class does; for programs of their own.

There all that a caller can know stands beside both classes. In a large repository the same shapes are mostly made on purpose.
"""

from __future__ import annotations

from typing import Final

from archlint.facts import ClassRef, FunctionFacts, World
from archlint.rules.class_kinds import is_abstract, is_property, is_unwritten, last, me
from archlint.rules.overrides import Override

# What changes a list, dict, set, deque or file of Python's own.
_GROWING: Final = frozenset({"add", "append", "appendleft", "extend", "insert", "setdefault", "update", "write", "writelines"})
_END: Final = "close"
_CHANGING: Final = _GROWING | {"clear", "close", "discard", "pop", "popitem", "popleft", "remove", "reverse", "sort", "truncate"}


def does_work(each: Override) -> bool:
    """Whether the base's method does more than to call hooks of its own class that do nothing yet, and may not give None."""
    replaced = each.replaced
    if replaced.body != "code" or (replaced.returns != "None" and ("None" in replaced.returns or "Optional" in replaced.returns)):
        return False
    hooks = {f"{me(replaced)}.{one.name}" for one in each.base.facts.methods if is_unwritten(one)}
    return not ({*replaced.calls} <= hooks and replaced.calls and not replaced.stores)


def leaves_undone(each: Override) -> bool:
    """Whether it returns early, in some case, from what the base's method does in every one."""
    method, replaced = each.method, each.replaced
    if replaced.returned or replaced.raises or is_unwritten(replaced) or method.body != "code" or method.returned != ("=None",):
        return False
    return f"super().{method.name}" in method.calls or not _own_fields(method).isdisjoint(_own_fields(replaced))


def _own_fields(method: FunctionFacts) -> set[str]:
    mine = f"{me(method)}."
    return {name.split(".")[1] for used in (method.calls, method.loads, method.stores) for name in used if name.startswith(mine)}


def answers_early(each: Override) -> bool:
    """Whether it gives back a literal, that the base's method never does, in place of what it calls that for else."""
    method, replaced = each.method, each.replaced
    if is_unwritten(replaced) or f"super().{method.name}" not in method.calls or len(method.returned) < 2:
        return False
    literals = {value for value in method.returned if value.startswith("=")}
    return bool(replaced.returned) and bool(literals - {*replaced.returned})


def unused_parameter(each: Override) -> str:
    """A parameter that the base's method, which works, makes something of and an override does not, though it works too.

    Of those that always give the same only the answer to a question: another constant is a rule of its own.
    """
    method, replaced = each.method, each.replaced
    says = method.body == "constant" and method.returned == ("=bool",) and "=bool" not in replaced.returned
    if not (method.body == "code" or says) or replaced.body != "code" or is_abstract(replaced):
        return ""
    if any(call.startswith("super()") for call in method.calls) or method.raises:
        return ""
    used, before = _used(method), _used(replaced)
    return next((each.name for each in method.params[1:] if each.name in before and each.name not in used), "")


def _used(method: FunctionFacts) -> set[str]:
    return {name.split(".")[0] for names in (method.loads, method.calls, method.stores, method.altered) for name in names}


def kept_fields(each: Override) -> list[str]:
    """The fields that the base's method sets, where an override does something that changes nothing of its object."""
    method, replaced = each.method, each.replaced
    if method.body != "code" or method.raises or is_property(method):
        return []
    mine = f"{me(method)}."
    if any(name.startswith((mine, "super()")) for names in (method.stores, method.calls, method.altered) for name in names):
        return []
    return sorted(_sets(replaced))


def left_out(each: Override) -> str:
    """What the base's method also does, where an override is a copy of it without that."""
    method, replaced = each.method, each.replaced
    if method.body != "code" or replaced.body != "code" or method.statements >= replaced.statements:
        return ""
    refused = {last(one.exception) for one in replaced.raises}  # asks for less, which callers do not mind
    own, base = (_done(one) - refused for one in (method, replaced))
    if not own or not own < base or not {*method.loads} <= {*replaced.loads} or is_abstract(replaced):
        return ""
    return min(base - own, key=lambda name: replaced.calls.get(name, 0))


def _done(method: FunctionFacts) -> set[str]:
    return {*method.calls, *(f"{name} =" for name in method.stores)}


def unset_field(ref: ClassRef, base: ClassRef) -> tuple[FunctionFacts, str, str] | None:
    """A constructor that does not call its base's, a field that so is never set, and an inherited method that reads it."""
    (made, built) = (next((one for one in each.facts.methods if one.name == "__init__"), None) for each in (ref, base))
    if made is None or built is None or any(call.endswith("__init__") for call in made.calls) or len(ref.facts.bases) > 1:
        return None
    names = {each.name for each in base.facts.methods}
    body = ref.facts.body
    known = (
        {field for each in ref.facts.methods for field in _sets(each)} | names | ({*body.assigned} if body is not None else set())
    )
    replaced = {each.name for each in ref.facts.methods}
    for field in sorted(_sets(built) - known):
        for method in base.facts.methods:
            if method.name not in replaced and _reads(method, field) and not is_property(method):
                return made, field, method.name
    return None


def _reads(method: FunctionFacts, field: str) -> bool:
    name = f"{me(method)}.{field}"
    return name in method.loads or any(call.startswith(f"{name}.") for call in method.calls)


def _sets(method: FunctionFacts) -> set[str]:
    mine = f"{me(method)}."
    return {name[len(mine) :] for name in method.stores if name.startswith(mine) and name.count(".") == 1}


def changed_argument(each: Override) -> tuple[str, str] | None:
    """A parameter that an override changes, and how, where the base's method only reads it."""
    method, replaced = each.method, each.replaced
    if is_unwritten(replaced) or is_abstract(replaced):
        return None
    for param in method.params[1:]:
        how = _change(method, param.name)
        if how and (not _change(replaced, param.name) or (how == _END and _END not in _verbs(replaced, param.name))):
            return param.name, how
    return None


def _change(method: FunctionFacts, name: str) -> str:
    if name in method.assigned:
        return ""  # another object by now
    if name in method.altered:
        return "items of it"
    verbs = _verbs(method, name)
    if verbs:
        return _END if _END in verbs else min(verbs)
    return next((each for each in method.stores if each.startswith(f"{name}.")), "")


def _verbs(method: FunctionFacts, name: str) -> set[str]:
    calls = (call.rpartition(".") for call in method.calls)
    return {verb for owner, _, verb in calls if owner == name and verb in _CHANGING}


def unsealed(world: World, ref: ClassRef, base: ClassRef) -> tuple[FunctionFacts, str] | None:
    """A public method that changes a private field of the base class in a way in which no method of the base does."""
    ways = world.about(base, _ways)
    inherited = world.methods(base)
    for method in ref.facts.methods:
        if method.name.startswith("_") or is_property(method):
            continue
        for field, how in _changes(method):
            if field not in ways:
                continue
            if method.name in inherited:
                opened = how == "sets" and not ways[field] and f"super().{method.name}" not in method.calls
            elif how == "sets":
                opened = (not ways[field] and _is_value(base)) or _is_shown(inherited.get(field.lstrip("_")))
            else:
                opened = how not in _GROWING and (ways[field] <= _GROWING if ways[field] else _is_value(base))
            if opened:
                return method, field
    return None


def _is_shown(method: FunctionFacts | None) -> bool:
    """Whether a property lets read what it does not let be set."""
    return method is not None and is_property(method)


def _is_value(ref: ClassRef) -> bool:
    """Whether it has a hash, as what never changes."""
    return any(each.name == "__hash__" and each.body == "code" for each in ref.facts.methods)


def _ways(base: ClassRef) -> dict[str, frozenset[str]]:
    """The private fields that a class's constructor sets, and how its other methods change each."""
    made = next((each for each in base.facts.methods if each.name == "__init__"), None)
    if made is None:
        return {}
    mine = me(made)
    fields = {name[len(mine) + 1 :] for name in made.stores if name.startswith(f"{mine}._") and name.count(".") == 1}
    found: dict[str, set[str]] = {field: set() for field in fields}
    for method in base.facts.methods:
        if method is not made:
            for field, how in _changes(method):
                found.get(field, set()).add(how)
    return {field: frozenset(ways) for field, ways in found.items()}


def _changes(method: FunctionFacts) -> list[tuple[str, str]]:
    mine = f"{me(method)}."
    changes = [(name[len(mine) :], "sets") for name in method.stores if name.startswith(mine) and name.count(".") == 1]
    changes += [(name[len(mine) :], "items") for name in method.altered if name.startswith(mine) and name.count(".") == 1]
    for call in method.calls:
        owner, _, verb = call.rpartition(".")
        if owner.startswith(mine) and owner.count(".") == 1 and verb in _CHANGING:
            changes.append((owner[len(mine) :], verb))
    return changes
