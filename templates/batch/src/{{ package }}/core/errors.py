"""What can go wrong in the domain. None of these gets better by trying again."""


class InvalidBatch(ValueError):
    """The day's data cannot be worked with; whoever delivers it must mend it."""
