"""A block of numbers that one kiosk alone may print while it cannot reach the server. Pure.

So no number is given twice: the numbers of a lease go to nobody else until the kiosk itself, having handed in all that
it printed, asks for new ones after this lease has expired. The numbers of a kiosk that never comes back lapse with the
day.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from display_server.domain.numbering import Numbering


@dataclass(frozen=True, slots=True)
class Lease:
    id: int
    day: date
    prefix: str
    first: int
    next: int
    """The first number that is not known to be printed."""
    last: int
    holder: str
    granted_at: datetime
    """When it begins to count: a lease for a later day is told in advance, and begins with that day."""
    expires_at: datetime
    reclaimed_at: datetime | None = None

    @property
    def left(self) -> int:
        return self.last - self.next + 1

    def is_live(self, now: datetime) -> bool:
        return self.reclaimed_at is None and self.granted_at <= now < self.expires_at

    def holds(self, sequence: int) -> bool:
        return self.first <= sequence <= self.last

    def numbers(self, numbering: Numbering) -> tuple[str, ...]:
        """Those left to print, as they are written."""
        return tuple(numbering.number(self.prefix, sequence) for sequence in range(self.next, self.last + 1))

    def printed(self, sequence: int) -> "Lease":
        return replace(self, next=max(self.next, sequence + 1))

    def renewed(self, until: datetime, life: timedelta) -> "Lease":
        """With a later expiry, once a quarter of its life is over: not every time that the kiosk asks."""
        return replace(self, expires_at=until) if until - self.expires_at >= life / 4 else self

    def reclaimed(self, now: datetime) -> "Lease":
        return replace(self, reclaimed_at=now)

    def used_part(self) -> "Lease":
        """What the kiosk keeps when its unprinted numbers go to somebody else."""
        return replace(self, last=self.next - 1)

    def issue_time(self, told: datetime, now: datetime) -> datetime:
        """When a number of this lease was printed: as the kiosk says, but within what can be true.

        A kiosk whose clock is wrong must not put its visitors before or behind everybody else's.
        """
        return min(max(told, self.granted_at), self.expires_at, now)
