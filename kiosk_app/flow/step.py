"""One step of the kiosk: `step(kiosk, event, now)` gives the next kiosk and the effects to run."""

from dataclasses import dataclass, replace

from kiosk_app.flow import cards, issuing, keys, news, offers, officers, scans, ways
from kiosk_app.flow.aids import NO_AIDS, Aid, Help
from kiosk_app.flow.effects import (
    AskForHelp,
    Effect,
    FetchCatalogue,
    LookAtPrinter,
    RecordNumberRead,
    ReportHealth,
    Restart,
)
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
    AccessRestored,
    AccessRevoked,
    AdviceCame,
    AppointmentFound,
    CatalogueCame,
    CatalogueMissed,
    ClockAnswered,
    CodeScanned,
    DossierFound,
    HelpAnswered,
    LookUpRefused,
    LookUpSilent,
    NotPrintedAgain,
    PapersPrinted,
    PrinterSeen,
    PrintingFailed,
    RatingTaken,
    Report,
    Reprinted,
    ServerSilent,
    StatusSeen,
    StoreBroken,
    TicketPrinted,
    TicketReceived,
    TicketRefused,
)
from kiosk_app.flow.scan_screens import AskingRating, LookingUp
from kiosk_app.flow.screens import (
    ChoosingPriority,
    Confirming,
    Issuing,
    NumberOnScreen,
    Printing,
    Screen,
    Silence,
    StillThere,
    TakePaper,
    Welcome,
    language_of,
    name_for_server,
)
from kiosk_app.flow.staff import (
    AskingCode,
    AskingTime,
    EnterTime,
    EraseDigit,
    Knock,
    LeaveKiosk,
    PutInNewRoll,
    Reprint,
    StaffPage,
    TypeDigit,
)
from kiosk_app.flow.touches import (
    Back,
    CallStaff,
    GiveFace,
    GoHome,
    PressKey,
    PrintPapers,
    Switch,
    TakeNumber,
    TakeNumberAs,
    Touch,
    TryAgain,
)
from kiosk_app.flow.values import Connected, PrintFault, Revoked


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Only time has passed: what is due is done."""


@dataclass(frozen=True, slots=True)
class RoomFor:
    """So many cards fit on a page of the window, as it is now."""

    cards: int


Event = Touch | Report | TimePassed | RoomFor


def step(kiosk: Kiosk, event: Event, now: float) -> Step:
    """What the kiosk becomes by this event, and the effects that it sends. `now` is in seconds and never runs back."""
    before, paper = kiosk.screen, (kiosk.print_fault, kiosk.nearly_empty)
    kiosk, effects = _stepped(kiosk, event, now)
    if paper != (kiosk.print_fault, kiosk.nearly_empty):
        kiosk = replace(kiosk, health_due=now)  # who can bring paper learns it at once
    match before, kiosk.screen:
        case Printing(), NumberOnScreen(ticket=ticket):
            effects = (*effects, RecordNumberRead(ticket))
        case _, Confirming(choice) if not isinstance(before, Confirming):
            effects = (*effects, issuing.prepare(kiosk, choice))
    if not isinstance(event, Touch) or isinstance(kiosk.screen, Confirming):
        kiosk = keys.kept_at(kiosk, before)  # also where one dossier more or fewer adds a way or takes one away
    return cards.forgotten(kiosk), effects


def _stepped(kiosk: Kiosk, event: Event, now: float) -> Step:
    match event:
        case TimePassed():
            return _time_passed(kiosk, now)
        case RoomFor(cards):
            kiosk = replace(kiosk, per_page=cards)
            return replace(kiosk, screen=ways.renewed(kiosk, kiosk.screen)), ()
        case CatalogueCame(catalogue, chosen):
            return news.with_catalogue(replace(kiosk, chosen=chosen), catalogue, now), ()
        case CatalogueMissed():
            return news.without_server(kiosk, event), ()
        case AccessRevoked():
            return news.access_revoked(kiosk, event, now), ()
        case AccessRestored():
            return news.access_restored(kiosk), ()
        case StoreBroken():
            return news.store_broken(kiosk, now), ()
        case PrinterSeen(fault, nearly_empty, drawn_back):
            kiosk = news.at_the_greeting(replace(kiosk, print_fault=fault, nearly_empty=nearly_empty))
            return issuing.drawn_back(kiosk, drawn_back, now), ()
        case TicketReceived() | TicketRefused() | ServerSilent():
            return issuing.answered(kiosk, event, now)
        case TicketPrinted() | PrintingFailed():
            return issuing.paper(kiosk, event, now), ()
        case PapersPrinted(fault):
            return issuing.list_printed(kiosk, fault), ()
        case HelpAnswered(heard):
            return replace(kiosk, help=Help.CALLED if heard else Help.NOT_HEARD), ()
        case AdviceCame(elsewhere):
            return news.at_the_greeting(replace(kiosk, advice=elsewhere)), ()
        case CodeScanned(text):
            return scans.scanned(kiosk, text, now)
        case AppointmentFound() | DossierFound() | RatingTaken() | LookUpRefused() | LookUpSilent():
            return scans.looked_up(kiosk, event, now)
        case StatusSeen() | Reprinted() | NotPrintedAgain():
            return officers.reported(kiosk, event), ()
        case ClockAnswered(answer):
            return officers.clock_answered(kiosk, answer, now)
        case PressKey(key) if key not in keys.TAKE:
            return _pressed(kiosk, key, now)
        case _ if now - kiosk.shown_at < SETTLE_SECONDS:
            return kiosk, ()
        case PressKey(key):
            return _pressed(kiosk, key, now)
        case _:
            return _touched(_woken(kiosk), event, now)


def _asks_to_join(kiosk: Kiosk, now: float) -> bool:
    match kiosk.link:
        case Revoked(restarts_at):
            return kiosk.can_join and now >= restarts_at
    return False


def _mends_store(kiosk: Kiosk, now: float) -> bool:
    """Only while nobody is at the kiosk, and the server answers: it leases the numbers for a mended store."""
    return now >= kiosk.mends_at and not kiosk.awake and isinstance(kiosk.link, Connected)


def _time_passed(kiosk: Kiosk, now: float) -> Step:
    if kiosk.leaves_at is not None and now >= kiosk.leaves_at:
        kiosk = _after_patience(kiosk, now)
    if kiosk.remark and now >= kiosk.remark_until:
        kiosk = replace(kiosk, remark=None)
    effects: tuple[Effect, ...] = ()
    if now >= kiosk.catalogue_due:
        kiosk = replace(kiosk, catalogue_due=now + CATALOGUE_EVERY_SECONDS)
        effects = (*effects, FetchCatalogue())
    if now >= kiosk.printer_due and not isinstance(kiosk.screen, Issuing | Printing):
        every = FAULTY_PRINTER_EVERY_SECONDS if kiosk.print_fault else PRINTER_EVERY_SECONDS
        kiosk = replace(kiosk, printer_due=now + every)
        effects = (*effects, LookAtPrinter())
    if now >= kiosk.health_due:
        kiosk = replace(kiosk, health_due=now + HEALTH_EVERY_SECONDS)
        effects = (*effects, ReportHealth(name_for_server(kiosk.screen)))
    if isinstance(kiosk.screen, Welcome) and (_asks_to_join(kiosk, now) or _mends_store(kiosk, now)):
        effects = (*effects, Restart())
    return kiosk, effects


def _after_patience(kiosk: Kiosk, now: float) -> Kiosk:
    match kiosk.screen:
        case Issuing() as unanswered:
            return show(kiosk, Silence(unanswered.choice.language, unanswered), now)
        case LookingUp() as unanswered:
            return show(kiosk, scans.unanswered(unanswered), now)
        case Printing(language, ticket, offline=offline):
            return show(kiosk, NumberOnScreen(language, ticket, PrintFault.NOT_WORKING, offline), now)
        case screen if screen.policy.asks_before_leaving or _is_heard_only_here(kiosk, screen):
            return show(kiosk, StillThere(language_of(screen), screen), now)
    kiosk = replace(kiosk, aids=NO_AIDS, help=None, awake=False)
    return show(kiosk, offers.welcome(kiosk), now)


def _is_heard_only_here(kiosk: Kiosk, screen: Screen) -> bool:
    """Somebody who cannot read the slip hears the number here or nowhere."""
    return isinstance(screen, TakePaper) and Aid.SPEECH in kiosk.aids


def _woken(kiosk: Kiosk) -> Kiosk:
    return kiosk if kiosk.awake else replace(kiosk, awake=True)


def _pressed(kiosk: Kiosk, key: str, now: float) -> Step:
    kiosk, touch = keys.pressed(_woken(kiosk), key)
    return _touched(kiosk, touch, now) if touch else (show(kiosk, kiosk.screen, now), ())


def _touched(kiosk: Kiosk, touch: Touch, now: float) -> Step:
    match kiosk.screen, touch:
        case Welcome(dim=True), _:
            return show(kiosk, offers.welcome(kiosk), now), ()  # whoever wakes it has not seen what they touch
        case _, Switch(aid):
            return _switched(kiosk, aid, now), ()
        case _, CallStaff():
            return (kiosk, ()) if kiosk.help is Help.CALLING else (replace(kiosk, help=Help.CALLING), (AskForHelp(),))
        case ((Issuing() | Printing()), _):
            return kiosk, ()  # a ticket is on its way: it ends in paper, a number or a sentence, not in between
        case _, GoHome():
            return show(replace(kiosk, help=None, remark=None), offers.welcome(kiosk), now), ()
        case (
            (Welcome() | AskingCode() | AskingTime() | StaffPage()),
            (Knock() | TypeDigit() | EraseDigit() | Reprint() | PutInNewRoll() | EnterTime() | LeaveKiosk()),
        ):
            return officers.touched(kiosk, touch, now)
        case Welcome(link=Revoked()), _:
            return kiosk, ()
        case _, Back():
            return show(kiosk, ways.way_back(kiosk), now), ()
        case Confirming(choice), TakeNumber():
            return issuing.take(kiosk, choice, now)
        case (Confirming() | ChoosingPriority()) as offering, TakeNumberAs(slug):
            return issuing.take_as(kiosk, offering, slug, now)
        case Confirming() as confirming, PrintPapers():
            return issuing.print_list(kiosk, confirming, now)
        case AskingRating() as asked, GiveFace(score):
            return scans.rated(kiosk, asked, score, now)
        case Silence(unanswered=Issuing() as unanswered), TryAgain():
            return issuing.ask_again(kiosk, unanswered, now)
        case screen, _:
            return show(kiosk, ways.way_on(kiosk, screen, touch), now), ()


def _switched(kiosk: Kiosk, aid: Aid, now: float) -> Kiosk:
    """The aid turned on or off. Where a ticket is on its way, its time goes on."""
    kiosk = replace(kiosk, aids=kiosk.aids ^ {aid})
    return kiosk if isinstance(kiosk.screen, Issuing | Printing) else show(kiosk, kiosk.screen, now)
