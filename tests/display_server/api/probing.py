"""Asks the whole API what its OpenAPI document promises, as somebody of one role: schemathesis writes the questions.

The document says what a word may look like; which words a hall knows, only the hall does. So the document that is
probed here names those of the test's hall: whatever it allows must then be taken, and what it does not, refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from typing import Any

import schemathesis
from flask import Flask
from pyotp import TOTP
from schemathesis.engine import events, from_schema

from display_server.access.principals import OF_PEOPLE, Principal, Role
from display_server.access.sessions import Opened, csrf_of, digest_of, open_for_account, principal_of_session
from display_server.access.signing_in import create_account, create_token
from display_server.api.blueprint import all_operations
from display_server.api.kiosk import LONGEST_KEY
from display_server.domain.refusals import NotSignedIn
from display_server.web.services import Services
from tests.halls import MovedClock

NOBODY, WRONG_TOKEN = "nobody", "a wrong token"
PASSWORD = "nine red kites"
SECRET = "A" * 32
KEY = "Idempotency-Key"
EVERYBODY = (NOBODY, WRONG_TOKEN, *Role)

Document = dict[str, Any]

THIS_HALL: Mapping[str, list[Any]] = {
    "hall": ["hall"],
    "zone": ["east", "west"],
    "service": ["land", "tax"],
    "next_stops": ["land", "tax"],
    "priority_class": ["elderly"],
    "language": ["vi", "en"],
    "prefixes": ["A", "B"],
    "departments": ["land", "tax"],
    "counter": [1, 2, 3],
    "reasons": ["long-wait", "attitude"],
    "new_password": ["eight green boats", "chín con diều đỏ"],
}
"""What may be named here, under whatever name it is asked for."""

DAYS_OF_FIGURES = (
    "statistics",
    "statistics_csv",
    "statistics_xlsx",
    "statistics_pdf",
    "own_statistics",
    "flow",
    "fairness",
    "fairness_csv",
    "fairness_xlsx",
    "OrderFile",
    "patterns",
    "comments",
    "headline",
)
"""Questions for the days from one to another."""

HERE_AND_NOW: Mapping[str, list[Any]] = {
    # Instants and days around the day of the test's clock: times to come, and days of which there are figures.
    "MakeAppointment.at": ["2026-11-24T09:30:00+07:00", "2026-12-01T02:00:00Z"],
    "PauseCounter.back_at": ["2026-11-23T09:30:00+07:00", "2026-11-24T01:00:00Z"],
    "ParkTicket.back_at": ["2026-11-23T09:30:00+07:00", "2026-11-24T01:00:00Z"],
    # What has a file, only an upload can have made; each bound of a time has its other side.
    "ArrangeItem.kind": ["notice", "ticker"],
    "ArrangeItem.media": [None],
    "ArrangeItem.words": [{"vi": "Nghỉ trưa"}, {"vi": "Lối vào mới", "en": "The new entrance"}],
    "ArrangeItem.zones": ["east", "west"],
    "ArrangeItem.begins": ["07:30", "08:00", None],
    "ArrangeItem.ends": ["11:30", "17:00", None],
    "ArrangeItem.first_day": ["2026-11-01", "2026-11-23", None],
    "ArrangeItem.last_day": ["2026-11-24", "2026-12-01", None],
    "AcknowledgeAlert.place": ["", "land", "1"],
    "AddAccount.password": ["eight green boats", "chín con diều đỏ"],
    "GivePassword.password": ["eight green boats", "chín con diều đỏ"],
    "ChangePassword.password": [PASSWORD],
    "PasswordAgain.password": [PASSWORD],
    "ProveSecondFactor.password": [PASSWORD],
    "ProveSecondFactor.secret": [SECRET],
    "ProveSecondFactor.code": [TOTP(SECRET).at(MovedClock().now)],
    "AddAccount.name": ["Nguyễn Văn Ánh", "Trần Thị An", "Nguyễn Thị Thu Lê"],
    "IssueTicket.card_number": ["075062001234"],
    "IssueTicket.appointment": [None],
    **{f"{question}.from": ["2026-11-01", "2026-11-22"] for question in DAYS_OF_FIGURES},
    **{f"{question}.to": ["2026-11-23", "2026-12-01"] for question in DAYS_OF_FIGURES},
    "halls.from": ["2026-11-01", "2026-11-15"],
    "halls.to": ["2026-11-20", "2026-11-22"],
    "OrderFile.what": ["figures", "fairness"],
    "OrderFile.format": ["csv", "xlsx"],
    "OrderFile.language": ["vi", "en", None],
    "WriteDayNote.day": ["2026-11-20", "2026-11-23"],
    **{f"{view}.audience": ["me", "managers"] for view in ("SaveView", "ChangeView")},
    **{f"{view}.department": [None] for view in ("SaveView", "ChangeView")},
    "visit.number": ["A001"],
    "visit.day": ["2026-11-23"],
    "why.first": ["A001"],
    "why.second": ["A002"],
    "why.day": ["2026-11-23"],
    "why.service": ["land"],
    # Of tickets that are printed already each is answered by itself, whatever it is for.
    "PrintedTicket.service": [],
    "PrintedTicket.priority_class": [],
    "PrintedTicket.language": [],
}


FILES = ("/api/v1/halls/{hall}/media",)
"""What takes a file: which bytes are a picture no schema can say. `tests/faults/test_uploads.py` asks these."""


_PLANNING = ("what-if", "what-if/draft", "staffing", "staffing.xlsx", "forecast")
BESIDE = tuple(f"/api/v1/halls/{{hall}}/{what}" for what in _PLANNING)
"""What a process of its own reckons, two seconds each. `tests/display_server/api/test_planning.py` asks these."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A promise that was not kept, and how to ask again."""

    check: str
    operation: str
    what: str
    question: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.what}\n    {self.question}"


