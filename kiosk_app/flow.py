"""The kiosk's presenter: what a citizen sees next, as a pure state machine. No Kivy, no clock, no network, no words.

`step(kiosk, event, now)` takes a touch, a report from an errand, or the passing of time, and gives the next kiosk and
the errands to run. The window shows `kiosk.screen` and reports touches; it decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol, TypeVar, assert_never

from display_server.contract import (
    Catalogue,
    DepartmentEntry,
    IssueTicket,
    PriorityClassEntry,
    ServiceEntry,
    Ticket,
    Words,
    ZoneEntry,
)
from kiosk_app.search import Findable, found
from kiosk_app.staff import (
    NO_DOOR,
    AskingCode,
    Book,
    Done,
    Door,
    EraseDigit,
    Knock,
    PutInNewRoll,
    Reprint,
    StaffPage,
    StaffTouch,
    TypeDigit,
)
from kiosk_app.words import in_language

# --- what happens -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class ChooseDepartment:
    slug: str


@dataclass(frozen=True, slots=True)
class ChooseService:
    slug: str


@dataclass(frozen=True, slots=True)
class AskForPriority:
    pass


@dataclass(frozen=True, slots=True)
class ChoosePriority:
    slug: str | None


@dataclass(frozen=True, slots=True)
class TakeNumber:
    pass


@dataclass(frozen=True, slots=True)
class TryAgain:
    pass


@dataclass(frozen=True, slots=True)
class TurnPage:
    by: int


@dataclass(frozen=True, slots=True)
class StayLonger:
    pass


@dataclass(frozen=True, slots=True)
class Back:
    pass


@dataclass(frozen=True, slots=True)
class GoHome:
    pass


@dataclass(frozen=True, slots=True)
class LookFor:
    """Opens the page where services are looked for by their names."""


@dataclass(frozen=True, slots=True)
class TypeLetter:
    letter: str


@dataclass(frozen=True, slots=True)
class EraseLetter:
    pass


@dataclass(frozen=True, slots=True)
class ChooseFound:
    """A service of whatever department."""

    slug: str


Touch = (
    ChooseLanguage
    | ChooseDepartment
    | ChooseService
    | AskForPriority
    | ChoosePriority
    | TakeNumber
    | TryAgain
    | TurnPage
    | StayLonger
    | Back
    | GoHome
    | LookFor
    | TypeLetter
    | EraseLetter
    | ChooseFound
    | StaffTouch
)


class PrintFault(Enum):
    """Why no paper comes, as far as a citizen cares."""

    OUT_OF_PAPER = auto()
    COVER_OPEN = auto()
    NOT_WORKING = auto()


@dataclass(frozen=True, slots=True)
class CatalogueCame:
    """`chosen`: how often each service was chosen here at this time of the day."""

    catalogue: Catalogue
    chosen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogueMissed:
    """The server does not answer. `known` is what the kiosk can give numbers of by itself, None where of nothing."""

    known: Catalogue | None = None


@dataclass(frozen=True, slots=True)
class TicketIssued:
    """`offline`: the kiosk gave the number by itself, and nobody knows how many are ahead."""

    attempt: int
    ticket: Ticket
    offline: bool = False


@dataclass(frozen=True, slots=True)
class TicketRefused:
    attempt: int
    why: str


@dataclass(frozen=True, slots=True)
class ServerSilent:
    attempt: int


@dataclass(frozen=True, slots=True)
class TicketPrinted:
    attempt: int


@dataclass(frozen=True, slots=True)
class PrintingFailed:
    attempt: int
    fault: PrintFault


@dataclass(frozen=True, slots=True)
class PrinterSeen:
    fault: PrintFault | None
    nearly_empty: bool = False
    """The roll ends soon, by the printer's own sensor or by count."""


@dataclass(frozen=True, slots=True)
class BookSeen:
    book: Book


@dataclass(frozen=True, slots=True)
class Reprinted:
    """An officer's copy is on paper, or not."""

    fault: PrintFault | None


Report = (
    CatalogueCame
    | CatalogueMissed
    | TicketIssued
    | TicketRefused
    | ServerSilent
    | TicketPrinted
    | PrintingFailed
    | PrinterSeen
    | BookSeen
    | Reprinted
)


@dataclass(frozen=True, slots=True)
class TimePassed:
    pass


