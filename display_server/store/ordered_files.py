"""Files that are ordered: who makes which, how far that is, and what has become of it. No change of a hall."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Update,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from display_server.domain.ordered_file import (
    KEPT_FOR,
    LOST_AFTER,
    MOST_OPEN,
    MOST_TRIES,
    OPEN,
    Order,
    OrderedFile,
    OrderState,
    What,
)
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.journal import AnyRow
from display_server.store.models import HallRow, OrderedFileRow

LONGEST_FAULT = 300
GAVE_UP = "it broke off again and again: ask for fewer days, or look into the server's log"


class OrderedFiles:
    """Those of one database. Several processes may look for work: each order is one's alone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # --- for whoever orders ---

    def add(self, order: Order, by: str, owner: int | None, now: datetime) -> int:
        """Orders a file; its id. Raises NotAllowed where the hall waits for too many already."""
        facts = {
            **{"what": order.what.value, "file_format": order.file_format, "language": order.language},
            **{"first_day": order.first, "last_day": order.last, "group_by": order.group_by},
            "departments": list(order.departments) if order.departments is not None else None,
            **{"by": by, "owner_id": owner, "at": now, "state": OrderState.WAITING.value, "tries": 0, "days_done": 0},
        }
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = connection.execute(select(HallRow.id).where(HallRow.slug == order.hall)).scalar_one()
            open_orders = select(func.count()).where(OrderedFileRow.hall_id == hall_id, OrderedFileRow.state.in_(OPEN))
            if connection.execute(open_orders).scalar_one() >= MOST_OPEN:
                raise NotAllowed(
                    "%(count)s files of this hall are being made: wait for one of them, or stop it.", count=MOST_OPEN
                )
            new = insert(OrderedFileRow).returning(OrderedFileRow.id)
            added: int = connection.execute(new, {"hall_id": hall_id, **facts}).scalar_one()
            return added

    def of_hall(self, hall: str) -> Sequence[OrderedFile]:
        """The latest first."""
        with in_words(), self._engine.connect() as connection:
            rows = connection.execute(_FILES.where(HallRow.slug == hall).order_by(OrderedFileRow.id.desc()))
            return [_ordered(row) for row in rows]

    def one(self, hall: str, file: int) -> OrderedFile:
        """Raises NotFound where the hall has none with this id."""
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(_FILES.where(HallRow.slug == hall, OrderedFileRow.id == file)).first()
        if row is None:
            raise NotFound("This file is not there any more: order it again.")
        return _ordered(row)

    def stop(self, file: int, now: datetime) -> None:
        """Whoever makes it gives it up at their next word; what has ended stays as it is."""
        stopped = {"state": OrderState.STOPPED.value, "ended_at": now}
        self._write(update(OrderedFileRow).where(OrderedFileRow.id == file, OrderedFileRow.state.in_(OPEN)), stopped)

    # --- for whoever makes them ---

    def claim(self, now: datetime) -> OrderedFile | None:
        """The next to be made, which is the caller's from now on; None while another is made or none waits.

        One that broke off is begun anew, and given up after `MOST_TRIES`.
        """
        lost = and_(OrderedFileRow.state == OrderState.RUNNING.value, OrderedFileRow.beat_at < now - LOST_AFTER)
        with in_words(), self._engine.connect() as connection:
            if connection.execute(_open(OrderedFileRow.state.in_(OPEN))).first() is None:
                return None  # without the write lock: it is asked every few seconds
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            _give_up(connection, lost, now)
            row = connection.execute(_open(or_(OrderedFileRow.state == OrderState.WAITING.value, lost))).first()
            if row is None or self._somebody_makes_one(connection, now):
                return None
            mine = {"state": OrderState.RUNNING.value, "tries": row.tries + 1, "days_done": 0, "beat_at": now}
            own = update(OrderedFileRow).where(OrderedFileRow.id == row.id, OrderedFileRow.tries == row.tries)
            if not connection.execute(own.values(mine)).rowcount:
                return None
            return _ordered(connection.execute(_FILES.where(OrderedFileRow.id == row.id)).one())

    def still(self, claimed: OrderedFile, days_done: int, now: datetime) -> bool:
        """Says that it is still being made, and how far; False where it was stopped, or is another's now."""
        return self._mine(claimed, {"days_done": days_done, "beat_at": now})

    def done(self, claimed: OrderedFile, size: int, now: datetime) -> bool:
        """It is there; False as for `still`."""
        days = len(claimed.order.days)
        ended = {"state": OrderState.DONE.value, "days_done": days, "size": size, "ended_at": now}
        return self._mine(claimed, ended)

    def failed(self, claimed: OrderedFile, fault: str, now: datetime) -> None:
        self._mine(claimed, {"state": OrderState.FAILED.value, "fault": fault[:LONGEST_FAULT], "ended_at": now})

    # --- for whoever cleans up ---

    def drop_old(self, now: datetime) -> list[OrderedFile]:
        """Forgets what ended long enough ago; which that was."""
        old = OrderedFileRow.ended_at < now - KEPT_FOR
        with in_words(), self._engine.connect() as connection:
            found = [_ordered(row) for row in connection.execute(_FILES.where(old))]
        if found:
            with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
                connection.execute(delete(OrderedFileRow).where(OrderedFileRow.id.in_([each.id for each in found])))
        return found

    def _mine(self, claimed: OrderedFile, facts: dict[str, object]) -> bool:
        own = update(OrderedFileRow).where(
            OrderedFileRow.id == claimed.id,
            OrderedFileRow.tries == claimed.tries,
            OrderedFileRow.state == OrderState.RUNNING.value,
        )
        return self._write(own, facts) == 1

    def _write(self, statement: Update, facts: dict[str, object]) -> int:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            return connection.execute(statement.values(facts)).rowcount

    def _somebody_makes_one(self, connection: Connection, now: datetime) -> bool:
        at_work = and_(OrderedFileRow.state == OrderState.RUNNING.value, OrderedFileRow.beat_at >= now - LOST_AFTER)
        return connection.execute(_open(at_work)).first() is not None


def forget_files(connection: Connection, hall_id: int) -> None:
    """Has every file of this hall removed at the next look: somebody's data was erased that may stand in them."""
    of_hall = update(OrderedFileRow).where(OrderedFileRow.hall_id == hall_id)
    connection.execute(of_hall.values(state=OrderState.STOPPED.value, ended_at=LONG_AGO))


def _open(some: ColumnElement[bool]) -> Select[int, int]:
    return select(OrderedFileRow.id, OrderedFileRow.tries).where(some).order_by(OrderedFileRow.id).limit(1)


def _give_up(connection: Connection, lost: ColumnElement[bool], now: datetime) -> None:
    over = {"state": OrderState.FAILED.value, "fault": GAVE_UP, "ended_at": now}
    connection.execute(update(OrderedFileRow).where(lost, OrderedFileRow.tries >= MOST_TRIES).values(over))


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FILES = select(*OrderedFileRow.__table__.columns, HallRow.slug.label("hall")).join(
    HallRow, HallRow.id == OrderedFileRow.hall_id
)


def _ordered(row: AnyRow) -> OrderedFile:
    departments = tuple(row.departments) if row.departments is not None else None
    days = (row.first_day, row.last_day)
    order = Order(row.hall, What(row.what), row.file_format, *days, row.group_by, row.language, departments)
    who = (row.by, row.owner_id, row.at)
    return OrderedFile(
        *(row.id, order, *who, OrderState(row.state), row.tries, row.days_done, row.fault, row.ended_at, row.size)
    )
