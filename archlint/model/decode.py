"""Nodes to typed values: the one place where the types of `types.py` meet a file.

Every problem of a file is collected with its line and column, so that a user mends all of them in one go.
"""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Final, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import fields as struct_fields

from archlint.errors import Place
from archlint.model.nodes import Mapping, ModelError, Node, Problem, Scalar, Sequence, compose
from archlint.model.suggest import did_you_mean

MAX_VALUES: Final = 200_000

T = TypeVar("T")


class Decoded(Generic[T]):
    """A typed value together with the places of its parts in the file that it was read from."""

    __slots__ = ("_data", "_root", "path", "value")

    def __init__(self, value: T, path: str, root: Node | None, data: bytes | str = b"") -> None:
        """Without a root, the nodes are read from the data once a place is asked for."""
        self.value = value
        self.path = path
        self._root = root
        self._data = data

    @property
    def root(self) -> Node:
        """The nodes of the file."""
        if self._root is None:
            self._root = compose(self._data, self.path)
        return self._root

    def place(self, *keys: str | int) -> Place:
        """Where the element behind these keys stands: its key or item; where it is absent, the nearest one above it."""
        node: Node = self.root
        line, column = node.line, node.column
        for key in keys:
            if isinstance(node, Mapping):
                entry = next(((name, value) for name, value in node.entries if name.text == key), None)
                if entry is None:
                    break
                line, column, node = entry[0].line, entry[0].column, entry[1]
            elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
                node = node.items[key]
                line, column = node.line, node.column
            else:
                break
        return Place(self.path, line, column)


def decode_yaml(data: bytes | str, path: str, cls: type[T]) -> Decoded[T]:
    """Read YAML into a msgspec type.

    Args:
        data: bytes in UTF-8, or text.
        path: the file's name in messages and places.
        cls: a frozen msgspec Struct made of text, numbers, booleans, literals, tuples, dicts and Structs.

    Raises:
        ModelError: with every problem of the file.
    """
    root = compose(data, path)
    decoder = _Decoder(path)
    value = decoder.decode(root, cls, "")
    if decoder.problems:
        raise ModelError(decoder.problems)
    return Decoded(value, path, root)


class _UnusableError(Exception):
    """The value of a node could not be made; the problem is on record already."""


class _Field:
    __slots__ = ("attribute", "hint", "required")

    def __init__(self, attribute: str, hint: Any, required: bool) -> None:
        self.attribute, self.hint, self.required = attribute, hint, required


@cache
def _fields(cls: type[Struct]) -> dict[str, _Field]:
    """A Struct's fields by their names in the file."""
    hints = get_type_hints(cls, include_extras=True)
    return {
        each.encode_name: _Field(each.name, hints[each.name], each.default is NODEFAULT and each.default_factory is NODEFAULT)
        for each in struct_fields(cls)
    }


