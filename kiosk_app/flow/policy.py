"""What every screen says of itself: how long it stays, whether it asks before it leaves, whether it takes a scan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A class value of each screen. Nothing here has a default, so that a new screen decides all of it."""

    patience: float
    """Seconds until the screen leaves by itself when nobody touches it."""
    asks_before_leaving: bool
    """The person before it may only be slow, and is asked first whether they need more time."""
    takes_scans: bool
    """False where a ticket or an answer is on its way, a number must not be lost, or an officer is at work."""


READ_AND_CHOOSE = Policy(patience=60, asks_before_leaving=True, takes_scans=True)
"""Of most screens: somebody reads and decides."""