Event = Touch | Report | TimePassed

# --- what is to be done -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FetchCatalogue:
    pass


@dataclass(frozen=True, slots=True)
class Issue:
    """`key` makes retries harmless: the same key is the same ticket."""

    attempt: int
    key: str
    request: IssueTicket


@dataclass(frozen=True, slots=True)
class Print:
    attempt: int
    ticket: Ticket
    hotline: str | None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Cancels a ticket that came when nobody stood there any more."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class LookAtPrinter:
    pass


@dataclass(frozen=True, slots=True)
class LookAtBook:
    """How the kiosk stands; `new_roll` says that the printer has a full one."""

    new_roll: bool = False


@dataclass(frozen=True, slots=True)
class PrintAgain:
    ticket: Ticket
    hotline: str | None
    offline: bool


Errand = FetchCatalogue | Issue | Print | GiveBack | LookAtPrinter | LookAtBook | PrintAgain

# --- what is seen -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Welcome:
    """Waiting for a citizen. `hall` is None until the server has answered once."""

    hall: Words | None = None
    languages: tuple[str, ...] = ("vi", "en")
    why_closed: Words | None = None
    cut_off: bool = False
    print_fault: PrintFault | None = None
    elsewhere: str | None = None
    """Where there is another kiosk, for who wants paper."""
    nearly_empty: bool = False


@dataclass(frozen=True, slots=True)
class ChoosingDepartment:
    language: str
    hall: Words
    departments: tuple[DepartmentEntry, ...]
    zones: tuple[ZoneEntry, ...]
    page: int
    pages: int
    usual: tuple[ServiceEntry, ...] = ()
    """What most people come for at this time of the day."""


@dataclass(frozen=True, slots=True)
class Found:
    department: DepartmentEntry
    service: ServiceEntry


@dataclass(frozen=True, slots=True)
class Searching:
    """`found` is what fits the letters typed; before the first, what most people come for now."""

    language: str
    typed: str
    found: tuple[Found, ...]
    live: bool = True


@dataclass(frozen=True, slots=True)
class ChoosingService:
    language: str
    department: DepartmentEntry
    services: tuple[ServiceEntry, ...]
    page: int
    pages: int
    live: bool = True
    """Whether the figures are of this moment. The kiosk shows none that are not."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a citizen has come for."""

    language: str
    department: DepartmentEntry
    zone: ZoneEntry
    service: ServiceEntry
    priority: PriorityClassEntry | None = None


@dataclass(frozen=True, slots=True)
class Explaining:
    """The service cannot be chosen now, and why."""

    choice: Choice


@dataclass(frozen=True, slots=True)
class Confirming:
    choice: Choice
    can_ask_for_priority: bool
    live: bool = True


@dataclass(frozen=True, slots=True)
class ChoosingPriority:
    choice: Choice
    classes: tuple[PriorityClassEntry, ...]


@dataclass(frozen=True, slots=True)
class Issuing:
    choice: Choice
    attempt: int


@dataclass(frozen=True, slots=True)
class Printing:
    language: str
    ticket: Ticket
    attempt: int
    offline: bool = False


@dataclass(frozen=True, slots=True)
class TakePaper:
    language: str
    ticket: Ticket
    offline: bool = False


@dataclass(frozen=True, slots=True)
class NumberOnScreen:
    """The ticket holds, but not on paper."""

    language: str
    ticket: Ticket
    fault: PrintFault
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """The server said no, in words of the citizen's language."""

    choice: Choice
    why: str


@dataclass(frozen=True, slots=True)
class Silence:
    """The server does not answer. `attempt` is the number that may or may not have been given."""

    language: str
    unanswered: Issuing | None


Screen = (
    Welcome
    | ChoosingDepartment
    | ChoosingService
    | Explaining
    | Confirming
    | ChoosingPriority
    | Issuing
    | Printing
    | TakePaper
    | NumberOnScreen
    | Refusal
    | Silence
    | Searching
    | AskingCode
    | StaffPage
)

PATIENCE_SECONDS: dict[type[Screen], float] = {
    ChoosingDepartment: 60,
    ChoosingService: 60,
    Explaining: 30,
    Confirming: 60,
    ChoosingPriority: 60,
    Issuing: 30,
    Printing: 45,
    TakePaper: 15,
    NumberOnScreen: 90,
    Refusal: 30,
    Silence: 30,
    Searching: 60,
    AskingCode: 20,
    StaffPage: 120,
}
"""How long a screen stays when nobody touches it. Welcome stays for ever."""

