"""How long a hall keeps what names people or may lead to them, by class, and what is due to be erased. Pure.

Knows nothing of where it is kept. The marks of identity cards are no class: they end with their day (`fair_use`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum

A_DAY = timedelta(days=1)


class Kept(StrEnum):
    """A class of personal data. These words stand in the hall file and in the database: none is ever renamed."""

    NOTES = "notes"
    DOSSIER_CODES = "dossier_codes"
    COMMENTS = "comments"
    OFFICERS = "officers"
    APPOINTMENTS = "appointments"
    SECURITY_LOG = "security_log"
    SESSIONS = "sessions"


OF_ALL_HALLS = (Kept.SECURITY_LOG, Kept.SESSIONS)
"""They belong to no hall: kept once for the whole database."""
OF_A_HALL = tuple(kind for kind in Kept if kind not in OF_ALL_HALLS)

FACTS: Mapping[Kept, tuple[str, ...]] = {
    Kept.OFFICERS: ("actor", "officer", "holder", "device"),
    Kept.NOTES: ("note", "reason"),
    Kept.DOSSIER_CODES: ("dossier_codes", "receipt"),
    Kept.APPOINTMENTS: ("code",),
}
"""The facts of the journal's events that belong to each class."""

Erased = Mapping[Kept, int]
"""How many entries of each class were erased."""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days each class is kept after the day on which it was written."""

    notes: int = 90
    """What officers write: the note at the end of a visit, why they parked, paused or called out of order."""
    dossier_codes: int = 365
    """Of dossiers that were handled, and the numbers of their receipts."""
    comments: int = 365
    """The words of a rating; its score stays."""
    officers: int = 730
    """Who did it, in the journal: an officer, or a device."""
    appointments: int = 90
    """Their codes."""
    security_log: int = 365
    """Its names and addresses."""
    sessions: int = 1
    """Those that ran out and that nobody has ended."""

    def days(self, kind: Kept) -> int:
        days: int = getattr(self, kind.value)
        return days

    def last_day_due(self, kind: Kept, today: date) -> date:
        """What was written on this day and before has been kept for long enough."""
        return today - timedelta(days=self.days(kind)) - A_DAY


DEFAULT_RETENTION = Retention()


def longest(all_halls: Iterable[Retention]) -> Retention:
    """What belongs to several halls is kept until none needs it any more."""
    halls = list(all_halls) or [DEFAULT_RETENTION]
    return Retention(*(max(getattr(each, field.name) for each in halls) for field in fields(Retention)))


def due(
    kinds: Iterable[Kept], retention: Retention, today: date, erased_until: Mapping[Kept, date], *, at_night: bool
) -> dict[Kept, date]:
    """Until which day each class is to be erased now; nothing of what has been erased until then.

    `at_night`: nobody is in the hall. In one that never closes, it is done a day later.
    """
    last = today if at_night else today - A_DAY
    until = {kind: retention.last_day_due(kind, last) for kind in kinds}
    return {kind: day for kind, day in until.items() if day > erased_until.get(kind, date.min)}
