"""Who may ask what and watch what, found by asking: docs/who_may.md is what a person has read and agreed to.

After a change that is meant: `MOTCUA_WRITE=1 .venv/bin/python -m pytest tests/display_server/api/test_who_may.py`, and
read the difference.
"""

import os
import re
from itertools import count
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import OF_PEOPLE, OF_TOKENS, Principal, Role, may_watch
from display_server.api.blueprint import PREFIX, all_operations
from display_server.contract import Topic
from display_server.domain.refusals import Forbidden, NotSignedIn
from display_server.web.services import Services
from tests.display_server.api.test_refusals import signed_in as with_token
from tests.display_server.api.test_sessions import an_account, signed_in

AGREED = Path("docs/who_may.md")
PARTS = {
    **{"hall": "hall", "counter": "1", "account": "99", "ticket_id": "1", "code": "none", "token": "none"},
    **{"voice": "none", "clip": "1", "item": "1", "handled": "1", "service": "land"},
    **{"day": "2026-11-23", "view": "1", "file": "1"},
}
TOPICS = ("board:hall", "counter:hall:1", "rating:hall:1", "hall:hall", "hall:hall:construction", "ticket:none")
PART = re.compile(r"<(?:\w+:)?(\w+)>")
BRACED = r"{\1}"
NOBODY = "nobody"
REFUSED = (401, 403)
HEAD = """# Who may what

Found by asking a server as each of them, and compared with this page by `tests/display_server/api/test_who_may.py`: a
change here is a decision. A dot means refused; what else the answer is depends on the hall. Further bounds are not
shown: one's own hall, one's own counter, a supervisor's departments. Asked with an empty body: of /account/password and
second-factor the form is looked at before the role, and a device that fills it in right is refused then.
"""


def test_everybody_may_what_is_agreed_and_nothing_else(app: Flask, house: Services) -> None:
    found = f"{HEAD}\n{operations(app, house)}\n{topics()}"
    if os.environ.get("MOTCUA_WRITE"):
        AGREED.write_text(found)

    assert found == AGREED.read_text()


def columns() -> list[str]:
    return [NOBODY, *(role for role in Role)]


def operations(app: Flask, house: Services) -> str:
    rows = [["operation", *columns()]]
    everybody = Everybody(app, house)
    for operation in all_operations().table:
        path = PREFIX + PART.sub(lambda part: PARTS[part[1]], operation.path)
        row = [f"{operation.method} {PART.sub(BRACED, operation.path)}"]
        for role in columns():
            body: dict[str, str] | None = {} if operation.method == "POST" else None
            answer = everybody.of(role).open(path, method=operation.method, json=body)
            row.append("·" if answer.status_code in REFUSED else "may")
        rows.append(row)
    return _table(rows)


class Everybody:
    """Somebody of each role: people have signed in, devices send their token."""

    def __init__(self, app: Flask, house: Services) -> None:
        self._app, self._house = app, house
        self._clients: dict[str, FlaskClient] = {}
        self._names = count(1)

    def of(self, role: str) -> FlaskClient:
        """Signed in, whatever they were signed out by before."""
        known = self._clients.get(role)
        if known is None or (role != NOBODY and known.get(f"{PREFIX}/me").status_code in REFUSED):
            known = self._clients[role] = self._new(role)
        return known

    def _new(self, role: str) -> FlaskClient:
        if role == NOBODY:
            return self._app.test_client()
        if role in OF_TOKENS and role not in OF_PEOPLE:
            return with_token(self._app, Role(role))
        name = f"{role} {next(self._names)}"
        an_account(self._house, Role(role), name)
        return signed_in(self._app, name)


def topics() -> str:
    rows = [["topic", *columns()]]
    for topic in TOPICS:
        rows.append([topic, *(_watches(role, Topic.parse(topic)) for role in columns())])
    return _table(rows)


def _watches(role: str, topic: Topic) -> str:
    departments = ("construction",) if role == Role.SUPERVISOR else ()
    principal = None if role == NOBODY else Principal(Role(role), "somebody", departments=departments)
    try:
        may_watch(principal, topic)
    except (NotSignedIn, Forbidden):
        return "·"
    return "may"


def _table(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]]) + "\n"
