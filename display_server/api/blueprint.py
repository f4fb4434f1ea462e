"""Mounts the API: the operations, their OpenAPI document, and the probes that watchdogs ask."""

from functools import cache
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from display_server.access.principals import Role
from display_server.api import (
    accounts,
    announcements,
    appointments,
    counter,
    desk,
    devices,
    dossiers,
    history,
    joining,
    kiosk,
    openapi,
    ordered_files,
    planning,
    playlist,
    problems,
    promises,
    ratings,
    reading,
    reports,
    retention,
    security_log,
    steering,
    visitor,
    voices,
)
from display_server.api.metrics import exposition
from display_server.api.operations import Operations
from display_server.web.asking import asked_on_this_machine
from display_server.web.services import services
from display_server.web.who import require

PREFIX = "/api/v1"
ROOMS = (
    joining,
    accounts,
    kiosk,
    appointments,
    devices,
    playlist,
    counter,
    desk,
    dossiers,
    steering,
    announcements,
    visitor,
    ratings,
    reading,
    planning,
    history,
    ordered_files,
    reports,
    promises,
    retention,
    security_log,
    voices,
)


def all_operations() -> Operations:
    """Those of every room, in the order of the description."""
    return Operations([operation for room in ROOMS for operation in room.operations.table])


def register(app: Flask) -> None:
    blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
    operations = all_operations()
    operations.mount(blueprint)
    app.register_blueprint(blueprint)
    problems.register(app)

    @cache
    def described() -> dict[str, Any]:
        return openapi.document(operations, PREFIX, version("motcua"))

    @app.get("/api/openapi.json")
    def openapi_document() -> Response:
        return jsonify(described())

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz")
    def readyz() -> tuple[dict[str, str], int]:
        return (
            ({"status": "ready"}, 200)
            if services().is_ready()
            else ({"status": "the database or Redis does not answer"}, 503)
        )

    @app.get("/metrics")
    def metrics() -> Response:
        """For a Prometheus on this machine, or one with a manager's token."""
        asks_of = None if asked_on_this_machine() else require((Role.MANAGER,), None, None).hall
        slugs = services().halls.slugs() if asks_of is None else (asks_of,)
        return Response(generate_latest() + exposition(slugs), content_type=CONTENT_TYPE_LATEST)
