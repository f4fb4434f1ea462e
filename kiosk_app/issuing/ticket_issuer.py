"""Who gives the number: the hall's server, or the kiosk itself from its leased numbers when the server is not there.

Knows neither screen nor printer, and of the server only what `ServerLink` says. Whatever happened, `catch_up` brings
kiosk and
server to the same story once they can talk again.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import groupby
from math import ceil
from operator import attrgetter
from secrets import token_urlsafe
from typing import Protocol

from display_server.contract import (
    Catalogue,
    DepartmentEntry,
    IssueTicket,
    KioskAdvice,
    KioskHealth,
    NumberLeases,
    PrintedTicket,
    PriorityClassEntry,
    ServiceEntry,
    SlipNews,
    State,
    Ticket,
    TicketLayout,
)
from kiosk_app.flow.values import ClockAnswer
from kiosk_app.issuing.hall_clock import HallClock
from kiosk_app.issuing.offline_catalogue import offered_offline
from kiosk_app.server.client import AccessDenied, Declined, Issued, Outcome, Silent, Unreachable
from kiosk_app.store.kiosk_store import (
    KioskStore,
    LeasedNumber,
    OfflineTicket,
    StoredTicket,
    StoreFails,
    UnansweredRequest,
)

log = logging.getLogger(__name__)

ANSWER_SECONDS = 1.0
"""So long a citizen waits for the server before the kiosk gives the number by itself."""
TICKETS_HELD = 2000
"""So many tickets the kiosk can give by itself: more than a day of the whole centre. So many also of the one prefix
that most have asked for here."""
MOST_PER_PREFIX, FEWEST_PER_PREFIX = TICKETS_HELD, 120
"""Nobody asks for all services alike: there are enough of one that this kiosk does not know to be busy yet."""
BUSY_SHARE = 1.5
"""Of a prefix that many ask for, the kiosk holds so many times what it gave of it on its busiest day."""
REFILL_BELOW = 0.5
"""Of what it wants to hold. The server gives no more before that."""
RENEW_EVERY = timedelta(minutes=15)
LEASE_MARGIN = timedelta(minutes=2)
"""A lease is left alone so long before it ends: the server may give its numbers to others when it has."""
HAND_IN_AT_ONCE = 50
SLIPS_AT_ONCE = 200
UNANSWERED_AFTER = timedelta(minutes=10)
"""Nobody stands before the same question for so long: what is still open then was never seen by anyone."""
OWN_TOKEN_BYTES = 16
HALL, CATALOGUE, FOLLOW = "hall", "catalogue", "follow"
"""The desk's notes in the store."""
_AT_ONCE = datetime.min.replace(tzinfo=UTC)


class ServerLink(Protocol):
    """The way to the hall's server."""

    def catalogue(self) -> Catalogue:
        """Raises Unreachable or AccessDenied."""

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        """Asks, and asks again with the same key. Raises AccessDenied."""

    def issue_at_once(self, request: IssueTicket, key: str) -> Outcome:
        """Asks once. Raises AccessDenied."""

    def cancel(self, ticket: Ticket) -> bool:
        """Gives a ticket back; whether that is done for good."""

    def state_of(self, ticket: Ticket) -> State | None:
        """How the ticket stands; None where nobody knows."""

    def lease(self, kiosk: str, size: int, prefixes: Sequence[str]) -> NumberLeases:
        """About so many numbers of each prefix for this kiosk alone. Raises Unreachable or AccessDenied."""

    def hand_in(self, kiosk: str, tickets: Sequence[PrintedTicket]) -> Sequence[str]:
        """Tells the server what was given; what it said to each ticket, in their order.

        Raises Unreachable or AccessDenied.
        """

    def call_staff(self, kiosk: str) -> bool:
        """Whether the server has told staff that help is wanted at this kiosk."""

    def report_slips(self, slips: Sequence[SlipNews]) -> None:
        """Tells what became of tickets' paper. Raises Unreachable or AccessDenied."""

    def report_health(self, health: KioskHealth) -> KioskAdvice:
        """Tells how this kiosk is. Raises Unreachable or AccessDenied."""

    def ticket_layout(self) -> TicketLayout:
        """Raises Unreachable or AccessDenied."""

    def close(self) -> None:
        """Hangs up."""


