"""Somebody stands at the counter without a ticket: they get a number there, and are called if nobody else is served."""

from display_server.domain.counter import CounterState
from display_server.domain.refusals import NotValid
from display_server.domain.ticket import Ticket
from display_server.store.change import Change
from display_server.use_cases.counter import call_chosen
from display_server.use_cases.kiosk import TicketRequest, issue_ticket

WALK_IN = "walk-in"
"""Why they are called out of order, in the journal."""


def walk_in(change: Change, number: int, request: TicketRequest) -> Ticket:
    """Gives a number; called at once where the counter is open and free, in the queue by arrival otherwise.

    Raises NotValid for a service that the counter does not take, and whatever keeps a kiosk from giving a ticket.
    """
    counter = change.counters.numbered(number)
    if request.service not in change.plan.counter(number).takes:
        raise NotValid(
            "service",
            "Counter %(counter)s does not take the service %(service)s. Let the visitor take a ticket at the kiosk.",
            counter=number,
            service=request.service,
        )
    ticket = issue_ticket(change, request)
    if counter.state is not CounterState.OPEN or change.counters.ticket_at(number) is not None:
        return ticket
    return call_chosen(change, number, ticket.id, WALK_IN)
