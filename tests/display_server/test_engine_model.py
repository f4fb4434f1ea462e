"""The whole engine against a simple model: random days of a hall, whatever order things happen in.

The model knows of each ticket only what people in the hall would know: who holds it, who waits for what, in which
order. Everything the engine refuses must leave everything as it was; everything it does must be what the model expects.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from display_server.domain.dispatch import Position
from display_server.domain.numbering import Numbering
from display_server.domain.refusals import Refused
from display_server.domain.rules import Rules
from display_server.domain.ticket import LIFE, State, Ticket, TicketId
from display_server.store.checkup import findings
from display_server.store.database import connect
from display_server.use_cases import counter, day, kiosk, offline, route, visitor
from display_server.use_cases.hall import Hall, Halls
from display_server.use_cases.route import Destination
from display_server.use_cases.undo import undo
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.halls import MovedClock, a_hall_plan, do

T = TypeVar("T")

NUMBERS = (1, 2, 3)
TAKES = {1: ("land",), 2: ("land", "tax"), 3: ("tax",)}
SERVICES = ("land", "tax")
RULES = Rules(
    recalls_before_no_show=1,
    between_recalls=timedelta(seconds=5),
    no_show_after=timedelta(minutes=4),
    grace=timedelta(minutes=1),
    lease_life=timedelta(hours=1),
)
counters = st.sampled_from(NUMBERS)
services = st.sampled_from(SERVICES)
positions = st.sampled_from(list(Position))
nth = st.integers(0, 30)


@dataclass
class Seen:
    """What the people in the hall know of one ticket."""

    number: str
    state: State
    service: str
    counter: int | None = None
    only_at: int | None = None
    not_before: datetime | None = None


class TheHall(RuleBasedStateMachine):
    fresh: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.clock = MovedClock()
        self.engine = connect(self.fresh())
        halls = Halls(self.engine, self.clock)
        land = replace(a_hall_plan().departments[0].services[0], next_stops=())
        plan = a_hall_plan()
        departments = (replace(plan.departments[0], services=(land,)), plan.departments[1])
        halls.load(replace(plan, departments=departments, rules=RULES), actor="test")
        self.hall: Hall = halls["hall"]
        self.seen: dict[TicketId, Seen] = {}
        self.tokens: dict[TicketId, str] = {}
        self.open: set[int] = set()
        self.paused: set[int] = set()
        self.unprinted: list[offline.Printed] = []
        self.handed_in: list[offline.Printed] = []
        self.keys = count()
        self.seq = 0

    def teardown(self) -> None:
        assert findings(self.engine) == []
        self.engine.dispose()

    # --- doing ---

    def try_to(self, deed: Callable[..., T], *arguments: Any, **options: Any) -> T | None:
        """Does it, or is refused in words, and then nothing has changed."""
        self.clock.advance(seconds=1)
        before = self._seq()
        try:
            return do(self.hall, deed, *arguments, **options)
        except Refused:
            assert self._seq() == before
            return None

    def _seq(self) -> int:
        with self.hall.reading() as reading:
            return reading.seq

    def pick(self, nth: int) -> TicketId:
        return list(self.seen)[nth % len(self.seen)]

    def held(self, number: int) -> Seen | None:
        at_work = (State.CALLED, State.SERVING)
        return next((each for each in self.seen.values() if each.counter == number and each.state in at_work), None)

    def see(self, ticket: Ticket) -> Seen:
        """The hall sees the ticket as it is now; what it was before decides whether that could happen."""
        before = self.seen.get(ticket.id)
        if before is not None:
            assert before.number == ticket.number, "one number for the whole visit"
            if before.state is not ticket.state:
                assert ticket.state in LIFE[before.state].values(), (before.state, ticket.state)
        at_work = ticket.counter if ticket.state in (State.CALLED, State.SERVING) else None
        self.seen[ticket.id] = Seen(
            ticket.number, ticket.state, ticket.service, at_work, ticket.for_counter, ticket.not_before
        )
        self.tokens[ticket.id] = ticket.token
        return self.seen[ticket.id]

    # --- what people do ---

    @initialize()
    def in_the_morning(self) -> None:
        for number in NUMBERS:
            self.opens(number)

    @rule(service=services, elderly=st.booleans())
    def takes_a_ticket(self, service: str, elderly: bool) -> None:
        key = f"k{next(self.keys)}"
        wish = kiosk.Wish(service, "elderly" if elderly else None)
        ticket = self.try_to(kiosk.issue_ticket, wish, key)
        assert ticket is not None
        self.see(ticket)
        assert do(self.hall, kiosk.issue_ticket, wish, key) == ticket, "the same key is the same ticket"

    @rule(number=counters)
    def opens(self, number: int) -> None:
        if self.try_to(counter.open_counter, number, f"officer {number}"):
            self.open.add(number)
            self.paused.discard(number)

    @rule(number=counters)
    def pauses(self, number: int) -> None:
        if self.try_to(counter.pause_counter, number, "lunch"):
            assert number in self.open
            self.paused.add(number)

    @rule(number=counters)
    def closes(self, number: int) -> None:
        closed = self.try_to(counter.close_counter, number)
        assert (closed is None) == (self.held(number) is not None)
        if closed:
            self.open.discard(number)
            self.paused.discard(number)
            for each in self.seen.values():
                if each.only_at == number:
                    each.only_at = None

    @rule(number=counters)
    def calls_next(self, number: int) -> None:
        may_call = number in self.open - self.paused and self.held(number) is None
        expected = self.next_for(number)
        called = self.try_to(counter.call_next, number)
        if called is None:
            assert not may_call or expected is None
            return
        assert may_call
        assert called.id == expected, "ranks are respected"
        assert self.see(called).state is State.CALLED

    def next_for(self, number: int) -> TicketId | None:
        """The first by rank, of all who may be called here, found the slow way."""
        now = self.clock.now + timedelta(seconds=1)
        with self.hall.reading() as reading:
            tickets = [reading.ticket(ticket) for ticket in self.seen]
        callable_ = [
            (ticket.rank, ticket.id)
            for ticket in tickets
            for seen in (self.seen[ticket.id],)
            if seen.state is State.WAITING
            and (seen.not_before is None or seen.not_before <= now)
            and (seen.only_at == number if seen.only_at else seen.service in TAKES[number])
        ]
        return min(callable_)[1] if callable_ else None

    @precondition(lambda self: self.seen)
    @rule(number=counters, which=nth, reason=st.sampled_from(["ill", None]))
    def calls_chosen(self, number: int, which: int, reason: str | None) -> None:
        chosen = self.pick(which)
        before = replace(self.seen[chosen])
        called = self.try_to(counter.call_chosen, number, chosen, reason)
        if called is not None:
            assert number in self.open - self.paused
            assert before.service in TAKES[number]
            assert before.state is not State.WAITING or reason is not None
            self.seen[chosen].state = State.WAITING if before.state is State.NO_SHOW else before.state
            self.see(called)

    @rule(
        number=counters,
        deed=st.sampled_from(
            [
                (counter.recall, State.CALLED, State.CALLED),
                (counter.start, State.CALLED, State.SERVING),
                (counter.mark_no_show, State.CALLED, State.NO_SHOW),
            ]
        ),
    )
    def acts(self, number: int, deed: tuple[Callable[..., Ticket], State, State]) -> None:
        what, needs, leads = deed
        held = self.held(number)
        ticket = self.try_to(what, number)
        if ticket is not None:
            assert held is not None
            assert held.state is needs
            assert self.see(ticket).state is leads
        elif what is not counter.mark_no_show:
            assert held is None or held.state is not needs

    @rule(number=counters, seconds=st.integers(5, 90))
    def waits_recalls_and_marks(self, number: int, seconds: int) -> None:
        for deed in (counter.recall, counter.mark_no_show):
            self.clock.advance(seconds=seconds)
            if ticket := self.try_to(deed, number):
                self.see(ticket)

    @rule(number=counters)
    def finishes(self, number: int) -> None:
        held = self.held(number)
        ticket = self.try_to(counter.finish, number, counter.Outcome("received"))
        assert (ticket is not None) == (held is not None and held.state is State.SERVING)
        if ticket:
            assert self.see(ticket).state in (State.SERVED, State.WAITING)

    @rule(number=counters, stops=st.lists(services, max_size=2))
    def plans_stops(self, number: int, stops: list[str]) -> None:
        if ticket := self.try_to(route.plan_stops, number, stops):
            assert ticket.next_stops == tuple(stops)
            self.see(ticket)

    @rule(number=counters)
    def parks(self, number: int) -> None:
        held = self.held(number)
        ticket = self.try_to(route.park, number, "a copy")
        assert (ticket is None) == (held is None)
        if ticket:
            assert self.see(ticket).state is State.PARKED

    @rule(number=counters, position=positions)
    def returns(self, number: int, position: Position) -> None:
        if ticket := self.try_to(route.return_to_queue, number, position):
            self.see(ticket)

    @precondition(lambda self: self.seen)
    @rule(number=counters, which=nth)
    def returns_parked_or_late(self, number: int, which: int) -> None:
        chosen = self.pick(which)
        before = self.seen[chosen].state
        if ticket := self.try_to(route.return_to_queue, number, parked=chosen):
            assert before in (State.PARKED, State.NO_SHOW)
            self.see(ticket)

    @rule(
        number=counters,
        to=st.one_of(
            st.builds(Destination, service=services, position=positions),
            st.builds(Destination, counter=counters, position=positions),
            st.just(Destination(back=True)),
        ),
    )
    def transfers(self, number: int, to: Destination) -> None:
        ticket = self.try_to(route.transfer, number, to)
        if ticket:
            assert to.counter is None or to.counter in self.open
            assert self.see(ticket).state is State.WAITING

    @rule(number=counters)
    def undoes(self, number: int) -> None:
        ticket = self.try_to(undo, number)
        if ticket:
            self.seen.pop(ticket.id, None)  # back to what it was: no move of the table leads there
            self.see(ticket)

    @precondition(lambda self: self.seen)
    @rule(which=nth)
    def cancels(self, which: int) -> None:
        chosen = self.pick(which)
        before = self.seen[chosen].state
        ticket = self.try_to(visitor.cancel, self.tokens[chosen])
        assert (ticket is not None) == (before in (State.WAITING, State.PARKED))
        if ticket:
            self.see(ticket)

    @precondition(lambda self: self.seen)
    @rule(which=nth, minutes=st.integers(1, 5))
    def postpones(self, which: int, minutes: int) -> None:
        if ticket := self.try_to(visitor.postpone, self.tokens[self.pick(which)], timedelta(minutes=minutes)):
            self.see(ticket)

    @precondition(lambda self: self.seen)
    @rule(which=nth)
    def comes_late(self, which: int) -> None:
        chosen = self.pick(which)
        before = self.seen[chosen].state
        ticket = self.try_to(visitor.come_back, self.tokens[chosen])
        assert (ticket is not None) == (before is State.NO_SHOW)
        if ticket:
            self.see(ticket)

    # --- a kiosk alone ---

    @rule(size=st.integers(1, 4), prefix=st.sampled_from("AB"))
    def a_kiosk_prints_alone(self, size: int, prefix: str) -> None:
        for lease in self.try_to(offline.lease_numbers, "kiosk", size, [prefix]) or []:
            printed = {each.number for each in self.unprinted}
            for number in lease.numbers(Numbering())[:2]:
                if number not in printed:
                    wish = kiosk.Wish("land" if prefix == "A" else "tax")
                    self.unprinted.append(offline.Printed(lease.id, number, number * 6, self.clock.now, wish))

    @rule(again=st.booleans())
    def the_kiosk_hands_in(self, again: bool) -> None:
        for received in self.try_to(offline.hand_in, "kiosk", self.unprinted) or []:
            assert received.ticket is not None, received.why
            self.see(received.ticket)
        self.handed_in += self.unprinted
        self.unprinted = []
        if again and self.handed_in:
            for received in do(self.hall, offline.hand_in, "kiosk", self.handed_in):
                assert received.outcome == "already"

    # --- time ---

    @rule(seconds=st.integers(1, 400))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)
        day.keep(self.hall)
        with self.hall.reading() as reading:
            for ticket_id, seen in list(self.seen.items()):
                ticket = reading.ticket(ticket_id)
                if ticket.state is not seen.state:
                    assert (seen.state, ticket.state) == (State.CALLED, State.NO_SHOW)
                    self.see(ticket)

    # --- what must always hold ---

    @invariant()
    def the_hall_is_as_people_see_it(self) -> None:
        with self.hall.reading() as reading:
            assert reading.seq >= self.seq
            self.seq = reading.seq
            held = reading.at_counters()
            for number in NUMBERS:
                seen = self.held(number)
                assert (held[number].number if number in held else None) == (seen.number if seen else None)
            tally = reading.tally()
            for state in State:
                assert tally.get(state, 0) == sum(each.state is state for each in self.seen.values())
        numbers = [each.number for each in self.seen.values()]
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("examples", [pytest.param(25, id="sqlite")])
def test_random_days_on_sqlite(
    sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory, examples: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("model")
    run_days(lambda: sqlite_template.fresh(folder), examples, steps=50)


def test_random_days_on_postgresql(postgres_server: PostgresDatabases) -> None:
    run_days(postgres_server.fresh, examples=4, steps=50)


def run_days(fresh: Callable[[], str], examples: int, steps: int) -> None:
    class Day(TheHall):
        pass

    Day.fresh = staticmethod(fresh)
    checks = list(HealthCheck)
    run_state_machine_as_test(
        Day,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks
        ),
    )
