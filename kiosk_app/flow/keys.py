"""The 12-key pad, with which everything can be done without sight: it goes through the ways of a screen in order.

As a telephone's: 2 up, 8 down, 5 or # takes the way, * back, 0 says it again, 1 calls staff, 3 is for larger text, 6
for high contrast, 9 begins anew. The first key of all turns speech on and does nothing else. Where a service is looked
for, 2 to 9 are letters as on a telephone: 0 goes on to the next one found, # takes it, * takes a letter away. Knows no
words.
"""

from dataclasses import replace

from kiosk_app.flow.aids import Aid
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.screens import (
    Screen,
    Searching,
)
from kiosk_app.flow.staff import AskingCode, AskingTime, EraseDigit, TypeDigit
from kiosk_app.flow.touches import (
    Back,
    CallStaff,
    ChangeDossiers,
    EraseLetter,
    GoHome,
    Switch,
    Touch,
    TypeLetter,
)
from kiosk_app.flow.ways import ways

UP, DOWN, BACK, REPEAT, STAFF, BEGIN = "2", "8", "*", "0", "1", "9"
TAKE = ("5", "#")
LETTERS = "23456789"


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
            return replace(kiosk, repeats=kiosk.repeats + 1), None
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
