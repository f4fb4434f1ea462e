"""What every screen says to who cannot see it, and what each way on is called. Knows words and screens, no sound."""

from typing import assert_never

from babel import Locale

from display_server.contract import Paper, PriorityClassEntry, Progress, ServiceEntry, Ticket
from hardware.speech.voice import Utterance
from kiosk_app.flow.scan_screens import CodeKind, DossierSeen, LookingUp, LookUpFailed, LookUpFailure, Remark
from kiosk_app.flow.screens import (
    BookedAppointment,
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
from kiosk_app.flow.values import Disconnected, PrintFault, Revoked
from kiosk_app.words import N_, Say, in_language, speak, wait_in_words

PRESS = N_("Press 5 to choose.")
TRY_AGAIN = N_("Please try again in a moment, or go to the information desk: the officer there will give you a number.")
WHY_NO_PAPER = {
    PrintFault.OUT_OF_PAPER: N_("The printer has run out of paper, but your number is valid."),
    PrintFault.COVER_OPEN: N_("The printer's cover is open, but your number is valid."),
    PrintFault.NOT_WORKING: N_("The ticket could not be printed, but your number is valid."),
}
DRAWN_BACK = N_("The slip was drawn back")
TAKE_ANOTHER = N_("Nobody took the slip in time. If you still need a number, please take a new one.")
NOT_WHOLE = N_("The slip did not come out whole, but your number is valid.")
REMARKS = {
    Remark.UNKNOWN_CODE: N_("The kiosk does not know this code. Hold an appointment, a receipt or an ID card to it."),
    Remark.CARD_READ: N_("Your ID card has been read. It is forgotten when you leave."),
    Remark.CARD_NOT_NEEDED: N_("No ID card is needed here."),
}
LOOKING_UP = {
    CodeKind.APPOINTMENT: N_("Your appointment is being looked up…"),
    CodeKind.DOSSIER: N_("Your dossier is being looked up…"),
}
DOSSIER_TITLES = {
    Progress.READY: N_("Your result is ready"),
    Progress.NOT_YET: N_("Your result is not ready yet"),
    Progress.UNKNOWN: N_("Dossier not found"),
}
LOOK_UP_FAILURES = {
    (CodeKind.APPOINTMENT, LookUpFailure.SILENT): N_("The appointment cannot be looked up now"),
    (CodeKind.DOSSIER, LookUpFailure.SILENT): N_("The dossier cannot be looked up now"),
    (CodeKind.APPOINTMENT, LookUpFailure.REFUSED): N_("This appointment cannot be used"),
    (CodeKind.DOSSIER, LookUpFailure.REFUSED): N_("The dossier cannot be looked up"),
    (CodeKind.APPOINTMENT, LookUpFailure.USED): N_("This appointment was used already"),
    (CodeKind.APPOINTMENT, LookUpFailure.OTHER_DAY): N_("This appointment is not for today"),
    (CodeKind.APPOINTMENT, LookUpFailure.NOT_OFFERED): N_("This appointment cannot be used"),
}
REVOKED = N_("No numbers are given at this kiosk now. Please take your number at the information desk.")
PAPER_ELSEWHERE = N_("For a paper ticket, please use the kiosk at: %(place)s")
CONNECTING = N_("Connecting to the hall. One moment, please.")
CUT_OFF = N_("The kiosk has no connection. Please ask at the information desk.")
CLOSED = N_("The hall is closed now.")
HOLD_CARD = N_("Please hold your ID card to the reader")
HOLD_CARD_HOW = N_(
    "Turn the card's QR code to the reader, about 10 cm away. Without a card, please ask at the information desk."
)
ASK_FOR_PRIORITY = N_("Elderly, disabled, pregnant or otherwise entitled to priority")
OTHER_PRIORITY = N_("Other priority, or none")
PROVE = N_("For a priority number, please have the paper that proves it ready for the officer.")
NOTHING_FOUND = N_("No service is found. Please try another word, or go back and choose the department.")
BY_KEYS = N_(
    "Press the keys 2 to 9 for the letters of the service's name, as on a telephone. "
    "Press 0 for the next service found, the hash key to choose it, star to erase."
)
LIST_STATES = {
    Paper.PRINTING: "Printing…",
    Paper.PRINTED: "The list is printed",
    Paper.FAILED: "The list could not be printed",
}


def said(screen: Screen) -> tuple[Utterance, ...]:
    """The screen in sentences. The greeting speaks every language of the hall."""
    if isinstance(screen, Welcome):
        return tuple(Utterance(language, _greeting(screen, language)) for language in screen.languages)
    language = language_of(screen)
    return (Utterance(language, _ended(_sentences(screen, speak(language), language))),)


def why_on_screen(screen: NumberOnScreen, _: Say) -> str:
    """Why the number is on the screen."""
    return _(NOT_WHOLE if screen.in_part else WHY_NO_PAPER[screen.fault])


def altered(screen: Screen) -> tuple[str, ...]:
    """What people alter on a screen that stays, a sentence each: who has altered one wants to hear that one alone."""
    language = language_of(screen)
    _ = speak(language)
    match screen:
        case Confirming(choice, list_paper=paper):
            listed = _(LIST_STATES[paper]) if paper in LIST_STATES else ""
            return (_dossiers(choice, _), _priority(choice, _), listed)
        case Searching(typed=typed, found=found):
            return (_spelled(typed), _how_many(len(found), typed, _))
    return ()


def named(way: Touch, screen: Screen) -> Utterance:
    """What a way on is called when the keys come to it."""
    if isinstance(way, ChooseLanguage):
        name = Locale(way.language).get_language_name(way.language)
        return Utterance(way.language, f"{name}. {speak(way.language)(PRESS)}")
    language = language_of(screen)
    return Utterance(language, _name(way, screen, speak(language), language))


def _greeting(screen: Welcome, language: str) -> str:
    _ = speak(language)
    if isinstance(screen.link, Revoked):
        return " ".join((_("Welcome"), in_language(screen.hall or {}, language) + ".", _(REVOKED)))
    sentences = [
        _("Welcome"),
        in_language(screen.hall or {}, language),
        *([_(CUT_OFF)] if isinstance(screen.link, Disconnected) else [_(CONNECTING)] if screen.hall is None else []),
        *(_why_closed(screen, _, language)),
        *([_("You will hear your number, for this kiosk cannot print now.")] if screen.print_fault else []),
        *(_elsewhere(screen, _, language)),
        _("Press 8 and 2 to go through the choices, 5 to choose, star to go back, 0 to hear again, 1 to call staff."),
        _("Press 3 for larger text, 6 for high contrast."),
    ]
    return _ended(sentences)


def _why_closed(screen: Welcome, _: Say, language: str) -> list[str]:
    if screen.why_closed is None or isinstance(screen.link, Disconnected):
        return []
    return [in_language(screen.why_closed, language) or _(CLOSED)]


def _elsewhere(screen: Welcome, _: Say, language: str) -> list[str]:
    if not (screen.print_fault and screen.elsewhere):
        return []
    return [_(PAPER_ELSEWHERE, place=in_language(screen.elsewhere, language))]


def _ended(sentences: list[str]) -> str:
    """One after the other, each with a pause behind it: headings have no full stop."""
    return " ".join(each if each[-1] in ".?!…:" else f"{each}." for each in sentences if each)


def _sentences(screen: Screen, _: Say, language: str) -> list[str]:
    match screen:
        case ChoosingDepartment(page=page, pages=pages):
            return [_("Which department do you need?"), _page(page, pages, _)]
        case ChoosingService(department=department, page=page, pages=pages):
            return [
                in_language(department.name, language) + ".",
                _("Which service do you need?"),
                _page(page, pages, _),
            ]
        case Searching(typed=typed, found=found):
            how = [] if typed else [_(BY_KEYS)]
            return [_("Find a service"), *how, _spelled(typed), _how_many(len(found), typed, _)]
        case Confirming(choice, live=live, list_paper=paper):
            proof = [_(PROVE)] if screen.classes else []
            return _confirmation(choice, live, _) + proof + ([_(LIST_STATES[paper])] if paper in LIST_STATES else [])
        case ChoosingPriority(page=page, pages=pages):
            return [_("Which priority applies to you?"), _(PROVE), _page(page, pages, _)]
        case Explaining(choice):
            return _explanation(screen, choice, _, language)
        case Issuing():
            return [_("Taking your number…"), _("One moment, please.")]
        case Printing():
            return [_("Your ticket is being printed…")]
        case TakePaper(drawn_back=True):
            return [_(DRAWN_BACK) + ".", _(TAKE_ANOTHER)]
        case TakePaper(ticket=ticket):
            zone = in_language(ticket.zone_name, language)
            wait = _("Please wait in %(zone)s until your number is called.", zone=zone)
            return [_("Please take your ticket"), _number(ticket, _), wait]
        case NumberOnScreen(ticket=ticket):
            zone = in_language(ticket.zone_name, language)
            wait = _("Please wait in %(zone)s until your number is called.", zone=zone)
            return [why_on_screen(screen, _), _number(ticket, _), _number(ticket, _), wait]
        case NumberRefused(choice, why):
            return [in_language(choice.service.name, language) + ".", why]
        case Silence():
            return [_("The kiosk cannot reach the hall's system") + ".", _(TRY_AGAIN)]
        case StillThere():
            return [_("Do you need more time?"), _("Without a key the kiosk goes back to the start in 20 seconds.")]
        case LookingUp(sought=sought):
            return [_(LOOKING_UP[sought]), _("One moment, please.")]
        case DossierSeen(answer=answer):
            return [_(DOSSIER_TITLES[answer.progress]) + ".", in_language(answer.words, language)]
        case LookUpFailed():
            title, why = why_it_failed(screen, _)
            return [title + ".", why]
        case HoldCard(choice):
            return [in_language(choice.service.name, language) + ".", _(HOLD_CARD) + ".", _(HOLD_CARD_HOW)]
        case AskingCode() | AskingTime() | StaffPage():
            return [_("For staff")]
        case Welcome():
            return []
        case _:
            assert_never(screen)


def remark_spoken(remark: Remark, language: str) -> Utterance:
    """The short sentence beside a screen."""
    return Utterance(language, speak(language)(REMARKS[remark]))


def appointment_time(promised: BookedAppointment, _: Say) -> str:
    """The time that was promised."""
    return _("Appointment at %(time)s", time=f"{promised.at:%H:%M}")


def why_it_failed(screen: LookUpFailed, _: Say) -> tuple[str, str]:
    """What a look-up in vain is called, and what to do now."""
    title = _(LOOK_UP_FAILURES.get((screen.sought, screen.why), LOOK_UP_FAILURES[screen.sought, LookUpFailure.REFUSED]))
    match screen.why:
        case LookUpFailure.REFUSED:
            why = screen.told
        case LookUpFailure.SILENT if screen.sought is CodeKind.DOSSIER:
            why = _("Please try again in a moment, or ask at the information desk.")
        case LookUpFailure.SILENT:
            why = _("You can take a number without it: choose the service, and show the appointment to the officer.")
        case LookUpFailure.OTHER_DAY if screen.at:
            at = f"{screen.at:%H:%M, %d/%m/%Y}"
            why = _("It is for %(at)s. For today, choose the service and take a number.", at=at)
        case LookUpFailure.USED:
            why = _("A number was taken for it. If you have lost it, please ask at the information desk.")
        case LookUpFailure.NOT_OFFERED | LookUpFailure.OTHER_DAY:
            why = _("This hall does not offer its service now. Please ask at the information desk.")
        case _:
            assert_never(screen.why)
    return title, why


def _page(page: int, pages: int, _: Say) -> str:
    return _("Page %(page)s of %(pages)s.", page=page + 1, pages=pages) if pages > 1 else ""


def _confirmation(choice: Choice, live: bool, _: Say) -> list[str]:
    service, language = choice.service, choice.language
    sentences = [in_language(service.name, language) + "."]
    if choice.promised:
        sentences.append(appointment_time(choice.promised, _) + ".")
    if live:
        sentences.append(_("People ahead of you") + f": {service.people_ahead}.")
        sentences += [_("Expected wait") + f": {wait_in_words(service.wait, _)}."] if service.wait else []
    else:
        sentences.append(_("The connection is down: how many people are ahead is not known yet. Your number is valid."))
    if service.papers:
        papers = "; ".join(in_language(paper, language) for paper in service.papers)
        sentences.append(_("Papers to bring") + f": {papers}.")
    if choice.dossiers > 1:
        sentences.append(_dossiers(choice, _))
    return [*sentences, _priority(choice, _)]


def _dossiers(choice: Choice, _: Say) -> str:
    return _("Number of dossiers") + f": {choice.dossiers}."


def _priority(choice: Choice, _: Say) -> str:
    """Nothing where there is none."""
    if choice.priority is None:
        return ""
    return _("Priority: %(name)s", name=in_language(choice.priority.name, choice.language)) + "."


def _spelled(typed: str) -> str:
    """Keys one by one, letters as a word."""
    return " ".join(typed) if typed.isdecimal() else typed


def _how_many(found: int, typed: str, _: Say) -> str:
    if found:
        return _("Services found: %(count)s.", count=found)
    return _(NOTHING_FOUND) if typed else ""


def _explanation(screen: Explaining, choice: Choice, _: Say, language: str) -> list[str]:
    service = choice.service
    name = in_language(service.name, language) + "."
    if screen.online and service.online:
        return [name, _("This is done online"), service.online.address]
    why = in_language(service.why_closed or {}, language)
    return [name, why or _("No numbers are given out for this service now.")]


def _number(ticket: Ticket, _: Say) -> str:
    """Letter by letter and digit by digit, as it will be called."""
    return _("Your number") + ": " + " ".join(ticket.number) + "."


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
            return _taking_as(chosen, _, language) if chosen else _("Take my number")
        case ChangeDossiers(by):
            return _("One dossier more") if by > 0 else _("One dossier fewer")
        case AskForPriority():
            chosen = screen.choice.priority if isinstance(screen, Confirming) else None
            return _(OTHER_PRIORITY if chosen else ASK_FOR_PRIORITY)
        case LookFor():
            return _("Find a service by its name")
        case PrintPapers():
            return _("Print the list of papers")
        case ShowOnline():
            return _("Hear how it is done online")
        case ChooseAService():
            return _("Choose a service")
        case StayLonger():
            return _("Yes, I need more time")
        case TryAgain():
            return _("Try again")
        case Back():
            return _("Choose another service") if isinstance(screen, Explaining | NumberRefused) else _("Back")
        case GoHome():
            return _("Back to the start")
        case ChooseLanguage() | TypeLetter() | EraseLetter() | PressKey() | Switch() | CallStaff():
            return ""  # has its own key, or is named in its own language
        case Knock() | TypeDigit() | EraseDigit() | Reprint() | PutInNewRoll() | EnterTime() | LeaveKiosk():
            return ""  # officers see what they do
        case _:
            assert_never(way)


def _taking_as(priority: PriorityClassEntry | None, _: Say, language: str) -> str:
    if priority is None:
        return _("Take my number without priority")
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
    return name if open_ else f"{name}. {_('Closed now')}"
