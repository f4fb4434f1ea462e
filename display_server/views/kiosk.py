"""What a kiosk offers, may print by itself, and is told."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256

from display_server import contract
from display_server.contract import Words
from display_server.domain.dossier import Dossier, Progress
from display_server.domain.hall_plan import Department, HallPlan, Service
from display_server.domain.lease import Lease
from display_server.domain.refusals import Refused
from display_server.store.reading import Reading
from display_server.use_cases.availability import Closed, last_ticket, why_closed, why_not_now
from display_server.use_cases.devices import where_else
from display_server.use_cases.offline import Received
from display_server.views.visitor import follow_url, ticket
from display_server.views.waits import minutes, next_wait
from display_server.words import N_, say_in_all


def leases(reading: Reading, now: Iterable[Lease], ahead: Iterable[Lease], base_url: str) -> contract.NumberLeases:
    """What a kiosk may print on its own."""
    return contract.NumberLeases(
        leases=tuple(_lease(reading.plan, each) for each in now),
        next_day=tuple(_lease(reading.plan, each) for each in ahead),
        follow_url=follow_url(base_url, "{token}"),
        at=reading.now,
    )


def _lease(plan: HallPlan, lease: Lease) -> contract.NumberLease:
    return contract.NumberLease(
        id=lease.id,
        prefix=lease.prefix,
        day=lease.day,
        numbers=lease.numbers(plan.numbering_of(lease.prefix)),
        begins_at=lease.granted_at,
        expires_at=lease.expires_at,
    )


def handed_in(
    reading: Reading, received: Iterable[Received], base_url: str, in_words: Callable[[Refused], str]
) -> contract.HandedIn:
    """What became of each ticket that a kiosk handed in; `in_words` says why one was refused."""
    return contract.HandedIn(
        tickets=tuple(
            contract.HandedInTicket(
                number=each.number,
                outcome=each.outcome,
                ticket=ticket(reading, each.ticket, base_url) if each.ticket else None,
                why=in_words(each.why) if each.why else None,
            )
            for each in received
        )
    )


def catalogue(reading: Reading) -> contract.Catalogue:
    """What the kiosk offers at this moment."""
    plan = reading.plan
    shut = why_closed(reading)
    closed = _in_words(shut)
    return contract.Catalogue(
        hall=plan.slug,
        name=dict(plan.name),
        timezone=str(plan.timezone),
        languages=plan.languages,
        hotline=plan.hotline,
        rates=plan.rating.at_kiosk,
        at=reading.now,
        seq=reading.seq,
        open=closed is None,
        why_closed=closed,
        zones=tuple(contract.ZoneEntry(slug=z.slug, name=dict(z.name)) for z in plan.zones if not z.retired),
        priority_classes=priority_classes(plan),
        departments=tuple(_department(reading, each, shut) for each in plan.departments if not each.retired),
        look=contract.KioskLook(**asdict(plan.kiosk_look)),
        id_card=plan.rules.id_card.value,
        ticket_layout=ticket_layout(plan).version,
        hours=_hours(plan, reading.now),
    )


def _hours(plan: HallPlan, now: datetime) -> tuple[contract.OpenHours, ...]:
    """Of the hall's own today, and of the next day on which it opens, as UTC instants."""
    return tuple(
        contract.OpenHours(begins=begins, ends=ends)
        for day in (plan.day(now), plan.calendar.next_day(now))
        for begins, ends in plan.calendar.spans(day)
    )


def ticket_layout(plan: HallPlan) -> contract.TicketLayout:
    """What the hall's file says of its tickets."""
    layout = plan.ticket_layout
    said = contract.TicketLayout(
        version="",
        blocks=layout.blocks,
        narrow_blocks=layout.narrow_blocks,
        texts={name: dict(text) for name, text in layout.texts.items()},
        logo=b64encode(layout.logo).decode() if layout.logo else None,
        collect_seconds=round(plan.rules.collect_within.total_seconds()),
    )
    return said.model_copy(update={"version": sha256(said.model_dump_json().encode()).hexdigest()[:16]})


READY_AT = N_("Your result is ready. Please fetch it at counter %(counter)s.")
READY = N_("Your result is ready. Take a ticket for handing out results, or ask at the information desk.")
NOT_BEFORE = N_(
    "Your result is not ready yet. It is promised for %(date)s: before that day you need not take a ticket."
)


NOT_YET = N_("Your result is not ready yet. You will be told when it is: you need not take a ticket now.")
NO_DOSSIER = N_("There is no dossier with this code. Check the code on your receipt, or ask at the information desk.")


def dossier(of: Dossier) -> contract.DossierAnswer:
    """What whoever holds the receipt is told."""
    return contract.DossierAnswer(
        progress=of.progress, counter=of.counter, not_before=of.not_before, words=_of_dossier(of)
    )


def _of_dossier(of: Dossier) -> Words:
    match of:
        case Dossier(Progress.READY, counter=int()):
            return say_in_all(READY_AT, counter=of.counter)
        case Dossier(Progress.READY):
            return say_in_all(READY)
        case Dossier(Progress.NOT_YET, not_before=date()):
            return say_in_all(NOT_BEFORE, date=f"{of.not_before:%d/%m/%Y}")
        case Dossier(Progress.NOT_YET):
            return say_in_all(NOT_YET)
    return say_in_all(NO_DOSSIER)


def kiosk_advice(reading: Reading, asking: int) -> contract.KioskAdvice:
    """What a kiosk is told when it tells how it is."""
    other = where_else(reading, asking)
    place = reading.plan.kiosks.get(other.name) if other else None
    elsewhere = contract.OtherKiosk(name=other.name, place=dict(place) if place else None) if other else None
    return contract.KioskAdvice(elsewhere=elsewhere)


def _department(reading: Reading, department: Department, shut: Closed) -> contract.DepartmentEntry:
    services = tuple(_service(reading, each, shut) for each in department.services if not each.retired)
    return contract.DepartmentEntry(
        slug=department.slug, name=dict(department.name), zone=department.zone, services=services
    )


def _service(reading: Reading, service: Service, shut: Closed) -> contract.ServiceEntry:
    waiting = reading.queues.lengths.get(service.slug, 0)
    refused, guidance = why_not_now(reading, service, shut), service.guidance
    online = guidance.online
    return contract.ServiceEntry(
        slug=service.slug,
        name=dict(service.name),
        prefix=service.prefix,
        open=refused.sentence is None,
        why_closed=_in_words(refused),
        people_ahead=waiting,
        counters_serving=reading.counters.serving(service.slug),
        wait=next_wait(reading, service.slug),
        # A ticket given while more counters were at work was in time: what was so is told, not what would be now.
        last_ticket_at=(
            reading.journal.last_issued_at(service.slug) if refused.why == "full" else last_ticket(reading, service)
        ),
        not_now=contract.NotNow(refused.why) if refused.why else None,
        keywords=guidance.keywords,
        papers=tuple(map(dict, guidance.papers)),
        online=contract.Online(address=online.address, only=online.only) if online else None,
    )


def priority_classes(plan: HallPlan) -> tuple[contract.PriorityClassEntry, ...]:
    return tuple(
        contract.PriorityClassEntry(
            slug=each.slug,
            name=dict(each.name),
            head_start_minutes=minutes(each.head_start),
            from_age=each.from_age,
        )
        for each in plan.priority_classes
        if not each.retired
    )


def _in_words(closed: Closed) -> Words | None:
    return say_in_all(closed.sentence, **dict(closed.facts)) if closed.sentence else None
