"""A simple model of a hall beside the engine: what officers, visitors and a kiosk do, in whatever order.

The model knows of each ticket only what people in the hall would know: who holds it, who waits for what, in which
order. Everything the engine refuses must leave everything as it was; everything it does must be what the model expects.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from display_server.domain.dispatch import Position
from display_server.domain.numbering import Numbering
from display_server.domain.opening_hours import WEEKDAYS, OpeningHours, Period
from display_server.domain.refusals import Refused
from display_server.domain.rules import Rules
from display_server.domain.ticket import LIFE, State, Ticket, TicketId
from display_server.store.checkup import findings
from display_server.store.database import connect
from display_server.use_cases import counter, day, kiosk, offline, route, visitor
from display_server.use_cases.hall import Hall, Halls
from display_server.use_cases.route import Destination
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, do

T = TypeVar("T")

NUMBERS = (1, 2, 3)
SERVICES = ("land", "tax")
RULES = Rules(
    recalls_before_no_show=1,
    between_recalls=timedelta(seconds=5),
    no_show_after=timedelta(minutes=4),
    grace=timedelta(minutes=1),
    lease_life=timedelta(minutes=20),
    help_after=timedelta(minutes=2),
    cancel_uncollected=True,
)
OPEN_BY_DAY = OpeningHours({day: (Period(time(0), time(23, 59)),) for day in WEEKDAYS})
counters = st.sampled_from(NUMBERS)
services = st.sampled_from(SERVICES)
KIOSKS = ("kiosk 1", "kiosk 2")
kiosks = st.sampled_from(KIOSKS)
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
        self.halls = Halls(self.engine, self.clock)
        self.plan = replace(a_hall_plan(OPEN_BY_DAY), rules=RULES)
        self.halls.load(self.plan, actor="test")
        self.hall: Hall = self.halls["hall"]
        self.seen: dict[TicketId, Seen] = {}
        self.tokens: dict[TicketId, str] = {}
        self.open: dict[int, str] = {}
        """Who sits at which counter."""
        self.paused: set[int] = set()
        self.printed: dict[str, list[offline.Printed]] = {kiosk: [] for kiosk in KIOSKS}
        """What each kiosk printed alone and has not handed in."""
        self.handed_in: list[tuple[str, offline.Printed]] = []
        self.unheard: dict[str, TicketId] = {}
        """What became of the requests that a kiosk got no answer to, by their keys."""
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

    def in_minutes(self, minutes: int | None) -> datetime | None:
        with self.hall.reading() as reading:
            return None if minutes is None else reading.now + timedelta(minutes=minutes)

    def takes(self, number: int) -> tuple[str, ...]:
        return self.plan.counter(number).takes

    def is_at_work(self, number: int) -> bool:
        return number in self.open and number not in self.paused

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
            self.open[number] = f"officer {number}"
            self.paused.discard(number)

    @rule(number=counters, own=counters)
    def sits_elsewhere(self, number: int, own: int) -> None:
        """A person sits at one counter only, and takes nobody's."""
        officer = f"officer {own}"
        is_free = self.open.get(number, officer) == officer
        sits_at = {each for each, name in self.open.items() if name == officer}
        opened = self.try_to(counter.open_counter, number, officer, alone=True)
        assert (opened is not None) == (is_free and sits_at <= {number})
        if opened:
            self.open[number] = officer
            self.paused.discard(number)

    @rule(number=counters, minutes=st.sampled_from([None, 10]))
    def pauses(self, number: int, minutes: int | None) -> None:
        if self.try_to(counter.pause_counter, number, "lunch", self.in_minutes(minutes)):
            assert number in self.open
            self.paused.add(number)

    @rule(number=counters)
    def closes(self, number: int) -> None:
        closed = self.try_to(counter.close_counter, number)
        assert (closed is None) == (self.held(number) is not None)
        if closed:
            self.open.pop(number, None)  # closing a closed one is no mistake
            self.paused.discard(number)
            for each in self.seen.values():
                if each.only_at == number:
                    each.only_at = None

    @rule(number=counters)
    def calls_next(self, number: int) -> None:
        may_call = self.is_at_work(number) and self.held(number) is None
        expected = self.next_for(number)
        called = self.try_to(counter.call_next, number)
        if called is None:
            assert not may_call or expected is None
            return
        assert may_call
        assert called.id == expected, "ranks are respected"
        assert self.see(called).state is State.CALLED

    def next_for(self, number: int) -> TicketId | None:
        """The first by rank, of all who may be called here, found the slow way: tier by tier, everybody looked at."""
        with self.hall.reading() as reading:
            now = max(reading.now, self.clock.now + timedelta(seconds=1))
            tickets = [reading.ticket(ticket) for ticket, seen in self.seen.items() if seen.state is State.WAITING]
        callable_ = [each for each in tickets if each.not_before is None or each.not_before <= now]
        queues = {
            service: sorted(self.of_queue(callable_, service), key=lambda each: (each.rank, each.id))
            for service in SERVICES
        }
        first, *lower = [[each for service in tier for each in queues[service]] for tier in self.tiers(number)]
        first += [each for each in callable_ if self.seen[each.id].only_at == number]
        for service in {service for tier in self.tiers(number)[1:] for service in tier}:
            if any(now - (each.queued_at or now) > timedelta(minutes=2) for each in queues[service]):
                first += queues[service][:1]
        for tier in (first, *lower):
            if tier:
                return min(tier, key=lambda each: (each.rank, each.id)).id
        return None

    def of_queue(self, tickets: list[Ticket], service: str) -> list[Ticket]:
        return [each for each in tickets if each.service == service and self.seen[each.id].only_at is None]

    def tiers(self, number: int) -> tuple[tuple[str, ...], ...]:
        return self.plan.counter(number).tiers

    @precondition(lambda self: self.seen)
    @rule(number=counters, which=nth, reason=st.sampled_from(["ill", None]))
    def calls_chosen(self, number: int, which: int, reason: str | None) -> None:
        chosen = self.pick(which)
        before = replace(self.seen[chosen])
        called = self.try_to(counter.call_chosen, number, chosen, reason)
        if called is not None:
            assert self.is_at_work(number)
            assert before.service in self.takes(number)
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

    @rule(number=counters, minutes=st.sampled_from([None, 10]))
    def parks(self, number: int, minutes: int | None) -> None:
        held = self.held(number)
        ticket = self.try_to(route.park, number, "a copy", self.in_minutes(minutes))
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

    @rule(holder=kiosks, size=st.integers(1, 4), prefix=st.sampled_from("AB"))
    def a_kiosk_prints_alone(self, holder: str, size: int, prefix: str) -> None:
        """Who asks for numbers has handed in all it printed: what expired goes to others from then on."""
        self.the_kiosk_hands_in(holder, again=False)
        wish = kiosk.Wish("land" if prefix == "A" else "tax")
        for lease in self.try_to(offline.lease_numbers, holder, size, [prefix]) or []:
            for number in lease.numbers(Numbering())[:2]:
                self.printed[holder].append(self.paper(lease.id, number, wish))

    @rule(holder=kiosks, service=services)
    def a_kiosk_gets_no_answer(self, holder: str, service: str) -> None:
        """The server gives a ticket that the kiosk never hears of, so that it prints one of its own instead."""
        wish, key = kiosk.Wish(service), f"k{next(self.keys)}"
        self.the_kiosk_hands_in(holder, again=False)
        leases = self.try_to(offline.lease_numbers, holder, 2, ["A" if service == "land" else "B"]) or []
        ticket = self.try_to(kiosk.issue_ticket, wish, key)
        assert ticket is not None
        self.see(ticket)
        for number in leases[0].numbers(Numbering())[:1] if leases else ():
            self.unheard[key] = ticket.id
            self.printed[holder].append(replace(self.paper(leases[0].id, number, wish), key=key))

    def paper(self, lease: int, number: str, wish: kiosk.Wish) -> offline.Printed:
        return offline.Printed(lease, number, f"{number}-{next(self.keys)}".ljust(22, "-"), self.clock.now, wish)

    @rule(holder=kiosks, again=st.booleans())
    def the_kiosk_hands_in(self, holder: str, again: bool) -> None:
        received = self.try_to(offline.hand_in, holder, self.printed[holder]) or []
        for paper, each in zip(self.printed[holder], received, strict=True):
            assert each.outcome == "accepted", each.why
            assert each.ticket is not None
            self.see(each.ticket)
            unheard = self.unheard.get(paper.key or "")
            if unheard is not None and self.seen[unheard].state is State.WAITING:
                self.seen[unheard].state = State.CANCELLED
        self.handed_in += [(holder, paper) for paper in self.printed[holder]]
        self.printed[holder] = []
        if again:
            for by, paper in self.handed_in:
                assert [each.outcome for each in do(self.hall, offline.hand_in, by, [paper])] == ["already"]

    # --- time ---

    @rule(seconds=st.integers(-200, 400))
    def time_passes(self, seconds: int) -> None:
        """Or the machine's clock is put back."""
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
