"""Counters for a target: a day in balance agrees with queueing theory; a real day keeps what it was planned for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from random import Random

import pytest

from display_server.planning.erlang import erlang_a_gives_up, erlang_c_within
from display_server.planning.past_day import PastDay, PastStop, PastVisit
from display_server.planning.run import live
from display_server.planning.staffing import Target, staffing
from tests.display_server.planning.days import Comers, a_day, a_shift, at, span
from tests.halls import a_hall_plan

TARGET = Target(timedelta(minutes=15), 0.8)


def in_balance(seed: int, per_minute: float, patience: Callable[[Random], float] | None = None) -> Iterator[PastVisit]:
    """Nine and a half hours of people who come at random, each for ten minutes on average."""
    dice, now, nth = Random(seed), at("07:30"), 0
    while (now := now + timedelta(minutes=dice.expovariate(per_minute))) < at("17:00"):
        took = timedelta(minutes=dice.expovariate(1 / 10))
        gives_up = now + timedelta(minutes=patience(dice)) if patience else None
        stop = PastStop("land", now, now, now + took, 1, gives_up_at=gives_up)
        yield PastVisit(nth, now, None, missed=False, stops=(stop,))
        nth += 1


def lived_with(counters: int, visits: Iterator[PastVisit]) -> tuple[PastDay, dict[int, float]]:
    """The waits by visit, in minutes; the first hour, when the queue still grows, left out."""
    day = a_day(list(visits), *(a_shift(number, ["land"]) for number in range(1, counters + 1)))
    later = {visit.id for visit in day.visits if visit.stops[0].queued_at >= at("08:30")}
    waits = live(day).waits.items()
    return day, {visit: wait.total_seconds() / 60 for (visit, _), wait in waits if visit in later}


@pytest.mark.parametrize(("counters", "per_minute"), [(4, 0.3), (8, 0.65), (12, 0.9)])
def test_a_queue_in_balance_waits_as_erlang_c_says(counters: int, per_minute: float) -> None:
    waits = [wait for seed in range(60) for wait in lived_with(counters, in_balance(seed, per_minute))[1].values()]

    within = sum(wait <= 15 for wait in waits) / len(waits)

    assert within == pytest.approx(erlang_c_within(per_minute, 10, counters, 15), abs=0.03)


def test_who_has_no_patience_gives_up_as_erlang_a_says() -> None:
    came = gave_up = 0
    for seed in range(60):
        visits = in_balance(seed, 0.5, lambda dice: dice.expovariate(1 / 20))
        day, waits = lived_with(4, visits)
        later = [visit for visit in day.visits if visit.stops[0].queued_at >= at("08:30")]
        came, gave_up = came + len(later), gave_up + len(later) - len(waits)

    assert gave_up / came == pytest.approx(erlang_a_gives_up(0.5, 10, 4, 20), abs=0.02)


def test_counters_that_cannot_keep_up_have_no_balance() -> None:
    assert erlang_c_within(0.5, 10, 5, 15) == 0


def a_morning_rush() -> PastDay:
    """Twenty people between half past seven and half past eight, then one every half hour."""
    hall = Comers()
    rush = [hall.comes(f"{7 + minute // 60:02}:{minute % 60:02}") for minute in range(30, 90, 3)]
    rest = [hall.comes(f"{hour:02}:{minute:02}") for hour in range(9, 17) for minute in (0, 30)]
    return a_day([*rush, *rest], a_shift(1, ["land"], gap=30), a_shift(2, ["tax"]))


def test_a_rush_needs_more_counters_than_the_rest_of_the_day() -> None:
    needed = staffing([a_morning_rush()], a_hall_plan(), "land", TARGET)

    counters = {each.start: each.counters for each in needed.half_hours}
    assert max(counters[time(7, 30)], counters[time(8)]) >= 3
    assert counters[time(11)] == 1
    assert needed.within is not None
    assert needed.within >= 0.8
    assert needed.visitors == 36


def test_no_counter_more_than_the_target_needs() -> None:
    needed = staffing([a_morning_rush()], a_hall_plan(), "land", TARGET)
    generous = staffing([a_morning_rush()], a_hall_plan(), "land", Target(timedelta(minutes=60), 0.8))
    strict = staffing([a_morning_rush()], a_hall_plan(), "land", Target(timedelta(minutes=2), 0.95))

    def hours(found: object) -> int:
        return sum(each.counters for each in found.half_hours)  # type: ignore[attr-defined]

    assert hours(generous) < hours(needed) < hours(strict)


def test_officers_who_pause_are_planned_for() -> None:
    hall = Comers()
    visits = [hall.comes(f"08:{minute:02}") for minute in range(0, 60, 3)]
    day = a_day(visits, a_shift(1, ["land"], there="07:30-12:15"))  # half of the nine and a half hours

    needed = staffing([day], a_hall_plan(), "land", TARGET)

    assert needed.away == pytest.approx(0.5)
    assert all(each.rostered == 2 * each.counters for each in needed.half_hours)


def test_who_came_before_the_door_was_open_waits_from_the_door() -> None:
    hall = Comers()
    day = a_day([hall.comes("07:00"), hall.comes("18:00")], a_shift(1, ["land"]))

    needed = staffing([day], a_hall_plan(), "land", TARGET)

    assert (needed.visitors, needed.within) == (1, 1)


def test_who_no_counter_could_call_in_time_gets_no_sixty_counters() -> None:
    """A dozen come in the last seconds before the break, which no officer reaches any more."""
    hall = Comers()
    rush = [hall.comes("11:29") for _ in range(12)]
    day = a_day([*(hall.comes(f"{hour:02}:00") for hour in range(8, 11)), *rush], a_shift(1, ["land"], gap=90))
    day = replace(day, open=(span("07:30-11:30"), span("13:30-17:00")))

    needed = staffing([day], a_hall_plan(), "land", TARGET)

    assert max(each.counters for each in needed.half_hours) < 15
    assert needed.within is not None
    assert needed.within < 0.8


def test_a_service_that_was_never_finished_takes_as_long_as_others() -> None:
    hall = Comers()
    forgotten = hall.comes("08:00")
    stop = replace(forgotten.stops[0], ended_at=None)
    visits = [replace(forgotten, stops=(stop,)), *(hall.comes(f"{hour:02}:30") for hour in range(8, 16))]

    needed = staffing([a_day(visits, a_shift(1, ["land"]))], a_hall_plan(), "land", TARGET)

    assert {each.counters for each in needed.half_hours} == {1}
    assert needed.within == 1
