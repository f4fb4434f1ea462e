"""Figures of few answers are nobody's to see, and cannot be found out from the others."""

from dataclasses import replace

from hypothesis import given, strategies as st

from display_server.contract import GroupBy, Statistics
from display_server.domain.rating_plan import Opinion
from display_server.statistics.export import to_csv
from display_server.statistics.few_answers import FEWEST_SHOWN, withheld
from display_server.statistics.report import report
from display_server.statistics.visit import Visit
from tests.display_server.statistics.test_report import DAY, PLAN, a_visit


def rated(officer: str, counter: int, *scores: int) -> list[Visit]:
    visit = a_visit(officer=officer, counter=counter)
    return [replace(visit, opinion=Opinion(score)) for score in scores]


def told(group_by: GroupBy, *visits: list[Visit]) -> Statistics:
    return report([each for some in visits for each in some], PLAN, DAY, DAY, group_by)


def test_an_officer_is_shown_from_ten_answers_and_compared_from_thirty() -> None:
    visits = [
        rated("Lan", 1, *[4] * 9),
        rated("Minh", 2, *[1] * 30),
        rated("Hoa", 3, *[2] * 10),
        rated("An", 4, *[3] * 9),
    ]

    rows = {row.key: row.ratings for row in told("officer", *visits).rows}

    assert {officer: (each.withheld, each.comparable) for officer, each in rows.items()} == {
        **{"Lan": (True, False), "An": (True, False)},
        **{"Hoa": (False, False), "Minh": (False, True)},
    }
    assert (rows["Lan"].count, rows["Lan"].mean, rows["Lan"].counts) == (9, None, (0, 0, 0, 0))
    assert (rows["Minh"].mean, rows["Hoa"].mean) == (1.0, 2.0)


def test_a_counter_tells_no_more_than_its_officer() -> None:
    (row,) = (row for row in told("counter", rated("Lan", 1, 1, 4), rated("Minh", 2, *[4] * 20)).rows if row.key == "1")

    assert (row.ratings.withheld, row.ratings.mean) == (True, None)


def test_the_only_officer_with_few_answers_cannot_be_reckoned_from_the_total() -> None:
    shown = told("officer", rated("Lan", 1, 1), rated("Minh", 2, *[4] * 12), rated("Hoa", 3, *[3] * 40))

    assert {row.key: row.ratings.withheld for row in shown.rows} == {"Hoa": False, "Lan": True, "Minh": True}
    assert sum(shown.total.ratings.counts) == 53


def test_the_hall_as_a_whole_is_told_from_the_first_answer() -> None:
    assert told("service", rated("Lan", 1, 4)).total.ratings.mean == 4.0


def test_a_spreadsheet_leaves_what_is_withheld_empty() -> None:
    lines = (
        to_csv(told("officer", rated("Lan", 1, 1), rated("Minh", 2, *[4] * 40)), "en").decode("utf-8-sig").splitlines()
    )

    heading, lan = lines[0].split(","), lines[1].split(",")
    assert lan[0] == "Lan"
    given = {heading.index(column) for column in ("Not satisfied", "Very satisfied", "Ratings: mean (1 to 4)")}
    assert [lan[place] for place in given] == ["", "", ""]


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=12))
def test_what_is_withheld_holds_together_ten_answers_or_all_there_are(answers: dict[str, int]) -> None:
    hidden = withheld(answers)

    together = sum(answers[group] for group in hidden)
    assert all(group in hidden for group, count in answers.items() if 0 < count < FEWEST_SHOWN)
    assert not hidden or together >= FEWEST_SHOWN or together == sum(answers.values())
