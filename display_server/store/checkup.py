"""What must always hold in a database, asked of it whole: the invariants that `motcua doctor` checks.

Each check answers sentences, one per finding; an empty answer is health. Constraints forbid most of this already; a
check finds what no constraint can say, and what a damaged file or a foreign hand has done.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from math import inf
from typing import Any

from sqlalchemy import Connection, Engine, and_, func, select, text

from display_server.domain.counter import CounterState
from display_server.domain.events import ClockPutRight, HallPlanLoaded, TicketHandedIn, TicketIssued
from display_server.domain.journal_audit import JournalAudit
from display_server.domain.refusals import NotAllowed
from display_server.domain.story import RecordedEvent, replayed
from display_server.domain.ticket import State, Ticket
from display_server.store.database import for_reading
from display_server.store.hall import A_STRAY_CLOCK
from display_server.store.journal import AnyRow, Unreadable, from_row, recorded_event_from_row
from display_server.store.models import (
    CounterRow,
    HallRow,
    JournalRow,
    NumberLeaseRow,
    NumberSeriesRow,
    RatingRow,
    TicketRow,
)
from display_server.store.plan import read_plan
from display_server.store.queries.tickets import TICKET_COLUMNS, TICKET_MOVES, ticket_from_row

IN_PORTIONS = {"yield_per": 2000}
"""A year of journal does not fit into a mini PC's memory."""


Check = Callable[[Connection], Iterator[str]]


def findings(engine: Engine) -> list[str]:
    """Everything wrong in this database, one sentence each."""
    with for_reading(engine.connect()) as connection, connection.begin():
        return list(dict.fromkeys(finding for check in CHECKS for finding in _found(check, connection)))


def halls_ahead_of(now: datetime, engine: Engine) -> list[str]:
    """The halls whose clock was ahead and has been put back: their time stands still until the clock has caught up."""
    with engine.connect() as connection:
        halls = connection.execute(select(HallRow.slug, HallRow.changed_at).order_by(HallRow.slug)).all()
    return [
        f"hall {hall.slug}: its time stands still until {hall.changed_at:%Y-%m-%d %H:%M:%S} UTC, for this machine's "
        f"clock was ahead of what it says now by {hall.changed_at - now}. If it is right now, say so once the hall is "
        f"empty: motcua put-clock-right {hall.slug}"
        for hall in halls
        if hall.changed_at is not None and hall.changed_at - now > A_STRAY_CLOCK
    ]


def _found(check: Check, connection: Connection) -> Iterator[str]:
    """A row that cannot be read is a finding too, and ends the check: what comes after it cannot be judged."""
    try:
        yield from check(connection)
    except Unreadable as error:
        yield str(error)


