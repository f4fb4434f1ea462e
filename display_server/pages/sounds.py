"""The sounds of announcements, as displays fetch them: kept for ever by whoever has one, by its content's address.

Parts of a file are answered too (Range): some players ask for nothing else.
"""

import re

from flask import Blueprint, Response, abort, redirect, send_file
from flask.typing import ResponseReturnValue

from display_server.use_cases.announcing import said_at
from display_server.use_cases.hall import outline
from display_server.web.asking import asking_address
from display_server.web.services import services

AN_ADDRESS = re.compile(r"[0-9a-f]{32}")
A_YEAR = 365 * 24 * 60 * 60


def add_to(pages: Blueprint) -> None:
    pages.add_url_rule("/voice/<hall>/<address>.wav", view_func=sound)
    pages.add_url_rule("/voice/<hall>/said/<int:seq>.wav", view_func=said)


def sound(hall: str, address: str) -> Response:
    """A sound that was made."""
    kept = services().announcements.find(address) if AN_ADDRESS.fullmatch(address) else None
    if kept is None or outline(services().halls[hall]).slug != hall:
        abort(404)
    answer = send_file(kept.file, mimetype="audio/wav", conditional=True, etag=address)
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


def said(hall: str, seq: int) -> ResponseReturnValue:
    """Leads to the sound of what is called now, or was asked for just now, by the change of the hall that it was."""
    services().look_up_limit.ask(asking_address())
    with services().halls[hall].reading() as reading:
        plan, asked = reading.plan, said_at(reading, seq)
    kept = services().announcements.made(plan, asked) if asked is not None and plan.voice.speaks else None
    if kept is None:
        abort(404)
    return redirect(f"/voice/{hall}/{kept.file.name}")
