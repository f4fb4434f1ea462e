"""What names people, erased from the database: a portion at a time, so that a hall at work never waits for it.

The journal keeps its rows, its order and its chain: only what is sealed apart becomes empty. Knows not what is due.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from display_server.domain.chain import Entry, Salts, erased
from display_server.domain.events import TicketParked
from display_server.domain.refusals import NotFound
from display_server.domain.retention import FACTS, Kept, Retention
from display_server.domain.ticket import TicketId
from display_server.store.chain_audit import entry_of, salts_of
from display_server.store.database import empty_write_ahead_log, for_writing
from display_server.store.failures import in_words
from display_server.store.journal import AnyRow
from display_server.store.models import (
    AppointmentRow,
    DayNoteRow,
    ErasureRow,
    HallRow,
    HandledDossierRow,
    JournalRow,
    PersonRow,
    RatingRow,
    ReminderRow,
    SecurityLogRow,
    SessionRow,
    TicketRow,
)
from display_server.store.ordered_files import forget_files
from display_server.store.plan import read_plan
from display_server.store.roll_ups import forget_officers, forget_reasons
from display_server.store.security_log import SecurityLog

NO_HALL = 0
"""What belongs to the whole database."""
FACTS_OF_DOSSIERS: Mapping[Kept, tuple[str, ...]] = {
    Kept.DOSSIER_CODES: ("code", "receipt"),
    Kept.OFFICERS: ("officer",),
}
A_PORTION = 250
"""Rows of one transaction: some milliseconds."""
BETWEEN_PORTIONS_SECONDS = 0.01
"""Whoever waits to write goes first."""

Portion = Callable[[Connection], int]


@dataclass(frozen=True, slots=True)
class Erasure:
    """How far a class has been erased."""

    until: date
    at: datetime
    erased: int


class Erasures:
    """What is erased from one database, and how far that has come. `hall` None: what belongs to no hall."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.log = SecurityLog(engine)

    def done(self, hall: str | None) -> dict[Kept, Erasure]:
        """How far each class has been erased; those that never were are missing."""
        with in_words(), self._engine.connect() as connection:
            rows = connection.execute(_DONE, {"hall_id": _id_of(connection, hall)})
            return {Kept(row.kind): Erasure(row.until, row.at, row.erased) for row in rows}

    def first_day(self, hall: str) -> date | None:
        """The first day of which the hall's journal tells."""
        with in_words(), self._engine.connect() as connection:
            day: date | None = connection.execute(_FIRST_DAY, {"hall_id": _id_of(connection, hall)}).scalar()
            return day

    def retentions(self) -> list[Retention]:
        """For how long each hall keeps what."""
        with in_words(), self._engine.connect() as connection:
            halls = connection.execute(select(*HallRow.__table__.columns)).all()
            return [read_plan(connection, hall).retention for hall in halls]

    def erase(self, hall: str | None, kind: Kept, until: date, before: datetime) -> int:
        """Erases what of this class was written until this day, which ended `before`; how many entries it were."""
        return sum(self._each(self._portions(hall, kind, until, before)))

    def count(self, hall: str | None, kind: Kept, until: date, before: datetime) -> int:
        """How many entries `erase` would erase; erases none."""
        return sum(self._each(self._portions(hall, kind, until, before), undone=True))

    def note_done(self, hall: str | None, kind: Kept, erasure: Erasure) -> None:
        """Keeps how far it was erased."""
        with (
            suppress(IntegrityError),  # another process has just noted the same
            in_words(),
            for_writing(self._engine.connect()) as connection,
            connection.begin(),
        ):
            place = {"hall_id": _id_of(connection, hall), "kind": kind.value}
            facts = {"until": erasure.until, "at": erasure.at, "erased": erasure.erased}
            changed = connection.execute(_NOTE, {"of_hall": place["hall_id"], "of_kind": place["kind"], **facts})
            if not changed.rowcount:
                connection.execute(insert(ErasureRow), {**place, **facts})

    def erase_officer(self, hall: str, name: str) -> int:
        """Erases this name wherever the journal of the hall tells who did something; in how many events it stood."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FORGET_OFFICER, {"of_hall": _id_of(connection, hall), "name": name})
            forget_files(connection, _id_of(connection, hall))
        named = or_(JournalRow.actor == name, JournalRow.facts["officer"].as_string() == name)
        of_journal = self._of_journal(hall, Kept.OFFICERS, None, date.min, named)
        beside = [self._of_roll_ups(hall, date.min, date.max, name), self._of_day_notes(hall, DayNoteRow.by == name)]
        return sum(self._each(chain(of_journal, beside)))

    def erase_ticket(self, hall: str, ticket: TicketId, new_token: str) -> dict[Kept, int]:
        """Erases what is kept of a visit that is over, but its number and its times; its slip's code leads nowhere."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id, of_ticket = _id_of(connection, hall), {"ticket": ticket}
            forget_files(connection, hall_id)
            codes = list(connection.execute(_CODES_OF_TICKET, of_ticket).scalars())
            counts = {Kept.COMMENTS: connection.execute(_COMMENT_OF_TICKET, of_ticket).rowcount}
            for kind in (Kept.NOTES, Kept.DOSSIER_CODES):
                rows = connection.execute(_JOURNAL.where(JournalRow.ticket_id == ticket).with_for_update()).all()
                counts[kind] = _erase_rows(connection, hall, rows, FACTS[kind])
            about = JournalRow.facts["code"].as_string().in_(codes)
            promised = _JOURNAL.where(JournalRow.hall_id == hall_id, about) if codes else None
            rows = connection.execute(promised.with_for_update()).all() if promised is not None else []
            counts[Kept.APPOINTMENTS] = _erase_rows(connection, hall, rows, FACTS[Kept.APPOINTMENTS])
            connection.execute(_CODES_OF_DOSSIERS, of_ticket)
            connection.execute(delete(AppointmentRow).where(AppointmentRow.ticket_id == ticket))
            connection.execute(delete(PersonRow).where(PersonRow.ticket_id == ticket))
            connection.execute(delete(ReminderRow).where(ReminderRow.ticket_id == ticket))
            connection.execute(_NEW_TOKEN, {**of_ticket, "new_token": new_token})
            return counts

    def empty_log(self) -> bool:
        """Has what was erased gone from SQLite's log, too; False where somebody reads at that moment."""
        with in_words():
            return empty_write_ahead_log(self._engine)

    # --- portions -----------------------------------------------------------------------------------------------------

    def _each(self, portions: Iterator[Portion], *, undone: bool = False) -> Iterator[int]:
        """Runs each in a transaction of its own."""
        for portion in portions:
            with in_words(), for_writing(self._engine.connect()) as connection, connection.begin() as transaction:
                erased_now = portion(connection)
                if undone:
                    transaction.rollback()
            yield erased_now
            time.sleep(BETWEEN_PORTIONS_SECONDS)

    def _portions(self, hall: str | None, kind: Kept, until: date, before: datetime) -> Iterator[Portion]:
        match kind:
            case Kept.NOTES | Kept.DOSSIER_CODES:
                yield from self._of_journal(hall or "", kind, until, self._since(hall, kind), literal(True))
                yield from self._of_dossiers(hall, kind, until)
                if kind is Kept.NOTES:
                    yield self._of_pauses(hall or "", self._since(hall, kind), until)
            case Kept.OFFICERS:
                yield from self._of_journal(hall or "", kind, until, self._since(hall, kind), literal(True))
                yield from self._of_dossiers(hall, kind, until)
                yield self._of_roll_ups(hall or "", self._since(hall, kind), until)
                yield self._of_day_notes(hall or "", DayNoteRow.at < before)
            case Kept.APPOINTMENTS:
                yield from self._of_journal(hall or "", kind, until, self._since(hall, kind), literal(True))
                yield from self._of_ids(hall, _OLD_APPOINTMENTS, before, _drop_appointments)
            case Kept.COMMENTS:
                yield from self._of_ids(hall, _OLD_COMMENTS, before, _erase_comments)
            case Kept.SECURITY_LOG:
                yield from self._of_ids(hall, _OLD_DEEDS, before, _erase_deeds)
            case Kept.SESSIONS:
                yield from self._of_ids(hall, _OLD_SESSIONS, before, _drop_sessions)

    def _since(self, hall: str | None, kind: Kept) -> date:
        done = self.done(hall).get(kind)
        return done.until if done is not None else date.min

    def _of_journal(
        self,
        hall: str,
        kind: Kept,
        until: date | None,
        since: date,
        also: Any,  # noqa: ANN401 (an SQL expression)
    ) -> Iterator[Portion]:
        """The changes of the days after `since`, until one or to the end."""
        days = [JournalRow.day > since, *([JournalRow.day <= until] if until is not None else [])]
        with in_words(), self._engine.connect() as connection:
            of_hall = JournalRow.hall_id == _id_of(connection, hall)
            first, last = connection.execute(
                select(func.min(JournalRow.seq), func.max(JournalRow.seq)).where(of_hall, *days)
            ).one()
        for seq in range(first or 0, (last or -1) + 1, A_PORTION):
            some = JournalRow.seq.between(seq, seq + A_PORTION - 1)
            wanted = _JOURNAL.where(of_hall, some, also, *days).with_for_update()
            yield lambda connection, wanted=wanted: _erase_rows(  # type: ignore[misc]  # bound now, not as it is called
                connection, hall, connection.execute(wanted).all(), FACTS[kind]
            )

    def _of_dossiers(self, hall: str | None, kind: Kept, until: date) -> Iterator[Portion]:
        """The same facts where a handled dossier has them; the journal's entries of it are those that are counted."""
        facts = FACTS_OF_DOSSIERS.get(kind)
        if facts is None:
            return
        told = or_(*(getattr(HandledDossierRow, fact).is_not(None) for fact in facts))
        wanted = select(HandledDossierRow.id).where(
            HandledDossierRow.hall_id == bindparam("hall_id"), HandledDossierRow.day <= until, told
        )
        emptied = dict.fromkeys(facts)

        def erase(connection: Connection, _: int, ids: list[Any]) -> int:
            connection.execute(update(HandledDossierRow).where(HandledDossierRow.id.in_(ids)).values(emptied))
            return 0

        yield from self._of_ids(hall, wanted, datetime.min.replace(tzinfo=UTC), erase)

    def _of_roll_ups(self, hall: str, since: date, until: date, name: str | None = None) -> Portion:
        """What was added up by officers; no entry of the journal, so it counts as none."""

        def erase(connection: Connection) -> int:
            forget_officers(connection, _id_of(connection, hall), since, until, name)
            return 0

        return erase

    def _of_pauses(self, hall: str, since: date, until: date) -> Portion:
        """Why counters were paused, where that was added up."""

        def erase(connection: Connection) -> int:
            forget_reasons(connection, _id_of(connection, hall), since, until)
            return 0

        return erase

    def _of_day_notes(self, hall: str, some: ColumnElement[bool]) -> Portion:
        """Who wrote these notes to days; what they say is of the day, not of people. The journal's entries count."""

        def erase(connection: Connection) -> int:
            of_hall = DayNoteRow.hall_id == _id_of(connection, hall)
            connection.execute(update(DayNoteRow).where(of_hall, some).values(by=None))
            return 0

        return erase

    def _of_ids(
        self,
        hall: str | None,
        wanted: Select[Any],
        before: datetime,
        erase: Callable[[Connection, int, list[Any]], int],
    ) -> Iterator[Portion]:
        """As many portions as there are ids of what is to be erased when this begins."""
        with in_words(), self._engine.connect() as connection:
            hall_id = _id_of(connection, hall)
            ids = list(connection.execute(wanted, {"hall_id": hall_id, "before": before}).scalars())
        for start in range(0, len(ids), A_PORTION):
            some = ids[start : start + A_PORTION]
            yield lambda connection, some=some: erase(connection, hall_id, some)  # type: ignore[misc]  # as above


