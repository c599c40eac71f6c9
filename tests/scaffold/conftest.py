from __future__ import annotations

from pathlib import Path

import pytest

from archlint.catalog import Entry, load
from archlint.scaffold import pictures

FIXTURES = Path(__file__).with_name("fixtures")


@pytest.fixture
def entry() -> Entry:
    return load([FIXTURES]).get("tiny")


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what is not about pictures: drawing takes longer than all the rest."""
    monkeypatch.setattr(pictures, "draw", lambda _: {"system.svg": b"<svg/>\n"})
