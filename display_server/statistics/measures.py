"""Sums up durations and ratings in the few figures that managers compare. Pure: knows no visits and no database.

A percentile lies between two visits where it must: rank 1 + p · (n - 1), linearly interpolated (definition 7 of
Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996). It is what
PERCENTILE.INC in Excel and LibreOffice, `percentile_cont` in PostgreSQL and NumPy's default give, so whoever computes
from the exported visits by any of them finds the same figure.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import fmean

from display_server.contract import IndicatorMeasure, Measures, RatingMeasures, ReasonMeasure, Words
from display_server.domain.rating_plan import INDICATORS, Opinion
from display_server.words import N_, say_in_all

MINUTE = timedelta(minutes=1)


def measures(durations: Sequence[timedelta], targets: Sequence[timedelta | None] = ()) -> Measures:
    """The distribution of some durations, in minutes to one decimal.

    `targets` holds each duration's own target; the share within target (to three decimals) is of those that have one.
    """
    if not durations:
        return Measures(count=0, mean=None, p50=None, p80=None, p90=None, max=None, within_target=None)
    minutes = sorted(duration / MINUTE for duration in durations)
    judged = [duration <= target for duration, target in zip(durations, targets, strict=False) if target is not None]
    return Measures(
        count=len(minutes),
        mean=round(fmean(minutes), 1),
        p50=round(percentile(minutes, 0.5), 1),
        p80=round(percentile(minutes, 0.8), 1),
        p90=round(percentile(minutes, 0.9), 1),
        max=round(minutes[-1], 1),
        within_target=round(fmean(judged), 3) if judged else None,
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the ordered values do not exceed; see above for what lies between two values."""
    rank = share * (len(ordered) - 1)
    below, above = ordered[math.floor(rank)], ordered[math.ceil(rank)]
    return below + (above - below) * (rank - math.floor(rank))


INDICATOR_NAMES = {
    "1": N_("1: Time until the result"),
    "3": N_("3: Completing the dossier"),
    "4": N_("4: Agencies to go to"),
    "7": N_("7: Attitude of the officer"),
}
"""Of Circular 01/2018/TT-VPCP, Article 13."""


def rating_measures(opinions: Sequence[Opinion], served: int, reasons: Mapping[str, Words]) -> RatingMeasures:
    """The distribution of what was said after `served` visits; `reasons` are the names of those that count."""
    scores = [opinion.score for opinion in opinions]
    given = Counter(reason for opinion in opinions for reason in opinion.reasons)
    return RatingMeasures(
        count=len(scores),
        mean=round(fmean(scores), 2) if scores else None,
        counts=(scores.count(1), scores.count(2), scores.count(3), scores.count(4)),
        response_rate=round(len(scores) / served, 3) if served else None,
        reasons=tuple(ReasonMeasure(slug=slug, name=name, count=given[slug]) for slug, name in reasons.items()),
        indicators=tuple(_indicator_measure(indicator, opinions) for indicator in INDICATORS),
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


def _indicator_measure(indicator: str, opinions: Sequence[Opinion]) -> IndicatorMeasure:
    points = [points for opinion in opinions for judged, points in opinion.indicators if judged == indicator]
    return IndicatorMeasure(
        indicator=indicator,
        name=say_in_all(INDICATOR_NAMES[indicator]),
        count=len(points),
        mean=round(fmean(points), 2) if points else None,
    )
