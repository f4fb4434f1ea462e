"""What the one-stop system says of a dossier: whether its result can be fetched, where, and when if not yet. Pure.

Nothing of whose it is: only what decides whether a visitor should take a ticket.
"""

from dataclasses import dataclass
from datetime import date
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
