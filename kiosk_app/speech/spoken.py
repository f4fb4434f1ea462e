"""What every screen says to somebody who cannot see it, and what each way on is called. Knows no sound."""

from typing import assert_never

from babel import Locale

from display_server.contract import PriorityClassEntry, ServiceEntry, Ticket
from hardware.speech.voice import Utterance
from kiosk_app.flow.scan_screens import AskingRating, DossierSeen, LookingUp, LookUpFailed, RatingThanks, Remark
from kiosk_app.flow.screens import (
    Choice,
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    HoldCard,
    Issuing,
    NumberOnScreen,
    NumberRefused,
    Printing,
    Screen,
    Searching,
    Silence,
    StillThere,
    TakePaper,
    Welcome,
    language_of,
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
    AskForPriority,
    Back,
    CallStaff,
    ChangeDossiers,
    ChooseAService,
    ChooseDepartment,
    ChooseFound,
    ChooseLanguage,
    ChooseService,
    EraseLetter,
    GiveFace,
    GoHome,
    LookFor,
    PressKey,
    PrintPapers,
    ShowOnline,
    StayLonger,
    Switch,
    TakeNumber,
    TakeNumberAs,
    Touch,
    TryAgain,
    TurnPage,
    TypeLetter,
)
from kiosk_app.flow.values import Disconnected, Revoked
from kiosk_app.printing.ticket_layout import EXPECTED_WAIT, ISSUED_OFFLINE, PRIORITY
from kiosk_app.speech import sentences
from kiosk_app.words import N_, Say, in_language, speak, wait_in_words

PRESS = N_("Press 5 to choose.")
ASK_FOR_PRIORITY = N_("Elderly, disabled, pregnant or otherwise entitled to priority")
PROVE = N_("For a priority number, please have the paper that proves it ready for the officer.")
BY_THE_PAD = N_(
    "Press 8 and 2 to go through the choices, 5 to choose, star to go back, 0 to hear again, 1 to call staff."
)
BY_KEYS = N_(
    "Press the keys 2 to 9 for the letters of the service's name, as on a telephone. "
    "Press 0 for the next service found, the hash key to choose it, star to erase."
)


def screen_aloud(screen: Screen) -> tuple[Utterance, ...]:
    """The screen in sentences. The greeting speaks every language of the hall."""
    if isinstance(screen, Welcome):
        return tuple(Utterance(language, _greeting(screen, language)) for language in screen.languages)
    language = language_of(screen)
    return (Utterance(language, _ended(_sentences(screen, speak(language)))),)


def changes_aloud(screen: Screen) -> tuple[str, ...]:
    """What people change on a screen that stays, a sentence each: after a change only that sentence is said."""
    language = language_of(screen)
    _ = speak(language)
    match screen:
        case Confirming(choice):
            return (_dossiers(choice, _), _priority(choice, _), _list_state(screen, _))
        case Searching(typed=typed, found=found):
            return (_spelled(typed), _how_many(len(found), typed, _))
    return ()


def way_aloud(way: Touch, screen: Screen) -> Utterance:
    """What a way on is called when the keys come to it."""
    if isinstance(way, ChooseLanguage):
        name = Locale(way.language).get_language_name(way.language)
        return Utterance(way.language, f"{name}. {speak(way.language)(PRESS)}")
    language = language_of(screen)
    return Utterance(language, _name(way, screen, speak(language), language))


def _greeting(screen: Welcome, language: str) -> str:
    _ = speak(language)
    hall = in_language(screen.hall or {}, language)
    if isinstance(screen.link, Revoked):
        return _ended([_(sentences.WELCOME) + f" {hall}", _(sentences.REVOKED)])
    return _ended(
        [
            _(sentences.WELCOME),
            hall,
            *_connection(screen, _),
            *_why_closed(screen, _, language),
            *([_("You will hear your number, for this kiosk cannot print now.")] if screen.print_fault else []),
            *_elsewhere(screen, _, language),
            _(BY_THE_PAD),
            _("Press 3 for larger text, 6 for high contrast."),
        ]
    )


def _connection(screen: Welcome, _: Say) -> list[str]:
    if isinstance(screen.link, Disconnected):
        return [_(sentences.DISCONNECTED)]
    return [_(sentences.CONNECTING)] if screen.hall is None else []


def _why_closed(screen: Welcome, _: Say, language: str) -> list[str]:
    if screen.why_closed is None or isinstance(screen.link, Disconnected):
        return []
    return [in_language(screen.why_closed, language) or _(sentences.CLOSED)]


def _elsewhere(screen: Welcome, _: Say, language: str) -> list[str]:
    if not (screen.print_fault and screen.elsewhere):
        return []
    return [_(sentences.PAPER_ELSEWHERE, place=in_language(screen.elsewhere, language))]


def _ended(told: list[str]) -> str:
    """Joined, each with a full stop for the pause behind it: headings have none of their own."""
    return " ".join(each if each[-1] in ".?!…:" else f"{each}." for each in told if each)


