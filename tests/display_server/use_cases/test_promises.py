"""Each promise is stored as it is told, scored at the first call, and never made worse in silence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from display_server import views
from display_server.contract import PromiseLedger, Ticket as TicketView
from display_server.domain.promise import Place, Promise
from display_server.domain.ticket import Ticket
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, kiosk, phone_promises, route, visitor
from display_server.use_cases.walk_in import walk_in
from tests.halls import MovedClock, do

LAND = kiosk.TicketRequest("land")
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def two_counters(hall: Hall) -> None:
    for number in (1, 2):
        do(hall, counter.open_counter, number, f"officer {number}")


def takes(hall: Hall, request: kiosk.TicketRequest = LAND) -> Ticket:
    return do(hall, kiosk.issue_ticket, request)


def serves(hall: Hall, number: int = 1) -> None:
    do(hall, counter.call_next, number)
    do(hall, counter.start, number)
    do(hall, counter.finish, number, counter.Outcome())


def phone(hall: Hall, ticket: Ticket) -> TicketView:
    with hall.reading() as reading:
        return views.visitor.ticket(reading, reading.tickets.with_id(ticket.id), "")


def opens_the_page(hall: Hall, ticket: Ticket) -> None:
    with hall.reading() as reading:
        at, told = reading.now, phone_promises.told_on_phone(reading, reading.tickets.with_id(ticket.id))
    if told is not None:
        phone_promises.note(hall, ticket, at, told)


def ledger(hall: Hall, day: date = TODAY) -> PromiseLedger:
    with hall.reading() as reading:
        return views.promises.ledger(reading, day)


def english(words: dict[str, str] | None) -> str | None:
    return words["en"] if words else None


# --- stored -----------------------------------------------------------------------------------------------------------


def test_what_the_slip_says_stands_in_the_journal(hall: Hall) -> None:
    takes(hall)
    with hall.change("test") as change:
        ticket = kiosk.issue_ticket(change, LAND)
        printed = views.visitor.ticket(change, ticket, "").wait

    with hall.reading() as reading:
        (*_, stored) = reading.promises.of_day(TODAY).issued

    assert printed is not None
    assert stored.ticket == ticket.id
    assert stored.promise == Promise(stored.promise.expected, printed.low_minutes, printed.high_minutes, 1, 2)


def test_where_no_counter_serves_nothing_is_promised(hall: Hall) -> None:
    takes(hall, kiosk.TicketRequest("tax"))
    do(hall, counter.close_counter, 2)
    takes(hall, kiosk.TicketRequest("tax"))

    with hall.reading() as reading:
        assert len(reading.promises.of_day(TODAY).issued) == 1


# --- scored -----------------------------------------------------------------------------------------------------------


def test_the_ledger_tells_how_many_were_called_when_they_had_been_told(hall: Hall, clock: MovedClock) -> None:
    for _ in range(4):
        takes(hall)
    for minutes in (3, 5, 30, 40):
        clock.advance(minutes=minutes)
        serves(hall)

    slips = ledger(hall).slips

    assert slips is not None
    assert (slips.promises, slips.kept, slips.early, slips.late) == (4, 0.5, 0, 0.5)
    assert slips.mean_lateness_minutes > 20


def test_only_the_first_call_counts(hall: Hall, clock: MovedClock) -> None:
    takes(hall)
    do(hall, counter.call_next, 1)
    do(hall, route.return_to_queue, 1)
    clock.advance(minutes=90)
    do(hall, counter.call_next, 1)

    slips = ledger(hall).slips

    assert slips is not None
    assert (slips.promises, slips.kept) == (1, 1)


def test_who_gave_back_postponed_or_stood_at_the_counter_is_not_judged(hall: Hall, clock: MovedClock) -> None:
    given_back, postponed = takes(hall), takes(hall)
    do(hall, visitor.cancel, given_back.token)
    do(hall, visitor.postpone, postponed.token, timedelta(minutes=30))
    do(hall, walk_in, 1, LAND)
    clock.advance(minutes=60)
    serves(hall, 2)

    of_day = ledger(hall)

    assert of_day.slips is None
    assert of_day.not_judged == 3


@pytest.mark.both_databases
def test_the_worst_hour_is_named_with_what_happened_in_it(hall: Hall, clock: MovedClock) -> None:
    for _ in range(6):
        takes(hall)
    clock.advance(minutes=2)
    do(hall, counter.close_counter, 2)
    for _ in range(6):
        clock.advance(minutes=20)
        serves(hall)

    worst = ledger(hall).worst_hour

    assert worst is not None
    assert worst.hour == 8
    assert worst.account.late > 0.5
    assert english(worst.why) == "counters closed while they waited"


# --- never worse in silence -------------------------------------------------------------------------------------------


def test_a_phone_says_nothing_while_the_slip_holds(hall: Hall, clock: MovedClock) -> None:
    for _ in range(3):
        takes(hall)
    last = takes(hall)
    clock.advance(minutes=5)

    assert phone(hall, last).longer_because is None


def test_a_phone_says_that_a_counter_has_closed(hall: Hall, clock: MovedClock) -> None:
    for _ in range(8):
        last = takes(hall)
    clock.advance(minutes=25)
    do(hall, counter.close_counter, 2)

    because = phone(hall, last).longer_because

    assert english(because) == "Longer than your slip says, because a counter has closed."
    assert because is not None
    assert because["vi"] == "Lâu hơn ghi trên phiếu, vì một quầy đã đóng."


def test_a_phone_says_that_a_counter_is_on_a_break(hall: Hall, clock: MovedClock) -> None:
    for _ in range(8):
        last = takes(hall)
    clock.advance(minutes=25)
    do(hall, counter.pause_counter, 2, "lunch")

    assert english(phone(hall, last).longer_because) == ("Longer than your slip says, because a counter is on a break.")


def test_a_phone_says_that_nobody_serves(hall: Hall) -> None:
    last = takes(hall)
    for number in (1, 2):
        do(hall, counter.close_counter, number)

    assert phone(hall, last).wait is None
    assert english(phone(hall, last).longer_because) == (
        "Longer than your slip says, because no counter serves this service at the moment."
    )


def test_a_phone_says_that_others_are_called_before(hall: Hall, clock: MovedClock) -> None:
    last = takes(hall)
    for _ in range(6):
        takes(hall, kiosk.TicketRequest("land", "elderly"))
    clock.advance(minutes=4)

    assert english(phone(hall, last).longer_because) == (
        "Longer than your slip says, because 6 visitors who are called before you have come."
    )


def test_a_phone_says_that_visits_take_longer_today(hall: Hall, clock: MovedClock) -> None:
    for _ in range(5):
        last = takes(hall)
    clock.advance(minutes=90)

    assert english(phone(hall, last).longer_because) == (
        "Longer than your slip says, because visits take longer than usual today."
    )


# --- phones -----------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_what_a_phone_tells_anew_is_stored_and_scored_once(hall: Hall, clock: MovedClock) -> None:
    for _ in range(6):
        last = takes(hall)
    opens_the_page(hall, last)
    clock.advance(minutes=30)
    opens_the_page(hall, last)
    opens_the_page(hall, last)
    for _ in range(6):
        serves(hall)

    with hall.reading() as reading:
        scored = reading.promises.of_day(TODAY).of(Place.PHONE)

    assert [each.told_at for each in scored] == [clock.now], "at once it told what the slip says"
    assert ledger(hall).phones is not None


# --- for everybody to see ---------------------------------------------------------------------------------------------


def test_the_display_tells_yesterday_s_share_where_the_hall_wants_it(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    for _ in range(20):
        takes(hall)
        serves(hall)
    clock.advance(days=1)
    with hall.reading() as reading:
        silent, plan = views.board.board(reading, None).kept_yesterday_percent, reading.plan

    halls.load(replace(plan, rules=replace(plan.rules, publish_promises=True)), actor="test")

    with hall.reading() as reading:
        assert (silent, views.board.board(reading, None).kept_yesterday_percent) == (None, 100)
