"""The text of a first model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from archlint import peers
from archlint.errors import UserError
from archlint.facts import gather
from archlint.infer.contracts import adopted
from archlint.infer.names import id_of
from archlint.infer.parts import Parts, parts_of
from archlint.model import Architecture, CodeRules, System, dump
from archlint.peers import Borrowed


class Inferred(NamedTuple):
    """The text, the files that its contracts come from, and what of them it could not take over, a line each."""

    text: str
    sources: tuple[str, ...]
    left: tuple[str, ...]
    architecture: Architecture


def infer(folder: Path, tools: Sequence[str] = ()) -> Inferred:
    """The first architecture.yaml of a repository.

    Args:
        folder: its top.
        tools: the linters whose contracts are wanted, and nothing else; by default all contracts, and what the code says.

    Raises:
        UserError: there is no such folder, nothing in it, no configuration of such a linter, or that is wrong.
    """
    if not folder.is_dir():
        raise UserError(f"there is no folder '{folder}'")
    borrowed = [_of_tool(folder, tool) for tool in tools] if tools else list(peers.find(folder))
    exclude = [pattern for each in borrowed for pattern in each.exclude]
    facts = gather(folder, exclude=exclude, known=[name for each in borrowed for name in each.known])
    if not facts.modules:
        raise UserError(f"there is no Python file in '{folder}' to make a model of")
    code = adopted(borrowed, facts)
    parts = Parts() if tools else parts_of(facts)
    if not code.roots and not tools:
        code = replace(code, roots=parts.roots)
    architecture = Architecture(
        archlint="1",
        system=System(id=id_of(folder.resolve().name, (), "system")),
        contexts=parts.contexts,
        context_map=parts.relations,
        components=parts.components,
        interactions=parts.interactions,
        code=code if code != CodeRules() else None,
    )
    left = tuple(f"{remark.place}: {remark.message}" for each in borrowed for remark in each.remarks)
    return Inferred(_commented(architecture, borrowed), tuple(each.path for each in borrowed), left, architecture)


def _of_tool(folder: Path, tool: str) -> Borrowed:
    found = peers.read(folder, tool)
    if found is None:
        raise UserError(f"'{folder}' has no configuration of {tool}")
    return found


def _commented(architecture: Architecture, borrowed: Sequence[Borrowed]) -> str:
    """The text, with a line above `code` that says where its contracts come from."""
    text = dump(architecture)
    if not borrowed:
        return text
    sources = " and ".join(f"{each.path} ({each.tool})" for each in borrowed)
    return text.replace("\ncode:\n", f"\n# Taken over from {sources}\ncode:\n", 1)
