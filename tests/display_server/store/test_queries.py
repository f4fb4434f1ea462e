"""Every question that is asked of the store, on both databases: what a small day of a hall has left in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from display_server.domain.counter import CounterState
from display_server.domain.device import Condition, Health
from display_server.domain.events import TicketCalled
from display_server.domain.refusals import NotFound
from display_server.domain.rules import Rules
from display_server.domain.ticket import Paper, State, Ticket, TicketId
from display_server.store.accounts import Accounts, StoredToken
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.store.queries.queues import Oldest
from display_server.store.reading import Reading
from display_server.use_cases import appointments, counter, devices, kiosk, offline, route, visitor
from display_server.use_cases.day import do_what_is_due
from tests.halls import MovedClock, a_hall_plan, do

EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""In Vietnam."""
WELL = Health(
    condition=Condition.WELL, not_handed_in=0, version="1", screen="Welcome", tickets_left=120, last_print_at=None
)


class Day:
    """The hall at 08:30, and the tickets by what became of them."""

    def __init__(self, hall: Hall, clock: MovedClock) -> None:
        self.hall, self.clock = hall, clock
        self.parked, self.served, self.missed = self.take("land"), self.take("land"), self.take("land")
        self.waits, self.elderly, self.tax = self.take("land"), self.take("land", "elderly"), self.take("tax")
        self.sent, self.called = self.take("tax"), self.take("tax")

    def take(self, service: str, priority_class: str | None = None) -> Ticket:
        self.clock.advance(minutes=1)
        request = kiosk.TicketRequest(service, priority_class)
        return do(
            self.hall, kiosk.issue_ticket, request, f"key-{service}-{self.clock.now}", actor="kiosk: door", device=7
        )

    def work(self) -> None:
        for number, officer in ((1, "lan"), (2, "minh"), (3, "thu")):
            do(self.hall, counter.open_counter, number, officer)
        do(self.hall, counter.call_chosen, 1, self.parked.id, "needs a copy")
        do(self.hall, route.park, 1, "a copy is missing")
        do(self.hall, counter.call_chosen, 1, self.served.id, "comes with a child")
        do(self.hall, counter.start, 1)
        self.clock.advance(minutes=5)
        do(self.hall, counter.finish, 1, counter.Outcome())
        do(self.hall, visitor.rate_last_visit, 1, visitor.Opinion(4))
        do(self.hall, counter.call_chosen, 1, self.missed.id, "at the door")
        for _ in range(2):
            self.clock.advance(minutes=2)
            do(self.hall, counter.recall, 1)
        self.clock.advance(minutes=2)
        do(self.hall, counter.mark_no_show, 1)
        do(self.hall, counter.call_chosen, 2, self.sent.id, "to the other counter")
        do(self.hall, route.transfer, 2, route.Destination(service="tax", counter=3))
        do(self.hall, counter.call_chosen, 2, self.called.id, "is in a hurry")
        do(self.hall, counter.pause_counter, 3, "lunch")
        self.clock.advance(minutes=1)


@pytest.fixture
def day(halls: Halls, clock: MovedClock) -> Day:
    halls.load(replace(a_hall_plan(), rules=Rules(help_after=timedelta(minutes=10))), actor="test")
    day = Day(halls["hall"], clock)
    day.work()
    return day


@pytest.fixture
def reading(day: Day) -> Iterator[Reading]:
    with day.hall.reading() as reading:
        yield reading


@contextmanager
def turned(day: Day, **duration: float) -> Iterator[Reading]:
    day.clock.advance(**duration)
    with day.hall.reading() as reading:
        yield reading


def ids(tickets: object) -> list[TicketId]:
    assert isinstance(tickets, list)
    return [each.id for each in tickets]


def test_a_ticket_is_found_by_whatever_somebody_has_of_it(day: Day, reading: Reading) -> None:
    ticket = day.waits

    assert reading.tickets.with_id(ticket.id) == ticket
    assert reading.tickets.with_token(ticket.token) == ticket
    assert reading.tickets.holding(ticket.token) == ticket
    assert reading.tickets.numbered(reading.today, ticket.number) == ticket
    assert reading.tickets.token_is_taken(ticket.token)
    key = f"key-land-{ticket.issued_at}"
    found = reading.tickets.of_key(key, earlier=key)
    assert found is not None
    assert found[1] == ticket.id


def test_what_is_not_there_is_not_found(reading: Reading) -> None:
    assert reading.tickets.holding("nobody") is None
    assert reading.tickets.numbered(reading.today - timedelta(days=1), "A001") is None
    assert not reading.tickets.token_is_taken("nobody")
    assert reading.tickets.of_key("unknown", earlier="unknown") is None
    with pytest.raises(NotFound, match="no ticket with the id 999"):
        reading.tickets.with_id(TicketId(999))
    with pytest.raises(NotFound, match="no counter 9"):
        reading.counters.numbered(9)


