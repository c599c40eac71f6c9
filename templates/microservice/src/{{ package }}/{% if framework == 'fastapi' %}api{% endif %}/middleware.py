"""What happens around every request. Plain ASGI: no request is copied, and nothing here depends on the routes."""

import time

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..observability.metrics import UNMATCHED_ROUTE, Metrics
from ..observability.request_ids import HEADER, accept_or_create
from . import problems
from .errors import problem_response

log = structlog.get_logger(__name__)


class RequestContext:
    """Gives each request an id, one log line and its metrics, and turns a crash into a problem document."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        request_id = accept_or_create(Headers(scope=scope).get(HEADER))
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_with_id)
            except Exception:
                log.exception("request_failed")
                if status:  # too late for another answer: let the server cut the connection
                    raise
                await problem_response(problems.server_error())(scope, receive, send_with_id)
            finally:
                seconds = time.perf_counter() - started
                route = getattr(scope.get("route"), "path", UNMATCHED_ROUTE)
                method = scope["method"] if route != UNMATCHED_ROUTE else "OTHER"
                self._metrics.observe_request(method, route, status, seconds)
                log.info(
                    "request", method=scope["method"], path=scope["path"], status=status, seconds=round(seconds, 6)
                )


class BodyLimit:
    """Refuses a body that is too large, whether it says so beforehand or turns out to be."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                raise HTTPException(413)
            return message

        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self._max_bytes:
            await problem_response(problems.of_status(413))(scope, receive, send)
            return
        await self._app(scope, receive_limited, send)
