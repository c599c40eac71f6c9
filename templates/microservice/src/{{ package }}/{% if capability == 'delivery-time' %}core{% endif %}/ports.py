"""The extension point of this service: anything that keeps this protocol can tell how long a parcel takes."""

from typing import Protocol

from .entities import PostalCode, Transit


class TransitModel(Protocol):
    """Predicts how long a parcel is on its way.

    Promises that every implementation keeps, and that tests/unit/test_transit_models.py checks for each of them:

    - finite days for any destination, none negative, and slow days that are no fewer than the usual ones;
    - the same answer for the same arguments, so that an estimate can be repeated;
    - more items never arrive sooner;
    - safe to call from several threads at once.
    """

    @property
    def version(self) -> str:
        """Names the trained model, so that an answer can be traced back to it."""
        ...

    def predict(self, destination: PostalCode, items: int) -> Transit: ...
