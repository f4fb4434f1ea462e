"""The halls of one database, each opened by its slug for reading or for one change at a time."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, case, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from display_server.domain.device import Health
from display_server.domain.events import ClockPutRight, HallPlanLoaded
from display_server.domain.hall_plan import HallPlan
from display_server.domain.promise import Promise
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.security_log import Deed, Doer, Kind
from display_server.domain.ticket import TicketId
from display_server.store.all_halls import AllHalls, OneOfHalls
from display_server.store.change import Change
from display_server.store.database import empty_write_ahead_log, for_reading, for_writing
from display_server.store.failures import in_words
from display_server.store.group_commit import Group, GroupCommit
from display_server.store.hall_memory import HallMemory
from display_server.store.journal import AnyRow
from display_server.store.models import HallRow, Instant, TicketRow
from display_server.store.plan import hall_columns, read_plan, write_plan
from display_server.store.queries.devices import heard_as_before
from display_server.store.queries.promises import add_phone_promise
from display_server.store.reading import Reading
from display_server.store.reminders import Reminders
from display_server.store.security_log import log_deed

Clock = Callable[[], datetime]
"""Answers the present UTC instant; tests pass one that they move."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_ahead(by: timedelta) -> Clock:
    """The system's clock, moved ahead."""
    return lambda: datetime.now(UTC) + by


def _nobody_listens(_hall: str) -> None:
    return None


log = logging.getLogger(__name__)

A_STRAY_CLOCK = timedelta(minutes=1)
"""A clock that is further behind the last change was put back, or was ahead before: the log says so."""
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_CLOCK = bindparam("clock", type_=Instant())
_HALL_COLUMNS = HallRow.__table__.columns
_HALL = select(*_HALL_COLUMNS)
_HALLS = (
    select(HallRow.id, HallRow.slug, HallRow.plan_version, HallRow.changed_at)
    .where(HallRow.slug.in_(bindparam("slugs", expanding=True)))
    .order_by(HallRow.slug)
)
_HALL_OF_TICKET = select(HallRow.slug).join(TicketRow).where(TicketRow.id == bindparam("id"))
_HALL_OF_TOKEN = select(HallRow.slug).join(TicketRow).where(TicketRow.token == bindparam("token"))


@dataclass(frozen=True, slots=True)
class _Progress:
    """How far the hall has come in a transaction that is not committed yet."""

    locked_at: int
    """The number that the hall's row was locked with."""
    seq: int
    """Of the last change that was kept."""
    at: datetime
    plan: HallPlan
    memory: HallMemory


