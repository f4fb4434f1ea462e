"""A hall is answered what it asks, and nothing else."""

import pytest

from display_server.domain.rating_plan import (
    FACES_ALONE,
    LONGEST_COMMENT,
    Opinion,
    RatingPlan,
    RatingReason,
    must_be_asked,
)
from display_server.domain.refusals import NotValid

REASONS = tuple(RatingReason(slug, {"vi": slug}) for slug in ("long-wait", "attitude"))
ALL = RatingPlan(REASONS, indicators=True, comment=True)


def refused(plan: RatingPlan, opinion: Opinion) -> tuple[str, str]:
    with pytest.raises(NotValid) as refusal:
        must_be_asked(plan, opinion)
    return refusal.value.field, str(refusal.value)


@pytest.mark.parametrize("score", [1, 2, 3, 4])
def test_a_face_alone_is_an_answer_everywhere(score: int) -> None:
    must_be_asked(FACES_ALONE, Opinion(score))
    must_be_asked(ALL, Opinion(score))


def test_all_that_the_hall_asks_may_be_answered() -> None:
    all_points = (("1", 2), ("3", 1), ("4", 0), ("7", 2))

    must_be_asked(ALL, Opinion(2, ("attitude", "long-wait"), all_points, "x" * LONGEST_COMMENT))


def test_a_reason_that_the_hall_has_not_is_refused_with_those_that_it_has() -> None:
    assert refused(ALL, Opinion(1, ("banana",))) == (
        "reasons",
        "This hall has no reason banana, but: long-wait, attitude.",
    )


def test_reasons_belong_to_who_is_not_satisfied_and_count_once() -> None:
    assert refused(ALL, Opinion(3, ("attitude",)))[0] == "reasons"
    assert refused(ALL, Opinion(1, ("attitude", "attitude")))[0] == "reasons"


@pytest.mark.parametrize("indicator", ["2", "5", "9", "attitude", ""])
def test_an_indicator_that_citizens_do_not_judge_is_refused(indicator: str) -> None:
    field, why = refused(ALL, Opinion(4, indicators=((indicator, 2),)))

    assert field == "indicators"
    assert "1, 3, 4, 7" in why


@pytest.mark.parametrize("points", [-1, 3])
def test_an_indicator_has_two_points_at_most(points: int) -> None:
    assert refused(ALL, Opinion(4, indicators=(("7", points),)))[0] == "indicators"


def test_a_comment_that_is_too_long_is_refused() -> None:
    assert refused(ALL, Opinion(4, comment="x" * (LONGEST_COMMENT + 1)))[0] == "comment"


@pytest.mark.parametrize(
    ("opinion", "field"),
    [
        (Opinion(1, ("attitude",)), "reasons"),
        (Opinion(4, indicators=(("7", 2),)), "indicators"),
        (Opinion(4, comment="thanks"), "comment"),
    ],
)
def test_what_the_hall_does_not_ask_is_refused(opinion: Opinion, field: str) -> None:
    assert refused(FACES_ALONE, opinion)[0] == field
