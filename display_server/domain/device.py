"""A device of the hall, by what it reported last: how it is, and which kiosk to send a citizen to. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LOST_AFTER = timedelta(seconds=45)
"""A kiosk reports every 15 seconds; one that misses three reports is out of contact."""


HELP_LASTS = timedelta(minutes=10)
"""So long a call for staff is shown; whoever still waits after that calls again."""


class Condition(StrEnum):
    """What a manager should know of a kiosk, in one word."""

    WELL = "well"
    PAPER_NEAR_END = "paper_near_end"
    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    PRINTER_FAILS = "printer_fails"
    BOOK_FAILS = "book_fails"
    """It cannot write down what it issues: it prints while the server answers, and issues nothing on its own."""
    LOST = "lost"


IN_ORDER = (Condition.WELL, Condition.PAPER_NEAR_END)
"""Nobody need go there now."""
PRINTS = (Condition.WELL, Condition.PAPER_NEAR_END, Condition.BOOK_FAILS)


@dataclass(frozen=True, slots=True)
class Health:
    """What a kiosk reports of itself."""

    condition: Condition
    not_handed_in: int
    """How many tickets it issued without the server and has not reported yet."""
    version: str
    screen: str
    tickets_left: int | None = None
    """On its roll; None where it does not count."""
    last_print_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """`id` is that of its token, `name` what the token is called."""

    id: int
    name: str
    heard_at: datetime
    condition: Condition
    health: Health
    help_wanted_at: datetime | None = None
    """When somebody before it called staff last."""

    @property
    def help_until(self) -> datetime | None:
        """Until when a screen shows that staff are called."""
        return self.help_wanted_at + HELP_LASTS if self.help_wanted_at else None

    def is_silent(self, now: datetime) -> bool:
        return now - self.heard_at > LOST_AFTER


def other_kiosk(devices: Iterable[Device], asking: int, now: datetime, places: Mapping[str, object]) -> Device | None:
    """The kiosk that whoever stands before this one should go to for paper: one that prints, best with a full roll.

    Those whose place is known come first: a citizen finds them.
    """
    able = [each for each in devices if each.id != asking and each.condition in PRINTS and not each.is_silent(now)]
    return min(
        able, key=lambda each: (each.name not in places, each.condition is not Condition.WELL, each.name), default=None
    )
