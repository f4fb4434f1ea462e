"""The OpenAPI 3.1 document, made from the table of operations. Knows nothing of what they do."""

import re
from typing import Any, Literal

from pydantic import BaseModel, ValidationError
from pydantic.json_schema import models_json_schema

from display_server.api.operations import Operation, Operations
from display_server.contract import Problem

REFERENCE = "#/components/schemas/{model}"
PATH_PART = re.compile(r"<(?:(int):)?(\w+)>")
REFUSALS = {
    400: "The request cannot be read",
    401: "Nobody is signed in, or the token is not known",
    403: "This role, hall or counter may not",
    404: "There is no such thing",
    409: "Not possible in the present state; `detail` says why",
    413: "The request is too long: at most 64 kB",
    422: "The request is not valid; `errors` names the fields",
    429: "Asked too often: wait a minute",
    503: "The database is full, busy or away: ask again, with the same Idempotency-Key where there was one",
}


FILES = {
    **{".csv": "text/csv", ".wav": "audio/wav", ".pdf": "application/pdf"},
    "/content": "application/octet-stream",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What is answered as a file, by how its path ends."""


def document(operations: Operations, prefix: str, version: str) -> dict[str, Any]:
    """The whole document, ready for JSON. `prefix`: the path under which the operations are mounted."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations.table:
        path = prefix + PATH_PART.sub(r"{\2}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "motcua", "version": version, "description": __doc__.splitlines()[0] if __doc__ else ""},
        "paths": paths,
        "components": {
            "schemas": _schemas(operations),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "motcua"},
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.handler.__name__,
        "summary": operation.summary,
        "parameters": [*_path_parameters(operation), *_query_parameters(operation), *_headers(operation)],
        "responses": _responses(operation),
    }
    if operation.body is not None:
        described["requestBody"] = {"required": not _may_be_empty(operation.body), "content": _json(operation.body)}
    if operation.takes_file:
        file = {"schema": {"type": "string", "format": "binary"}}
        described["requestBody"] = {"required": True, "content": {"application/octet-stream": file}}
    if operation.roles is not None:
        described["security"] = [{"token": []}, {"session": []}]
        described["description"] = "For: " + ", ".join((*operation.roles, "admin"))
    return described


def _responses(operation: Operation) -> dict[str, Any]:
    refusals = {*operation.refusals, 503, *((401, 403) if operation.roles is not None else ())}
    if operation.body is not None:
        refusals |= {400, 413, 422}
    if operation.query is not None or operation.takes_file:
        refusals.add(422)
    schema = {"schema": {"$ref": REFERENCE.format(model=Problem.__name__)}}
    refused = {
        str(status): {"description": REFUSALS[status], "content": {"application/problem+json": schema}}
        for status in sorted(refusals)
    }
    file = next((kind for ending, kind in FILES.items() if operation.path.endswith(ending)), None)
    if file is not None and operation.method == "GET":
        return {"200": {"description": "The file", "content": {file: {}}}, **refused}
    if operation.answer is None:
        return {"204": {"description": "Done"}, **refused}
    done = {str(operation.status): {"description": "Done", "content": _json(operation.answer)}}
    nobody = {"204": {"description": "Nobody waits"}} if operation.path.endswith("/call-next") else {}
    return {**done, **nobody, **refused}


def _may_be_empty(body: type[BaseModel]) -> bool:
    try:
        body.model_validate({})
    except ValidationError:
        return False
    return True


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": REFERENCE.format(model=model.__name__)}}}


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer" if kind else "string", **operation.parts.get(name, {})},
        }
        for kind, name in PATH_PART.findall(operation.path)
    ]


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": {**facts, "title": name}}
        for name, facts in schema["properties"].items()
    ]


def _headers(operation: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string", **limits}}
        for name, limits in operation.headers.items()
    ]


def _schemas(operations: Operations) -> dict[str, Any]:
    messages: set[type[BaseModel]] = {Problem}
    for each in operations.table:
        messages.update(message for message in (each.body, each.answer) if message is not None)
    named: list[tuple[type[BaseModel], Literal["serialization"]]] = [
        (message, "serialization") for message in sorted(messages, key=lambda message: message.__name__)
    ]
    _, schema = models_json_schema(named, ref_template=REFERENCE)
    definitions: dict[str, Any] = schema["$defs"]
    return definitions
