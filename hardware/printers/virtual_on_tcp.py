"""The virtual printer on a TCP port: speaks the status protocol, and has paper, faults and delays that can be set.

It has a near-end sensor, a cover, a cutter that can jam, a memory for pictures and, where its model says so, a
presenter. Knows no tickets. The real network driver prints on it, in tests and in demonstrations.
"""

import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PIL import Image

from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import (
    CLEARED,
    AskKeys,
    AskStatus,
    AskWhenPrinted,
    ClearBuffers,
    Command,
    Cut,
    Eject,
    Present,
    Recover,
    Retract,
    StorePicture,
    TellChanges,
)
from hardware.printers.model import Model
from hardware.printers.printer import PrinterStatus
from hardware.printers.status import answer_status, answer_when_printed, tell_automatic
from hardware.printers.stored_pictures import answer_keys
from hardware.printers.virtual import new_roll

Reply = Callable[[bytes], None]
NEAR_END_DOTS = 8_000
"""The sensor at the roll's hub notices the last metre."""
TRY_CUTTER_SECONDS = 0.3


class VirtualPrinterOnTcp:
    """Listens on 127.0.0.1 from `plug_in()` to `unplug()`; `port` stays the same. Use as a context manager."""

    def __init__(self, model: Model, *, has_memory: bool = True, latches: bool = True, confirms: bool = True) -> None:
        """`latches`: when its cutter is free again it waits for DLE ENQ or the power switch, as Epson's printers do.

        Printers with a presenter never do. `confirms`: it says when all is on paper (GS r).
        """
        self._model = model
        self._latches = latches and not model.presents
        self._has_memory, self._confirms = has_memory, confirms
        self._changed = threading.Condition()
        self._status = PrinterStatus()
        self._roll = new_roll(model)
        self._buffer: deque[tuple[Command, Reply]] = deque()
        self._listening: socket.socket | None = None
        self._connections: list[socket.socket] = []
        self._listeners: list[Reply] = []
        self._ended = False
        self._seconds_per_command = 0.0
        self._holds: int | None = None
        self._paper_left_dots: int | None = None
        self._notices_at_cut = False
        self._jams, self._jam_is_in = False, False
        self.received = bytearray()
        self.taken: list[Image.Image] = []
        self.retracted: list[Image.Image] = []
        """What became of the slips that the presenter held out."""
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
    def used_dots(self) -> int:
        """How much paper hangs out uncut."""
        return self._roll.used_dots

    @property
    def unprinted(self) -> int:
        """How many commands the printer holds and has not printed."""
        return len(self._buffer)

    def set(self, status: PrinterStatus) -> None:
        """Makes the printer be so: out of paper, open, broken; or well again, when it prints what it still holds."""
        with self._changed:
            if self._status.paper_out and not status.paper_out:
                self._roll.tear_off()  # who puts in a new roll takes the end of the old one out
            self._jam_is_in = status.cutter_stuck
            self._become(status)
            self._changed.notify_all()

    @property
    def tells_changes(self) -> bool:
        """Whether it has come to telling somebody by itself: a printer that is out of paper does not come to it."""
        with self._changed:
            return bool(self._listeners)

    def slow_down(self, seconds_per_command: float) -> None:
        self._seconds_per_command = seconds_per_command

    def hold_at_most(self, commands: int) -> None:
        """Its memory is so small: it reads no further, not even a question, until it has printed some of it."""
        self._holds = commands

    def leave_paper(self, dots: int, *, noticed_at_cut: bool = False) -> None:
        """The roll ends after so many dots more; `noticed_at_cut`: its sensor says so when the slip is cut off."""
        self._paper_left_dots = self._roll.used_dots + dots
        self._notices_at_cut = noticed_at_cut

    def jam_cutter(self) -> None:
        """The next cut gets stuck."""
        self._jams = True

    def free_cutter(self) -> None:
        """Somebody takes the jammed paper out, and that is all they do."""
        with self._changed:
            self._jam_is_in = False
            if not self._latches:
                self._feel_cutter()

    def take_slip(self) -> None:
        """Somebody takes the slip that the presenter holds out."""
        with self._changed:
            self._slip_goes_to(self.taken)

    def plug_in(self) -> None:
        with self._changed:
            self._feel_cutter()
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
            self._listeners.clear()

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
            self._changed.wait_for(lambda: self._holds is None or len(self._buffer) < self._holds)
            match command:
                case AskStatus(kind):
                    reply(answer_status(self._status, kind))
                case ClearBuffers():
                    self._forget()
                    self._say(reply, CLEARED)
                case Recover():
                    if self._status.cutter_stuck and self._latches:  # else it is no error that this one heeds
                        self._forget()
                        self._try_cutter()
                case _:
                    self._buffer.append((command, reply))
            self._changed.notify_all()

    def _print_head(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or (self._buffer and not self._status.fault()))
                if self._ended:
                    return
                command, reply = self._buffer.popleft()
                self._changed.notify_all()
                self._do(command, reply)
            time.sleep(self._seconds_per_command)

    def _do(self, command: Command, reply: Reply) -> None:
        match command:
            case AskWhenPrinted():
                if self._confirms:
                    self._say(reply, answer_when_printed(self._status))
                self._notices_at_cut = self._notices_at_cut and not self._roll_has_ended()
                self._feel_paper()
            case TellChanges(of):
                self._tell_changes(of, reply)
            case AskKeys() if self._has_memory:
                self._say(reply, answer_keys(frozenset(self._roll.pictures)))
            case StorePicture() if not self._has_memory:
                return
            case Cut() if self._jams:
                self._jams, self._jam_is_in = False, True
                self._become(replace(self._status, cutter_stuck=True))
            case Present():
                self._become(replace(self._status, slip_waits=self._model.presents))
            case Eject():
                self._slip_goes_to(self.taken)
            case Retract():
                self._slip_goes_to(self.retracted)
            case _:
                self._print(command)

    def _forget(self) -> None:
        self._buffer.clear()
        self._roll.forget_line()

    def _feel_cutter(self) -> None:
        """It sticks where something is in it; else the printer goes on."""
        self._become(replace(self._status, cutter_stuck=self._jam_is_in))
        self._changed.notify_all()

    def _try_cutter(self) -> None:
        """It is well again until the cutter sticks, where something is still in it."""
        self._become(replace(self._status, cutter_stuck=False))
        self._changed.notify_all()
        threading.Timer(TRY_CUTTER_SECONDS, self._end_trial).start()

    def _end_trial(self) -> None:
        with self._changed:
            self._feel_cutter()

    def _print(self, command: Command) -> None:
        before = self._roll.used_dots
        self._roll.apply(command)
        if self._paper_left_dots is not None and isinstance(command, Cut):
            self._paper_left_dots -= before + command.feed_dots  # the next slip is measured from its own beginning
        self._feel_paper()

    def _feel_paper(self) -> None:
        if self._paper_left_dots is None or self._notices_at_cut:
            return
        is_near = self._paper_left_dots - self._roll.used_dots < NEAR_END_DOTS
        self._become(replace(self._status, paper_near_end=is_near, paper_out=self._roll_has_ended()))

    def _roll_has_ended(self) -> bool:
        return self._paper_left_dots is not None and self._paper_left_dots < self._roll.used_dots

    def _slip_goes_to(self, where: list[Image.Image]) -> None:
        if self._status.slip_waits:
            where.append(self.slips[-1])
            self._become(replace(self._status, slip_waits=False))

    def _tell_changes(self, of: int, reply: Reply) -> None:
        """Tells at once, and from then on at each change."""
        self._listeners = [reply] if of else []
        if of:
            self._say(reply, tell_automatic(self._status))

    def _become(self, status: PrinterStatus) -> None:
        changed, self._status = status != self._status, status
        for listener in self._listeners if changed else ():
            self._say(listener, tell_automatic(status))

    def _say(self, reply: Reply, answer: bytes) -> None:
        """Whoever has hung up hears nothing."""
        with suppress(OSError):
            reply(answer)
