"""The officers' page: how they get in, what they find, and how a ticket is printed again."""

import pytest

from display_server.contract import Paper, State
from kiosk_app.flow.effects import FetchCatalogue, PrintAgain, ReadStatus, SetClock
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.reports import CatalogueMissed, ClockAnswered, NotPrintedAgain, Reprinted, StatusSeen
from kiosk_app.flow.screens import Welcome
from kiosk_app.flow.staff import (
    KNOCKS,
    LOCKED_SECONDS,
    WRONG_CODES,
    AskingCode,
    AskingTime,
    Done,
    Door,
    EnterTime,
    EraseDigit,
    Knock,
    PutInNewRoll,
    Reprint,
    StaffPage,
    TypeDigit,
)
from kiosk_app.flow.touches import GoHome
from kiosk_app.flow.values import ClockAnswer, Disconnected, KioskStatus, Offline, PrintFault, RecentTicket
from tests.kiosk_app.a_hall import a_ticket, the_catalogue
from tests.kiosk_app.at_the_kiosk import AtTheKiosk

CODE = "2580"
BOOK = KioskStatus(recent=(RecentTicket(a_ticket(), True, Paper.FAILED),), not_handed_in=1)


def an_officer(code: str | None = CODE) -> AtTheKiosk:
    return AtTheKiosk(Kiosk(run="run", per_page=12, door=Door(code)))


def knocked(officer: AtTheKiosk) -> AtTheKiosk:
    officer.happens(*[Knock()] * KNOCKS, after=0.5)
    return officer


def typed(officer: AtTheKiosk, code: str) -> AtTheKiosk:
    officer.happens(*(TypeDigit(digit) for digit in code))
    return officer


def test_five_knocks_and_the_code_open_the_page() -> None:
    officer = typed(knocked(an_officer()), CODE)

    assert officer.screen == StaffPage("vi", KioskStatus())
    assert officer.effects == [ReadStatus()]
    assert officer.happens(StatusSeen(BOOK)) == StaffPage("vi", BOOK)


def test_slow_knocks_are_a_citizens_idle_fingers() -> None:
    officer = an_officer()
    officer.happens(*[Knock()] * 20, after=2.0)

    assert isinstance(officer.screen, Welcome)


def test_without_a_code_nobody_gets_in() -> None:
    assert isinstance(knocked(an_officer(None)).screen, Welcome)


def test_a_wrong_code_is_said_and_can_be_typed_anew() -> None:
    officer = typed(knocked(an_officer()), "2589")
    assert officer.screen == AskingCode("vi", 0, wrong=True)
    typed(officer, "259").happens(EraseDigit())
    assert officer.screen == AskingCode("vi", 2)

    assert isinstance(typed(officer, "80").screen, StaffPage)


def test_too_many_wrong_codes_lock_the_door_for_a_while() -> None:
    officer = knocked(an_officer())
    typed(officer, "0000" * WRONG_CODES)
    assert isinstance(officer.screen, Welcome)
    assert isinstance(knocked(officer).screen, Welcome)
    officer.now += LOCKED_SECONDS

    assert isinstance(knocked(officer).screen, AskingCode)


def test_a_ticket_is_printed_again_once_per_touch() -> None:
    officer = typed(knocked(an_officer()), CODE)
    officer.happens(StatusSeen(BOOK), Reprint(a_ticket().token), Reprint(a_ticket().token))

    assert [effect for effect in officer.effects if isinstance(effect, PrintAgain)] == [
        PrintAgain(a_ticket(), None, offline=True, copy=False)
    ]
    assert officer.happens(Reprinted(None)) == StaffPage("vi", BOOK, Done.PRINTED)
    officer.happens(Reprint(a_ticket().token))
    assert officer.happens(Reprinted(PrintFault.OUT_OF_PAPER)) == StaffPage("vi", BOOK, Done.NOT_PRINTED)


