"""What is known when somebody takes a ticket, as numbers. Each is read from the day so far and from history alone."""

from bisect import bisect_left
from math import log

from display_server.estimates.history import History, in_log
from display_server.estimates.observed import OfficeDay, QueueDay
from display_server.estimates.tickets import PastTicket

JUST_NOW = 5
"""Minutes: as coarse as the stamps of real days are."""
PACE_OVER = 90
CALLS_WEIGH = 6
"""With so many usual calls, what differs from them today counts half."""
UNKNOWN = -99.0
"""Trees take it for very little, and so can tell it from everything else."""

NAMES = (
    *("ahead", "counters", "ahead_per_counter", "minute", "usual", "usual_at_counters", "usual_at_hour"),
    *("to_closing", "counters_against_usual", "counters_changed", "since_call", "since_start"),
    *("last_longer", "quick_drift", "slow_drift", "office_drift"),
    *("head_against_its_usual", "head", "last_called", "last_called_per_person", "same_length", "same_length_seen"),
    *("as_many_calls", "five_calls_pace", "hours_pace"),
    *("calls_just_now", "issues_just_now", "calls_this_minute", "first_in_line_this_minute"),
    *("usual_calls_take", "calls_take_at_todays_pace"),
)
"""New ones come last, so that trees grown before are still read."""
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
        *_of_this_minute(ticket, queue),
        *_of_usual_calls(ticket, queue, day.history, usual),
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
    last_hour = _calls_since(queue, now - 60)
    return (
        in_log(now - calls[-ahead - 1].at) - usual if len(calls) > ahead else UNKNOWN,
        in_log((now - calls[-5].at) / 5 * (ahead + 1)) - usual if len(calls) >= 5 else UNKNOWN,
        in_log(60 / last_hour * ahead) - usual if last_hour else UNKNOWN,
    )


def _of_this_minute(ticket: PastTicket, queue: QueueDay) -> tuple[float, ...]:
    """Who comes as somebody is called may well be the next: stamps are coarse, and counters free."""
    now = ticket.issued
    come = len(queue.issues)
    this_minute = queue.issues[bisect_left(queue.issues, now, key=lambda each: each.issued) :]
    return (
        float(_calls_since(queue, now - JUST_NOW)),
        float(come - bisect_left(queue.issues, now - JUST_NOW, key=lambda each: each.issued)),
        float(_calls_since(queue, now)),
        float(sum(each.ahead == 0 for each in this_minute)),
    )


def _of_usual_calls(ticket: PastTicket, queue: QueueDay, history: History, usual: float) -> tuple[float, float]:
    """On a usual day at this time of day: a queue that is called faster towards noon, or ends early, shows here."""
    now, past = ticket.issued, history.of(ticket.of)
    takes = past.minutes_for(ticket.ahead + 1, now)
    if takes is None:
        return UNKNOWN, UNKNOWN
    began = max(now - PACE_OVER, queue.issues[0].issued if queue.issues else now)
    today, usually = _calls_since(queue, now - PACE_OVER), past.usual_calls(began, now)
    faster = log((today + CALLS_WEIGH) / (usually + CALLS_WEIGH))
    return in_log(takes) - usual, in_log(takes) - faster - usual


def _calls_since(queue: QueueDay, minute: float) -> int:
    return len(queue.calls) - bisect_left(queue.calls, minute, key=lambda call: call.at)


def alike(ahead: int) -> range:
    """Lengths that count as the same: up to a sixth off."""
    off = max(1, ahead // 6) if ahead else 0
    return range(max(ahead - off, 0), ahead + off + 1)
