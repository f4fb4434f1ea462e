"""What counters did with the opening hours, added up for a row of a report. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from display_server.contract import NOTHING_SPENT, PausedFor, TimeSpent, Utilisation
from display_server.domain.utilisation import Spent
from display_server.statistics.visit import CounterTime

MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)

Hours = Counter[tuple[Spent, str]]
"""Microseconds, by what they were spent at and why."""


def utilisation(hours: Hours) -> Utilisation:
    """Minutes to one decimal, and shares of all of them to three."""
    whole = hours.total()
    if not whole:
        return NOTHING_SPENT
    by_kind: Counter[Spent] = Counter()
    by_reason: Counter[str] = Counter()
    for (spent, reason), lasted in hours.items():
        by_kind[spent] += lasted
        if spent is Spent.PAUSED:
            by_reason[reason] += lasted
    pauses = sorted(by_reason.items(), key=lambda each: (-each[1], each[0]))
    return Utilisation(
        minutes=_minutes(whole),
        serving=_spent(by_kind[Spent.SERVING], whole),
        idle_with_queue=_spent(by_kind[Spent.IDLE_WITH_QUEUE], whole),
        idle_without_queue=_spent(by_kind[Spent.IDLE_WITHOUT_QUEUE], whole),
        paused=_spent(by_kind[Spent.PAUSED], whole),
        closed=_spent(by_kind[Spent.CLOSED], whole),
        pauses=tuple(
            PausedFor(reason=reason, minutes=_minutes(lasted), share=round(lasted / whole, 3))
            for reason, lasted in pauses
        ),
    )


def _spent(lasted: int, whole: int) -> TimeSpent:
    return TimeSpent(minutes=_minutes(lasted), share=round(lasted / whole, 3))


def _minutes(microseconds: int) -> float:
    return round(microseconds * MICROSECOND / MINUTE, 1)


def added_hours(times: Iterable[CounterTime]) -> Hours:
    hours: Hours = Counter()
    for each in times:
        hours[each.spell.spent, each.spell.reason] += each.lasted // MICROSECOND
    return hours


def grouped_hours(
    times: Iterable[CounterTime], group_of: Callable[[CounterTime], str | None] | None
) -> Mapping[str, Hours]:
    """By the groups of a report. Where every counter was closed throughout, there is no group."""
    groups: defaultdict[str, list[CounterTime]] = defaultdict(list)
    for each in times if group_of else ():
        if group_of is not None and (key := group_of(each)) is not None:
            groups[key].append(each)
    found = {key: added_hours(some) for key, some in groups.items()}
    return {key: hours for key, hours in found.items() if any(spent is not Spent.CLOSED for spent, _ in hours)}
