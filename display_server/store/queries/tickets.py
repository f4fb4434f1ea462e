"""TicketQueries one by one: found by id, token, number or key; stored, moved, rated."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Executable, bindparam, func, insert, literal, select, update

from display_server.domain.events import TicketCalled
from display_server.domain.refusals import NotFound
from display_server.domain.ticket import Paper, State, Ticket, TicketId
from display_server.store.journal import AnyRow
from display_server.store.models import JournalRow, RatingRow, TicketRow
from display_server.store.queries.moment import Moment, facts_of, pairs

TICKET_COLUMNS = [
    *(TicketRow.id, TicketRow.day, TicketRow.number, TicketRow.service, TicketRow.priority_class, TicketRow.language),
    *(TicketRow.dossiers, TicketRow.token, TicketRow.state, TicketRow.issued_at, TicketRow.rank, TicketRow.counter),
    *(TicketRow.calls, TicketRow.called_at, TicketRow.call_seq, TicketRow.started_at, TicketRow.ended_at),
    *(TicketRow.stop, TicketRow.queued_at, TicketRow.next_stops, TicketRow.for_counter, TicketRow.sent_by),
    *(TicketRow.sent_from, TicketRow.not_before, TicketRow.park_reason, TicketRow.back_at, TicketRow.late_returns),
    *(TicketRow.paper, TicketRow.for_officer),
]
TICKET_MOVES = (
    *("service", "state", "rank", "counter", "calls", "called_at", "call_seq", "started_at", "ended_at"),
    *("stop", "queued_at", "next_stops", "for_counter", "for_officer", "sent_by", "sent_from"),
    *("not_before", "park_reason", "back_at", "late_returns", "paper", "dossiers"),
)
"""What may change of a ticket."""


def in_state(state: State) -> Any:  # noqa: ANN401 (an SQL expression)
    """The state spelled out in the SQL: a partial index is used only where its condition stands word for word."""
    return literal(state.value, literal_execute=True)


OF_HALL = TicketRow.hall_id == bindparam("hall_id")
OF_DAY = TicketRow.day == bindparam("day")
TICKET = select(*TICKET_COLUMNS)
LINK_LIVES = timedelta(days=1)
"""Beyond a ticket's own day: whoever finds the slip later learns nothing of the visit."""


def ticket_from_row(row: AnyRow) -> Ticket:
    paper = Paper(row.paper) if row.paper is not None else None
    return Ticket(**{**row._mapping, "state": State(row.state), "next_stops": tuple(row.next_stops), "paper": paper})


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket before it is stored: it has no id yet, and nothing has happened to it."""

    day: date
    prefix: str
    sequence: int
    """Which of the prefix's numbers of the day it is."""
    number: str
    service: str
    priority_class: str | None
    language: str
    dossiers: int
    token: str
    issued_at: datetime
    rank: datetime
    next_stops: tuple[str, ...]
    key: str | None = field(default=None, repr=False)
    """The idempotency key of the request that it answers, as `use_cases.keys` stores it."""
    request: str | None = None
    """The digest of what was asked with that key."""

    def with_id(self, ticket: TicketId) -> Ticket:
        """The ticket as it waits now."""
        facts = facts_of(self)
        for of_the_row_alone in ("prefix", "sequence", "key", "request"):
            del facts[of_the_row_alone]
        return Ticket(id=ticket, state=State.WAITING, queued_at=self.issued_at, **facts)


class TicketQueries:
    """A hall's tickets."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def with_id(self, ticket: TicketId) -> Ticket:
        """Raises NotFound where this hall has no such ticket."""
        found = self._one(_BY_ID, id=ticket)
        if found is None:
            raise NotFound("This hall has no ticket with the id %(ticket)s.", ticket=ticket)
        return found

    def with_token(self, token: str) -> Ticket:
        """For its holder. Raises NotFound where this hall has no such ticket, and from the second day after its own."""
        found = self.holding(token)
        if found is None:
            raise NotFound("No ticket belongs to this address. Scan the code on the ticket again.")
        if self.moment.today - found.day > LINK_LIVES:
            raise NotFound("This ticket is of an earlier day: its page is closed. Take a new ticket if you need one.")
        return found

    def holding(self, token: str) -> Ticket | None:
        """This hall's ticket with this token, if it knows one."""
        return self._one(_BY_TOKEN, token=token)

    def numbered(self, day: date, number: str) -> Ticket | None:
        """The ticket with this number on this local day."""
        return self._one(_NUMBERED, day=day, number=number)

    def called_after_coming_later(self, ticket: Ticket, service: str) -> list[Ticket]:
        """Those of the ticket's day who came after it for this service and have been called, wherever they are now."""
        rows = self.moment.rows(_CAME_LATER, day=ticket.day, service=service, id=ticket.id)
        return [ticket_from_row(row) for row in rows]

    def token_is_taken(self, token: str) -> bool:
        """Whether any hall has a ticket with this token."""
        return self.moment.first(_TOKEN_IS_TAKEN, token=token) is not None

    def of_key(self, key: str, earlier: str) -> tuple[str, TicketId] | None:
        """What an idempotency key has led to: the digest of its request and the ticket.

        `earlier` is how versions before would have stored the same key.
        """
        row = self.moment.first(_OF_KEY, key=key, earlier=earlier)
        return (row.request, TicketId(row.id)) if row is not None else None

    def last_issued(self) -> dict[str, tuple[str, int]]:
        """By service, the number given last today, and which of its prefix's numbers that is."""
        return {row.service: (row.number, row.sequence) for row in self._today(_LAST_ISSUED)}

    def last_called(self) -> dict[str, tuple[str, int]]:
        """By service, today's number that was called last, and which of its prefix's numbers that is."""
        return {row.service: (row.number, row.sequence) for row in self._today(_LAST_CALLED)}

    def is_rated(self, ticket: TicketId) -> bool:
        return self.moment.first(_RATED, id=ticket) is not None

    def rated_at(self, ticket: TicketId) -> datetime | None:
        """When its visit was rated; None where it was not, or where that was taken back."""
        row = self.moment.first(_RATED_AT, id=ticket)
        return row.rated_at if row is not None else None

    def tally(self) -> dict[State, int]:
        """Today's tickets by state."""
        return {State(state): count for state, count in pairs(self._today(TALLY)).items()}

    def papers(self) -> dict[Paper, int]:
        """Today's tickets by what became of their slips."""
        return {Paper(paper): count for paper, count in pairs(self._today(_PAPERS)).items()}

    def _today(self, statement: Executable) -> list[AnyRow]:
        return list(self.moment.rows(statement, day=self.moment.today))

    def _one(self, statement: Executable, **facts: object) -> Ticket | None:
        row = self.moment.first(statement, **facts)
        return ticket_from_row(row) if row is not None else None


