"""What a hall learns of its waits from its own journal; kept only where it tells them better."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from display_server.estimates.estimator import Estimator
from display_server.estimates.tickets import Days, Queue
from display_server.store.estimators import Estimators, put_in_use
from display_server.store.hall import Hall
from display_server.store.queries.estimates import USUAL_MINUTES, declared_minutes
from display_server.use_cases.day import CLOCK

if TYPE_CHECKING:
    from display_server.estimates.growers import Grower  # numpy, which nobody needs by day

LOOK_BACK = timedelta(weeks=6)
"""Long enough for each weekday to be seen six times, short enough to forget how it was before."""
JUDGING_DAYS = 2
"""The last days with tickets: neither what is trained nor what is in use has seen them, and both tell them."""
FEWEST_JUDGED = 30
"""By fewer tickets nobody can say which is better."""
FIGURES = ("tickets", "mae_minutes", "interval_coverage", "interval_mean_width_minutes", "late_promises")

Apart = Callable[[Callable[[], "Trained | None"]], "Trained | None"]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a training begins with."""

    days: Days
    used: Estimator
    """Tells waits until now."""
    declared: dict[Queue, float]
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Trained:
    """What it has come to."""

    model: str
    learnt_until: date
    figures: dict[str, Any]

    @property
    def is_better(self) -> bool:
        ours, before = self.figures["ours"], self.figures["before"]
        return bool(ours["mae_minutes"] < before["mae_minutes"])


def at_once(train: Callable[[], Trained | None]) -> Trained | None:
    """In a server, a thread takes its place: ten seconds of arithmetic keep nobody waiting."""
    return train()


def learn_if_due(estimators: Estimators, hall: Hall, apart: Apart = at_once) -> None:
    """Once a day, while the hall is closed."""
    with hall.reading() as reading:
        is_due = not reading.is_open and reading.estimates.last_judged() != reading.today - timedelta(days=1)
    if is_due:
        learn(estimators, hall, apart)


def learn(
    estimators: Estimators, hall: Hall, apart: Apart = at_once, *, again: bool = False, by: "Grower | None" = None
) -> Trained | None:
    """None where there is too little to learn from, or somebody else has begun; `again`: though it was done today.

    `by` is the best grower that is installed.
    """
    lessons = lessons_of(hall)
    version = estimators.claim(hall.slug, lessons.today - timedelta(days=1), lessons.now, again=again)
    if version is None:
        return None
    trained = apart(lambda: train_and_judge(lessons, by))
    if trained is None:
        return None
    if trained.is_better:
        put_in_use(hall, CLOCK, version, trained.learnt_until, trained.figures, trained.model)
    else:
        estimators.note(hall.slug, version, trained.figures)
    return trained


def lessons_of(hall: Hall) -> Lessons:
    with hall.reading() as reading:
        days = reading.promises.past_tickets(reading.today - LOOK_BACK, reading.today)
        used, declared = reading.estimates.in_use(), declared_minutes(reading.plan)
        return Lessons(days, used, declared, reading.today, reading.now)


def train_and_judge(lessons: Lessons, by: "Grower | None" = None) -> Trained | None:
    """None of too few days or tickets."""
    from display_server.estimates.kept import to_json  # noqa: PLC0415 (numpy, which nobody needs by day)
    from display_server.estimates.training import train  # noqa: PLC0415 (likewise)

    days = list(lessons.days)
    known = {day: lessons.days[day] for day in days[:-JUDGING_DAYS]}
    judging = {day: lessons.days[day] for day in days[-JUDGING_DAYS:]}
    if not known or sum(map(len, judging.values())) < FEWEST_JUDGED:
        return None
    ours, learnt_until = train(known, USUAL_MINUTES, lessons.declared, by), max(known)
    figures = {
        "days": [day.isoformat() for day in judging],
        "ours": _figures(judging, ours),
        "before": _figures(judging, lessons.used),
        "grown_by": ours.grown_by,
    }
    return Trained(to_json(ours, learnt_until).decode(), learnt_until, figures)


def _figures(days: Days, estimator: Estimator) -> dict[str, Any]:
    from display_server.estimates.backtest import judged  # noqa: PLC0415 (as above)
    from display_server.estimates.scores import score  # noqa: PLC0415 (as above)

    scored = score(list(judged(days, estimator)))
    return {name: scored[name] for name in FIGURES}