class _Decoder:
    def __init__(self, path: str) -> None:
        self._path = path
        self._budget = MAX_VALUES
        self.problems: list[Problem] = []

    def decode(self, node: Node, hint: Any, name: str) -> Any:
        """The value of a node; where it has none, a problem on record and None, so that decoding goes on to find the rest."""
        try:
            return self._value(node, hint, name)
        except _UnusableError:
            return None

    def _value(self, node: Node, hint: Any, name: str) -> Any:
        self._budget -= 1
        if self._budget < 0:  # aliases of aliases: refuse before they fill the memory
            raise ModelError([Problem(Place(self._path, node.line, node.column), f"aliases expand to over {MAX_VALUES:,} values")])
        origin = get_origin(hint)
        if origin is Annotated:
            base, *extras = get_args(hint)
            value = self._value(node, base, name)
            for extra in extras:
                if isinstance(extra, Meta) and value is not None:
                    self._constrain(node, value, extra, name)
            return value
        if origin is Literal:
            return self._choice(node, get_args(hint), name)
        if origin in (Union, types.UnionType):
            return self._union(node, get_args(hint), name)
        if origin is tuple:
            return self._tuple(node, get_args(hint)[0], name)
        if origin is dict:
            key_hint, value_hint = get_args(hint)
            return self._dict(node, key_hint, value_hint, name)
        if isinstance(hint, type) and issubclass(hint, Struct):
            return self._struct(node, hint, name)
        return self._plain(node, hint, name)

    def _fail(self, node: Node, name: str, message: str) -> _UnusableError:
        self.problems.append(Problem(Place(self._path, node.line, node.column), f"{name}: {message}" if name else message))
        return _UnusableError()

    def _struct(self, node: Node, cls: type[Struct], name: str) -> Any:
        if not isinstance(node, Mapping):
            raise self._fail(node, name, f"expected a mapping with {_listed(_fields(cls))}, found {_described(node)}")
        known = _fields(cls)
        values: dict[str, Any] = {}
        for key, child in node.entries:
            where = f"{name}.{key.text}" if name else key.text
            if key.text not in known:
                self._fail(key, name, f"unknown key '{key.text}'{did_you_mean(key.text, known) or '; allowed: ' + _listed(known)}")
                continue
            values[known[key.text].attribute] = self.decode(child, known[key.text].hint, where)
        missing = [key for key, each in known.items() if each.required and each.attribute not in values]
        if missing:
            raise self._fail(node, name, f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing")
        return cls(**values)

    def _dict(self, node: Node, key_hint: Any, value_hint: Any, name: str) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            raise self._fail(node, name, f"expected a mapping of names, found {_described(node)}")
        result: dict[str, Any] = {}
        for key, child in node.entries:
            spelled = Scalar(key.line, key.column, key.text, key.text)  # a key is text, even where it looks like a number
            self.decode(spelled, key_hint, f"{name}: the name '{key.text}'")
            result[key.text] = self.decode(child, value_hint, f"{name}.{key.text}")
        return result

    def _tuple(self, node: Node, hint: Any, name: str) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            raise self._fail(node, name, f"expected a list, found {_described(node)}")
        return tuple(self.decode(item, hint, f"{name}[{index}]") for index, item in enumerate(node.items))

    def _union(self, node: Node, options: tuple[Any, ...], name: str) -> Any:
        if isinstance(node, Scalar) and node.value is None and type(None) in options:
            return None
        fitting = [option for option in options if option is not type(None) and _fits(node, option)]
        if not fitting:
            fitting = [option for option in options if option is not type(None)]
        return self._value(node, fitting[0], name)

    def _choice(self, node: Node, choices: tuple[Any, ...], name: str) -> Any:
        if isinstance(node, Scalar):
            if node.value in choices:
                return node.value
            if node.text in choices:
                raise self._fail(node, name, f'put it in quotes: "{node.text}"')
        word = node.text if isinstance(node, Scalar) else ""
        hint = did_you_mean(word, map(str, choices)) if word else ""
        raise self._fail(node, name, f"{_described(node)} is not one of {_listed(choices)}{hint}")

    def _plain(self, node: Node, hint: Any, name: str) -> Any:
        if not isinstance(node, Scalar):
            raise self._fail(node, name, f"expected {_named(hint)}, found {_described(node)}")
        value = node.value
        if type(value) is hint:
            return value
        if hint is float and type(value) is int:
            return float(value)
        advice = f'; put it in quotes: "{node.text}"' if hint is str and value is not None else ""
        raise self._fail(node, name, f"expected {_named(hint)}, found {_described(node)}{advice}")

    def _constrain(self, node: Node, value: Any, meta: Meta, name: str) -> None:
        if meta.min_length is not None and len(value) < meta.min_length:
            self._fail(node, name, "must not be empty" if meta.min_length == 1 else f"needs at least {meta.min_length} items")
        elif meta.max_length is not None and len(value) > meta.max_length:
            self._fail(node, name, f"is longer than {meta.max_length} characters")
        elif meta.pattern is not None and not _matches(meta.pattern, value):
            self._fail(node, name, f"{_described(node)} is not allowed. {meta.description or 'It must match ' + meta.pattern}")
        elif meta.ge is not None and value < meta.ge:
            self._fail(node, name, f"must be at least {meta.ge}")
        elif meta.le is not None and value > meta.le:
            self._fail(node, name, f"must be at most {meta.le}")


def _matches(pattern: str, value: str) -> bool:
    import re

    return re.search(pattern, value) is not None and not value.endswith("\n")  # `$` would let a final line break pass


def _fits(node: Node, hint: Any) -> bool:
    """Whether a node has the outer form of a type, so that a union can tell which of its members is meant."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if isinstance(node, Mapping):
        return get_origin(hint) is dict or (isinstance(hint, type) and issubclass(hint, Struct))
    if isinstance(node, Sequence):
        return get_origin(hint) is tuple
    if get_origin(hint) is Literal:
        return node.value in get_args(hint)
    return type(node.value) is hint


def _named(hint: Any) -> str:
    return {str: "text", int: "a whole number", float: "a number", bool: "true or false"}.get(hint, "a value")


def _described(node: Node) -> str:
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    if node.value is None:
        return "nothing"
    if isinstance(node.value, str):
        shown = node.value if len(node.value) <= 60 else node.value[:57] + "..."
        return repr(shown)
    return f"{'the truth value' if isinstance(node.value, bool) else 'the number'} {node.text}"


def _listed(names: Any) -> str:
    return ", ".join(f"'{name}'" for name in names)
