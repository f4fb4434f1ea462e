"""What people do at the kiosk: every touch, as a value. Knows no screen."""

from dataclasses import dataclass

from kiosk_app.flow.aids import Aid
from kiosk_app.flow.staff import StaffTouch


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class ChooseDepartment:
    slug: str


@dataclass(frozen=True, slots=True)
class ChooseService:
    slug: str


@dataclass(frozen=True, slots=True)
class AskForPriority:
    """Opens the page of the priority classes."""


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Takes the number that the screen offers."""


@dataclass(frozen=True, slots=True)
class TakeNumberAs:
    """Takes the number at once with this priority class, or without any."""

    slug: str | None


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Asks a server that did not answer once more."""


@dataclass(frozen=True, slots=True)
class TurnPage:
    by: int


@dataclass(frozen=True, slots=True)
class StayLonger:
    """More time is needed: the screen stays."""


@dataclass(frozen=True, slots=True)
class Back:
    """A step back."""


@dataclass(frozen=True, slots=True)
class GoHome:
    """Ends the visit to the kiosk."""


@dataclass(frozen=True, slots=True)
class LookFor:
    """Opens the page where services are looked for by their names."""


@dataclass(frozen=True, slots=True)
class TypeLetter:
    letter: str


@dataclass(frozen=True, slots=True)
class EraseLetter:
    """Takes the last letter away."""


@dataclass(frozen=True, slots=True)
class ChooseFound:
    """Chooses a service of any department."""

    slug: str


@dataclass(frozen=True, slots=True)
class ChangeDossiers:
    """Changes how many dossiers are brought: one more, one fewer."""

    by: int


@dataclass(frozen=True, slots=True)
class PrintPapers:
    """Prints the list of what to bring."""


@dataclass(frozen=True, slots=True)
class ShowOnline:
    """Shows how the service is done online."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Turns an aid on or off."""

    aid: Aid


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Calls staff."""


@dataclass(frozen=True, slots=True)
class ChooseAService:
    """Goes on to the departments from the answer to a code."""


@dataclass(frozen=True, slots=True)
class GiveFace:
    """Answers with one of the four faces: 4 very satisfied … 1 not satisfied."""

    score: int


@dataclass(frozen=True, slots=True)
class PressKey:
    """A key of the 12-key pad: a digit, `*` or `#`."""

    key: str


Touch = (
    ChooseLanguage
    | ChooseDepartment
    | ChooseService
    | AskForPriority
    | TakeNumber
    | TakeNumberAs
    | TryAgain
    | TurnPage
    | StayLonger
    | Back
    | GoHome
    | LookFor
    | TypeLetter
    | EraseLetter
    | ChooseFound
    | ChangeDossiers
    | PrintPapers
    | ShowOnline
    | Switch
    | CallStaff
    | PressKey
    | ChooseAService
    | GiveFace
    | StaffTouch
)
