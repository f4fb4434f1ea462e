"""How fast something may go on: so many at once, then so many a second (a token bucket). Pure but for the clock."""

from collections.abc import Callable
from time import monotonic


class Pace:
    """Allows `burst` at once, and `per_second` of them again and again."""

    __slots__ = ("_burst", "_clock", "_counted_at", "_left", "_per_second")

    def __init__(self, burst: float, per_second: float, clock: Callable[[], float] = monotonic) -> None:
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._left, self._counted_at = float(burst), clock()

    def take(self) -> bool:
        """Whether one more is allowed now; it is counted only then."""
        self._count()
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def owe(self) -> float:
        """Counts one more in any case; the seconds to wait before it, for whoever can wait."""
        self._count()
        self._left -= 1
        return max(0.0, -self._left / self._per_second)

    @property
    def wait(self) -> float:
        """The seconds until one more is allowed."""
        self._count()
        return max(0.0, (1 - self._left) / self._per_second)

    @property
    def is_rested(self) -> bool:
        """Whether it allows as much as ever: nothing is lost where it is forgotten."""
        self._count()
        return self._left >= self._burst

    def _count(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._counted_at) * self._per_second)
        self._counted_at = now
