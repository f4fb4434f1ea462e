"""Planning in a process of its own: a minute's reckoning must not let a call wait.

`python -m display_server.planning.beside` reads what is asked as JSON from standard input and prints the answer, or
why there is none.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, TypeAlias

from display_server.contract import DepartmentStaffing, StaffingHalfHour, StaffingPlan
from display_server.domain.refusals import NotFound, NotValid, Refused, Unavailable
from display_server.planning.changes import Change
from display_server.planning.draft import draft
from display_server.planning.questions import counters_needed, dates_asked, forecast, what_if
from display_server.planning.staffing import Staffing, Target
from display_server.planning.tomorrow import Expected, Forecast
from display_server.planning.written import KINDS, read_changes
from display_server.store.database import connect
from display_server.store.hall import Clock, Halls
from display_server.store.reading import Reading

PATIENCE_SECONDS = 300.0
NICE = 10

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
    """Gives way to whatever else wants the processor, and ends in time though nobody waits for it any more."""
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CPU, (round(PATIENCE_SECONDS), round(PATIENCE_SECONDS)))
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
    return asdict(what_if(reading, _dates(reading, asked), _changes(asked)))


def _changes(asked: Json) -> tuple[Change, ...]:
    return read_changes((kind, asked[kind]) for kind in KINDS if asked.get(kind) is not None)


def _draft(reading: Reading, asked: Json) -> Json:
    return {"hall_file": draft(asked["hall_file"], _changes(asked), reading.plan.slug)}


def _staffing(reading: Reading, asked: Json) -> Json:
    departments = [slug] if (slug := asked.get("department")) else []
    target = Target(timedelta(minutes=asked["within_minutes"]), asked["share_percent"] / 100)
    return staffing_plan(counters_needed(reading, _dates(reading, asked), departments, target), target).model_dump()


def staffing_plan(needed: Sequence[Staffing], target: Target) -> StaffingPlan:
    """As page and files tell it."""
    return StaffingPlan(
        within_minutes=round(target.wait.total_seconds() / 60),
        share_percent=round(target.share * 100),
        departments=tuple(map(_department, needed)),
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
    return _told(forecast(reading, date.fromisoformat(asked["day"]) if asked.get("day") else None))


def _told(found: Forecast) -> Json:
    starts = sorted({start for _, start in found.half_hours})
    of_hall = {start: [each for (_, at), each in found.half_hours.items() if at == start] for start in starts}
    told = asdict(found)
    told["services"] = [{"service": slug, "expected": asdict(each)} for slug, each in found.services.items()]
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
    weekdays = [day] if (day := asked.get("weekday")) else []
    first, last = (date.fromisoformat(asked[key]) for key in ("first_day", "last_day"))
    return dates_asked(reading, first, last, weekdays)


ANSWERS = {"what-if": _what_if, "staffing": _staffing, "tomorrow": _tomorrow, "draft": _draft}

if __name__ == "__main__":
    main()
