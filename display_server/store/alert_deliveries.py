"""Which alerts were sent to whom, and which were not: no change of the hall, and so not in its journal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from display_server.domain.scheduled_report import try_again_after
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import AlertDeliveryRow, HallRow, Instant

LONGEST_FAULT = 300
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AlertDelivery:
    """The beginning or end of an alert, as the journal tells it, to one of those who are told."""

    hall: str
    seq: int
    nth: int
    to: str
    at: datetime


class AlertDeliveries:
    """Those of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, delivery: AlertDelivery, now: datetime, *, may_begin: bool) -> bool:
        """Counts one more try, and keeps every other process from it until the next; False where none is due.

        `may_begin`: whether it is to be sent at all, where that was never tried.
        """
        place = _place(delivery)
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            row = connection.execute(_KNOWN, place).first()
            if row is None:
                if not may_begin:
                    return False
                hall_id = connection.execute(select(HallRow.id).where(HallRow.slug == delivery.hall)).scalar_one()
                connection.execute(_OLD, {"of_hall": hall_id, "before": now - KEPT_FOR})
                new = {"hall_id": hall_id, "seq": delivery.seq, "nth": delivery.nth, "to": delivery.to}
                tried = {"at": delivery.at, "tries": 1, "next_try_at": now + try_again_after(1)}
                try:
                    with connection.begin_nested():
                        connection.execute(insert(AlertDeliveryRow), {**new, **tried})
                except IntegrityError:
                    return False  # another process has just begun
                return True
            if row.sent_at is not None or row.next_try_at > now:
                return False
            next_at = now + try_again_after(row.tries + 1)
            claimed = connection.execute(_CLAIM, {**place, "known_tries": row.tries, "next_at": next_at})
            return claimed.rowcount == 1

    def was_sent(self, delivery: AlertDelivery, now: datetime) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_SENT, {**_place(delivery), "sent": now})

    def failed(self, delivery: AlertDelivery, fault: str) -> None:
        """It is tried again; until then the manager's page says why."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FAILED, {**_place(delivery), "why": fault[:LONGEST_FAULT]})


def _place(of: AlertDelivery) -> dict[str, object]:
    return {"slug_": of.hall, "seq_": of.seq, "nth_": of.nth, "to_": of.to}


_HALL = select(HallRow.id).where(HallRow.slug == bindparam("slug_")).scalar_subquery()
_OF = (
    *(AlertDeliveryRow.hall_id == _HALL, AlertDeliveryRow.seq == bindparam("seq_")),
    *(AlertDeliveryRow.nth == bindparam("nth_"), AlertDeliveryRow.to == bindparam("to_")),
)
_KNOWN = select(*AlertDeliveryRow.__table__.columns).where(*_OF)
_OLD = delete(AlertDeliveryRow).where(
    AlertDeliveryRow.hall_id == bindparam("of_hall"), AlertDeliveryRow.at < bindparam("before", type_=Instant())
)
_CLAIM = (
    update(AlertDeliveryRow)
    .where(*_OF, AlertDeliveryRow.tries == bindparam("known_tries"), AlertDeliveryRow.sent_at.is_(None))
    .values(tries=AlertDeliveryRow.tries + 1, next_try_at=bindparam("next_at", type_=Instant()))
)
_SENT = update(AlertDeliveryRow).where(*_OF).values(sent_at=bindparam("sent", type_=Instant()), fault=None)
_FAILED = update(AlertDeliveryRow).where(*_OF).values(fault=bindparam("why"))
