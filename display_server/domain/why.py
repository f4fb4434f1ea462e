"""Why one visitor was called before another: one sentence, from the stories of both tickets. Pure.

Sentences are message ids with their facts apart, as refusals are; a fact may be a name per language, an instant, or
a further sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from display_server.domain import events
from display_server.domain.dispatch import Position, rank
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import N_
from display_server.domain.story import RecordedEvent, as_it_holds, replayed
from display_server.domain.ticket import State, Ticket


@dataclass(frozen=True, slots=True)
class Because:
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tickets, with its story."""

    ticket: Ticket
    story: Sequence[RecordedEvent]

    service: str | None = None
    """The stop that is asked about; the first one that it was called to where none is."""

    @property
    def call(self) -> "Call | None":
        """The first time that it was called there, unless that was undone."""
        calls = (Call(seq, event) for seq, event in as_it_holds(self.story) if isinstance(event, events.TicketCalled))
        return next((call for call in calls if self.service in (None, call.event.service)), None)

    @property
    def called_alone(self) -> events.EndedAlone | None:
        """Where no call of it is known, the counter that called it without the server."""
        alone = (event for _, event in as_it_holds(self.story) if isinstance(event, events.EndedAlone))
        found = next((event for event in alone if self.service in (None, event.service)), None)
        return found if self.call is None else None

    def before(self, seq: int) -> "Side | None":
        """As it was just before this change; None where it had not been issued."""
        so_far = [each for each in self.story if each.seq < seq]
        return Side(replayed(self.ticket, so_far), so_far) if so_far else None


class Call(NamedTuple):
    seq: int
    event: events.TicketCalled


def why(one: Side, other: Side, plan: HallPlan) -> tuple[Side, Because]:
    """Which of the two was called first, or would be, and why."""
    calls = [(call, side) for side in (one, other) if (call := side.call) is not None]
    noted = [(alone, side) for side in (one, other) if (alone := side.called_alone) is not None]
    if noted:
        alone, first = min(noted, key=lambda called: called[0].called_at)
        if all(alone.called_at <= call.event.at for call, _ in calls):
            return first, _why_alone(alone, other if first is one else one)
    if not calls:
        return _neither_called(one, other, plan)
    call, first = min(calls, key=lambda called: called[0].seq)
    return first, _why_called(call, first, other if first is one else one, plan)


def _neither_called(one: Side, other: Side, plan: HallPlan) -> tuple[Side, Because]:
    first, second = sorted((one, other), key=lambda side: (side.ticket.rank, side.ticket.id))
    if first.service is not None:
        numbers = {"first": first.ticket.number, "second": second.ticket.number}
        words = N_("Neither %(first)s nor %(second)s has been called for %(service)s.")
        return first, Because(words, {**numbers, "service": plan.service(first.service).name})
    parts = {"first": _place(first, plan), "second": _place(second, plan)}
    return first, Because(N_("Neither has been called yet. %(first)s; %(second)s."), parts)


def _why_alone(first: events.EndedAlone, second: Side) -> Because:
    return Because(
        N_(
            "Counter %(counter)s called %(first)s while the server could not be reached, at %(at)s by what its officer "
            "noted; of %(second)s it could not know what had become."
        ),
        {"first": first.number, "second": second.ticket.number, "at": first.called_at, "counter": first.counter},
    )


def _why_called(made: Call, first: Side, second: Side, plan: HallPlan) -> Because:
    call, first_then, second_then = made.event, first.before(made.seq), second.before(made.seq)
    facts = {"first": first.ticket.number, "second": second.ticket.number, "at": call.at, "counter": call.counter}
    if first_then is None or second_then is None:
        return _unknown_then(second, facts)
    called, waiting = first_then.ticket, second_then.ticket
    if call.reason is not None:
        return Because(
            N_("Counter %(counter)s called %(first)s at %(at)s out of order, for this reason: %(reason)s"),
            {**facts, "reason": call.reason},
        )
    if waiting.state is not State.WAITING:
        return Because(_ELSEWHERE[waiting.state], facts)
    if waiting.not_before is not None and waiting.not_before > call.at:
        return Because(
            N_("%(first)s was called at %(at)s, while %(second)s had asked not to be called before %(until)s."),
            {**facts, "until": waiting.not_before},
        )
    if waiting.for_counter not in (None, call.counter):
        return Because(
            N_("Counter %(counter)s called %(first)s; %(second)s was waiting for counter %(other)s alone."),
            {**facts, "other": waiting.for_counter},
        )
    if waiting.service not in (call.takes or plan.counter(call.counter).takes):
        return Because(
            N_(
                "%(first)s was called by counter %(counter)s, which does not take %(service)s, "
                "for which %(second)s waits."
            ),
            {**facts, "service": plan.service(waiting.service).name},
        )
    parts = {"first": _place(first_then, plan), "second": _place(second_then, plan)}
    if (called.rank, called.id) < (waiting.rank, waiting.id):
        return Because(N_("%(first)s; %(second)s."), parts)
    return Because(
        N_("Counter %(counter)s prefers %(service)s to that for which %(second)s waits. %(one)s; %(other)s."),
        {**facts, "service": plan.service(called.service).name, "one": parts["first"], "other": parts["second"]},
    )


