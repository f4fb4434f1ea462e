"""What a manager would change makes another day of a past one, and a draft of the hall's file."""

import re
from datetime import time, timedelta
from pathlib import Path
from typing import get_args

import pytest

from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotValid, Refused
from display_server.hall_file.reading import parse_hall
from display_server.planning.changes import (
    Change,
    HeadStart,
    HelpAfter,
    MoreCounters,
    NoShowAfter,
    OpenAt,
    Shared,
    WithoutCounter,
    changed,
)
from display_server.planning.comparison import compare
from display_server.planning.draft import draft
from display_server.planning.past_day import PastVisit
from display_server.planning.run import live
from display_server.planning.written import KINDS, read_change
from tests.display_server.planning.days import Comers, a_day, a_shift, span
from tests.halls import a_hall_plan
from tests.running_server import REFERENCE_HALL

HALL = REFERENCE_HALL.read_text(encoding="utf-8")


@pytest.fixture
def plan() -> HallPlan:
    return a_hall_plan()


def three_at_once() -> list[PastVisit]:
    hall = Comers()
    return [hall.comes("08:00"), hall.comes("08:00"), hall.comes("08:00", priority_class="elderly")]


def test_one_counter_more_works_as_the_one_it_is_like(plan: HallPlan) -> None:
    visits = three_at_once()
    day = changed(a_day(visits, a_shift(1, ["land"], gap=30)), [MoreCounters(1, (time(9), time(10)))], plan)

    assert day.shifts[1].spans == (span("09:00-10:00"),)
    assert day.shifts[1].tiers == (("land",),)
    assert day.shifts[1].gap(5) == timedelta(seconds=30)


def test_departments_share_their_counters_for_some_hours(plan: HallPlan) -> None:
    hall = Comers()
    visits = [hall.comes(when, "land", 20) for when in ("08:00", "08:01", "09:00", "09:01")]
    day = a_day(visits, a_shift(1, ["land"]), a_shift(2, ["tax"]))

    lived = live(changed(day, [Shared(("land", "tax"), (time(9), time(11)))], plan))

    assert [wait.total_seconds() / 60 for _, wait in sorted(lived.waits.items())] == [0, 19, 0, 0]


def test_other_hours_keep_an_officers_own_pause_and_let_people_wait_for_the_door(plan: HallPlan) -> None:
    hall = Comers()
    visits = [hall.comes("07:40"), hall.comes("16:40")]
    day = a_day(visits, a_shift(1, ["land"], there="07:30-10:00,10:20-17:00"))

    later = changed(day, [OpenAt(((time(8), time(16)),))], plan)

    assert later.shifts[0].spans == (span("08:00-10:00"), span("10:20-16:00"))
    assert [visit.stops[0].queued_at for visit in later.visits] == [span("08:00-16:00")[0]]


def test_who_gains_and_who_loses_is_told_by_class_and_department(plan: HallPlan) -> None:
    visits = three_at_once()
    day = a_day(visits, a_shift(1, ["land"]))

    compared = compare([day], plan, [HeadStart("elderly", 0)])

    assert compared is not None
    of = {(row.kind, row.key): row for row in compared.rows}
    assert (
        of["priority_class", "elderly"].before.mean_minutes,
        of["priority_class", "elderly"].after.mean_minutes,
    ) == (
        0,
        20,
    )
    assert (of["hall", ""].gain, of["hall", ""].lose) == (2, 1)
    assert of["department", "land"].before.n == 3
    assert of["hall", ""].daily_change == (0, 0)


def test_no_days_no_comparison(plan: HallPlan) -> None:
    assert compare([], plan, []) is None


def test_changes_are_read_as_people_write_them() -> None:
    assert read_change("head_start", "elderly=10") == HeadStart("elderly", 10)
    assert read_change("shared", "land,tax@09:00-11:00") == Shared(("land", "tax"), (time(9), time(11)))
    assert read_change("more_counters", "12") == MoreCounters(12)
    assert read_change("open_at", "07:00-11:30, 13:00-17:00") == OpenAt(((time(7), time(11, 30)), (time(13), time(17))))
    assert read_change("no_show_after", "3") == NoShowAfter(3)
    assert read_change("help_after", "15") == HelpAfter(15)
    assert read_change("without_counter", "7") == WithoutCounter(7)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("head_start", "elderly"),
        ("head_start", "elderly=999"),
        ("shared", "land,tax@9-11"),
        ("more_counters", "one"),
        ("open_at", ""),
        ("open_at", "11:00-09:00"),
        ("no_show_after", "-3"),
        ("help_after", "soon"),
        ("without_counter", ""),
    ],
)
def test_what_is_no_change_is_refused_with_the_mend(kind: str, text: str) -> None:
    with pytest.raises(NotValid, match=r"Write|write"):
        read_change(kind, text)


def test_every_kind_of_change_can_be_written() -> None:
    assert set(KINDS) == {re.sub(r"(?<!^)(?=[A-Z])", "_", each.__name__).lower() for each in get_args(Change)}


@pytest.mark.parametrize(
    "change", [HeadStart("none", 3), Shared(("land",)), Shared(("land", "none")), MoreCounters(99), WithoutCounter(99)]
)
def test_what_the_hall_does_not_have_is_refused(plan: HallPlan, change: Change) -> None:
    with pytest.raises(Refused):
        change.must_fit(plan)


def test_a_draft_is_a_hall_file_with_the_change_and_its_comments() -> None:
    changes: list[Change] = [
        HeadStart("elderly", 5),
        Shared(("khdt", "bqlkcn")),
        MoreCounters(1),
        WithoutCounter(2),
        OpenAt(((time(7), time(17)),)),
        NoShowAfter(3),
        HelpAfter(15),
    ]

    text = draft(HALL, changes, "dong-nai")
    plan = parse_hall(text, Path("display_server"))

    assert plan.priority_class("elderly").head_start == timedelta(minutes=5)
    assert {"kcn-dautu", "dkdn"} <= set(plan.counter(1).services) & set(plan.counter(5).services)
    assert plan.counter(49).services == plan.counter(1).services
    assert 2 not in {counter.number for counter in plan.counters}
    assert [period.end for period in plan.opening_hours.periods["mon"]] == [time(17)]
    assert (plan.rules.no_show_after, plan.rules.help_after) == (timedelta(minutes=3), timedelta(minutes=15))
    assert "# Facts: 48 counters in four sections" in text


def test_a_hall_file_has_no_counters_by_the_hour() -> None:
    with pytest.raises(NotValid, match="without the hours"):
        draft(HALL, [MoreCounters(1, (time(9), time(11)))], "dong-nai")
