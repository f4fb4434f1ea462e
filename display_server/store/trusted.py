"""What the database said a moment ago of who may come in, so that a hall's every request need not ask it anew.

Bounded in number and in time, by the monotonic clock: what one process ends, another may let pass for so long at most.
"""

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

TRUST_SECONDS = 1.0
MOST = 10_000

T = TypeVar("T")


class Trusted(Generic[T]):
    """Answers by their keys. What was not found is not remembered: guesses take no memory."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._clock = most, clock
        self._entries: dict[str, tuple[float, T]] = {}
        self._times_forgotten = 0

    def get(self, key: str, ask: Callable[[], T | None]) -> T | None:
        """What was found a moment ago, else what `ask` finds now."""
        asked_at, asked_in = self._clock(), self._times_forgotten
        until, known = self._entries.get(key, (0.0, None))
        if known is not None and asked_at < until:
            return known
        self._entries.pop(key, None)
        found = ask()
        if found is not None and asked_in == self._times_forgotten:  # else something ended while it was being asked
            if len(self._entries) >= self._most:
                self._entries.clear()
            self._entries[key] = (asked_at + TRUST_SECONDS, found)
        return found

    def forget_one(self, key: str) -> None:
        self._entries.pop(key, None)

    def forget(self) -> None:
        self._entries.clear()
        self._times_forgotten += 1
