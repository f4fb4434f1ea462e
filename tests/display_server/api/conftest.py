"""The API keeps to its own document: every answer that a test of this folder gets is one that OpenAPI lists."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, request

from display_server.api import openapi
from display_server.api.blueprint import PREFIX, all_operations
from display_server.web.services import Services

PATH_PART = re.compile(r"<(?:int:)?(\w+)>")


@pytest.fixture
def house(app: Flask) -> Services:
    found: Services = app.extensions["motcua"]
    return found


@pytest.fixture(scope="session")
def described() -> dict[str, Any]:
    """The document's paths, made once: it does not depend on the hall."""
    paths: dict[str, Any] = openapi.document(all_operations(), PREFIX, "test")["paths"]
    return paths


@pytest.fixture(autouse=True)
def every_answer_is_described(app: Flask, described: dict[str, Any]) -> Iterator[None]:
    undescribed: set[tuple[str, str, int]] = set()

    def compare(response: Response) -> Response:
        if request.url_rule is not None and request.path.startswith(f"{PREFIX}/"):
            path, method = PATH_PART.sub(r"{\1}", request.url_rule.rule), request.method.lower()
            if method in described[path] and str(response.status_code) not in described[path][method]["responses"]:
                undescribed.add((method, path, response.status_code))
        return response

    app.after_request_funcs.setdefault(None, []).append(compare)
    yield
    assert undescribed == set()
