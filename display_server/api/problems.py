"""Every failure as `application/problem+json` in words (RFC 9457), never a traceback."""

import logging
from enum import StrEnum
from http import HTTPStatus

from flask import Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from display_server.access.signing_in import WantsCode
from display_server.contract import FieldError, Problem
from display_server.domain.refusals import (
    Forbidden,
    NotAllowed,
    NotFound,
    NotSignedIn,
    NotValid,
    Refused,
    TooOften,
    Unavailable,
)
from display_server.web.language import language_of_request
from display_server.words import N_, say

log = logging.getLogger(__name__)

STATUS: dict[type[Refused], HTTPStatus] = {
    NotAllowed: HTTPStatus.CONFLICT,
    NotFound: HTTPStatus.NOT_FOUND,
    NotValid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    WantsCode: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    TooOften: HTTPStatus.TOO_MANY_REQUESTS,
}
TITLES: dict[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: N_("The request cannot be read"),
    HTTPStatus.UNAUTHORIZED: N_("Please sign in"),
    HTTPStatus.FORBIDDEN: N_("Not permitted"),
    HTTPStatus.NOT_FOUND: N_("Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("Not possible here"),
    HTTPStatus.CONFLICT: N_("Not possible now"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("The request is too long"),
    HTTPStatus.UNPROCESSABLE_ENTITY: N_("The request is not valid"),
    HTTPStatus.TOO_MANY_REQUESTS: N_("Too many questions"),
    HTTPStatus.INTERNAL_SERVER_ERROR: N_("The server failed"),
    HTTPStatus.SERVICE_UNAVAILABLE: N_("The server is not ready"),
}
MENDS: dict[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: N_("The request is not well-formed JSON. Mend it and send it again."),
    HTTPStatus.NOT_FOUND: N_("There is nothing at this address. GET /api/openapi.json lists what there is."),
    HTTPStatus.METHOD_NOT_ALLOWED: N_(
        "This address does not take this method. GET /api/openapi.json lists what it takes."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("At most 64 kB can be sent at once. Send less, in several requests."),
    HTTPStatus.INTERNAL_SERVER_ERROR: N_("Something went wrong on our side; nothing was changed. Try again."),
}
STATES_IN_WORDS = (
    *(N_("waiting"), N_("called"), N_("serving"), N_("parked"), N_("served"), N_("no_show"), N_("cancelled")),
    *(N_("open"), N_("paused"), N_("closed")),
    *(N_("received"), N_("supplement"), N_("refused"), N_("returned"), N_("guidance"), N_("withdrawn")),
)
"""The states and outcomes that refusals name, for the catalogues."""
PROBLEM_TYPE = "application/problem+json"


def register(app: Flask) -> None:
    """Answers what goes wrong under /api with problems; pages show the same words as HTML of their own."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(ValidationError, invalid)
    app.register_error_handler(HTTPException, http_failed)
    app.register_error_handler(Exception, failed)


def problem(status: HTTPStatus, detail: str, errors: tuple[FieldError, ...] = ()) -> Response:
    title = say(language_of_request(), TITLES.get(status, status.phrase))
    body = Problem(status=status, title=title, detail=detail, errors=errors)
    response = Response(body.model_dump_json(), status=status, content_type=PROBLEM_TYPE)
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refused(refusal: Refused) -> Response:
    detail = in_words(refusal)
    errors = (FieldError(field=refusal.field, message=detail),) if isinstance(refusal, NotValid | WantsCode) else ()
    response = problem(STATUS.get(type(refusal), HTTPStatus.CONFLICT), detail, errors)
    if isinstance(refusal, TooOften) and refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def in_words(refusal: Refused) -> str:
    """The refusal in the language of whoever asks."""
    language = language_of_request()
    facts = {name: say(language, fact) if isinstance(fact, StrEnum) else fact for name, fact in refusal.facts.items()}
    return say(language, refusal.sentence, **facts)


def invalid(error: ValidationError) -> Response:
    """A body or query of the wrong form: each field with what is wrong."""
    errors = tuple(
        FieldError(field=".".join(str(part) for part in each["loc"]) or "body", message=each["msg"])
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    )
    detail = "; ".join(f"{each.field}: {each.message}" for each in errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors)


def http_failed(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    mend = MENDS.get(status)
    response = problem(status, say(language_of_request(), mend) if mend else error.description or status.phrase)
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def failed(error: Exception) -> Response:
    log.exception("%s %s failed", request.method, request.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, say(language_of_request(), MENDS[HTTPStatus.INTERNAL_SERVER_ERROR])
    )
