"""The hours before the demonstration: the same rules and the same store, on a clock that is moved."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import TypeVar

from display_server.demo.crowd import BEFORE_RECALL, WALK, Crowd
from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import Ticket
from display_server.store.hall import Hall
from display_server.use_cases import counter as counters, kiosk, visitor

T = TypeVar("T")
Deed = Callable[[], None]


class MovedClock:
    """Stands where it was put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Past:
    """Lives through the hall's hours from the clock's present until a given moment, event by event."""

    def __init__(self, hall: Hall, plan: HallPlan, clock: MovedClock, crowd: Crowd, officers: dict[int, str]) -> None:
        self._hall, self._plan, self._clock, self._crowd = hall, plan, clock, crowd
        self._officers = officers
        self._agenda: list[tuple[datetime, int, Deed]] = []
        self._order = count()
        self._idle: set[int] = set()

    def live(self, until: datetime) -> None:
        for number, officer in self._officers.items():
            self._do(counters.open_counter, number, officer, actor=officer)
            self._idle.add(number)
        self._in(self._crowd.until_next(), self._arrive)
        while self._agenda and self._agenda[0][0] < until:
            self._clock.now, _, deed = heapq.heappop(self._agenda)
            deed()
        self._clock.now = until

    def _in(self, duration: timedelta, deed: Deed) -> None:
        heapq.heappush(self._agenda, (self._clock.now + duration, next(self._order), deed))

    def _do(self, deed: Callable[..., T], *arguments: object, actor: str) -> T:
        with self._hall.change(actor) as change:
            return deed(change, *arguments)

    def _arrive(self) -> None:
        comer = self._crowd.visitor()
        self._do(kiosk.issue_ticket, kiosk.TicketRequest(comer.service, comer.priority_class), actor="kiosk: demo")
        taking = {counter.number for counter in self._plan.counters_for(comer.service)}
        if idle := sorted(taking & self._idle):
            self._call(idle[0])
        self._in(self._crowd.until_next(), self._arrive)

    def _call(self, number: int) -> None:
        ticket = self._do(counters.call_next, number, actor=self._officers[number])
        if ticket is None:
            self._idle.add(number)
            return
        self._idle.discard(number)
        if self._crowd.comes():
            self._in(WALK, lambda: self._serve(number, ticket))
        else:
            self._in(BEFORE_RECALL, lambda: self._recall(number))
            self._in(2 * BEFORE_RECALL, lambda: self._give_up(number))

    def _serve(self, number: int, ticket: Ticket) -> None:
        self._do(counters.start, number, actor=self._officers[number])
        self._in(self._crowd.stay(ticket.service), lambda: self._finish(number, ticket))

    def _finish(self, number: int, ticket: Ticket) -> None:
        self._do(counters.finish, number, counters.Outcome("received"), actor=self._officers[number])
        if (score := self._crowd.score()) is not None:
            self._do(visitor.rate_visit, ticket.token, visitor.Opinion(score), "tablet", actor="visitor")
        self._call(number)

    def _give_up(self, number: int) -> None:
        self._do(counters.mark_no_show, number, actor=self._officers[number])
        self._call(number)

    def _recall(self, number: int) -> None:
        self._do(counters.recall, number, actor=self._officers[number])
