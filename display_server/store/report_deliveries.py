"""Which scheduled reports went out to whom, and which did not: no change of the hall, and so not in its journal."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from display_server.domain.scheduled_report import try_again_after
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import HallRow, Instant, ReportDeliveryRow

LONGEST_FAULT = 300


@dataclass(frozen=True, slots=True)
class Delivery:
    """One report of one period to one of those who get it."""

    hall: str
    report: str
    first_day: date
    to: str


class ReportDeliveries:
    """Those of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, delivery: Delivery, now: datetime) -> bool:
        """Counts one more try, and keeps every other process from it until the next; False where none is due."""
        place = _place(delivery)
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            row = connection.execute(_KNOWN, place).first()
            if row is None:
                hall_id = connection.execute(select(HallRow.id).where(HallRow.slug == delivery.hall)).scalar_one()
                new = {"hall_id": hall_id, "report": delivery.report, "first_day": delivery.first_day}
                tried = {"to": delivery.to, "tries": 1, "next_try_at": now + try_again_after(1)}
                try:
                    with connection.begin_nested():
                        connection.execute(insert(ReportDeliveryRow), {**new, **tried})
                except IntegrityError:
                    return False  # another process has just begun
                return True
            if row.sent_at is not None or (row.next_try_at is not None and row.next_try_at > now):
                return False
            next_at = now + try_again_after(row.tries + 1)
            claimed = connection.execute(_CLAIM, {**place, "known_tries": row.tries, "next_at": next_at})
            return claimed.rowcount == 1

    def was_sent(self, delivery: Delivery, now: datetime) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_SENT, {**_place(delivery), "at": now})

    def failed(self, delivery: Delivery, fault: str) -> None:
        """It is tried again; until then the manager's page says why."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FAILED, {**_place(delivery), "why": fault[:LONGEST_FAULT]})


def _place(of: Delivery) -> dict[str, object]:
    return {"slug_": of.hall, "report_": of.report, "first_day_": of.first_day, "to_": of.to}


_HALL = select(HallRow.id).where(HallRow.slug == bindparam("slug_")).scalar_subquery()
_OF = (
    *(ReportDeliveryRow.hall_id == _HALL, ReportDeliveryRow.report == bindparam("report_")),
    *(ReportDeliveryRow.first_day == bindparam("first_day_"), ReportDeliveryRow.to == bindparam("to_")),
)
_KNOWN = select(*ReportDeliveryRow.__table__.columns).where(*_OF)
_CLAIM = (
    update(ReportDeliveryRow)
    .where(*_OF, ReportDeliveryRow.tries == bindparam("known_tries"), ReportDeliveryRow.sent_at.is_(None))
    .values(tries=ReportDeliveryRow.tries + 1, next_try_at=bindparam("next_at", type_=Instant()))
)
_SENT = update(ReportDeliveryRow).where(*_OF).values(sent_at=bindparam("at", type_=Instant()), fault=None)
_FAILED = update(ReportDeliveryRow).where(*_OF).values(fault=bindparam("why"))
