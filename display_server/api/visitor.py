"""Operations of whoever holds a ticket, and ratings."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Literal

from display_server import views
from display_server.access.principals import Principal, Role
from display_server.api.operations import Operations
from display_server.contract import (
    PostponeTicket,
    Proof,
    Rate,
    Rated,
    RatingWithdrawn,
    TicketAnswer,
    WantMessage,
    WantPush,
    WithdrawRating,
)
from display_server.domain.rating_plan import Opinion
from display_server.domain.rating_secret import RatingSecret
from display_server.domain.refusals import NotAllowed, NotSignedIn, NotValid
from display_server.domain.reminder import BY_CONTACT
from display_server.domain.ticket import Ticket
from display_server.messages.push_services import is_known
from display_server.use_cases import reminders, visitor
from display_server.web.asking import asking_address, hall_called, hall_of_ticket, ticket_after
from display_server.web.language import language_of_request
from display_server.web.services import services
from display_server.web.who import who

operations = Operations()
OF_A_WISH = [401, 403, 404, 429]
"""How what a ticket's holder asks for may be refused: not theirs, unknown, too often."""
OF_A_DEED = [*OF_A_WISH, 409]
"""The same of what the ticket may be in no state for."""


@operations.add("GET", "/tickets/<token>", roles=None, answer=TicketAnswer, refusals=[404, 429])
def ticket(token: str) -> TicketAnswer:
    """The ticket, for whoever holds it."""
    return _as_it_is(token)


def _as_it_is(token: str) -> TicketAnswer:
    with hall_of_ticket(token).reading() as reading:
        found = reading.tickets.with_token(token)
        return TicketAnswer(ticket=views.visitor.ticket_of_holder(reading, found, services().base_url))


@operations.add("GET", "/halls/<hall>/proofs/<code>", roles=None, answer=Proof, refusals=[404, 429])
def proof(hall: str, code: str) -> Proof:
    """The place in the journal's chain of the ticket that carries this code, and who was called before it."""
    services().look_up_limit.ask(asking_address())
    with hall_called(hall).reading() as reading:
        return views.proof.proof(reading, code)


@operations.add("POST", "/tickets/<token>/cancel", roles=None, answer=TicketAnswer, refusals=OF_A_DEED)
def cancel(token: str) -> TicketAnswer:
    """Gives the place in the queue up."""
    return ticket_after(hall_of_ticket(token), lambda change: visitor.cancel(change, token))


@operations.add("POST", "/tickets/<token>/return", roles=None, answer=TicketAnswer, refusals=OF_A_DEED)
def come_back(token: str) -> TicketAnswer:
    """Says that one is there after all, having been marked as a no-show."""
    return ticket_after(hall_of_ticket(token), lambda change: visitor.come_back(change, token))


@operations.add(
    "POST",
    "/tickets/<token>/postpone",
    roles=None,
    body=PostponeTicket,
    answer=TicketAnswer,
    refusals=OF_A_DEED,
)
def postpone(token: str, body: PostponeTicket) -> TicketAnswer:
    """Asks not to be called for some minutes; the place in the queue is kept."""
    by = timedelta(minutes=body.minutes)
    return ticket_after(hall_of_ticket(token), lambda change: visitor.postpone(change, token, by))


@operations.add(
    "PUT",
    "/tickets/<token>/message",
    roles=None,
    body=WantMessage,
    answer=TicketAnswer,
    refusals=OF_A_DEED,
)
def want_message(token: str, body: WantMessage) -> TicketAnswer:
    """Keeps where a message goes before the call, instead of what was wanted before; erased once it is sent."""
    ways = [way for way in BY_CONTACT if way in services().messengers]
    language = language_of_request()
    return _reminded(token, partial(reminders.want_message, to=body.to, ways=ways, language=language))


@operations.add("DELETE", "/tickets/<token>/message", roles=None, answer=TicketAnswer, refusals=OF_A_WISH)
def want_no_message(token: str) -> TicketAnswer:
    """Erases where the message would have gone."""
    return _reminded(token, reminders.want_no_message)


@operations.add("PUT", "/tickets/<token>/push", roles=None, body=WantPush, answer=TicketAnswer, refusals=OF_A_DEED)
def want_push(token: str, body: WantPush) -> TicketAnswer:
    """Keeps the browser's subscription, so that the phone is told of the call while the page is closed."""
    if services().push_key is None:
        raise NotAllowed("This server cannot push. Please keep this page open.")
    if not is_known(body.endpoint, services().push_services):
        raise NotValid("endpoint", "This server knows no such push service.")
    subscription, language = body.model_dump_json(), language_of_request()
    return _reminded(token, partial(reminders.want_push, subscription=subscription, language=language))


@operations.add("DELETE", "/tickets/<token>/push", roles=None, answer=TicketAnswer, refusals=OF_A_WISH)
def want_no_push(token: str) -> TicketAnswer:
    """Erases the browser's subscription."""
    return _reminded(token, reminders.want_no_push)


def _reminded(token: str, deed: Callable[..., None]) -> TicketAnswer:
    """Where a message goes is no change of the hall: nothing of it is in the journal."""
    with hall_of_ticket(token).reading() as reading:
        deed(services().halls.reminders, reading, token)
    return _as_it_is(token)


@operations.add("POST", "/ratings", roles=None, body=Rate, answer=Rated, status=201, refusals=OF_A_DEED)
def rate(body: Rate) -> Rated:
    """The one rating of a served visit: by the ticket's token, or by the tablet of the counter that served it."""
    opinion = Opinion(body.score, body.reasons, tuple(sorted(body.indicators.items())), body.comment or None)
    principal = who()
    if body.ticket is not None:
        source = _source(principal)
        holds = RatingSecret.read(body.ticket) or body.ticket
        ago = timedelta(seconds=body.answered_seconds_ago)
        with hall_of_ticket(holds).change("visitor") as change:
            rated = visitor.rate_visit(change, holds, opinion, source, ago)
    else:
        rated = _rate_at_counter(body, opinion)
    return Rated(ticket=rated.id, score=body.score)


def _source(principal: Principal | None) -> Literal["tablet", "phone", "kiosk"]:
    """By which somebody rates: on a phone they are nobody."""
    match principal:
        case Principal(role=Role.RATING):
            return "tablet"
        case Principal(role=Role.KIOSK):
            return "kiosk"
        case _:
            return "phone"


@operations.add(
    "POST",
    "/ratings/withdraw",
    roles=None,
    body=WithdrawRating,
    answer=RatingWithdrawn,
    refusals=OF_A_DEED,
)
def withdraw_rating(body: WithdrawRating) -> RatingWithdrawn:
    """Takes a rating back within a minute: it stays stored, and counts nowhere. By what gave it."""
    holds = RatingSecret.read(body.ticket) or body.ticket
    with hall_of_ticket(holds).change("visitor") as change:
        return RatingWithdrawn(ticket=visitor.withdraw_rating(change, holds).id)


def _rate_at_counter(body: Rate, opinion: Opinion) -> Ticket:
    principal = who()
    if principal is None:
        raise NotSignedIn("A rating by counter takes the tablet's token: Authorization: Bearer TOKEN.")
    principal.must_be(Role.RATING)
    slug, number = body.hall or principal.hall or _only_hall(), body.counter or 0
    principal.must_belong_to(slug, number)
    with hall_called(slug).change("visitor") as change:
        return visitor.rate_last_visit(change, number, opinion)


def _only_hall() -> str:
    slugs = services().halls.slugs()
    if len(slugs) != 1:
        raise NotValid("hall", "Name the hall: there are several here.")
    return slugs[0]
