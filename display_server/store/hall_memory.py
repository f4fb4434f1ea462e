"""What a process remembers of a hall from one change to the next, so that it need not ask for it again.

It can never lie, for three reasons. It is of one `seq`: a hall's row tells after which change it stands, and a memory
of any other is not looked at, so whatever another process, a new plan or a clock put right has changed makes it
worthless by itself. It is a value: a change writes into a copy of its own, which takes the place of the hall's only
after the commit, so what was rolled back was never remembered. And it holds no answer that ages: calls are remembered
by their times, and counted anew for every moment.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from display_server.domain.counter import Counter
from display_server.domain.given_services import GivenService
from display_server.domain.hall_plan import HallPlan
from display_server.domain.numbering import Series
from display_server.domain.promise import Account
from display_server.domain.ticket import AT_A_COUNTER, State, Ticket, TicketId
from display_server.estimates.course import Course

Place = tuple[datetime, TicketId]
"""A waiting ticket's rank and id: who has the lesser is called before."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits for a service."""

    places: tuple[Place, ...]
    """In the order of their calls."""
    tickets: frozenset[TicketId]

    @classmethod
    def of(cls, places: Iterable[Place]) -> "Queue":
        in_order = tuple(sorted(places))
        return cls(in_order, frozenset(ticket for _, ticket in in_order))

    def ahead_of(self, place: Place) -> int:
        """How many are called before whoever has this place."""
        return bisect_left(self.places, place)

    def joined_by(self, place: Place) -> "Queue":
        at = self.ahead_of(place)
        return Queue((*self.places[:at], place, *self.places[at:]), self.tickets | {place[1]})

    def left_by(self, ticket: TicketId) -> "Queue":
        if ticket not in self.tickets:
            return self
        return Queue(tuple(place for place in self.places if place[1] != ticket), self.tickets - {ticket})


@dataclass(frozen=True, slots=True)
class Calls:
    """When visitors of each service were called, from a moment on."""

    since: datetime
    at: Mapping[str, tuple[datetime, ...]]

    def counted(self, since: datetime, until: datetime) -> dict[str, int]:
        """How many between these moments, by service."""
        counted = {
            service: bisect_right(times, until) - bisect_left(times, since) for service, times in self.at.items()
        }
        return {service: calls for service, calls in counted.items() if calls}

    def and_at(self, service: str, moment: datetime) -> "Calls":
        times = list(self.at.get(service, ()))
        insort(times, moment)
        return replace(self, at={**self.at, service: tuple(times)})

    def from_moment(self, since: datetime) -> "Calls":
        """Without those that are longer ago."""
        return Calls(since, {service: times[bisect_left(times, since) :] for service, times in self.at.items()})


@dataclass(frozen=True, slots=True)
class FollowedCourse:
    """A day's course up to and with this change. It alone is of use after others' changes, too: it is brought on."""

    seq: int
    course: Course


QueueKey = tuple[date, str]
SeriesKey = tuple[date, str]


@dataclass(frozen=True, slots=True)
class HallMemory:
    """A hall after its change `seq`. What is None or absent was not asked yet."""

    seq: int
    counters: Mapping[int, Counter] | None = None
    """Those of the hall's plan."""
    given: tuple[GivenService, ...] | None = None
    """Services that counters take for a while, of whatever time; with them the plan by which the hall works."""
    works_by: tuple[HallPlan, Mapping[int, tuple[str, ...]], HallPlan] | None = None
    """The hall's plan, what is given, and what both come to."""
    stopped: tuple[date, Mapping[str, str]] | None = None
    """Why services give no tickets on this day."""
    calls: Calls | None = None
    left: frozenset[date] = frozenset()
    """Earlier days of which nobody is in the hall any more."""
    queues: Mapping[QueueKey, Queue] = field(default_factory=dict)
    """By day and service."""
    series: Mapping[SeriesKey, Series] = field(default_factory=dict)
    """By day and prefix."""
    link: tuple[date, str] | None = None
    """The last of the journal's chain, and its day."""
    course: FollowedCourse | None = None
    """Of today, for estimates."""
    yesterday: tuple[date, Account | None] | None = None
    """What the slips of the day before this one were worth: nothing that happens changes it."""

    # --- what was asked ---

    def with_queue(self, day: date, service: str, queue: Queue, lasting: Iterable[date]) -> "HallMemory":
        """Also forgets the queues of days that are over."""
        kept = {key: known for key, known in self.queues.items() if key[0] in lasting}
        return replace(self, queues={**kept, (day, service): queue})

    def with_series(self, day: date, prefix: str, series: Series) -> "HallMemory":
        """Also forgets the series of earlier days."""
        kept = {key: known for key, known in self.series.items() if key[0] >= day}
        return replace(self, series={**kept, (day, prefix): series})

    # --- what is changed ---

    def after_ticket(self, ticket: Ticket) -> "HallMemory":
        """A ticket was stored: wherever it was before, it is here now."""
        queues = {key: queue.left_by(ticket.id) for key, queue in self.queues.items()}
        own = (ticket.day, ticket.service)
        if ticket.state is State.WAITING and own in queues:
            queues[own] = queues[own].joined_by((ticket.rank, ticket.id))
        left = self.left - {ticket.day} if _is_in_the_hall(ticket) else self.left
        return replace(self, queues=queues, left=left)

    def after_counter(self) -> "HallMemory":
        """A counter was stored, which is seldom: all are asked for anew."""
        return replace(self, counters=None)

    def after_call(self, service: str, at: datetime, since: datetime) -> "HallMemory":
        """A visitor was called; `since`: older calls are asked for no more."""
        if self.calls is None:
            return self
        return replace(self, calls=self.calls.from_moment(max(since, self.calls.since)).and_at(service, at))


def _is_in_the_hall(ticket: Ticket) -> bool:
    return ticket.state in (State.WAITING, State.PARKED, *AT_A_COUNTER)
