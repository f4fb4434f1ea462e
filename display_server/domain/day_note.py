"""A note to a day: what is to be known by whoever looks at its figures, as "power cut 9-11". Pure."""

from dataclasses import dataclass
from datetime import date, datetime

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class DayNote:
    day: date
    note: str
    by: str | None
    """Who wrote it; None where the name is not kept any more."""
    at: datetime
