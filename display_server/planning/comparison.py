"""Days lived as they were set up and with a change, visitor by visitor: who gains, who loses, by how much. Pure.

Both are lived by the same rules (`run`), so that what differs is the change alone. How far a day lived unchanged is
from its own journal is told beside it: no change smaller than that is to be believed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import fmean

from display_server.domain.hall_plan import HallPlan
from display_server.planning.changes import Change, changed
from display_server.planning.past_day import PastDay
from display_server.planning.run import Lived, StopKey, live

NOTICED = timedelta(minutes=1)
"""Whose wait differs by less neither gains nor loses."""
HALL, CLASS, DEPARTMENT = "hall", "priority_class", "department"
NO_CLASS = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """Of one group, over all the days."""

    n: int
    mean_minutes: float | None
    p90_minutes: float | None
    within_target: float | None
    """The share that waited no longer than its service's target."""
    uncalled: int
    """Stops whose visitor gave up, came when the hall was closed, or whom nobody called."""


@dataclass(frozen=True, slots=True)
class Row:
    """One group before and after."""

    kind: str
    """`hall`, `priority_class` or `department`."""
    key: str
    """Its slug; empty for the hall, and for those without a class."""
    before: Waits
    after: Waits
    gain: int
    """Who waits a minute less or more than that."""
    lose: int
    daily_change: tuple[float, float] | None
    """The smallest and the largest change of a day's mean wait, in minutes; None where nobody was called."""
    days_better: int
    """On how many days the mean wait was shorter."""


@dataclass(frozen=True, slots=True)
class Comparison:
    first_day: date
    last_day: date
    days: int
    rows: tuple[Row, ...]
    """The hall, then its classes, then its departments."""
    replay_error_minutes: float | None
    """How far the waits of the days lived unchanged are from their journal's, on average over visitors."""
    replay_bias_minutes: float | None
    """By how much their mean is longer than the journal's."""
    overtime_minutes: tuple[float, float]
    """How long counters went on after their time, a day, before and after."""


@dataclass
class _Group:
    """What is gathered of one group."""

    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    within_before: int = 0
    within_after: int = 0
    uncalled_before: int = 0
    uncalled_after: int = 0
    gain: int = 0
    lose: int = 0
    by_day: dict[date, tuple[list[float], list[float]]] = field(default_factory=lambda: defaultdict(lambda: ([], [])))


def compare(days: Iterable[PastDay], plan: HallPlan, changes: Sequence[Change]) -> Comparison | None:
    """Lives each day twice; None where there is no day."""
    groups: dict[tuple[str, str], _Group] = defaultdict(_Group)
    errors, seen, overtime = list[float](), list[date](), [0.0, 0.0]
    for day in days:
        seen.append(day.day)
        before, after = live(day), live(changed(day, changes, plan))
        errors += _errors(day, before)
        overtime[0] += _minutes(before.overtime)
        overtime[1] += _minutes(after.overtime)
        _gather(groups, day, plan, before, after)
    if not seen:
        return None
    return Comparison(
        first_day=seen[0],
        last_day=seen[-1],
        days=len(seen),
        rows=tuple(_row(*key, groups[key]) for key in _in_order(groups, plan)),
        replay_error_minutes=fmean(map(abs, errors)) if errors else None,
        replay_bias_minutes=fmean(errors) if errors else None,
        overtime_minutes=(overtime[0] / len(seen), overtime[1] / len(seen)),
    )


def _errors(day: PastDay, lived: Lived) -> Iterator[float]:
    """Of each stop that was called then and is now: minutes lived less minutes recorded."""
    for visit in day.visits:
        for nth, stop in enumerate(visit.stops):
            wait = lived.waits.get((visit.id, nth))
            if wait is not None and stop.called_at is not None:
                yield _minutes(wait - (stop.called_at - stop.queued_at))


def _gather(groups: dict[tuple[str, str], _Group], day: PastDay, plan: HallPlan, before: Lived, after: Lived) -> None:
    for visit in day.visits:
        for nth, stop in enumerate(visit.stops):
            target = plan.service(stop.service).target_wait
            department = plan.department_of(stop.service).slug
            for key in ((HALL, ""), (CLASS, visit.priority_class or NO_CLASS), (DEPARTMENT, department)):
                _add(groups[key], day.day, (visit.id, nth), target, before, after)


def _add(group: _Group, day: date, key: StopKey, target: timedelta, before: Lived, after: Lived) -> None:
    was, now = before.waits.get(key), after.waits.get(key)
    if was is not None:
        group.before.append(_minutes(was))
        group.by_day[day][0].append(_minutes(was))
        group.within_before += was <= target
    else:
        group.uncalled_before += 1
    if now is not None:
        group.after.append(_minutes(now))
        group.by_day[day][1].append(_minutes(now))
        group.within_after += now <= target
    else:
        group.uncalled_after += 1
    if was is not None and now is not None:
        group.gain += was - now >= NOTICED
        group.lose += now - was >= NOTICED


def _in_order(groups: Iterable[tuple[str, str]], plan: HallPlan) -> list[tuple[str, str]]:
    classes = [(CLASS, each.slug) for each in plan.priority_classes]
    departments = [(DEPARTMENT, each.slug) for each in plan.departments]
    return [key for key in ((HALL, ""), *classes, (CLASS, NO_CLASS), *departments) if key in groups]


def _row(kind: str, key: str, group: _Group) -> Row:
    daily = [fmean(after) - fmean(before) for before, after in group.by_day.values() if before and after]
    return Row(
        kind=kind,
        key=key,
        before=_waits(group.before, group.within_before, group.uncalled_before),
        after=_waits(group.after, group.within_after, group.uncalled_after),
        gain=group.gain,
        lose=group.lose,
        daily_change=(min(daily), max(daily)) if daily else None,
        days_better=sum(change < 0 for change in daily),
    )


def _waits(minutes: list[float], within: int, uncalled: int) -> Waits:
    n = len(minutes)
    return Waits(
        n=n,
        mean_minutes=fmean(minutes) if n else None,
        p90_minutes=sorted(minutes)[-(-n * 9 // 10) - 1] if n else None,
        within_target=within / n if n else None,
        uncalled=uncalled,
    )


def _minutes(time: timedelta) -> float:
    return time.total_seconds() / 60
