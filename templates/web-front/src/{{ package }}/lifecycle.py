"""The life of the process: serving, then draining. Nothing is loaded, so it is ready from its first moment."""


class Lifecycle:
    """Health checks and shutdown ask here.

    Whether the services behind the front answer is no part of its health: a front that stopped with the first of them
    would take the others' answers away too.
    """

    def __init__(self) -> None:
        self._draining = False

    @property
    def ready(self) -> bool:
        return not self._draining

    def drain(self) -> None:
        """Tell the load balancer, through the readiness check, to send no more requests."""
        self._draining = True
