"""Whose keys they are: a citizen's on the 12-key pad, or a scanner's that types. Pure: keys and times in, events out.

A scanner's first key looks like anybody's, so each key of the pad waits a moment for the next one before it counts.
Codes are SDL's; scanners type as American keyboards do. Knows no window and not what a key or a code means.
"""

from dataclasses import dataclass, field

from hardware.scanners.wedge import BETWEEN_KEYS_SECONDS, ENDS, SHORTEST_CODE, Wedge
from kiosk_app.flow.reports import CodeScanned
from kiosk_app.flow.touches import PressKey

NUMBER_PAD = {**{256 + digit: str(digit) for digit in range(10)}, **dict(zip(range(266, 272), "./*-+\r", strict=True))}
PRINTABLE = range(32, 127)
WITH_SHIFT = dict(zip("1234567890-=;'\\,./`[]", '!@#$%^&*()_+:"|<>?~{}', strict=True))
OF_THE_PAD = {**{digit: digit for digit in "0123456789*#"}, "/": "#", "\r": "#"}
"""A number pad's `/` and Enter are `#`."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keys of which it is not known yet whose they are. In no log: they may be the digits of an ID card."""

    wedge: Wedge = field(default=Wedge(), repr=False)
    held: tuple[PressKey, ...] = field(default=(), repr=False)

    def key(
        self, code: int, now: float, *, shifted: bool = False
    ) -> tuple["Keyboard", tuple[PressKey | CodeScanned, ...]]:
        """One key more, `now` in seconds of a clock that never runs back; and what is known by it."""
        letter = letter_of(code, shifted=shifted)
        if letter is None:
            return self, ()
        before, known = self.settled(now)
        wedge, scanned = before.wedge.key(letter, now)
        if scanned is not None:
            return Keyboard(), (*known, CodeScanned(scanned))
        pad = OF_THE_PAD.get(letter) if letter != "/" or code in NUMBER_PAD else None
        held = (*before.held, PressKey(pad)) if pad else before.held
        return (Keyboard(), (*known, *held)) if letter in ENDS else (Keyboard(wedge, held), known)

    def settled(self, now: float) -> tuple["Keyboard", tuple[PressKey, ...]]:
        """The keys after which nothing came quickly were a citizen's, unless they are more than fingers can do."""
        if now - self.wedge.at <= BETWEEN_KEYS_SECONDS:
            return self, ()
        return Keyboard(), self.held if len(self.wedge.typed) < SHORTEST_CODE else ()


def letter_of(code: int, *, shifted: bool = False) -> str | None:
    """What a key types; None for those that type nothing."""
    if code in NUMBER_PAD:
        return NUMBER_PAD[code]
    letter = chr(code) if code in PRINTABLE or code in (9, 13) else None
    if letter is None or not shifted:
        return letter
    return WITH_SHIFT.get(letter, letter.upper())
