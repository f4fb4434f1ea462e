"""What visitors were told of their waits, and what it was worth; and by which estimator they are told now."""

from datetime import date, datetime

from display_server.contract.common import Day, Message, Request, Words


class PromisesQuery(Request):
    """A local day of the hall, yesterday where none is named."""

    day: Day | None = None


class PromiseAccount(Message):
    """Of some promises: the shares that were kept, called too early and called too late, and the mean error."""

    promises: int
    kept: float
    early: float
    late: float
    mean_error_minutes: float
    mean_lateness_minutes: float
    """Of those called late, how long after the range's end."""


class WorstHour(Message):
    """The hour of the day whose promises were broken most."""

    hour: int
    """As the hall's clock shows it."""
    account: PromiseAccount
    why: Words


class EstimatorFigures(Message):
    """Of some tickets: how far off the expected minutes were, and how the ranges held."""

    tickets: int
    mae_minutes: float
    inside: float
    late: float
    width_minutes: float


class EstimatorInUse(Message):
    """By what waits are told, since when, and what it was worth on the days that it was judged by."""

    version: int
    since: datetime
    learnt_until: date
    days: tuple[date, ...]
    figures: EstimatorFigures
    before: EstimatorFigures
    """What was in use until then, on the same days."""
    grown_by: str | None = None
    """What learnt it: LightGBM or numpy. None where that was not noted, or no trees were grown."""


class LastTraining(Message):
    """The last night's training, whether it was kept or not."""

    at: datetime
    kept: bool
    figures: EstimatorFigures | None
    """None where there was too little to learn from."""
    in_use: EstimatorFigures | None


class PromiseLedger(Message):
    """What visitors were told on a day. None of something: there was nothing of it to judge."""

    hall: str
    timezone: str
    day: date
    slips: PromiseAccount | None
    phones: PromiseAccount | None
    not_judged: int
    """Tickets that were told a wait but not called by it: given back, postponed, or left over at the day's end."""
    worst_hour: WorstHour | None
    estimator: EstimatorInUse | None
    """None while nothing better than the declared minutes was learnt."""
    last_training: LastTraining | None
