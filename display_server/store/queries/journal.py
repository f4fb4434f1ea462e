"""What the journal tells of one hall: the story of a ticket, what a counter did last, how quickly queues move."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from secrets import token_hex
from typing import Any

from sqlalchemy import Integer, bindparam, func, insert, select, tuple_

from display_server.domain.chain import Checkpoint, Entry, drawn_salts, first_link, link, seals
from display_server.domain.events import (
    DayBegun,
    EndedAlone,
    ServiceFinished,
    TicketCalled,
    TicketHandedIn,
    TicketIssued,
    TicketTransferred,
)
from display_server.domain.story import Deed, RecordedEvent
from display_server.domain.ticket import TicketId
from display_server.store.checkpoints import SignedCheckpoint
from display_server.store.hall_memory import Calls
from display_server.store.journal import DONE_BY_OTHERS, AnyRow, deed_from_row, recorded_event_from_row
from display_server.store.models import CheckpointRow, JournalRow, TicketRow
from display_server.store.queries.moment import Moment, found_once

PACE_WINDOW = timedelta(hours=1)


class JournalQueries:
    """A hall's journal, as it is read by what goes on in the hall."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def since(self, seq: int) -> Sequence[AnyRow]:
        """The rows after this change, for `store.journal.from_row`."""
        return self.moment.rows(_SINCE, seq=seq)

    def rows_of(self, ticket: TicketId) -> Sequence[AnyRow]:
        """The rows of one ticket, oldest first."""
        return self.moment.rows(_OF_TICKET, id=ticket)

    def recorded_events(self, ticket: TicketId) -> list[RecordedEvent]:
        """The ticket's story, oldest first."""
        return [recorded_event_from_row(row) for row in self.rows_of(ticket)]

    def rows_from(self, seq: int, limit: int) -> Sequence[AnyRow]:
        """The first rows from this change on."""
        return self.moment.rows(_FROM, seq=seq, limit=limit)

    def rows_on(self, day: date) -> Sequence[AnyRow]:
        """The rows of a local day, oldest first."""
        return self.moment.rows(_ON, day=day)

    def link_before(self, row: AnyRow) -> str:
        """What the row's link stands on."""
        last = self.moment.first(_LINK_BEFORE, seq=row.seq, nth=row.nth)
        return _stands_on(self.moment, (last.day, last.link or "") if last is not None else None, row.day)

    def first_checkpoint_from(self, seq: int) -> SignedCheckpoint | None:
        """The first that was signed of this change or a later one."""
        row = self.moment.first(_CHECKPOINT_FROM, seq=seq)
        if row is None:
            return None
        return SignedCheckpoint(Checkpoint(self.moment.plan.slug, row.seq, row.link, row.at), row.key, row.signature)

    def last_deed_at(self, counter: int) -> Deed | None:
        """What was done last today at this counter, to a ticket or to the counter itself."""
        row = self.moment.first(_LAST_DEED_AT, day=self.moment.today, counter=counter)
        return deed_from_row(row) if row is not None else None

    def last_end_at(self, counter: int) -> RecordedEvent | None:
        """What the counter was done with last today: the finish or transfer of a visit."""
        row = self.moment.first(_LAST_END_AT, day=self.moment.today, counter=counter)
        return recorded_event_from_row(row) if row is not None else None

    @property
    def day_has_begun(self) -> bool:
        """Whether it tells of the beginning of the local day."""
        two_days_ago = self.moment.now - timedelta(days=2)
        return self.moment.first(_DAY_BEGUN, day=self.moment.today, since=two_days_ago) is not None

    # --- counted ---

    @found_once
    def recent_calls(self) -> dict[str, int]:
        """How many visitors of each service were called within `PACE_WINDOW`."""
        since = self.moment.now - PACE_WINDOW
        calls = self.moment.memory.calls
        if calls is None or calls.since > since:
            calls = self._calls_from(since)
            self.moment.memory = replace(self.moment.memory, calls=calls)
        return calls.counted(since, self.moment.now)

    def _calls_from(self, since: datetime) -> Calls:
        times: dict[str, list[datetime]] = {}
        for service, at in self.moment.rows(_CALLS_FROM, since=since):
            times.setdefault(service, []).append(at)
        return Calls(since, {service: tuple(sorted(each)) for service, each in times.items()})

    def arrivals_and_calls(self, since: datetime) -> Sequence[tuple[bool, str, datetime]]:
        """Who came and who was called after this moment: whether it was a call, for which service, and when."""
        rows = self.moment.rows(_ARRIVALS_AND_CALLS, since=since)
        return [(row.event == TicketCalled.__name__, row.service, row.at) for row in rows]

    def calls_since(self, service: str, since: datetime) -> int:
        """How many visitors of the service were called after this moment."""
        return int(self.moment.rows(_CALLS_SINCE, service=service, since=since)[0][0])

    def issued_today(self, service: str) -> int:
        """How many visitors took a ticket of today for the service, wherever they have gone since."""
        begins, _ = self.moment.plan.day_bounds(self.moment.today)
        return int(self.moment.rows(_ISSUED, service=service, since=begins, day=self.moment.today)[0][0])

    def last_issued_at(self, service: str) -> datetime | None:
        """When the last ticket of today for the service was taken, wherever it has gone since."""
        begins, _ = self.moment.plan.day_bounds(self.moment.today)
        row = self.moment.first(_LAST_ISSUED, service=service, since=begins, day=self.moment.today)
        return row[0] if row is not None else None

    def issued_by(self, actor: str, device: int | None, since: datetime) -> int:
        """How many tickets this actor has given since, with this device of those that share a name."""
        return int(self.moment.rows(_ISSUED_BY, actor=actor, device=device, since=since)[0][0])


