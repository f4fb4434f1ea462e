"""What displays show between calls: which items, on whose displays, on which days, from when until when."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from display_server.domain.playlist import ALWAYS, ItemKind, PlaylistItem, When, coming, what_shows

HALL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2026, 11, 23)


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), HALL_ZONE)


def an_item(number: int = 1, when: When = ALWAYS, *zones: str, is_on: bool = True) -> PlaylistItem:
    return PlaylistItem(number, ItemKind.NOTICE, {"vi": "Mời"}, zones=zones, when=when, is_on=is_on)


def shows(item: PlaylistItem, now: datetime, zone: str | None = None) -> bool:
    return what_shows((item,), zone, now) == (item,)


def test_an_item_without_bounds_is_always_on_everywhere_and_in_its_place() -> None:
    items = (an_item(2), an_item(1))

    assert what_shows(items, None, at("00:00")) == items
    assert what_shows(items, "east", at("23:59")) == items


def test_an_item_that_is_off_shows_nowhere() -> None:
    assert not shows(an_item(is_on=False), at("09:00"))


@pytest.mark.parametrize(("zone", "is_there"), [("east", True), ("west", False), (None, False)])
def test_an_item_of_a_zone_is_on_its_displays_alone(zone: str | None, is_there: bool) -> None:
    assert shows(an_item(1, When(), "east", "north"), at("09:00"), zone) is is_there


@pytest.mark.parametrize(
    ("clock", "is_on"), [("07:29", False), ("07:30", True), ("11:29:59", True), ("11:30", False), ("23:00", False)]
)
def test_an_item_begins_at_its_time_and_ends_just_before_the_other(clock: str, is_on: bool) -> None:
    assert shows(an_item(1, When(begins=time(7, 30), ends=time(11, 30))), at(clock)) is is_on


def test_without_an_end_it_lasts_until_midnight_and_without_a_beginning_from_midnight() -> None:
    assert shows(an_item(1, When(begins=time(13))), at("23:59:59"))
    assert shows(an_item(1, When(ends=time(8))), at("00:00"))
    assert not shows(an_item(1, When(begins=time(13))), at("00:00"))


@pytest.mark.parametrize(("day", "is_on"), [(22, False), (23, True), (25, True), (26, False), (30, False)])
def test_an_item_is_on_between_its_dates_both_included(day: int, is_on: bool) -> None:
    when = When(first_day=MONDAY, last_day=date(2026, 11, 25))

    assert shows(an_item(1, when), at("09:00", date(2026, 11, day))) is is_on


@pytest.mark.parametrize(("day", "is_on"), [(23, True), (24, False), (25, True)])
def test_an_item_is_on_on_its_weekdays_alone(day: int, is_on: bool) -> None:
    assert shows(an_item(1, When(days=("mon", "wed"))), at("09:00", date(2026, 11, day))) is is_on


def test_a_display_knows_today_and_tomorrow_ahead_and_nothing_beyond() -> None:
    tomorrow = an_item(1, When(first_day=date(2026, 11, 24), begins=time(8)))
    in_two_days = an_item(2, When(first_day=date(2026, 11, 25)))

    ((item, (span,)),) = coming((tomorrow, in_two_days), None, at("09:00"))

    assert item is tomorrow
    assert (span.begins, span.ends) == (at("08:00", date(2026, 11, 24)), at("00:00", date(2026, 11, 25)))
    assert not span.holds(at("09:00"))


def test_an_item_lasts_all_of_a_day_that_the_clocks_make_shorter() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    noon = datetime(2026, 3, 29, 12, tzinfo=warsaw)

    ((_, spans),) = coming((an_item(),), None, noon)

    assert (spans[0].ends.timestamp() - spans[0].begins.timestamp()) / 3600 == 23
    assert spans[0].ends == spans[1].begins
