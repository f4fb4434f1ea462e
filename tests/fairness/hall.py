"""A hall whose visitors and officers go through the real use cases, on a real database and a clock that is moved.

One model minute is a tenth of a second on the engine's clock, so that thousands of visitors fit into one local day: an
order is made of instants, and all of them shrink alike.
"""

import heapq
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from display_server.domain.hall_plan import CounterPlan, Department, HallPlan, PriorityClass, Zone
from display_server.domain.opening_hours import ALWAYS_OPEN
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter as counters
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.fairness.crowd import DESKS, Visitor
from tests.fairness.orders import OF_PRIORITY_QUEUE, Order
from tests.halls import MovedClock, a_service, do, words

MINUTE = timedelta(milliseconds=100)
EVERYBODY, APART, PRIORITY = "everybody", "apart", "priority"
Deed = Callable[[], None]


def waits(order: Order, visitors: Sequence[Visitor], folder: Path) -> list[float]:
    """How many minutes each of them waits from the ticket to the call."""
    clock = MovedClock()
    engine = open_database(f"sqlite:///{folder / 'hall.db'}")
    halls = Halls(engine, clock)
    halls.load(_plan(order), actor="fairness")
    simulated = SimulatedHall(halls["hall"], clock, order, visitors)
    simulated.live()
    engine.dispose()
    return simulated.waits


class SimulatedHall:
    """The day's agenda, event by event: somebody comes, or a desk is done with somebody."""

    def __init__(self, hall: Hall, clock: MovedClock, order: Order, visitors: Sequence[Visitor]) -> None:
        self._hall, self._clock, self._order, self._visitors = hall, clock, order, visitors
        self._begins = clock.now
        self._agenda: list[tuple[float, int, Deed]] = []
        self._nth_event, self._nth_call = count(), count()
        self._idle = set(range(1, DESKS + 1))
        self._who: dict[int, int] = {}
        self.waits = [0.0] * len(visitors)

    def live(self) -> None:
        for desk in sorted(self._idle):
            for number in self._order.counters(desk, 0):
                do(self._hall, counters.open_counter, number, f"officer {number}")
        self._at(self._visitors[0].arrives, lambda: self._arrive(0))
        while self._agenda:
            now, _, deed = heapq.heappop(self._agenda)
            self._clock.now = self._begins + now * MINUTE
            deed()

    def _at(self, minute: float, deed: Deed) -> None:
        heapq.heappush(self._agenda, (minute, next(self._nth_event), deed))

    def _arrive(self, nth: int) -> None:
        visitor = self._visitors[nth]
        service = APART if visitor.has_priority and self._order.apart else EVERYBODY
        ticket = do(self._hall, issue_ticket, TicketRequest(service, PRIORITY if visitor.has_priority else None))
        self._who[ticket.id] = nth
        if self._idle:
            self._go_on(min(self._idle), None, visitor.arrives)
        if nth + 1 < len(self._visitors):
            self._at(self._visitors[nth + 1].arrives, lambda: self._arrive(nth + 1))

    def _go_on(self, desk: int, at: int | None, now: float) -> None:
        """The desk finishes with whom it has at this counter, calls the next and begins, all in one commit."""
        with self._hall.change(f"officer {desk}") as change:
            if at is not None:
                counters.finish(change, at, counters.Outcome())
            for number in self._order.counters(desk, next(self._nth_call)):
                if (ticket := counters.call_next(change, number)) is not None:
                    counters.start(change, number)
                    break
        if ticket is None:
            self._idle.add(desk)
            return
        self._idle.discard(desk)
        nth = self._who[ticket.id]
        self.waits[nth] = (self._clock.now - ticket.issued_at) / MINUTE
        until = now + self._visitors[nth].stay
        self._at(until, lambda: self._go_on(desk, number, until))


def _plan(order: Order) -> HallPlan:
    everybody, apart = a_service(EVERYBODY, "A"), a_service(APART, "B")
    desks = range(1, DESKS + 1)
    return HallPlan(
        slug="hall",
        name=words("Hall"),
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
        languages=("vi", "en"),
        hotline=None,
        dossier_code_pattern=None,
        opening_hours=ALWAYS_OPEN,
        zones=(Zone("hall", words("Hall")),),
        priority_classes=(PriorityClass(PRIORITY, words("Priority"), order.minutes * MINUTE),),
        departments=(Department("all", words("All"), "hall", (everybody, apart)),),
        counters=tuple(
            CounterPlan(desk + aside, "hall", (service,))
            for desk in desks
            for aside, service in ((0, EVERYBODY), (OF_PRIORITY_QUEUE, APART))
        ),
    )
