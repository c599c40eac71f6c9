"""Each part of a TOML or INI file has the line and column where it is written."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archlint.peers.places import ini_places, toml_places

TOML = '''\
# [not.a.table]
top = "a # no comment"  # a comment, [nor.this]
[tool.x]
"quoted key" = 'lit]eral'
a.b = 1979-05-27 07:32:00
names = [
    "one",  # two, three
    """four
five""", [6,
  7],
]
inline = { k = "v", deep = { list = [ 1, 2 ] } }
[[tool.x.many]]
n = 1
[tool.x.many.sub]
m = 1
[[tool.x.many]]
n = 2
'''


def test_toml() -> None:
    places = toml_places(TOML, "x.toml")
    wanted = {
        ("top",): (2, 1),
        ("tool", "x"): (3, 1),
        ("tool", "x", "quoted key"): (4, 1),
        ("tool", "x", "a", "b"): (5, 1),
        ("tool", "x", "names", 0): (7, 5),
        ("tool", "x", "names", 1): (8, 5),
        ("tool", "x", "names", 2): (9, 10),
        ("tool", "x", "names", 2, 1): (10, 3),
        ("tool", "x", "inline", "k"): (12, 12),
        ("tool", "x", "inline", "deep", "list", 1): (12, 42),
        ("tool", "x", "many", 0): (13, 1),
        ("tool", "x", "many", 0, "sub", "m"): (16, 1),
        ("tool", "x", "many", 1, "n"): (18, 1),
        ("tool", "x", "many", 1, "absent"): (17, 1),
        ("absent",): (1, 1),
    }
    assert {keys: places.at(*keys)[1:] for keys in wanted} == wanted


_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=6)
_values: Any = st.recursive(
    st.one_of(_words, st.integers(0, 9), st.booleans()), lambda inner: st.lists(inner, max_size=3), max_leaves=6
)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(f"\n  {_written(each)}" for each in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), _values, min_size=1, max_size=4))
def test_every_value_of_a_toml_file_stands_where_it_is_said_to(table: dict[str, Any]) -> None:
    text = "".join(f"{key} = {_written(value)}\n" for key, value in table.items())
    assert tomllib.loads(text) == table
    lines = text.split("\n")
    places = toml_places(text, "x")
    for key, value in table.items():
        _, line, column = places.at(key)
        assert lines[line - 1][column - 1 :].startswith(f"{key} = ")
        for index, each in enumerate(value if isinstance(value, list) else []):
            _, line, column = places.at(key, index)
            assert lines[line - 1][column - 1 :].startswith(_written(each).split("\n")[0])


def test_ini() -> None:
    text = "# head\n[a]\nOne = 1\ntwo =\n    first\n\n    # no\n    second\nthree: x\n    y\n[b:c]\nfour=  z\n"
    places = ini_places(text, "x.cfg")
    wanted = {
        ("a",): (2, 1),
        ("a", "one", 0): (3, 7),
        ("a", "two"): (4, 1),
        ("a", "two", 0): (5, 5),
        ("a", "two", 1): (8, 5),
        ("a", "three", 0): (9, 8),
        ("a", "three", 1): (10, 5),
        ("b:c",): (11, 1),
        ("b:c", "four", 0): (12, 8),
    }
    assert {keys: places.at(*keys)[1:] for keys in wanted} == wanted
