"""Request ids: one word that ties a caller's request to our log lines."""

import re
import uuid

HEADER = "X-Request-ID"

# what may stand in a log line and a response header without harm
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{1,128}")


def accept_or_create(offered: str | None) -> str:
    """Keep the caller's id where it is harmless, make one otherwise."""
    if offered is not None and _ACCEPTABLE.fullmatch(offered):
        return offered
    return uuid.uuid4().hex
