"""What the one-stop system says of a dossier, and what it is told of one, so that nothing is typed twice. Pure.

Nothing of whose it is: only what decides whether a visitor should take a ticket.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol


class Progress(StrEnum):
    READY = "ready"
    """The result lies at the counter."""
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    """The system has no such dossier."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """`counter`: where the result is handed out; `not_before`: the day promised. None where the system says none."""

    progress: Progress
    counter: int | None = None
    not_before: date | None = None


UNKNOWN = Dossier(Progress.UNKNOWN)


class OneStopSilent(Exception):
    """The one-stop system does not answer, or nothing that can be understood."""


class OneStop(Protocol):
    """The electronic one-stop information system, as far as a hall asks it."""

    def look_up(self, code: str) -> Dossier:
        """UNKNOWN where it has no such dossier.

        Raises OneStopSilent.
        """

    def close(self) -> None:
        """Lets go of what is held open."""


class NewsKind(StrEnum):
    HANDLED = "handled"
    CORRECTED = "corrected"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class DossierNews:
    """What an officer has noted of a dossier. The key is the same for every try: whoever has it already has no news."""

    key: str
    kind: NewsKind
    at: datetime
    hall: str
    number: str
    """The ticket's."""
    service: str
    counter: int
    facts: Mapping[str, object]

    def told(self) -> dict[str, object]:
        """All of it by its names on the way: JSON's fields, a table's columns."""
        plain = {name: self.facts.get(name) for name in NEWS_FACTS}
        codes = self.facts.get("dossier_codes")
        return {
            "key": self.key,
            "event": self.kind.value,
            "at": self.at.isoformat(),
            "hall": self.hall,
            "number": self.number,
            "service": self.service,
            "counter": self.counter,
            "code": codes[0] if isinstance(codes, list | tuple) and codes else None,
            **plain,
        }


NEWS_FACTS = ("department", "outcome", "due_on", "fee", "charge", "receipt", "return_by", "received_for", "reason")
NEWS_COLUMNS = ("key", "event", "at", "hall", "number", "service", "counter", "code", *NEWS_FACTS)

FIRST_BACK_OFF, LONGEST_BACK_OFF = timedelta(seconds=10), timedelta(minutes=10)


def back_off(tries: int) -> timedelta:
    """How long after so many tries in vain the one-stop system is told again: twice as long each time."""
    return min(LONGEST_BACK_OFF, FIRST_BACK_OFF * (1 << min(tries - 1, 10)))


class OneStopRefused(Exception):
    """It does not take this news, however often it is told."""


class OneStopHears(Protocol):
    """The electronic one-stop information system, as far as a hall tells it."""

    def tell(self, news: DossierNews) -> None:
        """Raises OneStopSilent where it is to be told again, OneStopRefused where that is no use."""

    def close(self) -> None:
        """Lets go of what is held open."""
