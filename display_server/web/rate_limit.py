"""How quickly one asker may ask: so many times a minute, counted in this process. Knows no halls and stores nothing."""

import threading
from collections import deque
from collections.abc import Callable
from time import monotonic

from display_server.domain.refusals import TooOften

MINUTE = 60.0


class RateLimit:
    """At most `most` questions of each asker within a minute."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._asked: dict[str, deque[float]] = {}

    def ask(self, asker: str) -> None:
        """Counts one question. Raises TooOften where it is one too many, which is not counted."""
        now = self._clock()
        with self._lock:
            asked = self._asked.setdefault(asker, deque(maxlen=self._most))
            if len(asked) == self._most and now - asked[0] < MINUTE:
                raise TooOften("That was asked too often. Please wait a minute.")
            asked.append(now)