LONGEST_SEARCH, MOST_FOUND = 24, 4
USUAL_ON_DEPARTMENTS, CHOSEN_OFTEN = 2, 5

SETTLE_SECONDS = 0.35
"""The second half of a double tap must not hit what has just appeared under the finger."""

CATALOGUE_EVERY_SECONDS = 5.0
PRINTER_EVERY_SECONDS, FAULTY_PRINTER_EVERY_SECONDS = 20.0, 4.0
"""A printer is looked at now and then, and often while somebody may be putting in a new roll."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Everything the kiosk knows. `run` is unique to this start of the program: keys of tickets begin with it."""

    run: str
    per_page: int
    screen: Screen = Welcome()
    catalogue: Catalogue | None = None
    chosen: Mapping[str, int] = field(default_factory=dict)
    print_fault: PrintFault | None = None
    nearly_empty: bool = False
    cut_off: bool = False
    alone: bool = False
    """The server does not answer, and the kiosk gives numbers by itself."""
    door: Door = NO_DOOR
    elsewhere: str | None = None
    """Where the next kiosk stands."""
    attempts: int = 0
    shown_at: float = float("-inf")
    leaves_at: float | None = None
    catalogue_due: float = float("-inf")
    printer_due: float = float("-inf")

    def seconds_left(self, now: float) -> int | None:
        """Whole seconds until the kiosk goes home by itself; None where it does not."""
        if self.leaves_at is None or isinstance(self.screen, Issuing | Printing):
            return None
        return max(0, int(self.leaves_at - now + 0.999))


Step = tuple[Kiosk, tuple[Errand, ...]]


def step(kiosk: Kiosk, event: Event, now: float) -> Step:
    """What the kiosk becomes by this event, and the errands that it sends. `now` is in seconds and never runs back."""
    match event:
        case TimePassed():
            return _time_passed(kiosk, now)
        case CatalogueCame(catalogue, chosen):
            return _with_catalogue(replace(kiosk, chosen=chosen), catalogue, now), ()
        case CatalogueMissed(known):
            return _without_server(kiosk, known), ()
        case PrinterSeen(fault, nearly_empty):
            return _refresh_welcome(replace(kiosk, print_fault=fault, nearly_empty=nearly_empty)), ()
        case TicketIssued() | TicketRefused() | ServerSilent():
            return _answered(kiosk, event, now)
        case TicketPrinted() | PrintingFailed():
            return _paper(kiosk, event, now), ()
        case BookSeen() | Reprinted():
            return _told_officer(kiosk, event), ()
        case _:
            return _touched(kiosk, event, now) if now - kiosk.shown_at >= SETTLE_SECONDS else (kiosk, ())


# --- time -------------------------------------------------------------------------------------------------------------


def _time_passed(kiosk: Kiosk, now: float) -> Step:
    if kiosk.leaves_at is not None and now >= kiosk.leaves_at:
        kiosk = _show(kiosk, _after_patience(kiosk), now)
    errands: tuple[Errand, ...] = ()
    if now >= kiosk.catalogue_due:
        kiosk = replace(kiosk, catalogue_due=now + CATALOGUE_EVERY_SECONDS)
        errands = (*errands, FetchCatalogue())
    if now >= kiosk.printer_due and not isinstance(kiosk.screen, Issuing | Printing):
        every = FAULTY_PRINTER_EVERY_SECONDS if kiosk.print_fault else PRINTER_EVERY_SECONDS
        kiosk = replace(kiosk, printer_due=now + every)
        errands = (*errands, LookAtPrinter())
    return kiosk, errands


def _after_patience(kiosk: Kiosk) -> Screen:
    match kiosk.screen:
        case Issuing() as unanswered:
            return Silence(unanswered.choice.language, unanswered)
        case Printing(language, ticket, offline=offline):
            return NumberOnScreen(language, ticket, PrintFault.NOT_WORKING, offline)
    return _welcome(kiosk)


# --- touches ----------------------------------------------------------------------------------------------------------


