"""Hashing passwords in threads beside gevent's loop, two at once, with a short line before them. Knows no accounts."""

from collections.abc import Callable
from typing import TypeVar

import gevent
from gevent.lock import BoundedSemaphore

from display_server.access.signing_in import Hashing
from display_server.domain.refusals import TooOften

T = TypeVar("T")

AT_ONCE = 2
MOST_WAITING = 20
"""Half a second's work."""
MOST_WAITING_AT_KNOWN_BROWSERS = 40
"""Whoever has signed in at their browser before still finds a place where strangers have filled theirs."""


class HashingLine:
    """The line of one process. The work is done by gevent's own threads: argon2 lets go of Python's lock meanwhile."""

    def __init__(self) -> None:
        self._turns = BoundedSemaphore(AT_ONCE)
        self._inside = 0

    def run(self, work: Callable[[], T], most_waiting: int) -> T:
        """What the work answers. Raises TooOften where the line is full."""
        if self._inside >= AT_ONCE + most_waiting:
            raise TooOften("Very many sign in at this moment. Try again in a few seconds.", retry_after=2)
        self._inside += 1
        try:
            with self._turns:
                done: T = gevent.get_hub().threadpool.apply(work)
                return done
        finally:
            self._inside -= 1

    def of(self, *, known_browser: bool = False) -> Hashing:
        """The line as somebody stands in it."""
        return _Place(self, MOST_WAITING_AT_KNOWN_BROWSERS if known_browser else MOST_WAITING)


class _Place(Hashing):
    def __init__(self, line: HashingLine, most_waiting: int) -> None:
        self._line, self._most_waiting = line, most_waiting

    def run(self, work: Callable[[], T]) -> T:
        return self._line.run(work, self._most_waiting)
