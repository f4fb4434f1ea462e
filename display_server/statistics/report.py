"""Groups visits into the rows of a report. Pure: the visits come from `queries`.

A visit belongs to the hour at which its ticket was issued, by the hall's clock; to the hall's own day, which may begin
some hours after midnight, and its weekday; to the counter and officer that called it last, or to the row "Not called".
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from display_server.contract import GroupBy, RatingMeasures, Statistics, StatisticsRow, Words
from display_server.domain.hall_plan import HallPlan
from display_server.domain.outcome import VisitOutcome
from display_server.domain.utilisation import Spent
from display_server.domain.weekdays import WEEKDAYS
from display_server.statistics.definitions import definitions
from display_server.statistics.few_answers import FEWEST_COMPARED, withheld
from display_server.statistics.measures import measures, rating_measures, without_figures
from display_server.statistics.sums import Exact, Sums, added_up
from display_server.statistics.utilisation import added_hours, grouped_hours, utilisation
from display_server.statistics.visit import CounterTime, LeftOpen, Visit
from display_server.words import N_, say_in_all


def report(
    visits: Sequence[Visit],
    plan: HallPlan,
    first_day: date,
    last_day: date,
    group_by: GroupBy,
    left_open: Sequence[LeftOpen] = (),
    counter_times: Sequence[CounterTime] = (),
) -> Statistics:
    """The report of all visits of these days, every figure exact."""
    targets, group_of = targets_of(plan), LEFT_OPEN_KEYS.get(group_by)
    forgotten = Counter(map(group_of, left_open) if group_of else ())
    groups, hours = grouped(visits, plan, group_by), grouped_hours(counter_times, HOUR_KEYS.get(group_by))
    sums = {key: added_up(groups.get(key, ()), targets, Exact, forgotten[key]) for key in {*groups, *forgotten, *hours}}
    total = added_up(visits, targets, Exact, len(left_open))
    for key, spent in hours.items():
        sums[key].hours = spent
    total.hours = added_hours(counter_times)
    return tabled(
        sums,
        total,
        plan,
        (first_day, last_day),
        group_by,
    )


def tabled(
    groups: Mapping[str, Sums[Any]],
    total: Sums[Any],
    plan: HallPlan,
    days: tuple[date, date],
    group_by: GroupBy,
    relative_error: float = 0.0,
) -> Statistics:
    """Sums as the rows of a report, in the hall's order; services that the plan no longer has are named by their slugs.

    `relative_error` is that of the percentiles: `RELATIVE_ERROR` where sums were merged, 0 where all visits were read.
    """
    reasons = reasons_named(total, plan)
    names = _names(plan, group_by)
    order = {key: place for place, key in enumerate(names)}
    keys = sorted(groups, key=lambda key: (order.get(key, len(order)), key == NOBODY, key))
    is_of_counters = group_by in LEFT_OPEN_KEYS
    rows = [
        _row(key, names.get(key) or _plain_name(key), groups[key], reasons, is_of_counters=is_of_counters)
        for key in keys
    ]
    return Statistics(
        hall=plan.slug,
        first_day=days[0],
        last_day=days[1],
        group_by=group_by,
        rows=_confidential(rows) if group_by in ("officer", "counter") else tuple(rows),
        total=_row("total", say_in_all(N_("Total")), total, reasons, is_of_counters=True),
        wait_distribution=total.waits.steps(DISTRIBUTION_STEP, DISTRIBUTION_STEPS),
        relative_error=relative_error,
        definitions=definitions(),
    )


def targets_of(plan: HallPlan) -> dict[str, timedelta]:
    """For how long who wants each service is to wait at most."""
    return {service.slug: service.target_wait for department in plan.departments for service in department.services}


def grouped(visits: Iterable[Visit], plan: HallPlan, group_by: GroupBy) -> dict[str, list[Visit]]:
    """The visits by the keys of their groups."""
    groups: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        groups[KEYS[group_by](visit, plan)].append(visit)
    return dict(groups)


DISTRIBUTION_STEP, DISTRIBUTION_STEPS = timedelta(minutes=5), 24
"""Two hours; who waited longer is counted in one step more."""


# --- groups -----------------------------------------------------------------------------------------------------------

NOBODY = ""
"""The key of visits that no counter or officer called."""

NO_LONGER_KNOWN = "–"
"""The key of visits whose officer's name the journal does not keep any more."""

NOT_SAID = "not_said"
"""The key of visits of which no officer said how they ended: those that have not ended, too."""

NO_PRIORITY = "none"
"""The key of visits of no priority class."""

OUTCOME_NAMES: Mapping[str, str] = {
    VisitOutcome.RECEIVED: N_("Dossier received"),
    VisitOutcome.SUPPLEMENT: N_("Supplement requested"),
    VisitOutcome.REFUSED: N_("Dossier refused"),
    VisitOutcome.RETURNED: N_("Result returned"),
    VisitOutcome.GUIDANCE: N_("Guidance given"),
    VisitOutcome.WITHDRAWN: N_("Dossier withdrawn"),
    NOT_SAID: N_("Not said"),
}

WEEKDAY_NAMES = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

