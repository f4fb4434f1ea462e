"""What a visitor does at the kiosk: take a ticket."""

from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe

from display_server.domain.appointment import Appointment, counts_at
from display_server.domain.dispatch import rank
from display_server.domain.events import TicketIssued
from display_server.domain.hall_plan import PriorityClass, Service
from display_server.domain.refusals import NotFound, NotValid
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.change import Change
from display_server.store.queries.tickets import NewTicket
from display_server.use_cases.availability import why_closed, why_full, why_online_only, why_stopped
from display_server.use_cases.fair_use import person_showing, refuse_a_flood
from display_server.use_cases.keys import Key

TOKEN_BYTES = 16
"""128 random bits: whoever holds the ticket's token may follow and cancel it, so nobody may guess one."""


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What the visitor chose."""

    service: str
    priority_class: str | None = None
    language: str | None = None
    dossiers: int = 1
    appointment: str | None = field(default=None, repr=False)
    """The code of an appointment."""
    card_number: str | None = field(default=None, repr=False)
    """Of the card that the visitor shows: never stored, and no part of the digest that is."""

    def digest(self) -> str:
        """Tells one request from another, to notice an idempotency key that is used twice for different things.

        Databases hold digests of earlier versions: what is digested stays as it is, down to the name that stood there.
        """
        asked = (
            f"Wish(service={self.service!r}, priority_class={self.priority_class!r}, language={self.language!r},"
            f" dossiers={self.dossiers!r})"
        )
        return sha256((asked + (self.appointment or "")).encode()).hexdigest()


def issue_ticket(
    change: Change,
    request: TicketRequest,
    key: str | None = None,
    *,
    at_kiosk: bool = False,
    device: int | None = None,
    sender: str | None = None,
) -> Ticket:
    """Gives the visitor a number in the queue of the service; `at_kiosk`, where no officer looks on, by stricter rules.

    `device` tells kiosks of one name apart. The same idempotency `key` of the same `sender` leads to the same ticket,
    whatever the retries.
    Raises NotAllowed where the hall is closed, or where it would be unfair to others, NotValid for what the hall has
    not.
    """
    own_key = Key(key, sender) if key is not None else None
    if own_key is not None and (ticket := _given_before(change, own_key, request)) is not None:
        return ticket
    service, priority_class = wanted(change, request)
    _must_still_be_given(priority_class)
    why_online_only(service).refuse()
    why_closed(change).refuse()
    why_stopped(change, service).refuse()
    if at_kiosk:
        refuse_a_flood(change, device)
    person = person_showing(change, request.card_number, must_show=at_kiosk)
    appointment = _promised(change, request)
    if appointment is None:
        why_full(change, service).refuse()  # who was promised a time is not turned away
    ticket = _new_ticket(change, service, priority_class, request, appointment, device, own_key)
    if appointment is not None:
        change.use_appointment(appointment.code, ticket.id)
    if person is not None:
        change.people.bind(person, ticket.id)
    return ticket


def _given_before(change: Change, key: Key, request: TicketRequest) -> Ticket | None:
    remembered = key.remembered(change)
    if remembered is None:
        return None
    digest, ticket = remembered
    if digest != request.digest():
        raise NotValid("Idempotency-Key", "This key was used for another request. Send a new key for a new ticket.")
    return change.tickets.with_id(ticket)


def wanted(change: Change, request: TicketRequest) -> tuple[Service, PriorityClass | None]:
    """What it names. Raises NotValid where the hall has no such thing."""
    try:
        service = change.plan.service(request.service)
    except NotFound as refusal:
        raise NotValid("service", refusal.sentence, **refusal.facts) from refusal
    if service.retired:
        raise NotValid("service", "The service %(service)s is no longer offered here.", service=request.service)
    if request.language is not None and request.language not in change.plan.languages:
        languages = ", ".join(change.plan.languages)
        raise NotValid(
            "language", "This hall speaks %(languages)s, not %(asked)s.", languages=languages, asked=request.language
        )
    if request.priority_class is None:
        return service, None
    try:
        return service, change.plan.priority_class(request.priority_class)
    except NotFound as refusal:
        raise NotValid("priority_class", refusal.sentence, **refusal.facts) from refusal


def _must_still_be_given(priority_class: PriorityClass | None) -> None:
    """A kiosk that was alone may have printed a class that the hall has given up since; nobody else gets one."""
    if priority_class is not None and priority_class.retired:
        raise NotValid(
            "priority_class",
            "The priority class %(priority_class)s is no longer given here.",
            priority_class=priority_class.slug,
        )


def _promised(change: Change, request: TicketRequest) -> Appointment | None:
    """The appointment that the visitor comes for. Raises NotValid for one that is not theirs to use now."""
    if request.appointment is None:
        return None
    code = request.appointment.strip().upper()
    found = change.appointments.with_code(code)
    if found is None:
        raise NotValid("appointment", "There is no appointment %(code)s. Check the code.", code=code)
    if found.ticket is not None:
        number = change.tickets.with_id(TicketId(found.ticket)).number
        raise NotValid(
            "appointment", "Appointment %(code)s has been used already, for %(number)s.", code=code, number=number
        )
    if found.service != request.service:
        raise NotValid(
            "appointment", "Appointment %(code)s is for the service %(service)s.", code=code, service=found.service
        )
    if change.plan.day(found.at) != change.today:
        day = f"{change.plan.local(found.at):%d/%m/%Y}"
        raise NotValid("appointment", "Appointment %(code)s is for %(day)s.", code=code, day=day)
    return found


def _new_ticket(
    change: Change,
    service: Service,
    priority_class: PriorityClass | None,
    request: TicketRequest,
    appointment: Appointment | None,
    device: int | None,
    key: Key | None,
) -> Ticket:
    sequence = _next_number(change, service.prefix)
    in_time = appointment is not None and counts_at(appointment, change.now, change.plan.rules)
    comes_at = appointment.at if appointment is not None and in_time else change.now
    new = NewTicket(
        day=change.today,
        prefix=service.prefix,
        sequence=sequence,
        number=change.plan.numbering_of(service.prefix).number(service.prefix, sequence),
        service=service.slug,
        priority_class=priority_class.slug if priority_class else None,
        language=request.language or change.plan.languages[0],
        dossiers=request.dossiers,
        token=token_urlsafe(TOKEN_BYTES),
        issued_at=change.now,
        rank=rank(comes_at, priority_class.head_start) if priority_class else comes_at,
        next_stops=service.next_stops,
        key=key.stored if key is not None else None,
        request=request.digest() if key is not None else None,
    )
    ticket = change.add_ticket(new)
    change.record(
        TicketIssued(
            at=change.now,
            ticket=ticket.id,
            number=ticket.number,
            service=ticket.service,
            priority_class=ticket.priority_class,
            rank=ticket.rank,
            dossiers=ticket.dossiers,
            next_stops=ticket.next_stops,
            appointment=appointment.at if appointment is not None and in_time else None,
            device=device,
            promise=change.estimates.promise(ticket),
        )
    )
    return ticket


def _next_number(change: Change, prefix: str) -> int:
    sequence = change.next_number(prefix)
    if sequence is None:
        raise change.plan.numbering_of(prefix).used_up(prefix)
    return sequence
