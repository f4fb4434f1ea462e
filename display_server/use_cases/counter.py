"""What an officer does at a counter: open it, call, serve, finish."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from math import ceil

from display_server.domain import dispatch, events
from display_server.domain.counter import Counter
from display_server.domain.handled import in_order
from display_server.domain.no_show import Patience, calls_of, patience
from display_server.domain.outcome import OutcomeRule, VisitOutcome
from display_server.domain.refusals import NotAllowed, NotValid
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.store.change import Change
from display_server.use_cases import handling
from display_server.use_cases.dossiers import must_be_a_code
from display_server.use_cases.held import Outcome as Outcome, held_by, must_be_free, theirs
from display_server.use_cases.late import come_late
from display_server.use_cases.route import go_on


def open_counter(change: Change, number: int, officer: str, *, alone: bool = False, take_over: bool = False) -> Counter:
    """Takes the counter for the officer, or takes it up again after a pause.

    `alone`: the officer is a person, who sits at one counter at a time; a program may open several in its own name.
    `take_over`: the officer was asked and means it. A colleague who still sits there has left; the counter at which
    the officer sat is closed. Whoever waits for the officer by name comes along.
    """
    if alone:
        _leave_others(change, number, officer, closing=take_over)
    counter = change.counters.numbered(number)
    was_anothers = take_over and counter.officer not in (None, officer)
    if was_anothers:
        _let_go(change, (each for each in change.queues.sent_to(number) if each.for_officer == counter.officer))
    opened = counter.take_over(officer, change.now) if was_anothers else counter.open(officer, change.now)
    event = events.CounterOpened(at=change.now, counter=number, officer=officer, taken_over=was_anothers)
    moved = _moved(change, counter, opened, event)
    _follow(change, number, officer)
    return moved


def _follow(change: Change, number: int, officer: str) -> None:
    """Lets whoever waits for the officer by name wait for this counter, where it takes what they have come for."""
    takes = change.plan.counter(number).takes
    for ticket in change.queues.sent_to_officer(officer):
        if ticket.for_counter != number and ticket.service in takes:
            change.save(ticket.following_to(number))
            change.record(
                events.DirectionFollowed(at=change.now, ticket=ticket.id, service=ticket.service, counter=number)
            )


def pause_counter(change: Change, number: int, reason: str, back_at: datetime | None = None) -> Counter:
    """Calls nobody for a while; who is at the counter is served to the end."""
    if back_at is not None and back_at <= change.now:
        raise NotValid("back_at", "The time of return is over already. Name a later one, or none.")
    counter = change.counters.numbered(number)
    paused = counter.pause(reason, change.now, back_at)
    return _moved(
        change, counter, paused, events.CounterPaused(at=change.now, counter=number, reason=reason, back_at=back_at)
    )


def _moved(change: Change, before: Counter, after: Counter, event: events.CounterEvent) -> Counter:
    """Whoever asks for what is so already, by a second press or after a lost answer, has moved nothing."""
    if after == before:
        return before
    change.record(event)
    return change.save_counter(after)


def _leave_others(change: Change, number: int, officer: str, *, closing: bool) -> None:
    """Closes the counter at which the officer sits, where that was asked for. Raises NotAllowed where it was not, and
    while somebody stands there."""
    for other in change.counters.all.values():
        if other.officer == officer and other.number != number:
            if closing:
                close_counter(change, other.number)
                continue
            raise NotAllowed(
                "%(officer)s sits at counter %(counter)s. Close that one first.", officer=officer, counter=other.number
            )


def close_counter(change: Change, number: int) -> Counter:
    """Ends the officer's work at the counter. Raises NotAllowed while it holds a ticket."""
    change.counters.numbered(number)
    must_be_free(change, number)
    return close(change, number)


def close(change: Change, number: int, *, forgotten: bool = False) -> Counter:
    """Closes a counter that is free; who was sent to it alone may be called by every counter of the service."""
    return _close(change, change.counters.numbered(number), forgotten=forgotten)


def give_up(change: Change, counter: Counter) -> Counter:
    """Closes a counter that the hall's plan no longer has; who stands there waits again, where they were."""
    held = change.counters.ticket_at(counter.number)
    if held is not None:
        returned = change.save(held.return_to_queue(held.rank))
        change.record(
            events.TicketReturned(
                at=change.now,
                ticket=returned.id,
                service=returned.service,
                counter=counter.number,
                position=dispatch.Position.BY_ARRIVAL,
                rank=returned.rank,
            )
        )
    return _close(change, counter)


def _close(change: Change, counter: Counter, *, forgotten: bool = False) -> Counter:
    _let_go(change, change.queues.sent_to(counter.number))
    closed = counter.close(change.now)
    return _moved(
        change, counter, closed, events.CounterClosed(at=change.now, counter=counter.number, forgotten=forgotten)
    )


def _let_go(change: Change, sent: Iterable[Ticket]) -> None:
    """Lets every counter call who was sent to one alone."""
    for ticket in sent:
        change.save(ticket.for_every_counter())
        change.record(
            events.DirectionDropped(
                at=change.now, ticket=ticket.id, service=ticket.service, counter=ticket.for_counter or 0
            )
        )


