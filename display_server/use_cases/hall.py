"""The hall itself, for whoever asks where things are: opening it, its plan, its journal."""

from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.hall import Hall, Halls


def load_plan(halls: Halls, plan: HallPlan) -> tuple[str, ...]:
    """Opens a hall by its plan, or brings it to a new one. Returns the parts that changed."""
    return halls.load(plan, actor="hall file")


def outline(hall: Hall) -> HallPlan:
    """The hall's zones, departments, services and counters."""
    with hall.reading() as reading:
        return reading.plan


def ticket_by_id(hall: Hall, ticket: TicketId) -> Ticket:
    """Raises NotFound where the hall has no such ticket."""
    with hall.reading() as reading:
        return reading.tickets.with_id(ticket)
