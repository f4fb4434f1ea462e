"""Who comes, for what, and how long things take: the simulated people's habits. Pure: no clock, no hall.

They come over the day, and stay around the expected time, as visitors of real offices do (`day_shape.toml`). Assumed,
so that every screen lives: each service gets 85 % of what its counters can serve on the day's average, and every sixth
visitor belongs to a priority class.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from display_server.domain.calendar import LOOK_AHEAD_DAYS
from display_server.domain.hall_plan import HallPlan
from display_server.domain.handled import SAID_WITH, Handled, ReturnBy
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import INDICATORS, NOT_SATISFIED, Opinion, RatingPlan
from display_server.simulation.day_shape import DayShape, Piece, at_quantile, real_days
from display_server.simulation.processes import Process

LOAD = 0.85
"""Of what the counters can serve, on an ordinary day's average. At its peak a third more come: queues grow then."""
PRIORITY_SHARE = 0.18
NO_SHOW_SHARE = 0.05
"""Real tickets do not tell it; they say that it is no more than `DayShape.passed_over`."""
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
MINUTE = timedelta(minutes=1)
WALK = timedelta(seconds=35)
A_WHILE = timedelta(days=7)
"""From the receipt of a dossier to its result."""
LATE_SHARE = 0.04
FEES, CHARGES = (0, 0, 20_000, 30_000, 100_000), (0, 0, 50_000, 150_000, 1_200_000)
WAYS_BACK, WAY_WEIGHTS = tuple(ReturnBy), (70, 22, 8)
ELSEWHERE_SHARE = 0.06


@dataclass(frozen=True, slots=True)
class Brought:
    """A dossier that somebody brings, or comes for; its days are reckoned from the visit."""

    serial: int
    promised_in: timedelta
    """Of a result it may be over: then it comes late."""
    fee: int
    charge: int
    return_by: ReturnBy
    received_for: str | None

    def noted(self, outcome: VisitOutcome, today: date) -> Handled | None:
        """What the officer notes of it; nothing after guidance."""
        said = SAID_WITH[outcome]
        if not said:
            return None
        received = today - A_WHILE if outcome is VisitOutcome.RETURNED else today
        code = f"000.00.19.H19-{received:%y%m%d}-{self.serial % 10_000:04d}"
        facts: dict[str, Any] = {
            "due_on": today + self.promised_in,
            "fee": self.fee,
            "charge": self.charge,
            "receipt": f"BL-{self.serial:06d}" if self.fee or self.charge else None,
            "return_by": self.return_by,
            "received_for": self.received_for,
        }
        return Handled(code, **{name: fact for name, fact in facts.items() if name in said})


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
    brings: Brought | None = None
    """The dossier that it was about."""
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

    def __init__(
        self,
        plan: HallPlan,
        seed: int = 2018,
        first_dossier: int = 1,
        *,
        shape: DayShape | None = None,
        days_vary: bool = False,
        load: float = LOAD,
    ) -> None:
        """Every day is an ordinary one, unless they vary as real ones do. `load`: of what the counters can serve."""
        self._serials = count(first_dossier)
        self._random = Random(seed)  # noqa: S311 (a crowd, not a secret)
        self._outcomes = Random(seed + 1)  # noqa: S311 (as above)
        self._opinions = Random(seed + 2)  # noqa: S311 (as above)
        self._plan, self._seed = plan, seed
        self._shape, self._days_vary, self._load = shape or real_days(), days_vary, load
        self._classes = [each.slug for each in plan.priority_classes]
        self._rates = {service.slug: self._per_minute(service.slug) for service in plan.services}

    def coming_in(self, take_ticket: Callable[[Visitor], None], now: Callable[[], datetime]) -> Process:
        """One visitor after the other, for as long as the hall still opens; `now` is the hall's clock."""
        while True:
            moment = now()
            comes = self._next_after(moment)
            if comes is None:
                return
            yield comes - moment
            take_ticket(self.visitor())

    def _next_after(self, moment: datetime) -> datetime | None:
        ordinary = self._random.expovariate(sum(self._rates.values()))
        for begins, ends, busy in self._pieces_from(moment):
            worth = (ends - begins) / MINUTE * busy
            if ordinary < worth:
                return begins + ordinary / busy * MINUTE
            ordinary -= worth
        return None

    def _pieces_from(self, moment: datetime) -> Iterator[Piece]:
        today, calendar = self._plan.day(moment), self._plan.calendar
        for day in (today + timedelta(days=nth) for nth in range(LOOK_AHEAD_DAYS)):
            for begins, ends, busy in self._shape.pieces(calendar.spans(day)):
                if ends > moment:
                    yield max(begins, moment), ends, busy * self._of_day(day)

    def _of_day(self, day: date) -> float:
        """How many come on this day against an ordinary one."""
        if not self._days_vary:
            return 1.0
        return at_quantile(self._shape.days, Random(f"{self._seed} {day}").random())  # noqa: S311 (as above)

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
            stays=self._plan.service(service).expected * at_quantile(self._shape.service_times, self._random.random()),
            comes=self._random.random() >= NO_SHOW_SHARE,
            outcome=self._outcomes.choices(OUTCOMES, OUTCOME_WEIGHTS)[0],
            brings=self._brought(service),
            opinion=self._opinion(),
            answers_after=timedelta(seconds=round(6 * self._opinions.lognormvariate(0.2, 0.4))),
        )

    def _opinion(self) -> Opinion | None:
        score = self._score()
        return asked_beyond(self._plan.rating, score, self._opinions) if score is not None else None

    def _brought(self, service: str) -> Brought:
        dice, pays = self._outcomes, self._plan.department_of(service).fee_module
        places = self._plan.dossiers.places
        return Brought(
            serial=next(self._serials),
            promised_in=timedelta(days=-1 if dice.random() < LATE_SHARE else dice.randint(1, 20)),
            fee=dice.choice(FEES) if pays else 0,
            charge=dice.choice(CHARGES) if pays else 0,
            return_by=dice.choices(WAYS_BACK, WAY_WEIGHTS)[0],
            received_for=dice.choice(places).slug if places and dice.random() < ELSEWHERE_SHARE else None,
        )

    def _score(self) -> int | None:
        if self._random.random() >= RATING_SHARE:
            return None
        return self._random.choices(SCORES, SCORE_WEIGHTS)[0]

    def _per_minute(self, service: str) -> float:
        shares = sum(1 / len(counter.services) for counter in self._plan.counters_for(service))
        return self._load * shares / (self._plan.service(service).expected.total_seconds() / 60)
