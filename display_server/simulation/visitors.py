"""Who comes, for what, and how long things take: the simulated people's habits. Pure: no clock, no hall.

Assumed, so that every screen lives: each service gets 85 % of what its counters can serve, visits scatter around the
expected time as real ones do, and every sixth visitor belongs to a priority class.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from display_server.domain.hall_plan import HallPlan
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import INDICATORS, NOT_SATISFIED, Opinion, RatingPlan
from display_server.simulation.processes import Process

LOAD = 0.85
PRIORITY_SHARE = 0.18
NO_SHOW_SHARE = 0.05
RATING_SHARE = 0.4
SCORES, SCORE_WEIGHTS = (4, 3, 2, 1), (64, 26, 7, 3)
OUTCOMES = tuple(VisitOutcome)
OUTCOME_WEIGHTS = (48, 9, 2, 26, 14, 1)
"""Of every hundred, in the order of the outcomes."""
REASON_SHARE, INDICATOR_SHARE, COMMENT_SHARE = 0.8, 0.6, 0.15
"""Of those who are asked why, what the law asks, and for their words."""
POINT_WEIGHTS = {4: (85, 13, 2), 3: (60, 35, 5), 2: (20, 55, 25), 1: (5, 35, 60)}
COMMENTS = {
    4: ("Cán bộ hướng dẫn rất tận tình.", "Thủ tục nhanh, cảm ơn trung tâm."),
    3: ("Phục vụ tốt.", "Nên có thêm ghế ngồi chờ."),
    2: ("Chờ hơi lâu.", "Biểu mẫu còn khó hiểu."),
    1: ("Phải đi lại ba lần mới đủ giấy tờ.", "Không ai giải thích vì sao hồ sơ bị trả."),
}
WALK = timedelta(seconds=35)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who takes a ticket."""

    service: str
    priority_class: str | None
    stays: timedelta
    """How long the service takes."""
    comes: bool = True
    """Whether they are there when called."""
    walk: timedelta = WALK
    """From the call to the counter."""
    outcome: VisitOutcome = VisitOutcome.RECEIVED
    """How the officer ends the visit."""
    opinion: Opinion | None = None
    """What they answer the rating tablet; None for those who walk past it."""
    answers_after: timedelta = timedelta(seconds=8)
    """From the end of the visit to the answer."""


def asked_beyond(plan: RatingPlan, score: int, dice: Random) -> Opinion:
    """What somebody with this face says to what the hall asks beyond it; not everybody goes through all of it."""
    why = [reason.slug for reason in plan.reasons] if score in NOT_SATISFIED and dice.random() < REASON_SHARE else []
    judges = plan.indicators and dice.random() < INDICATOR_SHARE
    writes = plan.comment and dice.random() < COMMENT_SHARE
    return Opinion(
        score,
        reasons=tuple(dice.sample(why, min(len(why), dice.choice((1, 1, 2))))),
        indicators=tuple((each, _points(score, dice)) for each in INDICATORS) if judges else (),
        comment=dice.choice(COMMENTS[score]) if writes else None,
    )


def _points(score: int, dice: Random) -> int:
    """Who is content judges well."""
    return dice.choices((2, 1, 0), POINT_WEIGHTS[score])[0]


class Crowd:
    """Visitors of one hall, drawn from a seed: the same seed, the same crowd."""

    def __init__(self, plan: HallPlan, seed: int = 2018) -> None:
        self._random = Random(seed)  # noqa: S311 (a crowd, not a secret)
        self._outcomes = Random(seed + 1)  # noqa: S311 (as above)
        self._opinions = Random(seed + 2)  # noqa: S311 (as above)
        self._plan = plan
        self._classes = [each.slug for each in plan.priority_classes]
        self._rates = {service.slug: self._per_minute(service.slug) for service in plan.services}

    def coming_in(self, take_ticket: Callable[[Visitor], None]) -> Process:
        """One visitor after the other, for ever."""
        while True:
            yield timedelta(minutes=self._random.expovariate(sum(self._rates.values())))
            take_ticket(self.visitor())

    def visitor(self) -> Visitor:
        """Somebody for any service, the busy ones more often."""
        (service,) = self._random.choices(list(self._rates), list(self._rates.values()))
        has_priority = self._classes and self._random.random() < PRIORITY_SHARE
        return self.visitor_for(service, self._random.choice(self._classes) if has_priority else None)

    def visitor_for(self, service: str, priority_class: str | None = None) -> Visitor:
        """Somebody for this service."""
        return Visitor(
            service=service,
            priority_class=priority_class,
            # Log-normal around the expected time, as service times are in practice.
            stays=self._plan.service(service).expected * self._random.lognormvariate(-0.12, 0.5),
            comes=self._random.random() >= NO_SHOW_SHARE,
            outcome=self._outcomes.choices(OUTCOMES, OUTCOME_WEIGHTS)[0],
            opinion=self._opinion(),
            answers_after=timedelta(seconds=round(6 * self._opinions.lognormvariate(0.2, 0.4))),
        )

    def _opinion(self) -> Opinion | None:
        score = self._score()
        return asked_beyond(self._plan.rating, score, self._opinions) if score is not None else None

    def _score(self) -> int | None:
        if self._random.random() >= RATING_SHARE:
            return None
        return self._random.choices(SCORES, SCORE_WEIGHTS)[0]

    def _per_minute(self, service: str) -> float:
        shares = sum(1 / len(counter.services) for counter in self._plan.counters_for(service))
        return LOAD * shares / (self._plan.service(service).expected.total_seconds() / 60)
