"""What the version before left on the hall's disks is opened as it is: database, kiosk's store, hall file."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from display_server.domain.refusals import NotValid
from display_server.domain.ticket import State
from display_server.hall_file.reading import read_hall_file
from display_server.store.checkup import findings
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, kiosk, offline
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.store.outbox import OfflineTicket
from tests.halls import MovedClock, do

LEFT = Path("tests/version_before")
LEFT_AT = datetime(2026, 11, 23, 2, 2, tzinfo=UTC)
HALL = "dong-nai"


def unpacked(name: str, folder: Path) -> Path:
    file = folder / name
    file.write_bytes(gzip.decompress((LEFT / f"{name}.gz").read_bytes()))
    return file


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(LEFT_AT)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{unpacked('hall.db', tmp_path)}")
    yield engine
    engine.dispose()


@pytest.fixture
def hall(engine: Engine, clock: MovedClock) -> Hall:
    return Halls(engine, clock)[HALL]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[KioskStore]:
    store = KioskStore(unpacked("kiosk.db", tmp_path))
    yield store
    store.close()


def test_the_hall_file_says_what_the_database_holds(hall: Hall) -> None:
    with hall.reading() as reading:
        stored = reading.plan

    assert read_hall_file(LEFT / "hall.toml") == stored


def test_the_hall_goes_on_where_it_was(hall: Hall, engine: Engine, clock: MovedClock) -> None:
    with hall.reading() as reading:
        assert reading.queues.going_on() == {State.WAITING: 18, State.PARKED: 1, State.CALLED: 1}
        called = reading.counters.ticket_at(5)
    assert called is not None

    do(hall, counter.start, 5)
    clock.advance(minutes=3)
    served = do(hall, counter.finish, 5, counter.Outcome())

    assert (served.number, served.state) == (called.number, State.SERVED)
    assert findings(engine) == []


def test_a_retry_of_yesterdays_version_gets_the_same_ticket(hall: Hall) -> None:
    asked = kiosk.TicketRequest("dkdn", language="en")

    again = do(hall, kiosk.issue_ticket, asked, "key-0", sender="device 1")

    assert again.number == "A001"
    assert do(hall, kiosk.issue_ticket, asked, "key-new", sender="device 1").number != "A001"
    with pytest.raises(NotValid, match="used for another request"):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest("dautu"), "key-0", sender="device 1")


def test_what_the_kiosk_gave_alone_is_handed_in_and_no_number_of_it_comes_again(
    hall: Hall, store: KioskStore, clock: MovedClock
) -> None:
    given = store.outbox.to_hand_in(50)
    assert len(given) == 12

    received = do(hall, offline.hand_in, f"kiosk 1, {store.holder}", [printed(each) for each in given])

    assert [(each.number, each.outcome) for each in received] == [(each.ticket.number, "accepted") for each in given]
    store.outbox.note_handed_in({each.key: "accepted" for each in given})
    assert store.outbox.count_to_hand_in() == 0
    fresh = store.tickets.issue_next(
        "after",
        given[0].request,
        "A",
        clock.now,
        lambda taken: given[0].ticket.model_copy(update={"number": taken.number, "token": "after"}),
    )
    assert fresh is not None
    assert fresh.ticket.number not in {each.ticket.number for each in given}


def printed(given: OfflineTicket) -> offline.Printed:
    """As the kiosk's hand-in arrives at the use case."""
    request, ticket = given.request, given.ticket
    wanted = kiosk.TicketRequest(request.service, request.priority_class, request.language, request.dossiers)
    return offline.Printed(given.lease, ticket.number, ticket.token, ticket.issued_at, wanted, key=None)
