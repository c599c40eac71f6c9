"""Errors on the wire: problem documents (RFC 9457) that say what is wrong and where, and nothing about our insides."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Self

from pydantic import BaseModel

from ..core.errors import InvalidQuery

MEDIA_TYPE = "application/problem+json"

# an answer must not grow with the number of mistakes in the question
MAX_ERRORS = 20

_DETAILS = {
    400: "The request could not be understood.",
    404: "There is nothing at this path.",
    405: "This path does not take this method.",
    413: "The body is larger than this service takes.",
    415: "Send the body as application/json.",
}


class FieldError(BaseModel):
    """One thing to correct in the request."""

    field: str
    reason: str


class Problem(BaseModel):
    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []

    @classmethod
    def of(cls, status: int, detail: str, errors: Iterable[FieldError] = ()) -> Self:
        return cls(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))

    def body(self) -> bytes:
        return self.model_dump_json().encode()


def of_status(status: int) -> Problem:
    """For what the framework refuses before our code sees it: an unknown path, a wrong method, a body too large."""
    return Problem.of(status, _DETAILS.get(status, "The request was refused."))


def server_error() -> Problem:
    """Deliberately silent about the cause: that stands in the log, under the same request id."""
    return Problem.of(500, "The service failed to answer. The request id finds the cause in its log.")


def not_ready() -> Problem:
    return Problem.of(503, "The forecast model is not loaded yet. Try again shortly.")


def invalid_query(error: InvalidQuery) -> Problem:
    return _invalid([FieldError(field=error.field, reason=error.reason)])


def invalid_message(errors: Iterable[Mapping[str, Any]]) -> Problem:
    """From pydantic's list of errors: 400 where the body is not JSON at all, 422 where it does not fit the contract."""
    found = list(errors)
    if any(error["type"] == "json_invalid" for error in found):
        return Problem.of(400, "The body is not valid JSON.")
    shown = found[:MAX_ERRORS]
    return _invalid([FieldError(field=_field_of(error["loc"]), reason=_reason_of(error)) for error in shown])


def _invalid(errors: list[FieldError]) -> Problem:
    return Problem.of(422, "; ".join(f"{error.field}: {error.reason}" for error in errors[:3]), errors)


def _field_of(location: Iterable[str | int]) -> str:
    """`stores[2]` rather than ("body", "stores", 2)."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part != "body":
            path += f".{part}" if path else part
    return path or "body"


def _reason_of(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "is not a field of this message"
    message = str(error["msg"])
    return message[:1].lower() + message[1:]
