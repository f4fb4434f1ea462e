"""An officer's deed at a counter: whether they may do it there, and what is answered once it is done."""

from collections.abc import Callable
from typing import TypeVar

from display_server import views
from display_server.access.principals import AT_THEIR_OWN_COUNTER
from display_server.contract import Desk, TicketAnswer
from display_server.domain.ticket import Ticket
from display_server.store.change import Change
from display_server.views.visitor import for_staff
from display_server.web.asking import actor, hall_called
from display_server.web.services import services
from display_server.web.who import who

T = TypeVar("T")


def ticket_at(hall: str, counter: int, deed: Callable[[Change], Ticket]) -> TicketAnswer:
    """Does the deed of an officer at their own counter, and answers its ticket as it is then."""
    with hall_called(hall).change(actor()) as change:
        ticket = at_their_own(counter, deed)(change)
        return TicketAnswer(ticket=for_staff(views.visitor.ticket(change, ticket, services().base_url)))


def ticket_or_nobody_at(hall: str, counter: int, deed: Callable[[Change], Ticket | None]) -> TicketAnswer | None:
    """The same for a deed that may find nobody."""
    with hall_called(hall).change(actor()) as change:
        ticket = at_their_own(counter, deed)(change)
        if ticket is None:
            return None
        return TicketAnswer(ticket=for_staff(views.visitor.ticket(change, ticket, services().base_url)))


def desk_after(hall: str, counter: int, deed: Callable[[Change], object]) -> Desk:
    """Does the deed, and answers the counter as its officer sees it then."""
    with hall_called(hall).change(actor()) as change:
        deed(change)
        return views.counter.desk(change, counter, services().base_url)


def at_their_own(counter: int, deed: Callable[[Change], T], *, unless_closed: bool = False) -> Callable[[Change], T]:
    """The deed, for officers at their own counter only; who oversees them or a program may act at any.

    `unless_closed`: where nobody sits, anybody may. Raises NotAllowed at another officer's counter.
    """

    def done(change: Change) -> T:
        principal = who()
        if principal is not None and principal.is_person and principal.role in AT_THEIR_OWN_COUNTER:
            sits_here = change.counters.numbered(counter)
            if not (unless_closed and sits_here.officer is None):
                sits_here.must_be_theirs(principal.name)
        return deed(change)

    return done
