"""The files of a hall's playlist, for its displays: each address is of one content, for ever."""

import re
from datetime import timedelta

from flask import Blueprint, Response, abort, send_file

from display_server.web.services import services

NAME = re.compile(r"([0-9a-f]{64})\.(webp|mp4|webm)")
TYPES = {"webp": "image/webp", "mp4": "video/mp4", "webm": "video/webm"}
A_YEAR = timedelta(days=365)
NOTHING_RUNS = "default-src 'none'; sandbox"


def add_to(pages: Blueprint) -> None:
    pages.add_url_rule("/media/<hall>/<name>", view_func=media)


def media(hall: str, name: str) -> Response:
    """A picture or a video, or the part of it that is asked for. Opened by itself it can do nothing."""
    known = NAME.fullmatch(name)
    if known is None or not services().media.has(services().halls[hall].slug, name):
        abort(404)
    file = services().media.folder_of(hall).resolve() / name
    answer = send_file(file, TYPES[known[2]], conditional=True, etag=known[1])
    answer.headers["Cache-Control"] = f"public, max-age={round(A_YEAR.total_seconds())}, immutable"
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer
