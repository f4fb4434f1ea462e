"""The few figures that managers compare, of sums of visits. Pure: knows no visits and no database."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from display_server.contract import IndicatorMeasure, Measures, RatingMeasures, ReasonMeasure, Words
from display_server.domain.rating_plan import INDICATORS
from display_server.statistics.sums import Durations, Sums
from display_server.words import N_, say_in_all

MINUTE_MICROSECONDS = timedelta(minutes=1) // timedelta(microseconds=1)


def measures(durations: Durations, judged: int = 0, within: int = 0) -> Measures:
    """The distribution of some durations, in minutes to one decimal.

    Of them `judged` have a target, and `within` are no longer than it: the share, to three decimals, is of those.
    """
    if not durations.count:
        return Measures(count=0, mean=None, p50=None, p80=None, p90=None, max=None, within_target=None)
    p50, p80, p90 = durations.percentiles(0.5, 0.8, 0.9)
    return Measures(
        count=durations.count,
        mean=round(durations.total / durations.count / MINUTE_MICROSECONDS, 1),
        p50=round(p50, 1),
        p80=round(p80, 1),
        p90=round(p90, 1),
        max=round(durations.longest / MINUTE_MICROSECONDS, 1),
        within_target=round(within / judged, 3) if judged else None,
    )


INDICATOR_NAMES = {
    "1": N_("1: Time until the result"),
    "3": N_("3: Completing the dossier"),
    "4": N_("4: Agencies to go to"),
    "7": N_("7: Attitude of the officer"),
}
"""Of Circular 01/2018/TT-VPCP, Article 13."""


def rating_measures(sums: Sums[Any], reasons: Mapping[str, Words]) -> RatingMeasures:
    """The distribution of what was said after the visits served; `reasons` are the names of those that count."""
    given = sums.scores.total()
    return RatingMeasures(
        count=given,
        mean=round(sum(score * count for score, count in sums.scores.items()) / given, 2) if given else None,
        counts=(sums.scores[1], sums.scores[2], sums.scores[3], sums.scores[4]),
        response_rate=round(given / sums.served, 3) if sums.served else None,
        satisfied=round((sums.scores[3] + sums.scores[4]) / given, 3) if given else None,
        reasons=tuple(ReasonMeasure(slug=slug, name=name, count=sums.reasons[slug]) for slug, name in reasons.items()),
        indicators=tuple(_indicator_measure(indicator, sums) for indicator in INDICATORS),
    )


def without_figures(ratings: RatingMeasures) -> RatingMeasures:
    """How many answered, and nothing of what they said."""
    return RatingMeasures(
        count=ratings.count,
        mean=None,
        counts=(0, 0, 0, 0),
        response_rate=ratings.response_rate,
        withheld=True,
        comparable=False,
    )


def _indicator_measure(indicator: str, sums: Sums[Any]) -> IndicatorMeasure:
    answers = sums.answers[indicator]
    return IndicatorMeasure(
        indicator=indicator,
        name=say_in_all(INDICATOR_NAMES[indicator]),
        count=answers,
        mean=round(sums.points[indicator] / answers, 2) if answers else None,
    )
