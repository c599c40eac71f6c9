"""Findings that the tests of the formats share, and ones that are hard on a format."""

from __future__ import annotations

from archlint.rules import Finding, Step, Summary

LAYERS = Finding(
    "layers",
    "layering",
    "error",
    "shop/core.py",
    3,
    8,
    "house",
    "layer 'core' reaches 'web' above it",
    "f" * 32,
    (Step("shop/core.py", 3, 8, "shop.core imports lib"), Step("lib.py", 1, 8, "lib imports shop.web")),
)
CYCLE = Finding("import-cycle", "layering", "warning", "shop/a.py", 1, 8, "shop.a", "a → b → a", "e" * 32)
NOTE = Finding("no-extension-point", "open-closed", "info", "architecture.yaml", 0, 0, "", "say how it grows", "d" * 32)
# Everything that a format may stumble over: control characters, its own separators, bytes that are no UTF-8.
EVIL = Finding(
    "layers",
    "layering",
    "error",
    "dir, with: 100%/ä b\x1b[2J\n\udcff.py",
    2,
    5,
    "<x>&\"'",
    "50% ::error::\r\nsecond line\x00\x1b \ufffe <b>]]>\u2028\udc80 {0} [a](1)",
    "c" * 32,
    (Step("a:b.py", 0, 0, "a\nb"),),
)
SUMMARY = Summary(("import-cycle", "layers"), (), 42, "architecture.yaml", "")
EVERY = (LAYERS, EVIL, CYCLE, NOTE)