def _sentences(screen: Screen, _: Say) -> list[str]:
    match screen:
        case ChoosingDepartment() | ChoosingService() | ChoosingPriority() | Searching():
            return _choosing(screen, _)
        case Confirming():
            return _confirmation(screen, _)
        case Explaining():
            return _explanation(screen, _)
        case Issuing() | Printing() | TakePaper() | NumberOnScreen() | NumberRefused() | Silence():
            return _taking(screen, _)
        case StillThere():
            return [_(sentences.NEED_MORE_TIME), _("Without a key the kiosk goes back to the start in 20 seconds.")]
        case LookingUp() | DossierSeen() | LookUpFailed() | HoldCard():
            return _of_a_code(screen, _)
        case AskingRating():
            return [_(sentences.HOW_SATISFIED), _(sentences.CONFIDENTIAL)]
        case RatingThanks():
            return [_(sentences.THANKS), _(sentences.THANKS_FOR)]
        case AskingCode() | AskingTime() | StaffPage():
            return [_(sentences.FOR_STAFF)]
        case Welcome():
            return []
        case _:
            assert_never(screen)


def _choosing(screen: ChoosingDepartment | ChoosingService | ChoosingPriority | Searching, _: Say) -> list[str]:
    match screen:
        case ChoosingDepartment(page=page, pages=pages):
            return [_(sentences.WHICH_DEPARTMENT), _page(page, pages, _)]
        case ChoosingService(language, department, page=page, pages=pages):
            return [in_language(department.name, language), _(sentences.WHICH_SERVICE), _page(page, pages, _)]
        case ChoosingPriority(page=page, pages=pages):
            return [_(sentences.WHICH_PRIORITY), _(PROVE), _page(page, pages, _)]
        case Searching(typed=typed, found=found):
            how = [] if typed else [_(BY_KEYS)]
            return [_(sentences.FIND_A_SERVICE), *how, _spelled(typed), _how_many(len(found), typed, _)]
        case _:
            assert_never(screen)


def _taking(screen: Issuing | Printing | TakePaper | NumberOnScreen | NumberRefused | Silence, _: Say) -> list[str]:
    match screen:
        case Issuing():
            return [_(sentences.TAKING), _(sentences.ONE_MOMENT)]
        case Printing():
            return [_(sentences.TICKET_IN_PRINT)]
        case TakePaper(drawn_back=True):
            return [_(sentences.DRAWN_BACK), _(sentences.TAKE_ANOTHER)]
        case TakePaper(ticket=ticket):
            return [_(sentences.TAKE_YOUR_TICKET), _number(ticket, _), _where_to_wait(screen, _)]
        case NumberOnScreen(ticket=ticket):
            why = sentences.why_on_screen(screen, _)
            return [why, _number(ticket, _), _number(ticket, _), _where_to_wait(screen, _)]
        case NumberRefused(choice, why):
            return [in_language(choice.service.name, choice.language), why]
        case Silence():
            return [_(sentences.CANNOT_REACH), _(sentences.GO_TO_THE_DESK)]
        case _:
            assert_never(screen)


def _of_a_code(screen: LookingUp | DossierSeen | LookUpFailed | HoldCard, _: Say) -> list[str]:
    match screen:
        case LookingUp(kind=kind):
            return [_(sentences.LOOKING_UP[kind]), _(sentences.ONE_MOMENT)]
        case DossierSeen(language, answer):
            return [_(sentences.DOSSIER_TITLES[answer.progress]), in_language(answer.words, language)]
        case LookUpFailed():
            return [*sentences.why_it_failed(screen, _)]
        case HoldCard(choice):
            service = in_language(choice.service.name, choice.language)
            return [service, _(sentences.HOLD_CARD), _(sentences.HOLD_CARD_HOW)]
        case _:
            assert_never(screen)


def _where_to_wait(screen: TakePaper | NumberOnScreen, _: Say) -> str:
    return _(sentences.WAIT_IN, zone=in_language(screen.ticket.zone_name, screen.language))


def remark_aloud(remark: Remark, language: str) -> Utterance:
    """The short sentence beside a screen."""
    return Utterance(language, speak(language)(sentences.REMARKS[remark]))


def _page(page: int, pages: int, _: Say) -> str:
    return _("Page %(page)s of %(pages)s.", page=page + 1, pages=pages) if pages > 1 else ""


def _confirmation(screen: Confirming, _: Say) -> list[str]:
    choice, service, language = screen.choice, screen.choice.service, screen.choice.language
    told = [in_language(service.name, language)]
    if choice.appointment:
        told.append(sentences.appointment_time(choice.appointment, _))
    told += _queue(service, _) if screen.live else [_(ISSUED_OFFLINE)]
    if service.papers:
        papers = "; ".join(in_language(paper, language) for paper in service.papers)
        told.append(_(sentences.PAPERS_TO_BRING) + f": {papers}")
    if choice.dossiers > 1:
        told.append(_dossiers(choice, _))
    told.append(_priority(choice, _))
    if screen.classes:
        told.append(_(PROVE))
    return [*told, _list_state(screen, _)]


