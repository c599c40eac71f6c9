"""What can go wrong in the domain."""


class UnknownMetric(ValueError):
    """Nobody has said what is normal for this metric. Trying again does not help; a new rule does."""

    def __init__(self, metric: str) -> None:
        super().__init__(f"no rule for the metric {metric!r}")
        self.metric = metric
