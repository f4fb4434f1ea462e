"""The ways between the screens: what can be done on each, where it leads, and where a step back leads.

Knows no time, and issues nothing.
"""

from dataclasses import replace
from typing import assert_never

from kiosk_app.flow import cards, offers
from kiosk_app.flow.entries import with_slug
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.scan_screens import AskingRating, DossierSeen, LookingUp, LookUpFailed, RatingThanks
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
)
from kiosk_app.flow.staff import AskingCode, AskingTime, StaffPage
from kiosk_app.flow.touches import (
    AskForPriority,
    Back,
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
    PrintPapers,
    ShowOnline,
    StayLonger,
    TakeNumber,
    TakeNumberAs,
    Touch,
    TryAgain,
    TurnPage,
    TypeLetter,
)
from kiosk_app.flow.values import Revoked

FACES = (4, 3, 2, 1)
"""The scores, best first, as people read them."""


def ways(screen: Screen) -> tuple[Touch, ...]:
    """What can be done on a screen, in the order in which it is heard. Staff and letters have their own keys."""
    match screen:
        case Welcome(link=Revoked()):
            return ()
        case Welcome(languages=languages):
            return tuple(map(ChooseLanguage, languages))
        case ChoosingDepartment(departments=departments, usual=usual):
            often = (ChooseFound(entry.slug) for entry in usual)
            return (LookFor(), *often, *(ChooseDepartment(entry.slug) for entry in departments), *_pages(screen))
        case ChoosingService(services=services):
            return (*(ChooseService(entry.slug) for entry in services), *_pages(screen))
        case Searching(found=found):
            return (*(ChooseFound(each.service.slug) for each in found), Back())
        case Confirming():
            return _of_confirmation(screen)
        case ChoosingPriority():
            return (*_taken_as(screen), *_pages(screen))
        case Explaining() if screen.can_be_done_online:
            return (ShowOnline(), Back(), GoHome())
        case Explaining() | NumberRefused() | HoldCard():
            return (Back(), GoHome())
        case Silence(unanswered=unanswered):
            return (TryAgain(), GoHome()) if unanswered else (GoHome(),)
        case StillThere():
            return (StayLonger(), GoHome())
        case LookUpFailed():
            return (ChooseAService(), GoHome())
        case DossierSeen(needs_ticket=True):
            return (ChooseAService(), GoHome())
        case AskingRating():
            return (*map(GiveFace, FACES), GoHome())
        case TakePaper() | NumberOnScreen() | LookingUp() | DossierSeen() | RatingThanks():
            return (GoHome(),)
        case Issuing() | Printing() | AskingCode() | AskingTime() | StaffPage():
            return ()
        case _:
            assert_never(screen)


def _pages(screen: ChoosingDepartment | ChoosingService | ChoosingPriority) -> tuple[TurnPage, ...]:
    after = (TurnPage(1),) if screen.page < screen.pages - 1 else ()
    before = (TurnPage(-1),) if screen.page > 0 else ()
    return (*after, *before)


def _of_confirmation(screen: Confirming) -> tuple[Touch, ...]:
    choice, service = screen.choice, screen.choice.service
    return (
        TakeNumber(),
        *((ChangeDossiers(1),) if choice.dossiers < offers.MOST_DOSSIERS else ()),
        *((ChangeDossiers(-1),) if choice.dossiers > 1 else ()),
        *_taken_as(screen),
        *((AskForPriority(),) if screen.has_priority_page else ()),
        *((PrintPapers(),) if service.papers else ()),
        *((ShowOnline(),) if service.online else ()),
    )


def _taken_as(screen: Confirming | ChoosingPriority) -> tuple[TakeNumberAs, ...]:
    return tuple(TakeNumberAs(entry.slug if entry else None) for entry in screen.taken_as)


def way_on(kiosk: Kiosk, screen: Screen, touch: Touch) -> Screen:
    """The screen that a choice leads to; the same screen where that choice is not on offer."""
    match screen:
        case Welcome() | ChoosingDepartment():
            return _from_departments(kiosk, screen, touch)
        case ChoosingService():
            return _from_services(kiosk, screen, touch)
        case Searching():
            return _from_search(kiosk, screen, touch)
        case Confirming():
            return _from_confirmation(kiosk, screen, touch)
        case ChoosingPriority(choice, page=page):
            return offers.priorities(kiosk, choice, page + touch.by) if isinstance(touch, TurnPage) else screen
        case Explaining(choice) if screen.can_be_done_online and touch == ShowOnline():
            return Explaining(choice, online=True)
        case DossierSeen(language=language) | LookUpFailed(language=language) if touch == ChooseAService():
            return offers.departments(kiosk, language) or Silence(language, None)
        case StillThere(interrupted=interrupted) if isinstance(touch, StayLonger | Back):
            return renewed(kiosk, interrupted)
    return screen


def _from_departments(kiosk: Kiosk, screen: Welcome | ChoosingDepartment, touch: Touch) -> Screen:
    language = screen.language
    match screen, touch:
        case Welcome(languages=languages), ChooseLanguage(other) if other in languages:
            return offers.departments(kiosk, other) or Silence(other, None)
        case Welcome(page=page), TurnPage(by):
            return offers.welcome(kiosk, page + by)
        case ChoosingDepartment(page=page), TurnPage(by):
            return offers.departments(kiosk, language, page + by) or screen
        case _, ChooseDepartment(slug):
            department = with_slug(screen.departments, slug)
            return offers.into(kiosk, language, department) if department else screen
        case _, LookFor() if offers.all_departments(kiosk):
            return offers.searching(kiosk, language, "")
        case _, ChooseFound(slug):
            return _found(kiosk, language, slug) or screen
    return screen


