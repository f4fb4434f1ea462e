"""A real ESC/POS printer on any wire: asks before and after, so that "printed" means on paper. Knows no tickets."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from hardware.printers.answers import AllOnPaper, AnswerReader, Cleared, KeysStored, RealTime, WholeStatus
from hardware.printers.commands import CLEAR_BUFFERS, RECOVER
from hardware.printers.compose import EJECT, RETRACT, compose, cut_off, pictures
from hardware.printers.model import Model, Stores
from hardware.printers.paper import Page
from hardware.printers.printer import PrinterBroken, PrinterError, PrinterStatus, PrinterTooSlow, PrinterUnreachable
from hardware.printers.roll import length_mm
from hardware.printers.status import FULL_QUESTION, QUESTIONS, TELL_CHANGES, WHEN_PRINTED, read_status
from hardware.printers.stored_pictures import ASK_KEYS, key_of, store
from hardware.printers.wires import PRINTER_FAULTS, Opening

ANSWER_SECONDS = 2.5
"""A printer answers within milliseconds; network boxes and busy machines in between need not."""
BUSY_SECONDS = 8.0
"""One whose memory is full reads no question before it has printed some of it: the lists of papers are long."""
KEYS_SECONDS = CLEAR_SECONDS = 1.0
"""A printer that knows how to tell its stored pictures, or to forget, answers at once; one that does not never will."""
POLL_SECONDS = 0.25
PRINT_SECONDS = 20.0
"""A ticket of 112 mm needs 17 s on the slowest line in use, 38,400 baud."""
CONFIRM_SECONDS = 2.0
"""A printer that is at rest answers GS r at once, or never."""
SLOWEST_MM_PER_SECOND, TO_BEGIN_SECONDS = 50.0, 1.0
"""Of the cheapest kiosk printers; the others take a third of it."""
RETRACT_SECONDS = 5.0
RECOVER_SECONDS = 1.0
"""So long a printer tries its cutter, and may say that it is well, before the same jam is an error again."""


class EscposPrinter:
    """An open printer. Opening raises PrinterUnreachable."""

    def __init__(
        self, opening: Opening, model: Model, *, asks: bool = True, print_seconds: float = PRINT_SECONDS
    ) -> None:
        self._where = opening.where
        self._model = model
        self._print_seconds = print_seconds
        self._reader = AnswerReader()
        self._on_paper: AllOnPaper | None = None
        self._confirms: bool | None = None
        """Whether it says when all is on paper; None where that was not asked yet."""
        self._unanswered = 0
        """So many times it was asked that and has not said so yet: it answers in turn."""
        self._cleared = False
        self._real_time: list[int] = []
        self._told: PrinterStatus | None = None
        self._keys: frozenset[bytes] | None = None
        self._looked_for_keys = False
        with self._in_words():
            self._wire = opening.open(model.profile)
        self._asks = asks and self._wire.answers
        if self._asks and not model.presents:
            with self._in_words():
                self._wire.send(TELL_CHANGES)

    @property
    def model(self) -> Model:
        return self._model

    def print(self, page: Page) -> None:
        if self._demand_well().slip_waits:
            with self._in_words():
                self._wire.send(EJECT)  # somebody may still be reaching for it
        if self._asks and self._confirms is None:
            self._look_whether_it_confirms()
        slip = compose(page, self._model, self._stored_for(page))
        try:
            with self._in_words():
                self._wire.send(slip)
            if self._asks:
                self._wait_for_paper(page)
        except PrinterError as fault:
            fault.in_part = True
            raise

    def status(self) -> PrinterStatus:
        return self._status_within(ANSWER_SECONDS)

    def heard(self) -> PrinterStatus | None:
        if not self._asks:
            return None
        with self._in_words():
            self._listen(self._wire.receive(0))
        told, self._told = self._told, None
        return told

    def recover(self) -> None:
        with self._in_words():
            self._wire.send(RECOVER)
        time.sleep(RECOVER_SECONDS)

    def cut_off(self) -> None:
        with self._in_words():
            if self._asks:
                self._clear()
            self._wire.send(cut_off(self._model))
        if self._asks:
            self._wait_for_paper(None)

    def retract(self) -> None:
        if not self._model.presents or not self.status().slip_waits:
            return
        with self._in_words():
            self._wire.send(RETRACT)
        ends_at = time.monotonic() + RETRACT_SECONDS
        while self.status().slip_waits:
            if time.monotonic() > ends_at:
                raise PrinterBroken
            time.sleep(POLL_SECONDS)

    def close(self) -> None:
        with suppress(*PRINTER_FAULTS):
            self._wire.close()

    def _status_within(self, seconds: float) -> PrinterStatus:
        """Waits so long for each answer."""
        if not self._asks:
            return PrinterStatus()
        with self._in_words():
            if self._model.presents:
                return self._ask_whole(seconds)
            offline, error, paper = (self._ask(question, seconds) for question in QUESTIONS)
        self._told = None  # what is asked now is newer
        return read_status(offline, error, paper)

    def _demand_well(self, seconds: float = ANSWER_SECONDS) -> PrinterStatus:
        """Raises what keeps the printer from printing."""
        status = self._status_within(seconds)
        if fault := status.fault():
            raise fault
        return status

    def _stored_for(self, page: Page) -> frozenset[bytes]:
        """The pictures that the printer holds, and those of this page are among them where it can hold any."""
        wanted = pictures(page.elements, self._model) if self._model.stores is Stores.BY_KEY and self._asks else []
        missing = [picture for picture in wanted if key_of(picture) not in (self._keys or frozenset())]
        if missing and not self._looked_for_keys:
            self._look_for_keys()
            missing = [picture for picture in missing if self._keys is not None and key_of(picture) not in self._keys]
            if missing:
                with self._in_words():
                    self._wire.send(b"".join(map(store, missing)))
                self._look_for_keys()
        return self._keys or frozenset()

    def _look_for_keys(self) -> None:
        """Once for each connection: who does not answer has no such memory, and gets the dots each time."""
        self._keys, self._looked_for_keys = None, True
        with self._in_words():
            self._wire.send(ASK_KEYS)
            self._listen_for(KEYS_SECONDS, lambda: self._keys is not None)

    def _look_whether_it_confirms(self) -> None:
        """Once for each connection. One that was still busy answers later, and is believed from then on."""
        self._confirms, self._unanswered = False, 1
        with self._in_words():
            self._wire.send(WHEN_PRINTED)
            self._listen_for(CONFIRM_SECONDS, lambda: bool(self._confirms))

    def _wait_for_paper(self, page: Page | None) -> None:
        """GS r answers only when all before it is on paper; until then the real-time status tells what is wrong."""
        self._on_paper, self._unanswered = None, self._unanswered + 1
        try:
            with self._in_words():
                self._wire.send(WHEN_PRINTED if self._model.presents else TELL_CHANGES + WHEN_PRINTED)
            self._demand_whole(self._listen_for_paper(page))
        except PrinterError:
            self._forget_slip()
            raise

    def _listen_for_paper(self, page: Page | None) -> AllOnPaper:
        """A printer that never confirms is believed when the page is out even of a slow one: what keeps paper from
        coming, the real-time status has told by then.
        """
        began, is_out_after = time.monotonic(), float("inf")
        if self._confirms is False:
            is_out_after = TO_BEGIN_SECONDS + (length_mm(page, self._model) if page else 0) / SLOWEST_MM_PER_SECOND
        while True:
            fault = self._status_within(BUSY_SECONDS).fault()
            if self._on_paper:
                return self._on_paper
            if fault:
                raise fault
            waited = time.monotonic() - began
            if self._confirms is False and waited > is_out_after:
                return AllOnPaper()
            if waited > self._print_seconds:
                raise PrinterTooSlow(self._print_seconds)
            with self._in_words():
                self._listen(self._wire.receive(POLL_SECONDS))

    def _demand_whole(self, answer: AllOnPaper) -> None:
        """A roll that ends behind the cut has ended for the next page: who answers with paper in has cut this one off.

        Raises what else is wrong, for the word of some printers comes too early.
        """
        status = self._status_within(ANSWER_SECONDS)
        ended_behind = status.paper_out and not answer.paper_out
        if fault := replace(status, paper_out=status.paper_out and not ended_behind).fault():
            raise fault
        if ended_behind:
            self._told = status  # `heard` has it to say

    def _forget_slip(self) -> None:
        """The number stays on the screen now, so the slip must not come out later, when somebody mends the printer."""
        self._unanswered = 0
        with suppress(*PRINTER_FAULTS):
            self._wire.send(CLEAR_BUFFERS)

    def _clear(self) -> None:
        """Whoever sent the page may have gone in the middle of it: the printer takes what follows for the rest."""
        self._cleared, self._unanswered = False, 0
        self._wire.send(CLEAR_BUFFERS)
        self._listen_for(CLEAR_SECONDS, lambda: self._cleared)

    def _ask(self, question: bytes, seconds: float) -> int:
        self._real_time = []
        self._wire.send(question)
        self._listen_for(seconds, lambda: bool(self._real_time))
        if not self._real_time:
            raise self._mute()
        return self._real_time[-1]

    def _ask_whole(self, seconds: float) -> PrinterStatus:
        self._told = None
        self._wire.send(FULL_QUESTION)
        self._listen_for(seconds, lambda: self._told is not None)
        told, self._told = self._told, None
        if told is None:
            raise self._mute()
        return told

    def _listen_for(self, seconds: float, enough: Callable[[], bool]) -> None:
        ends_at = time.monotonic() + seconds
        while not enough() and (left := ends_at - time.monotonic()) > 0:
            self._listen(self._wire.receive(left))

    def _listen(self, received: bytes) -> None:
        for answer in self._reader.feed(received):
            match answer:
                case RealTime(bits):
                    self._real_time.append(bits)
                case AllOnPaper():
                    self._take_for_paper(answer)
                case WholeStatus(status):
                    self._told = status
                case Cleared():
                    self._cleared = True
                case KeysStored(keys):
                    self._keys = keys

    def _take_for_paper(self, answer: AllOnPaper) -> None:
        self._confirms, self._unanswered = True, max(0, self._unanswered - 1)
        if not self._unanswered:
            self._on_paper = answer

    def _mute(self) -> PrinterUnreachable:
        return PrinterUnreachable(
            f"The printer at {self._where} does not say how it is: switch it on and plug it in; "
            "if it cannot report its state at all, add status=off to its address."
        )

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except PRINTER_FAULTS as fault:
            raise PrinterUnreachable(
                f"The printer at {self._where} cannot be reached ({_one_line(fault)}): "
                "switch it on and check its cable."
            ) from fault


def _one_line(fault: BaseException) -> str:
    return " ".join(str(fault).split()).rstrip(".:") or type(fault).__name__
