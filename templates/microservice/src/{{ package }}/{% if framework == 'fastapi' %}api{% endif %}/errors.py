"""Every refusal and failure as a problem document."""

from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ..core.errors import InvalidQuery
from ..lifecycle import NotReady
from . import problems
from .problems import Problem


def install_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(InvalidQuery)
    def refuse_query(_: Request, error: InvalidQuery) -> Response:
        return problem_response(problems.invalid_query(error))

    @app.exception_handler(RequestValidationError)
    def refuse_message(_: Request, error: RequestValidationError) -> Response:
        return problem_response(problems.invalid_message(error.errors()))

    @app.exception_handler(NotReady)
    def ask_to_wait(_: Request, __: NotReady) -> Response:
        return problem_response(problems.not_ready(), {"Retry-After": "1"})

    @app.exception_handler(HTTPException)
    def explain(_: Request, error: HTTPException) -> Response:
        return problem_response(problems.of_status(error.status_code), error.headers)


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    return Response(problem.body(), problem.status, headers, problems.MEDIA_TYPE)
