"""A past day lived again by the rules that call visitors today: `dispatch.next_of` over each counter's tiers. Pure.

Events in the order of time: somebody joins a queue or gives up, a counter is free, its officer reaches for the key. An
officer whose time is over stays for those whom nobody else will call that day, as officers do.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from heapq import heapify, heappop, heappush
from itertools import count
from typing import NamedTuple, assert_never

from display_server.domain.dispatch import next_of
from display_server.planning.past_day import PastDay, PastStop, Shift, middle

StopKey = tuple[int, int]
"""A visit's id and which of its stops, from 0."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of the day."""

    waits: dict[StopKey, timedelta]
    """Of each stop that was called."""
    uncalled: frozenset[StopKey]
    """Of stops whose visitor gave up, or whom nobody called."""
    overtime: timedelta
    """How long counters went on after their time, together."""


def live(day: PastDay) -> Lived:
    """What the day comes to by its rules; every day that `past_day` can tell can be lived."""
    return _Run(day).lived()


class Waiter(NamedTuple):
    """Somebody who waits, as `dispatch` wants to know them; queues are in this order."""

    rank: datetime
    id: int
    service: str
    nth: int
    since: datetime


class _Joins(NamedTuple):
    visit: int
    nth: int


class _GivesUp(NamedTuple):
    visit: int
    nth: int


class _Free(NamedTuple):
    counter: int


class _Reaches(NamedTuple):
    """The officer reaches for the key."""

    counter: int


_Event = _Joins | _GivesUp | _Free | _Reaches


class _At(Enum):
    """What an officer is at."""

    NOTHING = auto()
    """Away, or there and nobody waits."""
    REACHING = auto()
    SERVING = auto()


@dataclass
class _Desk:
    shift: Shift
    at: _At = _At.NOTHING
    calls: int = 0
    free_at: datetime | None = None

    def is_there(self, now: datetime) -> bool:
        return any(start <= now < end for start, end in self.shift.spans)

    def is_over(self, now: datetime) -> bool:
        return not self.shift.spans or now >= self.shift.spans[-1][1]

    @property
    def overtime(self) -> timedelta:
        if self.free_at is None or not self.shift.spans:
            return timedelta()
        return max(timedelta(), self.free_at - self.shift.spans[-1][1])


