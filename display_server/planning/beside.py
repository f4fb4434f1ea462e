"""Planning in a process of its own: a minute's reckoning must not let a call wait.

`python -m display_server.planning.beside` reads what is asked as JSON from standard input and prints the answer, or
why there is none.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, TypeAlias

from display_server.contract import DepartmentStaffing, StaffingHalfHour, StaffingPlan
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotFound, NotValid, Refused, Unavailable
from display_server.domain.weekdays import WEEKDAYS
from display_server.planning.comparison import compare
from display_server.planning.past_day import PastDay
from display_server.planning.reading import arrivals, past_days
from display_server.planning.staffing import Staffing, Target, staffing
from display_server.planning.tomorrow import Expected, Forecast, forecast_of
from display_server.planning.written import KINDS, read_changes
from display_server.store.database import connect
from display_server.store.hall import Clock, Halls
from display_server.store.reading import Reading

PATIENCE_SECONDS = 300.0
NICE = 10
MOST_DAYS = 92
PAST_DAYS = 400
"""A year, so that the last Tết is in it, and some weeks."""
NOBODY_CAME = "Nobody came on these days. Choose days with visitors."

Json: TypeAlias = dict[str, Any]


class Planner:
    """Asks; one question at a time, so that planning takes one processor at most."""

    def __init__(self, database: str, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._turn = Lock()

    def ask(self, hall: str, what: str, **asked: object) -> Json:
        """`what` is one of `ANSWERS`. Raises what the process refuses, and Unavailable where it fails."""
        question = {"database": self._database, "now": self._clock(), "hall": hall, "what": what, "asked": asked}
        with self._turn:
            answer = _answer(json.dumps(question, default=str))
        if refused := answer.get("refused"):
            raise _refusal(**refused)
        return answer


def _refusal(field: str, sentence: str, facts: Json) -> Refused:
    return NotValid(field, sentence, **facts) if field else NotFound(sentence, **facts)


def _answer(question: str) -> Json:
    command = [sys.executable, "-m", "display_server.planning.beside"]
    try:
        done = subprocess.run(  # noqa: S603 (our own)
            command, input=question, capture_output=True, timeout=PATIENCE_SECONDS, check=True, text=True
        )
        answer: Json = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as failed:
        raise Unavailable("This could not be reckoned now. Ask for fewer days, or later.") from failed
    return answer


def main() -> None:
    """Gives way to whatever else wants the processor."""
    os.nice(NICE)
    question: Json = json.loads(sys.stdin.read())
    now = datetime.fromisoformat(question["now"])
    with Halls(connect(question["database"]), lambda: now)[question["hall"]].reading() as reading:
        try:
            answer = ANSWERS[question["what"]](reading, question["asked"])
        except Refused as refusal:
            field = refusal.field if isinstance(refusal, NotValid) else ""
            answer = {"refused": {"field": field, "sentence": refusal.sentence, "facts": refusal.facts}}
    print(json.dumps(answer, default=str))


def _what_if(reading: Reading, asked: Json) -> Json:
    changes = read_changes((kind, asked[kind]) for kind in KINDS if asked.get(kind) is not None)
    for change in changes:
        change.must_fit(reading.plan)
    compared = compare(past_days(reading, _dates(reading, asked)), reading.plan, changes)
    if compared is None:
        raise NotValid("from", NOBODY_CAME)
    return asdict(compared)


def _staffing(reading: Reading, asked: Json) -> Json:
    plan, weekday, only = reading.plan, asked.get("weekday"), asked.get("department")
    if only is not None and plan.department(only) is None:
        raise NotValid("department", "This hall has no department %(department)s.", department=only)
    dates = [day for day in _dates(reading, asked) if weekday in (None, WEEKDAYS[day.weekday()])]
    days = list(past_days(reading, dates))
    if not days:
        raise NotValid("from", NOBODY_CAME)
    slugs = [only] if only else [each.slug for each in plan.departments if not each.retired]
    return staffing_plan(days, plan, slugs, asked["within_minutes"], asked["share_percent"]).model_dump()


def staffing_plan(
    days: Sequence[PastDay], plan: HallPlan, departments: Iterable[str], within_minutes: int, share_percent: int
) -> StaffingPlan:
    """What each of these departments needs to whom somebody came."""
    target = Target(timedelta(minutes=within_minutes), share_percent / 100)
    found = [needed for slug in departments if (needed := staffing(days, plan, slug, target)).visitors]
    return StaffingPlan(
        within_minutes=within_minutes, share_percent=share_percent, departments=tuple(map(_department, found))
    )


def _department(needed: Staffing) -> DepartmentStaffing:
    return DepartmentStaffing(
        department=needed.department,
        visitors=needed.visitors,
        days=needed.days,
        away=needed.away,
        within=needed.within,
        half_hours=tuple(
            StaffingHalfHour.model_validate({**asdict(each), "start": f"{each.start:%H:%M}"})
            for each in needed.half_hours
        ),
    )


def _tomorrow(reading: Reading, asked: Json) -> Json:
    plan = reading.plan
    day = date.fromisoformat(asked["day"]) if asked.get("day") else plan.calendar.next_day(reading.now)
    past = arrivals(reading, day - timedelta(days=PAST_DAYS), min(day, reading.today) - timedelta(days=1))
    forecast = forecast_of(past, day, lambda each: bool(plan.calendar.spans(each)))
    if forecast is None and not plan.calendar.spans(day):
        raise NotValid("day", "The hall is closed on this day. Choose another one.")
    if forecast is None:
        raise NotValid("day", "There are no past days yet to tell it from.")
    return _forecast(forecast)


def _forecast(forecast: Forecast) -> Json:
    starts = sorted({start for _, start in forecast.half_hours})
    of_hall = {start: [each for (_, at), each in forecast.half_hours.items() if at == start] for start in starts}
    told = asdict(forecast)
    told["services"] = [{"service": slug, "expected": asdict(each)} for slug, each in forecast.services.items()]
    told["half_hours"] = [
        {"start": f"{start:%H:%M}", "expected": asdict(_together(each))} for start, each in of_hall.items()
    ]
    return told


def _together(expected: Sequence[Expected]) -> Expected:
    """Of services that come independently of each other: their ranges' widths add up by squares."""
    mean = sum(each.mean for each in expected)
    below = sum((each.mean - each.low) ** 2 for each in expected) ** 0.5
    above = sum((each.high - each.mean) ** 2 for each in expected) ** 0.5
    return Expected(mean, max(0, round(mean - below)), round(mean + above))


def _dates(reading: Reading, asked: Json) -> list[date]:
    first, last = date.fromisoformat(asked["first_day"]), date.fromisoformat(asked["last_day"])
    if last < first:
        raise NotValid("from", "The first day, %(first)s, is after the last, %(last)s.", first=first, last=last)
    if (last - first).days >= MOST_DAYS:
        raise NotValid("from", "At most %(days)s days can be asked for at once.", days=MOST_DAYS)
    if last >= reading.today:
        raise NotValid("to", "Only days that are over can be lived again. Choose one before today.")
    return [first + timedelta(days=nth) for nth in range((last - first).days + 1)]


ANSWERS = {"what-if": _what_if, "staffing": _staffing, "tomorrow": _tomorrow}

if __name__ == "__main__":
    main()
