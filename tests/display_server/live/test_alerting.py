"""Alerts go to whom the hall's file names: once as they begin, once as they end, again where they did not get out."""

import json
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from display_server import views
from display_server.domain.alerts import AlertPlan, Machine
from display_server.live.alerting import Alerting
from display_server.messages.messenger import NO_MAIL, Messenger
from display_server.messages.smtp import SmtpMessenger
from display_server.messages.webhook import SIGNATURE, TIMESTAMP, signature
from display_server.store.alert_deliveries import AlertDeliveries
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter
from display_server.use_cases.alerts import watch_over
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.databases import free_port
from tests.display_server.messages.test_messengers import (
    SENDER,
    Asked,
    Mailbox,
    asked as asked,
    mail_server,
    trusted as trusted,
)
from tests.halls import MovedClock, a_hall_plan, do

BOSS = "giam-doc@example.vn"


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


def a_hall_that_tells(engine: Engine, clock: MovedClock, **plan: Any) -> Hall:
    """Somebody has waited too long for `land`."""
    halls = Halls(engine, clock)
    halls.load(replace(a_hall_plan(), alerts=replace(AlertPlan(), **plan)), actor="test")
    hall = halls["hall"]
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=41)
    watch_over(hall, Machine(clock.now, disk_free_percent=50))
    return hall


def end_the_wait(hall: Hall, clock: MovedClock) -> None:
    clock.advance(minutes=5)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    watch_over(hall, Machine(clock.now, disk_free_percent=50))


def alerting(engine: Engine, mail: Messenger | None = None, secret: str | None = None) -> Alerting:
    return Alerting(AlertDeliveries(engine), mail, "http://hall", secret)


def not_sent(hall: Hall) -> list[tuple[str, str]]:
    """What managers see."""
    with hall.reading() as reading:
        return [(each.to, each.fault) for each in views.manager.hall_now(reading).alerts_not_sent]


def bodies_of(asked: Asked) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in asked.requests]


def test_an_alert_is_mailed_as_it_begins_and_as_it_ends(
    engine: Engine, clock: MovedClock, trusted: ssl.SSLContext
) -> None:
    hall, mailbox = a_hall_that_tells(engine, clock, mail_to=(BOSS,)), Mailbox()
    with mail_server(mailbox, tls_context=trusted, require_starttls=True) as port:
        sending = alerting(engine, SmtpMessenger("127.0.0.1", port, SENDER, at_once=False))
        sending.send_due(hall)
        sending.send_due(hall)
        end_the_wait(hall, clock)
        sending.send_due(hall)
        sending.send_due(hall)

    begun, ended = mailbox.letters
    assert begun["To"] == ended["To"] == BOSS
    assert begun["Subject"] == "Hall: land: có người chờ từ 08:00."
    assert ended["Subject"] == "Hall: đã hết. land: có người chờ từ 08:00."
    assert begun["Message-ID"] != ended["Message-ID"]
    assert not_sent(hall) == []


def test_an_alert_is_posted_signed_as_json(engine: Engine, clock: MovedClock, asked: Asked) -> None:
    hall = a_hall_that_tells(engine, clock, webhook=asked.url)
    sending = alerting(engine, secret="a secret")

    sending.send_due(hall)
    end_the_wait(hall, clock)
    sending.send_due(hall)
    sending.send_due(hall)

    bodies = bodies_of(asked)
    assert [(each["state"], each["kind"], each["place"], each["grave"]) for each in bodies] == [
        ("begun", "long_wait", "land", True),
        ("ended", "long_wait", "land", True),
    ]
    assert bodies[0]["words"]["en"] == "land: somebody has waited since 08:00."
    assert bodies[0]["at"] == "2026-11-23T01:41:00+00:00"
    headers, body = asked.requests[0]
    assert headers["Idempotency-Key"] == bodies[0]["key"]
    assert headers[SIGNATURE] == signature("a secret", headers[TIMESTAMP], body)


def test_only_what_was_chosen_is_sent(engine: Engine, clock: MovedClock, asked: Asked) -> None:
    hall = a_hall_that_tells(engine, clock, webhook=asked.url, send=("disk_full",))
    watch_over(hall, Machine(clock.now, disk_free_percent=1))

    alerting(engine).send_due(hall)

    assert [each["kind"] for each in bodies_of(asked)] == ["disk_full"]


def test_who_does_not_answer_is_tried_again_and_managers_see_why(
    engine: Engine, clock: MovedClock, asked: Asked
) -> None:
    hall = a_hall_that_tells(engine, clock, webhook=asked.url)
    sending = alerting(engine)
    asked.status = 503
    sending.send_due(hall)
    assert not_sent(hall) == [("127.0.0.1", "127.0.0.1 answers 503")]

    asked.status = 200
    sending.send_due(hall)
    assert len(asked.requests) == 1, "not before a minute is over"
    clock.advance(minutes=2)
    sending.send_due(hall)
    sending.send_due(hall)

    assert len(asked.requests) == 2
    assert len({headers["Idempotency-Key"] for headers, _ in asked.requests}) == 1
    assert not_sent(hall) == []


def test_who_is_not_there_and_a_server_without_mail_are_told_to_managers(engine: Engine, clock: MovedClock) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/alerts"
    hall = a_hall_that_tells(engine, clock, webhook=nobody, mail_to=(BOSS,))

    alerting(engine).send_due(hall)

    assert dict(not_sent(hall)) == {BOSS: NO_MAIL, "127.0.0.1": "127.0.0.1 does not answer (ConnectError)"}


def test_what_began_long_before_anybody_was_named_is_sent_to_nobody(
    engine: Engine, clock: MovedClock, asked: Asked
) -> None:
    hall = a_hall_that_tells(engine, clock, webhook=asked.url)
    clock.now += timedelta(minutes=20)

    alerting(engine).send_due(hall)

    assert asked.requests == []
