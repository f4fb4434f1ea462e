"""What the counters can still serve before the hall closes, and so until when a service gives tickets. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapreplace

from display_server.domain.counter import Counter, CounterState
from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import State, Ticket


@dataclass(frozen=True, slots=True)
class Workload:
    """What the hall has before it now."""

    visitors: Mapping[str, int]
    """How many still have a stop at each service before them: they wait, are parked, or come on from another stop."""
    free_in: Mapping[int, timedelta | None]
    """The working time until each counter with an officer can take its next visitor; None in a pause without an end."""


def free_in(
    plan: HallPlan, counters: Collection[Counter], held: Mapping[int, Ticket], now: datetime
) -> dict[int, timedelta | None]:
    """The `Workload.free_in` of these counters: each is free after its visitor, and after its pause."""
    return {
        counter.number: _free_in(plan, counter, held.get(counter.number), now)
        for counter in counters
        if counter.state is not CounterState.CLOSED
    }


def _free_in(plan: HallPlan, counter: Counter, visitor: Ticket | None, now: datetime) -> timedelta | None:
    busy = _remainder(plan, visitor, now) if visitor else timedelta()
    if counter.state is not CounterState.PAUSED:
        return busy
    if counter.back_at is None:
        return None
    left = plan.calendar.left_of_day
    is_back_today = plan.day(counter.back_at) == plan.day(now)
    return max(busy, left(now) - left(counter.back_at) if is_back_today else left(now))


def _remainder(plan: HallPlan, visitor: Ticket, now: datetime) -> timedelta:
    """How long serving this visitor still takes, if it takes as long as expected."""
    expected = plan.service(visitor.service).expected
    if visitor.state is not State.SERVING or visitor.started_at is None:
        return expected
    return max(timedelta(), expected - (now - visitor.started_at))


def work_before(plan: HallPlan, service: str, load: Workload) -> timedelta:
    """The working time until a new visitor of the service comes to a counter; none where nobody works at any.

    Each counter first serves its share of what else is its own; then whichever is free first takes the next visitor.
    """
    starts = [
        (load.free_in[number] or timedelta()) + _other_work(plan, number, service, load)
        for number in _staff(plan, service, load)
    ]
    return _turn_after(load.visitors.get(service, 0), plan.service(service).expected, starts)


def _staff(plan: HallPlan, service: str, load: Workload) -> list[int]:
    """The counters that the service can count on; those in a pause without an end only if there are no others."""
    present = [counter.number for counter in plan.counters_for(service) if counter.number in load.free_in]
    return [number for number in present if load.free_in[number] is not None] or present


def _other_work(plan: HallPlan, counter: int, service: str, load: Workload) -> timedelta:
    shares = (
        plan.service(other).expected * load.visitors.get(other, 0) / max(1, len(_staff(plan, other, load)))
        for other in plan.counter(counter).services
        if other != service
    )
    return sum(shares, timedelta())


def _turn_after(visitors: int, each: timedelta, starts: Collection[timedelta]) -> timedelta:
    """When a counter is free for the next one, if counters that begin at these times first serve so many visitors."""
    free = sorted(starts)
    for _ in range(visitors if free else 0):
        heapreplace(free, free[0] + each)
    return min(free, default=timedelta())


def _visit_takes(plan: HallPlan, service: str, load: Workload) -> timedelta:
    """The working time that a new visitor's whole visit takes: the service, and the stops that it prescribes.

    At a later stop they wait only for those who have not been served by the time that they get there.
    """
    through = timedelta()
    for stop in (service, *plan.service(service).next_stops):
        through = max(through, work_before(plan, stop, load)) + plan.service(stop).expected
    return through


def last_ticket_at(plan: HallPlan, service: str, load: Workload, now: datetime) -> datetime | None:
    """Until when the service gives tickets today, if nothing else changes; before `now` if it gives none any more.

    Whoever comes later cannot be served before the hall closes, whichever counters work. None for a hall that does
    not close.
    """
    calendar = plan.calendar
    if calendar.closes(now) is None:
        return None
    # Who comes later finds less work before them: what counts is the working time left after it, lunch left out.
    spare = calendar.left_of_day(now) - _visit_takes(plan, service, load)
    return calendar.after_open_time(now, spare)
