"""The headline's figures, each by its one definition; Wilson's interval as SciPy has it."""

from dataclasses import replace
from datetime import date

import pytest
from scipy.stats import binomtest

from display_server.statistics.headline import Answers, Counted, Noted, headline, number, percent, share, wilson
from tests.halls import a_hall_plan

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
PLAN = a_hall_plan()
RECEIVED = Noted("land", "received", 100, with_due_day=100, fee=30_000, charge=50_000)
RETURNED = Noted("land", "returned", 60, with_due_day=50, late=5, known_before=40, by_post=7)
COUNTED = Counted([RECEIVED, RETURNED, Noted("tax", "refused", 3)], Answers(200, 80, 76), 3, {"long-thanh": 4})


@pytest.mark.parametrize(("count", "of"), [(0, 10), (10, 10), (30, 30), (100, 100), (76, 80), (1, 3), (29_081, 31_013)])
def test_the_interval_is_wilsons(count: int, of: int) -> None:
    known = binomtest(count, of).proportion_ci(0.95, "wilson")

    assert list(wilson(count, of)) == pytest.approx([known.low, known.high], abs=6e-5)


def test_with_every_answer_satisfied_it_says_how_little_is_known() -> None:
    assert [wilson(n, n)[0] for n in (10, 30, 100)] == [0.7225, 0.8865, 0.963]


def test_of_nothing_there_is_no_share() -> None:
    assert share(0, 0) is None
    assert wilson(0, 0) == (None, None)


def test_each_figure_is_counted_as_it_is_defined() -> None:
    told = headline(COUNTED, PLAN, FIRST, LAST)

    assert (told.received, told.returned) == (100, 60)
    assert (told.on_time.count, told.on_time.of, told.on_time.share) == (45, 50, 0.9)
    assert (told.satisfied.count, told.satisfied.of, told.satisfied.share) == (76, 80, 0.95)
    assert (told.answered.of, told.answered.share) == (200, 0.4)
    assert (told.official.dossiers, told.official.overdue, told.official.dissatisfied) == (120, 5, 3)
    assert told.official.share == round(112 / 120, 4)
    assert (told.fees, told.charges, told.by_post, told.received_elsewhere) == (30_000, 50_000, 7, 4)
    assert [(each.department, each.received, each.returned) for each in told.departments] == [
        *(("land", 100, 60), ("tax", 0, 0)),
    ]
    assert set(told.definitions) >= {"received", "on_time", "satisfied", "answered", "official", "by_post"}


def test_the_sentence_is_written_as_people_write_in_each_language() -> None:
    told = headline(COUNTED, PLAN, FIRST, LAST).sentence

    assert "From 01/11/2026 to 30/11/2026, Hall received 100 dossiers" in told["en"]
    assert "On time: 90.00% of the 50 results" in told["en"]
    assert "90,00 %" in told["vi"]
    assert "Quyết định 766/QĐ-TTg: 93,33 %" in told["vi"]


def test_of_what_nobody_noted_nothing_is_claimed() -> None:
    nothing = Counted([replace(RETURNED, with_due_day=0, late=0)], Answers(9, 0, 0), 0, {})

    said = headline(nothing, PLAN, FIRST, LAST).sentence["en"]

    assert "none can be said to be on time" in said
    assert "Nobody rated a visit." in said


def test_numbers_and_shares_have_the_marks_of_their_language() -> None:
    assert (number(106_651, "vi"), number(106_651, "en")) == ("106.651", "106,651")
    assert (percent(0.9636, "vi"), percent(0.9984, "en"), percent(None, "vi")) == ("96,36 %", "99.84%", "–")
