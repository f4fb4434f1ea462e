"""The officers' own page at the kiosk: who gets in, and what they find there. Pure: no Kivy, no clock, no words.

Knows nothing of citizens' screens. Five knocks on the sign in the corner, then the staff code.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import ClassVar

from display_server.contract import State
from kiosk_app.flow.policy import Policy
from kiosk_app.flow.values import ClockAnswer, KioskStatus

KNOCKS, WITHIN_SECONDS = 5, 4.0
WRONG_CODES, LOCKED_SECONDS = 5, 60.0
LONGEST_CODE = 12
MOST_RECENT = 6
"""So many tickets an officer finds to be printed again."""


@dataclass(frozen=True, slots=True)
class Knock:
    """A touch on the sign in the corner: five of them ask for the staff code."""


@dataclass(frozen=True, slots=True)
class TypeDigit:
    digit: str


@dataclass(frozen=True, slots=True)
class EraseDigit:
    """Takes the last digit away."""


@dataclass(frozen=True, slots=True)
class Reprint:
    token: str


@dataclass(frozen=True, slots=True)
class PutInNewRoll:
    """An officer has put in a full roll."""


@dataclass(frozen=True, slots=True)
class EnterTime:
    """Opens the page on which the officer enters date and time."""


@dataclass(frozen=True, slots=True)
class LeaveKiosk:
    """Closes the program: the only way out of it."""


StaffTouch = Knock | TypeDigit | EraseDigit | Reprint | PutInNewRoll | EnterTime | LeaveKiosk


@dataclass(frozen=True, slots=True)
class AskingCode:
    policy: ClassVar = Policy(patience=20, asks_before_leaving=False, takes_scans=False)

    language: str
    typed: int = 0
    """How many digits; which ones is known to the door alone."""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class AskingTime:
    """Day, month, year, hour and minute in digits; what the kiosk's clock made of the last ones."""

    policy: ClassVar = Policy(patience=60, asks_before_leaving=False, takes_scans=False)

    language: str
    typed: str = ""
    answer: ClockAnswer | None = None


class Done(Enum):
    """What the officer's last touch led to."""

    PRINTING = auto()
    PRINTED = auto()
    NOT_PRINTED = auto()
    IS_CANCELLED = auto()
    WAS_NO_SHOW = auto()
    IS_SERVED = auto()
    NEW_ROLL = auto()
    TIME_SET = auto()


OVER = {State.CANCELLED: Done.IS_CANCELLED, State.NO_SHOW: Done.WAS_NO_SHOW, State.SERVED: Done.IS_SERVED}
"""A ticket in these states is not printed again: its holder would wait for nothing."""


@dataclass(frozen=True, slots=True)
class StaffPage:
    policy: ClassVar = Policy(patience=120, asks_before_leaving=False, takes_scans=False)

    language: str
    status: KioskStatus
    done: Done | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """Lets officers in. Without a code it is a wall."""

    code: str | None = None
    knocks: tuple[float, ...] = ()
    typed: str = ""
    wrong: int = 0
    locked_until: float = float("-inf")

    def knocked(self, now: float) -> "Door":
        return replace(self, knocks=(*(knock for knock in self.knocks if now - knock <= WITHIN_SECONDS), now))

    def opens_to_knocks(self, now: float) -> bool:
        return self.code is not None and len(self.knocks) >= KNOCKS and now >= self.locked_until

    def asks(self) -> "Door":
        return replace(self, knocks=(), typed="")

    def with_digit(self, digit: str, now: float) -> "Door":
        """One digit more. After a whole code that is wrong the digits are asked for anew; too many wrong codes lock the
        door for a while.
        """
        typed = self.typed + digit
        if self.code is None or len(typed) < len(self.code) or typed == self.code:
            return replace(self, typed=typed)
        wrong = self.wrong + 1
        if wrong >= WRONG_CODES:
            return replace(self, typed="", wrong=0, locked_until=now + LOCKED_SECONDS)
        return replace(self, typed="", wrong=wrong)

    def without_last_digit(self) -> "Door":
        return replace(self, typed=self.typed[:-1])

    @property
    def is_open(self) -> bool:
        return self.code is not None and self.typed == self.code

    def closed(self) -> "Door":
        return replace(self, typed="", wrong=0)


NO_DOOR = Door()
"""The kiosk was started without a staff code: there is no officers' page."""
