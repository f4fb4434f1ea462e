"""What an office's day has shown so far: told of each issue and call as it happens, so that it cannot look ahead."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from display_server.estimates.history import History, in_log
from display_server.estimates.tickets import PastTicket, Queue

QUICK, SLOW = 0.3, 0.1
"""How much the latest call weighs in what today differs."""


@dataclass(slots=True)
class Drift:
    """By how much today's waits differ from the usual ones, as a logarithm: the latest calls weigh most."""

    quick: float = 0.0
    slow: float = 0.0
    calls: int = 0

    def tell(self, longer: float) -> None:
        self.calls += 1
        self.quick += max(QUICK, 1 / self.calls) * (longer - self.quick)
        self.slow += max(SLOW, 1 / self.calls) * (longer - self.slow)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has come, and what the hall knew then."""

    ticket: PastTicket
    usual: float
    """Logarithm of the usual wait at issue."""


@dataclass(frozen=True, slots=True)
class Call:
    ticket: PastTicket
    at: float
    longer: float
    """Logarithm: actual against usual wait."""

    @property
    def wait(self) -> float:
        return self.at - self.ticket.issued


@dataclass(slots=True)
class QueueDay:
    """One queue today."""

    waiting: dict[int, Waiting] = field(default_factory=dict)
    """In the order in which they came."""
    issues: list[PastTicket] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    by_length: dict[int, tuple[float, int]] = field(default_factory=dict)
    """Of those called: sum of waits and how many, for each length that they met."""
    drift: Drift = field(default_factory=Drift)

    def met(self, lengths: range) -> tuple[float, int]:
        """Sum of waits and number of those called today who had met such a length."""
        total, many = 0.0, 0
        for length in lengths:
            if length in self.by_length:
                total += self.by_length[length][0]
                many += self.by_length[length][1]
        return total, many


@dataclass(slots=True)
class OfficeDay:
    """One office today."""

    history: History
    queues: defaultdict[Queue, QueueDay] = field(default_factory=lambda: defaultdict(QueueDay))
    drift: Drift = field(default_factory=Drift)

    def issued(self, order: int, ticket: PastTicket) -> None:
        queue = self.queues[ticket.of]
        queue.issues.append(ticket)
        queue.waiting[order] = Waiting(ticket, self.history.usual(ticket.of, ticket.ahead, ticket.counters))

    def called(self, order: int, ticket: PastTicket, at: float) -> Call:
        queue = self.queues[ticket.of]
        call = Call(ticket, at, in_log(at - ticket.issued) - queue.waiting.pop(order).usual)
        queue.calls.append(call)
        queue.drift.tell(call.longer)
        total, many = queue.by_length.get(ticket.ahead, (0.0, 0))
        queue.by_length[ticket.ahead] = total + call.wait, many + 1
        self.drift.tell(call.longer)
        return call


@dataclass(frozen=True, slots=True)
class Moment:
    """Somebody takes a ticket: what the office's day has shown until then, and what became of it."""

    order: int
    ticket: PastTicket
    day: OfficeDay


@dataclass(frozen=True, slots=True)
class Became:
    """A ticket of this day was called."""

    order: int
    call: Call


def as_it_happened(tickets: list[PastTicket], history: History) -> Iterator[Moment | Became]:
    """Plays one day's tickets in the order of issue. Look at each moment before asking for the next."""
    offices: defaultdict[str, OfficeDay] = defaultdict(lambda: OfficeDay(history))
    to_come: list[tuple[float, int, PastTicket]] = []
    orders = count()
    for ticket in tickets:
        while to_come and to_come[0][0] <= ticket.issued:
            at, order, of = heappop(to_come)
            yield Became(order, offices[of.office].called(order, of, at))
        office, order = offices[ticket.office], next(orders)
        yield Moment(order, ticket, office)
        office.issued(order, ticket)
        if ticket.called is not None:
            heappush(to_come, (ticket.called, order, ticket))
