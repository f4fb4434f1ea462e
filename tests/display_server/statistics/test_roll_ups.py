"""A year's figures come from sums that were kept: whatever happened in the hall, they tell what its journal tells."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, get_args

import pytest
from sqlalchemy import Engine, update

from display_server.contract import GroupBy, Measures, Statistics
from display_server.domain.hall_plan import HallPlan
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import Refused
from display_server.statistics.queries import left_open, visits
from display_server.statistics.report import report
from display_server.statistics.roll_ups import RollUps, statistics, wrong_days
from display_server.statistics.sums import DURATIONS, RELATIVE_ERROR
from display_server.store.hall import Hall, Halls
from display_server.store.models import RollUpRow
from display_server.store.roll_ups import Grain, Period, RollUpStore
from display_server.use_cases import counter, visitor
from display_server.use_cases.day import do_what_is_due
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.route import Destination, transfer
from display_server.use_cases.undo import undo
from tests.halls import BY_DAY, MovedClock, a_hall_plan, do

FIRST, LAST = date(2026, 10, 29), date(2026, 12, 2)
"""Parts of two months around a whole one."""
OPENS = datetime(2026, 10, 29, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(OPENS)


@pytest.fixture
def roll_ups(engine: Engine) -> RollUps:
    return RollUps(RollUpStore(engine))


class Days:
    """Days of a small hall in which anything may happen, by chance; officers forget to close now and then."""

    def __init__(self, hall: Hall, clock: MovedClock, seed: int) -> None:
        self._hall, self._clock, self._random = hall, clock, Random(seed)
        self._tokens: list[str] = []

    def live(self, day: date) -> None:
        self._clock.now = datetime.combine(day, OPENS.timetz())
        do_what_is_due(self._hall)
        for number in (1, 2, 3):
            self._try(counter.open_counter, number, f"officer {number % 2}")
        for _ in range(self._random.randint(10, 25)):
            self._clock.advance(minutes=self._random.uniform(0.2, 6))
            self._random.choice(self._deeds())()
        if self._random.random() < 0.7:
            for number in (1, 2, 3):
                self._try(counter.close_counter, number)

    def _deeds(self) -> list[Callable[[], None]]:
        at = self._random.choice((1, 2, 3))
        outcome = counter.Outcome(self._random.choice([*VisitOutcome, None]))
        return [
            *[self._issue] * 3,
            *[lambda: self._try(counter.call_next, at), lambda: self._try(counter.start, at)] * 3,
            *[lambda: self._try(counter.finish, at, outcome)] * 2,
            lambda: self._try(counter.mark_no_show, at),
            lambda: self._try(transfer, at, Destination("tax")),
            lambda: self._try(undo, at),
            self._rate,
        ]

    def _issue(self) -> None:
        wanted = self._random.choice(("land", "tax"))
        ticket = do(self._hall, issue_ticket, TicketRequest(wanted, self._random.choice((None, "elderly"))))
        self._tokens.append(ticket.token)

    def _rate(self) -> None:
        if self._tokens:
            opinion = visitor.Opinion(self._random.randint(1, 4), indicators=(("1", self._random.randint(0, 2)),))
            self._try(visitor.rate_visit, self._random.choice(self._tokens), opinion, "phone")

    def _try(self, deed: Callable[..., Any], *arguments: object) -> None:
        """What the hall refuses does not happen."""
        try:
            do(self._hall, deed, *arguments)
        except Refused:
            return


def by_brute_force(hall: Hall, first: date, last: date, group_by: GroupBy, of: frozenset[str] | None) -> Statistics:
    with hall.reading() as reading:
        plan = reading.plan
        counted = [each for each in visits(reading, first, last) if of is None or each.department in of]
        forgotten = [
            each for each in left_open(reading, first, last) if of is None or of & plan.departments_at(each.counter)
        ]
        return report(counted, plan, first, last, group_by, forgotten)


def must_be_alike(found: Measures, exact: Measures) -> None:
    """Percentiles of few visits are interpolated when exact, and lie near one of them when not."""
    same = dict.fromkeys(("p50", "p80", "p90"))
    assert found.model_copy(update=same) == exact.model_copy(update=same)
    if exact.count > 100:
        of_found, of_exact = ([each.p50, each.p80, each.p90] for each in (found, exact))
        assert of_found == pytest.approx(of_exact, rel=4 * RELATIVE_ERROR, abs=0.3)


def must_tell_the_same(found: Statistics, exact: Statistics) -> None:
    assert [row.key for row in found.rows] == [row.key for row in exact.rows]
    for ours, theirs in zip((*found.rows, found.total), (*exact.rows, exact.total), strict=True):
        assert ours.model_copy(update={name: getattr(theirs, name) for name in DURATIONS}) == theirs
        for name in DURATIONS:
            must_be_alike(getattr(ours, name), getattr(theirs, name))


def must_hold(hall: Hall, first: date = FIRST, last: date = LAST) -> None:
    for group_by in get_args(GroupBy):
        for of in (None, frozenset({"land"}), frozenset({"land", "tax"})):
            must_tell_the_same(
                statistics(hall, first, last, group_by, of), by_brute_force(hall, first, last, group_by, of)
            )


@pytest.mark.parametrize("seed", [1, 2])
def test_they_tell_what_the_journal_tells_whatever_happened(
    halls: Halls, clock: MovedClock, roll_ups: RollUps, seed: int
) -> None:
    plan: HallPlan = replace(a_hall_plan(), opening_hours=BY_DAY)
    halls.load(plan, actor="test")
    hall, random = halls["hall"], Random(seed)
    days = Days(hall, clock, seed)
    day = FIRST
    while day <= LAST:
        days.live(day)
        if random.random() < 0.4:
            roll_ups.follow(hall)
        day += timedelta(days=1)
    must_hold(hall)

    roll_ups.follow(hall)

    must_hold(hall)
    must_hold(hall, FIRST + timedelta(days=10), LAST - timedelta(days=12))
    assert wrong_days(hall, days=100) == []


def a_day_with_one_visit(hall: Hall, clock: MovedClock) -> str:
    do(hall, counter.open_counter, 1, "Lan")
    ticket = do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    clock.advance(minutes=6)
    do(hall, counter.finish, 1, counter.Outcome())
    return ticket.token


def test_a_day_is_added_up_once_it_is_over_and_again_when_more_is_heard_of_it(
    hall: Hall, clock: MovedClock, roll_ups: RollUps
) -> None:
    token = a_day_with_one_visit(hall, clock)
    assert roll_ups.follow(hall) == []
    clock.advance(days=1)

    assert roll_ups.follow(hall) == [Period(Grain.DAY, FIRST)]
    assert roll_ups.follow(hall) == []

    do(hall, visitor.rate_visit, token, visitor.Opinion(3), "phone")
    before = statistics(hall, FIRST, LAST, "service").total.ratings.count
    assert roll_ups.follow(hall) == [Period(Grain.DAY, FIRST)]
    assert (before, statistics(hall, FIRST, LAST, "service").total.ratings.count) == (1, 1)


def test_a_sum_that_was_bent_is_found_and_made_anew(
    hall: Hall, clock: MovedClock, roll_ups: RollUps, engine: Engine
) -> None:
    a_day_with_one_visit(hall, clock)
    clock.advance(days=1)
    roll_ups.follow(hall)
    with engine.begin() as connection:
        connection.execute(update(RollUpRow).where(RollUpRow.dimension == "officer").values(sums={"served": 9}))
    assert wrong_days(hall, days=10) == [FIRST]

    roll_ups.forget(hall)
    roll_ups.follow(hall)

    assert wrong_days(hall, days=10) == []


def test_what_another_process_noted_meanwhile_is_not_written_over(
    hall: Hall, clock: MovedClock, roll_ups: RollUps, engine: Engine
) -> None:
    a_day_with_one_visit(hall, clock)
    clock.advance(days=1)
    store = RollUpStore(engine)
    with hall.reading() as reading:
        seq = reading.seq

    assert store.mark_stale("hall", [], before=0, seq=seq)
    assert not store.mark_stale("hall", [], before=0, seq=seq + 1)