def _file_is_sound(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (found,) in connection.execute(text("PRAGMA quick_check")):
            if found != "ok":
                yield f"the database file is damaged: {found}. Restore the last backup."
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"table {row[0]}, row {row[1]}: names something in {row[2]} that is not there"


def _journal_has_no_gaps(connection: Connection) -> Iterator[str]:
    """Changes are numbered 1, 2, 3 … up to the hall's `seq`, and the events of each 0, 1, 2 …"""
    per_hall = select(
        JournalRow.hall_id, func.count(JournalRow.seq.distinct()), func.max(JournalRow.seq), func.min(JournalRow.seq)
    ).group_by(JournalRow.hall_id)
    journals = {hall: tuple(rest) for hall, *rest in connection.execute(per_hall)}
    for hall in connection.execute(select(HallRow.id, HallRow.slug, HallRow.seq)):
        changes, last, first = journals.get(hall.id, (0, 0, 1))
        if (changes, last, first) != (hall.seq, hall.seq, 1 if hall.seq else first):
            yield f"hall {hall.slug}: {hall.seq} changes, but the journal tells {changes} of them, {first} to {last}"
    uneven = (
        select(JournalRow.hall_id, JournalRow.seq)
        .group_by(JournalRow.hall_id, JournalRow.seq)
        .having(func.count() != func.max(JournalRow.nth) + 1)
    )
    for hall_id, seq in connection.execute(uneven):
        yield f"hall {hall_id}, change {seq}: some of its events are missing"


def _times_never_run_backwards(connection: Connection) -> Iterator[str]:
    """But where a clock that had been ahead was put right; and within a ticket's story not even there."""
    columns = (JournalRow.hall_id, JournalRow.seq, JournalRow.event, JournalRow.at)
    for partition, may_go_back in ((JournalRow.hall_id, ClockPutRight.__name__), (JournalRow.ticket_id, "")):
        before = func.lag(JournalRow.at).over(partition_by=partition, order_by=(JournalRow.seq, JournalRow.nth))
        told = select(*columns, before.label("before")).where(partition.is_not(None)).subquery()
        for row in connection.execute(select(told).where(told.c.at < told.c.before, told.c.event != may_go_back)):
            yield f"hall {row.hall_id}, change {row.seq}: its time {row.at} is before that of the change before it"


def _numbers_follow_their_series(connection: Connection) -> Iterator[str]:
    """From the first to the last one given, and in the stretch apart: each a ticket, or leased to a kiosk."""
    key = (TicketRow.hall_id, TicketRow.day, TicketRow.prefix)
    given: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for hall, day, prefix, sequence in connection.execute(select(*key, TicketRow.sequence)):
        given[hall, day, prefix].add(sequence)
    leases = (NumberLeaseRow.hall_id, NumberLeaseRow.day, NumberLeaseRow.prefix)
    leased: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for hall, day, prefix, first, last in connection.execute(
        select(*leases, NumberLeaseRow.first, NumberLeaseRow.last)
    ):
        if leased[hall, day, prefix] & set(range(first, last + 1)):
            yield f"hall {hall}, {day}, prefix {prefix}: numbers {first} to {last} are leased twice"
        leased[hall, day, prefix].update(range(first, last + 1))
    series = {
        (row.hall_id, row.day, row.prefix): _said(row)
        for row in connection.execute(select(*NumberSeriesRow.__table__.columns))
    }
    for each in sorted({*given, *leased, *series}):
        hall, day, prefix = each
        said = series.get(each, set())
        for wrong, sequences in (
            ("was given beyond the series", (given[each] | leased[each]) - said),
            ("is neither a ticket nor leased", said - given[each] - leased[each]),
        ):
            if sequences:
                yield f"hall {hall}, {day}, prefix {prefix}: number {min(sequences)} {wrong}"


def _said(series: AnyRow) -> set[int]:
    """The numbers that are away by the series."""
    apart = range(series.leased_from, series.leased_to + 1) if series.leased_from is not None else range(0)
    return {*range(series.first, series.last + 1), *apart}


def _tickets_are_where_their_story_left_them(connection: Connection) -> Iterator[str]:
    """Replayed by the rules, each ticket's story leads to exactly what is stored of it."""
    told = (
        select(*JournalRow.__table__.columns)
        .where(JournalRow.ticket_id.is_not(None))
        .order_by(JournalRow.ticket_id, JournalRow.seq, JournalRow.nth)
    )
    stored = select(*TICKET_COLUMNS).order_by(TicketRow.id)
    with (
        connection.execute(told, execution_options=IN_PORTIONS) as recorded,
        connection.execute(stored, execution_options=IN_PORTIONS) as tickets,
    ):
        stories = _stories(recorded)
        story_of, story = next(stories, NO_STORY)
        for row in tickets:
            ticket = ticket_from_row(row)
            while story_of < ticket.id:
                story_of, story = next(stories, NO_STORY)
            yield from _differences(ticket, story if story_of == ticket.id else [])


NO_STORY: tuple[float, list[RecordedEvent]] = (inf, [])


def _stories(rows: Iterable[AnyRow]) -> Iterator[tuple[float, list[RecordedEvent]]]:
    for ticket, of_ticket in groupby(rows, key=lambda row: row.ticket_id):
        yield ticket, [recorded_event_from_row(row) for row in of_ticket]


def _differences(ticket: Ticket, story: list[RecordedEvent]) -> Iterator[str]:
    if not story or not isinstance(story[0].event, TicketIssued | TicketHandedIn):
        yield f"ticket {ticket.number} (id {ticket.id}): the journal does not tell of its issue"
        return
    try:
        told = replayed(ticket, story)
    except NotAllowed as refusal:
        yield f"ticket {ticket.number} (id {ticket.id}): its story could not have happened: {refusal}"
        return
    for name in TICKET_MOVES:
        if getattr(told, name) != getattr(ticket, name):
            yield (
                f"ticket {ticket.number} (id {ticket.id}): its {name} is {getattr(ticket, name)}, "
                f"but its story leads to {getattr(told, name)}"
            )


def _everybody_was_called_in_order_to_one_counter(connection: Connection) -> Iterator[str]:
    """By the journal, at every moment: a ticket at most at one counter, a counter with at most one, ranks respected."""
    for hall in connection.execute(select(*HallRow.__table__.columns)).all():
        of_hall = JournalRow.hall_id == hall.id
        planned = select(func.max(JournalRow.seq)).where(of_hall, JournalRow.event == HallPlanLoaded.__name__)
        audit = JournalAudit(read_plan(connection, hall), connection.execute(planned).scalar() or 0)
        told = select(*JournalRow.__table__.columns).where(of_hall).order_by(JournalRow.seq, JournalRow.nth)
        with connection.execute(told, execution_options=IN_PORTIONS) as rows:
            for row in rows:
                for wrong in audit.hear(row.seq, row.day, from_row(row)):
                    yield f"hall {hall.slug}, change {row.seq}: {wrong}"


def _nobody_waits_for_a_closed_counter(connection: Connection) -> Iterator[str]:
    """Whoever waits for one counter alone is called by no other: it must be open, or paused."""
    at_work = and_(CounterRow.retired.is_(False), CounterRow.state != CounterState.CLOSED)
    stranded = (
        select(HallRow.slug, TicketRow.number, TicketRow.for_counter)
        .join(HallRow, HallRow.id == TicketRow.hall_id)
        .outerjoin(
            CounterRow,
            and_(CounterRow.hall_id == TicketRow.hall_id, CounterRow.number == TicketRow.for_counter, at_work),
        )
        .where(TicketRow.state == State.WAITING, TicketRow.for_counter.is_not(None), CounterRow.number.is_(None))
        .order_by(TicketRow.id)
    )
    for row in connection.execute(stranded):
        yield f"hall {row.slug}: ticket {row.number} waits for counter {row.for_counter} alone, which nobody attends"


def _only_served_visits_are_rated(connection: Connection) -> Iterator[str]:
    rated = select(TicketRow.number, TicketRow.state).join(RatingRow, RatingRow.ticket_id == TicketRow.id)
    for row in connection.execute(rated.where(TicketRow.state != State.SERVED)):
        yield f"ticket {row.number} is rated, but it is {row.state}"


CHECKS: tuple[Check, ...] = (
    _file_is_sound,
    _journal_has_no_gaps,
    _times_never_run_backwards,
    _numbers_follow_their_series,
    _tickets_are_where_their_story_left_them,
    _everybody_was_called_in_order_to_one_counter,
    _nobody_waits_for_a_closed_counter,
    _only_served_visits_are_rated,
)