_BY_ID = TICKET.where(OF_HALL, TicketRow.id == bindparam("id"))
_BY_TOKEN = TICKET.where(OF_HALL, TicketRow.token == bindparam("token"))
_NUMBERED = TICKET.where(OF_HALL, OF_DAY, TicketRow.number == bindparam("number"))
_CAME_LATER = TICKET.where(
    OF_HALL,
    OF_DAY,
    TicketRow.id > bindparam("id"),
    TicketRow.call_seq.is_not(None),
    TicketRow.id.in_(
        select(JournalRow.ticket_id).where(
            JournalRow.hall_id == bindparam("hall_id"),
            JournalRow.event == TicketCalled.__name__,
            JournalRow.service == bindparam("service"),
            JournalRow.day == bindparam("day"),
        )
    ),
).order_by(TicketRow.id)
_TOKEN_IS_TAKEN = select(TicketRow.id).where(TicketRow.token == bindparam("token"))
_OF_KEY = (
    select(TicketRow.id, TicketRow.request)
    .where(OF_HALL, TicketRow.key.in_([bindparam("key"), bindparam("earlier")]))
    .order_by(TicketRow.id.desc())
)
_NUMBERS = select(TicketRow.service, TicketRow.number, TicketRow.sequence)
_LAST_ISSUED = _NUMBERS.where(
    TicketRow.id.in_(select(func.max(TicketRow.id)).where(OF_HALL, OF_DAY).group_by(TicketRow.service))
)
_LAST_CALLED = _NUMBERS.where(
    OF_HALL,
    TicketRow.call_seq.in_(select(func.max(TicketRow.call_seq)).where(OF_HALL, OF_DAY).group_by(TicketRow.service)),
)
_RATED = select(RatingRow.id).where(RatingRow.ticket_id == bindparam("id"))
_RATED_AT = select(RatingRow.rated_at).where(RatingRow.ticket_id == bindparam("id"), RatingRow.withdrawn_at.is_(None))
TALLY = select(TicketRow.state, func.count()).where(OF_HALL, OF_DAY).group_by(TicketRow.state)
_PAPERS = (
    select(TicketRow.paper, func.count()).where(OF_HALL, OF_DAY, TicketRow.paper.is_not(None)).group_by(TicketRow.paper)
)


def add_ticket(moment: Moment, new: NewTicket) -> Ticket:
    """Stores a new ticket and gives it its id."""
    row = {"hall_id": moment.hall_id, "state": State.WAITING, "calls": 0, "queued_at": new.issued_at, **facts_of(new)}
    ticket = new.with_id(TicketId(moment.insert(_INSERT_TICKET, row)))
    moment.memory = moment.memory.after_ticket(ticket)
    return ticket


_INSERT_TICKET = insert(TicketRow).returning(TicketRow.id)


def save_ticket(moment: Moment, ticket: Ticket) -> None:
    """Stores where the ticket has come to."""
    moves = {f"new_{name}": getattr(ticket, name) for name in TICKET_MOVES}
    moment.write(_UPDATE_TICKET, {"ticket": ticket.id, **moves})
    moment.memory = moment.memory.after_ticket(ticket)


_UPDATE_TICKET = (
    update(TicketRow)
    .where(TicketRow.id == bindparam("ticket"))
    .values({name: bindparam(f"new_{name}", type_=TicketRow.__table__.columns[name].type) for name in TICKET_MOVES})
)


@dataclass(frozen=True, slots=True)
class NewRating:
    """What a visitor says of a served visit."""

    score: int
    source: str
    """`tablet`, `phone` or `kiosk`."""
    reasons: tuple[str, ...]
    indicators: dict[str, int]
    comment: str | None
    seconds_after: int
    """After the end of the visit."""


def add_rating(moment: Moment, ticket: TicketId, rating: NewRating) -> None:
    """Stores the one rating of a served visit."""
    row = {"hall_id": moment.hall_id, "ticket_id": ticket, "rated_at": moment.now, **facts_of(rating)}
    moment.write(_INSERT_RATING, row)


_INSERT_RATING = insert(RatingRow)


def withdraw_rating(moment: Moment, ticket: TicketId) -> None:
    """Marks the rating of a visit as taken back by its citizen."""
    moment.write(_WITHDRAW_RATING, {"ticket": ticket, "new_withdrawn_at": moment.now})


_WITHDRAW_RATING = (
    update(RatingRow)
    .where(RatingRow.ticket_id == bindparam("ticket"))
    .values(withdrawn_at=bindparam("new_withdrawn_at"))
)
