"""Messages before the call: wanted by a ticket's holder, due when few are ahead, told in the journal once sent."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from display_server.domain.events import TicketReminded
from display_server.domain.refusals import NotAllowed, NotValid
from display_server.domain.reminder import (
    BY_CONTACT,
    OVER,
    Contact,
    Reminder,
    Way,
    contact,
    is_due,
    is_near,
    state_after,
)
from display_server.domain.ticket import State, Ticket
from display_server.store.hall import Hall
from display_server.store.reading import Reading
from display_server.store.reminders import Reminders

MAY_WANT = (State.WAITING, State.PARKED, State.NO_SHOW)


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is to go out now, and why."""

    reminder: Reminder
    ticket: Ticket
    people_ahead: int


def want_message(
    reminders: Reminders, reading: Reading, token: str, to: str, ways: Collection[Way], language: str
) -> None:
    """Keeps where a message goes. `ways`: those by which this server can send any."""
    ticket = _still_to_be_called(reading, token)
    if not reading.plan.rules.messages:
        raise NotAllowed("This hall sends no messages. Please keep this page open.")
    wanted = contact(to)
    if wanted.way not in ways:
        raise NotValid("to", "This hall sends messages by %(ways)s only.", ways=", ".join(sorted(ways)))
    reminders.keep(ticket, wanted, language)


def want_push(reminders: Reminders, reading: Reading, token: str, subscription: str, language: str) -> None:
    """Keeps what the phone's browser gave for it."""
    reminders.keep(_still_to_be_called(reading, token), Contact(Way.PUSH, subscription), language)


def want_no_message(reminders: Reminders, reading: Reading, token: str) -> None:
    reminders.drop(reading.tickets.with_token(token).id, *BY_CONTACT)


def want_no_push(reminders: Reminders, reading: Reading, token: str) -> None:
    reminders.drop(reading.tickets.with_token(token).id, Way.PUSH)


def _still_to_be_called(reading: Reading, token: str) -> Ticket:
    ticket = reading.tickets.with_token(token)
    if ticket.state not in MAY_WANT:
        raise NotAllowed(
            "No message before the call of ticket %(number)s is possible any more: it is %(state)s.",
            number=ticket.number,
            state=ticket.state,
        )
    return ticket


def due(reading: Reading) -> Sequence[Due]:
    """Those that are to go out now."""
    near = reading.plan.rules.near_ahead
    return [
        Due(reminder, ticket, ahead)
        for reminder, ticket, ahead in _to_be_sent(reading)
        if is_due(reminder, ticket.state, is_near=is_near(ticket, ahead, near, reading.now))
    ]


def needless(reading: Reading) -> Sequence[Reminder]:
    """Those whose visitors are here, or have gone for good."""
    return [reminder for reminder, ticket, _ in _to_be_sent(reading) if ticket.state in OVER]


def was_sent(hall: Hall, due: Due) -> None:
    """Tells that the message is out, and forgets where to, unless one more follows."""
    with hall.change("clock") as change:
        change.settle_reminder(due.reminder, state_after(due.reminder, due.ticket.state))
        change.record(
            TicketReminded(
                at=change.now,
                ticket=due.ticket.id,
                service=due.ticket.service,
                people_ahead=due.people_ahead,
                way=due.reminder.way.value,
            )
        )


def _to_be_sent(reading: Reading) -> Iterator[tuple[Reminder, Ticket, int]]:
    for reminder in reading.reminders.to_be_sent():
        ticket = reading.tickets.with_id(reminder.ticket)
        ahead = reading.queues.people_ahead(ticket) if ticket.state is State.WAITING else 0
        yield reminder, ticket, ahead