def _queue(service: ServiceEntry, _: Say) -> list[str]:
    wait = [_(EXPECTED_WAIT) + f": {wait_in_words(service.wait, _)}"] if service.wait else []
    return [_(sentences.PEOPLE_AHEAD) + f": {service.people_ahead}", *wait]


def _list_state(screen: Confirming, _: Say) -> str:
    """Of the printed list of papers; nothing where nobody asked for it."""
    return _(sentences.LIST_STATES[screen.list_paper]) if screen.list_paper in sentences.LIST_STATES else ""


def _dossiers(choice: Choice, _: Say) -> str:
    return _(sentences.NUMBER_OF_DOSSIERS) + f": {choice.dossiers}."


def _priority(choice: Choice, _: Say) -> str:
    """Nothing where there is none."""
    if choice.priority is None:
        return ""
    return _(PRIORITY, name=in_language(choice.priority.name, choice.language)) + "."


def _spelled(typed: str) -> str:
    """Keys one by one, letters as a word."""
    return " ".join(typed) if typed.isdecimal() else typed


def _how_many(found: int, typed: str, _: Say) -> str:
    if found:
        return _("Services found: %(count)s.", count=found)
    return _(sentences.NOTHING_FOUND) if typed else ""


def _explanation(screen: Explaining, _: Say) -> list[str]:
    service, language = screen.choice.service, screen.choice.language
    name = in_language(service.name, language)
    if screen.online and service.online:
        return [name, _(sentences.DONE_ONLINE), service.online.address]
    return [name, in_language(service.why_closed or {}, language) or _(sentences.NO_NUMBERS)]


def _number(ticket: Ticket, _: Say) -> str:
    """Letter by letter and digit by digit, as it will be called."""
    return _(sentences.YOUR_NUMBER) + ": " + " ".join(ticket.number) + "."


def _name(way: Touch, screen: Screen, _: Say, language: str) -> str:
    match way:
        case ChooseDepartment(slug) | ChooseService(slug) | ChooseFound(slug):
            return _offered(slug, screen, _, language)
        case TakeNumberAs(slug):
            offered = screen.taken_as if isinstance(screen, Confirming | ChoosingPriority) else ()
            return _taking_as(next((entry for entry in offered if entry and entry.slug == slug), None), _, language)
        case TurnPage(by):
            return _("Next page") if by > 0 else _("Page before")
        case TakeNumber():
            chosen = screen.choice.priority if isinstance(screen, Confirming) else None
            return _taking_as(chosen, _, language) if chosen else _(sentences.TAKE_MY_NUMBER)
        case ChangeDossiers(by):
            return _("One dossier more") if by > 0 else _("One dossier fewer")
        case AskForPriority():
            chosen = screen.choice.priority if isinstance(screen, Confirming) else None
            return _(sentences.OTHER_PRIORITY if chosen else ASK_FOR_PRIORITY)
        case LookFor():
            return _("Find a service by its name")
        case PrintPapers():
            return _("Print the list of papers")
        case ShowOnline():
            return _("Hear how it is done online")
        case GiveFace(score):
            return _(sentences.FACES[score])
        case ChooseAService():
            return _(sentences.CHOOSE_A_SERVICE)
        case StayLonger():
            return _(sentences.MORE_TIME)
        case TryAgain():
            return _(sentences.TRY_AGAIN)
        case Back():
            return _(sentences.ANOTHER_SERVICE) if isinstance(screen, Explaining | NumberRefused) else _(sentences.BACK)
        case GoHome():
            return _(sentences.TO_THE_START)
        case ChooseLanguage() | TypeLetter() | EraseLetter() | PressKey() | Switch() | CallStaff():
            return ""  # has its own key, or is named in its own language
        case Knock() | TypeDigit() | EraseDigit() | Reprint() | PutInNewRoll() | EnterTime() | LeaveKiosk():
            return ""  # officers see what they do
        case _:
            assert_never(way)


def _taking_as(priority: PriorityClassEntry | None, _: Say, language: str) -> str:
    if priority is None:
        return _(sentences.TAKE_WITHOUT_PRIORITY)
    return _("Take my number with priority: %(name)s", name=in_language(priority.name, language))


def _offered(slug: str, screen: Screen, _: Say, language: str) -> str:
    """A department or service by its name; what is not open says so."""
    services: tuple[ServiceEntry, ...] = ()
    match screen:
        case ChoosingDepartment(departments=departments, usual=usual):
            services = usual
            for department in departments:
                if department.slug == slug:
                    open_ = any(service.open for service in department.services)
                    return _open_or_not(in_language(department.name, language), open_, _)
        case ChoosingService(services=of_department):
            services = of_department
        case Searching(found=found):
            services = tuple(each.service for each in found)
    service = next(entry for entry in services if entry.slug == slug)
    return _open_or_not(in_language(service.name, language), service.open, _)


def _open_or_not(name: str, open_: bool, _: Say) -> str:
    return name if open_ else f"{name}. {_(sentences.CLOSED_NOW)}"
