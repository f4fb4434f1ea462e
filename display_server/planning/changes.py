"""What a manager would change: the same day by other rules, with other counters or at other hours. Pure.

Each change makes another day of a past one: the same people come for the same things, and meet another hall. Of each
`must_fit` raises NotFound or NotValid where the hall has no such thing, and `on` is the day as it would have been set
up; `draft` knows how the hall's file says it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import pairwise
from typing import TypeAlias

from display_server.domain.calendar import Span
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotValid
from display_server.planning.past_day import PastDay, PastStop, PastVisit, Shift, common, joined, without

Hours = tuple[time, time]
"""Local times; from one until just before the other."""


@dataclass(frozen=True, slots=True)
class HeadStart:
    """A priority class ranks as if it had come so much earlier."""

    priority_class: str
    minutes: int

    def must_fit(self, plan: HallPlan) -> None:
        plan.priority_class(self.priority_class)

    def on(self, day: PastDay, plan: HallPlan) -> PastDay:
        return replace(day, head_starts={**day.head_starts, self.priority_class: timedelta(minutes=self.minutes)})


@dataclass(frozen=True, slots=True)
class Shared:
    """The counters of these departments take each other's services as their own, all day or for some hours."""

    departments: tuple[str, ...]
    hours: Hours | None = None

    def must_fit(self, plan: HallPlan) -> None:
        for slug in self.departments:
            if plan.department(slug) is None:
                raise NotValid("departments", "This hall has no department %(department)s.", department=slug)
        if len(set(self.departments)) < 2:
            raise NotValid("departments", "Name two departments or more that share their counters.")

    def on(self, day: PastDay, plan: HallPlan) -> PastDay:
        services = _services_of(plan, self.departments)
        span = _on_the_day(self.hours, day, plan)
        sharing = set(services)
        shifts = (
            replace(shift, also=(*shift.also, (span, services)))
            if sharing & {service for tier in shift.tiers for service in tier}
            else shift
            for shift in day.shifts
        )
        return replace(day, shifts=tuple(shifts))


@dataclass(frozen=True, slots=True)
class MoreCounters:
    """One counter more, which takes what `like` takes and works at its pace, all open hours or for some."""

    like: int
    hours: Hours | None = None

    def must_fit(self, plan: HallPlan) -> None:
        plan.counter(self.like)

    def on(self, day: PastDay, plan: HallPlan) -> PastDay:
        span = _on_the_day(self.hours, day, plan)
        number = max((shift.counter for shift in day.shifts), default=0) + 1
        own = next((shift for shift in day.shifts if shift.counter == self.like), None)
        tiers = own.tiers if own else plan.counter(self.like).tiers
        gaps = own.gaps if own else ()
        added = Shift(number, tiers, common(day.open, [span]), gaps, own.also if own else ())
        return replace(day, shifts=(*day.shifts, added))


@dataclass(frozen=True, slots=True)
class WithoutCounter:
    """This counter stays closed."""

    counter: int

    def must_fit(self, plan: HallPlan) -> None:
        plan.counter(self.counter)

    def on(self, day: PastDay, plan: HallPlan) -> PastDay:
        return replace(day, shifts=tuple(shift for shift in day.shifts if shift.counter != self.counter))


@dataclass(frozen=True, slots=True)
class OpenAt:
    """Other opening hours: whoever sat there that day sits there in them, apart from their own pauses; who came before
    waits for the door, who came after the last period does not come."""

    periods: tuple[Hours, ...]

    def must_fit(self, plan: HallPlan) -> None:
        if not self.periods:
            raise NotValid("hours", "Name at least one period, as 07:00-11:30.")

    def on(self, day: PastDay, plan: HallPlan) -> PastDay:
        now_open = joined([_span(period, day.day, plan) for period in self.periods])
        shifts = (replace(shift, spans=_moved(shift.spans, day.open, now_open)) for shift in day.shifts)
        came = (visit for visit in day.visits if visit.stops[0].queued_at < now_open[-1][1])
        return replace(
            day, open=now_open, shifts=tuple(shifts), visits=tuple(at_the_door(visit, now_open) for visit in came)
        )


@dataclass(frozen=True, slots=True)
class NoShowAfter:
    """Who does not come is given up so long after the call."""

    minutes: int

    def must_fit(self, plan: HallPlan) -> None:
        """Every hall has such a rule."""

    def on(self, day: PastDay, plan: HallPlan) -> PastDay:
        return replace(day, no_show_after=timedelta(minutes=self.minutes))


@dataclass(frozen=True, slots=True)
class HelpAfter:
    """Counters that help out treat others' visitors as their own once these have waited so long."""

    minutes: int

    def must_fit(self, plan: HallPlan) -> None:
        """Every hall has such a rule."""

    def on(self, day: PastDay, plan: HallPlan) -> PastDay:
        return replace(day, help_after=timedelta(minutes=self.minutes))


Change: TypeAlias = HeadStart | Shared | MoreCounters | WithoutCounter | OpenAt | NoShowAfter | HelpAfter


def changed(day: PastDay, changes: Iterable[Change], plan: HallPlan) -> PastDay:
    """The day with all of them, one after the other."""
    return reduce(lambda so_far, change: change.on(so_far, plan), changes, day)


def _services_of(plan: HallPlan, departments: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        service.slug
        for department in plan.departments
        if department.slug in departments
        for service in department.services
        if not service.retired
    )


def _span(hours: Hours, day: date, plan: HallPlan) -> Span:
    start, end = (datetime.combine(day, clock, plan.timezone) for clock in hours)
    return start, end


def _on_the_day(hours: Hours | None, day: PastDay, plan: HallPlan) -> Span:
    return _span(hours, day.day, plan) if hours else plan.day_bounds(day.day)


def _moved(spans: tuple[Span, ...], was_open: tuple[Span, ...], now_open: tuple[Span, ...]) -> tuple[Span, ...]:
    """The new hours less the times within the old ones when nobody sat there."""
    if not spans:
        return ()
    there = list(now_open)
    for start, end in was_open:
        inside = common(spans, [(start, end)])
        gaps = [(left[1], right[0]) for left, right in pairwise(inside)] if inside else [(start, end)]
        for gone in gaps:
            there = without(there, gone)
    return tuple(there)


def at_the_door(visit: PastVisit, now_open: tuple[Span, ...]) -> PastVisit:
    """Who comes before the hall opens, or between two periods, waits for the door; the wait counts from there."""
    first: PastStop = visit.stops[0]
    opens = next((start for start, end in now_open if first.queued_at < end), None)
    if opens is None or first.queued_at >= opens:
        return visit
    return replace(
        visit,
        ranks_from=max(visit.ranks_from, opens),
        stops=(replace(first, queued_at=opens), *visit.stops[1:]),
    )