@dataclass(frozen=True, slots=True)
class Probed:
    cases: int
    statuses: frozenset[int]
    findings: tuple[Finding, ...]


def probe(app: Flask, role: str, examples: int, only: str | None = None) -> Probed:
    """`examples`: how many random questions of each operation follow the systematic ones; `only`: one path."""
    cases, statuses, findings = 0, set[int](), list[Finding]()
    schema = _schema(app, role, examples)
    for event in from_schema(schema.include(path=only) if only else schema).execute():
        match event:
            case events.ScenarioFinished(recorder=recorder):
                cases += len(recorder.cases)
                statuses |= {each.response.status_code for each in recorder.interactions.values() if each.response}
                findings += _findings(recorder)
                if role in (NOBODY, WRONG_TOKEN):
                    findings += _let_in(recorder)
            case events.NonFatalError(label=label, value=fault):
                findings.append(Finding("error", label, repr(fault), ""))
            case events.FatalError(exception=fault):
                raise fault
    return Probed(cases, frozenset(statuses), tuple(findings))


def _findings(recorder: Any) -> Iterator[Finding]:
    for checks in recorder.checks.values():
        for check in checks:
            if (failed := check.failure_info) is not None:
                what = f"{failed.failure.title}: {failed.failure.message}"
                yield Finding(check.name, recorder.label, what, failed.code_sample)


def _let_in(recorder: Any) -> Iterator[Finding]:
    """Where somebody was heard who should not have been."""
    for name, asked in recorder.interactions.items():
        case = recorder.cases[name].value
        is_closed = "security" in case.operation.definition.raw and case.method == case.operation.method.upper()
        if is_closed and asked.response.status_code not in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            yield Finding("let in", recorder.label, f"answered {asked.response.status_code}", "")


