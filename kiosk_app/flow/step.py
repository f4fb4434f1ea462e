"""One step of the kiosk: `step(kiosk, event, now)` gives the next kiosk and the errands to run."""

from dataclasses import dataclass, replace

from kiosk_app.flow import choosing, issuing, news, offers, officers
from kiosk_app.flow.errands import Errand, FetchCatalogue, LookAtPrinter, TellHealth
from kiosk_app.flow.kiosk import (
    CATALOGUE_EVERY_SECONDS,
    FAULTY_PRINTER_EVERY_SECONDS,
    HEALTH_EVERY_SECONDS,
    PRINTER_EVERY_SECONDS,
    SETTLE_SECONDS,
    Kiosk,
    Step,
    show,
)
from kiosk_app.flow.reports import (
    AdviceCame,
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
from kiosk_app.flow.screens import Confirming, Issuing, NumberOnScreen, Printing, Screen, Silence, Welcome
from kiosk_app.flow.touches import Back, GoHome, StayLonger, TakeNumber, Touch, TryAgain
from kiosk_app.staff import AskingCode, EraseDigit, Knock, PutInNewRoll, Reprint, StaffPage, TypeDigit


@dataclass(frozen=True, slots=True)
class TimePassed:
    pass


Event = Touch | Report | TimePassed


def step(kiosk: Kiosk, event: Event, now: float) -> Step:
    """What the kiosk becomes by this event, and the errands that it sends. `now` is in seconds and never runs back."""
    match event:
        case TimePassed():
            return _time_passed(kiosk, now)
        case CatalogueCame(catalogue, chosen):
            return news.with_catalogue(replace(kiosk, chosen=chosen), catalogue, now), ()
        case CatalogueMissed(known):
            return news.without_server(kiosk, known), ()
        case PrinterSeen(fault, nearly_empty):
            return news.refresh_welcome(replace(kiosk, print_fault=fault, nearly_empty=nearly_empty)), ()
        case TicketIssued() | TicketRefused() | ServerSilent():
            return issuing.answered(kiosk, event, now)
        case TicketPrinted() | PrintingFailed():
            return issuing.paper(kiosk, event, now), ()
        case AdviceCame(elsewhere):
            return news.refresh_welcome(replace(kiosk, advice=elsewhere)), ()
        case BookSeen() | Reprinted():
            return officers.told(kiosk, event), ()
        case _:
            return _touched(kiosk, event, now) if now - kiosk.shown_at >= SETTLE_SECONDS else (kiosk, ())


def _time_passed(kiosk: Kiosk, now: float) -> Step:
    if kiosk.leaves_at is not None and now >= kiosk.leaves_at:
        kiosk = show(kiosk, _after_patience(kiosk), now)
    errands: tuple[Errand, ...] = ()
    if now >= kiosk.catalogue_due:
        kiosk = replace(kiosk, catalogue_due=now + CATALOGUE_EVERY_SECONDS)
        errands = (*errands, FetchCatalogue())
    if now >= kiosk.printer_due and not isinstance(kiosk.screen, Issuing | Printing):
        every = FAULTY_PRINTER_EVERY_SECONDS if kiosk.print_fault else PRINTER_EVERY_SECONDS
        kiosk = replace(kiosk, printer_due=now + every)
        errands = (*errands, LookAtPrinter())
    if now >= kiosk.health_due:
        kiosk = replace(kiosk, health_due=now + HEALTH_EVERY_SECONDS)
        errands = (*errands, TellHealth(type(kiosk.screen).__name__))
    return kiosk, errands


def _after_patience(kiosk: Kiosk) -> Screen:
    match kiosk.screen:
        case Issuing() as unanswered:
            return Silence(unanswered.choice.language, unanswered)
        case Printing(language, ticket, offline=offline):
            return NumberOnScreen(language, ticket, PrintFault.NOT_WORKING, offline)
    return offers.welcome(kiosk)


def _touched(kiosk: Kiosk, touch: Touch, now: float) -> Step:
    match kiosk.screen, touch:
        case ((Issuing() | Printing()), _):
            return kiosk, ()  # a ticket is on its way: it ends in paper, a number or a sentence, not in between
        case _, GoHome():
            return show(kiosk, offers.welcome(kiosk), now), ()
        case _, StayLonger():
            return show(kiosk, kiosk.screen, now), ()
        case (
            (Welcome() | AskingCode() | StaffPage()),
            (Knock() | TypeDigit() | EraseDigit() | Reprint() | PutInNewRoll()),
        ):
            return officers.touched(kiosk, touch, now)
        case _, Back():
            return show(kiosk, choosing.before(kiosk), now), ()
        case Confirming(choice), TakeNumber():
            return issuing.issue(kiosk, choice, now)
        case Silence(unanswered=Issuing() as unanswered), TryAgain():
            return issuing.ask_again(kiosk, unanswered, now)
        case screen, _:
            return show(kiosk, choosing.chosen(kiosk, screen, touch), now), ()
