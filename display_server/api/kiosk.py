"""Operations of a kiosk before a visitor: what there is to choose, tickets, dossiers."""

from functools import partial

from flask import request

from display_server import views
from display_server.access.principals import AT_THEIR_OWN_COUNTER, Role
from display_server.api.operations import Operations
from display_server.contract import (
    Catalogue,
    DossierAnswer,
    IssueTicket,
    TicketAnswer,
)
from display_server.domain.refusals import NotValid
from display_server.domain.ticket_layout import QUIET_TIME
from display_server.use_cases import dossiers, kiosk
from display_server.web.asking import actor, device, hall_called, sender
from display_server.web.services import services
from display_server.web.who import who

operations = Operations()
LONGEST_KEY = 200


@operations.add("GET", "/halls/<hall>/catalogue", roles=None, answer=Catalogue, refusals=[404])
def catalogue(hall: str) -> Catalogue:
    """What can be chosen in this hall now, and how long it would take."""
    with hall_called(hall).reading() as reading:
        if QUIET_TIME in reading.plan.ticket_layout.all_blocks:
            services().quiet_hours.learn(reading)  # so that no citizen waits for it who takes a ticket
        return views.kiosk.catalogue(reading)


@operations.add(
    "POST",
    "/halls/<hall>/tickets",
    roles=[Role.KIOSK, *AT_THEIR_OWN_COUNTER],
    body=IssueTicket,
    answer=TicketAnswer,
    status=201,
    refusals=[404, 409],
    headers={"Idempotency-Key": {"minLength": 1, "maxLength": LONGEST_KEY}},
)
def issue_ticket(hall: str, body: IssueTicket) -> TicketAnswer:
    """Gives a visitor a number. The same Idempotency-Key leads to the same ticket."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise NotValid("Idempotency-Key", "An Idempotency-Key has 1 to %(longest)s characters.", longest=LONGEST_KEY)
    asked = kiosk.TicketRequest(
        body.service, body.priority_class, body.language, body.dossiers, body.appointment, body.card_number
    )
    principal = who()
    at_kiosk = principal is not None and principal.role is Role.KIOSK
    from_device = device() if at_kiosk else None
    issue = partial(kiosk.issue_ticket, at_kiosk=at_kiosk, device=from_device, sender=sender())
    with hall_called(hall).change(actor()) as change:
        ticket = issue(change, asked, key)
        shown = views.visitor.ticket(change, ticket, services().base_url)
        on_paper = {
            "proof": views.proof.code_of(change, ticket),
            "quiet_time": views.visitor.quicker(services().quiet_hours.best_known(change, ticket.service), shown.wait),
        }
        return TicketAnswer(ticket=shown.model_copy(update=on_paper))


@operations.add(
    "GET",
    "/halls/<hall>/dossiers/<code>",
    roles=[Role.KIOSK, *AT_THEIR_OWN_COUNTER],
    answer=DossierAnswer,
    refusals=[404, 409, 422, 429],
    parts={"code": dossiers.AS_WRITTEN},
)
def look_up_dossier(hall: str, code: str) -> DossierAnswer:
    """Whether the result of the dossier with this code can be fetched: where, or not before which day."""
    services().dossier_limit.ask(f"{hall}, {actor()}, {device()}")
    with hall_called(hall).reading() as reading:
        plan = reading.plan
    return views.kiosk.dossier(dossiers.look_up(plan, services().one_stop, code))
