"""How many counters a department needs in each half hour, so that most visitors wait no longer than a target. Pure.

Found by living past days with so many counters (`run`): the hall's own arrivals, service times, no-shows, people who
gave up, and what its officers take between two visitors. Counters are added where the target is missed, then taken away
again wherever it still holds without.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import count
from math import ceil

from display_server.domain.calendar import Span
from display_server.domain.hall_plan import HallPlan
from display_server.planning.changes import at_the_door
from display_server.planning.past_day import PastDay, PastStop, PastVisit, Shift, common, joined
from display_server.planning.run import live

HALF_HOUR = timedelta(minutes=30)
ENOUGH = 10
"""Of fewer visitors than this a share says nothing; they count for the whole alone."""
MOST_COUNTERS = 60


@dataclass(frozen=True, slots=True)
class Target:
    """Such as 80 % within 15 minutes."""

    wait: timedelta
    share: float
    """0..1."""


@dataclass(frozen=True, slots=True)
class HalfHour:
    start: time
    """By the hall's clock."""
    arrivals: float
    """Mean of a day."""
    counters: int
    """So many have to be open."""
    rostered: int
    """So many officers have to be planned for that, as often as they were away in opening hours."""
    were_there: float
    """Mean of the past days."""
    within: float | None
    """The share of its visitors who would have waited no longer than the target; None where nobody came."""


@dataclass(frozen=True, slots=True)
class Staffing:
    department: str
    target: Target
    days: int
    visitors: int
    """Stops of visits, over all days."""
    away: float
    """How much of the opening hours its counters were not there, of those that were there at all."""
    within: float | None
    """Of everybody with these counters."""
    half_hours: tuple[HalfHour, ...]


def staffing(days: Sequence[PastDay], plan: HallPlan, department: str, target: Target) -> Staffing:
    """What this department needs on days such as these; its services are taken by its own counters alone."""
    demand = _Demand(days, plan, department)
    needed = _needed(demand, target)
    lived = demand.shares(needed, target.wait)
    away = demand.away()
    return Staffing(
        department=department,
        target=target,
        days=len(days),
        visitors=demand.visitors,
        away=away,
        within=lived.share,
        half_hours=tuple(
            HalfHour(
                start=start,
                arrivals=demand.arrivals[start] / len(days),
                counters=needed[start],
                rostered=ceil(needed[start] / (1 - away) - 1e-9),
                were_there=demand.were_there(start),
                within=lived.of[start].share if start in lived.of else None,
            )
            for start in demand.half_hours
        ),
    )


def _needed(demand: "_Demand", target: Target) -> dict[time, int]:
    usual = {start: max(1, ceil(demand.load(start))) for start in demand.half_hours}
    counters, hopeless = dict(usual), set[time]()
    while (missed := demand.missed(counters, target, hopeless)) is not None:
        more = demand.more_for(missed)
        if counters[more] < MOST_COUNTERS:
            counters[more] += 1
        else:  # such as who comes as the door is closed for lunch: no counter helps
            counters[more] = usual[more]
            hopeless.add(missed)
    for start in reversed(demand.half_hours):
        while counters[start] > 1:
            fewer = {**counters, start: counters[start] - 1}
            if demand.missed(fewer, target, hopeless) is not None:
                break
            counters = fewer
    return counters


@dataclass(frozen=True, slots=True)
class _Share:
    within: int
    came: int

    @property
    def share(self) -> float:
        return self.within / self.came


@dataclass(frozen=True, slots=True)
class _Shares:
    of: Mapping[time, _Share]

    @property
    def share(self) -> float | None:
        """Of everybody."""
        came = sum(each.came for each in self.of.values())
        return sum(each.within for each in self.of.values()) / came if came else None


