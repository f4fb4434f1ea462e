"""The dossiers that officers have noted, and what they are asked of each."""

from datetime import date

from display_server import contract
from display_server.domain.hall_plan import HallPlan
from display_server.domain.handled import answers
from display_server.domain.outcome import OutcomeRule, VisitOutcome
from display_server.domain.ticket import Ticket
from display_server.store.queries.dossiers import HandledDossier
from display_server.store.reading import Reading
from display_server.use_cases.handling import Corrector, may_correct, shown_to


def asking(plan: HallPlan, current: Ticket) -> contract.DossierAsking | None:
    """What is asked of the dossiers of this visitor; None where the hall asks nothing."""
    if plan.dossiers.rule is OutcomeRule.NOT_ASKED:
        return None
    takes_fees = plan.department_of(current.service).fee_module
    return contract.DossierAsking(rule=plan.dossiers.rule, takes_fees=takes_fees, places=_places(plan))


def of_day(reading: Reading, day: date, by: Corrector) -> contract.DossiersOfDay:
    """Those of a day that this person may look at."""
    shown = shown_to(reading.dossiers.of_day(day), by)
    return contract.DossiersOfDay(
        day=day, dossiers=tuple(entry(reading, each, by) for each in shown), places=_places(reading.plan)
    )


def entry(reading: Reading, of: HandledDossier, by: Corrector) -> contract.DossierEntry:
    """One of them."""
    department, noted = reading.plan.department(of.department), of.entry
    place = next((each for each in reading.plan.dossiers.places if each.slug == noted.received_for), None)
    return contract.DossierEntry(
        id=of.id,
        day=of.day,
        number=of.number,
        counter=of.counter,
        officer=of.officer,
        department=of.department,
        department_name=dict(department.name) if department else {},
        service=of.service,
        outcome=of.outcome,
        code=noted.code,
        due_on=noted.due_on,
        fee=noted.fee,
        charge=noted.charge,
        receipt=noted.receipt,
        return_by=noted.return_by,
        received_for=noted.received_for,
        received_for_name=dict(place.name) if place else None,
        received_on=of.received_on,
        late=of.outcome is VisitOutcome.RETURNED and noted.due_on is not None and of.day > noted.due_on,
        takes_fees=department is not None and department.fee_module,
        may_correct=may_correct(of, by, reading.today),
    )


def _places(plan: HallPlan) -> tuple[contract.NamedPlace, ...]:
    return tuple(contract.NamedPlace(slug=each.slug, name=dict(each.name)) for each in plan.dossiers.places)


def promised(reading: Reading, code: str, due_on: date | None) -> contract.PromisedDay:
    """What is known of a dossier while its visit goes on."""
    lies_here = answers(VisitOutcome.RETURNED, reading.dossiers.last_move(code))
    day = due_on or (lies_here.due_on if lies_here else None)
    return contract.PromisedDay(code=code, due_on=day, received_on=lies_here.day if lies_here else None)
