"""Operations on the dossiers that officers have noted: looking at those of a day, correcting one, striking one out."""

from display_server import views
from display_server.access.principals import AT_THE_COUNTER, OVERSEES, Principal, Role
from display_server.api.operations import Operations
from display_server.contract import (
    CorrectDossier,
    DossiersOfDay,
    DossiersQuery,
    HandledAnswer,
    HandledEntry,
    PromisedDay,
    StrikeDossier,
)
from display_server.domain.handled import Handled
from display_server.use_cases import dossiers, handling
from display_server.web.asking import actor, asked_by, device, hall_called
from display_server.web.services import services

operations = Operations()

_ONE = "/halls/<hall>/handled/<int:handled>"


def noted(entry: HandledEntry) -> Handled:
    """What the officer says of a dossier."""
    return Handled(
        *(entry.code, entry.due_on, entry.fee, entry.charge, entry.receipt, entry.return_by, entry.received_for)
    )


def _corrector(principal: Principal) -> handling.Corrector:
    oversees = principal.role in (*OVERSEES, Role.ADMIN)
    return handling.Corrector(principal.name, oversees, principal.limited_to)


@operations.add(
    "GET", "/halls/<hall>/handled", roles=AT_THE_COUNTER, query=DossiersQuery, answer=DossiersOfDay, refusals=[404]
)
def handled_dossiers(hall: str, query: DossiersQuery) -> DossiersOfDay:
    """The dossiers noted on a day: an officer's own, or those of the departments that somebody oversees."""
    with hall_called(hall).reading() as reading:
        return views.dossiers.of_day(reading, query.day or reading.today, _corrector(asked_by()))


@operations.add(
    "POST", f"{_ONE}/correct", roles=AT_THE_COUNTER, body=CorrectDossier, answer=HandledAnswer, refusals=[404]
)
def correct_dossier(hall: str, handled: int, body: CorrectDossier) -> HandledAnswer:
    """Says of a dossier what is so, with the reason: an officer of their own of today, who oversees them of any day."""
    by = _corrector(asked_by())
    with hall_called(hall).change(actor()) as change:
        corrected = handling.correct(change, handled, noted(body), body.reason, by)
        return HandledAnswer(dossier=views.dossiers.entry(change, corrected, by))


@operations.add(
    "POST", f"{_ONE}/strike", roles=AT_THE_COUNTER, body=StrikeDossier, answer=HandledAnswer, refusals=[404]
)
def strike_dossier(hall: str, handled: int, body: StrikeDossier) -> HandledAnswer:
    """Takes out a dossier that there was not, with the reason; the journal keeps both."""
    by = _corrector(asked_by())
    with hall_called(hall).change(actor()) as change:
        return HandledAnswer(
            dossier=views.dossiers.entry(change, handling.strike(change, handled, body.reason, by), by)
        )


@operations.add(
    "GET",
    "/halls/<hall>/dossiers/<code>/promised",
    roles=AT_THE_COUNTER,
    answer=PromisedDay,
    refusals=[404, 429],
    parts={"code": dossiers.AS_WRITTEN},
)
def promised_day(hall: str, code: str) -> PromisedDay:
    """What is known of a dossier while its visit still goes on: the day promised for its result."""
    services().dossier_limit.ask(f"{hall}, {actor()}, {device()}")
    with hall_called(hall).reading() as reading:
        asked = handling.must_be_a_code(reading.plan, code)
    due_on = handling.promised_by(services().one_stop, asked)
    with hall_called(hall).reading() as reading:
        return views.dossiers.promised(reading, asked, due_on)