def call_next(change: Change, number: int) -> Ticket | None:
    """Calls the next visitor to the counter, or nobody if nobody waits for what it serves.

    Raises NotAllowed where the counter is not open or still holds a ticket.
    """
    counter = change.counters.numbered(number)
    counter.must_be_open()
    must_be_free(change, number)
    own, *lower = change.plan.counter(number).tiers
    tiers = [[*change.queues.heads(own), *change.queues.head_sent_to(number)], *map(change.queues.heads, lower)]
    ticket = dispatch.next_of(tiers, change.queues.long_waited(service for tier in lower for service in tier))
    return _call(change, counter, ticket, reason=None) if ticket else None


def call_chosen(change: Change, number: int, ticket_id: TicketId, reason: str | None) -> Ticket:
    """Calls this visitor, out of order with a reason that the journal keeps; a parked one or a latecomer needs none."""
    counter = change.counters.numbered(number)
    counter.must_be_open()
    must_be_free(change, number)
    ticket = theirs(change, number, ticket_id)
    if ticket.state is State.NO_SHOW:
        ticket = come_late(change, ticket, number)
    elif ticket.state is State.WAITING and reason is None:
        raise NotValid("reason", "Say why ticket %(number)s is called out of order.", number=ticket.number)
    return _call(change, counter, ticket, reason)


def _call(change: Change, counter: Counter, ticket: Ticket, reason: str | None) -> Ticket:
    called = change.save(ticket.call(counter.number, change.now, change.seq))
    change.record(
        events.TicketCalled(
            at=change.now,
            ticket=called.id,
            number=called.number,
            service=called.service,
            counter=counter.number,
            officer=counter.officer,
            reason=reason,
            takes=change.plan.counter(counter.number).takes,
        )
    )
    return called


def recall(change: Change, number: int) -> Ticket:
    """Calls the counter's visitor once more."""
    ticket = change.save(held_by(change, number).recall(change.now, change.seq))
    change.record(
        events.TicketRecalled(
            at=change.now, ticket=ticket.id, number=ticket.number, service=ticket.service, counter=number
        )
    )
    return ticket


def start(change: Change, number: int) -> Ticket:
    """The visitor has come: serving begins."""
    ticket = change.save(held_by(change, number).start(change.now))
    change.record(events.ServiceStarted(at=change.now, ticket=ticket.id, service=ticket.service, counter=number))
    return ticket


def finish(change: Change, number: int, outcome: Outcome) -> Ticket:
    """The visit is over and the rating tablet may ask; or, where another stop follows, the visitor waits for that.

    Raises NotValid for what is no code of a dossier here, or where the hall demands to be told how the visit ended.
    """
    held = held_by(change, number)
    outcome = _in_order(outcome)
    _must_be_told(change, outcome)
    ended = held.finish(change.now)
    if (sent_on := go_on(change, number, held, outcome)) is not None:
        handling.note(change, held, number, outcome)
        return sent_on
    ticket = change.save(ended)
    change.record(
        events.ServiceFinished(
            at=change.now,
            ticket=ticket.id,
            service=ticket.service,
            counter=number,
            outcome=outcome.outcome,
            dossiers=outcome.dossiers,
            dossier_codes=outcome.dossier_codes,
            note=outcome.note,
        )
    )
    handling.note(change, held, number, outcome)
    return ticket


def _in_order(outcome: Outcome) -> Outcome:
    """Who names each dossier need not count them."""
    handled = tuple(map(in_order, outcome.handled))
    counted = len(handled) if handled and outcome.dossiers is None else outcome.dossiers
    return replace(outcome, handled=handled, dossiers=counted)


def _must_be_told(change: Change, outcome: Outcome) -> None:
    if outcome.outcome is None and change.plan.rules.outcome is OutcomeRule.DEMANDED:
        raise NotValid("outcome", "Say how the visit ended: %(outcomes)s.", outcomes=", ".join(VisitOutcome))
    handling.must_be_complete(change, outcome)
    for code in outcome.dossier_codes:
        must_be_a_code(change.plan, code, "dossier_codes")


def mark_no_show(change: Change, number: int) -> Ticket:
    """The visitor did not come. Raises NotAllowed before they were called as often as the hall promises."""
    held = held_by(change, number)
    missed = held.mark_no_show(change.now)
    owed = patience(calls_of(change.journal.recorded_events(held.id)), change.plan.rules)
    if not owed.is_over(change.now):
        raise _too_early(change, held, owed)
    ticket = change.save(missed)
    change.record(events.NoShowMarked(at=change.now, ticket=ticket.id, service=ticket.service, counter=number))
    return ticket


def _too_early(change: Change, ticket: Ticket, owed: Patience) -> NotAllowed:
    seconds = max(0, ceil((owed.allowed_at - change.now).total_seconds()))
    if owed.recalls_missing:
        return NotAllowed(
            "Call ticket %(number)s again before marking a no-show: %(recalls)s more, the next from %(seconds)s "
            "seconds on.",
            number=ticket.number,
            recalls=owed.recalls_missing,
            seconds=seconds,
        )
    return NotAllowed(
        "Give ticket %(number)s %(seconds)s more seconds to come before marking a no-show.",
        number=ticket.number,
        seconds=seconds,
    )
