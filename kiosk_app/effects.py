"""Runs the effects of the flow off the window's thread and reports how they went. No Kivy.

Catalogue, tickets, printer, background work and the call for staff have a thread each: a slow printer never keeps the
figures from coming, nor does a server that hangs keep the kiosk from saying that nobody was called.
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
    PrepareSlip,
    Print,
    PrintAgain,
    PrintList,
    ReadStatus,
    RecordNumberRead,
    ReportHealth,
    SendRating,
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
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore

LISTEN_SECONDS = 0.5

log = logging.getLogger(__name__)


Work = tuple[Callable[[], Report], Callable[[], Report]]
"""What is done and reported, and what is reported where doing it broke. Both are called off the window's thread."""


class EffectRunner:
    """`report` is called from the runner's threads."""

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
        self._catalogue, self._tickets, self._printer, self._background, self._help = (
            ThreadPoolExecutor(1, name) for name in ("catalogue", "tickets", "printer", "background", "help")
        )
        self._catching_up: Future[None] | None = None
        self._reporting_health: Future[None] | None = None
        self._ended = threading.Event()
        self._printer_listener = threading.Thread(target=self._listen, name="printer-listener", daemon=True)
        self._printer_listener.start()

    def run(self, effect: Outside) -> None:
        """Starts the effect and returns at once."""
        match effect:
            case Print() | PrintAgain() | PrintList() | LookAtPrinter() | ReadStatus():
                self._start(self._printer, *self._at_printer(effect))
            case Issue() | LookUpAppointment() | LookUpDossier() | SendRating():
                self._start(self._tickets, *self._for_a_citizen(effect))
            case FetchCatalogue():
                self._start(self._catalogue, self._fetch, self._missed)
            case SetClock(typed):
                no_such_time = partial(ClockAnswered, ClockAnswer.NO_SUCH_TIME)
                self._start(self._catalogue, lambda: ClockAnswered(self._issuer.set_by_officer(typed)), no_such_time)
            case AskForHelp():
                not_heard = partial(HelpAnswered, heard=False)
                self._start(self._help, lambda: HelpAnswered(self._issuer.call_staff()), not_heard)
            case ReportHealth(screen):
                if self._reporting_health is None or self._reporting_health.done():
                    no_advice = partial(AdviceCame, None)
                    self._reporting_health = self._start(
                        self._background, lambda: self._report_health(screen), no_advice
                    )
            case PrepareSlip():
                self._printer.submit(self._prepare, effect)
            case CancelTicket(ticket):
                self._tickets.submit(self._issuer.cancel, ticket)
            case RecordNumberRead(ticket):
                self._tickets.submit(self._store.tickets.mark_read, ticket)
            case _:
                assert_never(effect)

    def close(self) -> None:
        """Waits for what is under way, then lets go of server and printer."""
        self._ended.set()
        self._printer_listener.join()
        for thread in (self._catalogue, self._tickets, self._printer, self._background, self._help):
            thread.shutdown(cancel_futures=True)
        self._print_supervisor.close()
        self._issuer.close()
        self._store.close()

    def _at_printer(self, effect: Print | PrintAgain | PrintList | LookAtPrinter | ReadStatus) -> Work:
        match effect:
            case Print():
                return lambda: self._print(effect), partial(PrintingFailed, effect.attempt, PrintFault.NOT_WORKING)
            case PrintAgain():
                return lambda: self._print_again(effect), partial(Reprinted, PrintFault.NOT_WORKING)
            case PrintList():
                return lambda: self._print_list(effect), partial(PapersPrinted, PrintFault.NOT_WORKING)
            case LookAtPrinter():
                return self._print_supervisor.look, partial(PrinterSeen, PrintFault.NOT_WORKING)
            case ReadStatus(new_roll):
                return lambda: self._read_status(new_roll), partial(StatusSeen, KioskStatus())
            case _:
                assert_never(effect)

    def _for_a_citizen(self, effect: Issue | LookUpAppointment | LookUpDossier | SendRating) -> Work:
        match effect:
            case Issue():
                return lambda: self._issue(effect), partial(ServerSilent, effect.attempt)
            case LookUpAppointment() | LookUpDossier() | SendRating():
                return lambda: look_up(self._register, effect), partial(LookUpSilent, effect.look_up)
            case _:
                assert_never(effect)

    def _start(
        self, thread: ThreadPoolExecutor, effect: Callable[[], Report], broken: Callable[[], Report]
    ) -> Future[None]:
        return thread.submit(self._reporting, effect, broken)

    def _reporting(self, effect: Callable[[], Report], broken: Callable[[], Report]) -> None:
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
            self._catching_up = self._background.submit(self._catch_up)
        return CatalogueCame(catalogue, self._chosen_now(catalogue))

    def _missed(self) -> Report:
        issuer = self._issuer
        return CatalogueMissed(issuer.without_server(), issuer.now(), issuer.knows_the_day, issuer.remembered_hall())

    def _chosen_now(self, catalogue: Catalogue) -> Mapping[str, int]:
        """What is chosen at this time of the day: in this hour and those beside it."""
        hour = catalogue.at.astimezone(ZoneInfo(catalogue.timezone)).hour
        with suppress(StoreFails):
            return self._store.choices.at({(hour + beside) % 24 for beside in (-1, 0, 1)})
        return {}

    def _count_choice(self, ticket: Ticket) -> None:
        with suppress(StoreFails):
            self._store.choices.count(ticket.service, ticket.issued_at.astimezone(ZoneInfo(ticket.timezone)).hour)

    def _catch_up(self) -> None:
        try:
            self._layout.update(self._issuer.layout_version(), self._issuer.ticket_layout)
            self._issuer.catch_up()
        except (Unreachable, AccessDenied) as fault:
            log.warning("what was issued offline is not handed in yet: %s", fault)
            if self._issuer.is_revoked:
                self._report(AccessRevoked())
        except Exception:
            log.exception("handing in broke")  # the next look at the catalogue tries again

    def _report_health(self, screen: str) -> Report:
        was_revoked = self._issuer.is_revoked
        try:
            other = self._issuer.report_health(self._health(screen)).elsewhere
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

    def _health(self, screen: str) -> KioskHealth:
        supervisor = self._print_supervisor
        return KioskHealth(
            condition=supervisor.condition,
            tickets_left=supervisor.roll.left(),
            not_handed_in=self._not_handed_in(),
            last_print_at=supervisor.last_print_at,
            screen=screen,
            version=version("motcua"),
        )

    def _not_handed_in(self) -> int:
        """As far as the store can be read: where it cannot, the kiosk's condition says so."""
        with suppress(StoreFails):
            return self._store.outbox.count_to_hand_in()
        return 0

    def _listen(self) -> None:
        """Reports what the printer says by itself, a moment later. Waits its turn behind what is printed."""
        while not self._ended.wait(LISTEN_SECONDS):
            self._printer.submit(self._report_what_was_heard).exception()

    def _report_what_was_heard(self) -> None:
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
                self._background.submit(self._count_choice, ticket)
                return TicketReceived(effect.attempt, ticket, offline)
            case Declined(why):
                return TicketRefused(effect.attempt, why)
            case Silent():
                return ServerSilent(effect.attempt)
            case _:
                assert_never(outcome)

    def _prepare(self, effect: PrepareSlip) -> None:
        try:
            if specimen := self._issuer.specimen(effect.request):
                print_ = Print(0, specimen.ticket, effect.hotline, specimen.offline)
                self._print_supervisor.prepare(self._page(print_))
        except Exception:
            log.exception("a slip could not be drawn in advance")  # it is drawn when there is a number for it

    def _print(self, effect: Print) -> Report:
        supervisor, page = self._print_supervisor, self._page(effect)
        if failed := supervisor.put_on_paper(effect.ticket, page):
            return PrintingFailed(effect.attempt, failed.fault, failed.in_part)
        self._printer.submit(supervisor.count, page)  # measured when the citizen has been thanked
        return TicketPrinted(effect.attempt)

    def _print_list(self, effect: PrintList) -> Report:
        page = lay_out_papers(effect.service, effect.department, effect.language, effect.hotline)
        return PapersPrinted(self._print_supervisor.print_list(page))

    def _print_again(self, effect: PrintAgain) -> Report:
        """On the printer's thread, so that the next look at the store finds what became of it."""
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
        latest = self._store.tickets.latest(MOST_RECENT)
        recent = tuple(RecentTicket(stored.ticket, stored.offline, paper) for stored, paper in latest)
        return StatusSeen(
            KioskStatus(
                recent=recent,
                not_handed_in=self._store.outbox.count_to_hand_in(),
                refused=self._store.outbox.count_refused(),
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
