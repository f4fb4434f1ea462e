"""What officers do at the kiosk, and what they are shown. Who gets in is decided in `kiosk_app.flow.staff`."""

from dataclasses import replace

from kiosk_app.flow import offers
from kiosk_app.flow.effects import CloseProgram, FetchCatalogue, LookAtPrinter, PrintAgain, ReadStatus, SetClock
from kiosk_app.flow.kiosk import Kiosk, Step, show
from kiosk_app.flow.reports import NotPrintedAgain, Reprinted, StatusSeen
from kiosk_app.flow.screens import Welcome
from kiosk_app.flow.staff import (
    OVER,
    AskingCode,
    AskingTime,
    Done,
    EnterTime,
    EraseDigit,
    Knock,
    LeaveKiosk,
    PutInNewRoll,
    Reprint,
    StaffPage,
    StaffTouch,
    TypeDigit,
)
from kiosk_app.flow.values import TIME_DIGITS, ClockAnswer, KioskStatus


def touched(kiosk: Kiosk, touch: StaffTouch, now: float) -> Step:
    match kiosk.screen, touch:
        case Welcome(languages=languages), Knock():
            kiosk = replace(kiosk, door=kiosk.door.knocked(now))
            if not kiosk.door.opens_to_knocks(now):
                return kiosk, ()
            return show(replace(kiosk, door=kiosk.door.asks()), AskingCode(languages[0]), now), ()
        case AskingCode(language), TypeDigit(digit):
            kiosk = replace(kiosk, door=kiosk.door.with_digit(digit, now))
            if kiosk.door.is_open:
                page = StaffPage(language, KioskStatus())
                return show(replace(kiosk, door=kiosk.door.closed()), page, now), (ReadStatus(),)
            typed = len(kiosk.door.typed)
            locked = now < kiosk.door.locked_until
            screen = offers.welcome(kiosk) if locked else AskingCode(language, typed, wrong=typed == 0)
            return show(kiosk, screen, now), ()
        case AskingCode(language), EraseDigit():
            kiosk = replace(kiosk, door=kiosk.door.without_last_digit())
            return show(kiosk, AskingCode(language, len(kiosk.door.typed)), now), ()
        case StaffPage(status=status) as page, Reprint(token) if page.done is not Done.PRINTING:
            recent = next((each for each in status.recent if each.ticket.token == token), None)
            if recent is None:
                return kiosk, ()
            hotline = kiosk.catalogue.hotline if kiosk.catalogue else None
            shown = show(kiosk, replace(page, done=Done.PRINTING), now)
            again = PrintAgain(recent.ticket, hotline, recent.offline, recent.may_be_held)
            return shown, (again, ReadStatus())
        case StaffPage() as page, PutInNewRoll():
            return show(kiosk, replace(page, done=Done.NEW_ROLL), now), (ReadStatus(new_roll=True), LookAtPrinter())
        case StaffPage(language, KioskStatus(knows_the_day=False)), EnterTime():
            return show(kiosk, AskingTime(language), now), ()
        case AskingTime() as asking, TypeDigit() | EraseDigit():
            return _typing_time(kiosk, asking, touch, now)
        case StaffPage(), LeaveKiosk():
            return kiosk, (CloseProgram(),)
    return kiosk, ()


def _typing_time(kiosk: Kiosk, asking: AskingTime, touch: TypeDigit | EraseDigit, now: float) -> Step:
    """The last digit sends the time to the clock; until that answers, no further digit counts."""
    if len(asking.typed) == TIME_DIGITS:
        return kiosk, ()
    typed = asking.typed + touch.digit if isinstance(touch, TypeDigit) else asking.typed[:-1]
    shown = show(kiosk, AskingTime(asking.language, typed), now)
    return shown, ((SetClock(typed),) if len(typed) == TIME_DIGITS else ())


def reported(kiosk: Kiosk, report: StatusSeen | Reprinted | NotPrintedAgain) -> Kiosk:
    match kiosk.screen, report:
        case StaffPage() as page, StatusSeen(status):
            return replace(kiosk, screen=replace(page, status=status))
        case StaffPage() as page, Reprinted(fault):
            return replace(kiosk, screen=replace(page, done=Done.NOT_PRINTED if fault else Done.PRINTED))
        case StaffPage() as page, NotPrintedAgain(state):
            return replace(kiosk, screen=replace(page, done=OVER[state]))
    return kiosk


def clock_answered(kiosk: Kiosk, answer: ClockAnswer, now: float) -> Step:
    """The time is set, and citizens can choose again; or it is asked for again, with the reason."""
    match kiosk.screen, answer:
        case AskingTime(language), ClockAnswer.SET:
            page = StaffPage(language, KioskStatus(), Done.TIME_SET)
            return show(kiosk, page, now), (FetchCatalogue(), ReadStatus())
        case AskingTime(language), _:
            return show(kiosk, AskingTime(language, answer=answer), now), ()
    return kiosk, ()
