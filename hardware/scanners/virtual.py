"""A virtual scanner: what a test or a demonstration holds before it, and the keys that a typing one would press."""

import queue
from collections.abc import Iterator


class VirtualScanner:
    """Gives what was held before it with `scan`, in that order."""

    def __init__(self) -> None:
        self._codes: queue.SimpleQueue[str] = queue.SimpleQueue()

    def scan(self, code: str) -> None:
        """Somebody holds a code before the scanner."""
        self._codes.put(code)

    def read(self, seconds: float) -> str | None:
        try:
            return self._codes.get(timeout=seconds) if seconds > 0 else self._codes.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        """Holds nothing."""


def keys_of(code: str, begins_at: float, each_seconds: float = 0.004) -> Iterator[tuple[str, float]]:
    """The keys, each with its time, by which a scanner that types gives this code."""
    for place, letter in enumerate(f"{code}\r"):
        yield letter, begins_at + place * each_seconds
