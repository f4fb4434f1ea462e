"""The messages that visitors want, kept and taken back: no change of the hall, and so not in its journal."""

from datetime import datetime

from sqlalchemy import Engine, bindparam, delete, insert, select, update

from display_server.domain.reminder import BY_CONTACT, Contact, MessageState, Reminder, Way, back_off
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import Instant, ReminderRow, TicketRow

_OF_TICKET = ReminderRow.ticket_id == bindparam("of_ticket")
_IN_WAYS = ReminderRow.way.in_(bindparam("ways", expanding=True))
_AS_KNOWN = (
    *(_OF_TICKET, ReminderRow.way == bindparam("by_way"), ReminderRow.tries == bindparam("known_tries")),
    *(ReminderRow.state == bindparam("known_state"), ReminderRow.address == bindparam("known_address")),
)
_HALL = select(TicketRow.hall_id).where(TicketRow.id == bindparam("of_ticket"))
_FORGET = delete(ReminderRow).where(_OF_TICKET, _IN_WAYS)
_CLAIM = (
    update(ReminderRow)
    .where(*_AS_KNOWN)
    .values(tries=ReminderRow.tries + 1, next_try_at=bindparam("next_at", type_=Instant()))
)
_GIVE_UP = update(ReminderRow).where(*_AS_KNOWN).values(state=MessageState.FAILED.value, address=None)


class Reminders:
    """Those of one database. Every question and change raises Unavailable where it cannot answer or take it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, ticket: Ticket, contact: Contact, language: str) -> None:
        """Instead of what was wanted for this ticket before."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FORGET, {"of_ticket": ticket.id, "ways": _instead_of(contact.way)})
            hall = connection.execute(_HALL, {"of_ticket": ticket.id}).scalar_one()
            of_ticket = {"hall_id": hall, "ticket_id": ticket.id, "day": ticket.day}
            wanted = {"state": MessageState.WANTED.value, "tries": 0, "language": language}
            connection.execute(
                insert(ReminderRow), {**of_ticket, **wanted, "way": contact.way.value, "address": contact.address}
            )

    def drop(self, ticket: TicketId, *ways: Way) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FORGET, {"of_ticket": ticket, "ways": list(ways)})

    def claim(self, reminder: Reminder, now: datetime) -> bool:
        """Counts one more try, and keeps everybody else from it until the next may be; False where it has changed."""
        next_at = now + back_off(reminder.tries + 1)
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            return connection.execute(_CLAIM, {**_known(reminder), "next_at": next_at}).rowcount == 1

    def give_up(self, reminder: Reminder) -> None:
        """It cannot be sent, or nobody needs it any more: the address is erased."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_GIVE_UP, _known(reminder))


def _instead_of(way: Way) -> list[Way]:
    return list(BY_CONTACT) if way in BY_CONTACT else [way]


def _known(reminder: Reminder) -> dict[str, object]:
    """As it was read: what its holder has changed meanwhile is another one."""
    return {
        "of_ticket": reminder.ticket,
        "by_way": reminder.way.value,
        "known_tries": reminder.tries,
        "known_state": reminder.state.value,
        "known_address": reminder.address,
    }
