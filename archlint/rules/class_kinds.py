"""What kind of class a class is: an interface, data, an enum, a framework's, a mixin …; small questions with no memory.

Those that take an `Ancestry` want it asked for once (`world.ancestry(ref)`) and handed to each; those that take only facts are
cheap and should be asked first.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable
from typing import Final

from archlint.facts import Ancestry, ClassFacts, ClassRef, FunctionFacts, Module, World, own_methods

_ABSTRACT: Final = frozenset({"abstractmethod", "abstractproperty", "abstractclassmethod", "abstractstaticmethod"})
_DATA_DECORATORS: Final = frozenset(
    {"dataclass", "define", "frozen", "mutable", "attrs", "attributes", "s", "dataclass_json", "model"}
)
_DATA_ROOTS: Final = (
    "pydantic",
    "msgspec",
    "sqlmodel",
    "attr",
    "attrs",
    "mashumaro",
    "marshmallow",
    "django.db.models",
    "sqlalchemy",
)
DATA_BASES: Final = frozenset(
    {
        "BaseModel",
        "BaseSettings",
        "DeclarativeBase",
        "Entity",
        "Model",
        "NamedTuple",
        "RootModel",
        "SQLModel",
        "Schema",
        "Struct",
        "Structure",
        "TypedDict",
        "namedtuple",
    }
)
_NEUTRAL: Final = frozenset({"object", "abc.ABC", "abc.ABCMeta", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol"})
_NEUTRAL_ROOTS: Final = ("typing.", "typing_extensions.", "abc.", "collections.abc.", "enum.", "dataclasses.")
_CONTAINERS: Final = frozenset({"dict", "list", "set", "tuple", "str", "int", "float", "bytes", "frozenset"})
_EXCEPTION_ENDS: Final = ("Error", "Exception", "Warning", "Fault")
_DOUBLES: Final = ("Fake", "Mock", "Stub", "Dummy", "Spy", "Noop", "NoOp", "Null")
_NOTHING: Final = frozenset(
    {"disabled", "empty", "fallback", "headless", "missing", "na", "no", "non", "none", "noop", "nop", "nothing", "null", "orphan"}
    | {"placeholder", "unknown", "unresolved"}
)
_ROOTS: Final = frozenset(
    {
        "__main__",
        "app",
        "application",
        "bootstrap",
        "cli",
        "composition",
        "composition_root",
        "conftest",
        "container",
        "containers",
        "dependencies",
        "di",
        "factories",
        "factory",
        "main",
        "manage",
        "providers",
        "setup",
        "wiring",
        "wsgi",
        "asgi",
    }
)
_STEPS = """
after before begin cleanup clear close closed commit connect connected disconnect done end ending enter exit failed finalize
finish finished flush hook init initialize join lost on post pre prepare refresh release reset restore setup shutdown start
started starting stop stopped sync teardown terminate update validate wait
"""
_LIFE_CYCLE: Final = frozenset(_STEPS.split())
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ROOT_CLASS_ENDS: Final = ("Container", "Factory", "Builder", "Bootstrap", "Bootstrapper", "Injector", "Provider", "Wiring", "App")


def last(name: str) -> str:
    """The last part of a dotted name."""
    return name[name.rfind(".") + 1 :]


def is_dunder(name: str) -> bool:
    """Whether Python itself calls it."""
    return name.startswith("__") and name.endswith("__")


def is_decorated(facts: FunctionFacts | ClassFacts, names: Iterable[str]) -> bool:
    """Whether one of its decorators ends in one of these names."""
    return bool(facts.decorators) and any(last(each) in names for each in facts.decorators)


# Methods


def is_abstract(method: FunctionFacts) -> bool:
    """Whether it is decorated as abstract."""
    return is_decorated(method, _ABSTRACT)


def is_property(method: FunctionFacts) -> bool:
    """Whether it is read like a field."""
    return is_decorated(method, ("property", "cached_property", "abstractproperty"))


def is_static(method: FunctionFacts) -> bool:
    """Whether it gets neither object nor class."""
    return is_decorated(method, ("staticmethod", "abstractstaticmethod"))


def is_class_method(method: FunctionFacts) -> bool:
    """Whether it gets the class."""
    return is_decorated(method, ("classmethod", "abstractclassmethod"))


def is_overload(method: FunctionFacts) -> bool:
    """Whether it is only a signature for type checkers."""
    return is_decorated(method, ("overload",))


def words(name: str) -> list[str]:
    """The words of a name, in lower case: of `sendEmail` and of `send_email` the same."""
    return [each.lower() for each in _WORD.findall(name)]


def is_life_cycle(name: str) -> bool:
    """Whether a method's name says that it is a step on a way (`close`, `on_start`), where doing nothing is an answer."""
    return not _LIFE_CYCLE.isdisjoint(words(name))


def is_unwritten(method: FunctionFacts) -> bool:
    """Whether its body does nothing at all, or says that it is not implemented."""
    return method.body in ("empty", "not-implemented")


def me(method: FunctionFacts) -> str:
    """What the method calls its own object or class; empty for a static method and for one without such a parameter."""
    if not method.params or (method.decorators and is_static(method)):
        return ""
    first = method.params[0]
    return first.name if first.kind in ("positional", "normal") else ""


# Interfaces


def is_protocol(ref: ClassRef) -> bool:
    """Whether it is a `typing.Protocol` itself, not a class that implements one."""
    return any(last(base) == "Protocol" for base in ref.facts.bases)


def has_abc_marker(ref: ClassRef) -> bool:
    """Whether it names `abc.ABC` as a base or `ABCMeta` as its metaclass."""
    facts = ref.facts
    return any(last(base) == "ABC" for base in facts.bases) or last(facts.keywords.get("metaclass", "")) == "ABCMeta"


