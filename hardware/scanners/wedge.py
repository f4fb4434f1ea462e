"""A scanner that types: a USB scanner that the machine takes for a keyboard. Pure: keys and times in, codes out.

Such scanners type a code's letters within milliseconds of each other and then Enter (most can be told so; some send
Tab). Nobody types so quickly: keys that come slowly are a person's, and no code. Whoever owns the window feeds the
keys.
"""

from dataclasses import dataclass, field, replace

from hardware.scanners.scanner import LONGEST_CODE

BETWEEN_KEYS_SECONDS = 0.1
"""The slowest scanners type a letter each 40 ms, and a busy machine hands some over late."""
SHORTEST_CODE = 6
"""Shorter than any code of a hall, longer than what falls on a keyboard."""
ENDS = ("\r", "\n", "\t")


@dataclass(frozen=True, slots=True)
class Wedge:
    """What was typed so far."""

    typed: str = field(default="", repr=False)
    """In no log: it may be an ID card's."""
    at: float = float("-inf")

    def key(self, letter: str, now: float) -> tuple["Wedge", str | None]:
        """One key more, `now` in seconds of a clock that never runs back; and the code, where it is whole now."""
        quick = now - self.at <= BETWEEN_KEYS_SECONDS
        if letter in ENDS:
            whole = quick and len(self.typed) >= SHORTEST_CODE
            return Wedge(), self.typed if whole else None
        typed = (self.typed if quick else "") + letter
        return replace(self, typed=typed[:LONGEST_CODE], at=now), None

    def is_typing(self, now: float) -> bool:
        """Whether a scanner seems to be at it: its keys are no touches of a citizen."""
        return len(self.typed) > 1 and now - self.at <= BETWEEN_KEYS_SECONDS