class Hall:
    """One hall's day-book. Writers of one hall queue up behind its row; halls do not wait for each other."""

    def __init__(self, engine: Engine, hall_id: int, slug: str, clock: Clock, on_commit: Callable[[str], None]) -> None:
        self.slug = slug
        self._engine = engine
        self._id = hall_id
        self._clock = clock
        self._on_commit = on_commit
        self._plan: tuple[int, HallPlan] | None = None
        self._memory = HallMemory(seq=0)
        self._traces_remain = True  # for all that this process knows: another one may have been killed
        self._lock_row = (
            update(HallRow)
            .where(HallRow.id == hall_id)
            .values(
                seq=HallRow.seq + 1, changed_at=case((HallRow.changed_at > _CLOCK, HallRow.changed_at), else_=_CLOCK)
            )
            .returning(HallRow.seq, HallRow.plan_version, HallRow.changed_at)
        )
        self._version = select(HallRow.seq, HallRow.plan_version, HallRow.changed_at).where(HallRow.id == hall_id)
        self._writers = GroupCommit(engine, self._first_of_group, self._number_the_rest, self._tell_of_group)

    @contextmanager
    def change(self, actor: str) -> Iterator[Change]:
        """One change, committed as a whole when the block ends, undone as a whole when it raises.

        `actor` is who the journal names. A block that records no event leaves nothing behind.
        """
        with in_words(), self._writers.turn() as group, group.undone_alone() as undo:
            done = group.progress
            now = max(self._clock(), done.at) if group.kept else done.at  # the row was locked with the first one's time
            change = Change(group.connection, self._id, done.plan, done.seq + 1, now, done.memory, actor)
            yield change
            if change.is_empty:
                undo()
            else:
                memory = replace(change.moment.memory, seq=change.seq)
                group.keep(replace(done, seq=change.seq, at=change.now, memory=memory))

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The hall as it is at one moment; nothing that is committed meanwhile shows."""
        with in_words(), for_reading(self._engine.connect()) as connection, connection.begin():
            row = connection.execute(self._version).one()
            plan = self._plan_at(connection, row.plan_version)
            reading = Reading(connection, self._id, plan, row.seq, self._time_at(row), self._remembered(row.seq))
            yield reading
        self._remember(reading.moment.memory)

    def at(self, connection: Connection, row: AnyRow) -> OneOfHalls:
        """This hall by its row, for whoever reads several."""
        return OneOfHalls(self.slug, self._plan_at(connection, row.plan_version), self._time_at(row))

    def heard_from(self, device: int, health: Health) -> bool:
        """Notes that a kiosk lives, as it did before; False where it did not, and that is a change to be made."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            at = self._time_at(connection.execute(self._version).one())
            return heard_as_before(connection, self._id, device, health, at)

    def note_on_phone(self, ticket: TicketId, at: datetime, promise: Promise) -> None:
        """Notes what a phone's page told of a wait: no change of the hall."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            add_phone_promise(connection, self._id, ticket, at, promise)

    def erase_traces(self, *, anew: bool) -> None:
        """Has what was thrown away of people gone from SQLite's log, too; `anew`: more was thrown away just now.

        Where somebody reads at that moment, the next call tries again.
        """
        self._traces_remain = self._traces_remain or anew
        if self._traces_remain:
            with in_words():
                self._traces_remain = not empty_write_ahead_log(self._engine)

    def load_plan(self, plan: HallPlan, actor: str) -> tuple[str, ...]:
        """Brings the stored plan to this one; returns the parts that changed."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin() as transaction:
            row = self._locked(connection)
            changed = write_plan(connection, self._id, plan)
            if not changed:
                transaction.rollback()
                return ()
            version = update(HallRow).where(HallRow.id == self._id).values(plan_version=HallRow.plan_version + 1)
            connection.execute(version)
            change = Change(connection, self._id, plan, row.seq, row.changed_at, HallMemory(row.seq), actor)
            change.record(HallPlanLoaded(at=change.now, changed=changed))
            deed = Deed(Kind.PLAN_CHANGED, Doer(actor), hall=self.slug, facts={"changed": list(changed)})
            log_deed(connection, self._clock(), deed)
        self._on_commit(self.slug)
        return changed

    def put_clock_right(self, actor: str) -> datetime | None:
        """Lets the hall's time go with the clock again after that had been ahead.

        Answers the hall's time until now; None where it was right. Raises NotAllowed while a visit goes on or a
        counter is not closed: in no visit's story may times run backwards.
        """
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin() as transaction:
            row, clock = self._locked(connection), self._clock()
            was: datetime = row.changed_at
            if was <= clock:
                transaction.rollback()
                return None
            plan = self._plan_at(connection, row.plan_version)
            change = Change(connection, self._id, plan, row.seq, clock, HallMemory(row.seq), actor)
            if change.queues.visits_go_on() or any(each.officer is not None for each in change.counters.all.values()):
                raise NotAllowed("Visits go on in this hall, or counters are open. End the day first: --end-day.")
            connection.execute(update(HallRow).where(HallRow.id == self._id).values(changed_at=clock))
            change.record(ClockPutRight(at=clock, was=was))
        self._on_commit(self.slug)
        return was

    def _first_of_group(self, connection: Connection) -> "_Progress":
        row = self._locked(connection)
        plan = self._plan_at(connection, row.plan_version)
        return _Progress(row.seq, row.seq - 1, row.changed_at, plan, self._remembered(row.seq - 1))

    def _number_the_rest(self, group: Group["_Progress"]) -> None:
        """Brings the hall's row, which was locked with the number of the first change, to that of the last."""
        done = group.progress
        if done.seq > done.locked_at:
            moved = update(HallRow).where(HallRow.id == self._id).values(seq=done.seq, changed_at=done.at)
            group.connection.execute(moved)

    def _tell_of_group(self, group: Group["_Progress"]) -> None:
        self._remember(group.progress.memory)
        self._on_commit(self.slug)

    def _locked(self, connection: Connection) -> AnyRow:
        """The hall's row, ours until the commit, with the change's number and time.

        The time is the clock's, or the last change's where that is later: the row itself keeps the journal's times in
        its order, though the writers wait for each other and the clock be put back.
        """
        clock = self._clock()
        row = connection.execute(self._lock_row, {"clock": clock}).one()
        if row.changed_at - clock > A_STRAY_CLOCK:
            log.warning("hall %s: the clock says %s, but it was %s already; it waits", self.slug, clock, row.changed_at)
        return row

    def _time_at(self, row: AnyRow) -> datetime:
        """The clock's time, or the last change's where that is later."""
        return max(self._clock(), row.changed_at or BEFORE_ALL)

    def _remembered(self, seq: int) -> HallMemory:
        """What is known of the hall after this change; nothing where what is remembered is of another.

        What is of a later one is forgotten: a database that was put back will come to the same number by another way.
        """
        if self._memory.seq > seq:
            self._memory = HallMemory(seq)
        memory = self._memory
        return memory if memory.seq == seq else HallMemory(seq, course=memory.course, yesterday=memory.yesterday)

    def _remember(self, memory: HallMemory) -> None:
        """Keeps what a reading or a change has found out, unless something newer is remembered."""
        if memory.seq >= self._memory.seq:
            self._memory = memory

    def _plan_at(self, connection: Connection, version: int) -> HallPlan:
        if self._plan is None or self._plan[0] != version:
            self._plan = (version, read_plan(connection, _hall_row(connection, self.slug)))
        return self._plan[1]


