"""The API keeps to its own document: every answer that a test of this folder gets is one that OpenAPI lists."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask, Response, request

from display_server.web.services import Services

PATH_PART = re.compile(r"<(?:int:)?(\w+)>")


@pytest.fixture
def house(app: Flask) -> Services:
    found: Services = app.extensions["motcua"]
    return found


@pytest.fixture(autouse=True)
def every_answer_is_described(app: Flask) -> Iterator[None]:
    described = app.test_client().get("/api/openapi.json").get_json()["paths"]
    undescribed: set[tuple[str, str, int]] = set()

    def compare(response: Response) -> Response:
        if request.url_rule is not None and request.path.startswith("/api/v1/"):
            path, method = PATH_PART.sub(r"{\1}", request.url_rule.rule), request.method.lower()
            if method in described[path] and str(response.status_code) not in described[path][method]["responses"]:
                undescribed.add((method, path, response.status_code))
        return response

    app.after_request_funcs.setdefault(None, []).append(compare)
    yield
    assert undescribed == set()
