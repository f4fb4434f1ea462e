"""What people do, one thing after another, with time between: run on a clock that is moved, or in real time.

A process yields how long it takes until it goes on, or IDLE where it goes on once somebody needs it.
"""

import heapq
import threading
from collections.abc import Generator, Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import count


class Idle(Enum):
    IDLE = auto()
    """There is nothing to do until somebody comes."""


IDLE = Idle.IDLE
Process = Generator[timedelta | Idle, None, None]

LOOKS_AGAIN = timedelta(seconds=6)
"""How often somebody idle looks whether somebody has come, where nobody wakes them."""


class MovedClock:
    """Stands where it was put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Agenda:
    """Runs processes event by event, and moves their clock from one event to the next."""

    def __init__(self, clock: MovedClock) -> None:
        self._clock = clock
        self._events: list[tuple[datetime, int, Process, int]] = []
        self._order = count()
        self._idle: dict[int, Process] = {}

    def begin(self, process: Process, number: int = 0) -> None:
        """Lets a process begin now; whenever it is idle, `wake` finds it by this number."""
        self._go_on_at(self._clock.now, process, number)

    def wake(self, numbers: Iterable[int]) -> None:
        """Lets the first of these that is idle go on at once."""
        for number in numbers:
            if (process := self._idle.pop(number, None)) is not None:
                self._go_on(process, number)
                return

    def run(self, until: datetime | None = None) -> None:
        """Runs all that happens before this instant; everything, where none is named."""
        while self._events and (until is None or self._events[0][0] < until):
            self._clock.now, _, process, number = heapq.heappop(self._events)
            self._go_on(process, number)
        if until is not None:
            self._clock.now = until

    def _go_on(self, process: Process, number: int) -> None:
        match next(process, None):
            case timedelta() as pause:
                self._go_on_at(self._clock.now + pause, process, number)
            case Idle():
                self._idle[number] = process

    def _go_on_at(self, at: datetime, process: Process, number: int) -> None:
        heapq.heappush(self._events, (at, next(self._order), process, number))


class RealTimeRunner:
    """Lets processes run in threads, so many times as fast as life, until they are over; 0 is without any waiting."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self.over = threading.Event()

    def run(self, process: Process) -> None:
        """Runs a process in this thread. What it raises, it raises here."""
        for pause in process:
            self.wait(LOOKS_AGAIN if isinstance(pause, Idle) else pause)
            if self.over.is_set():
                return

    def wait(self, duration: timedelta) -> None:
        """Waits so long at this speed, or until everything is over."""
        self.over.wait(self.seconds(duration))

    def seconds(self, duration: timedelta) -> float:
        """How long it takes at this speed."""
        return duration.total_seconds() / self._speed if self._speed else 0.0
