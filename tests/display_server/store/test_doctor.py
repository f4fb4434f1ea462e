"""What the doctor says of a hall whose stored rows tell of something that must not be; of any other hall, nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, update

from display_server.domain.outcome import VisitOutcome
from display_server.store.checkup import findings
from display_server.store.database import connect
from display_server.store.hall import Hall
from display_server.store.models import CounterRow, JournalRow, TicketRow
from display_server.use_cases import counter, kiosk, route, visitor
from display_server.use_cases.route import Destination
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, do
from tests.tampering import let_the_journal_be_rewritten

JOURNAL = JournalRow.__table__.columns


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    let_the_journal_be_rewritten(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def worked(hall: Hall, clock: MovedClock) -> Hall:
    """Five came. Counter 2 served one, sent one on and undid that, parked one; counter 3 called one out of order."""
    deeds: list[tuple[Any, ...]] = [
        *((counter.open_counter, number, f"officer {number}") for number in (1, 2, 3)),
        *((kiosk.issue_ticket, kiosk.TicketRequest(*asked)) for asked in (("tax",), ("land",), ("tax",), ("tax",))),
        (kiosk.issue_ticket, kiosk.TicketRequest("land", "elderly")),
        *((counter.call_next, 2), (counter.start, 2), (counter.finish, 2, counter.Outcome(VisitOutcome.RECEIVED))),
        *((counter.call_next, 2), (counter.recall, 2), (route.transfer, 2, Destination("land")), (undo, 2)),
        *((counter.start, 2), (route.park, 2, "a copy is missing")),
    ]
    for deed in deeds:
        do(hall, *deed)
        clock.advance(seconds=5)
    do(hall, counter.call_chosen, 3, ticket_numbered(hall, "B003").id, "in a hurry")
    do(hall, visitor.cancel, ticket_numbered(hall, "B002").token)
    return hall


def ticket_numbered(hall: Hall, number: str) -> Any:
    with hall.reading() as reading:
        return reading.tickets.numbered(reading.today, number)


def story(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        rows = connection.execute(select(*JOURNAL).order_by(JOURNAL.seq, JOURNAL.nth))
        return [row for row in rows if row.ticket_id is not None]


def first(engine: Engine, event: str, counter: int | None = None) -> Any:
    return next(row for row in story(engine) if row.event == event and counter in (None, row.counter))


def tamper(engine: Engine, row: Any, **facts: Any) -> None:
    with engine.begin() as connection:
        connection.execute(update(JournalRow).where(JOURNAL.seq == row.seq, JOURNAL.nth == row.nth).values(facts))


def says(engine: Engine, sentence: str) -> bool:
    return any(sentence in finding for finding in findings(engine))


@pytest.mark.usefixtures("worked")
def test_a_hall_that_worked_by_its_rules_is_sound(engine: Engine) -> None:
    assert findings(engine) == []


def test_no_row_of_a_tickets_story_can_be_bent_unnoticed(worked: Hall, engine: Engine) -> None:
    tickets = {row.ticket_id for row in story(engine)}
    for row in story(engine):
        for bent in (
            {"ticket_id": min(tickets - {row.ticket_id})},
            {"event": "TicketBewitched"},
            {"at": row.at - timedelta(days=1)},
            {"counter": 1} if row.counter is not None else {"service": None},
        ):
            tamper(engine, row, **bent)
            assert findings(engine) != [], (row.event, bent)
            tamper(engine, row, **{name: getattr(row, name) for name in bent})
    assert findings(engine) == []


def test_no_row_of_a_tickets_story_can_be_torn_out_unnoticed(worked: Hall, engine: Engine) -> None:
    for row in story(engine):
        with engine.begin() as connection:
            connection.execute(delete(JournalRow).where(JOURNAL.seq == row.seq, JOURNAL.nth == row.nth))
        assert findings(engine) != [], row.event
        with engine.begin() as connection:
            connection.execute(insert(JournalRow), dict(row._mapping))
    assert findings(engine) == []


def test_no_stored_ticket_can_be_moved_unnoticed(worked: Hall, engine: Engine) -> None:
    number, columns = "B002", TicketRow.__table__.columns
    stored = ticket_numbered(worked, number)
    for moved in ({"state": "waiting"}, {"service": "land"}, {"rank": stored.rank - timedelta(minutes=1)}, {"stop": 2}):
        before = {name: getattr(stored, name) for name in moved}
        for facts, is_sound in ((moved, False), (before, True)):
            with engine.begin() as connection:
                connection.execute(update(TicketRow).where(columns.number == number).values(facts))
            assert (findings(engine) == []) is is_sound, facts


@pytest.mark.usefixtures("worked")
def test_a_call_out_of_order_is_found_once_its_reason_is_erased(engine: Engine) -> None:
    call = first(engine, "TicketCalled", counter=3)

    tamper(engine, call, facts={**call.facts, "reason": None})

    assert says(engine, "counter 3 called ticket B003, but ticket B002 ranked before it")


@pytest.mark.usefixtures("worked")
def test_a_counter_that_held_two_is_found(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(delete(JournalRow).where(JOURNAL.event == "ServiceFinished"))

    assert says(engine, "counter 2 took ticket B001 while it held ticket A002")


@pytest.mark.parametrize("gone", [{"state": "closed", "officer": None}, {"retired": True}])
def test_whoever_waits_for_a_counter_that_nobody_attends_is_found(
    worked: Hall, engine: Engine, gone: dict[str, Any]
) -> None:
    do(worked, counter.start, 3)
    do(worked, route.transfer, 3, Destination(counter=2))
    assert findings(engine) == []

    with engine.begin() as connection:
        connection.execute(update(CounterRow).where(CounterRow.__table__.columns.number == 2).values(gone))

    assert says(engine, "hall hall: ticket B003 waits for counter 2 alone, which nobody attends")


@pytest.mark.usefixtures("worked")
def test_a_ticket_at_two_counters_is_found(engine: Engine) -> None:
    tamper(engine, first(engine, "ServiceStarted"), counter=1)

    assert says(engine, "was at counter 1, but counter 2 had called it")


@pytest.mark.usefixtures("worked")
def test_a_call_of_a_closed_counter_is_found(engine: Engine) -> None:
    with engine.begin() as connection:
        opened = update(JournalRow).where(JOURNAL.event == "CounterOpened", JOURNAL.counter == 2)
        connection.execute(opened.values(counter=1))

    assert says(engine, "counter 2 called ticket A002 while it was not open")


@pytest.mark.usefixtures("worked")
def test_an_undoing_of_something_else_is_found(engine: Engine) -> None:
    undone = first(engine, "ActionUndone")

    tamper(engine, undone, facts={**undone.facts, "undone": undone.facts["undone"] - 1})

    assert says(engine, "was not the last deed of counter 2 there")


@pytest.mark.usefixtures("worked")
def test_a_better_rank_that_was_passed_over_is_found_across_the_services_of_a_counter(engine: Engine) -> None:
    issue = next(row for row in story(engine) if row.facts.get("number") == "A001")

    tamper(engine, issue, facts={**issue.facts, "rank": (issue.at - timedelta(days=1)).isoformat()})

    assert says(engine, "counter 2 called ticket B001, but ticket A001 ranked before it")
