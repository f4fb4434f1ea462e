"""Operations of devices: a kiosk's leases, what it printed alone, its slips and health; what displays show."""

from display_server import views
from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.api.problems import in_words
from display_server.contract import (
    ArrangeDisplay,
    HandedIn,
    HandInTickets,
    KioskAdvice,
    KioskHealth,
    LeaseNumbers,
    NumberLeases,
    ReportSlips,
    SlipsNoted,
    TicketLayout,
    WantHelp,
)
from display_server.domain.device import Health
from display_server.domain.display_plan import DisplaySetting
from display_server.domain.refusals import Forbidden
from display_server.use_cases import devices, displays, kiosk, offline
from display_server.web.asking import actor, hall_called, sender
from display_server.web.services import services
from display_server.web.who import who

operations = Operations()


@operations.add(
    "POST", "/halls/<hall>/number-leases", roles=[Role.KIOSK], body=LeaseNumbers, answer=NumberLeases, refusals=[404]
)
def lease_numbers(hall: str, body: LeaseNumbers) -> NumberLeases:
    """Leases numbers that this kiosk alone may print while it cannot reach the server."""
    with hall_called(hall).change(actor()) as change:
        asked = (change, _holder(body.kiosk), body.size, offline.known_prefixes(change, body.prefixes))
        return views.kiosk.leases(
            change, offline.lease_numbers(*asked), offline.lease_ahead(*asked), services().base_url
        )


@operations.add(
    "POST", "/halls/<hall>/tickets/offline", roles=[Role.KIOSK], body=HandInTickets, answer=HandedIn, refusals=[404]
)
def hand_tickets_in(hall: str, body: HandInTickets) -> HandedIn:
    """Takes what a kiosk printed from its leases, each with its own issue time; answers per ticket, once or again."""
    printed = [
        offline.Printed(
            lease=each.lease,
            number=each.number,
            token=each.token,
            issued_at=each.issued_at,
            request=kiosk.TicketRequest(each.service, each.priority_class, each.language, each.dossiers),
            key=each.key,
            sender=sender(),
        )
        for each in body.tickets
    ]
    with hall_called(hall).change(actor()) as change:
        received = offline.hand_in(change, _holder(body.kiosk), printed)
        return views.kiosk.handed_in(change, received, services().base_url, in_words)


@operations.add(
    "POST", "/halls/<hall>/tickets/slips", roles=[Role.KIOSK], body=ReportSlips, answer=SlipsNoted, refusals=[404]
)
def report_slips(hall: str, body: ReportSlips) -> SlipsNoted:
    """Notes what became of tickets' paper: printing, printed, failed, not collected."""
    slips = [devices.Slip(each.token, each.paper, each.at) for each in body.slips]
    with hall_called(hall).change(actor()) as change:
        return SlipsNoted(unknown=tuple(devices.note_slips(change, slips)))


@operations.add(
    "POST", "/halls/<hall>/kiosks/health", roles=[Role.KIOSK], body=KioskHealth, answer=KioskAdvice, refusals=[404]
)
def tell_health(hall: str, body: KioskHealth) -> KioskAdvice:
    """Notes how this kiosk is, by its token; answers which other kiosk prints."""
    device, name = _kiosk_that_asks()
    health = Health(
        condition=body.condition,
        not_handed_in=body.not_handed_in,
        version=body.version,
        screen=body.screen,
        tickets_left=body.tickets_left,
        last_print_at=body.last_print_at,
    )
    devices.hear(hall_called(hall), device, name, health, actor())
    with hall_called(hall).reading() as reading:
        return views.kiosk.kiosk_advice(reading, device)


@operations.add("POST", "/halls/<hall>/kiosks/help", roles=[Role.KIOSK], body=WantHelp, refusals=[404, 409])
def call_staff(hall: str, body: WantHelp) -> None:  # noqa: ARG001 (which kiosk it is, its token says)
    """Tells the hall's staff that somebody at this kiosk asks for them."""
    device, name = _kiosk_that_asks()
    with hall_called(hall).change(actor()) as change:
        devices.call_staff(change, device, name)


@operations.add("GET", "/halls/<hall>/ticket-layout", roles=[Role.KIOSK], answer=TicketLayout, refusals=[404])
def ticket_layout(hall: str) -> TicketLayout:
    """How this hall's kiosks lay their tickets out."""
    with hall_called(hall).reading() as reading:
        return views.kiosk.ticket_layout(reading.plan)


@operations.add("POST", "/halls/<hall>/displays", roles=[Role.MANAGER], body=ArrangeDisplay, refusals=[404])
def arrange_display(hall: str, body: ArrangeDisplay) -> None:
    """Has a hall display show something else, without anybody touching its screen."""
    setting = DisplaySetting(body.layout, body.zone, body.counter)
    with hall_called(hall).change(actor()) as change:
        displays.arrange(change, body.name, setting)


def _kiosk_that_asks() -> tuple[int, str]:
    principal = who()
    if principal is None or principal.device is None:
        raise Forbidden("Only a kiosk with a token of its own tells how it is.")
    return principal.device, principal.name


def _holder(kiosk: str) -> str:
    return f"{actor()}, {kiosk}"