def _id_of(connection: Connection, hall: str | None) -> int:
    if hall is None:
        return NO_HALL
    found: int | None = connection.execute(select(HallRow.id).where(HallRow.slug == hall)).scalar()
    if found is None:
        raise NotFound("There is no hall %(hall)s here.", hall=hall)
    return found


def _erase_rows(connection: Connection, hall: str, rows: Collection[AnyRow], facts: Collection[str]) -> int:
    """Empties these facts of the events, and what of them stands in a ticket's row."""
    left = [(row, _without(entry_of(hall, row), row, facts)) for row in rows]
    changed = [(row, *without) for row, without in left if without is not None]
    if changed:
        connection.execute(_REWRITE, [_rewritten(row, entry, salts) for row, entry, salts in changed])
    parked = [row.ticket_id for row, *_ in changed if row.event == TicketParked.__name__ and "reason" in facts]
    if parked:
        why = update(TicketRow).where(TicketRow.id.in_(parked), TicketRow.park_reason.is_not(None))
        connection.execute(why.values(park_reason=""))
    return len(changed)


def _without(entry: Entry, row: AnyRow, facts: Collection[str]) -> tuple[Entry, Salts] | None:
    """What was written before there was a chain is sealed by nothing: all that is personal in it goes at once."""
    sealed = row.seals or {} if row.link is not None else entry.personal()
    return erased(entry, sealed, salts_of(row), facts)


