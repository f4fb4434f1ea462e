"""What the server does not know yet, told when it is back: whatever happened, it and the kiosk then agree.

Knows no catalogue, and not how numbers are issued.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from display_server.contract import PrintedTicket, Ticket
from kiosk_app.issuing.server_link import ServerLink
from kiosk_app.server.client import Issued, Silent, Unreachable
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.store.outbox import OfflineTicket, UnansweredRequest

HAND_IN_AT_ONCE = 50
SLIPS_AT_ONCE = 200
UNANSWERED_AFTER = timedelta(minutes=10)
"""Nobody waits for the same answer so long: a ticket that is still open then was never seen by anyone."""


class ServerBacklog:
    """`run` begins the keys of this start of the program. Its methods may raise StoreFails."""

    def __init__(self, link: ServerLink, store: KioskStore, run: str) -> None:
        self._link, self._store, self._run = link, store, run
        self._outbox = store.outbox
        self._unsettled: set[str] = set()
        """Keys that the server has answered, and the store does not know it."""

    def settle(self, key: str, ticket: Ticket | None = None) -> None:
        """Notes the server's answer. Where the store fails, a ticket that somebody holds must at least not look
        unanswered: it would be cancelled. Raises nothing.
        """
        try:
            if ticket:
                self._store.tickets.record_issued(key, ticket)
            else:
                self._store.tickets.settle(key)
        except StoreFails:
            self._unsettled.add(key)
            with suppress(StoreFails):
                self.settle_late()

    def settle_late(self) -> None:
        """Notes the answers that the store could not take when they came."""
        for key in tuple(self._unsettled):
            self._store.tickets.settle(key)
            self._unsettled.discard(key)

    def clear(self, now: datetime) -> None:
        """Tells the server everything. Raises Unreachable or AccessDenied."""
        for request in self._outbox.unanswered(since_asked=now - UNANSWERED_AFTER, but_run=self._run):
            self._withdraw(request)
        for unseen in self._outbox.never_printed(but_run=self._run):
            self._store.tickets.cancel(unseen)
        self.hand_in()
        self.cancel_at_server()
        self._report_slips()

    def hand_in(self) -> None:
        """Tells the server of the tickets that were issued offline. Raises Unreachable or AccessDenied."""
        while tickets := self._outbox.to_hand_in(HAND_IN_AT_ONCE):
            # A mended store holds tickets out of leases of the one before.
            for holder, of_holder in groupby(tickets, attrgetter("holder")):
                together = tuple(of_holder)
                said = self._link.hand_in(holder, [_printed(each) for each in together])
                self._outbox.note_handed_in({each.key: answer for each, answer in zip(together, said, strict=True)})

    def cancel_at_server(self) -> None:
        """Tells the server of the tickets that nobody holds. Raises Unreachable."""
        for ticket in self._outbox.to_cancel():
            if not self._link.cancel(ticket):
                raise Unreachable(f"ticket {ticket.number} keeps its place, and nobody holds it")
            self._outbox.note_cancelled(ticket)

    def _report_slips(self) -> None:
        while slips := self._outbox.slips_to_report(SLIPS_AT_ONCE):
            self._link.report_slips(slips)
            self._outbox.note_slips_reported(slips)

    def _withdraw(self, request: UnansweredRequest) -> None:
        """The same key brings the ticket that nobody holds to light, and it is cancelled."""
        outcome = self._link.issue_at_once(request.request, request.key)
        if isinstance(outcome, Silent) or (isinstance(outcome, Issued) and not self._link.cancel(outcome.ticket)):
            raise Unreachable(f"whether ticket {request.key} was issued is still not known")
        self._store.tickets.settle(request.key)


def _printed(offline: OfflineTicket) -> PrintedTicket:
    ticket, request = offline.ticket, offline.request
    return PrintedTicket(
        lease=offline.lease,
        number=ticket.number,
        token=ticket.token,
        issued_at=ticket.issued_at,
        service=ticket.service,
        priority_class=ticket.priority_class,
        language=request.language,
        dossiers=request.dossiers,
        key=offline.key if offline.doubtful else None,
    )
