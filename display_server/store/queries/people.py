"""Who holds a ticket, without knowing who: the days' keys and the marks that they make. Keeps no card numbers.

A day's key and marks are thrown away with it. Only where visits go on over the turn of the day do those of yesterday
stay, each mark as long as its visit may: today's key alone would not know who holds a ticket already.
"""

from collections.abc import Sequence
from datetime import date, datetime
from secrets import token_bytes

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, or_, select, update

from display_server.domain.fair_use import KEY_BYTES, mark_of
from display_server.domain.ticket import ACTIVE, State, TicketId
from display_server.store.models import DayKeyRow, Instant, PersonRow, TicketRow

_OF_HALL = DayKeyRow.hall_id == bindparam("hall")
_KEY = select(DayKeyRow.key).where(_OF_HALL, DayKeyRow.day == bindparam("on_day"))
_KEYS = select(DayKeyRow.key).where(_OF_HALL, DayKeyRow.day.in_(bindparam("days", expanding=True)))
# Other days are earlier ones, but for those of a clock that was ahead and has been put right.
_OTHER_KEY = and_(_OF_HALL, DayKeyRow.day != bindparam("on_day"))
_UNUSED_KEY = and_(_OTHER_KEY, ~exists().where(PersonRow.hall_id == DayKeyRow.hall_id, PersonRow.day == DayKeyRow.day))
_MAY_GO_ON = exists().where(
    TicketRow.id == PersonRow.ticket_id,
    or_(
        TicketRow.state.in_([state.value for state in (*ACTIVE, State.NO_SHOW)]),  # who missed a call may come late
        TicketRow.ended_at >= bindparam("undoable_since", type_=Instant()),
    ),
)
_PAST_MARK = and_(
    PersonRow.hall_id == bindparam("hall"),
    PersonRow.day != bindparam("on_day"),
    or_(PersonRow.day.not_in(bindparam("days", expanding=True)), ~_MAY_GO_ON),
)
_MARK = select(PersonRow.mark).where(PersonRow.ticket_id == bindparam("ticket"))
_MARK_ANEW = (
    update(PersonRow)
    .where(PersonRow.hall_id == bindparam("hall"), PersonRow.mark == bindparam("old"))
    .values(mark=bindparam("new"), day=bindparam("on_day"))
)
_OF_MARKS = (
    select(PersonRow.ticket_id)
    .where(PersonRow.hall_id == bindparam("hall"), PersonRow.mark.in_(bindparam("marks", expanding=True)))
    .order_by(PersonRow.ticket_id)
)
_ACTIVE = (
    select(TicketRow.id)
    .join(PersonRow, PersonRow.ticket_id == TicketRow.id)
    .where(PersonRow.hall_id == bindparam("hall"), PersonRow.mark == bindparam("of_mark"))
    .where(TicketRow.state.in_([state.value for state in ACTIVE]))
)


class People:
    """The marks of one hall, on a local day of it."""

    def __init__(self, connection: Connection, hall_id: int, lasting: Sequence[date]) -> None:
        """`lasting`: the days whose visits go on, in order; the last is today."""
        self._connection = connection
        *self._earlier, today = lasting
        self._place = {"hall": hall_id, "on_day": today}

    def key(self) -> bytes:
        """The day's key; drawn at its first use."""
        key: bytes | None = self._connection.execute(_KEY, self._place).scalar()
        if key is None:
            key = token_bytes(KEY_BYTES)
            row = {"hall_id": self._place["hall"], "day": self._place["on_day"], "key": key}
            self._connection.execute(insert(DayKeyRow), row)
        return key

    def earlier_keys(self) -> Sequence[bytes]:
        """Those of earlier days whose visits go on."""
        return self._connection.execute(_KEYS, {**self._place, "days": self._earlier}).scalars().all()

    def mark_anew(self, old: str, new: str) -> None:
        """Lets today's mark of a person stand where an earlier day's stood: both are of one card, which is here."""
        self._connection.execute(_MARK_ANEW, {**self._place, "old": old, "new": new})

    def active_ticket(self, mark: str) -> TicketId | None:
        """The ticket of this person that still waits, is at a counter or is parked."""
        found = self._connection.execute(_ACTIVE, {**self._place, "of_mark": mark}).scalar()
        return None if found is None else TicketId(found)

    def tickets_of(self, card: str) -> Sequence[TicketId]:
        """All of the tickets, over or not, that are known to be this card's; draws no key."""
        days = {**self._place, "days": [*self._earlier, self._place["on_day"]]}
        keys = self._connection.execute(_KEYS, days).scalars().all()
        marks = {"marks": [mark_of(card, key) for key in keys]}
        return [TicketId(each) for each in self._connection.execute(_OF_MARKS, {**self._place, **marks}).scalars()]

    def mark_on(self, ticket: TicketId) -> str | None:
        """The mark of whoever showed a card for this ticket, if anybody did."""
        return self._connection.execute(_MARK, {"ticket": ticket}).scalar()

    def bind(self, mark: str, ticket: TicketId) -> None:
        """Keeps whose ticket this is."""
        row = {"hall_id": self._place["hall"], "day": self._place["on_day"], "mark": mark, "ticket_id": ticket}
        self._connection.execute(insert(PersonRow), row)

    def are_past(self, undoable_since: datetime) -> bool:
        """Whether there is something to forget; a visit that ended after `undoable_since` may yet be taken up again."""
        if self._connection.execute(select(DayKeyRow.day).where(_OTHER_KEY).limit(1), self._place).first() is None:
            return False
        asked = (select(PersonRow.ticket_id).where(_PAST_MARK), select(DayKeyRow.day).where(_UNUSED_KEY))
        return any(self._connection.execute(each.limit(1), self._past(undoable_since)).first() for each in asked)

    def forget_past(self, undoable_since: datetime) -> int:
        """Throws marks of earlier days away whose visits are over, and keys that nobody needs; answers how many marks
        there were."""
        marks = self._connection.execute(delete(PersonRow).where(_PAST_MARK), self._past(undoable_since)).rowcount
        self._connection.execute(delete(DayKeyRow).where(_UNUSED_KEY), self._place)
        return marks

    def _past(self, undoable_since: datetime) -> dict[str, object]:
        return {**self._place, "days": self._earlier, "undoable_since": undoable_since}
