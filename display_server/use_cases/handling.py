"""The dossiers of a visit: noted when it ends, with what the one-stop system says of them; corrected with a reason."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from display_server.domain.dossier import OneStop, OneStopSilent
from display_server.domain.events import DossierCorrected, DossierHandled
from display_server.domain.hall_plan import HallPlan
from display_server.domain.handled import (
    Earlier,
    Handled,
    ReturnBy,
    answers,
    codes_without_day,
    in_order,
    must_be_code,
    must_be_right,
    must_be_told,
    must_differ,
    must_follow,
)
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import Forbidden, NotFound, NotValid
from display_server.domain.ticket import Ticket
from display_server.store.change import Change
from display_server.store.queries.dossiers import HandledDossier, NewDossier
from display_server.store.queries.moment import facts_of
from display_server.use_cases.dossiers import could_be_a_code
from display_server.use_cases.held import Outcome

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Corrector:
    """Who corrects: an officer their own of the day; who oversees these departments (None: all), of any day."""

    name: str
    oversees: bool
    departments: frozenset[str] | None = None


def with_promised_days(one_stop: OneStop | None, outcome: Outcome) -> Outcome:
    """The outcome with the days that the one-stop system has promised, where nobody has said one.

    Where it does not answer the visit ends without: nobody waits at a counter for another system.
    """
    wanted = [code for code in codes_without_day(outcome.handled, outcome.outcome) if could_be_a_code(code)]
    if one_stop is None or not wanted:
        return outcome
    promised: dict[str | None, date | None] = {}
    try:
        for code in wanted:
            promised[code] = one_stop.look_up(code.strip().upper()).not_before
    except OneStopSilent as silent:
        log.warning("the one-stop system: %s", silent)
    with_days = (replace(entry, due_on=entry.due_on or promised.get(entry.code)) for entry in outcome.handled)
    return replace(outcome, handled=tuple(with_days))


def promised_by(one_stop: OneStop | None, code: str) -> date | None:
    """The day that the one-stop system has promised for this dossier, if it says one."""
    asked = Outcome(VisitOutcome.RECEIVED, handled=(Handled(code),))
    return with_promised_days(one_stop, asked).handled[0].due_on


def must_be_a_code(plan: HallPlan, code: str) -> str:
    """The code as it is stored. Raises NotFound for what is none here."""
    written = in_order(Handled(code)).code or ""
    try:
        must_be_code(written, plan.dossier_code_pattern)
    except NotValid as refusal:
        raise NotFound(refusal.sentence) from refusal
    return written


def must_be_complete(change: Change, outcome: Outcome) -> None:
    """Raises NotValid where the hall demands to be told more, or where the number of dossiers cannot be."""
    must_be_told(change.plan.dossiers, outcome.outcome, outcome.handled)
    if outcome.dossiers is not None and outcome.dossiers < len(outcome.handled):
        raise NotValid("dossiers", "There are more dossiers named than that. Count again, or leave the number out.")


def note(change: Change, ticket: Ticket, counter: int, outcome: Outcome) -> None:
    """Stores the dossiers of the stop that `ticket` was at when it ended. Raises NotValid for one that cannot be."""
    if outcome.outcome is None:
        return
    must_differ(outcome.handled)
    for at, entry in enumerate(outcome.handled):
        try:
            _note_one(change, ticket, counter, outcome.outcome, entry)
        except NotValid as refusal:
            field = ".".join(("handled", str(at), *([refusal.field] if refusal.field else [])))
            raise NotValid(field, refusal.sentence, **refusal.facts) from refusal


def _note_one(change: Change, ticket: Ticket, counter: int, outcome: VisitOutcome, entry: Handled) -> None:
    if outcome is VisitOutcome.RETURNED and change.plan.department_of(ticket.service).post_office:
        entry = replace(entry, return_by=entry.return_by or ReturnBy.POST)
    earlier = change.dossiers.last_move(entry.code) if entry.code is not None else None
    must_follow(entry, outcome, earlier)
    new = _linked(
        NewDossier(
            day=change.today,
            seq=change.seq,
            ticket_id=ticket.id,
            stop=ticket.stop,
            counter=counter,
            officer=change.counters.numbered(counter).officer,
            service=ticket.service,
            department=change.plan.department_of(ticket.service).slug,
            outcome=outcome,
            entry=entry,
        ),
        earlier,
    )
    _must_be_right(change, new)
    handled = change.add_dossier(new)
    change.record(DossierHandled(at=change.now, handled=handled, **_facts(new)))


def _linked(new: NewDossier, earlier: Earlier | None) -> NewDossier:
    """A result belongs to the department that received its dossier, and to the day that was promised then."""
    receipt = answers(new.outcome, earlier)
    if receipt is None:
        return new
    entry = replace(new.entry, due_on=new.entry.due_on or receipt.due_on)
    return replace(
        new, entry=entry, department=receipt.department, received_id=receipt.id, received_on=receipt.day
    )  # fmt: skip


def _must_be_right(change: Change, dossier: NewDossier) -> None:
    department = change.plan.department(dossier.department)
    must_be_right(
        dossier.entry,
        dossier.outcome,
        plan=change.plan.dossiers,
        pattern=change.plan.dossier_code_pattern,
        takes_fees=department is not None and department.fee_module,
        today=dossier.day,
    )


def _facts(dossier: NewDossier) -> dict[str, Any]:
    """What the journal's event of it tells."""
    facts = facts_of(dossier.entry)
    code = facts.pop("code")
    return {
        "ticket": dossier.ticket_id,
        "service": dossier.service,
        "counter": dossier.counter,
        "outcome": dossier.outcome.value,
        "department": dossier.department,
        "dossier_codes": (code,) if code is not None else (),
        **facts,
    }