def test_tickets_are_counted_by_state_and_by_paper(day: Day, reading: Reading) -> None:
    assert reading.tickets.tally() == {
        State.WAITING: 4,
        State.PARKED: 1,
        State.SERVED: 1,
        State.NO_SHOW: 1,
        State.CALLED: 1,
    }
    assert reading.queues.going_on() == {State.WAITING: 4, State.PARKED: 1, State.CALLED: 1}
    assert (reading.tickets.is_rated(day.served.id), reading.tickets.is_rated(day.waits.id)) == (True, False)
    do(day.hall, devices.note_slips, [devices.Slip(day.waits.token, Paper.FAILED, day.clock.now)])
    with day.hall.reading() as after:
        assert after.tickets.papers() == {Paper.FAILED: 1}


def test_a_queue_is_in_the_order_of_its_ranks(day: Day, reading: Reading) -> None:
    assert ids(reading.queues.of("land")) == [day.elderly.id, day.waits.id]
    assert ids(reading.queues.first(["land", "tax"], 3)) == [day.elderly.id, day.waits.id, day.tax.id]
    assert ids(reading.queues.heads(["land", "tax"])) == [day.elderly.id, day.tax.id]
    assert reading.queues.lengths == {"land": 2, "tax": 2}
    assert reading.queues.people_ahead(reading.tickets.with_id(day.waits.id)) == 1
    assert reading.queues.ends("land") == (day.elderly.rank, day.waits.rank)
    assert reading.queues.ends("nothing") is None


def test_who_waits_for_one_counter_is_nobody_elses_next(day: Day, reading: Reading) -> None:
    assert ids(reading.queues.sent_to(3)) == ids(reading.queues.head_sent_to(3)) == [day.sent.id]
    assert reading.queues.head_sent_to(2) == []


def test_who_is_parked_or_missed_is_found_with_the_services(day: Day, reading: Reading) -> None:
    assert ids(reading.queues.parked(["land"])) == [day.parked.id]
    assert ids(reading.queues.missed(["land", "tax"], 6)) == [day.missed.id]
    assert reading.queues.parked(["tax"]) == reading.queues.missed(["tax"], 6) == []


def test_a_long_wait_is_seen_and_the_oldest_known(day: Day, reading: Reading) -> None:
    assert reading.queues.long_waited(["land", "tax"]) == {"land", "tax"}
    assert reading.queues.oldest["land"] == Oldest(day.waits.issued_at, day.waits.issued_at)
    with turned(day) as now:
        assert now.queues.oldest["tax"].issued_at == day.tax.issued_at


def test_stops_to_come_are_counted(day: Day) -> None:
    do(day.hall, counter.start, 2)
    do(day.hall, route.plan_stops, 2, ["land"])

    with day.hall.reading() as reading:
        assert reading.queues.to_come() == {"land": 1}
        assert reading.workload.visitors["land"] == 2 + 1 + 1


def test_what_is_left_of_days_that_are_over_is_found(day: Day, reading: Reading) -> None:
    assert reading.queues.left_over() == []
    assert reading.queues.visits_go_on()
    with turned(day, days=2) as later:
        assert sorted(ids(later.queues.left_over())) == sorted(
            [day.parked.id, day.waits.id, day.elderly.id, day.tax.id, day.sent.id]
        )
        assert later.queues.lengths == {}


def test_counters_and_whom_they_have(day: Day, reading: Reading) -> None:
    states = {number: each.state for number, each in reading.counters.all.items()}
    assert states == {1: CounterState.OPEN, 2: CounterState.OPEN, 3: CounterState.PAUSED}
    assert reading.counters.numbered(3).pause_reason == "lunch"
    assert reading.counters.given_up() == []
    assert (reading.counters.serving("land"), reading.counters.serving("tax")) == (2, 1)
    held = reading.counters.ticket_at(2)
    assert held is not None
    assert held.id == day.called.id
    assert reading.counters.ticket_at(1) is None
    assert reading.counters.tickets() == {2: held}


def test_calls_and_served_visits_of_counters(day: Day, reading: Reading) -> None:
    calls = ids(reading.counters.latest_calls(3))
    assert calls == [day.called.id, day.missed.id, day.served.id]
    assert ids(reading.counters.latest_calls(9, [1])) == [day.missed.id, day.served.id, day.parked.id]
    assert (reading.counters.served_at(1), reading.counters.served_at(2)) == (1, 0)
    last = reading.counters.last_served_at(1)
    assert last is not None
    assert last.id == day.served.id
    assert reading.counters.last_served_at(2) is None


