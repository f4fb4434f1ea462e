"""Runs the errands of the flow off the window's thread and reports how they went. No Kivy.

Catalogue, tickets, paper and the handing in have a thread each: a slow printer never keeps the figures from coming.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import assert_never
from zoneinfo import ZoneInfo

from hardware.printers.printer import CoverOpen, OutOfPaper, Printer, PrinterError
from kiosk_app.flow import (
    CatalogueCame,
    CatalogueMissed,
    Errand,
    FetchCatalogue,
    GiveBack,
    Issue,
    LookAtPrinter,
    Print,
    PrinterSeen,
    PrintFault,
    PrintingFailed,
    Report,
    ServerSilent,
    TicketIssued,
    TicketPrinted,
    TicketRefused,
)
from kiosk_app.offline import NumberDesk
from kiosk_app.server import Issued, NotLetIn, Refused, Silent, Unreachable
from kiosk_app.spool import Paper, Spool
from kiosk_app.ticket_layout import lay_out

log = logging.getLogger(__name__)


class Errands:
    """`report` is called from the errands' threads."""

    def __init__(self, desk: NumberDesk, printer: Printer, spool: Spool, report: Callable[[Report], None]) -> None:
        self._desk = desk
        self._printer = printer
        self._spool = spool
        self._report = report
        self._news, self._tickets, self._paper, self._clerk = (
            ThreadPoolExecutor(1, name) for name in ("news", "tickets", "paper", "clerk")
        )
        self._catching_up: Future[None] | None = None

    def run(self, errand: Errand) -> None:
        """Starts the errand and returns at once."""
        match errand:
            case FetchCatalogue():
                self._news.submit(self._reporting, self._fetch, CatalogueMissed(self._desk.without_server()))
            case LookAtPrinter():
                self._paper.submit(self._reporting, self._look_at_printer, PrinterSeen(PrintFault.NOT_WORKING))
            case Print():
                broken = PrintingFailed(errand.attempt, PrintFault.NOT_WORKING)
                self._paper.submit(self._reporting, lambda: self._print(errand), broken)
            case Issue():
                self._tickets.submit(self._reporting, lambda: self._issue(errand), ServerSilent(errand.attempt))
            case GiveBack(ticket):
                self._tickets.submit(self._desk.give_back, ticket)
            case _:
                assert_never(errand)

    def close(self) -> None:
        """Waits for what is under way, then lets go of server and printer."""
        for thread in (self._news, self._tickets, self._paper, self._clerk):
            thread.shutdown(cancel_futures=True)
        self._printer.close()
        self._desk.close()
        self._spool.close()

    def _reporting(self, errand: Callable[[], Report], broken: Report) -> None:
        try:
            report = errand()
        except Exception:
            # Whatever it was, this citizen gets a sentence and the thread goes on for the next one.
            log.exception("an errand broke")
            report = broken
        self._report(report)

    def _fetch(self) -> Report:
        try:
            catalogue = self._desk.catalogue()
        except (Unreachable, NotLetIn) as fault:
            log.warning("%s", fault)
            return CatalogueMissed(self._desk.without_server())
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = self._clerk.submit(self._catch_up)
        return CatalogueCame(catalogue)

    def _catch_up(self) -> None:
        try:
            self._desk.catch_up()
        except Unreachable as fault:
            log.warning("what was given offline is not handed in yet: %s", fault)
        except Exception:
            log.exception("handing in broke")  # the next look at the catalogue tries again

    def _issue(self, errand: Issue) -> Report:
        outcome = self._desk.issue(errand.request, errand.key)
        match outcome:
            case Issued(ticket, offline):
                return TicketIssued(errand.attempt, ticket, offline)
            case Refused(why):
                return TicketRefused(errand.attempt, why)
            case Silent():
                return ServerSilent(errand.attempt)
            case _:
                assert_never(outcome)

    def _print(self, errand: Print) -> Report:
        page = lay_out(errand.ticket, ZoneInfo(errand.timezone), errand.hotline, offline=errand.offline)
        self._spool.mark(errand.ticket, Paper.PRINTING)
        try:
            self._printer.print(page)
        except PrinterError as fault:
            log.warning("ticket %s is not on paper: %s", errand.ticket.number, fault)
            self._spool.mark(errand.ticket, Paper.FAILED)
            return PrintingFailed(errand.attempt, as_citizens_see_it(fault))
        self._spool.mark(errand.ticket, Paper.PRINTED)
        return TicketPrinted(errand.attempt)

    def _look_at_printer(self) -> Report:
        try:
            fault = self._printer.status().fault()
        except PrinterError as unreachable:
            fault = unreachable
        return PrinterSeen(as_citizens_see_it(fault) if fault else None)


def as_citizens_see_it(fault: PrinterError) -> PrintFault:
    """Citizens are told what they can see; the rest is for staff."""
    match fault:
        case OutOfPaper():
            return PrintFault.OUT_OF_PAPER
        case CoverOpen():
            return PrintFault.COVER_OPEN
    return PrintFault.NOT_WORKING