def _touched(kiosk: Kiosk, touch: Touch, now: float) -> Step:
    match kiosk.screen, touch:
        case ((Issuing() | Printing()), _):
            return kiosk, ()  # a ticket is on its way: it ends in paper, a number or a sentence, not in between
        case _, GoHome():
            return _show(kiosk, _welcome(kiosk), now), ()
        case _, StayLonger():
            return _show(kiosk, kiosk.screen, now), ()
        case (
            (Welcome() | AskingCode() | StaffPage()),
            (Knock() | TypeDigit() | EraseDigit() | Reprint() | PutInNewRoll()),
        ):
            return _officer_touched(kiosk, touch, now)
        case _, Back():
            return _show(kiosk, _before(kiosk), now), ()
        case Confirming(choice), TakeNumber():
            return _issue(kiosk, choice, now)
        case Silence(unanswered=Issuing() as unanswered), TryAgain():
            return _show(kiosk, unanswered, now), (_errand(kiosk, unanswered),)
        case screen, _:
            return _show(kiosk, _chosen(kiosk, screen, touch), now), ()


def _chosen(kiosk: Kiosk, screen: Screen, touch: Touch) -> Screen:
    """The screen that a choice leads to; the same screen where that choice is not on offer."""
    match screen, touch:
        case Welcome(languages=languages), ChooseLanguage(language) if language in languages:
            return _departments(kiosk, language) or Silence(language, None)
        case ChoosingDepartment(language=language, page=page), TurnPage(by):
            return _departments(kiosk, language, page + by) or screen
        case ChoosingService(language=language, department=department, page=page), TurnPage(by):
            return _services(kiosk, language, department, page + by)
        case ChoosingDepartment(departments=departments, language=language), ChooseDepartment(slug):
            chosen = _named(departments, slug)
            return _into(kiosk, language, chosen) if chosen else screen
        case ChoosingService(language=language, department=department, services=services), ChooseService(slug):
            service = _named(services, slug)
            return _confirm(kiosk, language, department, service) if service else screen
        case ((ChoosingDepartment(language=language) | ChoosingService(language=language)), LookFor()):
            return _searching(kiosk, language, "")
        case Searching(language, typed), TypeLetter(letter) if len(typed) < LONGEST_SEARCH:
            return _searching(kiosk, language, typed + letter)
        case Searching(language, typed), EraseLetter():
            return _searching(kiosk, language, typed[:-1])
        case ((Searching(language) | ChoosingDepartment(language=language)), ChooseFound(slug)):
            sought = next((each for each in _everything(kiosk) if each.service.slug == slug), None)
            return _confirm(kiosk, language, sought.department, sought.service) if sought else screen
        case Confirming(choice, can_ask_for_priority=True), AskForPriority():
            return ChoosingPriority(choice, _classes(kiosk))
        case ChoosingPriority(choice, classes), ChoosePriority(slug) if slug is None or _named(classes, slug):
            return Confirming(replace(choice, priority=_named(classes, slug)), True, not kiosk.alone)
    return screen


def _before(kiosk: Kiosk) -> Screen:
    """Where a step back leads."""
    match kiosk.screen:
        case ChoosingService(language=language, department=department):
            return _departments_around(kiosk, language, department)
        case Searching(language):
            return _departments(kiosk, language) or _welcome(kiosk)
        case Confirming(choice) | Explaining(choice):
            if len(choice.department.services) == 1:
                return _departments_around(kiosk, choice.language, choice.department)
            return _services_around(kiosk, choice)
        case ChoosingPriority(choice):
            return Confirming(choice, True, not kiosk.alone)
        case Refusal(choice):
            return _confirm(kiosk, choice.language, choice.department, choice.service)
        case Silence(unanswered=Issuing(choice)):
            return _confirm(kiosk, choice.language, choice.department, choice.service)
        case NumberOnScreen():
            return kiosk.screen  # the only trace of the ticket: it leaves by going home, not by a step back
    return _welcome(kiosk)


def _issue(kiosk: Kiosk, choice: Choice, now: float) -> Step:
    kiosk = replace(kiosk, attempts=kiosk.attempts + 1)
    issuing = Issuing(choice, kiosk.attempts)
    return _show(kiosk, issuing, now), (_errand(kiosk, issuing),)


