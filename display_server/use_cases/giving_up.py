"""A place in the queue that is given up: by the visitor, or because nobody holds its paper."""

from display_server.domain.events import TicketCalled, TicketCancelled
from display_server.domain.story import as_it_holds
from display_server.domain.ticket import Ticket
from display_server.store.change import Change


def give_up(change: Change, ticket: Ticket) -> Ticket:
    """Ends the visit. Whoever came for an appointment and was never called may come for it again.

    Raises NotAllowed where the visitor stands at a counter, or the visit is over.
    """
    cancelled = change.save(ticket.cancel(change.now))
    change.record(TicketCancelled(at=change.now, ticket=ticket.id, service=ticket.service))
    if not any(isinstance(event, TicketCalled) for _, event in as_it_holds(change.journal.recorded_events(ticket.id))):
        change.free_appointment(ticket.id)
    return cancelled
