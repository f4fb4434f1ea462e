"""The reference hall from 1 January to 31 October 2018, as its report has it, made up: 106,651 dossiers received and
returned, 96.36 % on time, 99.84 % satisfied by the official formula.

Both shares can be true of one hall only where few dossiers have a promised day: were each promised one, at least 3.64 %
would be overdue, and the official share at most 96.36 %. So 4,400 have one here, of which 160 came late.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import DeclarativeBase

from display_server.domain.hall_plan import HallPlan
from display_server.store.models import HallRow, HandledDossierRow, RatingRow, TicketRow

FIRST, LAST = date(2018, 1, 1), date(2018, 10, 31)
DOSSIERS, WITH_DUE_DAY, LATE = 106_651, 4_400, 160
DISSATISFIED, LATE_AND_DISSATISFIED = 13, 2
BY_POST, ELSEWHERE = 18_204, 5_317
ANSWERS_OF_RECEIPTS = 31_000
A_BATCH = 10_000
Row = dict[str, Any]


@dataclass
class TenMonths:
    """What was made up, to be counted anew by whoever checks a figure."""

    tickets: list[Row] = field(default_factory=list)
    dossiers: list[Row] = field(default_factory=list)
    ratings: list[Row] = field(default_factory=list)


def working_days() -> list[date]:
    days = [FIRST + timedelta(days=many) for many in range((LAST - FIRST).days + 1)]
    return [day for day in days if day.weekday() < 5]


def make_up(plan: HallPlan, hall_id: int) -> TenMonths:
    """Each dossier has a visit in which it is received and another, on the same or a later day, for its result."""
    made, dice, days = TenMonths(), Random(2018), working_days()
    services = [service for service in plan.services if service.slug != "traketqua"]
    places = [place.slug for place in plan.dossiers.places]
    for number in range(DOSSIERS):
        began = number * len(days) // DOSSIERS
        received, returned = days[began], days[min(len(days) - 1, began + dice.randint(0, 9))]
        service = services[number % len(services)]
        department = plan.department_of(service.slug)
        receipt, result = _visit(made, hall_id, received, service.slug), _visit(made, hall_id, returned, "traketqua")
        pays = department.fee_module and number % 3 == 0
        late = number < LATE
        due = returned - timedelta(days=1) if late else returned + timedelta(days=number % 5)
        code = f"000.00.19.H19-{received:%y%m%d}-{number % 10_000:04d}"
        first = _noted(made, receipt, department.slug, "received", code)
        first |= {"fee": 20_000 if pays else 0, "charge": 1_000 * (number % 97) if pays else 0}
        first |= {"received_for": places[number % len(places)] if number < ELSEWHERE else None}
        second = _noted(made, result, department.slug, "returned", code)
        second |= {"received_id": first["id"], "received_on": received}
        second |= {"due_on": due if number < WITH_DUE_DAY else None}
        second |= {"return_by": "post" if number < BY_POST else "counter"}
    _let_people_answer(made, dice)
    return made


def _visit(made: TenMonths, hall_id: int, day: date, service: str) -> Row:
    ticket = len(made.tickets) + 1
    at = datetime.combine(day, time(2), UTC) + timedelta(seconds=ticket % 25_000)
    row = {
        **{"id": ticket, "hall_id": hall_id, "day": day, "prefix": "A", "sequence": ticket, "number": f"A{ticket}"},
        **{"service": service, "language": "vi", "dossiers": 1, "token": f"{ticket:032d}", "state": "served"},
        **{"issued_at": at, "rank": at, "counter": 1, "calls": 1, "ended_at": at + timedelta(minutes=20)},
    }
    made.tickets.append(row)
    return row


def _noted(made: TenMonths, visit: Row, department: str, outcome: str, code: str) -> Row:
    row = {
        **{"id": len(made.dossiers) + 1, "hall_id": visit["hall_id"], "day": visit["day"], "seq": visit["id"]},
        **{"ticket_id": visit["id"], "stop": 1, "counter": 1, "officer": f"Officer {visit['id'] % 40}"},
        **{"service": visit["service"], "department": department, "outcome": outcome, "code": code},
        **dict.fromkeys(("due_on", "receipt", "return_by", "received_for", "received_id", "received_on")),
        **{"fee": 0, "charge": 0},
    }
    made.dossiers.append(row)
    return row


def _let_people_answer(made: TenMonths, dice: Random) -> None:
    """The first come late and two of them are not satisfied either; eleven more are not, whose results were on time."""
    not_satisfied = {2 * number + 2 for number in range(LATE_AND_DISSATISFIED)}
    not_satisfied |= {2 * (WITH_DUE_DAY + number) + 1 for number in range(DISSATISFIED - LATE_AND_DISSATISFIED)}
    answers = sorted(
        not_satisfied | set(range(2 * WITH_DUE_DAY + 101, 2 * WITH_DUE_DAY + 101 + 2 * ANSWERS_OF_RECEIPTS, 2))
    )
    for ticket in answers:
        score = 1 if ticket in not_satisfied else dice.choices((4, 3, 2), (70, 24, 6))[0]
        row = {
            **{"hall_id": made.tickets[ticket - 1]["hall_id"], "ticket_id": ticket, "score": score, "source": "tablet"},
            **{"reasons": [], "indicators": {}, "comment": None, "withdrawn_at": None},
            **{"rated_at": made.tickets[ticket - 1]["ended_at"]},
        }
        made.ratings.append(row)


def store(engine: Engine, hall: str, plan: HallPlan) -> TenMonths:
    """Writes them past the use cases: two hundred thousand visits would take hours through them."""
    with engine.begin() as connection:
        hall_id: int = connection.execute(select(HallRow.id).where(HallRow.slug == hall)).scalar_one()
        made = make_up(plan, hall_id)
        tables: tuple[tuple[type[DeclarativeBase], list[Row]], ...] = (
            *((TicketRow, made.tickets), (HandledDossierRow, made.dossiers), (RatingRow, made.ratings)),
        )
        for table, rows in tables:
            for batch in _batches(rows):
                connection.execute(insert(table.__table__), batch)  # type: ignore[arg-type]
    return made


def _batches(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), A_BATCH):
        yield rows[start : start + A_BATCH]
