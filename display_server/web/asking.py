"""What operations begin with: the hall that is asked, who asks, and the change in which their deed is done."""

from collections.abc import Callable
from ipaddress import ip_address

from flask import request

from display_server import views
from display_server.access.principals import Principal
from display_server.contract import TicketAnswer
from display_server.domain.rating_secret import RatingSecret
from display_server.domain.security_log import Doer
from display_server.domain.ticket import Ticket
from display_server.limits.addresses import WAS_FORWARDED, asker
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.web.services import services
from display_server.web.who import require, who


def hall_called(slug: str) -> Hall:
    """Raises NotFound where there is no such hall."""
    return services().halls[slug]


def asking_address() -> str:
    """Under which name the address that asks is counted."""
    return asker(request.remote_addr or "")


def asked_on_this_machine() -> bool:
    """By a program on it, and not by a proxy on it, which asks for somebody else."""
    known = ip_address(request.remote_addr or "0.0.0.0")
    return known.is_loopback and not request.environ.get(WAS_FORWARDED, False)


def hall_of_ticket(holds: str | RatingSecret) -> Hall:
    """For whoever holds the ticket. Raises NotFound where there is none, TooOften for who tries tickets out."""
    services().look_up_limit.ask(asking_address())
    halls = services().halls
    return halls.with_token(holds) if isinstance(holds, str) else halls.with_ticket(holds.ticket)


def actor() -> str:
    """Whom the journal names."""
    principal = who()
    return principal.actor if principal else "visitor"


def doer() -> Doer:
    """Whom the security log names, and from which address they ask."""
    return Doer(actor(), request.remote_addr)


def asked_by() -> Principal:
    """Whoever asks, of an operation that not everybody may. Raises NotSignedIn."""
    return require((), None, None)


def device() -> int | None:
    """Which device asks, by its token: two may have one name. None for whoever signed in otherwise."""
    principal = who()
    return principal.device if principal else None


def sender() -> str:
    """Whose the idempotency keys are that come with this request."""
    number = device()
    return f"device {number}" if number is not None else actor()


def ticket_after(hall: Hall, deed: Callable[[Change], Ticket]) -> TicketAnswer:
    """Does the holder's deed as a change of its own, and answers its ticket as it is then."""
    with hall.change(actor()) as change:
        return TicketAnswer(ticket=views.visitor.ticket_of_holder(change, deed(change), services().base_url))
