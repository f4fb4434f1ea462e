"""A day's visits as roll-ups, a month's roll-ups from those of its days, and a report's groups from either. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from display_server.contract import GroupBy
from display_server.domain.hall_plan import HallPlan
from display_server.domain.weekdays import WEEKDAYS
from display_server.statistics.day_flow import Flow, flow_of
from display_server.statistics.report import grouped, targets_of
from display_server.statistics.sums import Sketched, Stored, Sums, added_up, merge, nothing, stored
from display_server.statistics.visit import Visit

WHOLE_HALL = ""
TOTAL = "total"
FLOW = "flow"
"""The dimension of the quarters through which visits went; its sums hold arrivals, who waited, and who was served."""
DAYS = "days"
"""Of the flow: on how many days anybody came, as `issued`."""
DIMENSIONS: tuple[GroupBy, ...] = (
    "service",
    "counter",
    "officer",
    "quarter",
    "priority_class",
    "outcome",
    "language",
)
"""What is kept of each period besides its total; the others are made of these."""
DIMENSION_OF: Mapping[str, str] = {
    "hour": "quarter",
    "weekday_hour": "quarter",
    "department": TOTAL,
    "weekday": TOTAL,
    "day": TOTAL,
    "month": TOTAL,
}
"""From what the groups are made that are not kept: hours of quarters, weekdays of days, departments of scopes."""
OF_MONTHS: Mapping[str, str] = {"weekday": TOTAL, "weekday_hour": "quarter"}
"""What a month keeps besides, from which dimension of its days: it cannot tell them apart any more."""


@dataclass(frozen=True, slots=True)
class RollUp:
    """What became of some visits of a day or of a month."""

    first_day: date
    scope: str
    """A department, or WHOLE_HALL."""
    dimension: str
    group: str
    sums: Stored
    whole_month: bool = False


def rolled_up(day: date, visits: Sequence[Visit], plan: HallPlan, now: datetime) -> list[RollUp]:
    """All roll-ups of a day: of the whole hall, and of each department that anybody came to."""
    targets = targets_of(plan)
    scopes = {WHOLE_HALL: visits, **grouped(visits, plan, "department")} if visits else {}
    groups = [
        RollUp(day, scope, dimension, group, stored(added_up(some, targets, Sketched)))
        for scope, of_scope in scopes.items()
        for dimension, group, some in _groups(of_scope, plan)
    ]
    flows = [
        RollUp(day, scope, FLOW, quarter, _flow_sums(flow))
        for scope, of_scope in scopes.items()
        for quarter, flow in ((DAYS, Flow(arrived=1)), *flow_of(day, of_scope, plan, now).items())
    ]
    return groups + flows


def _flow_sums(flow: Flow) -> Stored:
    sums = nothing()
    sums.issued, sums.in_the_hall, sums.served = flow.arrived, flow.waiting, flow.served
    return stored(sums)


def flows_and_days(roll_ups: Iterable[RollUp], of: frozenset[str] | None) -> tuple[dict[str, Flow], int]:
    """The flow of these departments or of all, by quarters, and on how many days anybody came to the hall."""
    found: defaultdict[str, Sums[Sketched]] = defaultdict(nothing)
    days, scopes = 0, {WHOLE_HALL} if of is None else of
    for each in roll_ups:
        if each.dimension != FLOW:
            continue
        if each.group == DAYS:
            days += each.sums["issued"] if each.scope == WHOLE_HALL else 0
        elif each.scope in scopes:
            merge(found[each.group], each.sums)
    return {key: Flow(sums.issued, sums.in_the_hall, sums.served) for key, sums in found.items()}, days


def _groups(visits: Sequence[Visit], plan: HallPlan) -> Iterator[tuple[str, str, Sequence[Visit]]]:
    yield TOTAL, TOTAL, visits
    for dimension in DIMENSIONS:
        for group, some in grouped(visits, plan, dimension).items():
            yield dimension, group, some


def merged(month: date, days: Iterable[RollUp]) -> list[RollUp]:
    """The roll-ups of a month, from those of its days."""
    found: defaultdict[tuple[str, str, str], Sums[Sketched]] = defaultdict(nothing)
    for each in days:
        merge(found[each.scope, each.dimension, each.group], each.sums)
        for dimension, of_days in OF_MONTHS.items():
            if each.dimension == of_days:
                merge(found[each.scope, dimension, _group(each, dimension)], each.sums)
    return [RollUp(month, *place, stored(sums), whole_month=True) for place, sums in found.items()]


def scopes_of(plan: HallPlan, group_by: GroupBy, of: frozenset[str] | None) -> frozenset[str]:
    """Which scopes' roll-ups a report is made of: of these departments, or of the whole hall."""
    if of is not None:
        return of
    departments = {entry.slug for entry in plan.departments} if group_by == "department" else set()
    return frozenset({WHOLE_HALL, *departments})


def groups_and_total(
    roll_ups: Iterable[RollUp], group_by: GroupBy, of: frozenset[str] | None
) -> tuple[defaultdict[str, Sums[Sketched]], Sums[Sketched]]:
    """What a report tables, of these departments or of the whole hall."""
    groups: defaultdict[str, Sums[Sketched]] = defaultdict(nothing)
    total = nothing()
    scopes = {WHOLE_HALL} if of is None else of
    for each in roll_ups:
        if each.dimension == TOTAL and each.scope in scopes:
            merge(total, each.sums)
        if each.dimension == _source(each, group_by) and _is_of(each, group_by, of):
            merge(groups[_group(each, group_by)], each.sums)
    return groups, total


def _source(each: RollUp, group_by: str) -> str:
    """The dimension in which a day or a month tells of these groups."""
    return group_by if each.whole_month and group_by in OF_MONTHS else DIMENSION_OF.get(group_by, group_by)


def _is_of(each: RollUp, group_by: GroupBy, of: frozenset[str] | None) -> bool:
    if of is not None:
        return each.scope in of
    return (each.scope != WHOLE_HALL) == (group_by == "department")


def _group(each: RollUp, group_by: str) -> str:
    match group_by:
        case _ if each.dimension == group_by:
            return each.group
        case "department":
            return each.scope
        case "hour":
            return each.group[:2]
        case "weekday_hour":
            return f"{WEEKDAYS[each.first_day.weekday()]} {each.group[:2]}"
        case "day":
            return each.first_day.isoformat()
        case "month":
            return f"{each.first_day:%Y-%m}"
        case "weekday":
            return WEEKDAYS[each.first_day.weekday()]
        case _:
            return each.group
