"""Groups visits into the rows of a report. Pure: the visits come from `queries`.

A visit belongs to the hour at which its ticket was issued, by the hall's clock; to the hall's own day, which may begin
some hours after midnight, and its weekday; to the counter and officer that called it last, or to the row "Not called".
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from display_server.contract import GroupBy, State, Statistics, StatisticsRow, Words
from display_server.domain.hall_plan import HallPlan
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.domain.waits import waited
from display_server.domain.weekdays import WEEKDAYS
from display_server.statistics.measures import measures, rating_measures
from display_server.words import N_, say_in_all


@dataclass(frozen=True, slots=True)
class Visit:
    """What a report needs to know of one stop of a ticket; most tickets have one."""

    service: str
    department: str
    state: State
    issued_at: datetime
    day: date | None = None
    """The hall's day that its ticket is of; None: that on which it was issued."""
    called_at: datetime | None = None
    """The last call: whoever is called again after missing the first one waited until then."""
    queued_at: datetime | None = None
    """When the wait for this stop began, where that was not the issue."""
    served: timedelta | None = None
    """How long serving took; None for who was not served, or is being served."""
    counter: int | None = None
    officer: str | None = None
    opinion: Opinion | None = None
    """The rating, where there is one that was not taken back."""
    begins: bool = True
    """The visit's first stop: here its ticket is counted as issued."""
    ends: bool = True
    """Its last stop so far: here it is counted as served, missed, cancelled or still in the hall."""
    outcome: str | None = None
    """How the officer said that it ended."""
    inaccurate: bool = False
    """The recorded time of service is not what it took: the officer had not finished it at the close of the day, said
    so, or noted it while the server was away."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A counter that its officer had not signed out at the close of a day."""

    counter: int
    officer: str
    day: date


DEFINITIONS = N_(
    "A wait runs from the issue of a ticket, or from its transfer to a further service, to its last call there; who "
    "has not been called yet is not counted in it. Service time is the time from start to finish or transfer, without "
    "the time for which a visitor was parked; where an officer forgot to finish, said that the time is wrong, or "
    "worked while the server was away, it is left out and counted as inaccurate. Within target: the share of waits no "
    "longer than the target of their own service. P80: four of five were no longer. In the hall: tickets that are "
    "waiting, parked or at a counter. Left open: counters that nobody had signed out at the close of the day. "
    "Indicators: those of Circular 01/2018/TT-VPCP that citizens judge, from 0 to 2, the mean of those who answered."
)


def report(
    visits: Sequence[Visit],
    plan: HallPlan,
    first_day: date,
    last_day: date,
    group_by: GroupBy,
    left_open: Sequence[LeftOpen] = (),
) -> Statistics:
    """The report of all visits of these days; services that the plan no longer has are named by their slugs."""
    groups: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        groups[_key(visit, plan, group_by)].append(visit)
    group_of = LEFT_OPEN_KEYS.get(group_by)
    forgotten = Counter(map(group_of, left_open) if group_of else ())
    targets = {service.slug: service.target_wait for department in plan.departments for service in department.services}
    reasons = _reasons(visits, plan)
    names = _names(plan, group_by)
    order = {key: place for place, key in enumerate(names)}
    keys = sorted(groups | forgotten, key=lambda key: (order.get(key, len(order)), key == NOBODY, key))
    return Statistics(
        hall=plan.slug,
        first_day=first_day,
        last_day=last_day,
        group_by=group_by,
        rows=tuple(
            _row(
                key,
                names.get(key) or _plain_name(key),
                groups[key],
                targets,
                forgotten[key] if group_of else None,
                reasons,
            )
            for key in keys
        ),
        total=_row("total", say_in_all(N_("Total")), visits, targets, len(left_open), reasons),
        definitions=say_in_all(DEFINITIONS),
    )


# --- groups -----------------------------------------------------------------------------------------------------------

NOBODY = ""
"""The key of visits that no counter or officer called."""

NO_LONGER_KNOWN = "–"
"""The key of visits whose officer's name the journal does not keep any more."""

NOT_SAID = "not_said"
"""The key of visits of which no officer said how they ended: those that have not ended, too."""

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
    "day": lambda visit, plan: _day(visit, plan).isoformat(),
    "outcome": lambda visit, _: visit.outcome or NOT_SAID,
}
"""The group of a visit in this hall."""
LEFT_OPEN_KEYS: Mapping[GroupBy, Callable[[LeftOpen], str]] = {
    "counter": lambda left: str(left.counter),
    "officer": lambda left: left.officer or NO_LONGER_KNOWN,
    "weekday": lambda left: WEEKDAYS[left.day.weekday()],
    "day": lambda left: left.day.isoformat(),
}
"""The group of a counter left open; it belongs to no service and no hour."""


def _key(visit: Visit, plan: HallPlan, group_by: GroupBy) -> str:
    return KEYS[group_by](visit, plan)


def _day(visit: Visit, plan: HallPlan) -> date:
    return visit.day or plan.day(visit.issued_at)


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
        case "officer" | "day":
            return {}


def _reasons(visits: Sequence[Visit], plan: HallPlan) -> dict[str, Words]:
    """The names of the hall's reasons, in its order; those that it asked once follow by their slugs."""
    names: dict[str, Words] = {reason.slug: dict(reason.name) for reason in plan.rating.reasons}
    given = {reason for visit in visits if visit.opinion for reason in visit.opinion.reasons}
    return names | {slug: _plain_name(slug) for slug in sorted(given - names.keys())}


COUNTER = N_("Counter %(number)s")


def _plain_name(key: str) -> Words:
    if key == NO_LONGER_KNOWN:
        return say_in_all(N_("Name no longer kept"))
    return say_in_all(N_("Not called")) if key == NOBODY else dict.fromkeys(say_in_all(""), key)


# --- rows -------------------------------------------------------------------------------------------------------------


def _row(
    key: str,
    name: Words,
    visits: Sequence[Visit],
    targets: Mapping[str, timedelta],
    left_open: int | None,
    reasons: Mapping[str, Words],
) -> StatisticsRow:
    ends = Counter(visit.state for visit in visits if visit.ends)
    return StatisticsRow(
        key=key,
        name=name,
        issued=sum(visit.begins for visit in visits),
        served=ends[State.SERVED],
        no_shows=ends[State.NO_SHOW],
        cancelled=ends[State.CANCELLED],
        waiting=ends.total() - ends[State.SERVED] - ends[State.NO_SHOW] - ends[State.CANCELLED],
        # A service that left the plan has no target any more: its waits are measured, but not judged.
        waits=measures(list(_waits(visits)), [targets.get(visit.service) for visit in visits if visit.called_at]),
        service_times=measures(list(_service_times(visits))),
        inaccurate=sum(visit.inaccurate for visit in visits),
        left_open=left_open,
        ratings=rating_measures(
            [visit.opinion for visit in visits if visit.opinion is not None], ends[State.SERVED], reasons
        ),
    )


def _waits(visits: Iterable[Visit]) -> Iterator[timedelta]:
    for visit in visits:
        wait = waited(visit.queued_at or visit.issued_at, visit.called_at)
        if wait is not None:
            yield wait


def _service_times(visits: Iterable[Visit]) -> Iterator[timedelta]:
    for visit in visits:
        if visit.served is not None and not visit.inaccurate:
            yield visit.served
