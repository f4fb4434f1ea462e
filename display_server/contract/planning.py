"""For managers, before they decide: past days with a change, counters for a target, what a day will bring."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from display_server.contract.common import Day, Message, Request, Slug

_CLOCK = r"(0\d|1\d|2[0-3]):[0-5]\d"
_HOURS = rf"{_CLOCK}-{_CLOCK}"
_SLUG = r"[a-z0-9][a-z0-9-]{0,62}"

HeadStarts = Annotated[str, StringConstraints(pattern=rf"^{_SLUG}=\d{{1,3}}$")]
SharedBy = Annotated[str, StringConstraints(pattern=rf"^{_SLUG}(,{_SLUG}){{1,9}}(@{_HOURS})?$")]
OneMore = Annotated[str, StringConstraints(pattern=rf"^\d{{1,3}}(@{_HOURS})?$")]
Periods = Annotated[str, StringConstraints(pattern=rf"^{_HOURS}(,{_HOURS}){{0,3}}$")]
Minutes = Annotated[str, StringConstraints(pattern=r"^\d{1,3}$")]


class _PastDays(Request):
    """Local days of the hall that are over, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]


class TriedChanges(Request):
    """The change to try, written as `motcua what-if` takes it."""

    head_start: HeadStarts | None = None
    """A class ranks so much earlier: `elderly=10`."""
    shared: SharedBy | None = None
    """Departments that share their counters, all day or for some hours: `land,tax@09:00-11:00`."""
    more_counters: OneMore | None = None
    """One more such as this counter: `12@09:00-11:00`."""
    without_counter: Minutes | None = None
    """A counter that stays closed."""
    open_at: Periods | None = None
    """Other opening hours: `07:00-11:30,13:00-17:00`."""
    no_show_after: Minutes | None = None
    """After how many minutes who does not come is given up."""
    help_after: Minutes | None = None
    """After how many minutes of waiting counters that help out take others' visitors as their own."""


class WhatIfQuery(_PastDays, TriedChanges):
    """On which past days to try it."""


class WhatIfDraft(TriedChanges):
    """A hall's file into which the change is to be written."""

    hall_file: Annotated[str, StringConstraints(min_length=1, max_length=500_000)]
    """The text of the TOML file that the hall was loaded from."""


class HallFileDraft(Message):
    """The hall's file with the change in it, for an administrator to check and load: nothing is changed by it."""

    hall_file: str


class GroupWaits(Message):
    """Of one group, over all days."""

    n: int
    """Stops of visits that were called."""
    mean_minutes: float | None
    p90_minutes: float | None
    within_target: float | None
    uncalled: int
    """Stops whose visitor gave up, or whom nobody called."""


class WhatIfRow(Message):
    kind: Literal["hall", "priority_class", "department"]
    key: str
    """Its slug; empty for the whole hall, and for those without a class."""
    before: GroupWaits
    after: GroupWaits
    gain: int
    """Who waits a minute less, or less still."""
    lose: int
    daily_change: tuple[float, float] | None
    """The smallest and the largest change of a day's mean wait, in minutes."""
    days_better: int


class WhatIf(Message):
    """Past days lived again, once as they were and once with the change."""

    first_day: date
    last_day: date
    days: int
    rows: tuple[WhatIfRow, ...]
    replay_error_minutes: float | None
    """How far the waits of the days lived unchanged are from the journal's, for each visitor: believe no less."""
    replay_bias_minutes: float | None
    overtime_minutes: tuple[float, float]
    """How long counters went on after their time, a day, before and after."""


class StaffingQuery(_PastDays):
    """Days to plan by, and the target: such a share waits at most so many minutes."""

    department: Slug | None = None
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None = None
    within_minutes: Annotated[int, Field(ge=1, le=240)] = 15
    share_percent: Annotated[int, Field(ge=1, le=99)] = 80


class StaffingHalfHour(Message):
    start: str
    """By the hall's clock, as 07:30."""
    arrivals: float
    counters: int
    rostered: int
    """Officers to plan, as often as they were away."""
    were_there: float
    within: float | None


class DepartmentStaffing(Message):
    department: str
    visitors: int
    days: int
    away: float
    """How much of the opening hours its counters were not there."""
    within: float | None
    half_hours: tuple[StaffingHalfHour, ...]


class StaffingPlan(Message):
    within_minutes: int
    share_percent: int
    departments: tuple[DepartmentStaffing, ...]


class ForecastQuery(Request):
    day: Day | None = None
    """Without it the next day on which the hall opens."""


class ExpectedVisitors(Message):
    mean: float
    low: int
    high: int
    """Eight of ten such days stay between."""


class ServiceForecast(Message):
    service: str
    expected: ExpectedVisitors


class HalfHourForecast(Message):
    start: str
    expected: ExpectedVisitors
    """Of all services."""


class DayForecast(Message):
    """What a day will bring."""

    day: date
    by_lately: bool
    """By how busy it has been lately and what kind of day it is; else by the mean of such weekdays."""
    error: float | None
    plain_error: float | None
    """Of the mean of such weekdays, on the same days."""
    inside: float | None
    judged: int
    whole: ExpectedVisitors
    services: tuple[ServiceForecast, ...]
    half_hours: tuple[HalfHourForecast, ...]
