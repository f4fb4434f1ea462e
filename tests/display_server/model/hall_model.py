"""A simple model of a hall beside the engine: what officers, visitors and a kiosk do, in whatever order.

The model knows of each ticket only what people in the hall would know: who holds it, who waits for what, in which
order. Everything the engine refuses must leave everything as it was; everything it does must be what the model expects.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import chain, count, cycle
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import bindparam, select

from display_server.domain.dispatch import Position
from display_server.domain.fair_use import IdCardRule
from display_server.domain.numbering import Numbering
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import Refused
from display_server.domain.rules import Rules
from display_server.domain.stops import stops_of
from display_server.domain.ticket import ACTIVE, LIFE, State, Ticket, TicketId
from display_server.domain.weekdays import WEEKDAYS
from display_server.statistics.queries import visits
from display_server.store.checkup import findings
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.store.models import TicketRow
from display_server.use_cases import counter, day, kiosk, offline, route, visitor
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
    id_card=IdCardRule.WELCOME,
)
OPEN_BY_DAY = OpeningHours({day: (Period(time(0), time(23, 59)),) for day in WEEKDAYS})
counters = st.sampled_from(NUMBERS)
services = st.sampled_from(SERVICES)
A_SECOND = timedelta(seconds=1)
"""SQLite tells the time of an event in whole ones when it is asked to reckon."""
KIOSKS = ("kiosk 1", "kiosk 2")
kiosks = st.sampled_from(KIOSKS)
positions = st.sampled_from(list(Position))
cards = st.sampled_from([None, None, "075090001234", "075085004321"])
nth = st.integers(0, 30)


@dataclass
class Seen:
    """What the people in the hall know of one ticket."""

    number: str
    day: date
    state: State
    service: str
    counter: int | None = None
    only_at: int | None = None
    not_before: datetime | None = None
    rank: datetime | None = None
    next_stops: tuple[str, ...] = ()
    was_called: bool = False


@dataclass(frozen=True)
class LastDeed:
    """What a counter did last, and what was known before: `before` is none where it was no deed to a ticket."""

    seq: int
    at: datetime
    ticket: TicketId | None = None
    before: Seen | None = None


def as_seen(ticket: Ticket, *, was_called: bool) -> Seen:
    return Seen(
        number=ticket.number,
        day=ticket.day,
        state=ticket.state,
        service=ticket.service,
        counter=ticket.counter if ticket.state in (State.CALLED, State.SERVING) else None,
        only_at=ticket.for_counter,
        not_before=ticket.not_before,
        rank=ticket.rank,
        next_stops=ticket.next_stops,
        was_called=was_called or ticket.state is State.CALLED,
    )


class TheHall(RuleBasedStateMachine):
    fresh: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.clock = MovedClock()
        url = self.fresh()
        self.engines = (connect(url), connect(url))
        self.processes = [Halls(engine, self.clock) for engine in self.engines]
        """Two that share the database: each remembers what it did itself, and the other knows nothing of it."""
        self.turns = cycle([0])
        self.plan = replace(a_hall_plan(OPEN_BY_DAY), rules=RULES)
        self.halls.load(self.plan, actor="test")
        self.seen: dict[TicketId, Seen] = {}
        self.tokens: dict[TicketId, str] = {}
        self.open: dict[int, str] = {}
        """Who sits at which counter."""
        self.paused: set[int] = set()
        self.last: dict[int, LastDeed] = {}
        """What each counter did last."""
        self.touched: dict[TicketId, int] = {}
        """The change that last had to do with each ticket, but for news of its slip."""
        self.cards: dict[TicketId, str] = {}
        """Who showed which card for a ticket."""
        self.printed: dict[str, list[offline.Printed]] = {kiosk: [] for kiosk in KIOSKS}
        """What each kiosk printed alone and has not handed in."""
        self.handed_in: list[tuple[str, offline.Printed]] = []
        self.unheard: dict[str, TicketId] = {}
        """What became of the requests that a kiosk got no answer to, by their keys."""
        self.keys = count()
        self.seq = 0

    def teardown(self) -> None:
        assert findings(self.engines[0]) == []
        self._the_report_tells_what_the_stories_tell()
        for engine in self.engines:
            engine.dispose()

    def _the_report_tells_what_the_stories_tell(self) -> None:
        """The times of a stop are reckoned twice: by the rules from one story, in SQL for all visits of many days."""
        with self.hall.reading() as reading:
            reported = visits(reading, date(2026, 1, 1), date(2030, 12, 31))
            tickets = reading.ask(select(TicketRow.id).where(TicketRow.hall_id == bindparam("hall_id")))
            stories = [stops_of(reading.journal.recorded_events(row.id)) for row in sorted(tickets)]
        for visit, stop in zip(reported, chain.from_iterable(stories), strict=True):
            assert visit.service == stop.service
            assert (visit.queued_at, visit.called_at, visit.counter) == (stop.queued_at, stop.called_at, stop.counter)
            if visit.state is State.SERVED or not visit.ends:
                assert abs((visit.served or timedelta()) - stop.served) < A_SECOND, (visit, stop)
            else:
                assert visit.served is None

    # --- doing ---

    @property
    def halls(self) -> Halls:
        """Of the process whose turn it is."""
        return self.processes[next(self.turns)]

    @property
    def hall(self) -> Hall:
        return self.halls["hall"]

    def try_to(self, deed: Callable[..., T], *arguments: Any, **options: Any) -> T | None:
        """Does it, or is refused in words, and then nothing has changed."""
        self.clock.advance(seconds=1)
        before = self._seq()
        try:
            return do(self.hall, deed, *arguments, **options)
        except Refused:
            assert self._seq() == before
            return None

    def at(self, number: int, deed: Callable[..., T], *arguments: Any, **options: Any) -> T | None:
        """What an officer does at this counter; the last thing done there is the last that changed anything."""
        known = {ticket: replace(seen) for ticket, seen in self.seen.items()}
        before = self._seq()
        done = self.try_to(deed, number, *arguments, **options)
        if done is not None and self._seq() != before:
            ticket = done.id if isinstance(done, Ticket) and deed is not undo else None
            with self.hall.reading() as reading:
                self.last[number] = LastDeed(reading.seq, reading.now, ticket, known[ticket] if ticket else None)
        return done

    def _seq(self) -> int:
        with self.hall.reading() as reading:
            return reading.seq

    def soon(self) -> datetime:
        """The hall's time at the next try."""
        with self.hall.reading() as reading:
            return max(reading.now, self.clock.now + timedelta(seconds=1))

    def in_minutes(self, minutes: int | None) -> datetime | None:
        with self.hall.reading() as reading:
            return None if minutes is None else reading.now + timedelta(minutes=minutes)

    def takes(self, number: int) -> tuple[str, ...]:
        return self.plan.counter(number).takes

    def is_at_work(self, number: int) -> bool:
        return number in self.open and number not in self.paused

    def lasts(self, day: date) -> bool:
        """Of the tickets that the model has not forgotten: who came before yesterday has left."""
        with self.hall.reading() as reading:
            return day >= reading.today - timedelta(days=1)

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
        self.seen[ticket.id] = as_seen(ticket, was_called=before is not None and before.was_called)
        self.tokens[ticket.id] = ticket.token
        self.touched[ticket.id] = self._seq()
        return self.seen[ticket.id]

    def holds_another(self, card: str | None, than: TicketId | None = None) -> bool:
        """Whether who shows this card has an active ticket."""
        return card is not None and any(
            self.cards.get(ticket) == card and seen.state in ACTIVE and ticket != than
            for ticket, seen in self.seen.items()
        )

    # --- what people do ---

    @initialize(turns=st.lists(st.integers(0, 1), min_size=1, max_size=40))
    def in_the_morning(self, turns: list[int]) -> None:
        self.turns = cycle(turns)
        for number in NUMBERS:
            self.opens(number)

    @rule(service=services, elderly=st.booleans(), card=cards)
    def takes_a_ticket(self, service: str, elderly: bool, card: str | None) -> None:
        key = f"k{next(self.keys)}"
        asked = kiosk.TicketRequest(service, "elderly" if elderly else None, card_number=card)
        ticket = self.try_to(kiosk.issue_ticket, asked, key)
        assert (ticket is None) == self.holds_another(card)
        if ticket is None:
            return
        self.see(ticket)
        if card is not None:
            self.cards[ticket.id] = card
        assert do(self.hall, kiosk.issue_ticket, asked, key) == ticket, "the same key is the same ticket"

    @rule(number=counters)
    def opens(self, number: int) -> None:
        if self.at(number, counter.open_counter, f"officer {number}"):
            self.open[number] = f"officer {number}"
            self.paused.discard(number)

    @rule(number=counters, own=counters)
    def sits_elsewhere(self, number: int, own: int) -> None:
        """A person sits at one counter only, and takes nobody's."""
        officer = f"officer {own}"
        is_free = self.open.get(number, officer) == officer
        sits_at = {each for each, name in self.open.items() if name == officer}
        opened = self.at(number, counter.open_counter, officer, alone=True)
        assert (opened is not None) == (is_free and sits_at <= {number})
        if opened:
            self.open[number] = officer
            self.paused.discard(number)

    @rule(number=counters, minutes=st.sampled_from([None, 10]))
    def pauses(self, number: int, minutes: int | None) -> None:
        if self.at(number, counter.pause_counter, "lunch", self.in_minutes(minutes)):
            assert number in self.open
            self.paused.add(number)

    @rule(number=counters)
    def closes(self, number: int) -> None:
        closed = self.at(number, counter.close_counter)
        assert (closed is None) == (self.held(number) is not None)
        if closed:
            self.open.pop(number, None)  # closing a closed one is no mistake
            self.paused.discard(number)
            for ticket, each in self.seen.items():
                if each.only_at == number:
                    each.only_at = None
                    self.touched[ticket] = self._seq()

    @rule(number=counters)
    def calls_next(self, number: int) -> None:
        may_call = self.is_at_work(number) and self.held(number) is None
        expected = self.next_for(number)
        called = self.at(number, counter.call_next)
        if called is None:
            assert not may_call or expected is None
            return
        assert may_call
        assert called.id == expected, "ranks are respected"
        assert self.see(called).state is State.CALLED

    def next_for(self, number: int) -> TicketId | None:
        """The first by rank, of all who may be called here, found the slow way: tier by tier, everybody looked at."""
        now = self.soon()
        with self.hall.reading() as reading:
            tickets = [
                reading.tickets.with_id(ticket) for ticket, seen in self.seen.items() if seen.state is State.WAITING
            ]
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
        called = self.at(number, counter.call_chosen, chosen, reason)
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
        ticket = self.at(number, what)
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
            if ticket := self.at(number, deed):
                self.see(ticket)

    @rule(number=counters)
    def finishes(self, number: int) -> None:
        held = self.held(number)
        ticket = self.at(number, counter.finish, counter.Outcome(VisitOutcome.RECEIVED))
        assert (ticket is not None) == (held is not None and held.state is State.SERVING)
        if ticket:
            assert self.see(ticket).state in (State.SERVED, State.WAITING)

    @rule(number=counters, stops=st.lists(services, max_size=2))
    def plans_stops(self, number: int, stops: list[str]) -> None:
        if ticket := self.at(number, route.plan_stops, stops):
            assert ticket.next_stops == tuple(stops)
            self.see(ticket)

    @rule(number=counters, minutes=st.sampled_from([None, 10]))
    def parks(self, number: int, minutes: int | None) -> None:
        held = self.held(number)
        ticket = self.at(number, route.park, "a copy", self.in_minutes(minutes))
        assert (ticket is None) == (held is None)
        if ticket:
            assert self.see(ticket).state is State.PARKED

    @rule(number=counters, position=positions)
    def returns(self, number: int, position: Position) -> None:
        if ticket := self.at(number, route.return_to_queue, position):
            self.see(ticket)

    @precondition(lambda self: self.seen)
    @rule(number=counters, which=nth)
    def returns_parked_or_late(self, number: int, which: int) -> None:
        chosen = self.pick(which)
        before = self.seen[chosen].state
        if ticket := self.at(number, route.return_to_queue, parked=chosen):
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
        ticket = self.at(number, route.transfer, to)
        if ticket:
            assert to.counter is None or to.counter in self.open
            assert self.see(ticket).state is State.WAITING

    @rule(number=counters)
    def undoes(self, number: int) -> None:
        """The last deed at the counter, within seconds, unless anybody has gone on with the ticket since."""
        expected = self.after_undoing(number)
        ticket = self.at(number, undo)
        assert (ticket is None) == (expected is None)
        if ticket is not None and expected is not None:
            assert as_seen(ticket, was_called=expected.was_called) == expected
            self.seen[ticket.id] = expected
            self.touched[ticket.id] = self._seq()

    def after_undoing(self, number: int) -> Seen | None:
        """What becomes of the ticket; none where undoing must be refused."""
        last = self.last.get(number)
        if last is None or last.ticket is None or last.before is None:
            return None
        if self.soon() - last.at > RULES.undo_within or self.touched[last.ticket] != last.seq:
            return None
        comes_back = last.before.state in ACTIVE and self.seen[last.ticket].state not in ACTIVE
        if comes_back and self.holds_another(self.cards.get(last.ticket)):
            return None
        return last.before if last.before.only_at in self.open else replace(last.before, only_at=None)

    @rule(
        number=counters,
        card=cards.filter(bool),
        deeds=st.lists(
            st.sampled_from(
                ["serve", "call in vain", "late", "another", "neighbour", "pause", "open", "close", "undo"]
            ),
            min_size=4,
            max_size=8,
        ),
    )
    def hurries(self, number: int, card: str | None, deeds: list[str]) -> None:
        """One after the other at the same counter within seconds: by single rules that would hardly ever happen."""
        self.opens(number)
        self.takes_a_ticket(self.takes(number)[0], False, card)
        for deed in deeds:
            self.does_at(number, deed)
        self.undoes(number)

    def does_at(self, number: int, deed: str) -> None:
        missed = [nth for nth, seen in enumerate(self.seen.values()) if seen.state is State.NO_SHOW]
        match deed:
            case "serve":
                self.calls_next(number)
                self.acts(number, (counter.start, State.CALLED, State.SERVING))
                self.finishes(number)
            case "call in vain":
                self.calls_next(number)
                self.waits_recalls_and_marks(number, 5)
            case "late" if missed:
                self.returns_parked_or_late(number, missed[-1])
            case "another":
                self.does_at(number, "serve")
                last = self.last.get(number)
                self.takes_a_ticket("tax", False, self.cards.get(last.ticket) if last and last.ticket else None)
            case "neighbour":
                self.sends_next_door_and_calls_back(number)
            case "pause":
                self.pauses(number, None)
            case "open":
                self.opens(number)
            case "close":
                self.closes(number)
            case "undo":
                self.undoes(number)

    def sends_next_door_and_calls_back(self, number: int) -> None:
        """By mistake, and the neighbour goes home meanwhile."""
        neighbour = number % len(NUMBERS) + 1
        self.calls_next(number)
        held = next((nth for nth, seen in enumerate(self.seen.values()) if seen is self.held(number)), None)
        if held is not None:
            self.transfers(number, Destination(counter=neighbour))
            self.calls_chosen(number, held, "ill")
            self.closes(neighbour)

    @rule(number=counters, card=cards.filter(bool), missed=st.booleans())
    def takes_another_while_the_officer_errs(self, number: int, card: str | None, missed: bool) -> None:
        """A visit is ended by mistake, its visitor is told so and takes another ticket, and the officer undoes."""
        self.opens(number)
        self.acts(number, (counter.start, State.CALLED, State.SERVING))
        self.finishes(number)  # whoever stood there
        known = len(self.seen)
        self.takes_a_ticket(self.takes(number)[0], False, card)
        if len(self.seen) == known:
            return  # they hold one already
        self.calls_chosen(number, known, "ill")
        if missed:
            self.waits_recalls_and_marks(number, 5)
        else:
            self.acts(number, (counter.start, State.CALLED, State.SERVING))
            self.finishes(number)
        self.takes_a_ticket("tax", False, card)
        self.undoes(number)

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
        before, day = self.seen[chosen].state, self.seen[chosen].day
        ticket = self.try_to(visitor.come_back, self.tokens[chosen])
        has_another = self.holds_another(self.cards.get(chosen), than=chosen)
        assert (ticket is not None) == (before is State.NO_SHOW and not has_another and self.lasts(day))
        if ticket:
            self.see(ticket)

    # --- a kiosk alone ---

    @rule(holder=kiosks, size=st.integers(1, 4), prefix=st.sampled_from("AB"))
    def a_kiosk_prints_alone(self, holder: str, size: int, prefix: str) -> None:
        """Who asks for numbers has handed in all it printed: what expired goes to others from then on."""
        self.the_kiosk_hands_in(holder, again=False)
        asked = kiosk.TicketRequest("land" if prefix == "A" else "tax")
        for lease in self.try_to(offline.lease_numbers, holder, size, [prefix]) or []:
            for number in lease.numbers(Numbering())[:2]:
                self.printed[holder].append(self.paper(lease.id, number, asked))

    @rule(holder=kiosks, service=services)
    def a_kiosk_gets_no_answer(self, holder: str, service: str) -> None:
        """The server gives a ticket that the kiosk never hears of, so that it prints one of its own instead."""
        asked, key = kiosk.TicketRequest(service), f"k{next(self.keys)}"
        self.the_kiosk_hands_in(holder, again=False)
        leases = self.try_to(offline.lease_numbers, holder, 2, ["A" if service == "land" else "B"]) or []
        ticket = self.try_to(kiosk.issue_ticket, asked, key)
        assert ticket is not None
        self.see(ticket)
        for number in leases[0].numbers(Numbering())[:1] if leases else ():
            self.unheard[key] = ticket.id
            self.printed[holder].append(replace(self.paper(leases[0].id, number, asked), key=key))

    def paper(self, lease: int, number: str, asked: kiosk.TicketRequest) -> offline.Printed:
        return offline.Printed(lease, number, f"{number}-{next(self.keys)}".ljust(22, "-"), self.clock.now, asked)

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
                self.touched[unheard] = self._seq()
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
        day.do_what_is_due(self.hall)
        with self.hall.reading() as reading:
            for ticket_id, seen in list(self.seen.items()):
                ticket = reading.tickets.with_id(ticket_id)
                if ticket.state is not seen.state:
                    assert (seen.state, ticket.state) == (State.CALLED, State.NO_SHOW)
                    if seen.counter is not None:
                        self.last[seen.counter] = LastDeed(reading.seq, reading.now)
                    self.see(ticket)

    # --- what must always hold ---

    @invariant()
    def the_hall_is_as_people_see_it(self) -> None:
        with self.hall.reading() as reading:
            assert reading.seq >= self.seq
            self.seq = reading.seq
            held = reading.counters.tickets()
            for number in NUMBERS:
                seen = self.held(number)
                assert (held[number].number if number in held else None) == (seen.number if seen else None)
            tally, going_on = reading.tickets.tally(), reading.queues.going_on()
            for state in State:
                of_state = [each for each in self.seen.values() if each.state is state]
                assert tally.get(state, 0) == sum(each.day == reading.today for each in of_state)
                assert state not in ACTIVE or going_on.get(state, 0) == len(of_state)
        numbers = [(each.day, each.number) for each in self.seen.values()]
        assert len(numbers) == len(set(numbers))

    @invariant()
    def no_process_remembers_what_is_not_so(self) -> None:
        """Each answers as one does that has only just started."""
        for engine, halls in zip(self.engines, self.processes, strict=True):
            assert self.answers_of(halls) == self.answers_of(Halls(engine, self.clock))

    def answers_of(self, halls: Halls) -> object:
        """What a process may remember of the hall, as it tells it."""
        with halls["hall"].reading() as reading:
            waiting = [reading.tickets.with_id(each) for each in self.seen if self.seen[each].state is State.WAITING]
            return (
                dict(reading.counters.all),
                reading.journal.recent_calls,
                reading.queues.days,
                [reading.numbers.series(prefix, reading.today) for prefix in "AB"],
                {each.number: reading.queues.people_ahead(each) for each in waiting},
            )

    @invariant()
    def nobody_holds_two_active_tickets(self) -> None:
        active = [card for ticket, card in self.cards.items() if self.seen[ticket].state in ACTIVE]
        assert len(active) == len(set(active))
