"""DossierQueries: the dossiers that visits were about, as officers have noted them; stored, corrected, struck out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from display_server.domain.handled import MOVES, Earlier, Handled, ReturnBy
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import NotFound
from display_server.domain.ticket import TicketId
from display_server.store.journal import AnyRow
from display_server.store.models import HandledDossierRow, Instant, OneStopProgressRow, OneStopRefusalRow, TicketRow
from display_server.store.queries.moment import Moment, facts_of

ENTRY = ("code", "due_on", "fee", "charge", "receipt", "return_by", "received_for")
"""What an officer notes of each."""


@dataclass(frozen=True, slots=True)
class NewDossier:
    """One dossier of a visit, before it is stored."""

    day: date
    seq: int
    ticket_id: TicketId
    stop: int
    counter: int
    officer: str | None
    service: str
    department: str
    outcome: VisitOutcome
    entry: Handled
    received_id: int | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class HandledDossier(NewDossier):
    """As it is stored."""

    id: int = 0
    number: str = ""
    """The ticket's."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How it goes to tell the one-stop system of dossiers."""

    fault: str | None
    failing_since: datetime | None
    refused_today: int


class DossierQueries:
    """A hall's handled dossiers."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def with_id(self, handled: int) -> HandledDossier:
        """Raises NotFound where this hall has noted no such dossier."""
        row = self.moment.first(_WITH_ID, id=handled)
        if row is None:
            raise NotFound("This hall has noted no dossier with the id %(handled)s.", handled=handled)
        return _from_row(row)

    def of_day(self, day: date) -> Sequence[HandledDossier]:
        """Those noted on one local day of the hall, in their order."""
        return [_from_row(row) for row in self.moment.rows(_OF_DAY, day=day)]

    def last_move(self, code: str, before: int | None = None) -> Earlier | None:
        """Where the dossier came to last: of all that was noted of it, or only before the one with this id."""
        row = self.moment.first(_LAST_MOVE, code=code, before=before or 2**62)
        if row is None:
            return None
        return Earlier(row.id, VisitOutcome(row.outcome), row.day, row.department, row.due_on)

    def telling(self) -> Telling | None:
        """How it goes to tell the one-stop system; None where it never was told anything."""
        row = self.moment.first(_TELLING, begins=self.moment.plan.day_bounds(self.moment.today)[0])
        return Telling(**row._mapping) if row is not None else None


def _from_row(row: AnyRow) -> HandledDossier:
    facts: dict[str, Any] = dict(row._mapping)
    entry = {name: facts.pop(name) for name in ENTRY}
    return_by = ReturnBy(entry.pop("return_by")) if entry["return_by"] else entry.pop("return_by")
    outcome = VisitOutcome(facts.pop("outcome"))
    return HandledDossier(**facts, outcome=outcome, entry=Handled(**entry, return_by=return_by))


_OF_HALL = HandledDossierRow.hall_id == bindparam("hall_id")
_COLUMNS = [column for column in HandledDossierRow.__table__.columns if column.name != "hall_id"]
_ANY = select(*_COLUMNS, TicketRow.number).join(TicketRow, TicketRow.id == HandledDossierRow.ticket_id).where(_OF_HALL)
_WITH_ID = _ANY.where(HandledDossierRow.id == bindparam("id"))
_OF_DAY = _ANY.where(HandledDossierRow.day == bindparam("day")).order_by(HandledDossierRow.id)
_LAST_MOVE = (
    select(*(getattr(HandledDossierRow, name) for name in ("id", "outcome", "day", "department", "due_on")))
    .where(
        _OF_HALL,
        HandledDossierRow.code == bindparam("code"),
        HandledDossierRow.id < bindparam("before"),
        HandledDossierRow.outcome.in_(list(MOVES)),
    )
    .order_by(HandledDossierRow.id.desc())
    .limit(1)
)

_TELLING = select(
    OneStopProgressRow.fault,
    OneStopProgressRow.failing_since,
    select(func.count())
    .select_from(OneStopRefusalRow)
    .where(
        OneStopRefusalRow.hall_id == bindparam("hall_id"), OneStopRefusalRow.at >= bindparam("begins", type_=Instant())
    )
    .scalar_subquery()
    .label("refused_today"),
).where(OneStopProgressRow.hall_id == bindparam("hall_id"))


def add_dossier(moment: Moment, new: NewDossier) -> int:
    """Stores one dossier of a visit; its id."""
    facts = facts_of(new)
    entry: Handled = facts.pop("entry")
    return moment.insert(_INSERT, {"hall_id": moment.hall_id, **facts, **facts_of(entry)})


def save_dossier(moment: Moment, dossier: HandledDossier) -> None:
    """Stores what is said of it from now on."""
    entry = {f"new_{name}": value for name, value in facts_of(dossier.entry).items()}
    link = {"new_received_id": dossier.received_id, "new_received_on": dossier.received_on}
    moment.write(_UPDATE, {"of_id": dossier.id, **entry, **link, "new_department": dossier.department})


def strike_dossier(moment: Moment, handled: int) -> None:
    """Forgets it: that it was noted, and is not so any more, is in the journal."""
    moment.write(_UNLINK, {"of_received": handled})
    moment.write(_STRIKE, {"of_id": handled})


def drop_dossiers_of(moment: Moment, ticket: TicketId, seq: int) -> None:
    """Forgets those that were noted in the change that is undone."""
    moment.write(_DROP, {"of_ticket": ticket, "of_seq": seq})


_INSERT = insert(HandledDossierRow).returning(HandledDossierRow.id)
_OF_ID = HandledDossierRow.id == bindparam("of_id")
_UPDATE = (
    update(HandledDossierRow)
    .where(_OF_ID)
    .values(
        {
            name: bindparam(f"new_{name}", type_=HandledDossierRow.__table__.columns[name].type)
            for name in (*ENTRY, "received_id", "received_on", "department")
        }
    )
)
_UNLINK = (
    update(HandledDossierRow)
    .where(HandledDossierRow.received_id == bindparam("of_received"))
    .values(received_id=None, received_on=None)
)
_STRIKE = delete(HandledDossierRow).where(_OF_ID)
_DROP = delete(HandledDossierRow).where(
    HandledDossierRow.ticket_id == bindparam("of_ticket"), HandledDossierRow.seq == bindparam("of_seq")
)
