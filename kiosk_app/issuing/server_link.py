"""What the issuing room needs of the hall's server."""

from collections.abc import Sequence
from typing import Protocol

from display_server.contract import (
    Catalogue,
    IssueTicket,
    KioskAdvice,
    KioskHealth,
    NumberLeases,
    PrintedTicket,
    SlipNews,
    State,
    Ticket,
    TicketLayout,
)
from kiosk_app.server.client import Outcome


class ServerLink(Protocol):
    """One hall on its server; a `HallServer` is one."""

    def catalogue(self) -> Catalogue:
        """Raises Unreachable or AccessDenied."""

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        """Asks, and asks again with the same key. Raises AccessDenied."""

    def issue_at_once(self, request: IssueTicket, key: str) -> Outcome:
        """Asks once. Raises AccessDenied."""

    def cancel(self, ticket: Ticket) -> bool:
        """Cancels a ticket; whether the server has answered."""

    def state_of(self, ticket: Ticket) -> State | None:
        """How the ticket stands; None where nobody knows."""

    def lease(self, kiosk: str, size: int, prefixes: Sequence[str]) -> NumberLeases:
        """About so many numbers of each prefix for this kiosk alone. Raises Unreachable or AccessDenied."""

    def hand_in(self, kiosk: str, tickets: Sequence[PrintedTicket]) -> Sequence[str]:
        """Tells the server what was issued offline; what it said to each ticket, in their order.

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
        """Closes the connections."""
