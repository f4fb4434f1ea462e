"""A scanner that types: a USB scanner that the machine takes for a keyboard. Pure: keys and times in, codes out.

Such scanners type a code's letters within milliseconds of each other and then Enter (most can be told so; some send
Tab). Nobody types so quickly: keys that come slowly are a person's, and no code. Whoever owns the window feeds the
keys.
"""

from dataclasses import dataclass, field, replace

from hardware.scanners.scanner import LONGEST_CODE

BETWEEN_KEYS_SECONDS = 0.1
"""The slowest scanners type a letter each 40 ms, and a window reads its keys 30 times a second."""
SHORTEST_CODE = 6
"""Shorter than any code of a hall, longer than what falls on a keyboard."""
ENDS = ("\r", "\n", "\t")


@dataclass(frozen=True, slots=True)
class Wedge:
    """What was typed so far."""

    typed: str = field(default="", repr=False)
    """In no log: it may be an ID card's."""
    at: float = float("-inf")
    """When the last key had been read."""

    def key(self, letter: str, since: float, now: float) -> tuple["Wedge", str | None]:
        """One key more, typed between `since` and `now`; and the code, where it is whole now.

        Both in seconds of a clock that never runs back. A window reads its keys between two frames only: a key may be
        as old as the frame before, and one that waited while a slow frame was drawn was not typed slowly.
        """
        quick = self.waits(since)
        if letter in ENDS:
            whole = quick and len(self.typed) >= SHORTEST_CODE
            return Wedge(), self.typed if whole else None
        typed = (self.typed if quick else "") + letter
        return replace(self, typed=typed[:LONGEST_CODE], at=now), None

    def waits(self, now: float) -> bool:
        """Whether a key that was typed at `now` may be the same code's."""
        return now - self.at <= BETWEEN_KEYS_SECONDS