def _rewritten(row: AnyRow, entry: Entry, salts: Salts) -> Mapping[str, object]:
    place = {"of_hall": row.hall_id, "of_seq": row.seq, "of_nth": row.nth}
    left = {"new_actor": entry.actor, "new_facts": dict(entry.facts)}
    return {**place, **left, "new_salt": salts.names, "new_salts": dict(salts.others) or None}


def _erase_comments(connection: Connection, _: int, ids: list[int]) -> int:
    return connection.execute(update(RatingRow).where(RatingRow.id.in_(ids)).values(comment=None)).rowcount


def _drop_appointments(connection: Connection, hall_id: int, codes: list[str]) -> int:
    of_hall = AppointmentRow.hall_id == hall_id
    return connection.execute(delete(AppointmentRow).where(of_hall, AppointmentRow.code.in_(codes))).rowcount


def _erase_deeds(connection: Connection, _: int, ids: list[int]) -> int:
    """An older version's entry loses its address alone: its names stand in the chain as they are."""
    some = (SecurityLogRow.id.in_(ids), SecurityLogRow.salt.is_not(None))
    nameless = {"by": "", "about": None, "address": None, "salt": None}
    erased_now = connection.execute(update(SecurityLogRow).where(*some, SecurityLogRow.seals.is_not(None)), nameless)
    without_address = update(SecurityLogRow).where(*some, SecurityLogRow.seals.is_(None))
    return erased_now.rowcount + connection.execute(without_address, {"address": None, "salt": None}).rowcount


