"""Watches over the kiosk's printer: prints pages, sees faults, draws back slips that nobody takes.

Keeps in the store what became of each ticket's paper. Knows no screen and no server. Used by one thread at a time.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from display_server.contract import Condition, Paper, Ticket
from hardware.printers.compose import compose
from hardware.printers.paper import NARROW_BELOW_DOTS, Page
from hardware.printers.printer import CoverOpen, OutOfPaper, Printer, PrinterError, PrinterStatus
from kiosk_app.flow.reports import PrinterSeen
from kiosk_app.flow.values import PrintFault
from kiosk_app.printing.roll import RollCount
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore

log = logging.getLogger(__name__)

CONDITIONS = {
    PrintFault.OUT_OF_PAPER: Condition.OUT_OF_PAPER,
    PrintFault.COVER_OPEN: Condition.COVER_OPEN,
    PrintFault.NOT_WORKING: Condition.PRINTER_FAILS,
}

IN_PRINT, YES, NO = "a page is in print", "yes", ""
"""The note whether a page went to the printer that neither came out whole nor was cut off."""
HANGS_OUT, NOBODYS = "hangs out of the presenter", ""
"""The note of the ticket, by its token, whose first slip hangs out of the presenter; empty for no such slip."""


@dataclass(frozen=True, slots=True)
class NotOnPaper:
    """A page that could not be printed; `in_part`: some of it may have come out."""

    fault: PrintFault
    in_part: bool


@dataclass(frozen=True, slots=True)
class SlipInPresenter:
    """A slip that waits in the presenter; `until` is a moment of the clock that never runs back.

    `ticket` is whose first slip it is; None for a copy, a list, and what did not come out whole.
    """

    ticket: Ticket | None
    until: float


class PrintSupervisor:
    """`now` is the hall's time; `collect_seconds` says how long a slip is held out."""

    def __init__(
        self, printer: Printer, store: KioskStore, now: Callable[[], datetime], collect_seconds: Callable[[], float]
    ) -> None:
        self._printer, self._store, self._now = printer, store, now
        self._collect_seconds = collect_seconds
        self.roll = RollCount(store, printer.model)
        self.seen = PrinterSeen(None)
        """What was known of the printer last."""
        self.last_print_at: datetime | None = None
        self._held_out: SlipInPresenter | None = None
        self._is_in_print = self._was_in_print()

    @property
    def is_narrow(self) -> bool:
        return self._printer.model.width_dots < NARROW_BELOW_DOTS

    @property
    def condition(self) -> Condition:
        """How the kiosk is, as the server calls it."""
        if self.seen.fault:
            return CONDITIONS[self.seen.fault]
        if not self._store.is_well():
            return Condition.BOOK_FAILS
        return Condition.PAPER_NEAR_END if self.seen.nearly_empty else Condition.WELL

    def prepare(self, page: Page) -> None:
        """Draws what stands on this page and prints nothing: what is drawn is kept for the pages like it."""
        compose(page, self._printer.model)

    def put_on_paper(self, ticket: Ticket, page: Page) -> NotOnPaper | None:
        """Prints the ticket's page for somebody who has just taken it; why it is not on paper, or None."""
        failed = self._print(page, ticket)
        self._mark(ticket, Paper.FAILED if failed else Paper.PRINTED)
        return failed

    def print_copy(self, ticket: Ticket, page: Page) -> PrintFault | None:
        """Prints the ticket's page once more; why it is not on paper, or None. A copy that fails, or that nobody
        takes, says nothing of the slip that came before it.
        """
        if failed := self._print(page, None):
            return failed.fault
        self._mark(ticket, Paper.PRINTED)
        self.count(page)
        return None

    def print_list(self, page: Page) -> PrintFault | None:
        """Prints a page that is no ticket; why it is not on paper, or None."""
        if failed := self._print(page, None):
            return failed.fault
        self.count(page)
        return None

    def count(self, page: Page) -> None:
        """Notes that the roll is shorter by this page. For a ticket it is called later: it takes time."""
        with suppress(StoreFails):
            self.roll.used(page)

    def look(self) -> PrinterSeen:
        """Asks the printer how it is."""
        try:
            status = self._printer.status()
            if self._held_out is None and status.slip_waits:
                self._held_out = self._hold_out(self._hung_out_last())
            elif self._held_out is None:
                self._nothing_hangs_out()
            if status.fault() is None:
                self._cut_off_part(status)
            return self._see(status)
        except PrinterError as fault:
            self.seen = PrinterSeen(as_citizens_see_it(fault))
            return self.seen

    def listen(self) -> PrinterSeen | None:
        """What has changed by itself: a cover, the paper, a slip that was taken, or not. Asks nothing where it can."""
        try:
            if self._held_out:
                return self._watch(self._held_out)
            told = self._printer.heard()
        except PrinterError as fault:
            log.warning("the printer fell silent: %s", fault)
            return self.look()
        return self._see(told) if told else None

    def close(self) -> None:
        self._printer.close()

    def _print(self, page: Page, first_slip_of: Ticket | None) -> NotOnPaper | None:
        """What will hang out is noted before it does, so that a kiosk that is killed meanwhile does not take it for
        another slip.
        """
        self._held_out = None  # the printer pushes what it holds out before it prints
        presents = self._printer.model.presents
        if presents:
            self._note_what_hangs_out(first_slip_of.token if first_slip_of else NOBODYS)
        try:
            self._send(page, first_slip_of)
        except PrinterError as fault:
            log.warning("%s is not on paper: %s", first_slip_of.number if first_slip_of else "a copy or list", fault)
            if presents:
                self._note_what_hangs_out(NOBODYS)  # it did not come out whole: nobody could have taken it
            seen = as_citizens_see_it(fault)
            self.seen = PrinterSeen(seen, self.seen.nearly_empty)
            return NotOnPaper(seen, fault.in_part)
        self.last_print_at = self._now()
        self._held_out = self._hold_out(first_slip_of) if presents else None
        return None

    def _send(self, page: Page, first_slip_of: Ticket | None) -> None:
        """Cuts off first what is left of another page, whichever kiosk program sent that. Raises PrinterError."""
        if self._is_in_print:
            status = self._printer.status()
            if fault := status.fault():
                raise fault
            self._cut_off_part(status)
        self._begin(first_slip_of)
        try:
            self._printer.print(page)
        except PrinterError as fault:
            # The end of a roll comes out when the next one is put in.
            self._note_in_print(fault.in_part and not isinstance(fault, OutOfPaper))
            raise
        self._note_in_print(False)

    def _cut_off_part(self, status: PrinterStatus) -> None:
        """The printer must be well. What its presenter holds out is whole. Raises PrinterError."""
        if self._is_in_print:
            if not status.slip_waits:
                self._printer.cut_off()
            self._note_in_print(False)

    def _begin(self, first_slip_of: Ticket | None) -> None:
        """For a ticket both notes are one write: somebody waits for the first byte."""
        if first_slip_of is None:
            self._note_in_print(True)
            return
        self._is_in_print = True
        with suppress(StoreFails):
            self._store.tickets.mark(first_slip_of, Paper.PRINTING, self._now(), note=(IN_PRINT, YES))

    def _note_in_print(self, is_so: bool) -> None:
        self._is_in_print = is_so
        with suppress(StoreFails):
            self._store.notes.set(IN_PRINT, YES if is_so else NO)

    def _was_in_print(self) -> bool:
        """Whether the kiosk was killed with a page in the printer, or before what hung out of it was cut off."""
        with suppress(StoreFails):
            return self._store.notes.get(IN_PRINT) == YES
        return False

    def _mark(self, ticket: Ticket, paper: Paper) -> None:
        """A store that fails must not keep the paper from the citizen."""
        with suppress(StoreFails):
            self._store.tickets.mark(ticket, paper, self._now())

    def _note_what_hangs_out(self, token: str) -> None:
        with suppress(StoreFails):
            self._store.notes.set(HANGS_OUT, token)

    def _watch(self, held: SlipInPresenter) -> PrinterSeen:
        status = self._printer.status()
        if not status.slip_waits:
            self._nothing_hangs_out()
        elif time.monotonic() >= held.until:
            self._printer.retract()
            self._nothing_hangs_out()
            if held.ticket:
                log.warning("nobody took ticket %s", held.ticket.number)
                self._mark(held.ticket, Paper.NOT_COLLECTED)
                return replace(self._see(status), drawn_back=held.ticket.token)
        return self._see(status)

    def _hold_out(self, ticket: Ticket | None) -> SlipInPresenter:
        return SlipInPresenter(ticket, time.monotonic() + self._collect_seconds())

    def _hung_out_last(self) -> Ticket | None:
        """Whose first slip hangs out when the kiosk starts: it was killed while somebody should take it."""
        with suppress(StoreFails):
            return self._store.tickets.with_token(self._store.notes.get(HANGS_OUT) or NOBODYS)
        return None

    def _nothing_hangs_out(self) -> None:
        self._held_out = None
        with suppress(StoreFails):
            if self._store.notes.get(HANGS_OUT):
                self._store.notes.set(HANGS_OUT, NOBODYS)

    def _see(self, status: PrinterStatus) -> PrinterSeen:
        fault = status.fault()
        self.seen = PrinterSeen(
            as_citizens_see_it(fault) if fault else None, status.paper_near_end or self.roll.is_short()
        )
        return self.seen


def as_citizens_see_it(fault: PrinterError) -> PrintFault:
    """Citizens are told what they can see; the rest is for staff."""
    match fault:
        case OutOfPaper():
            return PrintFault.OUT_OF_PAPER
        case CoverOpen():
            return PrintFault.COVER_OPEN
    return PrintFault.NOT_WORKING