KEYS: Mapping[GroupBy, Callable[[Visit, HallPlan], str]] = {
    "service": lambda visit, _: visit.service,
    "department": lambda visit, _: visit.department,
    "counter": lambda visit, _: NOBODY if visit.counter is None else str(visit.counter),
    "officer": lambda visit, _: NOBODY if visit.officer is None else visit.officer or NO_LONGER_KNOWN,
    "hour": lambda visit, plan: f"{plan.local(visit.issued_at):%H}",
    "weekday": lambda visit, plan: WEEKDAYS[_day(visit, plan).weekday()],
    "weekday_hour": lambda visit, plan: f"{WEEKDAYS[_day(visit, plan).weekday()]} {plan.local(visit.issued_at):%H}",
    "day": lambda visit, plan: _day(visit, plan).isoformat(),
    "month": lambda visit, plan: f"{_day(visit, plan):%Y-%m}",
    "quarter": lambda visit, plan: _quarter(plan.local(visit.issued_at)),
    "priority_class": lambda visit, _: visit.priority_class or NO_PRIORITY,
    "language": lambda visit, _: visit.language,
    "outcome": lambda visit, _: visit.outcome or NOT_SAID,
}
"""The group of a visit in this hall."""
LEFT_OPEN_KEYS: Mapping[GroupBy, Callable[[LeftOpen], str]] = {
    "counter": lambda left: str(left.counter),
    "officer": lambda left: left.officer or NO_LONGER_KNOWN,
    "weekday": lambda left: WEEKDAYS[left.day.weekday()],
    "day": lambda left: left.day.isoformat(),
    "month": lambda left: f"{left.day:%Y-%m}",
}
"""The group of a counter left open; it belongs to no service and no hour."""


HOUR_KEYS: Mapping[GroupBy, Callable[[CounterTime], str | None]] = {
    "counter": lambda spent: str(spent.spell.counter),
    "officer": lambda spent: None if spent.spell.spent is Spent.CLOSED else spent.spell.officer or NO_LONGER_KNOWN,
    "weekday": lambda spent: WEEKDAYS[spent.day.weekday()],
    "day": lambda spent: spent.day.isoformat(),
    "month": lambda spent: f"{spent.day:%Y-%m}",
}
"""The group of what a counter did with its hours; of the same kinds of groups. Nobody sits at a closed counter."""


def _day(visit: Visit, plan: HallPlan) -> date:
    return visit.day or plan.day(visit.issued_at)


def _quarter(local: datetime) -> str:
    return f"{local:%H}:{local.minute // 15 * 15:02}"


def _names(plan: HallPlan, group_by: GroupBy) -> dict[str, Words]:
    """The names of the groups that are known beforehand, in the order of their rows; others follow by their keys."""
    match group_by:
        case "service":
            return {service.slug: dict(service.name) for entry in plan.departments for service in entry.services}
        case "department":
            return {department.slug: dict(department.name) for department in plan.departments}
        case "counter":
            return {str(entry.number): say_in_all(COUNTER, number=entry.number) for entry in plan.counters}
        case "hour":
            return {f"{hour:02}": _plain_name(f"{hour:02}:00–{hour + 1:02}:00") for hour in range(24)}
        case "weekday":
            return dict(zip(WEEKDAYS, map(say_in_all, WEEKDAY_NAMES), strict=True))
        case "outcome":
            return {outcome: say_in_all(name) for outcome, name in OUTCOME_NAMES.items()}
        case "priority_class":
            classes: dict[str, Words] = {entry.slug: dict(entry.name) for entry in plan.priority_classes}
            return classes | {NO_PRIORITY: say_in_all(N_("No priority"))}
        case "weekday_hour":
            return {
                f"{day} {hour:02}": {language: f"{words[language]} {hour:02}:00" for language in words}
                for day, words in zip(WEEKDAYS, map(say_in_all, WEEKDAY_NAMES), strict=True)
                for hour in range(24)
            }
        case "officer" | "day" | "month" | "quarter" | "language":
            return {}


def reasons_named(total: Sums[Any], plan: HallPlan) -> dict[str, Words]:
    """The names of the hall's reasons, in its order; those that it asked once follow by their slugs."""
    names: dict[str, Words] = {reason.slug: dict(reason.name) for reason in plan.rating.reasons}
    return names | {slug: _plain_name(slug) for slug in sorted(total.reasons.keys() - names.keys())}


COUNTER = N_("Counter %(number)s")


def _plain_name(key: str) -> Words:
    if key == NO_LONGER_KNOWN:
        return say_in_all(N_("Name no longer kept"))
    return say_in_all(N_("Not called")) if key == NOBODY else dict.fromkeys(say_in_all(""), key)


# --- rows -------------------------------------------------------------------------------------------------------------


def _row(
    key: str, name: Words, sums: Sums[Any], reasons: Mapping[str, Words], *, is_of_counters: bool
) -> StatisticsRow:
    return StatisticsRow(
        key=key,
        name=name,
        issued=sums.issued,
        served=sums.served,
        no_shows=sums.no_shows,
        cancelled=sums.cancelled,
        waiting=sums.in_the_hall,
        waits=measures(sums.waits, sums.judged, sums.within),
        walks=measures(sums.walks),
        service_times=measures(sums.service_times),
        parked=measures(sums.parked),
        visits=measures(sums.visits),
        inaccurate=sums.inaccurate,
        left_open=sums.left_open if is_of_counters else None,
        utilisation=utilisation(sums.hours) if is_of_counters else None,
        ratings=rating_measures(sums, reasons),
    )


def _confidential(rows: Sequence[StatisticsRow]) -> tuple[StatisticsRow, ...]:
    """Without the figures by which it would be known who said what of an officer, or who sits at a counter."""
    hidden = withheld({row.key: row.ratings.count for row in rows})
    return tuple(
        row.model_copy(update={"ratings": without_figures(row.ratings) if row.key in hidden else _judged(row.ratings)})
        for row in rows
    )


def _judged(ratings: RatingMeasures) -> RatingMeasures:
    return ratings.model_copy(update={"comparable": ratings.count >= FEWEST_COMPARED})
