"""Idempotency keys: each belongs to whoever sent it, so that nobody meets another's ticket by sending the same."""

from dataclasses import dataclass
from hashlib import sha256

from display_server.domain.ticket import TicketId
from display_server.store.change import Change


@dataclass(frozen=True, slots=True)
class Key:
    """`sender`: which device or person sent it; None where there is only one who could."""

    sent: str
    sender: str | None = None

    @property
    def stored(self) -> str:
        return self.sent if self.sender is None else sha256(f"{self.sender}\n{self.sent}".encode()).hexdigest()

    def remembered(self, change: Change) -> tuple[str, TicketId] | None:
        """What it has led to: the digest of its request and the ticket. Earlier versions stored what was sent."""
        return change.tickets.of_key(self.stored, earlier=self.sent)
