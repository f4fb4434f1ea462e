"""Plain methods to compare with: each says the expected minutes from what is known at issue.

Their range is the one the kiosk told before anything was learnt: 0.6 to 1.3 times the expected minutes.
"""

from collections.abc import Callable, Mapping
from math import ceil

from display_server.estimates.features import alike
from display_server.estimates.history import formula, from_log
from display_server.estimates.observed import OfficeDay
from display_server.estimates.scores import Estimate
from display_server.estimates.tickets import PastTicket

Method = Callable[[PastTicket, OfficeDay], float]


def estimate_of(expected: float) -> Estimate:
    return Estimate(expected, int(0.6 * expected / 5) * 5, max(ceil(1.3 * expected / 5) * 5, 5))


def declared(ticket: PastTicket, day: OfficeDay) -> float:
    """People ahead times the declared minutes, over the open counters."""
    return formula(ticket.ahead, ticket.counters, day.history.declared)


def mean_wait(ticket: PastTicket, day: OfficeDay) -> float:
    """The queue's mean wait on past days, whoever is ahead."""
    past = day.history.of(ticket.of).mean_wait
    return past if past is not None else declared(ticket, day)


def per_person(ticket: PastTicket, day: OfficeDay) -> float:
    """People ahead times the queue's median minutes for each on past days."""
    past = day.history.of(ticket.of).per_person
    return past * ticket.ahead if past is not None else declared(ticket, day)


def throughput(ticket: PastTicket, day: OfficeDay) -> float:
    """People ahead over the calls of the last hour, or of what there was of it."""
    queue = day.queues[ticket.of]
    calls = [call.at for call in queue.calls if call.at >= ticket.issued - 60]
    if not calls:
        return per_person(ticket, day)
    return ticket.ahead * min(60.0, max(ticket.issued - queue.issues[0].issued, 5.0)) / len(calls)


def head_of_line(ticket: PastTicket, day: OfficeDay) -> float:
    """As long as whoever stands first has waited already."""
    head = next(iter(day.queues[ticket.of].waiting.values()), None)
    return ticket.issued - head.ticket.issued if head else 0.0


def last_called(ticket: PastTicket, day: OfficeDay) -> float:
    """As long as the last to be called had waited."""
    queue = day.queues[ticket.of]
    return queue.calls[-1].wait if queue.calls else per_person(ticket, day)


def same_length(ticket: PastTicket, day: OfficeDay) -> float:
    """The mean wait of those called today who had met about as many."""
    queue = day.queues[ticket.of]
    total, many = queue.met(alike(ticket.ahead))
    return total / many if many else per_person(ticket, day)


def usual(ticket: PastTicket, day: OfficeDay) -> float:
    """The usual wait of that queue with so many ahead: what the trees start from."""
    return from_log(day.history.usual(ticket.of, ticket.ahead, ticket.counters))


BASELINES: Mapping[str, Method] = {
    "declared": declared,
    "mean": mean_wait,
    "per-person": per_person,
    "throughput": throughput,
    "head-of-line": head_of_line,
    "last-called": last_called,
    "same-length": same_length,
    "usual": usual,
}
