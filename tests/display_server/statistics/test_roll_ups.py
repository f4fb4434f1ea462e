"""A year's figures come from sums that were kept: whatever happened in the hall, they tell what its journal tells."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, get_args

import pytest
from sqlalchemy import Engine, update

from display_server.contract import GroupBy, Measures, Statistics
from display_server.domain.counter import Counter, CounterState
from display_server.domain.dispatch import Position
from display_server.domain.given_services import GivenFor
from display_server.domain.hall_plan import HallPlan
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import Refused
from display_server.domain.ticket import Ticket
from display_server.domain.utilisation import Spell, Spent
from display_server.statistics.queries import left_open, visits
from display_server.statistics.report import report
from display_server.statistics.roll_ups import RollUps, statistics, wrong_days
from display_server.statistics.sums import DURATIONS, RELATIVE_ERROR
from display_server.statistics.visit import CounterTime
from display_server.store.hall import Hall, Halls
from display_server.store.models import RollUpRow
from display_server.store.reading import Reading
from display_server.store.roll_ups import Grain, Period, RollUpStore
from display_server.use_cases import counter, visitor
from display_server.use_cases.day import do_what_is_due
from display_server.use_cases.given import give_services, take_back_services
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.route import Destination, park, return_to_queue, transfer
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
        self._return: list[datetime] = []
        closed = {number: Spell(number, "", Spent.CLOSED) for number in (1, 2, 3)}
        self._seen = (OPENS - timedelta(hours=8), closed)
        self.spent: list[CounterTime] = []
        """What each counter was seen at, from each look at the hall to the next."""

    def look(self) -> None:
        """Sees what each counter is at now; until now it was at what was seen last."""
        now = self._clock.now
        self.spent += cut(self._seen[1].values(), self._seen[0], now)
        with self._hall.reading() as reading:
            held, waiting = reading.counters.tickets(), in_the_queues(reading)
            self._seen = (
                now,
                {number: at_what(reading, each, held, waiting) for number, each in reading.counters.all.items()},
            )

    def live(self, day: date) -> None:
        self._clock.now = datetime.combine(day, OPENS.timetz()) - timedelta(hours=8)
        self.look()  # at midnight what was given for the day before is over
        self._clock.advance(hours=8)
        self.look()
        do_what_is_due(self._hall)
        self.look()
        for number in (1, 2, 3):
            self._try(counter.open_counter, number, f"officer {number % 2}")
        self.look()
        for _ in range(self._random.randint(10, 25)):
            self._wait(self._random.uniform(0.2, 6))
            self._random.choice(self._deeds())()
            self.look()
        if self._random.random() < 0.7:
            for number in (1, 2, 3):
                self._try(counter.close_counter, number)
        self.look()
        self._wait(10)
        self.look()

    def _wait(self, minutes: float) -> None:
        """Looks whenever somebody who had put off their call may be called again."""
        until = self._clock.now + timedelta(minutes=minutes)
        for at in sorted(at for at in self._return if self._clock.now < at <= until):
            self._clock.now = at
            self.look()
        self._clock.now = until

    def _deeds(self) -> list[Callable[[], None]]:
        at = self._random.choice((1, 2, 3))
        outcome = counter.Outcome(self._random.choice([*VisitOutcome, None]))
        return [
            *[self._issue] * 3,
            *[lambda: self._try(counter.call_next, at), lambda: self._try(counter.start, at)] * 3,
            *[lambda: self._try(counter.finish, at, outcome)] * 2,
            lambda: self._try(counter.mark_no_show, at),
            lambda: self._try(transfer, at, Destination("tax")),
            lambda: self._try(transfer, at, Destination("tax", counter=3)),
            lambda: self._try(undo, at),
            lambda: self._try(counter.pause_counter, at, self._random.choice(("lunch", "meeting"))),
            lambda: self._try(counter.open_counter, at, f"officer {at % 2}"),
            lambda: self._try(park, at, "copies"),
            lambda: self._try(return_to_queue, at, Position.FRONT),
            self._postpone,
            lambda: self._try(give_services, at, ["land", "tax"][at % 2 : at % 2 + 1], GivenFor.NOW, "Minh"),
            lambda: self._try(give_services, at, ["tax"], GivenFor.TODAY, "Minh"),
            lambda: self._try(take_back_services, at, ["land", "tax"]),
            self._rate,
        ]

    def _issue(self) -> None:
        wanted = self._random.choice(("land", "tax"))
        ticket = do(self._hall, issue_ticket, TicketRequest(wanted, self._random.choice((None, "elderly"))))
        self._tokens.append(ticket.token)

    def _postpone(self) -> None:
        if self._tokens:
            self._try(visitor.postpone, self._random.choice(self._tokens), timedelta(minutes=10))
            self._return.append(self._clock.now + timedelta(minutes=10))

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


def in_the_queues(reading: Reading) -> list[Ticket]:
    """Who may be called now."""
    waiting = [ticket for service in ("land", "tax") for ticket in reading.queues.of(service)]
    return [each for each in waiting if each.not_before is None or each.not_before <= reading.now]


def at_what(reading: Reading, of: Counter, held: dict[int, Ticket], waiting: list[Ticket]) -> Spell:
    number, officer = of.number, of.officer or ""
    if number in held:
        return Spell(number, officer, Spent.SERVING)
    if of.state is CounterState.CLOSED:
        return Spell(number, "", Spent.CLOSED)
    if of.state is CounterState.PAUSED:
        return Spell(number, officer, Spent.PAUSED, of.pause_reason or "")
    takes = reading.plan.counter(number).takes
    may_call = [
        each for each in waiting if each.for_counter == number or (each.for_counter is None and each.service in takes)
    ]
    return Spell(number, officer, Spent.IDLE_WITH_QUEUE if may_call else Spent.IDLE_WITHOUT_QUEUE)


def cut(spells: Iterable[Spell], since: datetime, until: datetime) -> Iterator[CounterTime]:
    """What of it lies in the opening hours, 7:30 to 17:00 in the hall, day by day."""
    for day in (since.date() + timedelta(days=nth) for nth in range((until.date() - since.date()).days + 1)):
        opens, closes = (datetime.combine(day, at, UTC) for at in (time(0, 30), time(10)))
        lasted = min(until, closes) - max(since, opens)
        if lasted > timedelta():
            yield from (CounterTime(day, spell, lasted) for spell in spells)


def by_brute_force(
    hall: Hall, first: date, last: date, group_by: GroupBy, of: frozenset[str] | None, spent: list[CounterTime]
) -> Statistics:
    with hall.reading() as reading:
        plan = reading.plan
        counted = [each for each in visits(reading, first, last) if of is None or each.department in of]
        forgotten = [
            each for each in left_open(reading, first, last) if of is None or of & plan.departments_at(each.counter)
        ]
        hours = [
            each
            for each in spent
            if first <= each.day <= last and (of is None or of & plan.departments_at(each.spell.counter))
        ]
        return report(counted, plan, first, last, group_by, forgotten, hours)


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


def must_hold(hall: Hall, days: Days, first: date = FIRST, last: date = LAST) -> None:
    for group_by in get_args(GroupBy):
        for of in (None, frozenset({"land"}), frozenset({"land", "tax"})):
            must_tell_the_same(
                statistics(hall, first, last, group_by, of), by_brute_force(hall, first, last, group_by, of, days.spent)
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
    must_hold(hall, days)

    roll_ups.follow(hall)

    must_hold(hall, days)
    must_hold(hall, days, FIRST + timedelta(days=10), LAST - timedelta(days=12))
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


def test_a_day_counts_though_the_last_that_was_heard_on_it_was_of_the_day_before(
    hall: Hall, clock: MovedClock, roll_ups: RollUps
) -> None:
    token = a_day_with_one_visit(hall, clock)
    clock.advance(hours=23)
    a_day_with_one_visit(hall, clock)
    do(hall, counter.close_counter, 1)
    do(hall, visitor.rate_visit, token, visitor.Opinion(3), "phone")
    roll_ups.follow(hall)
    clock.advance(days=1)

    roll_ups.follow(hall)

    assert statistics(hall, FIRST, FIRST + timedelta(days=1), "service").total.served == 2


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
