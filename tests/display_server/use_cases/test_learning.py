"""A hall learns from its own journal: by night, once, kept only where it is better on days that nobody has seen."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, update

from display_server import views
from display_server.contract import PromiseLedger
from display_server.domain.promise import Promise
from display_server.store.estimators import Estimators, in_use, put_in_use, trainings, unreadable
from display_server.store.hall import Hall, Halls
from display_server.store.models import EstimatorRow
from display_server.use_cases import counter, kiosk
from display_server.use_cases.learning import learn, learn_if_due, lessons_of, train_and_judge
from tests.halls import MovedClock, close_at_night, do

LAND = kiosk.TicketRequest("land")
FIRST = date(2026, 11, 23)


def lives_a_day(hall: Hall, clock: MovedClock, day: int, minutes: float = 25) -> None:
    """30 people within two hours; each visit takes about so long, where the hall declares ten."""
    clock.now = clock.now.replace(hour=1, minute=0) + timedelta(days=day - (clock.now.date() - FIRST).days)
    random = Random(day)
    do(hall, counter.open_counter, 1, "lan")
    opened, free, to_come = clock.now, clock.now, 30
    arrives = opened
    while True:
        if to_come and arrives <= free:
            clock.now = max(clock.now, arrives)
            do(hall, kiosk.issue_ticket, LAND)
            to_come, arrives = to_come - 1, arrives + timedelta(minutes=4)
            continue
        clock.now = max(clock.now, free)
        if do(hall, counter.call_next, 1) is None:
            break
        do(hall, counter.start, 1)
        clock.advance(minutes=minutes * random.uniform(0.9, 1.1))
        do(hall, counter.finish, 1, counter.Outcome())
        free = clock.now
    do(hall, counter.close_counter, 1)


@pytest.fixture
def lived(hall: Hall, clock: MovedClock) -> Hall:
    """Four days, and the night after."""
    for day in range(4):
        lives_a_day(hall, clock, day)
    clock.now = clock.now.replace(hour=18) + timedelta(days=1 if clock.now.hour > 18 else 0)
    return hall


@pytest.fixture
def estimators(engine: Engine) -> Estimators:
    return Estimators(engine)


def told(hall: Hall, ahead: int = 4) -> float:
    with hall.reading() as reading:
        estimate = reading.estimates.of("land", ahead)
    assert estimate is not None
    return estimate.expected


def ledger(hall: Hall) -> PromiseLedger:
    with hall.reading() as reading:
        return views.promises.ledger(reading, reading.today - timedelta(days=1))


@pytest.mark.both_databases
def test_what_was_learnt_is_told_from_then_on_by_every_process(
    lived: Hall, estimators: Estimators, engine: Engine, clock: MovedClock
) -> None:
    other = Halls(engine, clock)["hall"]
    do(lived, counter.open_counter, 1, "lan")
    before = [told(lived), told(other)]

    learn(estimators, lived)

    after = [told(lived), told(other)]
    assert before == [pytest.approx(43, abs=1)] * 2, "ten minutes each, as declared"
    assert after[0] == after[1]
    assert after[0] > 80, "it has seen that they take twenty-five"


def test_the_manager_sees_what_is_in_use_since_when_and_what_it_was_worth(lived: Hall, estimators: Estimators) -> None:
    trained = learn(estimators, lived)

    shown = ledger(lived).estimator

    assert trained is not None
    assert shown is not None
    assert (shown.version, shown.learnt_until) == (1, FIRST + timedelta(days=1))
    assert shown.days == (FIRST + timedelta(days=2), FIRST + timedelta(days=3)), "neither has seen them"
    assert shown.figures.tickets == shown.before.tickets == 60
    assert shown.figures.mae_minutes < 0.5 * shown.before.mae_minutes
    assert shown.grown_by is None, "sixty tickets teach no trees"


def test_the_manager_sees_which_library_has_learnt_it(lived: Hall, estimators: Estimators, clock: MovedClock) -> None:
    for day in range(4, 10):
        lives_a_day(lived, clock, day)
    clock.now = clock.now.replace(hour=18) + timedelta(days=1)

    trained = learn(estimators, lived)

    shown = ledger(lived).estimator
    assert trained is not None
    assert shown is not None
    assert shown.grown_by == "LightGBM"
    assert json.loads(trained.model)["learnt"]["grown_by"] == "lightgbm"


def test_what_is_no_better_is_not_kept_and_shown_as_such(lived: Hall, estimators: Estimators) -> None:
    learn(estimators, lived)

    again = learn(estimators, lived, again=True)

    of_day = ledger(lived)
    assert again is not None
    assert not again.is_better, "it has learnt the same"
    assert of_day.estimator is not None
    assert of_day.last_training is not None
    assert (of_day.estimator.version, of_day.last_training.kept) == (1, False)


def test_one_training_a_night_however_many_processes(lived: Hall, estimators: Estimators, engine: Engine) -> None:
    done = [learn(each, lived) is not None for each in (estimators, Estimators(engine), estimators)]

    assert done == [True, False, False]


def test_it_learns_while_the_hall_is_closed_and_not_before(
    lived: Hall, halls: Halls, estimators: Estimators, clock: MovedClock
) -> None:
    close_at_night(halls)
    night = clock.now
    found = []
    for now in (night.replace(hour=2) + timedelta(days=1), night + timedelta(days=1)):
        clock.now = now
        learn_if_due(estimators, lived)
        with lived.reading() as reading:
            found.append(in_use(reading) is not None)
        learn_if_due(estimators, lived)

    with lived.reading() as reading:
        assert (found, len(trainings(reading, limit=9))) == ([False, True], 1)


def test_from_too_few_days_nothing_is_learnt(hall: Hall, clock: MovedClock, estimators: Estimators) -> None:
    for day in range(2):
        lives_a_day(hall, clock, day)
    clock.advance(days=1)

    assert learn(estimators, hall) is None
    assert ledger(hall).estimator is None


def test_what_stands_in_the_journal_is_what_the_backtest_would_read(lived: Hall) -> None:
    lessons = lessons_of(lived)

    assert [len(day) for day in lessons.days.values()] == [30] * 4
    first = next(iter(lessons.days.values()))
    assert (first[0].issued, first[0].ahead, first[0].counters) == (480, 0, 1)
    assert [each.ahead for each in first] != [0] * 30
    assert all(each.called is not None and each.called >= each.issued for each in first)


def test_a_damaged_one_is_told_by_the_doctor_and_keeps_nobody_from_a_ticket(
    lived: Hall, estimators: Estimators, engine: Engine, clock: MovedClock
) -> None:
    learn(estimators, lived)
    with engine.begin() as connection:
        connection.execute(update(EstimatorRow).values(model='{"version": 1}'))
    fresh = Halls(engine, clock)["hall"]
    do(fresh, counter.open_counter, 1, "lan")

    do(fresh, kiosk.issue_ticket, LAND)

    (finding,) = unreadable(engine)
    assert finding.startswith("hall hall: what it has learnt of waits is damaged")
    assert "motcua estimates train hall" in finding
    assert told(fresh) == pytest.approx(43, abs=1)


def test_a_ticket_is_promised_what_was_learnt(lived: Hall, estimators: Estimators) -> None:
    learn(estimators, lived)
    do(lived, counter.open_counter, 1, "lan")
    for _ in range(3):
        ticket = do(lived, kiosk.issue_ticket, LAND)

    with lived.reading() as reading:
        (*_, last) = reading.promises.of_day(reading.today).issued

    assert last.ticket == ticket.id
    assert last.promise == replace(last.promise, people_ahead=2, counters=1)
    assert isinstance(last.promise, Promise)
    assert last.promise.expected > 30, "the declared minutes say twenty-four"


def test_training_leaves_only_numbers(lived: Hall) -> None:
    trained = train_and_judge(lessons_of(lived))

    assert trained is not None
    assert trained.model.startswith('{"version":1,')


def test_the_next_version_takes_the_place_of_the_one_before(
    lived: Hall, estimators: Estimators, engine: Engine
) -> None:
    trained = learn(estimators, lived)
    assert trained is not None
    version = estimators.claim("hall", FIRST + timedelta(days=9), trained_at(lived))
    assert version == 2

    put_in_use(lived, "test", version, FIRST, trained.figures, trained.model)

    with lived.reading() as reading:
        used = in_use(reading)
        assert used is not None
        assert (used.version, [each.in_use for each in trainings(reading, limit=9)]) == (2, [True, False])


def trained_at(hall: Hall) -> datetime:
    with hall.reading() as reading:
        return reading.now
