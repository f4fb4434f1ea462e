"""What a hall asks those whom it has served, and which answers are some. Pure.

Four faces are asked everywhere. A hall may go on: with its own reasons for whoever is not satisfied, with the four
indicators of Circular 01/2018/TT-VPCP that citizens judge themselves, and with words of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from display_server.domain.refusals import NotValid

INDICATORS = ("1", "3", "4", "7")
"""By their numbers in Article 13: how long it took, how often one had to come again to complete the dossier, how many
agencies had to be seen, how the officer behaved. Each is worth 2, 1 or 0 points."""

MOST_POINTS = 2

LONGEST_COMMENT = 500
"""Characters: what somebody writes standing at a counter."""

NOT_SATISFIED = (1, 2)
"""The scores after which reasons are asked."""


@dataclass(frozen=True, slots=True)
class RatingReason:
    """Why somebody may not be satisfied, as this hall words it."""

    slug: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """What is asked beyond the four faces."""

    reasons: tuple[RatingReason, ...] = ()
    indicators: bool = False
    comment: bool = False
    at_kiosk: bool = False
    """Whether kiosks ask whoever holds a ticket before the scanner: for halls without tablets."""


FACES_ALONE = RatingPlan()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a visitor says of a visit: 1 not satisfied … 4 very satisfied."""

    score: int
    reasons: tuple[str, ...] = ()
    indicators: tuple[tuple[str, int], ...] = ()
    comment: str | None = None
    on_tablet: bool = False
    """Given at the counter, and not on the visitor's own phone."""
    seconds_after: int | None = None
    """The end of the visit, where that is known."""


def must_be_asked(plan: RatingPlan, opinion: Opinion) -> None:
    """Raises NotValid, of the field, for an answer to what this hall does not ask."""
    _must_be_reasons(plan, opinion)
    _must_be_indicators(plan, opinion)
    if opinion.comment is not None and not plan.comment:
        raise NotValid("comment", "This hall does not ask for a comment.")
    if opinion.comment is not None and len(opinion.comment) > LONGEST_COMMENT:
        raise NotValid("comment", "A comment has at most %(most)s characters.", most=LONGEST_COMMENT)


def _must_be_reasons(plan: RatingPlan, opinion: Opinion) -> None:
    known = [reason.slug for reason in plan.reasons]
    for reason in opinion.reasons:
        if not known:
            raise NotValid("reasons", "This hall does not ask for reasons.")
        if reason not in known:
            raise NotValid(
                "reasons", "This hall has no reason %(reason)s, but: %(known)s.", reason=reason, known=", ".join(known)
            )
    if opinion.reasons and opinion.score not in NOT_SATISFIED:
        raise NotValid("reasons", "Reasons go with the scores 1 and 2 alone.")
    if len(set(opinion.reasons)) < len(opinion.reasons):
        raise NotValid("reasons", "Name each reason once.")


def _must_be_indicators(plan: RatingPlan, opinion: Opinion) -> None:
    for indicator, points in opinion.indicators:
        if not plan.indicators:
            raise NotValid("indicators", "This hall does not ask for the indicators.")
        if indicator not in INDICATORS:
            raise NotValid(
                "indicators",
                "There is no indicator %(indicator)s to be judged here, but: %(known)s.",
                indicator=indicator,
                known=", ".join(INDICATORS),
            )
        if not 0 <= points <= MOST_POINTS:
            raise NotValid("indicators", "Indicator %(indicator)s takes 0, 1 or 2 points.", indicator=indicator)