@pytest.mark.parametrize(
    ("paper", "copy"), [(Paper.PRINTED, True), (Paper.PRINTING, True), (Paper.NOT_COLLECTED, False)]
)
def test_a_slip_is_a_copy_where_somebody_may_hold_the_first_one(paper: Paper, copy: bool) -> None:
    officer = typed(knocked(an_officer()), CODE)
    officer.happens(StatusSeen(KioskStatus((RecentTicket(a_ticket(), False, paper),))), Reprint(a_ticket().token))

    assert PrintAgain(a_ticket(), None, offline=False, copy=copy) in officer.effects


@pytest.mark.parametrize(
    ("state", "done"),
    [
        (State.CANCELLED, Done.IS_CANCELLED),
        (State.NO_SHOW, Done.WAS_NO_SHOW),
        (State.SERVED, Done.IS_SERVED),
    ],
)
def test_the_officer_is_told_why_a_ticket_was_not_printed_again_and_can_go_on(state: State, done: Done) -> None:
    officer = typed(knocked(an_officer()), CODE)
    officer.happens(StatusSeen(BOOK), Reprint(a_ticket().token))

    assert officer.happens(NotPrintedAgain(state)) == StaffPage("vi", BOOK, done)
    assert officer.happens(Reprint(a_ticket().token)) == StaffPage("vi", BOOK, Done.PRINTING)


def test_a_new_roll_is_noted_and_home_is_one_touch_away() -> None:
    officer = typed(knocked(an_officer()), CODE)
    officer.happens(PutInNewRoll())

    assert ReadStatus(new_roll=True) in officer.effects
    assert isinstance(officer.happens(GoHome()), Welcome)


def test_the_officers_page_closes_behind_them() -> None:
    officer = typed(knocked(an_officer()), CODE)
    officer.happens(GoHome())

    assert isinstance(knocked(officer).screen, AskingCode)


def test_an_officer_tells_the_day_in_digits_and_hears_what_the_clock_makes_of_it() -> None:
    officer = typed(knocked(an_officer()), CODE)
    officer.happens(StatusSeen(KioskStatus(knows_the_day=False)))
    assert officer.happens(EnterTime()) == AskingTime("vi")

    typed(officer, "2611202600")
    officer.happens(EraseDigit())
    assert typed(officer, "730").screen == AskingTime("vi", "261120260730")
    assert officer.effects[-1] == SetClock("261120260730")
    assert officer.happens(TypeDigit("1"), EraseDigit()) == AskingTime("vi", "261120260730")  # it is being looked at

    assert officer.happens(ClockAnswered(ClockAnswer.ONCE_MORE)) == AskingTime("vi", "", ClockAnswer.ONCE_MORE)
    typed(officer, "261120260730")
    assert officer.happens(ClockAnswered(ClockAnswer.SET)) == StaffPage("vi", KioskStatus(), Done.TIME_SET)
    assert officer.effects[-2:] == [FetchCatalogue(), ReadStatus()]


def test_nobody_is_asked_for_a_day_that_the_kiosk_knows() -> None:
    officer = typed(knocked(an_officer()), CODE)
    officer.happens(StatusSeen(BOOK))

    assert officer.happens(EnterTime()) == StaffPage("vi", BOOK)


@pytest.mark.parametrize("code", [CODE, None])
def test_the_greeting_asks_an_officer_who_can_get_in_until_the_kiosk_knows_the_day(code: str | None) -> None:
    citizen = an_officer(code)
    greeting = citizen.happens(CatalogueMissed(None, knows_the_day=False))
    assert isinstance(greeting, Welcome)
    assert (greeting.link, greeting.asks_the_day) == (Disconnected(knows_the_day=False), code is not None)

    greeting = citizen.happens(CatalogueMissed(the_catalogue(), knows_the_day=True))
    assert isinstance(greeting, Welcome)
    assert (greeting.link, greeting.asks_the_day) == (Offline(), False)