def _errand(kiosk: Kiosk, issuing: Issuing) -> Issue:
    choice = issuing.choice
    request = IssueTicket(
        service=choice.service.slug,
        priority_class=choice.priority.slug if choice.priority else None,
        language=choice.language,
    )
    return Issue(issuing.attempt, f"{kiosk.run}-{issuing.attempt}", request)


# --- officers ---------------------------------------------------------------------------------------------------------


def _officer_touched(kiosk: Kiosk, touch: StaffTouch, now: float) -> Step:
    match kiosk.screen, touch:
        case Welcome(languages=languages), Knock():
            kiosk = replace(kiosk, door=kiosk.door.knocked(now))
            if not kiosk.door.opens_to_knocks(now):
                return kiosk, ()
            return _show(replace(kiosk, door=kiosk.door.asks()), AskingCode(languages[0]), now), ()
        case AskingCode(language), TypeDigit(digit):
            kiosk = replace(kiosk, door=kiosk.door.with_digit(digit, now))
            if kiosk.door.is_open:
                page = StaffPage(language, Book())
                return _show(replace(kiosk, door=kiosk.door.closed()), page, now), (LookAtBook(),)
            typed = len(kiosk.door.typed)
            locked = now < kiosk.door.locked_until
            return _show(kiosk, _welcome(kiosk) if locked else AskingCode(language, typed, wrong=typed == 0), now), ()
        case AskingCode(language), EraseDigit():
            kiosk = replace(kiosk, door=kiosk.door.without_last_digit())
            return _show(kiosk, AskingCode(language, len(kiosk.door.typed)), now), ()
        case StaffPage(book=book) as page, Reprint(token) if page.done is not Done.PRINTING:
            lately = next((each for each in book.lately if each.ticket.token == token), None)
            if lately is None:
                return kiosk, ()
            hotline = kiosk.catalogue.hotline if kiosk.catalogue else None
            shown = _show(kiosk, replace(page, done=Done.PRINTING), now)
            return shown, (PrintAgain(lately.ticket, hotline, lately.offline), LookAtBook())
        case StaffPage() as page, PutInNewRoll():
            return _show(kiosk, replace(page, done=Done.NEW_ROLL), now), (LookAtBook(new_roll=True), LookAtPrinter())
    return kiosk, ()


def _told_officer(kiosk: Kiosk, report: BookSeen | Reprinted) -> Kiosk:
    match kiosk.screen, report:
        case StaffPage() as page, BookSeen(book):
            return replace(kiosk, screen=replace(page, book=book))
        case StaffPage() as page, Reprinted(fault):
            return replace(kiosk, screen=replace(page, done=Done.NOT_PRINTED if fault else Done.PRINTED))
    return kiosk


# --- answers ----------------------------------------------------------------------------------------------------------


def _answered(kiosk: Kiosk, answer: TicketIssued | TicketRefused | ServerSilent, now: float) -> Step:
    waiting = _waits_for(kiosk.screen, answer.attempt)
    match answer:
        case TicketIssued(attempt, ticket, offline):
            if waiting is None:
                return (kiosk, ()) if _has(kiosk.screen, ticket) else (kiosk, (GiveBack(ticket),))
            shown = _show(kiosk, Printing(waiting.choice.language, ticket, attempt, offline), now)
            return shown, (_print(kiosk, answer),)
        case TicketRefused(_, why):
            return (_show(kiosk, Refusal(waiting.choice, why), now), ()) if waiting else (kiosk, ())
        case ServerSilent():
            if not isinstance(kiosk.screen, Issuing) or waiting is None:
                return kiosk, ()
            return _show(kiosk, Silence(waiting.choice.language, waiting), now), ()
        case _:
            assert_never(answer)


def _waits_for(screen: Screen, attempt: int) -> Issuing | None:
    """The attempt that this answer belongs to, if the citizen still stands before it."""
    waiting = screen.unanswered if isinstance(screen, Silence) else screen
    return waiting if isinstance(waiting, Issuing) and waiting.attempt == attempt else None


def _has(screen: Screen, ticket: Ticket) -> bool:
    return isinstance(screen, Printing | TakePaper | NumberOnScreen) and screen.ticket.id == ticket.id


def _print(kiosk: Kiosk, issued: TicketIssued) -> Print:
    hotline = kiosk.catalogue.hotline if kiosk.catalogue else None
    return Print(issued.attempt, issued.ticket, hotline, issued.offline)


