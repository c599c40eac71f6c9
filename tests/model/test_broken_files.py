"""Whatever is done to a good file, it loads or every complaint has its place; never anything else."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.model import ModelError, parse
from tests.examples import SHOP

GOOD = SHOP.read_bytes()
PLACE = re.compile(r"^broken\.yaml:\d+:\d+: \S")


def truncated(rng: random.Random) -> bytes:
    return GOOD[: rng.randrange(len(GOOD))]


def retyped(rng: random.Random) -> bytes:
    values = list(re.finditer(rb"(?<=: )[\w{\[][^\n,}]*", GOOD))
    hit = rng.choice(values)
    return (
        GOOD[: hit.start()]
        + rng.choice([b"17", b"true", b"~", b"[]", b"{}", b"[[x]]", b"{a: {b: c}}", b'""', b"1e5"])
        + GOOD[hit.end() :]
    )


def renamed_key(rng: random.Random) -> bytes:
    hit = rng.choice(list(re.finditer(rb"\w+(?=:)", GOOD)))
    word = bytearray(hit.group())
    word[rng.randrange(len(word))] = rng.choice(b"abcxyz")
    return GOOD[: hit.start()] + bytes(word) + GOOD[hit.end() :]


def dangling(rng: random.Random) -> bytes:
    hit = rng.choice(
        list(
            re.finditer(
                rb"(?:(?<=from: )|(?<=to: )|(?<=use: )|(?<=context: )|(?<=carries: \[)|(?<=owns: \[)|(?<=runs: \[))[a-z][\w.-]*",
                GOOD,
            )
        )
    )
    return GOOD[: hit.start()] + b"nobody" + GOOD[hit.end() :]


def random_bytes(rng: random.Random) -> bytes:
    data = bytearray(GOOD)
    for _ in range(rng.randrange(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def shuffled_lines(rng: random.Random) -> bytes:
    lines = GOOD.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    lines[start : start + 8] = rng.sample(lines[start : start + 8], len(lines[start : start + 8]))
    return b"".join(lines)


@pytest.mark.parametrize(
    "mutate", [truncated, retyped, renamed_key, dangling, random_bytes, shuffled_lines], ids=lambda f: f.__name__
)
def test_a_broken_file_loads_or_is_answered_with_places(mutate) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(mutate.__name__)
    refused = 0
    for _ in range(100):
        data = mutate(rng)
        try:
            parse(data, "broken.yaml")
        except ModelError as error:
            refused += 1
            lines = str(error).splitlines()
            assert lines
            assert all(PLACE.match(line) or re.match(r"broken\.yaml: and \d+ more", line) for line in lines), lines
    assert refused >= 40  # else the mutations break nothing and this test proves nothing


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_no_input_is_answered_with_anything_but_a_model_error(data: bytes | str) -> None:
    with pytest.raises(ModelError) as caught:
        parse(data, "broken.yaml")
    assert all(PLACE.match(line) for line in str(caught.value).split("\n"))
