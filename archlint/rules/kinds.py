"""The kinds of components that a team builds or runs."""

from __future__ import annotations

from typing import Final

RUN_KINDS: Final = ("service", "function", "pipeline", "broker", "store")
