"""The virtual printer on a TCP port: speaks the status protocol, and has paper, faults and delays that can be set.

Knows no tickets. The real network driver prints on it, in tests and in demonstrations.
"""

import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PIL import Image

from hardware.printers.commands import AskStatus, AskWhenPrinted, ClearBuffers, Command, CommandReader
from hardware.printers.model import Model
from hardware.printers.paper_roll import PaperRoll
from hardware.printers.printer import PrinterStatus
from hardware.printers.status import answer_status, answer_when_printed
from hardware.printers.virtual import new_roll

Reply = Callable[[bytes], None]


class VirtualPrinterOnTcp:
    """Listens on 127.0.0.1 from `plug_in()` to `unplug()`; `port` stays the same. Use as a context manager."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._changed = threading.Condition()
        self._status = PrinterStatus()
        self._roll = new_roll(model)
        self._buffer: deque[tuple[Command, Reply]] = deque()
        self._listening: socket.socket | None = None
        self._connections: list[socket.socket] = []
        self._ended = False
        self._seconds_per_command = 0.0
        self._paper_left_dots: int | None = None
        self.received = bytearray()
        self.port = 0

    def __enter__(self) -> "VirtualPrinterOnTcp":
        self.plug_in()
        self._head = threading.Thread(target=self._print_head, daemon=True)
        self._head.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._head.join()

    @property
    def slips(self) -> list[Image.Image]:
        """The slips cut off so far."""
        return self._roll.slips

    @property
    def unprinted(self) -> int:
        """How many commands the printer holds and has not printed."""
        return len(self._buffer)

    def set(self, status: PrinterStatus) -> None:
        """Makes the printer be so: out of paper, open, broken; or well again, when it prints what it still holds."""
        with self._changed:
            self._status = status
            self._changed.notify_all()

    def slow_down(self, seconds_per_command: float) -> None:
        self._seconds_per_command = seconds_per_command

    def leave_paper(self, dots: int) -> None:
        """The roll ends after so many dots more."""
        self._paper_left_dots = self._roll.used_dots + dots

    def plug_in(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        self._listening = listening
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def unplug(self) -> None:
        """Pulls the plug: nobody can connect, who was connected hears nothing more, what was not printed is lost."""
        for line in (self._listening, *self._connections):
            if line:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
                line.close()
        self._listening, self._connections = None, []
        with self._changed:
            self._buffer.clear()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                self._connections.append(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        reader = CommandReader()
        with suppress(OSError), connection:
            while received := connection.recv(4096):
                self.received += received
                for command in reader.feed(received):
                    self._take(command, connection.sendall)

    def _take(self, command: Command, reply: Reply) -> None:
        with self._changed:
            match command:
                case AskStatus(kind):
                    reply(answer_status(self._status, kind))
                case ClearBuffers():
                    self._buffer.clear()
                    self._roll = self._fresh_roll()
                case _:
                    self._buffer.append((command, reply))
            self._changed.notify_all()

    def _fresh_roll(self) -> PaperRoll:
        roll = new_roll(self._model)
        roll.slips = self._roll.slips
        return roll

    def _print_head(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or (self._buffer and not self._status.fault()))
                if self._ended:
                    return
                command, reply = self._buffer.popleft()
                self._do(command, reply)
            time.sleep(self._seconds_per_command)

    def _do(self, command: Command, reply: Reply) -> None:
        if isinstance(command, AskWhenPrinted):
            with suppress(OSError):
                reply(answer_when_printed(self._status))
            return
        self._roll.apply(command)
        if self._paper_left_dots is not None and self._roll.used_dots > self._paper_left_dots:
            self._status = replace(self._status, paper_out=True)