def _unknown_then(second: Side, facts: Mapping[str, Any]) -> Because:
    """The server did not know the second ticket when it called the first."""
    begun = second.story[0].event
    if isinstance(begun, events.TicketHandedIn):
        return Because(
            N_(
                "%(first)s was called at %(at)s; %(second)s was given by a kiosk without the server at %(issued)s, "
                "and the server knew of it only at %(told)s."
            ),
            {**facts, "issued": begun.issued_at, "told": begun.at},
        )
    return Because(
        N_("%(first)s was called at %(at)s, before %(second)s was issued at %(issued)s."),
        {**facts, "issued": second.ticket.issued_at},
    )


_ELSEWHERE: Mapping[State, str] = {
    State.PARKED: N_("%(first)s was called at %(at)s, while %(second)s was parked."),
    State.CALLED: N_("%(first)s was called at %(at)s, while %(second)s was at a counter."),
    State.SERVING: N_("%(first)s was called at %(at)s, while %(second)s was at a counter."),
    State.NO_SHOW: N_("%(first)s was called at %(at)s, when %(second)s had not come to its call."),
    State.CANCELLED: N_("%(first)s was called at %(at)s, when %(second)s had been cancelled."),
    State.SERVED: N_("%(first)s was called at %(at)s, when %(second)s had been served."),
}


def _place(side: Side, plan: HallPlan) -> Because:
    """What gave the ticket its rank."""
    ticket = side.ticket
    facts: dict[str, Any] = {"number": ticket.number, "came": ticket.issued_at}
    moved = next((event for _, event in reversed(as_it_holds(side.story)) if moves(event)), None)
    match moved:
        case events.LatecomerReturned(position=Position.FRONT):
            return Because(N_("%(number)s came late, but within the grace, and so was next"), facts)
        case events.LatecomerReturned():
            return Because(N_("%(number)s came too late and so waits behind all others"), facts)
        case events.TicketTransferred() | events.TicketReturned():
            place = _AT_FRONT if moved.position == Position.FRONT else _AT_END
            return Because(place, {**facts, "counter": moved.counter})
    begun = side.story[0].event if side.story else None
    if isinstance(begun, events.TicketIssued) and begun.appointment is not None:
        return Because(N_("%(number)s had an appointment at %(time)s"), {**facts, "time": begun.appointment})
    if ticket.priority_class is None:
        return Because(N_("%(number)s came at %(came)s"), facts)
    by_class = plan.priority_class(ticket.priority_class)
    minutes = round(by_class.head_start.total_seconds() / 60)
    if ticket.rank != rank(ticket.issued_at, by_class.head_start):
        minutes = round((ticket.issued_at - ticket.rank).total_seconds() / 60)
    return Because(
        N_("%(number)s came at %(came)s and counts as %(minutes)s minutes earlier (%(class)s)"),
        {**facts, "minutes": minutes, "class": by_class.name},
    )


_AT_FRONT = N_("%(number)s was put at the front by counter %(counter)s")
_AT_END = N_("%(number)s was put at the end by counter %(counter)s")


def moves(event: object) -> bool:
    """Whether this event gave the ticket a rank other than that of its arrival."""
    if isinstance(event, events.LatecomerReturned):
        return True
    return isinstance(event, events.TicketTransferred | events.TicketReturned) and event.position != Position.BY_ARRIVAL
