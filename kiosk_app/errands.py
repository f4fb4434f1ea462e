"""Runs the errands of the flow off the window's thread and reports how they went. No Kivy.

Catalogue, tickets, paper and the handing in have a thread each: a slow printer never keeps the figures from coming.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import assert_never
from zoneinfo import ZoneInfo

from display_server.contract import Catalogue, Ticket
from hardware.printers.paper import NARROW_BELOW_DOTS
from hardware.printers.printer import CoverOpen, OutOfPaper, Printer, PrinterError
from kiosk_app.flow.errands import Errand, FetchCatalogue, GiveBack, Issue, LookAtBook, LookAtPrinter, Print, PrintAgain
from kiosk_app.flow.reports import (
    BookSeen,
    CatalogueCame,
    CatalogueMissed,
    PrinterSeen,
    PrintFault,
    PrintingFailed,
    Report,
    Reprinted,
    ServerSilent,
    TicketIssued,
    TicketPrinted,
    TicketRefused,
)
from kiosk_app.offline import NumberDesk
from kiosk_app.roll import RollCount
from kiosk_app.server import Issued, NotLetIn, Refused, Silent, Unreachable
from kiosk_app.spool import Paper, Spool
from kiosk_app.staff import Book, Lately
from kiosk_app.ticket_layout import lay_out
from kiosk_app.ticket_template import USUAL_TEMPLATE, Template

LATELY = 6
"""So many tickets an officer finds to be printed again."""

log = logging.getLogger(__name__)


class Errands:
    """`report` is called from the errands' threads."""

    def __init__(
        self,
        desk: NumberDesk,
        printer: Printer,
        spool: Spool,
        report: Callable[[Report], None],
        template: Template = USUAL_TEMPLATE,
    ) -> None:
        self._desk = desk
        self._printer = printer
        self._spool = spool
        self._roll = RollCount(spool, printer.model)
        self._report = report
        self._template = template
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
            case PrintAgain():
                self._paper.submit(
                    self._reporting, lambda: self._print_again(errand), Reprinted(PrintFault.NOT_WORKING)
                )
            case LookAtBook(new_roll):
                self._paper.submit(self._reporting, lambda: self._look_at_book(new_roll), BookSeen(Book()))
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
        return CatalogueCame(catalogue, self._chosen_now(catalogue))

    def _chosen_now(self, catalogue: Catalogue) -> Mapping[str, int]:
        """What is chosen at this time of the day: in this hour and those beside it."""
        hour = catalogue.at.astimezone(ZoneInfo(catalogue.timezone)).hour
        return self._spool.choices({(hour + beside) % 24 for beside in (-1, 0, 1)})

    def _count_choice(self, ticket: Ticket) -> None:
        self._spool.count_choice(ticket.service, ticket.issued_at.astimezone(ZoneInfo(ticket.timezone)).hour)

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
                self._clerk.submit(self._count_choice, ticket)
                return TicketIssued(errand.attempt, ticket, offline)
            case Refused(why):
                return TicketRefused(errand.attempt, why)
            case Silent():
                return ServerSilent(errand.attempt)
            case _:
                assert_never(outcome)

    def _print(self, errand: Print) -> Report:
        fault = self._on_paper(errand.ticket, errand.hotline, errand.offline)
        return PrintingFailed(errand.attempt, fault) if fault else TicketPrinted(errand.attempt)

    def _print_again(self, errand: PrintAgain) -> Report:
        return Reprinted(self._on_paper(errand.ticket, errand.hotline, errand.offline))

    def _on_paper(self, ticket: Ticket, hotline: str | None, offline: bool) -> PrintFault | None:
        narrow = self._printer.model.width_dots < NARROW_BELOW_DOTS
        zone = ZoneInfo(ticket.timezone)
        page = lay_out(ticket, zone, hotline, offline=offline, template=self._template, narrow=narrow)
        self._spool.mark(ticket, Paper.PRINTING)
        try:
            self._printer.print(page)
        except PrinterError as fault:
            log.warning("ticket %s is not on paper: %s", ticket.number, fault)
            self._spool.mark(ticket, Paper.FAILED)
            return as_citizens_see_it(fault)
        self._spool.mark(ticket, Paper.PRINTED)
        self._paper.submit(self._roll.used, page)
        return None

    def _look_at_book(self, new_roll: bool) -> Report:
        if new_roll:
            self._roll.renew()
        lately = tuple(Lately(given.ticket, given.offline, paper) for given, paper in self._spool.latest(LATELY))
        return BookSeen(
            Book(
                lately=lately,
                not_handed_in=self._spool.waiting_to_be_handed_in(),
                refused=self._spool.refused(),
                numbers_left=self._desk.numbers_left(),
                tickets_left_on_roll=self._roll.left(),
            )
        )

    def _look_at_printer(self) -> Report:
        try:
            status = self._printer.status()
        except PrinterError as unreachable:
            return PrinterSeen(as_citizens_see_it(unreachable))
        fault = status.fault()
        return PrinterSeen(as_citizens_see_it(fault) if fault else None, status.paper_near_end or self._roll.is_short())


def as_citizens_see_it(fault: PrinterError) -> PrintFault:
    """Citizens are told what they can see; the rest is for staff."""
    match fault:
        case OutOfPaper():
            return PrintFault.OUT_OF_PAPER
        case CoverOpen():
            return PrintFault.COVER_OPEN
    return PrintFault.NOT_WORKING
