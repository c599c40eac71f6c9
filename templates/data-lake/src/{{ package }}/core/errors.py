"""What a user of the lake can do wrong or run into. Each says what to do in one line."""

from collections.abc import Sequence


class LakeError(Exception):
    """The root of all that the command line answers with one line and status 1."""


class BadKey(LakeError):
    """A key that leads nowhere, or out of its folder."""


class ForeignFolder(LakeError):
    """Somebody tried to write into the folder of another domain."""

    def __init__(self, writer: str, key: str) -> None:
        super().__init__(f"{writer} may not write {key}: only the domain that owns a folder writes into it")


class UnknownName(LakeError):
    """No such domain, dataset, product or object."""


class AlreadyThere(LakeError):
    """Raw objects are written once; another content needs another name."""


class UnreadableObjects(LakeError):
    """Raw objects that are not what their dataset says. Nothing is published until they are withdrawn or mended."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))


class ContractBroken(LakeError):
    """A product that was about to be published is not what its contract promises. The one before stays."""

    def __init__(self, product: str, breaches: Sequence[str]) -> None:
        super().__init__(f"{product} was not published, its contract is broken: {'; '.join(breaches)}")
        self.breaches = tuple(breaches)


class NothingThere(LakeError):
    """Something to read from has no data yet."""


class BadQuery(LakeError):
    """The engine could not make sense of the SQL."""


class EngineUnavailable(LakeError):
    """What an adapter needs is not on this machine."""
