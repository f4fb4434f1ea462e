"""The hours before the demonstration: the same rules and the same store, on a clock that is moved."""

from collections.abc import Mapping
from datetime import datetime

from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import TicketId
from display_server.simulation.in_hall import HallCounter, take_ticket
from display_server.simulation.officer import work
from display_server.simulation.processes import Agenda, MovedClock
from display_server.simulation.visitors import Crowd, Visitor
from display_server.store.hall import Hall


def live_through(
    hall: Hall, plan: HallPlan, clock: MovedClock, crowd: Crowd, officers: Mapping[int, str], until: datetime
) -> None:
    """Lets the hall live from the clock's present until this instant; `officers` by their counters' numbers."""
    agenda, who = Agenda(clock), dict[TicketId, Visitor]()

    def take(comer: Visitor) -> None:
        who[take_ticket(hall, comer, "kiosk: demo").id] = comer
        agenda.wake(sorted(counter.number for counter in plan.counters_for(comer.service)))

    for number, officer in officers.items():
        counter = HallCounter(hall, number, officer, who)
        counter.open()
        agenda.begin(work(counter), number)
    agenda.begin(crowd.coming_in(take, clock))
    agenda.run(until)
