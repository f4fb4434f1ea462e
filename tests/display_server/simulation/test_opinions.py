"""Simulated visitors answer what the hall asks, as real ones would, and nothing that it does not ask."""

from dataclasses import replace
from pathlib import Path

import pytest

from display_server.domain.rating_plan import FACES_ALONE, RatingPlan, must_be_asked
from display_server.hall_file.reading import read_hall_file
from display_server.simulation.visitors import Crowd

HALL = read_hall_file(Path("display_server/dong_nai_hall.toml"))
PLANS = {
    "faces alone": FACES_ALONE,
    "as the reference hall": HALL.rating,
    "all": RatingPlan(HALL.rating.reasons, indicators=True, comment=True),
}


@pytest.mark.parametrize("asked", PLANS)
def test_every_answer_is_one_that_the_hall_takes(asked: str) -> None:
    plan = replace(HALL, rating=PLANS[asked])
    crowd = Crowd(plan, 7)

    said = [opinion for opinion in (crowd.visitor_for("dkdn").opinion for _ in range(600)) if opinion]

    assert said
    for opinion in said:
        must_be_asked(plan.rating, opinion)


def test_they_give_reasons_indicators_and_words_where_these_are_asked() -> None:
    crowd = Crowd(replace(HALL, rating=PLANS["all"]), 7)

    said = [opinion for opinion in (crowd.visitor_for("dkdn").opinion for _ in range(600)) if opinion]

    assert {opinion.score for opinion in said} == {1, 2, 3, 4}
    assert any(opinion.reasons for opinion in said)
    assert any(opinion.indicators for opinion in said)
    assert any(opinion.comment for opinion in said)
