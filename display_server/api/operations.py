"""An operation of the API: its path, who may ask, what comes in and goes out, written once for Flask and OpenAPI.

Knows nothing of halls: the rooms beside it fill the tables. (Flask-OpenAPI3 was measured and left: it builds JSON
schemas anew in each request and takes malformed JSON for an empty body.)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from display_server.access.principals import Role
from display_server.domain.refusals import NotValid
from display_server.web.who import require

Handler = Callable[..., BaseModel | Response | None]
LONGEST_BODY = 64 * 1024


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `roles` None means that anybody may ask."""

    method: str
    path: str
    handler: Handler
    summary: str
    roles: tuple[Role, ...] | None
    body: type[BaseModel] | None
    answer: type[BaseModel] | None
    status: int
    query: type[BaseModel] | None
    refusals: tuple[int, ...]
    headers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What a header of this name keeps to, beside being a text, in words of JSON Schema."""
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The same of the path's parts."""
    takes_file: bool = False
    """Its body is a file, which the handler takes piece by piece (`web.uploads`)."""


@dataclass
class Operations:
    """The table of the API's operations."""

    table: list[Operation] = field(default_factory=list)

    def add(
        self,
        method: str,
        path: str,
        *,
        roles: Sequence[Role] | None = (),
        body: type[BaseModel] | None = None,
        query: type[BaseModel] | None = None,
        answer: type[BaseModel] | None = None,
        status: int = 200,
        refusals: Sequence[int] = (),
        headers: Mapping[str, Mapping[str, Any]] | None = None,
        parts: Mapping[str, Mapping[str, Any]] | None = None,
        takes_file: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Adds the decorated function. It gets the path's parts, and `body` and `query` where they are asked for.

        `roles`: who may ask beside an administrator; None for anybody.
        """

        def decorate(handler: Handler) -> Handler:
            summary = (handler.__doc__ or handler.__name__).strip().splitlines()[0]
            who = None if roles is None else tuple(roles)
            operation = Operation(
                *(method, path, handler, summary, who, body, answer, status, query, tuple(refusals)),
                headers=headers or {},
                parts=parts or {},
                takes_file=takes_file,
            )
            self.table.append(operation)
            return handler

        return decorate

    def mount(self, blueprint: Blueprint) -> None:
        """Makes Flask routes of the table."""
        for operation in self.table:
            endpoint = f"{operation.handler.__name__}"
            blueprint.add_url_rule(
                operation.path, endpoint, _view(operation), methods=[operation.method], strict_slashes=False
            )


def _view(operation: Operation) -> Callable[..., Response]:
    def view(**parts: Any) -> Response:  # noqa: ANN401 (a path's parts are texts and numbers)
        if operation.roles is not None:
            require(operation.roles, parts.get("hall"), parts.get("counter"))
        if operation.body is not None:
            parts["body"] = _body(operation.body)
        if operation.query is not None:
            parts["query"] = operation.query.model_validate(_arguments())
        return _respond(operation.handler(**parts), operation.status)

    return view


def _arguments() -> dict[str, str]:
    """The address's arguments, but for the language, which every address may carry."""
    return {name: value for name, value in request.args.items() if name != "lang"}


def _body(model: type[BaseModel]) -> BaseModel:
    """What was sent, of just the types that the document names: no `true` for 1, no number for a day."""
    if request.content_length and request.content_length > LONGEST_BODY:
        raise RequestEntityTooLarge
    if not request.content_length:
        return model.model_validate({})
    if not request.is_json:
        raise NotValid("body", "Send JSON, with Content-Type: application/json.")
    try:
        return model.model_validate_json(request.get_data(), strict=True)
    except ValidationError as error:
        match error.errors(include_url=False, include_input=False)[0]:
            case {"type": "json_invalid"}:
                raise BadRequest from error
            case {"type": "model_type", "loc": ()}:
                raise NotValid("body", "Send a JSON object, in braces.") from error
        raise


def _respond(answer: BaseModel | Response | None, status: int) -> Response:
    if isinstance(answer, Response):
        return answer
    if answer is None:
        return Response(status=204)
    return Response(answer.model_dump_json(), status=status, content_type="application/json")
