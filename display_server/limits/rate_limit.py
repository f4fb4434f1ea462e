"""How quickly one asker may ask: so many times a minute, counted in this process. Knows no halls and stores nothing."""

import threading
from collections.abc import Callable
from math import ceil
from time import monotonic

from display_server.domain.refusals import TooOften
from display_server.limits.pace import Pace

MINUTE = 60.0
MOST_ASKERS = 10_000
"""Of so many the pace is kept; whoever asks from ever new addresses takes no more memory than this."""


class RateLimit:
    """At most `most` questions of each asker at once, and as many again in each minute."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic, *, burst: int | None = None) -> None:
        self._most, self._clock, self._burst = most, clock, burst or most
        self._lock = threading.Lock()
        self._asked: dict[str, Pace] = {}

    def ask(self, asker: str) -> None:
        """Counts one question. Raises TooOften where it is one too many, which is not counted."""
        with self._lock:
            pace = self._asked.pop(asker, None) or Pace(self._burst, self._most / MINUTE, self._clock)
            self._asked[asker] = pace  # at the end: the first of them has not asked for longest
            allowed = pace.take()
            self._forget()
        if not allowed:
            raise TooOften("That was asked too often. Please wait a minute.", retry_after=ceil(pace.wait))

    def _forget(self) -> None:
        """Whoever may ask as much as anybody, and those beyond number; it ends with the one who has just asked."""
        while True:
            asker = next(iter(self._asked))
            if not self._asked[asker].is_rested and len(self._asked) <= MOST_ASKERS:
                return
            del self._asked[asker]

    def __len__(self) -> int:
        """Of how many askers the pace is kept."""
        return len(self._asked)
