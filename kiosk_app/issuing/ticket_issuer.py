"""Who issues the number: the hall's server, or the kiosk itself from leased numbers when the server does not answer.

Knows neither screen nor printer, and of the server only what `ServerLink` says.
"""

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime

from display_server.contract import Catalogue, IssueTicket, KioskAdvice, KioskHealth, State, Ticket, TicketLayout
from kiosk_app.flow.values import ClockAnswer
from kiosk_app.issuing.hall_clock import HallClock
from kiosk_app.issuing.number_stock import FOLLOW, NumberStock
from kiosk_app.issuing.offline_catalogue import offered_offline
from kiosk_app.issuing.offline_ticket import offline_ticket
from kiosk_app.issuing.remembered_catalogue import RememberedCatalogue
from kiosk_app.issuing.server_backlog import ServerBacklog
from kiosk_app.issuing.server_link import ServerLink
from kiosk_app.server.client import AccessDenied, Declined, Issued, Outcome, Silent, Unreachable
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.store.tickets import StoredTicket, TakenNumber

log = logging.getLogger(__name__)

NOWHERE = "-"
"""Where a ticket can be followed that nobody has."""
ANSWER_SECONDS = 1.0
"""So long a citizen waits for the server before the kiosk issues the number by itself."""


class TicketIssuer:
    """One number for each citizen, with the server or without. `run` begins the keys of this start of the program."""

    def __init__(self, link: ServerLink, store: KioskStore, run: str, clock: HallClock | None = None) -> None:
        self._link, self._store = link, store
        self._clock = clock or HallClock(store)
        self._backlog, self._stock = ServerBacklog(link, store, run), NumberStock(link, store)
        self._remembered = RememberedCatalogue(store)
        self._asking = ThreadPoolExecutor(4, "asking")
        self._is_offline = False
        self.is_revoked = False
        """The server no longer accepts this kiosk: it issues no number, not even a leased one."""

    def close(self) -> None:
        self._asking.shutdown(cancel_futures=True)
        self._link.close()

    # --- what can be chosen -------------------------------------------------------------------------------------------

    def catalogue(self) -> Catalogue:
        """What can be chosen now. Raises Unreachable or AccessDenied."""
        try:
            catalogue = self._link.catalogue()
        except Unreachable:
            self._is_offline = True
            self._clock.note()
            raise
        if self._is_offline:
            self._stock.renew_soon()
        self._is_offline = False
        self._clock.set_by_server(catalogue.at, catalogue.timezone)
        self._remembered.update(catalogue)
        return catalogue

    def without_server(self) -> Catalogue | None:
        """What the kiosk can offer by itself, as far as it has numbers; None where it has none, or was revoked."""
        catalogue = self._remembered.catalogue
        left = {} if self.is_revoked else self._numbers_left()
        return offered_offline(catalogue, left, self._clock.now()) if catalogue and left else None

    def remembered_hall(self) -> Catalogue | None:
        """The hall without its services, as the server described it last, for a kiosk that can issue nothing."""
        return self._remembered.without_services()

    def numbers_left(self) -> int:
        """How many numbers the kiosk can issue by itself."""
        return sum(self._numbers_left().values())

    # --- one citizen --------------------------------------------------------------------------------------------------

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        """A number for this citizen. The same key is the same number, even in a kiosk that was killed meanwhile.

        Raises AccessDenied. What was asked before that is settled when the kiosk is accepted again.
        """
        if stored := self._stored(key):
            return _issued(stored)
        if self.is_revoked:
            raise AccessDenied("The hall no longer accepts this kiosk.")
        has_number = self._has_number(request)
        if self._is_offline and has_number:
            return self._issue_offline(request, key) or Silent(arrived=False)
        try:
            self._store.tickets.ask(key, request, self._clock.now())
        except StoreFails:
            return self._issue_without_store(request, key)
        outcome = self._ask_server(request, key, in_time=has_number)
        if not isinstance(outcome, Silent):
            return outcome
        self._is_offline = True
        return self._issue_offline(request, key) or outcome

    def specimen(self, request: IssueTicket) -> Issued | None:
        """What `issue` would give, but for its number and its token; None where the service is not known here."""
        catalogue, offered = self._remembered.catalogue, self._remembered.offered(request.service)
        if catalogue is None or offered is None:
            return None
        nobodys = TakenNumber(0, "", self._clock.now())
        return Issued(offline_ticket(nobodys, request, catalogue, offered, NOWHERE), self._is_offline)

    def cancel(self, ticket: Ticket) -> None:
        """Takes back what nobody holds; where the server does not answer, `catch_up` tells it."""
        try:
            is_stored = self._store.tickets.cancel(ticket)
        except StoreFails:
            is_stored = False
        if not is_stored:
            self._link.cancel(ticket)
            return
        with suppress(Unreachable, StoreFails):
            self._backlog.cancel_at_server()

    def state_of(self, ticket: Ticket) -> State | None:
        """How the ticket stands, by the store or by the server; None where nobody knows, or the server is away."""
        with suppress(StoreFails):
            if self._store.tickets.is_cancelled(ticket):
                return State.CANCELLED
        return None if self._is_offline else self._link.state_of(ticket)

    def call_staff(self) -> bool:
        """Whether staff have been told that help is wanted here."""
        return self._link.call_staff(self._store.holder)

    # --- when the server is back --------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Tells the server what it missed, and leases numbers. Raises Unreachable, AccessDenied or StoreFails."""
        now = self._clock.now()
        self._store.forget(now)
        self._backlog.settle_late()
        with self._noticing_revocation():
            self._backlog.clear(now)
            if self._store.is_on_disk:
                self._refill()

    def report_health(self, health: KioskHealth) -> KioskAdvice:
        """Tells how this kiosk is. Raises Unreachable or AccessDenied."""
        with self._noticing_revocation():
            advice = self._link.report_health(health)
        self.is_revoked = False
        return advice

    def ticket_layout(self) -> TicketLayout:
        """How the hall lays its tickets out. Raises Unreachable or AccessDenied."""
        return self._link.ticket_layout()

    def layout_version(self) -> str | None:
        """Of the newest layout that was heard of."""
        return self._remembered.catalogue.ticket_layout if self._remembered.catalogue else None

    # --- the hall's time ----------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The hall's time."""
        return self._clock.now()

    @property
    def knows_the_day(self) -> bool:
        """Whether the kiosk may issue a number by itself, as far as the time goes."""
        return self._clock.is_sure

    def set_by_officer(self, typed: str) -> ClockAnswer:
        """The hall's time from an officer's watch, in twelve digits."""
        catalogue = self._remembered.catalogue
        return self._clock.set_by_officer(typed, catalogue.timezone if catalogue else "UTC")

    # --- how it is done -----------------------------------------------------------------------------------------------

    @contextmanager
    def _noticing_revocation(self) -> Iterator[None]:
        try:
            yield
        except AccessDenied:
            self.is_revoked = True
            raise

    def _ask_server(self, request: IssueTicket, key: str, *, in_time: bool) -> Outcome:
        """Asks, and notes the answer. `in_time`: the kiosk has a number of its own, and waits no longer than a citizen
        should. Raises AccessDenied.
        """
        with self._noticing_revocation():
            outcome = self._within_a_second(request, key) if in_time else self._link.issue(request, key)
        match outcome:
            case Issued(ticket):
                self._backlog.settle(key, ticket)
            case Declined() | Silent(arrived=False):
                self._backlog.settle(key)
        return outcome

    def _within_a_second(self, request: IssueTicket, key: str) -> Outcome:
        """The answer, if it comes in time. One that comes later is settled by `catch_up`, with the same key."""
        try:
            return self._asking.submit(self._link.issue_at_once, request, key).result(ANSWER_SECONDS)
        except TimeoutError:
            log.warning("no answer for ticket %s within %g s", key, ANSWER_SECONDS)
            return Silent()

    def _issue_without_store(self, request: IssueTicket, key: str) -> Outcome:
        """The server's number, or none: a kiosk that cannot write down what it issues issues nothing by itself."""
        with self._noticing_revocation():
            return self._link.issue(request, key)

    def _issue_offline(self, request: IssueTicket, key: str) -> Issued | None:
        catalogue, offered = self._remembered.catalogue, self._remembered.offered(request.service)
        if catalogue is None or offered is None or not self._clock.is_sure:
            return None
        try:
            follow = self._store.notes.get(FOLLOW) or ""
            stored = self._store.tickets.issue_next(
                key, request, offered.service.prefix, self._clock.now(),
                lambda taken: offline_ticket(taken, request, catalogue, offered, follow),
            )  # fmt: skip
        except StoreFails:
            return None
        return _issued(stored) if stored else None

    def _refill(self) -> None:
        """Ended leases are dropped before, and what was issued of them is known to the server by then."""
        now = self._clock.now()
        self._store.numbers.drop_expired(now)
        self._backlog.hand_in()
        self._stock.refill(self._remembered.catalogue, now)

    def _stored(self, key: str) -> StoredTicket | None:
        with suppress(StoreFails):
            return self._store.tickets.with_key(key)
        return None

    def _has_number(self, request: IssueTicket) -> bool:
        offered = self._remembered.offered(request.service)
        if offered is None or not self._clock.is_sure:
            return False
        with suppress(StoreFails):
            return self._store.numbers.has(offered.service.prefix, self._clock.now())
        return False

    def _numbers_left(self) -> Mapping[str, int]:
        with suppress(StoreFails):
            return self._store.numbers.left(self._clock.now()) if self._clock.is_sure else {}
        return {}


def _issued(stored: StoredTicket) -> Issued:
    return Issued(stored.ticket, stored.offline)