_OF_HALL = JournalRow.hall_id == bindparam("hall_id")
_OF_SERVICE = JournalRow.service == bindparam("service")
_ROWS = select(*JournalRow.__table__.columns).where(_OF_HALL)
_IN_ORDER = (JournalRow.seq, JournalRow.nth)

_SINCE = _ROWS.where(JournalRow.seq > bindparam("seq")).order_by(*_IN_ORDER)
_OF_TICKET = _ROWS.where(JournalRow.ticket_id == bindparam("id")).order_by(*_IN_ORDER)
_LAST_DEED_AT = (
    _ROWS.where(
        JournalRow.day == bindparam("day"),
        JournalRow.counter == bindparam("counter"),
        JournalRow.event.not_in(DONE_BY_OTHERS),
    )
    .order_by(JournalRow.seq.desc(), JournalRow.nth.desc())
    .limit(1)
)
_LAST_END_AT = (
    _ROWS.where(
        JournalRow.day == bindparam("day"),
        JournalRow.counter == bindparam("counter"),
        JournalRow.event.in_([kind.__name__ for kind in (ServiceFinished, TicketTransferred, EndedAlone)]),
    )
    .order_by(JournalRow.seq.desc(), JournalRow.nth.desc())
    .limit(1)
)
_FROM = _ROWS.where(JournalRow.seq >= bindparam("seq")).order_by(*_IN_ORDER).limit(bindparam("limit"))
_ON = _ROWS.where(JournalRow.day == bindparam("day")).order_by(*_IN_ORDER)
_LINK_BEFORE = (
    select(JournalRow.day, JournalRow.link)
    .where(_OF_HALL, tuple_(*_IN_ORDER) < tuple_(bindparam("seq"), bindparam("nth")))
    .order_by(JournalRow.seq.desc(), JournalRow.nth.desc())
    .limit(1)
)
_CHECKPOINT_FROM = (
    select(*CheckpointRow.__table__.columns)
    .where(CheckpointRow.hall_id == bindparam("hall_id"), CheckpointRow.seq >= bindparam("seq"))
    .order_by(CheckpointRow.seq)
    .limit(1)
)
_DAY_BEGUN = select(JournalRow.seq).where(
    _OF_HALL,
    JournalRow.event == DayBegun.__name__,
    JournalRow.at >= bindparam("since"),
    JournalRow.day == bindparam("day"),
)
_CALLS_FROM = select(JournalRow.service, JournalRow.at).where(
    _OF_HALL, JournalRow.event == TicketCalled.__name__, JournalRow.at >= bindparam("since")
)
_CALLS_SINCE = select(func.count()).where(
    _OF_HALL, JournalRow.event == TicketCalled.__name__, _OF_SERVICE, JournalRow.at > bindparam("since")
)
_ARRIVALS_AND_CALLS = select(JournalRow.event, JournalRow.service, JournalRow.at).where(
    _OF_HALL,
    JournalRow.event.in_([kind.__name__ for kind in (TicketIssued, TicketHandedIn, TicketCalled)]),
    JournalRow.at >= bindparam("since"),
)
_TAKEN = (
    _OF_HALL,
    JournalRow.event.in_((TicketIssued.__name__, TicketHandedIn.__name__)),
    _OF_SERVICE,
    JournalRow.at >= bindparam("since"),
    TicketRow.id == JournalRow.ticket_id,
    TicketRow.day == bindparam("day"),  # a kiosk may hand in today what it printed yesterday
)
"""Today's tickets by the service for which they were taken, wherever they have gone since."""
_ISSUED = select(func.count(JournalRow.seq)).where(
    *_TAKEN,
    JournalRow.facts["instead_of"].as_integer().is_(None),  # that visitor counts already
)
_LAST_ISSUED = select(TicketRow.issued_at).where(*_TAKEN).order_by(TicketRow.issued_at.desc()).limit(1)
_ISSUED_BY = select(func.count()).where(
    _OF_HALL,
    JournalRow.event == TicketIssued.__name__,
    JournalRow.at > bindparam("since"),
    JournalRow.actor == bindparam("actor"),
    JournalRow.facts["device"].as_integer().is_not_distinct_from(bindparam("device", type_=Integer)),
)