def _paper(kiosk: Kiosk, report: TicketPrinted | PrintingFailed, now: float) -> Kiosk:
    screen = kiosk.screen
    if not isinstance(screen, Printing) or screen.attempt != report.attempt:
        return kiosk
    match report:
        case TicketPrinted():
            return _show(
                replace(kiosk, print_fault=None), TakePaper(screen.language, screen.ticket, screen.offline), now
            )
        case PrintingFailed(_, fault):
            kiosk = replace(kiosk, print_fault=fault, printer_due=now + FAULTY_PRINTER_EVERY_SECONDS)
            return _show(kiosk, NumberOnScreen(screen.language, screen.ticket, fault, screen.offline), now)
        case _:
            assert_never(report)


# --- the catalogue ----------------------------------------------------------------------------------------------------


def _with_catalogue(kiosk: Kiosk, catalogue: Catalogue, now: float) -> Kiosk:
    if kiosk.catalogue and (catalogue.seq, catalogue.at) < (kiosk.catalogue.seq, kiosk.catalogue.at):
        return kiosk
    kiosk = replace(kiosk, catalogue=catalogue, cut_off=False, alone=False)
    screen = _renewed(kiosk)
    # A new figure is no new screen: it neither prolongs the stay nor swallows a touch.
    return replace(kiosk, screen=screen) if type(screen) is type(kiosk.screen) else _show(kiosk, screen, now)


def _without_server(kiosk: Kiosk, known: Catalogue | None) -> Kiosk:
    """The citizen goes on choosing where the kiosk can give numbers by itself; the figures vanish."""
    alone = known is not None
    kiosk = replace(kiosk, catalogue=kiosk.catalogue or known, cut_off=not alone, alone=alone)
    return replace(kiosk, screen=_renewed(kiosk))


def _renewed(kiosk: Kiosk) -> Screen:
    match kiosk.screen:
        case Welcome():
            return _welcome(kiosk)
        case ChoosingDepartment(language=language, page=page) as screen:
            return _departments(kiosk, language, page) or screen
        case Searching(language, typed):
            return _searching(kiosk, language, typed)
        case ChoosingService(language=language, department=department, page=page):
            current = _named(_all_departments(kiosk), department.slug)
            return _services(kiosk, language, current, page) if current else _welcome(kiosk)
        case Confirming(choice) | Explaining(choice):
            renewed = _confirm(kiosk, choice.language, choice.department, choice.service)
            return replace(renewed, choice=replace(renewed.choice, priority=choice.priority))
        case screen:
            return screen


def _refresh_welcome(kiosk: Kiosk) -> Kiosk:
    return replace(kiosk, screen=_welcome(kiosk)) if isinstance(kiosk.screen, Welcome) else kiosk


def _welcome(kiosk: Kiosk) -> Welcome:
    catalogue = kiosk.catalogue
    if catalogue is None:
        return Welcome(cut_off=kiosk.cut_off, print_fault=kiosk.print_fault, elsewhere=kiosk.elsewhere)
    return Welcome(
        hall=catalogue.name,
        languages=catalogue.languages,
        why_closed=None if catalogue.open else catalogue.why_closed or {},
        cut_off=kiosk.cut_off,
        print_fault=kiosk.print_fault,
        elsewhere=kiosk.elsewhere,
        nearly_empty=kiosk.nearly_empty,
    )


def _departments(kiosk: Kiosk, language: str, page: int = 0) -> ChoosingDepartment | None:
    """A page of departments, None while no catalogue has come."""
    catalogue = kiosk.catalogue
    if catalogue is None:
        return None
    page, pages, shown = _paged(catalogue.departments, page, kiosk.per_page)
    usual = tuple(each.service for each in _usual(kiosk)[:USUAL_ON_DEPARTMENTS])
    return ChoosingDepartment(language, catalogue.name, shown, catalogue.zones, page, pages, usual)


def _searching(kiosk: Kiosk, language: str, typed: str) -> Searching:
    everything = _everything(kiosk)
    if not typed.strip():
        return Searching(language, typed, _usual(kiosk)[:MOST_FOUND], live=not kiosk.alone)
    findable = (
        Findable(
            each.service.slug,
            in_language(each.service.name, language),
            in_language(each.department.name, language),
        )
        for each in everything
    )
    slugs = found(typed, findable, kiosk.chosen, MOST_FOUND)
    shown = tuple(each for slug in slugs for each in everything if each.service.slug == slug)
    return Searching(language, typed, shown, live=not kiosk.alone)


