"""Virtual LED displays: as text files in a folder, and as displays at the other end of a serial line.

The second kind reads the very bytes of the protocol and answers them, so that the real driver runs in tests.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hardware.led.display import LedUnreachable, Showing
from hardware.led.modbus_ascii import BEGINS, ENDS, WrongFrame, done, read, showing_of, written


class LedFolder:
    """Each display is a file ADDRESS.txt with what it shows. Makes the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def show(self, address: int, showing: Showing) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = self._folder / f"{address}.part"
            aside.write_text(f"{showing.text}\n", encoding="ascii", errors="replace")
            aside.replace(self._folder / f"{address}.txt")
        except OSError as fault:
            raise LedUnreachable(f"The folder {self._folder} cannot be written ({fault}): name another.") from fault

    def close(self) -> None:
        """Holds nothing: each file is closed as it is written."""


class LedsOnWire:
    """Displays with these addresses. `take` gets what comes over the wire, `answer` sends what they answer.

    `shown` is what each shows now, `told` how often each was told.
    """

    def __init__(self, addresses: range, answer: Callable[[bytes], object]) -> None:
        self._addresses = addresses
        self._answer = answer
        self._received = b""
        self.shown: dict[int, Showing] = dict.fromkeys(addresses, Showing())
        self.told: dict[int, int] = dict.fromkeys(addresses, 0)
        self.unplugged: set[int] = set()
        """Who is without power: shows nothing and answers nothing."""

    def take(self, given: bytes) -> None:
        self._received += given
        while (end := self._received.find(ENDS)) >= 0:
            line, self._received = self._received[: end + len(ENDS)], self._received[end + len(ENDS) :]
            with suppress(WrongFrame):  # as a display does: what it cannot read was not for it
                self._hear(line[max(0, line.rfind(BEGINS)) :])

    def lose_power(self, address: int) -> None:
        self.unplugged.add(address)
        self.shown[address] = Showing()

    def serve(self, terminal: int) -> None:
        """Listens on the other end of a pseudo-terminal until it is closed."""
        with suppress(OSError):
            while given := os.read(terminal, 4096):
                self.take(given)

    def _hear(self, line: bytes) -> None:
        frame = read(line)
        if frame.address in self._addresses and frame.address not in self.unplugged:
            self.shown[frame.address] = showing_of(frame)
            self.told[frame.address] += 1
            self._answer(written(done(frame)))
