"""What is known when somebody takes a ticket, as numbers. Each is read from the day so far and from history alone."""

from bisect import bisect_left
from math import log

from display_server.estimates.history import History, in_log
from display_server.estimates.observed import OfficeDay, QueueDay
from display_server.estimates.tickets import PastTicket

UNKNOWN = -99.0
"""Trees take it for very little, and so can tell it from everything else."""

NAMES = (
    *("ahead", "counters", "ahead_per_counter", "minute", "usual", "usual_at_counters", "usual_at_hour"),
    *("to_closing", "counters_against_usual", "counters_changed", "since_call", "since_start"),
    *("last_longer", "quick_drift", "slow_drift", "office_drift"),
    *("head_against_its_usual", "head", "last_called", "last_called_per_person", "same_length", "same_length_seen"),
    *("as_many_calls", "five_calls_pace", "hours_pace"),
)
USUAL = NAMES.index("usual")


def features(ticket: PastTicket, day: OfficeDay) -> list[float]:
    """In the order of NAMES. Durations are logarithms, against the usual wait."""
    queue, usual = day.queues[ticket.of], day.history.usual(ticket.of, ticket.ahead, ticket.counters)
    return [
        *_of_ticket(ticket, day.history, usual),
        *_of_queue(ticket, queue),
        *_of_drift(queue, day),
        *_of_delays(ticket, queue, usual),
        *_of_pace(ticket, queue, usual),
    ]


def _of_ticket(ticket: PastTicket, history: History, usual: float) -> tuple[float, ...]:
    past = history.of(ticket.of)
    return (
        float(ticket.ahead),
        float(ticket.counters),
        ticket.ahead / max(ticket.counters, 1),
        ticket.issued,
        usual,
        history.usual_at_counters(ticket.of, ticket.ahead, ticket.counters) - usual,
        past.by_hour.get(int(ticket.issued // 60), 0.0),
        past.last_call - ticket.issued if past.last_call is not None else UNKNOWN,
        log((ticket.counters + 0.5) / (past.counters + 0.5)) if past.counters is not None else UNKNOWN,
    )


def _of_queue(ticket: PastTicket, queue: QueueDay) -> tuple[float, ...]:
    now = ticket.issued
    before = bisect_left(queue.issues, now - 30, key=lambda each: each.issued)
    return (
        float(ticket.counters - queue.issues[before].counters) if before < len(queue.issues) else UNKNOWN,
        now - queue.calls[-1].at if queue.calls else UNKNOWN,
        now - queue.issues[0].issued if queue.issues else UNKNOWN,
    )


def _of_drift(queue: QueueDay, day: OfficeDay) -> tuple[float, ...]:
    office = day.drift.slow if day.drift.calls else UNKNOWN
    if not queue.calls:
        return UNKNOWN, UNKNOWN, UNKNOWN, office
    return queue.calls[-1].longer, queue.drift.quick, queue.drift.slow, office


def _of_delays(ticket: PastTicket, queue: QueueDay, usual: float) -> tuple[float, ...]:
    now, ahead = ticket.issued, ticket.ahead
    head = next(iter(queue.waiting.values()), None)
    last = queue.calls[-1] if queue.calls else None
    total, many = queue.met(alike(ahead))
    return (
        in_log(now - head.ticket.issued) - head.usual if head else UNKNOWN,
        in_log(now - head.ticket.issued) - usual if head else UNKNOWN,
        in_log(last.wait) - usual if last else UNKNOWN,
        in_log(last.wait / (last.ticket.ahead + 1) * (ahead + 1)) - usual if last else UNKNOWN,
        in_log(total / many) - usual if many else UNKNOWN,
        float(many),
    )


def _of_pace(ticket: PastTicket, queue: QueueDay, usual: float) -> tuple[float, ...]:
    now, ahead, calls = ticket.issued, ticket.ahead, queue.calls
    last_hour = len(calls) - bisect_left(calls, now - 60, key=lambda call: call.at)
    return (
        in_log(now - calls[-ahead - 1].at) - usual if len(calls) > ahead else UNKNOWN,
        in_log((now - calls[-5].at) / 5 * (ahead + 1)) - usual if len(calls) >= 5 else UNKNOWN,
        in_log(60 / last_hour * ahead) - usual if last_hour else UNKNOWN,
    )


def alike(ahead: int) -> range:
    """Lengths that count as the same: up to a sixth off."""
    off = max(1, ahead // 6) if ahead else 0
    return range(max(ahead - off, 0), ahead + off + 1)
