"""What officers do at the kiosk, and what they are told. Who gets in is the door's to say (`kiosk_app.flow.staff`)."""

from dataclasses import replace

from kiosk_app.flow import offers
from kiosk_app.flow.effects import CloseProgram, FetchCatalogue, LookAtBook, LookAtPrinter, PrintAgain, SetClock
from kiosk_app.flow.kiosk import Kiosk, Step, show
from kiosk_app.flow.reports import BookSeen, NotPrintedAgain, Reprinted
from kiosk_app.flow.screens import Welcome
from kiosk_app.flow.staff import (
    OVER,
    AskingCode,
    AskingTime,
    Book,
    Done,
    EraseDigit,
    Knock,
    LeaveKiosk,
    PutInNewRoll,
    Reprint,
    StaffPage,
    StaffTouch,
    TellTime,
    TypeDigit,
)
from kiosk_app.issuing.hall_clock import TIME_DIGITS, TimeTold


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
                page = StaffPage(language, Book())
                return show(replace(kiosk, door=kiosk.door.closed()), page, now), (LookAtBook(),)
            typed = len(kiosk.door.typed)
            locked = now < kiosk.door.locked_until
            screen = offers.welcome(kiosk) if locked else AskingCode(language, typed, wrong=typed == 0)
            return show(kiosk, screen, now), ()
        case AskingCode(language), EraseDigit():
            kiosk = replace(kiosk, door=kiosk.door.without_last_digit())
            return show(kiosk, AskingCode(language, len(kiosk.door.typed)), now), ()
        case StaffPage(book=book) as page, Reprint(token) if page.done is not Done.PRINTING:
            lately = next((each for each in book.lately if each.ticket.token == token), None)
            if lately is None:
                return kiosk, ()
            hotline = kiosk.catalogue.hotline if kiosk.catalogue else None
            shown = show(kiosk, replace(page, done=Done.PRINTING), now)
            again = PrintAgain(lately.ticket, hotline, lately.offline, lately.may_be_held)
            return shown, (again, LookAtBook())
        case StaffPage() as page, PutInNewRoll():
            return show(kiosk, replace(page, done=Done.NEW_ROLL), now), (LookAtBook(new_roll=True), LookAtPrinter())
        case StaffPage(language, Book(knows_the_day=False)), TellTime():
            return show(kiosk, AskingTime(language), now), ()
        case AskingTime() as asking, TypeDigit() | EraseDigit():
            return _typing_time(kiosk, asking, touch, now)
        case StaffPage(), LeaveKiosk():
            return kiosk, (CloseProgram(),)
    return kiosk, ()


def _typing_time(kiosk: Kiosk, asking: AskingTime, touch: TypeDigit | EraseDigit, now: float) -> Step:
    """The last digit sends it to the clock; while that looks at it, no other counts."""
    if len(asking.typed) == TIME_DIGITS:
        return kiosk, ()
    typed = asking.typed + touch.digit if isinstance(touch, TypeDigit) else asking.typed[:-1]
    shown = show(kiosk, AskingTime(asking.language, typed), now)
    return shown, ((SetClock(typed),) if len(typed) == TIME_DIGITS else ())


def told(kiosk: Kiosk, report: BookSeen | Reprinted | NotPrintedAgain) -> Kiosk:
    match kiosk.screen, report:
        case StaffPage() as page, BookSeen(book):
            return replace(kiosk, screen=replace(page, book=book))
        case StaffPage() as page, Reprinted(fault):
            return replace(kiosk, screen=replace(page, done=Done.NOT_PRINTED if fault else Done.PRINTED))
        case StaffPage() as page, NotPrintedAgain(state):
            return replace(kiosk, screen=replace(page, done=OVER[state]))
    return kiosk


def clock_answered(kiosk: Kiosk, answer: TimeTold, now: float) -> Step:
    """The time is set, and citizens can choose again; or it is asked for anew, with the reason."""
    match kiosk.screen, answer:
        case AskingTime(language), TimeTold.SET:
            return show(kiosk, StaffPage(language, Book(), Done.TIME_SET), now), (FetchCatalogue(), LookAtBook())
        case AskingTime(language), _:
            return show(kiosk, AskingTime(language, answer=answer), now), ()
    return kiosk, ()
