"""Every refusal and failure as a problem document."""

from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from ..core.errors import InvalidQuery
from ..lifecycle import NotReady
from . import problems
from .problems import Problem

log = structlog.get_logger(__name__)


class InvalidMessage(ValueError):
    """The body of a request does not fit the contract. Holds pydantic's list of what is wrong."""

    def __init__(self, errors: Iterable[Mapping[str, Any]]) -> None:
        super().__init__("the request does not fit the contract")
        self.errors = errors


def install_error_handlers(app: Flask) -> None:
    @app.errorhandler(InvalidQuery)
    def refuse_query(error: InvalidQuery) -> Response:
        return problem_response(problems.invalid_query(error))

    @app.errorhandler(InvalidMessage)
    def refuse_message(error: InvalidMessage) -> Response:
        return problem_response(problems.invalid_message(error.errors))

    @app.errorhandler(NotReady)
    def ask_to_wait(_: NotReady) -> Response:
        return problem_response(problems.not_ready(), [("Retry-After", "1")])

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        headers = [(name, value) for name, value in error.get_headers() if name.lower() != "content-type"]
        return problem_response(problems.of_status(error.code or 500), headers)

    @app.errorhandler(Exception)
    def crash(error: Exception) -> Response:
        log.error("request_failed", exc_info=error)
        return problem_response(problems.server_error())


def problem_response(problem: Problem, headers: Iterable[tuple[str, str]] = ()) -> Response:
    return Response(problem.body(), problem.status, list(headers), content_type=problems.MEDIA_TYPE)
