from datetime import UTC, datetime, timedelta
from random import Random
from statistics import quantiles

import pytest
from hypothesis import given, strategies as st

from display_server.contract import State
from display_server.domain.rating_plan import Opinion
from display_server.statistics.measures import measures, rating_measures
from display_server.statistics.sums import Exact, Sums, added_up
from display_server.statistics.visit import Visit

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
DURATIONS = st.lists(st.timedeltas(timedelta(0), timedelta(hours=12)), min_size=1, max_size=60)


def minutes(*values: float) -> Exact:
    return Exact(timedelta(minutes=value) for value in values)


def served(*visits: Opinion | None) -> Sums[Exact]:
    """Of so many visits that were served, with what was said of them."""
    each = [Visit("dkdn", "khdt", State.SERVED, NINE, opinion=opinion) for opinion in visits]
    return added_up(each, {}, Exact)


def test_a_percentile_lies_between_two_visits_where_it_must() -> None:
    """Of six visits P50 has rank 1 + 0.5 · 5 = 3.5, P80 rank 5, P90 rank 5.5."""
    waits = measures(minutes(7, 1, 16, 2, 11, 4))

    assert (waits.count, waits.mean, waits.p50, waits.p80, waits.p90, waits.max) == (6, 6.8, 5.5, 11.0, 13.5, 16.0)


def test_one_visit_is_its_own_mean_and_percentile() -> None:
    waits = measures(minutes(3.26))

    assert (waits.mean, waits.p50, waits.p80, waits.p90, waits.max) == (3.3, 3.3, 3.3, 3.3, 3.3)


def test_no_visit_has_no_figures() -> None:
    nothing = measures(minutes())

    assert (nothing.count, nothing.mean, nothing.p90, nothing.within_target) == (0, None, None, None)


def test_each_wait_is_judged_by_its_own_target_and_one_without_target_by_none() -> None:
    targets = {"short": timedelta(minutes=20), "long": timedelta(minutes=30)}
    waits = (("short", 20), ("short", 25), ("long", 25), ("gone", 99))
    visits = [
        Visit(service, "khdt", State.SERVED, NINE, called_at=NINE + timedelta(minutes=wait)) for service, wait in waits
    ]

    sums = added_up(visits, targets, Exact)

    assert measures(sums.waits, sums.judged, sums.within).within_target == 0.667


def test_ratings_are_counted_by_score_and_against_the_visits_served() -> None:
    ratings = rating_measures(
        served(Opinion(4), Opinion(4), Opinion(3), Opinion(1), None, None, None, None), reasons={}
    )

    assert (ratings.count, ratings.mean, ratings.counts, ratings.response_rate) == (4, 3.0, (1, 0, 1, 2), 0.5)


def test_without_visits_there_is_no_response_rate() -> None:
    ratings = rating_measures(served(), reasons={})

    assert (ratings.mean, ratings.counts, ratings.response_rate) == (None, (0, 0, 0, 0), None)


def test_each_reason_given_counts_and_one_never_given_counts_nothing() -> None:
    names = {slug: {"vi": slug} for slug in ("wait", "attitude", "unclear")}
    ratings = rating_measures(served(Opinion(1, ("wait", "attitude")), Opinion(2, ("wait",)), Opinion(4)), names)

    assert [(reason.slug, reason.count) for reason in ratings.reasons] == [("wait", 2), ("attitude", 1), ("unclear", 0)]


def test_the_mean_of_an_indicator_is_of_those_who_answered_it() -> None:
    ratings = rating_measures(
        served(Opinion(4, indicators=(("1", 2), ("7", 1))), Opinion(3, indicators=(("1", 1),))), {}
    )

    found = {each.indicator: (each.count, each.mean) for each in ratings.indicators}
    assert found == {"1": (2, 1.5), "3": (0, None), "4": (0, None), "7": (1, 1.0)}


@given(DURATIONS)
def test_the_figures_are_in_order_and_within_what_happened(durations: list[timedelta]) -> None:
    found = measures(Exact(durations))

    assert found.p50 is not None
    assert found.p80 is not None
    assert found.p90 is not None
    assert found.max is not None
    assert round(min(durations) / timedelta(minutes=1), 1) <= found.p50 <= found.p80 <= found.p90 <= found.max


@given(DURATIONS.filter(lambda durations: len(durations) > 1))
def test_percentiles_are_those_of_the_standard_library(durations: list[timedelta]) -> None:
    tenths = quantiles([wait / timedelta(minutes=1) for wait in durations], n=10, method="inclusive")
    found = measures(Exact(durations))

    assert (found.p50, found.p80, found.p90) == pytest.approx((tenths[4], tenths[7], tenths[8]), abs=0.051)


@given(DURATIONS, st.randoms())
def test_the_order_of_visits_does_not_matter(durations: list[timedelta], random: Random) -> None:
    shuffled = random.sample(durations, len(durations))

    assert measures(Exact(shuffled)) == measures(Exact(durations))


@given(DURATIONS)
def test_half_of_the_waits_or_more_are_no_longer_than_the_median(durations: list[timedelta]) -> None:
    median = measures(Exact(durations)).p50

    assert median is not None
    assert sum(wait / timedelta(minutes=1) <= median + 0.05 for wait in durations) * 2 >= len(durations)
