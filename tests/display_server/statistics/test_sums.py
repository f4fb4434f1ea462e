"""Sums that are merged come to what the visits come to when they are added up at once."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from ddsketch import DDSketch
from hypothesis import given, strategies as st

from display_server.contract import State
from display_server.domain.rating_plan import Opinion
from display_server.statistics.sums import RELATIVE_ERROR, Exact, Sketched, added_up, merge, nothing, stored
from display_server.statistics.visit import Visit

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TARGETS = {"dkdn": timedelta(minutes=20)}
OVER = [State.SERVED, State.NO_SHOW, State.CANCELLED]
OPINIONS = st.builds(
    Opinion,
    st.integers(1, 4),
    st.lists(st.sampled_from(["wait", "attitude"]), unique=True).map(tuple),
    st.dictionaries(st.sampled_from("1347"), st.integers(0, 2)).map(lambda given: tuple(given.items())),
)
SPANS = st.timedeltas(timedelta(0), timedelta(hours=12))
VISITS = st.builds(
    Visit,
    service=st.sampled_from(["dkdn", "gone"]),
    department=st.just("khdt"),
    state=st.sampled_from([*OVER, State.WAITING]),
    issued_at=st.just(NINE),
    called_at=st.none() | SPANS.map(lambda wait: NINE + wait),
    served=st.none() | SPANS,
    opinion=st.none() | OPINIONS,
    begins=st.booleans(),
    ends=st.booleans(),
    inaccurate=st.booleans(),
)
DAYS = st.lists(st.lists(VISITS, max_size=6), max_size=4)


@given(DAYS)
def test_days_that_were_kept_and_merged_count_what_all_their_visits_count(days: list[list[Visit]]) -> None:
    together = nothing()
    for day in days:
        merge(together, json.loads(json.dumps(stored(added_up(day, TARGETS, Sketched)))))

    at_once = added_up([visit for day in days for visit in day], TARGETS, Sketched)
    assert stored(together) == stored(at_once)


@given(st.lists(SPANS, min_size=1, max_size=200), st.sampled_from([0.0, 0.5, 0.8, 0.9, 1.0]))
def test_a_percentile_of_merged_sums_is_off_by_its_relative_error_at_most(spans: list[timedelta], share: float) -> None:
    """Between two visits the exact one is interpolated, and the sketch's is near the one below or the one above."""
    ordered = sorted(span / timedelta(minutes=1) for span in spans)
    rank = int(share * (len(ordered) - 1))

    found = Sketched(spans).percentiles(share)[0]

    below, above = ordered[rank], ordered[min(rank + 1, len(ordered) - 1)]
    assert below * (1 - RELATIVE_ERROR) - 0.001 <= found <= above * (1 + RELATIVE_ERROR) + 0.001


@given(st.lists(SPANS, min_size=1, max_size=200), st.floats(0, 1))
def test_a_percentile_is_that_of_the_librarys_own_sketch(spans: list[timedelta], share: float) -> None:
    sketch = DDSketch(RELATIVE_ERROR)
    for span in spans:
        sketch.add(span / timedelta(microseconds=1))

    (found,) = Sketched(spans).percentiles(share)

    theirs = sketch.get_quantile_value(share) or 0.0
    longest = max(spans) / timedelta(minutes=1)
    assert found == pytest.approx(min(theirs * timedelta(microseconds=1) / timedelta(minutes=1), longest), rel=1e-9)


@given(st.lists(SPANS, min_size=1))
def test_counts_totals_and_the_longest_are_exact_either_way(spans: list[timedelta]) -> None:
    exact, sketched = Exact(spans), Sketched(spans)

    assert (sketched.count, sketched.total, sketched.longest) == (exact.count, exact.total, exact.longest)


def test_a_year_of_waits_is_told_to_half_a_per_cent() -> None:
    waits = [timedelta(minutes=(minute * 7919) % 45 + minute / 5000) for minute in range(5000)]

    for share in (0.5, 0.8, 0.9):
        assert Sketched(waits).percentiles(share)[0] == pytest.approx(
            Exact(waits).percentiles(share)[0], rel=RELATIVE_ERROR
        )


def test_waits_are_counted_in_steps_and_what_is_longer_than_all_of_them_last() -> None:
    waits = [timedelta(minutes=minutes) for minutes in (0, 1, 4, 7, 14, 200)]

    for durations in (Exact(waits), Sketched(waits)):
        assert durations.steps(timedelta(minutes=5), 3) == (3, 1, 1, 1)