def test_a_counter_that_the_plan_gave_up_is_found_while_somebody_sits_there(day: Day, halls: Halls) -> None:
    plan = a_hall_plan()
    halls.load(replace(plan, counters=plan.counters[:2]), actor="test")

    with day.hall.reading() as reading:
        assert [each.number for each in reading.counters.given_up()] == [3]
        assert list(reading.counters.all) == [1, 2]


def test_the_journal_tells_a_tickets_story_and_the_last_deed(day: Day, reading: Reading) -> None:
    story = reading.journal.recorded_events(day.missed.id)
    assert [type(each.event).__name__ for each in story] == [
        *("TicketIssued", "TicketCalled", "TicketRecalled", "TicketRecalled", "NoShowMarked")
    ]
    assert len(reading.journal.rows_of(day.missed.id)) == len(story)
    assert [row.seq for row in reading.journal.since(reading.seq - 1)] == [reading.seq]
    deed = reading.journal.last_deed_at(2)
    assert deed is not None
    assert isinstance(deed.event, TicketCalled)
    assert deed.event.ticket == day.called.id
    assert reading.journal.last_deed_at(9) is None


def test_the_journal_counts_calls_and_issues(day: Day, reading: Reading) -> None:
    assert reading.journal.recent_calls == {"land": 3, "tax": 2}
    assert reading.journal.calls_since("tax", day.clock.now - timedelta(seconds=90)) == 2
    assert reading.journal.calls_since("land", day.clock.now - timedelta(seconds=90)) == 0
    assert (reading.journal.issued_today("land"), reading.journal.issued_today("tax")) == (5, 3)
    assert reading.journal.last_issued_at("tax") == day.called.issued_at
    assert reading.journal.issued_by("kiosk: door", 7, EIGHT) == 8
    assert reading.journal.issued_by("kiosk: door", None, EIGHT) == 0
    assert reading.journal.issued_by("kiosk: door", 7, day.called.issued_at) == 0
    with turned(day, hours=2) as later:
        assert later.journal.recent_calls == {}


def test_the_journal_knows_whether_the_day_has_begun(day: Day, reading: Reading) -> None:
    assert not reading.journal.day_has_begun
    day.clock.advance(days=1)
    do_what_is_due(day.hall)

    with day.hall.reading() as tomorrow:
        assert tomorrow.journal.day_has_begun


def test_numbers_go_on_where_they_were_and_leases_stand_apart(day: Day) -> None:
    leases = do(day.hall, offline.lease_numbers, "kiosk 1", 4, ["A"])

    with day.hall.reading() as reading:
        assert reading.numbers.series("A", reading.today).last == 5
        assert reading.numbers.series("A", reading.today + timedelta(days=1)).last == 0
        assert list(reading.numbers.leases("A", reading.today)) == leases
        assert reading.numbers.lease(leases[0].id) == leases[0]
        assert reading.numbers.lease(999) is None


def test_an_appointment_is_found_by_its_code_and_its_day(day: Day, reading: Reading) -> None:
    made = do(day.hall, appointments.make, "tax", day.clock.now + timedelta(hours=1))

    with day.hall.reading() as after:
        assert after.appointments.with_code(made.code) == made
        assert list(after.appointments.of_day(after.today)) == [made]
        assert list(after.appointments.of_day(after.today + timedelta(days=1))) == []
    assert reading.appointments.with_code("NONE") is None


def test_a_kiosk_is_known_by_what_it_told_last(day: Day, database: str) -> None:
    engine = connect(database)
    Accounts(engine).add_token("digest", StoredToken("kiosk", "hall", None, "Kiosk 1"), day.clock.now)
    token = Accounts(engine).token("digest")
    assert token is not None
    assert token.id is not None
    devices.hear(day.hall, token.id, "Kiosk 1", WELL, "kiosk: Kiosk 1")
    do(day.hall, devices.call_staff, token.id, "Kiosk 1")

    with day.hall.reading() as reading:
        (known,) = reading.devices.all()

    engine.dispose()
    assert (known.name, known.condition, known.health) == ("Kiosk 1", Condition.WELL, WELL)
    assert known.help_wanted_at == day.clock.now


def test_what_was_found_once_is_asked_again_after_a_write(day: Day) -> None:
    with day.hall.change("test") as change:
        before = change.queues.lengths
        assert change.queues.lengths is before

        change.save(day.waits.cancel(change.now))

        assert change.queues.lengths == {"land": 1, "tax": 2}
