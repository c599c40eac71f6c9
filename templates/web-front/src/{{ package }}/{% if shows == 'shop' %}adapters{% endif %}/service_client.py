"""One service over HTTP: a message out, an answer in, within a time and behind a circuit breaker."""

import asyncio
from typing import Any

import httpx2
import structlog

from ..core.ports import Unavailable
from ..observability.request_ids import HEADER
from .circuit import Circuit

log = structlog.get_logger(__name__)


class ServiceClient:
    def __init__(self, service: str, http: httpx2.AsyncClient, circuit: Circuit, timeout_seconds: float) -> None:
        self._service = service
        self._http = http
        self._timeout = timeout_seconds
        self._circuit = circuit

    async def ask(self, path: str, message: dict[str, Any]) -> Any:
        """The body of the answer.

        Raises:
            Unavailable: it did not come in time, or it is no answer; why stands in the log.
        """
        if not self._circuit.lets_through():
            raise Unavailable(self._service)
        try:
            # around all of it: the client's own timeouts begin again with each byte that trickles in
            async with asyncio.timeout(self._timeout):
                response = await self._http.post(path, json=message, headers=_request_id())
            body = response.json() if response.is_success else None
        except (httpx2.HTTPError, TimeoutError, ValueError) as error:
            self._circuit.failed()
            raise self._unavailable(str(error) or type(error).__name__) from error
        if not response.is_success:
            # a refusal is our mistake: the service is well, and asking again is no burden to it
            (self._circuit.succeeded if response.status_code < 500 else self._circuit.failed)()
            raise self._unavailable(f"it answered {response.status_code}")
        self._circuit.succeeded()
        return body

    def _unavailable(self, reason: str) -> Unavailable:
        log.warning("service_unavailable", service=self._service, reason=reason)
        return Unavailable(self._service)


def _request_id() -> dict[str, str]:
    """The id of the page's own request, so that one word finds what every service did for it."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    return {HEADER: request_id} if isinstance(request_id, str) else {}
