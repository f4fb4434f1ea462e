"""Simulated visitors come, and stay, as those of real offices do."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from statistics import fmean, quantiles

import pytest

from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.weekdays import WEEKDAYS
from display_server.simulation.day_shape import real_days
from display_server.simulation.visitors import Crowd, Visitor
from tests.halls import BY_DAY, MovedClock, a_hall_plan

WITH_A_BREAK = OpeningHours(
    dict.fromkeys(WEEKDAYS, (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17))))
)
PLAN = a_hall_plan(WITH_A_BREAK)
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""07:00 in Đồng Nai."""


def those_who_come(crowd: Crowd, days: int, starts: datetime = MONDAY) -> list[tuple[datetime, Visitor]]:
    clock, came = MovedClock(starts), list[tuple[datetime, Visitor]]()
    for pause in crowd.coming_in(lambda comer: came.append((clock.now, comer)), clock):
        assert isinstance(pause, timedelta)
        clock.now += pause
        if clock.now >= starts + timedelta(days=days):
            return came
    raise AssertionError("nobody came any more")


def parts(came: list[tuple[datetime, Visitor]]) -> list[float]:
    """Which share came in each sixteenth of the seven and a half hours that the hall is open."""
    morning = timedelta(hours=4)
    found: Counter[int] = Counter()
    for at, _ in came:
        since = timedelta(hours=at.astimezone(PLAN.timezone).hour, minutes=at.minute, seconds=at.second) - timedelta(
            hours=7.5
        )
        open_for = since if since < morning else since - timedelta(hours=2)
        found[int(open_for / timedelta(hours=7.5) * 16)] += 1
    return [found[part] / len(came) for part in range(16)]


def test_they_come_over_the_day_as_in_real_offices() -> None:
    came = those_who_come(Crowd(PLAN), days=200)

    assert parts(came) == pytest.approx(real_days().arrivals, abs=0.006)


def test_most_come_as_the_hall_opens_and_then_before_noon_and_few_as_it_closes() -> None:
    shares = parts(those_who_come(Crowd(PLAN), days=200))

    assert max(shares) == shares[0]
    assert max(shares[1:]) in shares[4:9]
    assert min(shares) == shares[-1]


def test_nobody_comes_while_the_hall_is_closed() -> None:
    came = those_who_come(Crowd(PLAN), days=7)

    assert all(PLAN.calendar.is_open(at) for at, _ in came)


def test_a_hall_without_a_break_has_the_same_day_by_its_own_hours() -> None:
    plan = a_hall_plan(BY_DAY)
    opens, closes = time(7, 30), time(17)

    local = [at.astimezone(plan.timezone).time() for at, _ in those_who_come(Crowd(plan), days=100)]

    assert opens <= min(local) < time(7, 45)
    assert time(16, 30) < max(local) < closes
    of_first = sum(each < time(8, 5) for each in local) / len(local)
    assert of_first == pytest.approx(real_days().arrivals[0], abs=0.015)


def test_a_hall_that_never_opens_has_no_visitors() -> None:
    closed = a_hall_plan(OpeningHours({}))

    assert not list(Crowd(closed).coming_in(lambda _: None, MovedClock()))


@pytest.mark.parametrize("service", ["land", "tax"])
def test_visits_are_as_unlike_as_real_ones_and_last_as_expected_on_average(service: str) -> None:
    crowd, expected = Crowd(PLAN), PLAN.service(service).expected

    took = [crowd.visitor_for(service).stays / expected for _ in range(20_000)]

    assert fmean(took) == pytest.approx(1, abs=0.02)
    assert quantiles(took, n=20) == pytest.approx(real_days().service_times[1:-1], abs=0.02, rel=0.05)


def test_no_more_fail_to_come_than_real_days_allow() -> None:
    crowd = Crowd(PLAN)

    missing = fmean(not crowd.visitor().comes for _ in range(20_000))

    assert 0.04 < missing < real_days().passed_over


def test_an_average_day_takes_most_of_what_the_counters_can_serve() -> None:
    came = those_who_come(Crowd(PLAN), days=100)

    hours = sum((visitor.stays for _, visitor in came), timedelta()) / timedelta(hours=1)
    assert hours / (100 * 7.5 * len(PLAN.counters)) == pytest.approx(0.85, abs=0.03)


def test_days_are_alike_unless_they_vary_as_real_ones_do() -> None:
    def days(crowd: Crowd) -> list[int]:
        return list(Counter(PLAN.day(at) for at, _ in those_who_come(crowd, days=150)).values())

    alike, unlike = days(Crowd(PLAN)), days(Crowd(PLAN, days_vary=True))

    assert max(alike) < 1.4 * fmean(alike)
    against_mean = [count / fmean(alike) for count in unlike]
    assert quantiles(against_mean, n=10)[1:8] == pytest.approx(real_days().days[2:9], rel=0.2)


def test_the_same_seed_makes_the_same_crowd() -> None:
    def some(seed: int) -> list[tuple[datetime, Visitor]]:
        return those_who_come(Crowd(PLAN, seed, days_vary=True), days=1)

    assert some(7) == some(7) != some(8)
