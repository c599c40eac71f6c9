"""What can go wrong in the domain. The API decides how each of these looks on the wire."""


class InvalidQuery(ValueError):
    """The caller asked for something that this service does not forecast."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class BrokenForecast(RuntimeError):
    """The model broke the promise of its port. This is our fault, never the caller's."""