def add_event(moment: Moment, nth: int, actor: str, event: dict[str, Any]) -> None:
    """Writes the columns of the `nth` event of a change into the journal, as the next link of its chain."""
    entry = Entry(
        *(moment.plan.slug, moment.seq, nth, event["at"], moment.today, event["event"]),
        *(event["ticket_id"], event["counter"], event["service"], actor, event["facts"]),
    )
    salts = drawn_salts(entry, partial(token_hex, 16))
    sealed = seals(entry, salts)
    linked = link(_link_before(moment), entry, sealed)
    place = {"hall_id": moment.hall_id, "seq": moment.seq, "nth": nth, "day": moment.today}
    proof = {"link": linked, "seals": sealed, "salt": salts.names, "salts": dict(salts.others) or None}
    moment.write(_INSERT_EVENT, {**place, "actor": actor, **event, **proof})
    moment.memory = replace(moment.memory, link=(moment.today, linked))
    if event["event"] == TicketCalled.__name__:
        moment.memory = moment.memory.after_call(event["service"], event["at"], moment.now - PACE_WINDOW)


def _link_before(moment: Moment) -> str:
    """What the next event of today stands on."""
    last = moment.memory.link
    if last is None:
        row = moment.first(_LAST_LINK)
        last = (row.day, row.link or "") if row is not None else None
    return _stands_on(moment, last, moment.today)


def _stands_on(moment: Moment, last: tuple[date, str] | None, today: date) -> str:
    """`last`: the link before, and its day."""
    day, before = last or (today, "")
    return before if day == today and before else first_link(moment.plan.slug, today, before)


_INSERT_EVENT = insert(JournalRow)
_LAST_LINK = (
    select(JournalRow.day, JournalRow.link)
    .where(_OF_HALL)
    .order_by(JournalRow.seq.desc(), JournalRow.nth.desc())
    .limit(1)
)
