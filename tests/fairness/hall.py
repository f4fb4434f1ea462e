"""A hall whose visitors and officers go through the real use cases, on a real database and a clock that is moved.

One model minute is a tenth of a second on the engine's clock, so that thousands of visitors fit into one local day: an
order is made of instants, and all of them shrink alike.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from display_server.domain.hall_plan import CounterPlan, Department, HallPlan, PriorityClass, Zone
from display_server.domain.opening_hours import ALWAYS_OPEN
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.domain.ticket import TicketId
from display_server.simulation.in_hall import HallCounter, take_ticket
from display_server.simulation.officer import work
from display_server.simulation.processes import Agenda, Process
from display_server.simulation.visitors import Brought, Visitor
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls
from tests.fairness.crowd import DESKS, Arrival
from tests.fairness.orders import OF_PRIORITY_QUEUE, Order
from tests.halls import MovedClock, a_service, words

MINUTE = timedelta(milliseconds=100)
EVERYBODY, APART, PRIORITY = "everybody", "apart", "priority"
DESKS_NUMBERED = range(1, DESKS + 1)


def waits(order: Order, arrivals: Sequence[Arrival], folder: Path) -> list[float]:
    """How many minutes each of them waits from the ticket to the call."""
    clock = MovedClock()
    engine = open_database(f"sqlite:///{folder / 'hall.db'}")
    halls = Halls(engine, clock)
    halls.load(_plan(order), actor="fairness")
    simulated = SimulatedHall(halls["hall"], clock, order)
    waited = simulated.live(arrivals)
    engine.dispose()
    return waited


class SimulatedHall:
    """The hall on its agenda: visitors come in, and each desk works as the simulated officers do."""

    def __init__(self, hall: Hall, clock: MovedClock, order: Order) -> None:
        self._hall, self._clock, self._order = hall, clock, order
        self._agenda = Agenda(clock)
        self._who: dict[TicketId, Visitor] = {}
        self._nth_call = count()

    def live(self, arrivals: Sequence[Arrival]) -> list[float]:
        """Their waits in minutes."""
        desks = {number: Desk(self._hall, number, self._order, self._who, self._nth_call) for number in DESKS_NUMBERED}
        for number, desk in desks.items():
            desk.open()
            self._agenda.begin(work(desk), number)
        self._agenda.begin(self._coming_in(arrivals))
        self._agenda.run()
        called_at = {ticket: at for desk in desks.values() for ticket, at in desk.called_at.items()}
        return [(called_at[ticket] - self._issued_at[ticket]) / MINUTE for ticket in self._issued_at]

    def _coming_in(self, arrivals: Sequence[Arrival]) -> Process:
        self._issued_at: dict[TicketId, datetime] = {}
        before = 0.0
        for arrival in arrivals:
            yield (arrival.arrives - before) * MINUTE
            before = arrival.arrives
            visitor = self._visitor(arrival)
            ticket = take_ticket(self._hall, visitor, "fairness")
            self._who[ticket.id], self._issued_at[ticket.id] = visitor, ticket.issued_at
            self._agenda.wake(DESKS_NUMBERED)

    def _visitor(self, arrival: Arrival) -> Visitor:
        service = APART if arrival.has_priority and self._order.apart else EVERYBODY
        priority = PRIORITY if arrival.has_priority else None
        return Visitor(service, priority, stays=arrival.stay * MINUTE, walk=timedelta())


class Desk:
    """One officer with one counter, or two where priority visitors wait apart: `order` says which is asked first."""

    is_serving = False

    def __init__(
        self, hall: Hall, number: int, order: Order, who: Mapping[TicketId, Visitor], nth_call: "count[int]"
    ) -> None:
        self._number, self._order, self._nth_call = number, order, nth_call
        self._counters = {
            counter: HallCounter(hall, counter, f"officer {counter}", who) for counter in order.counters(number, 0)
        }
        self._at = self._counters[number]
        self.called_at: dict[TicketId, datetime] = {}

    def open(self) -> None:
        for counter in self._counters.values():
            counter.open()

    def next_visitor(self) -> Visitor | None:
        for number in self._order.counters(self._number, next(self._nth_call)):
            self._at = self._counters[number]
            if (visitor := self._at.next_visitor()) is not None and self._at.ticket is not None:
                self.called_at[self._at.ticket.id] = self._at.ticket.called_at or self._at.ticket.issued_at
                return visitor
        return None

    def recall(self) -> None:
        self._at.recall()

    def start(self) -> None:
        self._at.start()

    def finish(self, outcome: VisitOutcome, brought: Brought | None) -> None:
        self._at.finish(outcome, brought)

    def mark_no_show(self) -> None:
        self._at.mark_no_show()

    def rate(self, opinion: Opinion) -> None:
        self._at.rate(opinion)


def _plan(order: Order) -> HallPlan:
    everybody, apart = a_service(EVERYBODY, "A"), a_service(APART, "B")
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
            for desk in DESKS_NUMBERED
            for aside, service in ((0, EVERYBODY), (OF_PRIORITY_QUEUE, APART))
        ),
    )
