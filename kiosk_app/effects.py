"""Runs the effects of the flow off the window's thread and reports how they went. No Kivy.

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
    CancelTicket,
    FetchCatalogue,
    Issue,
    LookAtPrinter,
    LookUpAppointment,
    LookUpDossier,
    Outside,
    Print,
    PrintAgain,
    PrintList,
    ReadStatus,
    RecordNumberRead,
    ReportHealth,
    SetClock,
)
from kiosk_app.flow.reports import (
    AccessRestored,
    AccessRevoked,
    AdviceCame,
    CatalogueCame,
    CatalogueMissed,
    ClockAnswered,
    HelpAnswered,
    LookUpSilent,
    NotPrintedAgain,
    PapersPrinted,
    PrinterSeen,
    PrintingFailed,
    Report,
    Reprinted,
    ServerSilent,
    StatusSeen,
    StoreBroken,
    TicketPrinted,
    TicketReceived,
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
from kiosk_app.server.client import AccessDenied, Declined, Issued, Silent, Unreachable
from kiosk_app.server.look_ups import Register, look_up
from kiosk_app.store.kiosk_store import KioskStore, StoreFails

LISTEN_SECONDS = 0.5

log = logging.getLogger(__name__)


class EffectRunner:
    """`report` is called from the effects' threads."""

    def __init__(
        self,
        issuer: TicketIssuer,
        register: Register,
        printer: Printer,
        store: KioskStore,
        report: Callable[[Report], None],
        template: Template | None = None,
    ) -> None:
        self._issuer, self._register = issuer, register
        self._store = store
        self._report = report
        self._layout = HallLayout(store, template)
        self._print_supervisor = PrintSupervisor(printer, store, issuer.now, self._layout.collect_seconds)
        self._news, self._tickets, self._paper, self._clerk, self._bell = (
            ThreadPoolExecutor(1, name) for name in ("news", "tickets", "paper", "clerk", "bell")
        )
        self._catching_up: Future[None] | None = None
        self._reporting_health: Future[None] | None = None
        self._ended = threading.Event()
        self._ear = threading.Thread(target=self._listen, name="ear", daemon=True)
        self._ear.start()

    def run(self, effect: Outside) -> None:
        """Starts the effect and returns at once."""
        match effect:
            case FetchCatalogue():
                self._news.submit(self._reporting, self._fetch, self._missed)
            case LookAtPrinter():
                self._paper.submit(
                    self._reporting, self._print_supervisor.look, partial(PrinterSeen, PrintFault.NOT_WORKING)
                )
            case Print():
                broken = partial(PrintingFailed, effect.attempt, PrintFault.NOT_WORKING)
                self._paper.submit(self._reporting, lambda: self._print(effect), broken)
            case Issue():
                self._tickets.submit(
                    self._reporting, lambda: self._issue(effect), partial(ServerSilent, effect.attempt)
                )
            case PrintAgain():
                self._paper.submit(
                    self._reporting, lambda: self._print_again(effect), partial(Reprinted, PrintFault.NOT_WORKING)
                )
            case ReadStatus(new_roll):
                self._paper.submit(
                    self._reporting, lambda: self._read_status(new_roll), partial(StatusSeen, KioskStatus())
                )
            case PrintList():
                broken_list = partial(PapersPrinted, PrintFault.NOT_WORKING)
                self._paper.submit(self._reporting, lambda: self._print_list(effect), broken_list)
            case SetClock(typed):
                self._news.submit(
                    self._reporting,
                    lambda: ClockAnswered(self._issuer.set_by_officer(typed)),
                    partial(ClockAnswered, ClockAnswer.NO_SUCH_TIME),
                )
            case AskForHelp():
                self._bell.submit(
                    self._reporting, lambda: HelpAnswered(self._issuer.call_staff()), partial(HelpAnswered, heard=False)
                )
            case ReportHealth(screen):
                if self._reporting_health is None or self._reporting_health.done():
                    self._reporting_health = self._clerk.submit(
                        self._reporting, lambda: self._report_health(screen), partial(AdviceCame, None)
                    )
            case LookUpAppointment() | LookUpDossier():
                silent = partial(LookUpSilent, effect.look_up)
                self._tickets.submit(self._reporting, lambda: look_up(self._register, effect), silent)
            case CancelTicket(ticket):
                self._tickets.submit(self._issuer.cancel, ticket)
            case RecordNumberRead(ticket):
                self._tickets.submit(self._store.mark_read, ticket)
            case _:
                assert_never(effect)

    def close(self) -> None:
        """Waits for what is under way, then lets go of server and printer."""
        self._ended.set()
        self._ear.join()
        for thread in (self._news, self._tickets, self._paper, self._clerk, self._bell):
            thread.shutdown(cancel_futures=True)
        self._print_supervisor.close()
        self._issuer.close()
        self._store.close()

    def _reporting(self, effect: Callable[[], Report], broken: Callable[[], Report]) -> None:
        """Both are called here, off the window's thread, which never waits for the store."""
        try:
            report = effect()
        except Exception:
            # Whatever it was, this citizen gets a sentence and the thread goes on for the next one.
            log.exception("an effect broke")
            report = broken()
        self._report(report)

    def _fetch(self) -> Report:
        try:
            catalogue = self._issuer.catalogue()
        except (Unreachable, AccessDenied) as fault:
            log.warning("%s", fault)
            return self._missed()
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = self._clerk.submit(self._catch_up)
        return CatalogueCame(catalogue, self._chosen_now(catalogue))

    def _missed(self) -> Report:
        issuer = self._issuer
        return CatalogueMissed(issuer.without_server(), issuer.now(), issuer.knows_the_day, issuer.remembered_hall())

    def _chosen_now(self, catalogue: Catalogue) -> Mapping[str, int]:
        """What is chosen at this time of the day: in this hour and those beside it."""
        hour = catalogue.at.astimezone(ZoneInfo(catalogue.timezone)).hour
        with suppress(StoreFails):
            return self._store.choices({(hour + beside) % 24 for beside in (-1, 0, 1)})
        return {}

    def _count_choice(self, ticket: Ticket) -> None:
        with suppress(StoreFails):
            self._store.count_choice(ticket.service, ticket.issued_at.astimezone(ZoneInfo(ticket.timezone)).hour)

    def _catch_up(self) -> None:
        try:
            self._layout.update(self._issuer.layout_version(), self._issuer.ticket_layout)
            self._issuer.catch_up()
        except (Unreachable, AccessDenied) as fault:
            log.warning("what was given offline is not handed in yet: %s", fault)
            if self._issuer.is_revoked:
                self._report(AccessRevoked())
        except Exception:
            log.exception("handing in broke")  # the next look at the catalogue tries again

    def _report_health(self, screen: str) -> Report:
        issuer = self._print_supervisor
        health = KioskHealth(
            condition=issuer.condition,
            tickets_left=issuer.roll.left(),
            not_handed_in=self._not_handed_in(),
            last_print_at=issuer.last_print_at,
            screen=screen,
            version=version("motcua"),
        )
        was_revoked = self._issuer.is_revoked
        try:
            other = self._issuer.report_health(health).elsewhere
        except AccessDenied as fault:
            log.warning("%s", fault)
            return AccessRevoked()
        except Unreachable as fault:
            log.info("%s", fault)
            return AdviceCame(None)
        if was_revoked:
            self._report(AccessRestored())
        if self._store.is_broken:
            self._report(StoreBroken())
        return AdviceCame(_where(other) if other else None)

    def _not_handed_in(self) -> int:
        """As far as the store can be read: where it cannot, the kiosk's condition says so."""
        with suppress(StoreFails):
            return self._store.waiting_to_be_handed_in()
        return 0

    def _listen(self) -> None:
        """Has the printer's own news told, a moment after it has them. Waits its turn behind what is printed."""
        while not self._ended.wait(LISTEN_SECONDS):
            self._paper.submit(self._tell_what_was_heard).exception()

    def _tell_what_was_heard(self) -> None:
        try:
            before, heard = self._print_supervisor.seen, self._print_supervisor.listen()
        except Exception:
            log.exception("listening to the printer broke")  # the next look tells
            return
        if heard and heard != before:
            self._report(heard)

    def _issue(self, effect: Issue) -> Report:
        try:
            outcome = self._issuer.issue(effect.request, effect.key)
        except AccessDenied as fault:
            log.warning("no number: %s", fault)
            return AccessRevoked(effect.attempt)
        match outcome:
            case Issued(ticket, offline):
                self._clerk.submit(self._count_choice, ticket)
                return TicketReceived(effect.attempt, ticket, offline)
            case Declined(why):
                return TicketRefused(effect.attempt, why)
            case Silent():
                return ServerSilent(effect.attempt)
            case _:
                assert_never(outcome)

    def _print(self, effect: Print) -> Report:
        issuer, page = self._print_supervisor, self._page(effect)
        if failed := issuer.put_on_paper(effect.ticket, page):
            return PrintingFailed(effect.attempt, failed.fault, failed.in_part)
        self._paper.submit(issuer.count, page)  # measured when the citizen has been thanked
        return TicketPrinted(effect.attempt)

    def _print_list(self, effect: PrintList) -> Report:
        page = lay_out_papers(effect.service, effect.department, effect.language, effect.hotline)
        return PapersPrinted(self._print_supervisor.print_list(page))

    def _print_again(self, effect: PrintAgain) -> Report:
        """On the paper's thread, so that the next look at the store finds what became of it."""
        state = self._issuer.state_of(effect.ticket)
        if state is not None and state in OVER:
            log.info("ticket %s is not printed again: it is %s", effect.ticket.number, state)
            return NotPrintedAgain(state)
        return Reprinted(self._print_supervisor.print_copy(effect.ticket, self._page(effect, reprint=effect.copy)))

    def _page(self, effect: Print | PrintAgain, *, reprint: bool = False) -> Page:
        return lay_out(
            effect.ticket,
            ZoneInfo(effect.ticket.timezone),
            effect.hotline,
            offline=effect.offline,
            reprint=reprint,
            template=self._layout.template,
            narrow=self._print_supervisor.is_narrow,
        )

    def _read_status(self, new_roll: bool) -> Report:
        if new_roll:
            self._print_supervisor.roll.renew()
        recent = tuple(
            RecentTicket(given.ticket, given.offline, paper) for given, paper in self._store.latest(MOST_RECENT)
        )
        return StatusSeen(
            KioskStatus(
                recent=recent,
                not_handed_in=self._store.waiting_to_be_handed_in(),
                refused=self._store.refused(),
                numbers_left=self._issuer.numbers_left(),
                tickets_left_on_roll=self._print_supervisor.roll.left(),
                knows_the_day=self._issuer.knows_the_day,
            )
        )


def _where(other: OtherKiosk) -> Words:
    """The kiosk by its name and, where the hall has said it, its place."""
    if not other.place:
        return {"vi": other.name}
    return {language: f"{other.name}, {place}" for language, place in other.place.items()}
