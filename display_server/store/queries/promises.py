"""What visitors of a day were told of their waits, and when they were called: for the ledger, and to learn from."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from display_server.domain.events import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    TicketCalled,
    TicketIssued,
    TicketPostponed,
)
from display_server.domain.promise import Account, Place, Promise, Scored, Since, account
from display_server.domain.ticket import TicketId
from display_server.estimates.tickets import Days, PastTicket, by_day
from display_server.store.models import JournalRow, PhonePromiseRow
from display_server.store.queries.estimates import minute_of_day
from display_server.store.queries.moment import Moment

_PROMISE = TypeAdapter(Promise)
FEWEST_SHOWN = 20
"""Of fewer promises, a share says nothing."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A ticket of a day, what its holder was told, and how it went on."""

    ticket: TicketId
    seq: int
    service: str
    at: datetime
    rank: datetime
    day: date
    promise: Promise
    called_at: datetime | None = None
    called_seq: int = 0
    out_of_order: bool = False
    postponed: bool = False

    @property
    def can_be_judged(self) -> bool:
        """Not who was called at once at the counter where they stood, nor who asked to be called later."""
        return self.called_at is not None and self.called_seq != self.seq and not self.postponed


@dataclass(frozen=True, slots=True)
class DayOfPromises:
    """What was told on a day."""

    issued: tuple[Issued, ...]
    scored: tuple[tuple[Issued, Scored], ...]
    not_judged: int
    """Tickets that were told a wait and never called by it: given back, postponed, still waiting at the day's end."""

    def of(self, place: Place) -> list[Scored]:
        return [each for _, each in self.scored if each.place is place]


class PromiseQueries:
    """A hall's promises."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def of_day(self, day: date) -> DayOfPromises:
        """All that was told on this local day."""
        issued = self._issued(day, day + timedelta(days=1))
        judged = {each.ticket: each for each in issued if each.can_be_judged}
        scored = [
            (each, Scored(Place.SLIP, each.at, each.called_at, each.promise))
            for each in judged.values()
            if each.called_at is not None
        ]
        for row in self.moment.rows(_ON_PHONES, first=day, until=day + timedelta(days=1)):
            each = judged.get(row.ticket_id)
            if each is not None and each.called_at is not None and row.at <= each.called_at:
                told = _PROMISE.validate_python(row.promise)
                scored.append((each, Scored(Place.PHONE, row.at, each.called_at, told)))
        return DayOfPromises(tuple(issued), tuple(scored), len(issued) - len(judged))

    def yesterday(self) -> Account | None:
        """What yesterday's slips were worth, for everybody to see; None of too few. Found once a day."""
        known = self.moment.memory.yesterday
        if known is None or known[0] != self.moment.today:
            kept = account(self.of_day(self.moment.today - timedelta(days=1)).of(Place.SLIP))
            known = (self.moment.today, kept if kept is not None and kept.promises >= FEWEST_SHOWN else None)
            self.moment.memory = replace(self.moment.memory, yesterday=known)
        return known[1]

    def changes_of_counters(self, day: date) -> list[tuple[datetime, int, int, int]]:
        """Each opening, pause and closing of a day: when, which counter, how many more serve, how many more pause."""
        rows = self.moment.rows(_COUNTERS, day=day)
        return list(_changes((row.at, row.counter, row.event) for row in rows))

    def last_on_phone(self, ticket: TicketId) -> tuple[datetime, Promise] | None:
        """What the page of this ticket told last, where that was something new."""
        row = self.moment.first(_LAST_ON_PHONE, ticket=ticket)
        return (row.at, _PROMISE.validate_python(row.promise)) if row is not None else None

    def past_tickets(self, first: date, until: date) -> Days:
        """What there is to learn from: who was called by rank to a first stop; the last day is not included."""
        return by_day(
            self._past_ticket(each, each.called_at)
            for each in self._issued(first, until)
            if each.can_be_judged and not each.out_of_order and each.called_at is not None
        )

    def _past_ticket(self, of: Issued, called_at: datetime) -> PastTicket:
        plan = self.moment.plan
        issued, called = (minute_of_day(plan, at, of.day) for at in (of.at, called_at))
        return PastTicket(
            plan.slug, of.service, of.day, str(of.ticket), issued, called, of.promise.people_ahead, of.promise.counters
        )

    def _issued(self, first: date, until: date) -> list[Issued]:
        days = {"first": first, "until": until}
        called: dict[TicketId, tuple[datetime, int, bool]] = {}
        for row in self.moment.rows(_CALLED, **days):
            called.setdefault(row.ticket_id, (row.at, row.seq, row.reason is not None))
        postponed = {row.ticket_id for row in self.moment.rows(_POSTPONED, **days)}
        return [
            Issued(
                *(row.ticket_id, row.seq, row.service, row.at, datetime.fromisoformat(row.facts["rank"]), row.day),
                _PROMISE.validate_python(row.facts["promise"]),
                *(*called.get(row.ticket_id, (None, 0, False)), row.ticket_id in postponed),
            )
            for row in self.moment.rows(_ISSUED, **days)
            if row.facts.get("promise") is not None
        ]