def abstract_methods(ref: ClassRef) -> tuple[FunctionFacts, ...]:
    """The methods that the class itself asks of its subclasses.

    Those decorated as abstract, those of a protocol without a body, and those that only raise NotImplementedError; and of a
    class in which nothing has a body, all (`pass` in one method of a class that works is a hook, not a demand).
    """
    methods = [each for each in own_methods(ref) if not is_dunder(each.name) or each.name == "__call__"]
    if is_protocol(ref):
        return tuple(each for each in methods if is_unwritten(each) or is_abstract(each))
    asked = [each for each in methods if is_abstract(each) or each.body == "not-implemented"]
    if len(asked) < len(methods) and all(is_abstract(each) or is_unwritten(each) for each in methods):
        return tuple(methods) if asked or has_abc_marker(ref) or len(methods) > 1 else ()
    return tuple(asked)


def is_interface(ref: ClassRef) -> bool:
    """Whether it mainly says what others must do: it asks for methods, and gives none but what rests on these."""
    if is_protocol(ref):
        return True
    asked = abstract_methods(ref)
    if not asked:
        return False
    methods = [each for each in own_methods(ref) if not is_dunder(each.name)]
    return 2 * len(asked) >= len(methods)


# Classes


def is_enum(ancestry: Ancestry) -> bool:
    """Whether it is an enumeration."""
    return any(each.startswith("enum.") or last(each) in ("Enum", "TextChoices", "IntegerChoices") for each in ancestry.externals)


def is_exception(ref: ClassRef, ancestry: Ancestry) -> bool:
    """Whether it is raised; where its bases are not known, by its name."""
    for each in ancestry.externals:
        builtin = getattr(builtins, each, None)
        if isinstance(builtin, type) and issubclass(builtin, BaseException):
            return True
        if builtin is None and each.endswith(_EXCEPTION_ENDS):
            return True
    return ancestry.unknown and ref.facts.short_name.endswith(_EXCEPTION_ENDS)


def is_decorated_data(facts: ClassFacts) -> bool:
    """Whether a decorator makes its fields its constructor (dataclasses, attrs)."""
    return is_decorated(facts, _DATA_DECORATORS)


def is_data_class(ref: ClassRef, ancestry: Ancestry) -> bool:
    """Whether it stands for its fields: by decorator (dataclasses, attrs), by base (pydantic, NamedTuple, ORM models), or plain."""
    if is_decorated_data(ref.facts) or any(is_decorated_data(each.facts) for each in ancestry.classes):
        return True
    if any(last(each).removesuffix("()") in DATA_BASES or each.startswith(_DATA_ROOTS) for each in ancestry.externals):
        return True
    return is_record(ref) or any(last(each.removesuffix("()")) in ("namedtuple", "NamedTuple") for each in ref.facts.bases)


def is_record(ref: ClassRef) -> bool:
    """Whether it is a plain record: it sets fields and has no method but dunder ones and properties."""
    facts = ref.facts
    if facts.bases or not all(is_dunder(each.name) or is_property(each) for each in facts.methods):
        return False
    return any(each.name == "__init__" for each in facts.methods) or (facts.body is not None and bool(facts.body.annotated))


def framework_bases(ancestry: Ancestry) -> tuple[str, ...]:
    """The external classes that decide how it is built and called: not those of abc, typing, enum and such, and no builtin."""
    return tuple(
        each
        for each in ancestry.externals
        if each not in _NEUTRAL and not each.startswith(_NEUTRAL_ROOTS) and not hasattr(builtins, each.partition(".")[0])
    )


def is_framework_class(ancestry: Ancestry) -> bool:
    """Whether something outside of the repository, or something that is not known, decides its shape."""
    return ancestry.unknown or bool(framework_bases(ancestry))


def is_mixin(ref: ClassRef) -> bool:
    """Whether it is made to be mixed into others, whose fields it uses."""
    name = ref.facts.short_name
    return name.endswith(("Mixin", "MixIn", "Mix")) or name.startswith("Mixin")


def is_test_double(ref: ClassRef) -> bool:
    """Whether its name says that it stands in for another class, or does nothing on purpose."""
    name = ref.facts.short_name.lstrip("_")
    return name.startswith(_DOUBLES) or name.endswith(_DOUBLES)


def is_null_object(ref: ClassRef) -> bool:
    """Whether its name says that it stands for what is not there (`NoCapture`, `AppDataDisabled`)."""
    return not _NOTHING.isdisjoint(words(ref.facts.short_name))


def is_visitor(ref: ClassRef) -> bool:
    """Whether its methods are called by the name of what they get (`visit_Call`, `handle_starttag` …)."""
    names = [each.name for each in ref.facts.methods if not is_dunder(each.name)]
    heads = [name.lstrip("_").partition("_") for name in names]
    kinds = [
        head
        for head, line, _ in heads
        if line and head in ("visit", "leave", "depart", "handle", "on", "process", "do", "op", "p", "t")
    ]
    if "Visitor" in ref.facts.short_name or "generic_visit" in names:
        return True
    return len(kinds) >= 3 and max(map(kinds.count, kinds)) * 2 > len(names)


def is_root_module(module: Module) -> bool:
    """Whether the application is put together here, as far as the file's name tells (main, cli, container …)."""
    return module.path.rpartition("/")[2].partition(".")[0].lower() in _ROOTS


def is_maker(ref: ClassRef) -> bool:
    """Whether its name says that it makes others, or puts them together."""
    return ref.facts.short_name.endswith(_ROOT_CLASS_ENDS)


def is_composition_root(ref: ClassRef, world: World) -> bool:
    """Whether a class puts others together: by its name, or by the file that it stands in."""
    return is_maker(ref) or is_root_module(world.graph.modules[ref.module])
