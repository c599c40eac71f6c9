"""What kind of code a file holds, as far as its name tells."""

from __future__ import annotations

from typing import Final

from archlint.facts import Module

_TEST_FOLDERS: Final = frozenset({"test", "tests", "testing", "conftest", "test_utils", "testutils"})


def is_test(module: Module) -> bool:
    """Whether it is test code, or made for tests; what rules say about design is not meant for it."""
    *folders, file = module.path.split("/")
    stem = file.partition(".")[0]
    if stem.startswith("test_") or stem.endswith("_test") or stem in _TEST_FOLDERS:
        return True
    return any(folder in _TEST_FOLDERS for folder in (*folders, *module.name.split(".")[:-1]))
