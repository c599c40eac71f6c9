"""Every refusal and failure as a page for a person, with the request id that finds its cause in the log."""

import structlog
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from .rendering import page

_MESSAGES = {
    404: ("There is nothing here", "The address may be mistyped, or what was here is gone."),
    405: ("That does not work here", "This address does not take that kind of request."),
    500: ("Something went wrong", "It is our fault, and it stands in our log. Please try again."),
}


def install_error_pages(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    def explain(_: Request, error: HTTPException) -> Response:
        response = error_page(error.status_code)
        response.headers.update(error.headers or {})
        return response


def error_page(status: int) -> Response:
    title, explanation = _MESSAGES.get(status, ("That cannot be done", "The request was refused."))
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    return page("error.html", status, title=title, explanation=explanation, request_id=request_id)
