"""Tells a citizen's keys on the 12-key pad from those of a scanner that types. Pure: keys and times in, events out.

A scanner's first key looks like anybody's, so each key of the pad waits a moment for the next one before it counts.
Codes of keys are SDL's. Knows no window and not what a key or a code means.
"""

from dataclasses import dataclass, field, replace

from hardware.scanners.wedge import ENDS, SHORTEST_CODE, Wedge
from kiosk_app.flow.reports import CodeScanned
from kiosk_app.flow.touches import PressKey

NUMBER_PAD = {**{256 + digit: str(digit) for digit in range(10)}, **dict(zip(range(266, 272), "./*-+\r", strict=True))}
WITHOUT_TEXT = {**NUMBER_PAD, 9: "\t", 13: "\r"}
SLASH_OF_THE_PAD = 267
OF_THE_PAD = {**{digit: digit for digit in "0123456789*#"}, "\r": "#"}
"""Enter is `#`, and so is a number pad's `/`."""

Known = tuple[PressKey | CodeScanned, ...]


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keys that may be a citizen's or a scanner's. In no log: they may be the digits of an ID card."""

    wedge: Wedge = field(default=Wedge(), repr=False)
    held: tuple[PressKey, ...] = field(default=(), repr=False)
    counted: bool = False
    """The last key was of the number pad: the text that it may type, too, is no second key."""

    def key(self, code: int, since: float, now: float) -> tuple["Keyboard", Known]:
        """A key went down between `since` and `now`, in seconds of a clock that never runs back; gives what is certain
        by it.

        Only of Enter, Tab and the number pad, which count whatever they type; others are told by their text.
        """
        letter = WITHOUT_TEXT.get(code)
        if letter is None:
            return replace(self, counted=False), ()
        keyboard, known = self._typed(letter, since, now, "#" if code == SLASH_OF_THE_PAD else OF_THE_PAD.get(letter))
        return replace(keyboard, counted=code in NUMBER_PAD), known

    def text(self, text: str, since: float, now: float) -> tuple["Keyboard", Known]:
        """What the key that went down has typed."""
        if self.counted:
            return replace(self, counted=False), ()
        keyboard = self
        known: Known = ()
        for letter in text:
            keyboard, more = keyboard._typed(letter, since, now, OF_THE_PAD.get(letter))
            known += more
        return keyboard, known

    def settled(self, now: float) -> tuple["Keyboard", tuple[PressKey, ...]]:
        """Keys that nothing followed quickly were a citizen's, unless they are more than fingers can type."""
        if self.wedge.waits(now):
            return self, ()
        released = self.held if len(self.wedge.typed) < SHORTEST_CODE else ()
        return Keyboard(counted=self.counted), released

    def _typed(self, letter: str, since: float, now: float, pad: str | None) -> tuple["Keyboard", Known]:
        before, known = self.settled(since)
        wedge, scanned = before.wedge.key(letter, since, now)
        if scanned is not None:
            return Keyboard(), (*known, CodeScanned(scanned))
        held = (*before.held, PressKey(pad)) if pad else before.held
        return (Keyboard(), (*known, *held)) if letter in ENDS else (Keyboard(wedge, held), known)
