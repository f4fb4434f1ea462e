"""How the hall lays its tickets out: which blocks in which order, its own texts, a logo. Pure; prints nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

QUIET_TIME = "quiet_time"
"""When a visit for the same would be quicker."""
BLOCKS = (
    *("logo", "hall", "label", "number", "service", "priority", "reprint", "rule", "gap"),
    *("facts", "zone", "department", "dossiers", "people_ahead", "wait", "issued_at"),
    *("route", QUIET_TIME),
    *("offline", "qr", "scan", "thanks", "hotline", "proof"),
)
"""What kiosks know to print; each of the hall's own texts is one more."""
NEEDED = "number"
"""Without it the paper is no ticket."""


@dataclass(frozen=True, slots=True)
class TicketLayout:
    """`blocks` is empty for the usual ticket; `narrow_blocks` for the same on 58 mm paper as on 80 mm."""

    blocks: tuple[str, ...] = ()
    narrow_blocks: tuple[str, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo: bytes | None = None
    """A PNG file."""

    @property
    def all_blocks(self) -> frozenset[str]:
        """On paper of either width."""
        return frozenset((*self.blocks, *self.narrow_blocks))


USUAL_LAYOUT = TicketLayout()
