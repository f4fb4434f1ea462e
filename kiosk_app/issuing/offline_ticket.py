"""A ticket that the kiosk issues by itself, from the last catalogue. Pure, but for the random token.

The server does not know it yet, so nobody can say how many people are ahead.
"""

from secrets import token_urlsafe

from display_server.contract import Catalogue, IssueTicket, State, Ticket
from kiosk_app.issuing.remembered_catalogue import Offered
from kiosk_app.store.tickets import TakenNumber

TOKEN_BYTES = 16


def offline_ticket(
    taken: TakenNumber, request: IssueTicket, catalogue: Catalogue, offered: Offered, follow: str
) -> Ticket:
    """`follow` is the address at which tickets are followed, with {token} in it."""
    department, service = offered
    classes = (each for each in catalogue.priority_classes if each.slug == request.priority_class)
    priority = next(classes, None)
    token = token_urlsafe(TOKEN_BYTES)
    return Ticket(
        id=-taken.place,
        number=taken.number,
        hall=catalogue.hall,
        hall_name=catalogue.name,
        timezone=catalogue.timezone,
        service=service.slug,
        service_name=service.name,
        department=department.slug,
        department_name=department.name,
        zone=department.zone,
        zone_name=next((zone.name for zone in catalogue.zones if zone.slug == department.zone), {}),
        priority_class=priority.slug if priority else None,
        priority_class_name=priority.name if priority else None,
        language=request.language or catalogue.languages[0],
        state=State.WAITING,
        issued_at=taken.issued_at,
        called_at=None,
        started_at=None,
        finished_at=None,
        counter=None,
        calls=0,
        people_ahead=None,
        counters_serving=0,
        wait=None,
        rated=False,
        token=token,
        follow_url=follow.replace("{token}", token),
        dossiers=request.dossiers,
    )
