"""The model of `hall_model`, with what is rarer: appointments, ratings, a new plan, a new day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from display_server.domain.hall_plan import HallPlan
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours
from display_server.domain.ticket import Paper, State, TicketId
from display_server.use_cases import appointments, day, devices, kiosk, visitor
from tests.display_server.model.hall_model import KIOSKS, NUMBERS, OPEN_BY_DAY, TheHall, counters, nth

PLANS = ("as it was", "3 helps out", "2 prefers land", "land goes on to tax")
FEWEST_A_DAY = 3
"""Tickets. Of days on which nobody comes there would be many, and they take the most time."""
LEFT_AT_NIGHT: Mapping[State, State] = {
    State.WAITING: State.CANCELLED,
    State.PARKED: State.CANCELLED,
    State.CALLED: State.NO_SHOW,
    State.SERVING: State.SERVED,
}
"""What becomes at the close of the day of who is still there."""


class TheWholeHall(TheHall):
    def __init__(self) -> None:
        super().__init__()
        self.first_plan = self.plan
        self.promised: dict[str, datetime] = {}
        self.kept: dict[str, TicketId] = {}
        """The tickets that were taken for appointments."""
        self.rated: set[str] = set()

    @rule(minutes=st.integers(1, 40))
    def makes_an_appointment(self, minutes: int) -> None:
        with self.hall.reading() as reading:
            at = reading.now + timedelta(minutes=minutes)
        made = self.try_to(appointments.make, "tax", at)
        assert made is not None
        self.promised[made.code] = at

    @precondition(lambda self: self.promised)
    @rule(which=nth)
    def comes_to_an_appointment(self, which: int) -> None:
        code, at = list(self.promised.items())[which % len(self.promised)]
        ticket = self.try_to(kiosk.issue_ticket, kiosk.TicketRequest("tax", appointment=code))
        before = self.seen[self.kept[code]] if code in self.kept else None
        gave_up = before is not None and before.state is State.CANCELLED and not before.was_called
        assert (ticket is not None) == (before is None or gave_up), "who gave up before any call may come again"
        if ticket:
            rules = self.plan.rules
            in_time = at - rules.appointment_early <= ticket.issued_at <= at + rules.appointment_late
            assert ticket.rank == (at if in_time else ticket.issued_at)
            self.kept[code] = ticket.id
            self.see(ticket)

    @precondition(lambda self: self.seen)
    @rule(which=nth)
    def rates(self, which: int) -> None:
        chosen = self.pick(which)
        seen, token = self.seen[chosen], self.tokens[chosen]
        soon = self.soon()
        rated = self.try_to(visitor.rate_visit, token, visitor.Opinion(3), "phone")
        with self.hall.reading() as reading:
            ended = reading.tickets.with_id(chosen).ended_at
        in_time = seen.state is State.SERVED and ended is not None and soon - ended <= timedelta(hours=24)
        assert (rated is not None) == (in_time and token not in self.rated)
        if rated:
            self.rated.add(token)
            self.touched[chosen] = self._seq()

    @rule(number=counters)
    def rates_at_the_counter(self, number: int) -> None:
        rated = self.try_to(visitor.rate_last_visit, number, visitor.Opinion(4))
        if rated:
            assert self.seen[rated.id].state is State.SERVED
            assert rated.token not in self.rated
            self.rated.add(rated.token)
            self.touched[rated.id] = self._seq()

    @precondition(lambda self: self.seen)
    @rule(which=nth, paper=st.sampled_from(list(Paper)))
    def is_told_of_a_slip(self, which: int, paper: Paper) -> None:
        """Nobody took it: whoever waited with it gives up the place."""
        chosen = self.pick(which)
        self.clock.advance(milliseconds=1)  # the same news of the same moment would be told again, and no news
        with self.hall.reading() as reading:
            is_news = reading.tickets.with_id(chosen).paper is not paper
        slip = devices.Slip(self.tokens[chosen], paper, self.clock.now)
        assert self.try_to(devices.note_slips, [slip]) == []
        if is_news and paper is Paper.NOT_COLLECTED and self.seen[chosen].state is State.WAITING:
            self.seen[chosen].state = State.CANCELLED
            self.touched[chosen] = self._seq()
        with self.hall.reading() as reading:
            assert reading.tickets.with_id(chosen).state is self.seen[chosen].state

    @rule(which=st.sampled_from(PLANS))
    def gets_a_new_plan(self, which: str) -> None:
        self.plan = variant(self.first_plan, which)
        self.halls.load(self.plan, actor="test")

    @precondition(lambda self: len(self.seen) >= FEWEST_A_DAY)
    @rule(again=st.booleans())
    def is_open_over_midnight(self, again: bool) -> None:
        """Visits go on over the turn of the day, and lapse with the next: who waits so long has left."""
        self.is_open(ALWAYS_OPEN)
        for _ in range(1 + again):
            for holder in KIOSKS:
                self.the_kiosk_hands_in(holder, again=False)
            with self.hall.reading() as reading:
                today, now = reading.today, max(reading.now, self.clock.now)
                _, self.clock.now = reading.plan.day_bounds(reading.plan.day(now))
            for ticket, seen in self.seen.items():
                if seen.day < today and not self.is_served_since(today, ticket):
                    seen.state = LEFT_AT_NIGHT.get(seen.state, seen.state)
            self.time_passes(60)
        for forgotten in (self.last, self.promised, self.handed_in):  # undone, and kept, on their own day only
            forgotten.clear()

    def is_served_since(self, day: date, ticket: TicketId) -> bool:
        with self.hall.reading() as reading:
            served = reading.tickets.with_id(ticket)
            return served.state is State.SERVING and reading.plan.day(served.started_at or reading.now) >= day

    def is_open(self, hours: OpeningHours) -> None:
        self.first_plan = replace(self.first_plan, opening_hours=hours)
        self.plan = replace(self.plan, opening_hours=hours)
        self.halls.load(self.plan, actor="test")

    @precondition(lambda self: len(self.seen) >= FEWEST_A_DAY)
    @rule()
    def turns_to_a_new_day(self) -> None:
        self.is_open(OPEN_BY_DAY)
        for holder in KIOSKS:
            self.the_kiosk_hands_in(holder, again=False)
        with self.hall.reading() as reading:
            self.clock.now = max(reading.now, self.clock.now) + timedelta(days=1)
        day.do_what_is_due(self.hall)
        with self.hall.reading() as reading:
            for ticket, seen in self.seen.items():
                assert reading.tickets.with_id(ticket).state is LEFT_AT_NIGHT.get(seen.state, seen.state)
            assert reading.tickets.tally() == {}
            assert reading.journal.day_has_begun
        of_tickets = (self.seen, self.tokens, self.touched, self.cards, self.last, self.unheard, self.handed_in)
        for forgotten in (*of_tickets, self.open, self.paused, self.promised):
            forgotten.clear()
        for number in NUMBERS:
            self.opens(number)


def variant(plan: HallPlan, which: str) -> HallPlan:
    first, second, third = plan.counters
    match which:
        case "3 helps out":
            return replace(plan, counters=(first, second, replace(third, helps=("land",))))
        case "2 prefers land":
            return replace(plan, counters=(first, replace(second, afterwards=(("tax",),)), third))
        case "land goes on to tax":
            land, tax = plan.departments
            sends_on = replace(land, services=tuple(replace(each, next_stops=("tax",)) for each in land.services))
            return replace(plan, departments=(sends_on, tax))
        case _:
            return plan