def _from_services(kiosk: Kiosk, screen: ChoosingService, touch: Touch) -> Screen:
    match touch:
        case TurnPage(by):
            return offers.services(kiosk, screen.language, screen.department, screen.page + by)
        case ChooseService(slug) if service := with_slug(screen.services, slug):
            return offers.confirm(kiosk, screen.language, screen.department, service)
        case LookFor():
            return offers.searching(kiosk, screen.language, "")
    return screen


def _from_search(kiosk: Kiosk, screen: Searching, touch: Touch) -> Screen:
    match touch:
        case TypeLetter(letter) if len(screen.typed) < offers.LONGEST_SEARCH:
            # Keys of the pad are no letters: whoever changes from the one to the other begins anew.
            typed = screen.typed if screen.typed.isdecimal() == letter.isdecimal() else ""
            return offers.searching(kiosk, screen.language, typed + letter)
        case EraseLetter():
            return offers.searching(kiosk, screen.language, screen.typed[:-1])
        case ChooseFound(slug):
            return _found(kiosk, screen.language, slug) or screen
    return screen


def _from_confirmation(kiosk: Kiosk, screen: Confirming, touch: Touch) -> Screen:
    choice = screen.choice
    match touch:
        case AskForPriority():
            return _priorities(kiosk, screen)
        case ChangeDossiers(by):
            dossiers = min(max(choice.dossiers + by, 1), offers.MOST_DOSSIERS)
            return replace(screen, choice=replace(choice, dossiers=dossiers))
        case ShowOnline() if choice.service.online:
            return Explaining(choice, online=True)
        case TurnPage(by):
            return screen.turned_to(screen.page + by)
    return screen


def _found(kiosk: Kiosk, language: str, slug: str) -> Screen | None:
    offered = next((each for each in offers.everything(kiosk) if each.service.slug == slug), None)
    return offers.confirm(kiosk, language, offered.department, offered.service) if offered else None


def _confirming_again(kiosk: Kiosk, choice: Choice) -> Screen:
    """The confirmation with the newest figures, and with what the citizen has chosen already."""
    again = offers.confirm(kiosk, choice.language, choice.department, choice.service, choice.appointment)
    priority = with_slug(offers.classes(kiosk), choice.priority.slug) if choice.priority else None
    return replace(again, choice=replace(again.choice, priority=priority, dossiers=choice.dossiers))


def _priorities(kiosk: Kiosk, confirming: Confirming, page: int = 0) -> Screen:
    """The page of priority classes, or the confirmation itself where it shows them."""
    return offers.priorities(kiosk, confirming.choice, page) if confirming.has_priority_page else confirming


def renewed(kiosk: Kiosk, screen: Screen) -> Screen:
    """The same screen with what is known now."""
    match screen:
        case Welcome(page=page):
            return offers.welcome(kiosk, page)
        case ChoosingDepartment(language=language, page=page):
            return offers.departments(kiosk, language, page) or screen
        case Searching(language, typed):
            return offers.searching(kiosk, language, typed)
        case ChoosingService(language=language, department=department, page=page):
            current = with_slug(offers.all_departments(kiosk), department.slug)
            return offers.services(kiosk, language, current, page) if current else offers.welcome(kiosk)
        case Confirming(choice, list_paper=paper, page=page):
            again = _confirming_again(kiosk, choice)
            return replace(again, list_paper=paper).turned_to(page) if isinstance(again, Confirming) else again
        case ChoosingPriority(choice, page=page):
            again = _confirming_again(kiosk, choice)
            return _priorities(kiosk, again, page) if isinstance(again, Confirming) else again
        case Explaining(choice, online=False):
            return _confirming_again(kiosk, choice)
        case HoldCard(choice) if not cards.is_missing(kiosk):
            return _confirming_again(kiosk, choice)
        case _:
            return screen


def way_back(kiosk: Kiosk) -> Screen:
    """Where a step back leads."""
    screen = kiosk.screen
    match screen:
        case ChoosingService(language=language, department=department):
            return offers.departments_around(kiosk, language, department)
        case Searching(language):
            return offers.departments(kiosk, language) or offers.welcome(kiosk)
        case Explaining(choice, online=True):
            return _confirming_again(kiosk, choice)
        case Confirming(choice) | Explaining(choice):
            if len(choice.department.services) == 1:
                return offers.departments_around(kiosk, choice.language, choice.department)
            return offers.services_around(kiosk, choice)
        case ChoosingPriority(choice) | HoldCard(choice) | NumberRefused(choice) | Silence(unanswered=Issuing(choice)):
            return _confirming_again(kiosk, choice)
        case StillThere(interrupted=interrupted):
            return renewed(kiosk, interrupted)
        case NumberOnScreen() | Issuing() | Printing():
            return screen  # what leads to the ticket, or its only trace: it leaves by going home, not by a step back
        case Welcome() | ChoosingDepartment() | Silence() | TakePaper():
            return offers.welcome(kiosk)
        case LookingUp() | DossierSeen() | LookUpFailed() | AskingRating() | RatingThanks():
            return offers.welcome(kiosk)
        case AskingCode() | AskingTime() | StaffPage():
            return offers.welcome(kiosk)
        case _:
            assert_never(screen)
