"""Numbers as visitors read them: `A001` upward, per prefix and local day. Pure.

Numbers leased to kiosks stand apart, `A501` upward: whoever reads `A024` on the display must not meet `A104` next,
because a kiosk holds eighty numbers that nobody may ever print.
"""

from dataclasses import dataclass, replace

from display_server.domain.refusals import NotAllowed

MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the numbers of one prefix run on each day."""

    first: int = 1
    last: int | None = None
    """The last number that may be given on a day; without one they go on, growing a digit where they must."""
    digits: int = 3
    """At least so many are written, and at most MOST_DIGITS."""

    def number(self, prefix: str, sequence: int) -> str:
        """The written number."""
        return f"{prefix}{sequence:0{self.digits}d}"

    def left_after(self, given: int, wanted: int) -> int:
        """How many of the wanted numbers there still are when `given` was the last one."""
        return wanted if self.last is None else max(0, min(wanted, self.last - given))

    def used_up(self, prefix: str) -> NotAllowed:
        """Why no number is left. They never begin anew on the same day: nobody may meet their double."""
        return NotAllowed(
            "All numbers of %(prefix)s up to %(last)s have been given today. Please ask at the information desk.",
            prefix=prefix,
            last=self.number(prefix, self.last or 0),
        )


APART = 500
"""Leased numbers begin so far behind the day's first, or the next such step that is still free."""


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one prefix on one day: given one after the other, with a stretch set apart for leases."""

    numbering: Numbering
    last: int
    """The last number given at a kiosk that reached the server, or by an officer; one before the first if none was."""
    leased_from: int | None = None
    leased_to: int | None = None
    """The newest stretch of leased numbers. Older ones lie before `last`."""

    @classmethod
    def fresh(cls, numbering: Numbering) -> "Series":
        return cls(numbering, numbering.first - 1)

    def give(self) -> tuple[int | None, "Series"]:
        """The next number, or None where none is left; a stretch of leased ones is stepped over."""
        number = self.last + 1
        if self.leased_from is not None and self.leased_to is not None and self.leased_from <= number <= self.leased_to:
            number = self.leased_to + 1
        if not self.numbering.left_after(number - 1, 1):
            return None, self
        return number, replace(self, last=number)

    def lease(self, wanted: int) -> tuple[range, "Series"]:
        """The next numbers for a kiosk; fewer, or none, where they run out.

        Of a range that ends, one kiosk gets a quarter of what is left at most: visitors at the other kiosks and at the
        desk need numbers too.
        """
        if self.numbering.last is not None:
            away = max(self.last, self.leased_to or 0)
            wanted = min(wanted, -(-(self.numbering.last - away) // 4))
        first = self._next_leased(wanted)
        taken = range(first, first + wanted)
        if not taken:
            return taken, self
        grows = self.leased_to is not None and first == self.leased_to + 1 and self.leased_to > self.last
        return taken, replace(self, leased_from=self.leased_from if grows else first, leased_to=taken[-1])

    def stepped_over(self, forgotten: int) -> "Series":
        """Leaves out this many numbers after the last that is known to be given: later ones may be on paper already.

        Of a range that ends, half of what is left at most.
        """
        away = max(self.last, self.leased_to or 0)
        return replace(
            self,
            last=away + self.numbering.left_after(away, 2 * forgotten) // 2,
            leased_from=None,
            leased_to=None,
        )

    def _next_leased(self, wanted: int) -> int:
        if self.leased_to is not None and self.leased_to > self.last:
            return self.leased_to + 1
        steps = (self.last + 1 - self.numbering.first) // APART + 1
        apart = self.numbering.first + steps * APART
        # A range too short to hold a stretch apart: the kiosk gets the very next ones.
        return apart if self.numbering.left_after(apart - 1, wanted) == wanted else self.last + 1