class Halls:
    """All halls of one database."""

    def __init__(self, engine: Engine, clock: Clock = system_clock) -> None:
        self._engine = engine
        self._clock = clock
        self._open: dict[str, Hall] = {}
        self.reminders = Reminders(engine)
        self.on_commit: Callable[[str], None] = _nobody_listens
        """Told a hall's slug after each of its commits in this process."""

    def __getitem__(self, slug: str) -> Hall:
        """Raises NotFound where there is no such hall."""
        if slug not in self._open:
            with in_words(), self._engine.connect() as connection:
                return self._opened(_hall_row(connection, slug))
        return self._open[slug]

    def _opened(self, row: AnyRow) -> Hall:
        hall = Hall(self._engine, row.id, row.slug, self._clock, self.on_commit)
        return self._open.setdefault(row.slug, hall)

    @contextmanager
    def reading(self, slugs: Collection[str]) -> Iterator[AllHalls]:
        """Several halls as they are at one moment."""
        with in_words(), for_reading(self._engine.connect()) as connection, connection.begin():
            rows = connection.execute(_HALLS, {"slugs": list(slugs)}).all()
            yield AllHalls(connection, {row.id: self._opened(row).at(connection, row) for row in rows})

    def with_token(self, token: str) -> Hall:
        """The hall that issued the ticket with this token. Raises NotFound where none did."""
        with in_words(), self._engine.connect() as connection:
            slug = connection.execute(_HALL_OF_TOKEN, {"token": token}).scalar()
        if slug is None:
            raise NotFound("No ticket belongs to this address. Scan the code on the ticket again.")
        return self[slug]

    def with_ticket(self, ticket: int) -> Hall:
        """The hall that issued the ticket with this id. Raises NotFound where none did."""
        with in_words(), self._engine.connect() as connection:
            slug = connection.execute(_HALL_OF_TICKET, {"id": ticket}).scalar()
        if slug is None:
            raise NotFound("No ticket belongs to this address. Scan the code on the ticket again.")
        return self[slug]

    def now(self) -> datetime:
        """The clock by which all of them live."""
        return self._clock()

    def slugs(self) -> tuple[str, ...]:
        with in_words(), self._engine.connect() as connection:
            return tuple(connection.execute(select(HallRow.slug).order_by(HallRow.slug)).scalars())

    def load(self, plan: HallPlan, actor: str) -> tuple[str, ...]:
        """Opens a new hall by this plan, or brings the stored one to it; returns the parts that changed."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            if connection.execute(_HALL.where(HallRow.slug == plan.slug)).first() is None:
                connection.execute(
                    insert(HallRow), {"slug": plan.slug, "seq": 0, "plan_version": 0, **hall_columns(plan)}
                )
        return self[plan.slug].load_plan(plan, actor)

    def seqs(self) -> dict[str, int]:
        """Every hall's last change: how processes that share a database notice each other's commits."""
        with in_words(), self._engine.connect() as connection:
            return {row.slug: row.seq for row in connection.execute(select(HallRow.slug, HallRow.seq))}

    def answers(self) -> bool:
        """Whether the database answers."""
        try:
            with self._engine.connect() as connection:
                return connection.execute(select(1)).scalar() == 1
        except SQLAlchemyError:
            return False


def _hall_row(connection: Connection, slug: str) -> AnyRow:
    row = connection.execute(_HALL.where(HallRow.slug == slug)).first()
    if row is None:
        raise NotFound("There is no hall %(hall)s here.", hall=slug)
    return row
