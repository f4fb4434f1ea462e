"""What is shown of a code that was held before the scanner: the look-up, a dossier's answer, or why there is none."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import ClassVar

from display_server.contract import DossierAnswer, Progress
from kiosk_app.flow.policy import READ_AND_CHOOSE, Policy


class CodeKind(Enum):
    """What a code is of."""

    APPOINTMENT = auto()
    DOSSIER = auto()
    RATING = auto()


class LookUpFailure(Enum):
    """Why a look-up failed."""

    SILENT = auto()
    """The server does not answer."""
    REFUSED = auto()
    """The server has said why in words."""
    USED = auto()
    """A ticket was taken for this appointment."""
    OTHER_DAY = auto()
    NOT_OFFERED = auto()
    """The hall offers the appointment's service no more."""


class Remark(Enum):
    """A short sentence beside whatever is shown."""

    UNKNOWN_CODE = auto()
    CARD_READ = auto()
    CARD_NOT_NEEDED = auto()


@dataclass(frozen=True, slots=True)
class LookingUp:
    policy: ClassVar = Policy(patience=15, asks_before_leaving=False, takes_scans=False)

    language: str
    kind: CodeKind
    look_up: int


@dataclass(frozen=True, slots=True)
class DossierSeen:
    policy: ClassVar = READ_AND_CHOOSE

    language: str
    answer: DossierAnswer

    @property
    def needs_ticket(self) -> bool:
        """Somebody queues only for a result that no counter is named for."""
        return self.answer.progress is Progress.READY and self.answer.counter is None


@dataclass(frozen=True, slots=True)
class AskingRating:
    """How satisfied the holder of a ticket is, asked with four faces where the hall has no tablets."""

    policy: ClassVar = READ_AND_CHOOSE

    language: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RatingThanks:
    policy: ClassVar = Policy(patience=8, asks_before_leaving=False, takes_scans=True)

    language: str


@dataclass(frozen=True, slots=True)
class LookUpFailed:
    """`told`: the server's own words; `at`: the time of an appointment of another day, in the hall's zone."""

    policy: ClassVar = READ_AND_CHOOSE

    language: str
    kind: CodeKind
    why: LookUpFailure
    told: str = ""
    at: datetime | None = None
