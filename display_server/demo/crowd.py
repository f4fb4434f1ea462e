"""Who comes, for what, and how long things take: the simulated people's habits. Pure: no clock, no hall.

Assumed, so that every screen lives: each service gets 85 % of what its counters can serve, visits scatter around the
expected time as real ones do, and every sixth visitor belongs to a priority class.
"""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from display_server.domain.hall_plan import HallPlan

LOAD = 0.85
PRIORITY_SHARE = 0.18
NO_SHOW_SHARE = 0.05
RATING_SHARE = 0.4
SCORES, SCORE_WEIGHTS = (4, 3, 2, 1), (64, 26, 7, 3)
WALK = timedelta(seconds=35)
BEFORE_RECALL = timedelta(seconds=50)


@dataclass(frozen=True, slots=True)
class Visitor:
    service: str
    priority_class: str | None
    comes: bool
    """Whether they are there when called."""
    stays: timedelta
    score: int | None


class Crowd:
    """Visitors of one hall, drawn from a seed: the same seed, the same crowd."""

    def __init__(self, plan: HallPlan, seed: int = 2018) -> None:
        self._random = Random(seed)  # noqa: S311 (a crowd, not a secret)
        self._plan = plan
        self._classes = [each.slug for each in plan.priority_classes]
        self._rates = {service.slug: self._per_minute(service.slug) for service in plan.services}

    def until_next(self) -> timedelta:
        """The time until the next visitor comes in."""
        return timedelta(minutes=self._random.expovariate(sum(self._rates.values())))

    def visitor(self) -> Visitor:
        (service,) = self._random.choices(list(self._rates), list(self._rates.values()))
        has_priority = self._classes and self._random.random() < PRIORITY_SHARE
        return Visitor(
            service=service,
            priority_class=self._random.choice(self._classes) if has_priority else None,
            comes=self._random.random() >= NO_SHOW_SHARE,
            stays=self.stay(service),
            score=self.score(),
        )

    def stay(self, service: str) -> timedelta:
        """How long a visit lasts: log-normal around the expected time, as service times are in practice."""
        return self._plan.service(service).expected * self._random.lognormvariate(-0.12, 0.5)

    def score(self) -> int | None:
        """What a visitor answers the rating tablet; None for those who walk past it."""
        if self._random.random() >= RATING_SHARE:
            return None
        return self._random.choices(SCORES, SCORE_WEIGHTS)[0]

    def comes(self) -> bool:
        return self._random.random() >= NO_SHOW_SHARE

    def _per_minute(self, service: str) -> float:
        shares = sum(1 / len(counter.services) for counter in self._plan.counters_for(service))
        return LOAD * shares / (self._plan.service(service).expected.total_seconds() / 60)