def _schema(app: Flask, role: str, examples: int) -> Any:
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "continue-on-failure": True,
            # It asks once more without credentials, and cannot ask a WSGI app so (schemathesis 4.32 hands werkzeug
            # `max_redirects`). Instead nobody, and whoever has a wrong token, ask everything: see `_let_in`.
            "checks": {"ignored_auth": {"enabled": False}},
            "generation": {"max-examples": examples or 1, "deterministic": True, "database": "none"},
            "phases": {
                "examples": {"enabled": False},
                # Which methods an address does not take is the same whoever asks: one is enough to ask for all.
                "coverage": {} if role == NOBODY or examples else {"unexpected-methods": ["trace"]},
                "fuzzing": {"enabled": examples > 0},
                "stateful": {"enabled": False},
            },
            "output": {"sanitization": {"enabled": False}},
        }
    )
    document = app.test_client().get("/api/openapi.json").get_json()
    for path in (*FILES, *BESIDE):
        del document["paths"][path]
    schema = schemathesis.openapi.from_dict(_named(document), config=config)
    schema.app = app
    if role == WRONG_TOKEN:
        schema.config.update(headers={"Authorization": "Bearer nonsense"})
    elif role != NOBODY:
        schema.auth(refresh_interval=None)(_credentials(app.extensions["motcua"], Role(role)))
    # What a role may not is refused before it is read, and docs/who_may.md tells of that; `make probe` asks it anyhow.
    asks_all = role in (NOBODY, WRONG_TOKEN, Role.ADMIN) or examples
    return schema if asks_all else schema.include(operation_id=_open_to(Role(role)))


def _open_to(role: Role) -> list[str]:
    return [each.handler.__name__ for each in all_operations().table if not each.roles or role in each.roles]


# --- who asks ---


def _credentials(house: Services, role: Role) -> type[Any]:
    """People have signed in, devices send their token. Whoever was signed out by a question comes in anew."""
    names = count(1)

    class Credentials:
        def __init__(self) -> None:
            self._session: Opened | None = None
            self._token = None if role in OF_PEOPLE else create_token(house.accounts, house.clock, _somebody("a token"))

        def get(self, _case: object, _context: object) -> Mapping[str, str]:
            if self._token is not None:
                return {"Authorization": f"Bearer {self._token}"}
            if self._session is None or not _is_in(self._session):
                self._session = _comes_in()
            return {"X-CSRF-Token": csrf_of(self._session.secret)}

        def set(self, case: Any, headers: Mapping[str, str], _context: object) -> None:
            case.headers.update(headers)
            if 0 < len(key := case.headers.get(KEY) or "") <= LONGEST_KEY:
                case.headers[KEY] = f"{next(names)} {key}"[:LONGEST_KEY]  # the same for another ticket is refused
            if self._session is not None:
                case.cookies["motcua"] = self._session.secret

    def _somebody(name: str, account: int | None = None) -> Principal:
        departments = ("land",) if role is Role.SUPERVISOR else ()
        return Principal(role, name, "hall", is_person=account != 0, account=account, departments=departments)

    def _comes_in() -> Opened:
        person = _somebody(f"{role} {next(names)}")
        account = create_account(house.accounts, house.clock, person, PASSWORD)
        return open_for_account(house.accounts, house.clock(), _somebody(person.name, account), None)

    def _is_in(session: Opened) -> bool:
        try:
            found = principal_of_session(house.accounts, house.clock(), digest_of(session.secret), attended=False)
        except NotSignedIn:
            return False
        return not found.must_change_password

    return Credentials


# --- the document, with this hall's names ---


def _named(document: Document) -> Document:
    schemas = document["components"]["schemas"]
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                name = parameter["name"]
                parameter["schema"] = _limited(f"{operation['operationId']}.{name}", name, parameter["schema"])
            if body := operation.get("requestBody"):
                name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                _name_properties(name, schemas)
    return document


def _name_properties(model: str, schemas: Document) -> None:
    properties = schemas[model].get("properties", {})
    for name, schema in properties.items():
        properties[name] = _limited(f"{model}.{name}", name, schema)
    for inner in re.findall(r"#/components/schemas/(\w+)", repr(properties)):
        _name_properties(inner, schemas)


def _limited(full_name: str, name: str, schema: Document) -> Document:
    """The schema of what may be said under this name here."""
    allowed = HERE_AND_NOW.get(full_name, THIS_HALL.get(name))
    if not allowed:
        return schema
    if schema.get("type") == "array":
        return {**schema, "items": {"enum": allowed}}
    may_be_null = {"type": "null"} in schema.get("anyOf", ())
    return {"enum": [*allowed, None] if may_be_null else allowed}
