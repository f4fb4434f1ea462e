"""An address waits for itself: so many of its questions are begun in one go, then it is somebody else's turn.

gevent works on whatever is ready, one after the other, and only then looks who else has come: without turns, whoever
sends a hundred questions at once has everybody else wait for a hundred answers.
"""

from dataclasses import dataclass

import gevent
from gevent.lock import BoundedSemaphore


@dataclass(slots=True)
class _Line:
    places: BoundedSemaphore
    asking: int = 0


class Turns:
    """`at_once`: how many questions of one address are begun before the loop has looked at everybody again."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._lines: dict[str, _Line] = {}

    def wait(self, address: str) -> None:
        """Until it is this address's turn. What is begun then may take its time: it holds nobody up by waiting."""
        line = self._lines.setdefault(address, _Line(BoundedSemaphore(self._at_once)))
        line.asking += 1
        line.places.acquire()
        gevent.spawn_later(0, self._free, address, line)  # a timer: the loop looks at its connections before

    def _free(self, address: str, line: _Line) -> None:
        line.places.release()
        line.asking -= 1
        if not line.asking:
            del self._lines[address]