class TicketIssuer:
    """Gives each citizen one number, with the server or without. `run` begins the keys of this start of the program."""

    def __init__(self, line: ServerLink, store: KioskStore, run: str, clock: HallClock | None = None) -> None:
        self._link, self._store, self._run = line, store, run
        self._clock = clock or HallClock(store)
        self._cut_off = False
        self.is_revoked = False
        """The server lets this kiosk in no more: it gives no number, not even a leased one."""
        self._asking = ThreadPoolExecutor(4, "asking")
        self._unsettled: set[str] = set()
        """Questions that are answered, and the store does not know it."""
        self._renew_at = _AT_ONCE
        self._catalogue = store.note_as(Catalogue, CATALOGUE)

    # --- what can be chosen -------------------------------------------------------------------------------------------

    def catalogue(self) -> Catalogue:
        """What can be chosen now. Raises Unreachable or AccessDenied."""
        try:
            catalogue = self._link.catalogue()
        except Unreachable:
            self._cut_off = True
            self._clock.note()
            raise
        if self._cut_off:
            self._renew_at = _AT_ONCE  # a server that was restored from a backup may have forgotten its leases
        self._cut_off = False
        self._clock.set_by_server(catalogue.at, catalogue.timezone)
        self._remember(catalogue)
        return catalogue

    def without_server(self) -> Catalogue | None:
        """What the kiosk can offer by itself, as far as it has numbers; None where it has none, or was put out."""
        left = {} if self.is_revoked else self._numbers_left()
        return offered_offline(self._catalogue, left, self._clock.now()) if self._catalogue and left else None

    def remembered_hall(self) -> Catalogue | None:
        """The hall without its services, as the server described it last, for a kiosk that can give nothing."""
        return self._catalogue.model_copy(update={"departments": ()}) if self._catalogue else None

    def numbers_left(self) -> int:
        """How many numbers the kiosk can give by itself."""
        return sum(self._numbers_left().values())

    # --- one citizen --------------------------------------------------------------------------------------------------

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        """A number for this citizen. The same key is the same number, even in a kiosk that was killed meanwhile.

        Raises AccessDenied. What was asked before that stays in doubt until the kiosk is let in again.
        """
        if given := self._given(key):
            return _issued(given)
        if self.is_revoked:
            raise AccessDenied("This kiosk was put out of its hall.")
        can_give = self._can_give(request)
        if self._cut_off and can_give:
            return self._give(request, key) or Silent(arrived=False)
        try:
            self._store.ask(key, request, self._clock.now())
        except StoreFails:
            return self._issue_without_store(request, key)
        with self._noticing_revocation():
            outcome = self._within_a_second(request, key) if can_give else self._link.issue(request, key)
        match outcome:
            case Issued(ticket):
                self._settle(key, ticket)
                return outcome
            case Declined() | Silent(arrived=False):
                self._settle(key)
        if isinstance(outcome, Declined):
            return outcome
        self._cut_off = True
        return self._give(request, key) or outcome

    def cancel(self, ticket: Ticket) -> None:
        """Takes back what nobody holds; where the line is down, `catch_up` tells the server."""
        try:
            is_stored = self._store.cancel(ticket)
        except StoreFails:
            is_stored = False
        if not is_stored:
            self._link.cancel(ticket)
            return
        with suppress(Unreachable, StoreFails):
            self._cancel_at_server()

    def state_of(self, ticket: Ticket) -> State | None:
        """How the ticket stands, by the store or by the server; None where nobody knows, or the line is cut anyway."""
        with suppress(StoreFails):
            if self._store.is_cancelled(ticket):
                return State.CANCELLED
        return None if self._cut_off else self._link.state_of(ticket)

    def call_staff(self) -> bool:
        """Whether staff have been told that help is wanted here."""
        return self._link.call_staff(self._store.holder)

    # --- when the server is back --------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Settles what is in doubt, hands in what was given, leases numbers. Raises Unreachable or AccessDenied."""
        now = self._clock.now()
        self._store.forget(now)
        self._settle_late()
        with self._noticing_revocation():
            for doubt in self._store.unanswered(since_asked=now - UNANSWERED_AFTER, but_run=self._run):
                self._withdraw(doubt)
            for unseen in self._store.never_printed(but_run=self._run):
                self._store.cancel(unseen)
            self._hand_in()
            self._cancel_at_server()
            self._report_slips()
            if self._store.is_on_disk:
                self._refill()

    def now(self) -> datetime:
        """The hall's time."""
        return self._clock.now()

    @property
    def knows_the_day(self) -> bool:
        """Whether the kiosk may give a number by itself, as far as the time goes."""
        return self._clock.is_sure

    def set_by_officer(self, typed: str) -> ClockAnswer:
        """The hall's time from an officer's watch, in twelve digits."""
        return self._clock.set_by_officer(typed, self._catalogue.timezone if self._catalogue else "UTC")

    def report_health(self, health: KioskHealth) -> KioskAdvice:
        """Tells how this kiosk is. Raises Unreachable."""
        with self._noticing_revocation():
            advice = self._link.report_health(health)
        self.is_revoked = False
        return advice

    def ticket_layout(self) -> TicketLayout:
        """How the hall lays its tickets out. Raises Unreachable or AccessDenied."""
        return self._link.ticket_layout()

    def layout_version(self) -> str | None:
        """Of the newest layout that was heard of."""
        return self._catalogue.ticket_layout if self._catalogue else None

    def close(self) -> None:
        self._asking.shutdown(cancel_futures=True)
        self._link.close()

    @contextmanager
    def _noticing_revocation(self) -> Iterator[None]:
        try:
            yield
        except AccessDenied:
            self.is_revoked = True
            raise

    def _settle(self, key: str, ticket: Ticket | None = None) -> None:
        """Notes the answer. Where the store fails, a ticket that somebody holds must at least not stay in doubt: it
        would be taken back.
        """
        try:
            if ticket:
                self._store.record_issued(key, ticket)
            else:
                self._store.settle(key)
        except StoreFails:
            self._unsettled.add(key)
            with suppress(StoreFails):
                self._settle_late()

    def _settle_late(self) -> None:
        for key in tuple(self._unsettled):
            self._store.settle(key)
            self._unsettled.discard(key)

    def _withdraw(self, doubt: UnansweredRequest) -> None:
        """The same key brings the ticket that nobody holds to light, and back it goes."""
        outcome = self._link.issue_at_once(doubt.request, doubt.key)
        if isinstance(outcome, Silent) or (isinstance(outcome, Issued) and not self._link.cancel(outcome.ticket)):
            raise Unreachable(f"ticket {doubt.key} stays in doubt")
        self._store.settle(doubt.key)

    def _hand_in(self) -> None:
        while tickets := self._store.to_hand_in(HAND_IN_AT_ONCE):
            # A mended store holds tickets out of leases of the one before.
            for holder, of_holder in groupby(tickets, attrgetter("holder")):
                together = tuple(of_holder)
                said = self._link.hand_in(holder, [_printed(each) for each in together])
                self._store.note_handed_in({ticket.key: answer for ticket, answer in zip(together, said, strict=True)})

    def _cancel_at_server(self) -> None:
        for ticket in self._store.to_cancel():
            if not self._link.cancel(ticket):
                raise Unreachable(f"ticket {ticket.number} keeps its place, and nobody holds it")
            self._store.note_cancelled(ticket)

    def _report_slips(self) -> None:
        while slips := self._store.unreported_slips(SLIPS_AT_ONCE):
            self._link.report_slips(slips)
            self._store.note_slips_reported(slips)

    def _refill(self) -> None:
        """Asks for what is short, and now and then for all, so that the leases last.

        Ended leases are let go before, and what was given of them is known to the server by then.
        """
        now = self._clock.now()
        self._store.drop_expired(now)
        self._hand_in()
        left, stock = self._store.numbers_left(now), self.stock()
        wanted = (
            stock
            if now >= self._renew_at
            else {prefix: size for prefix, size in stock.items() if left.get(prefix, 0) < size * REFILL_BELOW}
        )
        for size in sorted(set(wanted.values())):
            self._lease(size, [prefix for prefix in wanted if wanted[prefix] == size])
        if wanted == stock:
            self._renew_at = now + RENEW_EVERY

    def _lease(self, size: int, prefixes: Sequence[str]) -> None:
        leased = self._link.lease(self._store.holder, size, prefixes)
        both = (*leased.leases, *leased.next_day)
        usable = (lease.model_copy(update={"expires_at": lease.expires_at - LEASE_MARGIN}) for lease in both)
        self._store.add_leases(usable, prefixes)
        self._store.set_note(FOLLOW, leased.follow_url)

    def stock(self) -> Mapping[str, int]:
        """How many numbers of each prefix the kiosk wants to hold: of the busiest enough for everybody."""
        departments = self._catalogue.departments if self._catalogue else ()
        of_services = {service.slug: service.prefix for department in departments for service in department.services}
        prefixes = sorted(set(of_services.values()))
        each = ceil(TICKETS_HELD / max(1, len(prefixes)))
        busiest = self._store.busiest_days(of_services)
        first = max(busiest, key=lambda prefix: busiest[prefix], default=None)
        return {
            prefix: TICKETS_HELD
            if prefix == first
            else min(MOST_PER_PREFIX, max(FEWEST_PER_PREFIX, each, ceil(BUSY_SHARE * busiest.get(prefix, 0))))
            for prefix in prefixes
        }

    # --- giving -------------------------------------------------------------------------------------------------------

    def _given(self, key: str) -> StoredTicket | None:
        with suppress(StoreFails):
            return self._store.ticket_for_key(key)
        return None

    def _issue_without_store(self, request: IssueTicket, key: str) -> Outcome:
        """The server's number, or none: a kiosk that cannot write down what it gives gives nothing by itself."""
        with self._noticing_revocation():
            return self._link.issue(request, key)

    def _within_a_second(self, request: IssueTicket, key: str) -> Outcome:
        """The answer, if it comes in time. One that comes later is settled by `catch_up`, with the same key."""
        try:
            return self._asking.submit(self._link.issue_at_once, request, key).result(ANSWER_SECONDS)
        except TimeoutError:
            log.warning("no answer for ticket %s within %g s", key, ANSWER_SECONDS)
            return Silent()

    def _give(self, request: IssueTicket, key: str) -> Issued | None:
        catalogue, now = self._catalogue, self._clock.now()
        entry = _entry(catalogue, request.service) if catalogue else None
        if catalogue is None or entry is None or not self._clock.is_sure:
            return None
        department, service = entry
        try:
            follow = self._store.note(FOLLOW) or ""
            given = self._store.issue_next(
                key, request, service.prefix, now,
                lambda taken: _ticket(taken, request, catalogue, department, service, follow),
            )  # fmt: skip
        except StoreFails:
            return None
        return _issued(given) if given else None

    def _can_give(self, request: IssueTicket) -> bool:
        entry = _entry(self._catalogue, request.service) if self._catalogue else None
        if entry is None or not self._clock.is_sure:
            return False
        with suppress(StoreFails):
            return self._store.has_number(entry[1].prefix, self._clock.now())
        return False

    def _numbers_left(self) -> Mapping[str, int]:
        with suppress(StoreFails):
            return self._store.numbers_left(self._clock.now()) if self._clock.is_sure else {}
        return {}

    def _remember(self, catalogue: Catalogue) -> None:
        """For a start without a server. Figures change all the time; what can be chosen does not."""
        before, self._catalogue = self._catalogue, catalogue
        if before is None or _choosable(catalogue) != _choosable(before):
            with suppress(StoreFails):
                self._store.set_note(CATALOGUE, catalogue.model_dump_json())