def add_phone_promise(connection: Connection, hall_id: int, ticket: TicketId, at: datetime, promise: Promise) -> None:
    """Notes what a phone's page tells; two that are opened at the same moment tell the same."""
    row = {"hall_id": hall_id, "ticket_id": ticket, "at": at, "promise": _PROMISE.dump_python(promise)}
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(insert(PhonePromiseRow), row)


def _changes(rows: Iterator[tuple[datetime, int, str]]) -> Iterator[tuple[datetime, int, int, int]]:
    state: defaultdict[int, str] = defaultdict(lambda: CounterClosed.__name__)
    for at, counter, event in rows:
        was, state[counter] = state[counter], event
        serving = (event == CounterOpened.__name__) - (was == CounterOpened.__name__)
        pausing = (event == CounterPaused.__name__) - (was == CounterPaused.__name__)
        yield at, counter, serving, pausing


def since_then(
    told: Issued,
    until: datetime,
    day: DayOfPromises,
    changes: list[tuple[datetime, int, int, int]],
    takes: frozenset[int],
) -> Since:
    """What changed between the telling and the call; `takes`: the counters that take its service."""
    between = [each for each in changes if told.at < each[0] <= until and each[1] in takes]
    now = max(told.promise.counters + sum(serving for _, _, serving, _ in between), 0)
    overtaken = sum(
        each.service == told.service and told.at < each.at <= until and each.rank < told.rank for each in day.issued
    )
    return Since(told.promise.counters, now, max(sum(pausing for *_, pausing in between), 0), overtaken)


_OF_HALL = JournalRow.hall_id == bindparam("hall_id")
_OF_DAYS = (_OF_HALL, JournalRow.day >= bindparam("first"), JournalRow.day < bindparam("until"))
_IN_ORDER = (JournalRow.seq, JournalRow.nth)
_ISSUED = (
    select(JournalRow.ticket_id, JournalRow.seq, JournalRow.service, JournalRow.at, JournalRow.day, JournalRow.facts)
    .where(*_OF_DAYS, JournalRow.event == TicketIssued.__name__)
    .order_by(*_IN_ORDER)
)
_CALLED = (
    select(JournalRow.ticket_id, JournalRow.seq, JournalRow.at, JournalRow.facts["reason"].as_string().label("reason"))
    .where(*_OF_DAYS, JournalRow.event == TicketCalled.__name__)
    .order_by(*_IN_ORDER)
)
_POSTPONED = select(JournalRow.ticket_id).where(*_OF_DAYS, JournalRow.event == TicketPostponed.__name__)
_COUNTERS = (
    select(JournalRow.at, JournalRow.counter, JournalRow.event)
    .where(
        _OF_HALL,
        JournalRow.day == bindparam("day"),
        JournalRow.event.in_([kind.__name__ for kind in (CounterOpened, CounterPaused, CounterClosed)]),
    )
    .order_by(*_IN_ORDER)
)
_PHONES = (PhonePromiseRow.ticket_id, PhonePromiseRow.at, PhonePromiseRow.promise)
_ON_PHONES = (
    select(*_PHONES)
    .join(
        JournalRow,
        (JournalRow.ticket_id == PhonePromiseRow.ticket_id) & (JournalRow.hall_id == PhonePromiseRow.hall_id),
    )
    .where(*_OF_DAYS, JournalRow.event == TicketIssued.__name__)
    .order_by(PhonePromiseRow.ticket_id, PhonePromiseRow.at)
)
_LAST_ON_PHONE = (
    select(*_PHONES)
    .where(PhonePromiseRow.hall_id == bindparam("hall_id"), PhonePromiseRow.ticket_id == bindparam("ticket"))
    .order_by(PhonePromiseRow.at.desc())
    .limit(1)
)
