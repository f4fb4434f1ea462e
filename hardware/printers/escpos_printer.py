"""A real ESC/POS printer on any wire: asks before and after, so that "printed" means on paper. Knows no tickets."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from hardware.printers.commands import CLEAR_BUFFERS
from hardware.printers.compose import compose
from hardware.printers.model import Model
from hardware.printers.paper import Page
from hardware.printers.printer import PrinterError, PrinterStatus, PrinterTooSlow, PrinterUnreachable
from hardware.printers.status import QUESTIONS, WHEN_PRINTED, is_real_time, is_when_printed, read_status
from hardware.printers.wires import PRINTER_FAULTS, Opening

ANSWER_SECONDS = 2.5
"""A printer answers within milliseconds; network boxes and busy machines in between need not."""
POLL_SECONDS = 0.25
PRINT_SECONDS = 20.0
"""A ticket of 112 mm needs 17 s on the slowest line in use, 38,400 baud."""


class EscposPrinter:
    """An open printer. Opening raises PrinterUnreachable."""

    def __init__(
        self, opening: Opening, model: Model, *, asks: bool = True, print_seconds: float = PRINT_SECONDS
    ) -> None:
        self._where = opening.where
        self._model = model
        self._print_seconds = print_seconds
        self._printed = False
        with self._in_words():
            self._wire = opening.open(model.profile)
        self._asks = asks and self._wire.answers

    @property
    def model(self) -> Model:
        return self._model

    def print(self, page: Page) -> None:
        slip = compose(page, self._model)
        self._demand_well()
        with self._in_words():
            self._wire.send(slip)
        if self._asks:
            self._wait_for_paper()

    def status(self) -> PrinterStatus:
        if not self._asks:
            return PrinterStatus()
        with self._in_words():
            offline, error, paper = (self._ask(question) for question in QUESTIONS)
        return read_status(offline, error, paper)

    def close(self) -> None:
        with suppress(*PRINTER_FAULTS):
            self._wire.close()

    def _demand_well(self) -> None:
        if fault := self.status().fault():
            raise fault

    def _wait_for_paper(self) -> None:
        """GS r answers only when all before it is on paper; until then the real-time status tells what is wrong."""
        self._printed = False
        try:
            with self._in_words():
                self._wire.send(WHEN_PRINTED)
            self._listen_until(time.monotonic() + self._print_seconds)
            self._demand_well()
        except PrinterError:
            self._forget_slip()
            raise

    def _listen_until(self, ends_at: float) -> None:
        while not self._printed:
            self._demand_well()
            if time.monotonic() > ends_at:
                raise PrinterTooSlow(self._print_seconds)
            if not self._printed:
                with self._in_words():
                    self._listen(self._wire.receive(POLL_SECONDS))

    def _forget_slip(self) -> None:
        """The number stays on the screen now, so the slip must not come out later, when somebody mends the printer."""
        with suppress(*PRINTER_FAULTS):
            self._wire.send(CLEAR_BUFFERS)

    def _ask(self, question: bytes) -> int:
        self._wire.send(question)
        ends_at = time.monotonic() + ANSWER_SECONDS
        while (left := ends_at - time.monotonic()) > 0:
            if answers := self._listen(self._wire.receive(left)):
                return answers[-1]
        raise PrinterUnreachable(
            f"The printer at {self._where} does not say how it is: switch it on and plug it in; "
            "if it cannot report its state at all, add status=off to its address."
        )

    def _listen(self, received: bytes) -> bytes:
        """The real-time answers among what was received; takes note when the slip is on paper."""
        self._printed = self._printed or any(is_when_printed(answer) for answer in received)
        return bytes(answer for answer in received if is_real_time(answer))

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
