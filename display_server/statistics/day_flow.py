"""Flow through the day: who arrived, who waited and who was served, quarter of an hour by quarter of an hour. Pure.

Whoever is called again after missing the first call waits until the last one, as in every other figure of waits;
whoever is parked does not wait.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from display_server.contract import FlowQuarter, State
from display_server.domain.hall_plan import HallPlan
from display_server.statistics.visit import Visit

QUARTER = timedelta(minutes=15)
QUARTERS_OF_A_DAY = 96


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened in one quarter of an hour of a day, or in those of several days together."""

    arrived: int = 0
    """Tickets issued in it."""
    waiting: int = 0
    """Who waited at its end."""
    served: int = 0
    """Visits that ended in it, served."""


def flow_of(day: date, visits: Iterable[Visit], plan: HallPlan, now: datetime) -> dict[str, Flow]:
    """The quarters of this day in which anything happened, by their beginnings on the hall's clock, as `08:15`."""
    arrived, waiting, served = Counter[str](), Counter[str](), Counter[str]()
    over = min(now, plan.day_bounds(day)[1])
    for visit in visits:
        if visit.begins:
            arrived[quarter_of(visit.issued_at, plan)] += 1
        if visit.ends and visit.state is State.SERVED and visit.left_at is not None:
            served[quarter_of(visit.left_at, plan)] += 1
        waiting.update(quarter_of(end - QUARTER, plan) for end in _ends_waited_through(visit, over))
    return {key: Flow(arrived[key], waiting[key], served[key]) for key in arrived | waiting | served}


def quarter_of(moment: datetime, plan: HallPlan) -> str:
    local = plan.local(moment)
    return f"{local:%H}:{local.minute // 15 * 15:02}"


def _ends_waited_through(visit: Visit, over: datetime) -> Iterator[datetime]:
    """The ends of quarters at which this visitor waited."""
    since = visit.queued_at or visit.issued_at
    until = min(over, visit.called_at or visit.left_at or over)
    end = since.replace(minute=since.minute // 15 * 15, second=0, microsecond=0)
    while end < until:
        if end > since:
            yield end
        end += QUARTER


def quarters(flows: Mapping[str, Flow], days: int, plan: HallPlan, day: date) -> tuple[FlowQuarter, ...]:
    """The mean day of so many: from the first to the last quarter in which anything happened, none left out."""
    begins = plan.local(plan.day_bounds(day)[0])
    minutes = [(begins.hour * 60 + begins.minute // 15 * 15 + 15 * nth) % (24 * 60) for nth in range(QUARTERS_OF_A_DAY)]
    keys = [f"{minute // 60:02}:{minute % 60:02}" for minute in minutes]
    used = [place for place, key in enumerate(keys) if key in flows]
    if not used or not days:
        return ()
    nothing = Flow()
    shown = [(key, flows.get(key, nothing)) for key in keys[used[0] : used[-1] + 1]]
    return tuple(
        FlowQuarter(
            at=key,
            arrived=round(flow.arrived / days, 2),
            waiting=round(flow.waiting / days, 2),
            served=round(flow.served / days, 2),
        )
        for key, flow in shown
    )