def correct(change: Change, handled: int, entry: Handled, reason: str, by: Corrector) -> HandledDossier:
    """Says of a dossier what is so. Raises Forbidden for who may not, NotValid for what cannot be, as at the finish."""
    before = change.dossiers.with_id(handled)
    _must_be_theirs(change, before, by)
    entry = in_order(entry)
    earlier = change.dossiers.last_move(entry.code, before=handled) if entry.code is not None else None
    if entry.code != before.entry.code:
        must_follow(entry, before.outcome, earlier)
    own = change.plan.department_of(before.service).slug
    after = _linked(replace(before, entry=entry, department=own, received_id=None, received_on=None), earlier)
    assert isinstance(after, HandledDossier)  # noqa: S101 (replace keeps the kind, which mypy cannot see)
    _must_be_right(change, after)
    change.save_dossier(after)
    change.record(DossierCorrected(at=change.now, handled=handled, reason=reason, **_facts(after)))
    return after


def strike(change: Change, handled: int, reason: str, by: Corrector) -> HandledDossier:
    """There was no such dossier: it counts nowhere any more. Raises Forbidden for who may not."""
    before = change.dossiers.with_id(handled)
    _must_be_theirs(change, before, by)
    change.strike_dossier(handled)
    change.record(DossierCorrected(at=change.now, handled=handled, reason=reason, struck=True, **_facts(before)))
    return before


def may_correct(dossier: HandledDossier, by: Corrector, today: date) -> bool:
    """Whether this person may say anew what is so of it."""
    if by.oversees:
        return by.departments is None or dossier.department in by.departments
    return dossier.day == today and dossier.officer == by.name


def _must_be_theirs(change: Change, dossier: HandledDossier, by: Corrector) -> None:
    if not may_correct(dossier, by, change.today):
        raise Forbidden("Officers correct their own dossiers of today. For any other, ask your supervisor.")


def shown_to(dossiers: Sequence[HandledDossier], by: Corrector) -> list[HandledDossier]:
    """Those that this person may look at: an officer their own."""
    if by.oversees:
        return [each for each in dossiers if by.departments is None or each.department in by.departments]
    return [each for each in dossiers if each.officer == by.name]
