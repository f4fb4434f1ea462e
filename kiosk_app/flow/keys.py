"""The 12-key pad, with which all can be done without sight: the ways of a screen in order, and a place among them.

As a telephone's: 2 up, 8 down, 5 or # takes the way, * back, 0 says it again, 1 calls staff, 3 is for larger text, 6
for high contrast, 9 begins anew. The first key of all turns speech on and does nothing else. Where a service is looked
for, 2 to 9 are letters as on a telephone: 0 goes on to the next one found, # takes it, * takes a letter away. Knows no
words.
"""

from dataclasses import replace

from kiosk_app.flow.aids import Aid
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.offers import MOST_DOSSIERS
from kiosk_app.flow.scan_screens import DossierSeen, LookingUp, LookUpFailed
from kiosk_app.flow.screens import (
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    HoldCard,
    NumberOnScreen,
    NumberRefused,
    Screen,
    Searching,
    Silence,
    StillThere,
    TakePaper,
    Welcome,
)
from kiosk_app.flow.staff import AskingCode, AskingTime, EraseDigit, TypeDigit
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

UP, DOWN, BACK, REPEAT, STAFF, BEGIN = "2", "8", "*", "0", "1", "9"
TAKE = ("5", "#")
LETTERS = "23456789"


def ways(screen: Screen) -> tuple[Touch, ...]:
    """What can be done on a screen, in the order in which it is heard. Staff and letters have their own keys."""
    match screen:
        case Welcome(languages=languages, revoked=False):
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
        case TakePaper() | NumberOnScreen() | LookingUp() | DossierSeen():
            return (GoHome(),)
    return ()


def _pages(screen: ChoosingDepartment | ChoosingService | ChoosingPriority) -> tuple[TurnPage, ...]:
    after = (TurnPage(1),) if screen.page < screen.pages - 1 else ()
    before = (TurnPage(-1),) if screen.page > 0 else ()
    return (*after, *before)


def _of_confirmation(screen: Confirming) -> tuple[Touch, ...]:
    choice, service = screen.choice, screen.choice.service
    return (
        TakeNumber(),
        *((ChangeDossiers(1),) if choice.dossiers < MOST_DOSSIERS else ()),
        *((ChangeDossiers(-1),) if choice.dossiers > 1 else ()),
        *_taken_as(screen),
        *((AskForPriority(),) if screen.has_priority_page else ()),
        *((PrintPapers(),) if service.papers else ()),
        *((ShowOnline(),) if service.online else ()),
    )


def _taken_as(screen: Confirming | ChoosingPriority) -> tuple[TakeNumberAs, ...]:
    return tuple(TakeNumberAs(entry.slug if entry else None) for entry in screen.taken_as)


def kept_at(kiosk: Kiosk, before: Screen) -> Kiosk:
    """The keys stay at the way that was heard last, though news put others before it; where that is gone because
    there are no fewer dossiers, or no more, at the opposite: the same key must not take a number.
    """
    was, now = ways(before), ways(kiosk.screen)
    if type(kiosk.screen) is not type(before) or was == now or not was:
        return kiosk
    heard = was[min(kiosk.focus, len(was) - 1)]
    if isinstance(heard, ChangeDossiers) and heard not in now:
        heard = ChangeDossiers(-heard.by)
    return replace(kiosk, focus=now.index(heard)) if heard in now else kiosk


def pressed(kiosk: Kiosk, key: str) -> tuple[Kiosk, Touch | None]:
    """The kiosk after a key, and the touch that the key stands for."""
    if isinstance(kiosk.screen, AskingCode | AskingTime):
        return kiosk, EraseDigit() if key == BACK else TypeDigit(key) if key.isdecimal() else None
    if Aid.SPEECH not in kiosk.aids:
        return replace(kiosk, aids=kiosk.aids | {Aid.SPEECH}, focus=0), None
    open_ways = ways(kiosk.screen)
    if isinstance(kiosk.screen, Searching):
        key, letter = _in_search(key, kiosk.screen)
        if letter:
            return kiosk, letter
    match key:
        case "2" | "8" if open_ways:
            step = 1 if key == DOWN else -1
            return replace(kiosk, focus=(kiosk.focus + step) % len(open_ways)), None
        case "5" | "#" if open_ways:
            return kiosk, open_ways[min(kiosk.focus, len(open_ways) - 1)]
        case "*":
            return kiosk, Back()
        case "0":
            return replace(kiosk, said=kiosk.said + 1), None
        case "1":
            return kiosk, CallStaff()
        case "3":
            return kiosk, Switch(Aid.LARGE_TEXT)
        case "6":
            return kiosk, Switch(Aid.CONTRAST)
        case "9":
            return kiosk, GoHome()
    return kiosk, None


def _in_search(key: str, screen: Searching) -> tuple[str, TypeLetter | EraseLetter | None]:
    """Which key it would be on another screen, or what it does to the letters."""
    if key in LETTERS:
        return key, TypeLetter(key)
    if key == BACK and screen.typed:
        return key, EraseLetter()
    return (DOWN if key == REPEAT else key), None
