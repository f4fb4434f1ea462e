"""The ledger of a day's promises, and why a call comes later than told, in words."""

from collections import Counter as Tally
from datetime import date
from typing import Any

from display_server import contract
from display_server.contract import Words
from display_server.domain.counter import CounterState
from display_server.domain.promise import (
    Account,
    Because,
    Place,
    Reason,
    Scored,
    Since,
    account,
    is_later,
    why_later,
    worst_hour,
)
from display_server.domain.ticket import Ticket
from display_server.store.estimators import Training, in_use, trainings
from display_server.store.queries.promises import DayOfPromises, Issued, since_then
from display_server.store.reading import Reading
from display_server.words import N_, say_in_all

FEWEST_IN_AN_HOUR = 5
"""Of fewer promises no hour is the worst."""


def longer_because(reading: Reading, of: Ticket, people_ahead: int) -> Words | None:
    """Why its holder will wait longer than they were told as they took it; None where they will not."""
    told = reading.estimates.told(of)
    if told is None:
        return None
    now = reading.estimates.of_ticket(of, people_ahead)
    if not is_later(told.estimate.high, told.at, reading.now, now.expected if now else None):
        return None
    counters = [reading.counters.all.get(each.number) for each in reading.plan.counters_for(of.service)]
    paused = sum(each is not None and each.state is CounterState.PAUSED for each in counters)
    serving = reading.counters.serving(of.service)
    return _to_the_holder(why_later(Since(told.counters, serving, paused, told.overtaken)))


NOBODY_SERVES = N_("Longer than your slip says, because no counter serves this service at the moment.")
A_COUNTER_CLOSED = N_("Longer than your slip says, because a counter has closed.")
COUNTERS_CLOSED = N_("Longer than your slip says, because %(count)s counters have closed.")
A_COUNTER_PAUSED = N_("Longer than your slip says, because a counter is on a break.")
COUNTERS_PAUSED = N_("Longer than your slip says, because %(count)s counters are on a break.")
SOMEBODY_FIRST = N_("Longer than your slip says, because a visitor who is called before you has come.")
OTHERS_FIRST = N_("Longer than your slip says, because %(count)s visitors who are called before you have come.")
SLOWER = N_("Longer than your slip says, because visits take longer than usual today.")


def _to_the_holder(because: Because) -> Words:
    match because:
        case Because(Reason.NOBODY_SERVES):
            return say_in_all(NOBODY_SERVES)
        case Because(Reason.COUNTERS_CLOSED, count):
            return say_in_all(A_COUNTER_CLOSED if count == 1 else COUNTERS_CLOSED, count=count)
        case Because(Reason.COUNTERS_PAUSED, count):
            return say_in_all(A_COUNTER_PAUSED if count == 1 else COUNTERS_PAUSED, count=count)
        case Because(Reason.OTHERS_FIRST, count):
            return say_in_all(SOMEBODY_FIRST if count == 1 else OTHERS_FIRST, count=count)
        case _:
            return say_in_all(SLOWER)


# --- the ledger ---

WHY = {
    Reason.NOBODY_SERVES: N_("for a time no counter served what they waited for"),
    Reason.COUNTERS_CLOSED: N_("counters closed while they waited"),
    Reason.COUNTERS_PAUSED: N_("counters were on a break while they waited"),
    Reason.OTHERS_FIRST: N_("visitors with priority came while they waited"),
    Reason.SLOWER: N_("visits took longer than usual"),
}


def ledger(reading: Reading, day: date) -> contract.PromiseLedger:
    told = reading.promises.of_day(day)
    used, last = in_use(reading), next(iter(trainings(reading)), None)
    return contract.PromiseLedger(
        hall=reading.plan.slug,
        timezone=str(reading.plan.timezone),
        day=day,
        slips=_account(account(told.of(Place.SLIP))),
        phones=_account(account(told.of(Place.PHONE))),
        not_judged=told.not_judged,
        worst_hour=_worst_hour(reading, day, told),
        estimator=_in_use(used) if used is not None else None,
        last_training=_last(last) if last is not None else None,
    )


def _account(of: Account | None) -> contract.PromiseAccount | None:
    if of is None:
        return None
    return contract.PromiseAccount(
        promises=of.promises,
        kept=round(of.kept, 4),
        early=round(of.early, 4),
        late=round(of.late, 4),
        mean_error_minutes=round(of.mean_error, 1),
        mean_lateness_minutes=round(of.mean_lateness, 1),
    )


def _worst_hour(reading: Reading, day: date, told: DayOfPromises) -> contract.WorstHour | None:
    slips = [(reading.plan.local(each.told_at).hour, issued, each) for issued, each in told.scored]
    slips = [each for each in slips if each[2].place is Place.SLIP]
    worst = worst_hour(((hour, scored) for hour, _, scored in slips), FEWEST_IN_AN_HOUR)
    if worst is None:
        return None
    hour, of_hour = worst
    late = [(issued, scored) for at, issued, scored in slips if at == hour and scored.outside > 0]
    kept = _account(of_hour)
    return contract.WorstHour(hour=hour, account=kept, why=_why(reading, day, told, late)) if kept else None


def _why(reading: Reading, day: date, told: DayOfPromises, late: list[tuple[Issued, Scored]]) -> Words:
    """What explains most of them."""
    changes = reading.promises.changes_of_counters(day)
    reasons = Tally(
        why_later(
            since_then(issued, scored.called_at, told, changes, reading.plan.counters_taking(issued.service))
        ).reason
        for issued, scored in late
    )
    return say_in_all(WHY[reasons.most_common(1)[0][0]])


def _in_use(of: Training) -> contract.EstimatorInUse | None:
    figures, before = _figures(of.figures.get("ours")), _figures(of.figures.get("before"))
    if figures is None or before is None or of.learnt_until is None:
        return None
    return contract.EstimatorInUse(
        version=of.version,
        since=of.trained_at,
        learnt_until=of.learnt_until,
        days=tuple(map(date.fromisoformat, of.figures.get("days", ()))),
        figures=figures,
        before=before,
        grown_by=of.figures.get("grown_by"),
    )


def _last(of: Training) -> contract.LastTraining:
    ours, before = (_figures(of.figures.get(each)) for each in ("ours", "before"))
    return contract.LastTraining(at=of.trained_at, kept=of.in_use, figures=ours, in_use=before)


def _figures(of: dict[str, Any] | None) -> contract.EstimatorFigures | None:
    if of is None:
        return None
    return contract.EstimatorFigures(
        tickets=of["tickets"],
        mae_minutes=of["mae_minutes"],
        inside=of["interval_coverage"],
        late=of["late_promises"],
        width_minutes=of["interval_mean_width_minutes"],
    )