def _issued(given: StoredTicket) -> Issued:
    return Issued(given.ticket, given.offline)


def _entry(catalogue: Catalogue, slug: str) -> tuple[DepartmentEntry, ServiceEntry] | None:
    return next(
        (
            (department, service)
            for department in catalogue.departments
            for service in department.services
            if service.slug == slug
        ),
        None,
    )


def _ticket(
    taken: LeasedNumber,
    request: IssueTicket,
    catalogue: Catalogue,
    department: DepartmentEntry,
    service: ServiceEntry,
    follow: str,
) -> Ticket:
    """A ticket that the server does not know yet: nobody can say how many are ahead."""
    priority = _named(catalogue.priority_classes, request.priority_class)
    token = token_urlsafe(OWN_TOKEN_BYTES)
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


def _printed(given: OfflineTicket) -> PrintedTicket:
    ticket, request = given.ticket, given.request
    return PrintedTicket(
        lease=given.lease,
        number=ticket.number,
        token=ticket.token,
        issued_at=ticket.issued_at,
        service=ticket.service,
        priority_class=ticket.priority_class,
        language=request.language,
        dossiers=request.dossiers,
        key=given.key if given.doubtful else None,
    )


def _named(classes: tuple[PriorityClassEntry, ...], slug: str | None) -> PriorityClassEntry | None:
    return next((entry for entry in classes if entry.slug == slug), None)


def _choosable(catalogue: Catalogue) -> object:
    """All of it but its figures and its time."""
    services = [
        (department.slug, entry.slug, entry.prefix, entry.open, entry.papers, entry.online)
        for department in catalogue.departments
        for entry in department.services
    ]
    hall = (catalogue.hall, catalogue.open, catalogue.zones, catalogue.languages, catalogue.look, catalogue.hours)
    return (hall, services, catalogue.priority_classes)
