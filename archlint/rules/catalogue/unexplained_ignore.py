"""A comment that lets findings pass and does not say why."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.comments import Audit
from archlint.rules.types import Found, Rule

RULE = Rule(
    id="unexplained-ignore",
    principle="drift",
    severity="info",
    summary="Every comment `# archlint: ignore[…]` names rules and gives a reason.",
    why="""\
Who meets the comment in a year must decide whether it still holds. Without a reason nobody can, and the
comment stays for good. Without a list it hides whatever comes next. Write
`# archlint: ignore[RULE] why it is right here`.
""",
    bad="""\
=== shop/__init__.py ===
=== shop/orders.py ===
import shop.prices  # archlint: ignore[import-cycle] # <- here
=== shop/prices.py ===
import shop.orders
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


def audit(known: Audit) -> Iterator[Found]:
    """The comments without a reason or without a list."""
    for comment in known.silenced:
        if not comment.reason or comment.reason.startswith("#"):
            message = "say why this is ignored: `# archlint: ignore[RULE] reason`"
        elif not comment.names:
            message = "say which rules are ignored: `# archlint: ignore[RULE] reason`"
        else:
            continue
        yield Found(comment.place, known.element(comment), message, identity=f"{message} {' '.join(comment.names)}")
