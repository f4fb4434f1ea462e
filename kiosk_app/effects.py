"""Runs the errands of the flow off the window's thread and reports how they went. No Kivy.

Catalogue, tickets, paper, the handing in and the call for staff have a thread each: a slow printer never keeps the
figures from coming, nor a server that hangs the word that nobody was called.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from typing import assert_never
from zoneinfo import ZoneInfo

from display_server.contract import Catalogue, KioskHealth, OtherKiosk, Ticket, Words
from hardware.printers.paper import Page
from hardware.printers.printer import Printer
from kiosk_app.flow.effects import (
    AskForHelp,
    FetchCatalogue,
    GiveBack,
    Issue,
    LookAtPrinter,
    LookAtStatus,
    LookUpAppointment,
    LookUpDossier,
    NoteNumberRead,
    Outside,
    Print,
    PrintAgain,
    PrintList,
    SetClock,
    TellHealth,
)
from kiosk_app.flow.reports import (
    AdviceCame,
    BookBroken,
    CatalogueCame,
    CatalogueMissed,
    ClockAnswered,
    HelpAnswered,
    LetInAgain,
    LookUpSilent,
    NotPrintedAgain,
    PapersPrinted,
    PrinterSeen,
    PrintingFailed,
    PutOut,
    Report,
    Reprinted,
    ServerSilent,
    StatusSeen,
    TicketIssued,
    TicketPrinted,
    TicketRefused,
)
from kiosk_app.flow.staff import MOST_RECENT, OVER
from kiosk_app.flow.values import ClockAnswer, KioskStatus, PrintFault, RecentTicket
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.printing.hall_layout import HallLayout
from kiosk_app.printing.papers_layout import lay_out_papers
from kiosk_app.printing.print_supervisor import PrintSupervisor
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.printing.ticket_template import Template
from kiosk_app.server.client import Issued, NotLetIn, Refused, Silent, Unreachable
from kiosk_app.server.look_ups import Register, look_up
from kiosk_app.store.kiosk_store import BookFails, KioskStore

LISTEN_SECONDS = 0.5

log = logging.getLogger(__name__)


class EffectRunner:
    """`report` is called from the errands' threads."""

    def __init__(
        self,
        desk: TicketIssuer,
        register: Register,
        printer: Printer,
        spool: KioskStore,
        report: Callable[[Report], None],
        template: Template | None = None,
    ) -> None:
        self._desk, self._register = desk, register
        self._spool = spool
        self._report = report
        self._layout = HallLayout(spool, template)
        self._paper_desk = PrintSupervisor(printer, spool, desk.now, self._layout.collect_seconds)
        self._news, self._tickets, self._paper, self._clerk, self._bell = (
            ThreadPoolExecutor(1, name) for name in ("news", "tickets", "paper", "clerk", "bell")
        )
        self._catching_up: Future[None] | None = None
        self._telling_health: Future[None] | None = None
        self._ended = threading.Event()
        self._ear = threading.Thread(target=self._listen, name="ear", daemon=True)
        self._ear.start()

    def run(self, errand: Outside) -> None:
        """Starts the errand and returns at once."""
        match errand:
            case FetchCatalogue():
                self._news.submit(self._reporting, self._fetch, self._missed)
            case LookAtPrinter():
                self._paper.submit(self._reporting, self._paper_desk.look, partial(PrinterSeen, PrintFault.NOT_WORKING))
            case Print():
                broken = partial(PrintingFailed, errand.attempt, PrintFault.NOT_WORKING)
                self._paper.submit(self._reporting, lambda: self._print(errand), broken)
            case Issue():
                self._tickets.submit(
                    self._reporting, lambda: self._issue(errand), partial(ServerSilent, errand.attempt)
                )
            case PrintAgain():
                self._paper.submit(
                    self._reporting, lambda: self._print_again(errand), partial(Reprinted, PrintFault.NOT_WORKING)
                )
            case LookAtStatus(new_roll):
                self._paper.submit(
                    self._reporting, lambda: self._look_at_book(new_roll), partial(StatusSeen, KioskStatus())
                )
            case PrintList():
                broken_list = partial(PapersPrinted, PrintFault.NOT_WORKING)
                self._paper.submit(self._reporting, lambda: self._print_list(errand), broken_list)
            case SetClock(typed):
                self._news.submit(
                    self._reporting,
                    lambda: ClockAnswered(self._desk.told_by_officer(typed)),
                    partial(ClockAnswered, ClockAnswer.NO_SUCH_TIME),
                )
            case AskForHelp():
                self._bell.submit(
                    self._reporting, lambda: HelpAnswered(self._desk.call_staff()), partial(HelpAnswered, heard=False)
                )
            case TellHealth(screen):
                if self._telling_health is None or self._telling_health.done():
                    self._telling_health = self._clerk.submit(
                        self._reporting, lambda: self._tell_health(screen), partial(AdviceCame, None)
                    )
            case LookUpAppointment() | LookUpDossier():
                silent = partial(LookUpSilent, errand.look_up)
                self._tickets.submit(self._reporting, lambda: look_up(self._register, errand), silent)
            case GiveBack(ticket):
                self._tickets.submit(self._desk.give_back, ticket)
            case NoteNumberRead(ticket):
                self._tickets.submit(self._spool.mark_read, ticket)
            case _:
                assert_never(errand)

    def close(self) -> None:
        """Waits for what is under way, then lets go of server and printer."""
        self._ended.set()
        self._ear.join()
        for thread in (self._news, self._tickets, self._paper, self._clerk, self._bell):
            thread.shutdown(cancel_futures=True)
        self._paper_desk.close()
        self._desk.close()
        self._spool.close()

    def _reporting(self, errand: Callable[[], Report], broken: Callable[[], Report]) -> None:
        """Both are called here, off the window's thread, which never waits for the book."""
        try:
            report = errand()
        except Exception:
            # Whatever it was, this citizen gets a sentence and the thread goes on for the next one.
            log.exception("an errand broke")
            report = broken()
        self._report(report)

    def _fetch(self) -> Report:
        try:
            catalogue = self._desk.catalogue()
        except (Unreachable, NotLetIn) as fault:
            log.warning("%s", fault)
            return self._missed()
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = self._clerk.submit(self._catch_up)
        return CatalogueCame(catalogue, self._chosen_now(catalogue))

    def _missed(self) -> Report:
        desk = self._desk
        return CatalogueMissed(desk.without_server(), desk.now(), desk.knows_the_day, desk.remembered_hall())

    def _chosen_now(self, catalogue: Catalogue) -> Mapping[str, int]:
        """What is chosen at this time of the day: in this hour and those beside it."""
        hour = catalogue.at.astimezone(ZoneInfo(catalogue.timezone)).hour
        with suppress(BookFails):
            return self._spool.choices({(hour + beside) % 24 for beside in (-1, 0, 1)})
        return {}

    def _count_choice(self, ticket: Ticket) -> None:
        with suppress(BookFails):
            self._spool.count_choice(ticket.service, ticket.issued_at.astimezone(ZoneInfo(ticket.timezone)).hour)

    def _catch_up(self) -> None:
        try:
            self._layout.heed(self._desk.layout_version(), self._desk.ticket_layout)
            self._desk.catch_up()
        except (Unreachable, NotLetIn) as fault:
            log.warning("what was given offline is not handed in yet: %s", fault)
            if self._desk.is_put_out:
                self._report(PutOut())
        except Exception:
            log.exception("handing in broke")  # the next look at the catalogue tries again

    def _tell_health(self, screen: str) -> Report:
        desk = self._paper_desk
        health = KioskHealth(
            condition=desk.condition,
            tickets_left=desk.roll.left(),
            not_handed_in=self._not_handed_in(),
            last_print_at=desk.last_print_at,
            screen=screen,
            version=version("motcua"),
        )
        was_put_out = self._desk.is_put_out
        try:
            other = self._desk.tell_health(health).elsewhere
        except NotLetIn as fault:
            log.warning("%s", fault)
            return PutOut()
        except Unreachable as fault:
            log.info("%s", fault)
            return AdviceCame(None)
        if was_put_out:
            self._report(LetInAgain())
        if self._spool.is_broken:
            self._report(BookBroken())
        return AdviceCame(_where(other) if other else None)

    def _not_handed_in(self) -> int:
        """As far as the book can be read: where it cannot, the kiosk's condition says so."""
        with suppress(BookFails):
            return self._spool.waiting_to_be_handed_in()
        return 0

    def _listen(self) -> None:
        """Has the printer's own news told, a moment after it has them. Waits its turn behind what is printed."""
        while not self._ended.wait(LISTEN_SECONDS):
            self._paper.submit(self._tell_what_was_heard).exception()

    def _tell_what_was_heard(self) -> None:
        try:
            before, heard = self._paper_desk.seen, self._paper_desk.listen()
        except Exception:
            log.exception("listening to the printer broke")  # the next look tells
            return
        if heard and heard != before:
            self._report(heard)

    def _issue(self, errand: Issue) -> Report:
        try:
            outcome = self._desk.issue(errand.request, errand.key)
        except NotLetIn as fault:
            log.warning("no number: %s", fault)
            return PutOut(errand.attempt)
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
        desk, page = self._paper_desk, self._page(errand)
        if failed := desk.put_on_paper(errand.ticket, page):
            return PrintingFailed(errand.attempt, failed.fault, failed.in_part)
        self._paper.submit(desk.count, page)  # measured when the citizen has been thanked
        return TicketPrinted(errand.attempt)

    def _print_list(self, errand: PrintList) -> Report:
        page = lay_out_papers(errand.service, errand.department, errand.language, errand.hotline)
        return PapersPrinted(self._paper_desk.print_list(page))

    def _print_again(self, errand: PrintAgain) -> Report:
        """On the paper's thread, so that the next look at the book finds what became of it."""
        state = self._desk.state_of(errand.ticket)
        if state is not None and state in OVER:
            log.info("ticket %s is not printed again: it is %s", errand.ticket.number, state)
            return NotPrintedAgain(state)
        return Reprinted(self._paper_desk.print_copy(errand.ticket, self._page(errand, reprint=errand.copy)))

    def _page(self, errand: Print | PrintAgain, *, reprint: bool = False) -> Page:
        return lay_out(
            errand.ticket,
            ZoneInfo(errand.ticket.timezone),
            errand.hotline,
            offline=errand.offline,
            reprint=reprint,
            template=self._layout.template,
            narrow=self._paper_desk.is_narrow,
        )

    def _look_at_book(self, new_roll: bool) -> Report:
        if new_roll:
            self._paper_desk.roll.renew()
        recent = tuple(
            RecentTicket(given.ticket, given.offline, paper) for given, paper in self._spool.latest(MOST_RECENT)
        )
        return StatusSeen(
            KioskStatus(
                recent=recent,
                not_handed_in=self._spool.waiting_to_be_handed_in(),
                refused=self._spool.refused(),
                numbers_left=self._desk.numbers_left(),
                tickets_left_on_roll=self._paper_desk.roll.left(),
                knows_the_day=self._desk.knows_the_day,
            )
        )


def _where(other: OtherKiosk) -> Words:
    """The kiosk by its name and, where the hall has said it, its place."""
    if not other.place:
        return {"vi": other.name}
    return {language: f"{other.name}, {place}" for language, place in other.place.items()}
