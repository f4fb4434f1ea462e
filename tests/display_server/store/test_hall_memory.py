"""What a process remembers of a hall is what a process that has only just started would find; and it spares asking.

Random days with two processes are in `tests.display_server.model`; here is what each of them must hold by itself.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event

from display_server import views
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import Ticket
from display_server.statistics.quiet_hours import QuietHours
from display_server.store.change import Change
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, do

LAND = TicketRequest("land")


class OneProcess:
    """A process of its own on the hall's database, and what it says to it."""

    def __init__(self, database: str, clock: MovedClock) -> None:
        self.engine = connect(database)
        self.hall: Hall = Halls(self.engine, clock)["hall"]
        self.statements: list[str] = []
        self.commits = 0
        self.quiet_hours = QuietHours()
        event.listen(self.engine, "before_cursor_execute", self._executed)
        event.listen(self.engine, "commit", self._committed)

    def _executed(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self.statements.append(statement)

    def _committed(self, _connection: object) -> None:
        self.commits += 1

    def starts_counting(self) -> None:
        self.statements.clear()
        self.commits = 0

    def takes(self, key: str | None = None) -> Ticket:
        """A ticket, and the answer that whoever took it gets."""
        with self.hall.change("test") as change:
            ticket = issue_ticket(change, LAND, key)
            views.visitor.ticket(change, ticket, "")
            self.quiet_hours.best_known(change, ticket.service)
        return ticket

    def calls(self, at: int = 1) -> Ticket:
        with self.hall.change("test") as change:
            ticket = counter.call_next(change, at)
            assert ticket is not None
            views.visitor.ticket(change, ticket, "")
        return ticket

    def is_ahead_of(self, ticket: Ticket) -> int:
        with self.hall.reading() as reading:
            return reading.queues.people_ahead(ticket)

    def recent_calls(self) -> dict[str, int]:
        with self.hall.reading() as reading:
            return reading.journal.recent_calls


@pytest.fixture
def process(hall: Hall, database: str, clock: MovedClock) -> Iterator[OneProcess]:
    process = OneProcess(database, clock)
    do(process.hall, counter.open_counter, 1, "lan")
    process.takes()
    yield process
    process.engine.dispose()


@pytest.fixture
def other(process: OneProcess, database: str, clock: MovedClock) -> Iterator[OneProcess]:
    other = OneProcess(database, clock)
    yield other
    other.engine.dispose()


def test_a_ticket_is_four_statements_and_one_commit(process: OneProcess) -> None:
    process.starts_counting()

    process.takes()

    assert (len(process.statements), process.commits) == (4, 1), process.statements


def test_the_quiet_hour_on_its_paper_costs_a_ticket_no_statement(process: OneProcess) -> None:
    with process.hall.reading() as reading:
        process.quiet_hours.learn(reading)
    process.starts_counting()

    process.takes()

    assert (len(process.statements), process.commits) == (4, 1), process.statements


def test_a_key_costs_a_ticket_one_statement_more(process: OneProcess) -> None:
    process.starts_counting()

    process.takes(key="k1")

    assert (len(process.statements), process.commits) == (5, 1), process.statements


@pytest.mark.parametrize("number", [1, 2])
def test_a_call_is_six_statements_and_one_commit_however_many_services(process: OneProcess, number: int) -> None:
    """Counter 2 takes two of them."""
    do(process.hall, counter.open_counter, 2, "minh")
    for _ in range(3):
        process.takes()
    process.calls(at=number)
    do(process.hall, counter.start, number)
    do(process.hall, counter.finish, number, counter.Outcome())
    process.starts_counting()

    process.calls(at=number)

    assert (len(process.statements), process.commits) == (6, 1), process.statements


def test_what_another_process_did_is_seen_at_once(process: OneProcess, other: OneProcess) -> None:
    last = process.takes()
    assert process.is_ahead_of(last) == 1

    other.calls()

    assert process.is_ahead_of(last) == 0
    assert process.recent_calls() == {"land": 1}


def test_two_processes_in_turn_give_no_number_twice(process: OneProcess, other: OneProcess) -> None:
    numbers = [each.takes().number for _ in range(5) for each in (process, other, other)]

    assert numbers == [f"A{sequence:03}" for sequence in range(2, 17)]


def test_what_was_undone_was_never_remembered(process: OneProcess) -> None:
    last = process.takes()

    def takes_and_fails(change: Change) -> None:
        issue_ticket(change, TicketRequest("land", "elderly"))
        assert change.queues.people_ahead(last) == 2
        raise NotAllowed("No.")

    with pytest.raises(NotAllowed):
        do(process.hall, takes_and_fails)

    assert process.is_ahead_of(last) == 1
    assert process.takes().number == "A003"


def test_what_led_to_no_event_was_never_remembered(process: OneProcess) -> None:
    last = process.takes()

    with process.hall.change("test") as change:
        change.next_number("A")

    assert process.takes().number == "A003"
    assert process.is_ahead_of(last) == 1


def test_calls_are_recent_for_an_hour_though_nothing_happens_in_it(process: OneProcess, clock: MovedClock) -> None:
    process.calls()
    counted = []

    for minutes in (0, 60, 1, -1, -60):
        clock.advance(minutes=minutes)
        counted.append(process.recent_calls())

    assert counted == [{"land": 1}, {"land": 1}, {}, {"land": 1}, {"land": 1}]


def test_a_clock_that_was_put_back_still_finds_the_calls_before(
    process: OneProcess, other: OneProcess, clock: MovedClock
) -> None:
    process.calls()
    clock.advance(minutes=90)
    assert other.recent_calls() == {}

    clock.advance(minutes=-80)

    assert other.recent_calls() == {"land": 1}


def test_a_new_plan_is_a_new_hall(process: OneProcess, halls: Halls, clock: MovedClock) -> None:
    with process.hall.reading() as reading:
        assert set(reading.counters.all) == {1, 2, 3}

    halls.load(a_hall_plan(counters=2), actor="test")

    with process.hall.reading() as reading:
        assert set(reading.counters.all) == {1, 2}


def test_a_new_day_begins_with_its_first_number(process: OneProcess, clock: MovedClock) -> None:
    process.takes()

    clock.now += timedelta(days=1)

    assert process.takes().number == "A001"


def test_who_comes_back_by_an_undo_brings_yesterday_back(process: OneProcess, clock: MovedClock) -> None:
    clock.advance(hours=17)
    process.calls()
    do(process.hall, counter.start, 1)
    do(process.hall, counter.finish, 1, counter.Outcome())
    with process.hall.reading() as reading:
        assert reading.queues.days == (reading.today,)

    do(process.hall, undo, 1)

    with process.hall.reading() as reading:
        assert reading.queues.days == (reading.today - timedelta(days=1), reading.today)