def _everything(kiosk: Kiosk) -> tuple[Found, ...]:
    return tuple(
        Found(department, service) for department in _all_departments(kiosk) for service in department.services
    )


def _usual(kiosk: Kiosk) -> tuple[Found, ...]:
    """What is open and was chosen several times at this time of the day, most often first."""
    often = [
        each
        for each in _everything(kiosk)
        if each.service.open and kiosk.chosen.get(each.service.slug, 0) >= CHOSEN_OFTEN
    ]
    return tuple(sorted(often, key=lambda each: -kiosk.chosen[each.service.slug]))


def _departments_around(kiosk: Kiosk, language: str, department: DepartmentEntry) -> Screen:
    page = _place(_all_departments(kiosk), department.slug) // kiosk.per_page
    return _departments(kiosk, language, page) or _welcome(kiosk)


def _into(kiosk: Kiosk, language: str, department: DepartmentEntry) -> Screen:
    """Into a department: where it offers one service only, there is nothing to choose."""
    if len(department.services) == 1:
        return _confirm(kiosk, language, department, department.services[0])
    return _services(kiosk, language, department)


def _services(kiosk: Kiosk, language: str, department: DepartmentEntry, page: int = 0) -> ChoosingService:
    page, pages, shown = _paged(department.services, page, kiosk.per_page)
    return ChoosingService(language, department, shown, page, pages, live=not kiosk.alone)


def _services_around(kiosk: Kiosk, choice: Choice) -> ChoosingService:
    department = _named(_all_departments(kiosk), choice.department.slug) or choice.department
    page = _place(department.services, choice.service.slug) // kiosk.per_page
    return _services(kiosk, choice.language, department, page)


def _confirm(
    kiosk: Kiosk, language: str, department: DepartmentEntry, service: ServiceEntry
) -> Confirming | Explaining:
    """The newest figures of this service, or why it cannot be chosen."""
    department = _named(_all_departments(kiosk), department.slug) or department
    service = _named(department.services, service.slug) or service
    choice = Choice(language, department, _zone(kiosk, department), service)
    return Confirming(choice, bool(_classes(kiosk)), not kiosk.alone) if service.open else Explaining(choice)


def _zone(kiosk: Kiosk, department: DepartmentEntry) -> ZoneEntry:
    zones = kiosk.catalogue.zones if kiosk.catalogue else ()
    return _named(zones, department.zone) or ZoneEntry(slug=department.zone, name={})


def _classes(kiosk: Kiosk) -> tuple[PriorityClassEntry, ...]:
    return kiosk.catalogue.priority_classes if kiosk.catalogue else ()


def _all_departments(kiosk: Kiosk) -> tuple[DepartmentEntry, ...]:
    return kiosk.catalogue.departments if kiosk.catalogue else ()


# --- lists ------------------------------------------------------------------------------------------------------------


class _Named(Protocol):
    @property
    def slug(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


def _named(entries: tuple[_Entry, ...], slug: str | None) -> _Entry | None:
    return next((entry for entry in entries if entry.slug == slug), None)


def _place(entries: tuple[_Entry, ...], slug: str) -> int:
    return next((place for place, entry in enumerate(entries) if entry.slug == slug), 0)


def _paged(entries: tuple[_Entry, ...], page: int, per_page: int) -> tuple[int, int, tuple[_Entry, ...]]:
    """The page that exists and is nearest to `page`, how many there are, and what stands on it."""
    pages = max(1, -(-len(entries) // per_page))
    page = min(max(page, 0), pages - 1)
    return page, pages, entries[page * per_page : (page + 1) * per_page]


def _show(kiosk: Kiosk, screen: Screen, now: float) -> Kiosk:
    """Shows a screen for as long as one stays there. Only a new kind of screen has to settle under the finger."""
    patience = PATIENCE_SECONDS.get(type(screen))
    return replace(
        kiosk,
        screen=screen,
        shown_at=now if type(screen) is not type(kiosk.screen) else kiosk.shown_at,
        leaves_at=None if patience is None else now + patience,
    )
