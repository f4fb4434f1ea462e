"""What of a hall's dossiers the one-stop system is still to be told: read from the journal behind a mark that moves on.

No change of the hall: how far another system has heard is not the hall's story, and so not in its journal.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from display_server.domain.dossier import DossierNews, NewsKind, back_off
from display_server.domain.events import ActionUndone, DossierCorrected, DossierHandled
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.journal import AnyRow
from display_server.store.models import HallRow, Instant, JournalRow, OneStopProgressRow, OneStopRefusalRow, TicketRow

AT_ONCE = 50
CLAIMED_FOR = timedelta(minutes=3)
"""As long as a claim is good at the most: that many, each answered at the last moment."""
LONGEST_FAULT = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a hall has been told."""

    seq: int
    nth: int
    at: datetime
    tries: int
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToTell:
    """News, and where the mark stands once it is told."""

    seq: int
    nth: int
    news: DossierNews | None
    """None for what is passed over: it was undone at once, or names no dossier."""
    at: datetime


class OneStopNews:
    """That of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def mark(self, hall: str, now: datetime) -> Mark:
        """A hall that is told for the first time begins with what happens from now on."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            row = connection.execute(_MARK, {"slug": hall}).first()
            if row is None:
                begun = connection.execute(select(HallRow.id, HallRow.seq).where(HallRow.slug == hall)).one()
                first = {"hall_id": begun.id, "told_seq": begun.seq, "told_nth": 0, "told_at": now}
                with suppress(IntegrityError), connection.begin_nested():  # another process may just have begun
                    connection.execute(insert(OneStopProgressRow), first)
                row = connection.execute(_MARK, {"slug": hall}).one()
            return Mark(row.told_seq, row.told_nth, row.told_at, row.tries, row.next_try_at)

    def to_tell(self, hall: str, mark: Mark, before: datetime) -> Sequence[ToTell]:
        """The next few in their order; of what happened at `before` or since, an officer may still undo something."""
        asked = {"slug": hall, "seq": mark.seq, "nth": mark.nth, "since": mark.at, "before": before}
        with in_words(), self._engine.connect() as connection:
            rows = connection.execute(_NEXT, asked).all()
            undone = _undone_among(connection, rows)
            return list(_told(hall, rows, undone))

    def claim(self, hall: str, mark: Mark, now: datetime) -> bool:
        """Keeps every other process from telling for a while; False where one does already."""
        known = {"slug": hall, "known_seq": mark.seq, "known_nth": mark.nth, "known_tries": mark.tries}
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            claimed = connection.execute(_CLAIM, {**known, "now": now, "until": now + CLAIMED_FOR})
            return claimed.rowcount == 1

    def was_told(self, hall: str, told: ToTell) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_MOVE_ON, {"slug": hall, "seq": told.seq, "nth": told.nth, "at": told.at})

    def was_refused(self, hall: str, told: ToTell, why: str, now: datetime) -> None:
        """It is passed over, and a manager told."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = connection.execute(select(HallRow.id).where(HallRow.slug == hall)).scalar_one()
            refusal = {"hall_id": hall_id, "seq": told.seq, "nth": told.nth, "at": now, "why": why[:LONGEST_FAULT]}
            connection.execute(insert(OneStopRefusalRow), refusal)
            connection.execute(_MOVE_ON, {"slug": hall, "seq": told.seq, "nth": told.nth, "at": told.at})

    def release(self, hall: str) -> None:
        """All that there was is told: whoever looks next may go on at once."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_RELEASE, {"slug": hall})

    def failed(self, hall: str, mark: Mark, fault: str, now: datetime) -> None:
        """It is told again later, and later each time."""
        later = {"again_at": now + back_off(mark.tries + 1), "why": fault[:LONGEST_FAULT], "since": now}
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FAILED, {"slug": hall, **later})


def _undone_among(connection: Connection, rows: Sequence[AnyRow]) -> set[tuple[int, int]]:
    tickets = [row.ticket_id for row in rows]
    undone = connection.execute(_UNDONE, {"tickets": tickets}) if tickets else ()
    return {(row.ticket_id, row.facts["undone"]) for row in undone}


def _told(hall: str, rows: Sequence[AnyRow], undone: set[tuple[int, int]]) -> Iterator[ToTell]:
    for row in rows:
        names_one = bool(row.facts.get("dossier_codes"))
        news = _news(hall, row) if names_one and (row.ticket_id, row.seq) not in undone else None
        yield ToTell(row.seq, row.nth, news, row.at)


def _news(hall: str, row: AnyRow) -> DossierNews:
    struck = row.facts.get("struck", False)
    corrected = NewsKind.STRUCK if struck else NewsKind.CORRECTED
    kind = corrected if row.event == DossierCorrected.__name__ else NewsKind.HANDLED
    key = f"{hall}-{row.seq}-{row.nth}"
    return DossierNews(key, kind, row.at, hall, row.number, row.service, row.counter, row.facts)


_OF_HALL = OneStopProgressRow.hall_id == select(HallRow.id).where(HallRow.slug == bindparam("slug")).scalar_subquery()
_MARK = select(*OneStopProgressRow.__table__.columns).where(_OF_HALL)
_BEFORE, _SINCE = bindparam("before", type_=Instant()), bindparam("since", type_=Instant())
_NEXT = (
    select(*JournalRow.__table__.columns, TicketRow.number)
    .join(HallRow, HallRow.id == JournalRow.hall_id)
    .join(TicketRow, TicketRow.id == JournalRow.ticket_id)
    .where(
        HallRow.slug == bindparam("slug"),
        JournalRow.event.in_([DossierHandled.__name__, DossierCorrected.__name__]),
        JournalRow.at.between(_SINCE, _BEFORE),
        or_(
            JournalRow.seq > bindparam("seq"),
            and_(JournalRow.seq == bindparam("seq"), JournalRow.nth > bindparam("nth")),
        ),
    )
    .order_by(JournalRow.seq, JournalRow.nth)
    .limit(AT_ONCE)
)
_UNDONE = select(JournalRow.ticket_id, JournalRow.facts).where(
    JournalRow.ticket_id.in_(bindparam("tickets", expanding=True)), JournalRow.event == ActionUndone.__name__
)


def _at(name: str) -> Any:  # noqa: ANN401 (an SQL expression)
    return bindparam(name, type_=Instant())


_CLAIM = (
    update(OneStopProgressRow)
    .where(
        _OF_HALL,
        OneStopProgressRow.told_seq == bindparam("known_seq"),
        OneStopProgressRow.told_nth == bindparam("known_nth"),
        OneStopProgressRow.tries == bindparam("known_tries"),
        or_(OneStopProgressRow.next_try_at.is_(None), OneStopProgressRow.next_try_at <= _at("now")),
    )
    .values(next_try_at=_at("until"))
)
_MOVE_ON = (
    update(OneStopProgressRow)
    .where(_OF_HALL)
    .values(
        told_seq=bindparam("seq"), told_nth=bindparam("nth"), told_at=_at("at"), tries=0, fault=None, failing_since=None
    )
)
_RELEASE = update(OneStopProgressRow).where(_OF_HALL).values(next_try_at=None)
_FAILED = (
    update(OneStopProgressRow)
    .where(_OF_HALL)
    .values(
        tries=OneStopProgressRow.tries + 1,
        next_try_at=_at("again_at"),
        fault=bindparam("why"),
        failing_since=func.coalesce(OneStopProgressRow.failing_since, _at("since")),
    )
)
