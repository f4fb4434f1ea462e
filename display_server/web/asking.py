"""What operations begin with: the hall that is asked, who asks, and the change in which their deed is done."""

from collections.abc import Callable

from display_server import views
from display_server.access.principals import Principal
from display_server.contract import TicketAnswer
from display_server.domain.ticket import Ticket
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.web.services import services
from display_server.web.who import require, who


def hall_called(slug: str) -> Hall:
    """Raises NotFound where there is no such hall."""
    return services().halls[slug]


def actor() -> str:
    """Whom the journal names."""
    principal = who()
    return principal.actor if principal else "visitor"


def asked_by() -> Principal:
    """Whoever asks, of an operation that not everybody may. Raises NotSignedIn."""
    return require((), None, None)


def device() -> int | None:
    """Which device asks, by its token: two may have one name. None for whoever signed in otherwise."""
    principal = who()
    return principal.device if principal else None


def ticket_after(hall: Hall, deed: Callable[[Change], Ticket]) -> TicketAnswer:
    """Does the deed as a change of its own, and answers its ticket as it is then."""
    with hall.change(actor()) as change:
        return TicketAnswer(ticket=views.visitor.ticket(change, deed(change), services().base_url))
