"""One change of a hall: everything in one transaction, numbered by the hall's `seq`, told in the journal."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from display_server.domain.counter import Counter
from display_server.domain.events import Event
from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.journal import to_row
from display_server.store.models import (
    CounterRow,
    IdempotencyKeyRow,
    JournalRow,
    NumberSeriesRow,
    RatingRow,
    TicketRow,
)
from display_server.store.reading import Reading

_NEXT_NUMBER = (
    update(NumberSeriesRow)
    .where(
        NumberSeriesRow.hall_id == bindparam("hall"),
        NumberSeriesRow.day == bindparam("on_day"),
        NumberSeriesRow.prefix == bindparam("of_prefix"),
    )
    .values(last=NumberSeriesRow.last + 1)
    .returning(NumberSeriesRow.last)
)
_INSERT_TICKET = insert(TicketRow).returning(TicketRow.id)
_TICKET_MOVES = ("service", "state", "rank", "counter", "calls", "called_at", "call_seq", "started_at", "ended_at")
_UPDATE_TICKET = (
    update(TicketRow)
    .where(TicketRow.id == bindparam("ticket"))
    .values({name: bindparam(f"new_{name}") for name in _TICKET_MOVES})
)
_COUNTER_MOVES = ("state", "officer", "pause_reason", "since")
_UPDATE_COUNTER = (
    update(CounterRow)
    .where(CounterRow.hall_id == bindparam("hall"), CounterRow.number == bindparam("counter"))
    .values({name: bindparam(f"new_{name}") for name in _COUNTER_MOVES})
)


class Change(Reading):
    """A reading that may also write. What it does becomes visible to others as a whole, or not at all."""

    def __init__(
        self, connection: Connection, hall_id: int, plan: HallPlan, seq: int, now: datetime, actor: str
    ) -> None:
        super().__init__(connection, hall_id, plan, seq, now)
        self._actor = actor
        self._events = 0

    @property
    def is_empty(self) -> bool:
        """Nothing happened, so nothing is to be kept."""
        return self._events == 0

    def record(self, event: Event) -> None:
        """Writes what happened into the journal."""
        place = {"hall_id": self._hall_id, "seq": self.seq, "nth": self._events, "day": self.today}
        self._connection.execute(insert(JournalRow), {**place, "actor": self._actor, **to_row(event)})
        self._events += 1

    def next_number(self, prefix: str) -> int:
        """Takes the next number of a prefix on the hall's local day, 1 upward."""
        series = {"hall": self._hall_id, "on_day": self.today, "of_prefix": prefix}
        taken = self._connection.execute(_NEXT_NUMBER, series).scalar()
        if taken is None:
            taken = 1
            first = {"hall_id": self._hall_id, "day": self.today, "prefix": prefix, "last": taken}
            self._connection.execute(insert(NumberSeriesRow), first)
        return taken

    def add_ticket(self, *, prefix: str, sequence: int, **facts: Any) -> Ticket:  # noqa: ANN401 (Ticket's own fields)
        """Stores a new ticket and gives it its id. `facts` are the fields of `Ticket` except `id` and `day`."""
        row = {"hall_id": self._hall_id, "day": self.today, "prefix": prefix, "sequence": sequence, "calls": 0, **facts}
        ticket_id = TicketId(self._connection.execute(_INSERT_TICKET, row).scalar_one())
        return Ticket(id=ticket_id, day=self.today, **facts)

    def save(self, ticket: Ticket) -> Ticket:
        """Stores where the ticket has come to."""
        moves = {f"new_{name}": getattr(ticket, name) for name in _TICKET_MOVES}
        self._connection.execute(_UPDATE_TICKET, {"ticket": ticket.id, **moves})
        self.__dict__.pop("waiting", None)
        return ticket

    def save_counter(self, counter: Counter) -> Counter:
        """Stores a counter's state and officer."""
        moves = {f"new_{name}": getattr(counter, name) for name in _COUNTER_MOVES}
        self._connection.execute(_UPDATE_COUNTER, {"hall": self._hall_id, "counter": counter.number, **moves})
        for remembered in ("counters", "_open_counters"):
            self.__dict__.pop(remembered, None)
        return counter

    def remember(self, key: str, request: str, ticket: TicketId) -> None:
        """Binds an idempotency key to the ticket that its request has led to."""
        row = {"hall_id": self._hall_id, "key": key, "request": request, "ticket_id": ticket, "at": self.now}
        self._connection.execute(insert(IdempotencyKeyRow), row)

    def add_rating(self, ticket: TicketId, **facts: Any) -> None:  # noqa: ANN401 (RatingRow's own fields)
        """Stores the one rating of a served visit."""
        row = {"hall_id": self._hall_id, "ticket_id": ticket, "rated_at": self.now, **facts}
        self._connection.execute(insert(RatingRow), row)