def _drop_sessions(connection: Connection, _: int, ids: list[int]) -> int:
    return connection.execute(delete(SessionRow).where(SessionRow.id.in_(ids))).rowcount


_DONE = select(*ErasureRow.__table__.columns).where(ErasureRow.hall_id == bindparam("hall_id"))
_NOTE = (
    update(ErasureRow)
    .where(ErasureRow.hall_id == bindparam("of_hall"), ErasureRow.kind == bindparam("of_kind"))
    .values(until=bindparam("until"), at=bindparam("at"), erased=bindparam("erased"))
)
_FIRST_DAY = select(func.min(JournalRow.day)).where(JournalRow.hall_id == bindparam("hall_id"))
_JOURNAL = select(*JournalRow.__table__.columns)
_REWRITE = (
    update(JournalRow)
    .where(
        JournalRow.hall_id == bindparam("of_hall"),
        JournalRow.seq == bindparam("of_seq"),
        JournalRow.nth == bindparam("of_nth"),
    )
    .values(
        {
            name: bindparam(f"new_{name}", type_=JournalRow.__table__.columns[name].type)
            for name in ("actor", "facts", "salt", "salts")
        }
    )
)
_BEFORE = bindparam("before", type_=RatingRow.__table__.columns["rated_at"].type)
_OLD_COMMENTS = select(RatingRow.id).where(
    RatingRow.hall_id == bindparam("hall_id"), RatingRow.comment.is_not(None), RatingRow.rated_at < _BEFORE
)
_OLD_APPOINTMENTS = select(AppointmentRow.code).where(
    AppointmentRow.hall_id == bindparam("hall_id"), AppointmentRow.at < _BEFORE
)
_OLD_DEEDS = select(SecurityLogRow.id).where(SecurityLogRow.salt.is_not(None), SecurityLogRow.at < _BEFORE)
_OLD_SESSIONS = select(SessionRow.id).where(SessionRow.expires_at < _BEFORE)
_CODES_OF_TICKET = select(AppointmentRow.code).where(AppointmentRow.ticket_id == bindparam("ticket"))
_CODES_OF_DOSSIERS = (
    update(HandledDossierRow)
    .where(HandledDossierRow.ticket_id == bindparam("ticket"))
    .values(dict.fromkeys(FACTS_OF_DOSSIERS[Kept.DOSSIER_CODES]))
)
_FORGET_OFFICER = (
    update(HandledDossierRow)
    .where(HandledDossierRow.hall_id == bindparam("of_hall"), HandledDossierRow.officer == bindparam("name"))
    .values(officer=None)
)
_COMMENT_OF_TICKET = (
    update(RatingRow)
    .where(RatingRow.ticket_id == bindparam("ticket"), RatingRow.comment.is_not(None))
    .values(comment=None)
)
_NEW_TOKEN = (
    update(TicketRow)
    .where(TicketRow.id == bindparam("ticket"))
    .values(token=bindparam("new_token"), key=None, request=None)
)
