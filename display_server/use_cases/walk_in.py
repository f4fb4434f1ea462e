"""Somebody stands at the counter without a ticket: they get a number there, and are called if nobody else is served."""

from display_server.domain.counter import CounterState
from display_server.domain.ticket import Ticket
from display_server.store.change import Change
from display_server.use_cases.counter import call_chosen
from display_server.use_cases.kiosk import TicketRequest, issue_ticket

WALK_IN = "walk-in"
"""Why they are called out of order, in the journal."""


def walk_in(change: Change, number: int, request: TicketRequest, *, queued: bool = False) -> Ticket:
    """Gives a number; called at once where the counter takes the service and is open and free, else in the queue.

    `queued`: they wait by their arrival like everybody, though the counter be free.

    Raises whatever keeps a kiosk from giving a ticket.
    """
    counter = change.counters.numbered(number)
    ticket = issue_ticket(change, request)
    if queued:
        return ticket
    takes = request.service in change.plan.counter(number).takes
    if takes and counter.state is CounterState.OPEN and change.counters.ticket_at(number) is None:
        return call_chosen(change, number, ticket.id, WALK_IN)
    return ticket
