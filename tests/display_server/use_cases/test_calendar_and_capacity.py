"""Holidays, special days, daily caps and the last ticket of a day; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from display_server import views
from display_server.contract import NotNow, ServiceEntry
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours, Period
from display_server.domain.refusals import NotAllowed
from display_server.domain.rules import Rules
from display_server.domain.ticket import Ticket
from display_server.domain.weekdays import WEEKDAYS
from display_server.store.hall import Hall, Halls
from display_server.use_cases import availability, counter, kiosk, route
from tests.halls import MovedClock, a_hall_plan, do

DAYS = ("mon", "tue", "wed", "thu", "fri")
HALF_DAYS = (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17)))
WORKING = OpeningHours(dict.fromkeys(DAYS, HALF_DAYS), holidays_of="VN", special_days={})
WEEKDAYS_ALONE = replace(WORKING, holidays_of=None)
EVENINGS = OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(0), time(2)), Period(time(18), time(0)))))
"""Open past midnight: with a day that begins at four, one shift from 18:00 to 02:00."""
THERE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=THERE)


# --- holidays ---------------------------------------------------------------------------------------------------------


def test_a_closed_holiday_says_when_the_hall_opens(halls: Halls, clock: MovedClock) -> None:
    clock.now = at(2026, 9, 2).astimezone(UTC)
    halls.load(a_hall_plan(WORKING), actor="test")

    with pytest.raises(NotAllowed, match="It opens at 07:30, 03/09/2026"):
        do(halls["hall"], kiosk.issue_ticket, kiosk.TicketRequest("land"))


# --- caps -------------------------------------------------------------------------------------------------------------


def changed(
    halls: Halls,
    cap: int | None = None,
    last_ticket: bool = False,
    hours: OpeningHours = WEEKDAYS_ALONE,
    begins: int = 0,
) -> Hall:
    plan = a_hall_plan(hours)
    land = replace(plan.departments[0].services[0], daily_cap=cap)
    departments = (replace(plan.departments[0], services=(land,)), plan.departments[1])
    rules = Rules(last_ticket=last_ticket, day_begins=timedelta(hours=begins))
    halls.load(replace(plan, departments=departments, rules=rules), actor="test")
    return halls["hall"]


def take(hall: Hall, service: str = "land") -> Ticket:
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service))


def catalogue(hall: Hall) -> tuple[ServiceEntry, ...]:
    """What the kiosk is told of `land` and `tax`."""
    with hall.reading() as reading:
        return tuple(each for department in views.kiosk.catalogue(reading).departments for each in department.services)


def test_a_daily_cap_is_kept_and_announced(halls: Halls, clock: MovedClock) -> None:
    hall = changed(halls, cap=2)
    for _ in range(2):
        take(hall)

    with pytest.raises(NotAllowed, match=r"All 2 tickets of this service for today.*07:30, 24/11/2026"):
        take(hall)

    take(hall, "tax")
    land, tax = catalogue(hall)
    assert (land.open, tax.open) == (False, True)
    assert land.why_closed is not None
    assert "24/11/2026" in land.why_closed["vi"]
    clock.advance(days=1)
    assert take(hall).number == "A001"


# --- the last ticket --------------------------------------------------------------------------------------------------


@pytest.fixture
def busy(halls: Halls, clock: MovedClock) -> Callable[..., Hall]:
    """A hall at this local time of Monday, with counter 1 (land alone, ten minutes each) open."""

    def busy(hour: int, minute: int = 0) -> Hall:
        hall = changed(halls, last_ticket=True)
        clock.now = at(2026, 11, 23, hour, minute).astimezone(UTC)
        do(hall, counter.open_counter, 1, "Lan")
        return hall

    return busy


def test_tickets_end_when_the_counters_cannot_serve_more_before_closing(busy: Callable[..., Hall]) -> None:
    hall = busy(16, 30)  # half an hour: three visitors
    for _ in range(3):
        take(hall)

    with pytest.raises(NotAllowed, match=r"before the hall closes\. Please come back at 07:30, 24/11/2026"):
        take(hall)

    do(hall, counter.open_counter, 2, "Minh")  # a second counter opens: three more
    assert take(hall).number == "A004"


def test_the_catalogue_says_until_when_tickets_are_given(busy: Callable[..., Hall]) -> None:
    hall = busy(16)
    take(hall)

    land, tax = catalogue(hall)

    assert land.last_ticket_at == at(2026, 11, 23, 16, 40)
    assert tax.last_ticket_at == at(2026, 11, 23, 16, 50), "no counter for it is open, but the hall closes for all"


def test_lunch_is_no_working_time(busy: Callable[..., Hall]) -> None:
    hall = busy(11, 20)
    for _ in range(21):  # 210 minutes of work after the ten minutes before lunch: until 16:50
        take(hall)

    with hall.reading() as reading:
        ends = availability.last_ticket(reading, reading.plan.service("land"))

    assert ends == at(2026, 11, 23, 11, 20)
    take(hall)
    with pytest.raises(NotAllowed, match="before the hall closes"):
        take(hall)


def is_full(hall: Hall) -> bool:
    """Whether the next visitor of `land` would be sent home."""
    with hall.reading() as reading:
        return bool(availability.why_full(reading, reading.plan.service("land")).sentence)


def test_nobody_gets_a_ticket_too_late_to_be_served_though_no_counter_is_open(halls: Halls, clock: MovedClock) -> None:
    hall = changed(halls, last_ticket=True)
    clock.now = at(2026, 11, 23, 16, 50).astimezone(UTC)
    take(hall)

    clock.advance(minutes=1)

    with pytest.raises(NotAllowed, match="Nobody else can be served for this service before the hall closes"):
        take(hall)


def test_a_pause_without_end_does_not_bring_back_tickets(busy: Callable[..., Hall]) -> None:
    hall = busy(16, 30)
    for _ in range(3):
        take(hall)

    do(hall, counter.pause_counter, 1, "tea")

    assert is_full(hall)


def test_a_paused_counter_counts_from_when_it_is_back(busy: Callable[..., Hall]) -> None:
    hall = busy(16, 30)
    do(hall, counter.pause_counter, 1, "tea", at(2026, 11, 23, 16, 45))

    take(hall)

    assert is_full(hall), "ten minutes from 16:45 leave no ten before 17:00"
    do(hall, counter.open_counter, 2, "Minh")
    assert [take(hall).number for _ in range(3)][-1] == "A004"
    assert is_full(hall), "three at counter 2, one at counter 1"


def test_a_pause_over_lunch_costs_no_working_time_but_its_own(busy: Callable[..., Hall]) -> None:
    hall = busy(11, 20)
    do(hall, counter.pause_counter, 1, "meeting", at(2026, 11, 23, 13, 40))

    land, _ = catalogue(hall)

    assert land.last_ticket_at == at(2026, 11, 23, 16, 30), "ten minutes before lunch and ten after it"


def test_whoever_is_at_the_counter_is_work_too(busy: Callable[..., Hall], clock: MovedClock) -> None:
    hall = busy(16, 28)
    take(hall)
    do(hall, counter.call_next, 1)

    clock.advance(minutes=2)
    assert catalogue(hall)[0].last_ticket_at == at(2026, 11, 23, 16, 40), "called: all ten minutes lie before it"
    do(hall, counter.start, 1)
    clock.advance(minutes=8)
    assert catalogue(hall)[0].last_ticket_at == at(2026, 11, 23, 16, 48), "two minutes are left of the ten"
    clock.advance(minutes=8)
    assert catalogue(hall)[0].last_ticket_at == at(2026, 11, 23, 16, 50), "it takes longer than expected"


def test_nobody_is_given_the_time_of_the_visitor_at_the_counter(busy: Callable[..., Hall]) -> None:
    hall = busy(16, 48)
    take(hall)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)

    assert is_full(hall)


def test_parked_visitors_are_work_too(busy: Callable[..., Hall]) -> None:
    hall = busy(16, 40)
    take(hall)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, route.park, 1, "a copy")

    take(hall)

    assert is_full(hall)


def test_who_comes_on_from_another_service_is_work_too(busy: Callable[..., Hall], halls: Halls) -> None:
    hall = busy(16, 40)
    leads_from_tax_to_land(halls)
    take(hall, "tax")
    assert catalogue(hall)[0].last_ticket_at == at(2026, 11, 23, 16, 40), "they wait for tax, and then for land"
    do(hall, counter.open_counter, 3, "Minh")
    do(hall, counter.call_next, 3)
    do(hall, counter.start, 3)

    take(hall)

    assert is_full(hall), "one waits, and one comes on from the counter for tax"


def test_the_stops_that_a_service_prescribes_must_end_before_closing_too(
    busy: Callable[..., Hall], halls: Halls
) -> None:
    hall = busy(16)
    leads_from_tax_to_land(halls)

    assert catalogue(hall)[1].last_ticket_at == at(2026, 11, 23, 16, 40), "ten minutes of tax and ten of land"
    for _ in range(5):
        take(hall)
    assert catalogue(hall)[1].last_ticket_at == at(2026, 11, 23, 16), "fifty minutes before land, ten of it"


def leads_from_tax_to_land(halls: Halls) -> None:
    with halls["hall"].reading() as reading:
        plan = reading.plan
    tax = replace(plan.departments[1].services[0], next_stops=("land",))
    departments = (plan.departments[0], replace(plan.departments[1], services=(tax,)))
    halls.load(replace(plan, departments=departments), actor="test")


def test_who_comes_too_late_is_told_when_the_last_ticket_was_given(
    busy: Callable[..., Hall], clock: MovedClock
) -> None:
    hall = busy(16, 40)
    clock.advance(minutes=9)
    last = take(hall)
    clock.advance(minutes=1)
    do(hall, counter.call_next, 1)

    land, tax = catalogue(hall)

    assert (land.not_now, tax.not_now) == (NotNow.FULL, None)
    assert land.last_ticket_at == last.issued_at == at(2026, 11, 23, 16, 49)


def test_without_the_rule_tickets_are_given_until_closing(halls: Halls, clock: MovedClock) -> None:
    hall = changed(halls)
    clock.now = at(2026, 11, 23, 16, 59).astimezone(UTC)
    do(hall, counter.open_counter, 1, "Lan")

    assert [take(hall).number for _ in range(5)][-1] == "A005"
    clock.advance(minutes=1)
    with pytest.raises(NotAllowed, match="It opens at 07:30, 24/11/2026"):
        take(hall)


# --- halls open past midnight -----------------------------------------------------------------------------------------


def test_a_hall_past_midnight_has_its_last_ticket_on_its_own_day(halls: Halls, clock: MovedClock) -> None:
    hall = changed(halls, last_ticket=True, hours=EVENINGS, begins=4)
    clock.now = at(2026, 11, 23, 23, 55).astimezone(UTC)
    do(hall, counter.open_counter, 1, "Lan")

    assert catalogue(hall)[0].last_ticket_at == at(2026, 11, 24, 1, 50)
    clock.now = at(2026, 11, 24, 1, 51).astimezone(UTC)
    with pytest.raises(NotAllowed, match=r"before the hall closes\. Please come back at 18:00, 24/11/2026"):
        take(hall)


def test_a_hall_that_goes_on_over_the_turn_of_its_day_has_no_last_ticket(halls: Halls, clock: MovedClock) -> None:
    hall = changed(halls, last_ticket=True, hours=ALWAYS_OPEN)
    clock.now = at(2026, 11, 23, 23, 58).astimezone(UTC)

    assert catalogue(hall)[0].last_ticket_at is None
    assert take(hall).number == "A001"


@pytest.mark.parametrize(
    ("hours", "begins", "now", "back"),
    [
        (EVENINGS, 4, at(2026, 11, 24, 0, 30), "18:00, 24/11/2026"),
        (EVENINGS, 4, at(2026, 11, 23, 19), "18:00, 24/11/2026"),
        (ALWAYS_OPEN, 0, at(2026, 11, 23, 9), "00:00, 24/11/2026"),
        (ALWAYS_OPEN, 4, at(2026, 11, 24, 3), "04:00, 24/11/2026"),
    ],
)
def test_who_finds_no_ticket_left_is_told_to_come_when_the_next_day_of_the_hall_opens(
    halls: Halls, clock: MovedClock, hours: OpeningHours, begins: int, now: datetime, back: str
) -> None:
    hall = changed(halls, cap=1, hours=hours, begins=begins)
    clock.now = now.astimezone(UTC)
    take(hall)

    with pytest.raises(NotAllowed, match=f"Please come back at {back}"):
        take(hall)


def test_a_day_off_is_off_from_shift_to_shift(halls: Halls, clock: MovedClock) -> None:
    hall = changed(halls, hours=replace(EVENINGS, special_days={date(2026, 11, 24): ()}), begins=4)
    clock.now = at(2026, 11, 24, 0, 30).astimezone(UTC)
    assert take(hall).day == date(2026, 11, 23), "the shift of the 23rd ends at 02:00 as ever"

    clock.now = at(2026, 11, 25, 0, 30).astimezone(UTC)

    with pytest.raises(NotAllowed, match="It opens at 18:00, 25/11/2026"):
        take(hall)


def test_kiosks_are_told_the_hours_of_the_shift_that_goes_on(halls: Halls, clock: MovedClock) -> None:
    hall = changed(halls, hours=EVENINGS, begins=4)
    clock.now = at(2026, 11, 24, 0, 30).astimezone(UTC)

    with hall.reading() as reading:
        hours = [(each.begins, each.ends) for each in views.kiosk.catalogue(reading).hours]

    assert hours == [
        (at(2026, 11, 23, 18), at(2026, 11, 24, 2)),
        (at(2026, 11, 24, 18), at(2026, 11, 25, 2)),
    ]