class _Run:
    def __init__(self, day: PastDay) -> None:
        self._day = day
        self._visits = {visit.id: visit for visit in day.visits}
        self._desks = {each.counter: _Desk(each) for each in day.shifts}
        self._takers: dict[str, list[_Desk]] = defaultdict(list)
        for desk in self._desks.values():
            for service in _ever_takes(desk.shift):
                self._takers[service].append(desk)
        self._usual = _usual_times(day)
        self._queues: dict[str, list[Waiter]] = defaultdict(list)
        self._agenda: list[tuple[datetime, int, _Event]] = []
        self._turns = count()
        self._waits: dict[StopKey, timedelta] = {}
        self._uncalled: set[StopKey] = set()

    def lived(self) -> Lived:
        for visit in self._day.visits:
            self._plan(visit.stops[0].queued_at, _Joins(visit.id, 0))
        for desk in self._desks.values():
            for start, _ in desk.shift.spans:
                self._plan(start, _Free(desk.shift.counter))
        while self._agenda:
            now, _, event = heappop(self._agenda)
            self._happens(event, now)
        self._uncalled |= {(waiter.id, waiter.nth) for queue in self._queues.values() for waiter in queue}
        overtime = sum((desk.overtime for desk in self._desks.values()), timedelta())
        return Lived(self._waits, frozenset(self._uncalled), overtime)

    def _plan(self, at: datetime, event: _Event) -> None:
        heappush(self._agenda, (at, next(self._turns), event))

    def _happens(self, event: _Event, now: datetime) -> None:
        match event:
            case _Joins():
                self._joins(event, now)
            case _GivesUp():
                self._gives_up(event)
            case _Free():
                self._free(self._desks[event.counter], now)
            case _Reaches():
                self._reaches(self._desks[event.counter], now)
            case _:
                assert_never(event)

    # --- visitors ---

    def _joins(self, joins: _Joins, now: datetime) -> None:
        visit = self._visits[joins.visit]
        stop = visit.stops[joins.nth]
        heappush(self._queues[stop.service], Waiter(self._day.rank(visit), visit.id, stop.service, joins.nth, now))
        if stop.gives_up_at is not None:
            self._plan(max(now, stop.gives_up_at), _GivesUp(*joins))
        for desk in self._takers[stop.service]:
            if desk.at is _At.NOTHING:
                self._free(desk, now)

    def _gives_up(self, gone: _GivesUp) -> None:
        """Somebody who was called in the meantime no longer waits, and does not."""
        service = self._visits[gone.visit].stops[gone.nth].service
        queue = self._queues[service]
        left = [waiter for waiter in queue if (waiter.id, waiter.nth) != (gone.visit, gone.nth)]
        if len(left) < len(queue):
            heapify(left)
            self._queues[service] = left
            self._uncalled.add((gone.visit, gone.nth))

    # --- officers ---

    def _free(self, desk: _Desk, now: datetime) -> None:
        """Nobody stands at the counter: the officer reaches for the key where somebody waits for it."""
        if desk.at is _At.SERVING and desk.free_at is not None and now < desk.free_at:
            return
        if desk.at is _At.REACHING:
            return
        desk.at = _At.NOTHING
        if any(self._heads(tier) for tier in self._tiers(desk, now)):
            desk.at = _At.REACHING
            self._plan(now + desk.shift.gap(desk.calls), _Reaches(desk.shift.counter))

    def _reaches(self, desk: _Desk, now: datetime) -> None:
        desk.at = _At.NOTHING
        tiers = [self._heads(tier) for tier in self._tiers(desk, now)]
        called = next_of(tiers, self._long_waited(now)) if tiers else None
        if called is None:
            return
        heappop(self._queues[called.service])
        visit = self._visits[called.id]
        self._waits[called.id, called.nth] = now - called.since
        desk.at, desk.calls = _At.SERVING, desk.calls + 1
        desk.free_at = self._free_again(visit.stops[called.nth], now, missed=visit.missed)
        self._plan(desk.free_at, _Free(desk.shift.counter))
        if called.nth + 1 < len(visit.stops):
            self._plan(desk.free_at, _Joins(visit.id, called.nth + 1))

    def _tiers(self, desk: _Desk, now: datetime) -> tuple[tuple[str, ...], ...]:
        """From which services the officer would call now."""
        if desk.is_there(now):
            return desk.shift.tiers_at(now)
        if desk.is_over(now):
            return tuple(tuple(each for each in tier if self._nobody_else(each, now)) for tier in desk.shift.tiers)
        return ()

    def _nobody_else(self, service: str, now: datetime) -> bool:
        return all(desk.is_over(now) for desk in self._takers[service])

    def _heads(self, services: Iterable[str]) -> list[Waiter]:
        return [self._queues[service][0] for service in services if self._queues[service]]

    def _long_waited(self, now: datetime) -> frozenset[str]:
        if self._day.help_after is None:
            return frozenset()
        before = now - self._day.help_after
        return frozenset(
            service for service, queue in self._queues.items() if any(waiter.since <= before for waiter in queue)
        )

    def _free_again(self, stop: PastStop, now: datetime, *, missed: bool) -> datetime:
        """Whose service was never finished is taken to have stood there until the hall closed."""
        if missed and self._day.no_show_after is not None:
            return now + self._day.no_show_after
        if stop.took is not None:
            return now + stop.took
        if stop.called_at is not None and self._day.open:
            return max(now, self._day.open[-1][1])
        return now + self._usual.get(stop.service, timedelta())


def _ever_takes(shift: Shift) -> set[str]:
    return {each for services in (*shift.tiers, *(services for _, services in shift.also)) for each in services}


def _usual_times(day: PastDay) -> dict[str, timedelta]:
    """What a visit takes, by service: for those who gave up that day, and are called when it is lived again."""
    times: dict[str, list[timedelta]] = defaultdict(list)
    for visit in day.visits:
        for stop in visit.stops:
            if stop.took is not None and not visit.missed:
                times[stop.service].append(stop.took)
    return {service: middle(each) for service, each in times.items()}
