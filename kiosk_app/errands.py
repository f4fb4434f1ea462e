"""Runs the errands of the flow off the window's thread and reports how they went. No Kivy.

Catalogue, tickets and paper have a thread each: a slow printer never keeps the figures from coming.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
from kiosk_app.server import HallServer, Issued, NotLetIn, Refused, Silent, Unreachable
from kiosk_app.ticket_layout import lay_out

log = logging.getLogger(__name__)


class Errands:
    """`report` is called from the errands' threads."""

    def __init__(self, server: HallServer, printer: Printer, report: Callable[[Report], None]) -> None:
        self._server = server
        self._printer = printer
        self._report = report
        self._news, self._tickets, self._paper = (ThreadPoolExecutor(1, name) for name in ("news", "tickets", "paper"))

    def run(self, errand: Errand) -> None:
        """Starts the errand and returns at once."""
        match errand:
            case FetchCatalogue():
                self._news.submit(self._reporting, self._fetch, CatalogueMissed())
            case LookAtPrinter():
                self._paper.submit(self._reporting, self._look_at_printer, PrinterSeen(PrintFault.NOT_WORKING))
            case Print():
                broken = PrintingFailed(errand.attempt, PrintFault.NOT_WORKING)
                self._paper.submit(self._reporting, lambda: self._print(errand), broken)
            case Issue():
                self._tickets.submit(self._reporting, lambda: self._issue(errand), ServerSilent(errand.attempt))
            case GiveBack(ticket):
                self._tickets.submit(self._server.cancel, ticket)
            case _:
                assert_never(errand)

    def close(self) -> None:
        """Waits for what is under way, then lets go of server and printer."""
        for thread in (self._news, self._tickets, self._paper):
            thread.shutdown(cancel_futures=True)
        self._printer.close()
        self._server.close()

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
            return CatalogueCame(self._server.catalogue())
        except (Unreachable, NotLetIn) as fault:
            log.warning("%s", fault)
            return CatalogueMissed()

    def _issue(self, errand: Issue) -> Report:
        outcome = self._server.issue(errand.request, errand.key)
        match outcome:
            case Issued(ticket):
                return TicketIssued(errand.attempt, ticket)
            case Refused(why):
                return TicketRefused(errand.attempt, why)
            case Silent():
                return ServerSilent(errand.attempt)
            case _:
                assert_never(outcome)

    def _print(self, errand: Print) -> Report:
        try:
            self._printer.print(lay_out(errand.ticket, ZoneInfo(errand.timezone), errand.hotline))
        except PrinterError as fault:
            log.warning("ticket %s is not on paper: %s", errand.ticket.number, fault)
            return PrintingFailed(errand.attempt, as_citizens_see_it(fault))
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
