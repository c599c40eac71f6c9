"""A comment that lets nothing pass."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.model import did_you_mean
from archlint.rules import comments
from archlint.rules.comments import Audit, Comment
from archlint.rules.types import PRINCIPLES, Clue, Found, Inspection, Rule

RULE = Rule(
    id="unused-ignore",
    principle="drift",
    severity="warning",
    summary="Every comment `# archlint: ignore[…]` still lets a finding pass.",
    why="""\
A comment that outlives its finding waits for the next one, and hides it. A misspelt name lets nothing
pass at all, and its author believes that it does. Take the comment out, or the name out of its list.
A comment stands on the line that it speaks of, or on its own above it; `ignore-file` speaks of its
whole file. A name is judged only where its rules were run.
""",
    bad="""\
=== shop/__init__.py ===
=== shop/orders.py ===
import shop.prices  # archlint: ignore[import-cycle] Prices ask for orders, until June  # <- here
=== shop/prices.py ===
PRICES = {}  # archlint: ignore[import-cycel] A name that does not exist  # <- here
""",
    good="""\
=== shop/__init__.py ===
=== shop/orders.py ===
import shop.prices  # archlint: ignore[import-cycle] Prices ask for orders, until June
=== shop/prices.py ===
import shop.orders
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Clue]:
    """The comments of a file; they take effect whether this rule is run or not."""
    return comments.clues(file)


def audit(known: Audit) -> Iterator[Found]:
    """The names in comments that let nothing pass."""
    for comment, silenced in known.silenced.items():
        for name in comment.names or ("",):
            message = _fault(known, comment, name, silenced)
            if message:
                yield Found(comment.place, known.element(comment), message, identity=f"{name} {comment.reason}")


def _fault(known: Audit, comment: Comment, name: str, silenced: set[str]) -> str:
    if name and not known.known(name):
        hint = did_you_mean(name, [*PRINCIPLES, *known.rules])
        return f"no rule or principle is named '{name}', the comment lets nothing pass{hint or '; `archlint rules` lists them'}"
    rules = known.stands_for(name)
    if not rules or silenced & rules or not rules <= known.judged or (not name and not known.complete):
        return ""
    where = "in this file" if comment.whole_file else "here"
    if not name:
        return f"there is nothing to ignore {where}; take the comment out"
    rest = "the comment" if len(comment.names) == 1 else "the name"
    return f"there is no finding of '{name}' {where} to ignore; take {rest} out"