class _Demand:
    """What came to one department on these days, ready to be lived with any number of counters."""

    def __init__(self, days: Sequence[PastDay], plan: HallPlan, department: str) -> None:
        services = {service.slug for each in plan.departments if each.slug == department for service in each.services}
        self._zone, self._services, self._days = plan.timezone, tuple(sorted(services)), days
        self._own = [[shift for shift in day.shifts if services & set(shift.tiers[0])] for day in days]
        self._came = [_stops_of(day, services) for day in days]
        self._gaps = [tuple(gap for shift in shifts for gap in shift.gaps) for shifts in self._own]
        self.visitors = sum(map(len, self._came))
        self.half_hours = sorted({start for day in days for start in _half_hours(day.open, self._clock)})
        self.arrivals: Mapping[time, int] = self._arrivals()
        self._minutes = self._mean_minutes()

    def load(self, start: time) -> float:
        """How many counters would be busy all the time with those who come in this half hour."""
        return self.arrivals[start] / len(self._days) * self._minutes / 30

    def missed(self, counters: Mapping[time, int], target: Target, besides: Collection[time]) -> time | None:
        """The first half hour that misses the target with so many counters; where only the whole does, the worst one.

        Each is judged together with the half hours beside it: of a few visitors chance decides. `besides`: these not.
        """
        lived = self.shares(counters, target.wait)
        judged = [start for start in self.half_hours if start not in besides]
        for start in judged:
            nth = self.half_hours.index(start)
            together = [lived.of[each] for each in self.half_hours[max(0, nth - 1) : nth + 2] if each in lived.of]
            came = sum(each.came for each in together)
            if came >= ENOUGH and sum(each.within for each in together) < target.share * came:
                return start
        if lived.share is None or lived.share >= target.share:
            return None
        return min((each for each in judged if each in lived.of), key=lambda each: lived.of[each].share, default=None)

    def more_for(self, start: time) -> time:
        """Where a counter more helps those of this half hour most: in it, or in the one before, if that is busier."""
        nth = self.half_hours.index(start)
        return max(self.half_hours[max(0, nth - 1) : nth + 1], key=self.load)

    def shares(self, counters: Mapping[time, int], wait: timedelta) -> "_Shares":
        """Who waits no longer than that, by the half hour of coming. Who gives up has waited too long."""
        within, came = Counter[time](), Counter[time]()
        for day, visits, gaps in zip(self._days, self._came, self._gaps, strict=True):
            lived = live(replace(day, visits=tuple(visits), shifts=tuple(self._shifts(day, counters, gaps))))
            for visit in visits:
                start = self._half_hour(visit.stops[0].queued_at)
                waited = lived.waits.get((visit.id, 0))
                came[start] += 1
                within[start] += waited is not None and waited <= wait
        return _Shares({start: _Share(within[start], n) for start, n in came.items()})

    def away(self) -> float:
        """Of counters that were there on a day."""
        open_for = there = timedelta()
        for day, shifts in zip(self._days, self._own, strict=True):
            for shift in shifts:
                if shift.spans:
                    open_for += _length(day.open)
                    there += _length(common(day.open, shift.spans))
        return min(0.5, 1 - there / open_for) if open_for else 0.0

    def were_there(self, start: time) -> float:
        there = timedelta()
        for day, shifts in zip(self._days, self._own, strict=True):
            begins = datetime.combine(day.day, start, self._zone)
            there += sum(
                (_length(common(shift.spans, [(begins, begins + HALF_HOUR)])) for shift in shifts), timedelta()
            )
        return there / HALF_HOUR / len(self._days)

    def _shifts(self, day: PastDay, counters: Mapping[time, int], gaps: Sequence[timedelta]) -> list[Shift]:
        """The first counter is there whenever one is, the second whenever two are, and so on."""
        spans = {start: common(day.open, [(at, at + HALF_HOUR)]) for start, at in self._starts(day)}
        return [
            Shift(
                counter=number,
                tiers=(self._services,),
                spans=joined([span for start, each in spans.items() if counters[start] >= number for span in each]),
                gaps=(*gaps[number:], *gaps[:number]),
            )
            for number in range(1, max(counters.values(), default=0) + 1)
        ]

    def _starts(self, day: PastDay) -> list[tuple[time, datetime]]:
        return [(start, datetime.combine(day.day, start, self._zone)) for start in _half_hours(day.open, self._clock)]

    def _arrivals(self) -> dict[time, int]:
        found = dict.fromkeys(self.half_hours, 0)
        for came in self._came:
            for visit in came:
                start = self._half_hour(visit.stops[0].queued_at)
                found[start] = found.get(start, 0) + 1
        return found

    def _mean_minutes(self) -> float:
        """What a visitor takes of an officer's time."""
        took = [stop.took for came in self._came for visit in came for stop in visit.stops if stop.took is not None]
        gaps = [gap for each in self._gaps for gap in each]
        return sum(_minutes(times) / len(times) for times in (took, gaps) if times)

    def _clock(self, moment: datetime) -> time:
        return moment.astimezone(self._zone).time()

    def _half_hour(self, moment: datetime) -> time:
        clock = self._clock(moment)
        return time(clock.hour, clock.minute // 30 * 30)


def _stops_of(day: PastDay, services: set[str]) -> list[PastVisit]:
    """Each stop at these services as a visit of its own; who came too early, from when the hall opened; who came when
    it was closed for the day, not at all. A service that was never finished takes as long as others do."""
    ids = count()
    alone = (
        PastVisit(
            next(ids), min(visit.ranks_from, stop.queued_at), visit.priority_class, visit.missed, (_finished(stop),)
        )
        for visit in day.visits
        for stop in visit.stops
        if stop.service in services and day.open and stop.queued_at < day.open[-1][1]
    )
    return [at_the_door(visit, day.open) for visit in alone]


def _finished(stop: PastStop) -> PastStop:
    return replace(stop, called_at=None) if stop.took is None else stop


def _half_hours(spans: Sequence[Span], clock: Callable[[datetime], time]) -> list[time]:
    found = []
    for start, end in spans:
        at = start - timedelta(minutes=clock(start).minute % 30)
        while at < end:
            found.append(clock(at))
            at += HALF_HOUR
    return found


def _length(spans: Sequence[Span]) -> timedelta:
    return sum((end - start for start, end in spans), timedelta())


def _minutes(times: Sequence[timedelta]) -> float:
    return sum(times, timedelta()).total_seconds() / 60
