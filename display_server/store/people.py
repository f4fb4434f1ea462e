"""Who holds a ticket today, without knowing who: the day's key and the marks that it makes. Knows no card numbers."""

from datetime import date
from secrets import token_bytes

from sqlalchemy import Connection, bindparam, delete, insert, select

from display_server.domain.fair_use import KEY_BYTES
from display_server.domain.ticket import ACTIVE, TicketId
from display_server.store.models import DayKeyRow, PersonRow, TicketRow

_KEY = select(DayKeyRow.key).where(DayKeyRow.hall_id == bindparam("hall"), DayKeyRow.day == bindparam("on_day"))
# Other days are earlier ones, but for those of a clock that was ahead and has been put right.
_OTHER_KEYS = DayKeyRow.hall_id == bindparam("hall"), DayKeyRow.day != bindparam("on_day")
_OTHER_MARKS = PersonRow.hall_id == bindparam("hall"), PersonRow.day != bindparam("on_day")
_MARK = select(PersonRow.mark).where(PersonRow.ticket_id == bindparam("ticket"))
_ACTIVE = (
    select(TicketRow.id)
    .join(PersonRow, PersonRow.ticket_id == TicketRow.id)
    .where(PersonRow.hall_id == bindparam("hall"), PersonRow.mark == bindparam("of_mark"))
    .where(TicketRow.state.in_([state.value for state in ACTIVE]))
)


class People:
    """The marks of one hall on one local day."""

    def __init__(self, connection: Connection, hall_id: int, day: date) -> None:
        self._connection = connection
        self._place = {"hall": hall_id, "on_day": day}

    def key(self) -> bytes:
        """The day's key; drawn at its first use."""
        key: bytes | None = self._connection.execute(_KEY, self._place).scalar()
        if key is None:
            key = token_bytes(KEY_BYTES)
            row = {"hall_id": self._place["hall"], "day": self._place["on_day"], "key": key}
            self._connection.execute(insert(DayKeyRow), row)
        return key

    def active_ticket(self, mark: str) -> TicketId | None:
        """The ticket of this person that still waits, is at a counter or is parked."""
        found = self._connection.execute(_ACTIVE, {**self._place, "of_mark": mark}).scalar()
        return None if found is None else TicketId(found)

    def mark_on(self, ticket: TicketId) -> str | None:
        """The mark of whoever showed a card for this ticket, if anybody did."""
        return self._connection.execute(_MARK, {"ticket": ticket}).scalar()

    def bind(self, mark: str, ticket: TicketId) -> None:
        """Keeps whose ticket this is."""
        row = {"hall_id": self._place["hall"], "day": self._place["on_day"], "mark": mark, "ticket_id": ticket}
        self._connection.execute(insert(PersonRow), row)

    def are_of_other_days(self) -> bool:
        """Whether there is something to forget."""
        return (
            self._connection.execute(select(DayKeyRow.day).where(*_OTHER_KEYS).limit(1), self._place).first()
            is not None
        )

    def forget_other_days(self) -> int:
        """Throws their keys and marks away; answers how many marks there were."""
        marks = self._connection.execute(delete(PersonRow).where(*_OTHER_MARKS), self._place).rowcount
        self._connection.execute(delete(DayKeyRow).where(*_OTHER_KEYS), self._place)
        return marks
