"""One change of a hall: everything in one transaction, numbered by the hall's `seq`, told in the journal."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select, update

from display_server.domain.appointment import Appointment
from display_server.domain.counter import Counter
from display_server.domain.device import Health
from display_server.domain.events import Event, TicketIssued
from display_server.domain.hall_plan import HallPlan
from display_server.domain.lease import Lease
from display_server.domain.numbering import Series
from display_server.domain.ticket import Ticket, TicketId
from display_server.store import devices
from display_server.store.journal import to_row
from display_server.store.models import (
    AppointmentRow,
    CounterRow,
    IdempotencyKeyRow,
    JournalRow,
    NumberLeaseRow,
    NumberSeriesRow,
    RatingRow,
    TicketRow,
)
from display_server.store.reading import Reading

_ISSUED_BY = select(func.count()).where(
    JournalRow.hall_id == bindparam("hall_id"),
    JournalRow.event == TicketIssued.__name__,
    JournalRow.at > bindparam("since"),
    JournalRow.actor == bindparam("actor"),
    JournalRow.facts["device"].as_integer().is_not_distinct_from(bindparam("device", type_=Integer)),
)
_SAVE_SERIES = (
    update(NumberSeriesRow)
    .where(
        NumberSeriesRow.hall_id == bindparam("hall"),
        NumberSeriesRow.day == bindparam("on_day"),
        NumberSeriesRow.prefix == bindparam("of_prefix"),
    )
    .values(
        last=bindparam("new_last"),
        leased_from=bindparam("new_from", type_=Integer),
        leased_to=bindparam("new_to", type_=Integer),
    )
)
_INSERT_APPOINTMENT = insert(AppointmentRow)
_DROP_APPOINTMENT = delete(AppointmentRow).where(
    AppointmentRow.hall_id == bindparam("hall"), AppointmentRow.code == bindparam("of_code")
)
_KEEP_APPOINTMENT = (
    update(AppointmentRow)
    .where(AppointmentRow.hall_id == bindparam("hall"), AppointmentRow.code == bindparam("of_code"))
    .values(ticket_id=bindparam("ticket"))
)
_FREE_APPOINTMENT = (
    update(AppointmentRow)
    .where(AppointmentRow.hall_id == bindparam("hall"), AppointmentRow.ticket_id == bindparam("ticket"))
    .values(ticket_id=None)
)
_INSERT_SERIES = insert(NumberSeriesRow)
_INSERT_LEASE = insert(NumberLeaseRow).returning(NumberLeaseRow.id)
_LEASE_MOVES = ("next", "last", "expires_at", "reclaimed_at")
_UPDATE_LEASE = (
    update(NumberLeaseRow)
    .where(NumberLeaseRow.id == bindparam("lease"))
    .values({name: bindparam(f"new_{name}") for name in _LEASE_MOVES})
)
_INSERT_EVENT = insert(JournalRow)
_INSERT_KEY = insert(IdempotencyKeyRow)
_INSERT_TICKET = insert(TicketRow).returning(TicketRow.id)
TICKET_MOVES = (
    *("service", "state", "rank", "counter", "calls", "called_at", "call_seq", "started_at", "ended_at"),
    *("stop", "queued_at", "next_stops", "for_counter", "sent_by", "sent_from"),
    *("not_before", "park_reason", "back_at", "late_returns", "paper"),
)
"""What may change of a ticket."""
_UPDATE_TICKET = (
    update(TicketRow)
    .where(TicketRow.id == bindparam("ticket"))
    .values({name: bindparam(f"new_{name}", type_=TicketRow.__table__.columns[name].type) for name in TICKET_MOVES})
)
_COUNTER_MOVES = ("state", "officer", "pause_reason", "since", "back_at")
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
        self._connection.execute(_INSERT_EVENT, {**place, "actor": self._actor, **to_row(event)})
        self._events += 1
        self._look_anew("_recent_calls")

    def issued_by_actor(self, device: int | None, since: datetime) -> int:
        """How many tickets whoever makes this change has given since, with this device of those that share a name."""
        return int(self._rows(_ISSUED_BY, actor=self._actor, device=device, since=since)[0][0])

    def next_number(self, prefix: str) -> int | None:
        """Takes the next number of a prefix on the hall's local day; None where they have run out."""
        series = self._series(prefix, self.today)
        number, after = series.give()
        if number is not None:
            self._save_series(prefix, self.today, after)
        return number

    def numbers_to_lease(self, prefix: str, wanted: int, day: date) -> range:
        """Takes numbers of a prefix and day for a kiosk; fewer, or none, where they run out."""
        numbers, after = self._series(prefix, day).lease(wanted)
        if numbers:
            self._save_series(prefix, day, after)
        return numbers

    def step_over(self, prefix: str, day: date, forgotten: int) -> range:
        """Gives none of the next so many numbers, nor any that was leased; which they are."""
        before = self._series(prefix, day)
        after = before.stepped_over(forgotten)
        self._save_series(prefix, day, after)
        return range(before.last + 1, after.last + 1)

    def numbers_that_can_be_leased(self, prefix: str, wanted: int) -> range:
        """The numbers that `numbers_to_lease` would take today; takes none."""
        return self._series(prefix, self.today).lease(wanted)[0]

    def _series(self, prefix: str, day: date) -> Series:
        return self.series(prefix, day) or Series.fresh(self.plan.numbering_of(prefix))

    def _save_series(self, prefix: str, day: date, series: Series) -> None:
        place = {"hall": self._hall_id, "on_day": day, "of_prefix": prefix}
        given = {"new_last": series.last, "new_from": series.leased_from, "new_to": series.leased_to}
        if self._connection.execute(_SAVE_SERIES, {**place, **given}).rowcount == 0:
            row = {"hall_id": self._hall_id, "day": day, "prefix": prefix, "first": series.numbering.first}
            leased = {"leased_from": series.leased_from, "leased_to": series.leased_to}
            self._connection.execute(_INSERT_SERIES, {**row, "last": series.last, **leased})

    def add_lease(self, **facts: Any) -> Lease:  # noqa: ANN401 (Lease's own fields)
        """Stores a new lease. `facts` are the fields of `Lease` except `id`."""
        row = {"hall_id": self._hall_id, **facts}
        return Lease(id=self._connection.execute(_INSERT_LEASE, row).scalar_one(), **facts)

    def save_lease(self, lease: Lease) -> Lease:
        """Stores what has become of a lease."""
        moves = {f"new_{name}": getattr(lease, name) for name in _LEASE_MOVES}
        self._connection.execute(_UPDATE_LEASE, {"lease": lease.id, **moves})
        return lease

    def add_ticket(self, *, prefix: str, sequence: int, day: date | None = None, **facts: Any) -> Ticket:  # noqa: ANN401 (Ticket's own fields)
        """Stores a new ticket and gives it its id. `facts` are the fields of `Ticket` except `id`; `day` is today."""
        day = day or self.today
        facts = {"queued_at": facts["issued_at"], **facts}
        row = {"hall_id": self._hall_id, "day": day, "prefix": prefix, "sequence": sequence, "calls": 0, **facts}
        self._look_anew("_days", "waiting", "oldest", "workload")
        ticket_id = TicketId(self._connection.execute(_INSERT_TICKET, row).scalar_one())
        return Ticket(id=ticket_id, day=day, **facts)

    def save(self, ticket: Ticket) -> Ticket:
        """Stores where the ticket has come to."""
        moves = {f"new_{name}": getattr(ticket, name) for name in TICKET_MOVES}
        self._connection.execute(_UPDATE_TICKET, {"ticket": ticket.id, **moves})
        self._look_anew("_days", "waiting", "oldest", "workload")
        return ticket

    def save_counter(self, counter: Counter) -> Counter:
        """Stores a counter's state and officer."""
        moves = {f"new_{name}": getattr(counter, name) for name in _COUNTER_MOVES}
        self._connection.execute(_UPDATE_COUNTER, {"hall": self._hall_id, "counter": counter.number, **moves})
        self._look_anew("counters", "_open_counters", "workload")
        return counter

    def remember(self, key: str, request: str, ticket: TicketId) -> None:
        """Binds an idempotency key to the ticket that its request has led to."""
        row = {"hall_id": self._hall_id, "key": key, "request": request, "ticket_id": ticket, "at": self.now}
        self._connection.execute(_INSERT_KEY, row)

    def add_appointment(self, appointment: Appointment) -> Appointment:
        """Stores a new appointment."""
        row = {"code": appointment.code, "service": appointment.service, "at": appointment.at}
        self._connection.execute(_INSERT_APPOINTMENT, {"hall_id": self._hall_id, **row})
        return appointment

    def drop_appointment(self, code: str) -> None:
        """Forgets an appointment; that there was one is in the journal."""
        self._connection.execute(_DROP_APPOINTMENT, {"hall": self._hall_id, "of_code": code})

    def keep_appointment(self, code: str, ticket: TicketId) -> None:
        """Binds an appointment to the ticket that its holder took."""
        self._connection.execute(_KEEP_APPOINTMENT, {"hall": self._hall_id, "of_code": code, "ticket": ticket})

    def free_appointment(self, ticket: TicketId) -> None:
        """Lets the holder of the appointment that this ticket was taken for, if any, come for it again."""
        self._connection.execute(_FREE_APPOINTMENT, {"hall": self._hall_id, "ticket": ticket})

    def save_device(self, device: int, health: Health) -> None:
        """Stores a kiosk that is in another condition than before."""
        devices.changed(self._connection, self._hall_id, device, health, self.now)

    def lose_device(self, device: int) -> None:
        """Stores that nothing was heard of a kiosk for too long."""
        devices.lost(self._connection, device)

    def note_help_wanted(self, device: int) -> bool:
        """Stores that staff are called to a kiosk; False where nothing was ever heard of it."""
        return devices.wants_help(self._connection, self._hall_id, device, self.now)

    def add_rating(self, ticket: TicketId, **facts: Any) -> None:  # noqa: ANN401 (RatingRow's own fields)
        """Stores the one rating of a served visit."""
        row = {"hall_id": self._hall_id, "ticket_id": ticket, "rated_at": self.now, **facts}
        self._connection.execute(insert(RatingRow), row)

    def _look_anew(self, *answers: str) -> None:
        """Forgets answers that a reading keeps and that this change has just made untrue."""
        for answer in answers:
            self.__dict__.pop(answer, None)
