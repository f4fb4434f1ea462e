"""What the counters can still serve before the hall closes, and so until when a service gives tickets. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from display_server.domain.hall_plan import HallPlan
from display_server.domain.opening_hours import ends


def free_after(
    plan: HallPlan, service: str, open_counters: frozenset[int], waiting: Mapping[str, int]
) -> timedelta | None:
    """How much work lies before a new visitor of the service; None while no counter that takes it is open.

    The work of each queue is shared evenly by the open counters whose own it is; a new visitor goes to the one that
    is free first.
    """
    loads = [
        _load(plan, counter.services, open_counters, waiting)
        for counter in plan.counters_for(service)
        if counter.number in open_counters
    ]
    return min(loads, default=None)


def _load(
    plan: HallPlan, services: tuple[str, ...], open_counters: frozenset[int], waiting: Mapping[str, int]
) -> timedelta:
    shares = (
        plan.service(slug).expected * waiting.get(slug, 0) / max(1, _staff(plan, slug, open_counters))
        for slug in services
    )
    return sum(shares, timedelta())


def _staff(plan: HallPlan, service: str, open_counters: frozenset[int]) -> int:
    return sum(counter.number in open_counters for counter in plan.counters_for(service))


def last_ticket_at(
    plan: HallPlan, service: str, open_counters: frozenset[int], waiting: Mapping[str, int], now: datetime
) -> datetime | None:
    """Until when the service gives tickets today, if nothing else changes; before `now` where it gives none any more.

    None for a hall that does not close, and while nobody can say because no counter is open.
    """
    local = plan.local(now)
    closes = plan.opening_hours.closes(local)
    work = free_after(plan, service, open_counters, waiting)
    if closes is None or work is None or plan.opening_hours.open_at(closes):
        return None
    # Who comes later finds less work before them: what counts is the working time left after it, lunch left out.
    spare = plan.opening_hours.left_of_day(local) - work - plan.service(service).expected
    return _working_time_later(plan, local, spare).astimezone(now.tzinfo)


def _working_time_later(plan: HallPlan, local: datetime, spare: timedelta) -> datetime:
    """The moment after so much open time; a moment ago where there is none to spare."""
    if spare < timedelta():
        return local + spare
    moment = local
    for period in sorted(plan.opening_hours.on(local), key=lambda period: period.start):
        start = max(moment, datetime.combine(local.date(), period.start, local.tzinfo))
        length = ends(period, local) - start
        if length <= timedelta():
            continue
        if spare <= length:
            return start + spare
        spare -= length
        moment = start + length
    return moment
