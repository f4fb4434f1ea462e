"""How many visitors a day will bring, by service and half hour, with a range. Pure.

Two methods. The plain one: the mean of the last such weekdays. Ours: how busy the hall has been lately, apart from what
weekdays, the ends of months and the days after a holiday do to it, each learnt from the hall's own past and believed
the more the more often it was seen. Ours is used only while it would not have been the worse one on the last weeks
(`forecast_of`): every past day is forecast as it would have been the evening before.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import accumulate, pairwise
from math import ceil, exp, floor, sqrt
from statistics import fmean

Arrivals = Mapping[tuple[str, time], int]
"""Of one day: visitors by service and half hour."""
Past = Mapping[date, Arrivals]
"""Of the days on which the hall was open."""
OpenDay = Callable[[date], bool]

SAME_WEEKDAYS = 8
LATELY_DAYS = 20
JUDGED_DAYS = 30
SHAPE_DAYS = 40
SEEN_BEFORE_HALF_BELIEVED = 3
"""After so many such days half of what they did is believed."""
MONTH_ENDS = 3
"""So many open days at either end of a month."""
LONG_BREAK = timedelta(days=4)
"""From one open day to the next: longer than a weekend."""
DAYS_AFTER_BREAK = 3
LOWEST, HIGHEST = 0.1, 0.9
"""The range holds about eight of ten days."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Visitors, and the range that eight of ten such days stay in."""

    mean: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Forecast:
    day: date
    by_lately: bool
    """Whether ours is used; else the mean of such weekdays."""
    error: float | None
    """Mean absolute error of the hall's daily visitors on the days judged, of the method used, as a share of them."""
    plain_error: float | None
    """Of the plain method on the same days."""
    inside: float | None
    """The share of these days that stayed in their range."""
    judged: int
    """Days."""
    whole: Expected
    services: Mapping[str, Expected]
    half_hours: Mapping[tuple[str, time], Expected]


Method = Callable[[Past, date, OpenDay], Mapping[str, float]]
"""From the days before, a day's visitors by service."""


def same_weekdays(past: Past, day: date, _open: OpenDay) -> Mapping[str, float]:
    """The mean of the last eight such weekdays."""
    such = [past[each] for each in sorted(past) if each < day and each.weekday() == day.weekday()][-SAME_WEEKDAYS:]
    return _means(such)


def lately(past: Past, day: date, is_open: OpenDay) -> Mapping[str, float]:
    """The mean of the last four weeks, freed of what their days' kinds did, times what this day's kind does."""
    days = [each for each in sorted(past) if each < day]
    kinds = {each: _kind(each, is_open) for each in (*days, day)}
    factors = _factors({each: sum(past[each].values()) for each in days}, kinds)
    recent = days[-LATELY_DAYS:]
    means: dict[str, float] = defaultdict(float)
    weight = sum(_factor(factors, kinds[each]) for each in recent)
    for each in recent:
        for (service, _), visitors in past[each].items():
            means[service] += visitors
    return (
        {service: total / weight * _factor(factors, kinds[day]) for service, total in means.items()} if weight else {}
    )


def forecast_of(past: Past, day: date, is_open: OpenDay) -> Forecast | None:
    """What to expect of a day, from the days before it. None where nothing is known yet, or the hall is closed."""
    known = {each: past[each] for each in sorted(past) if each < day}
    if not known or not is_open(day):
        return None
    ours, plain = (_judged(known, method, is_open) for method in (lately, same_weekdays))
    use_ours = bool(ours) and _error(ours) <= _error(plain)
    method, errors = (lately, ours) if use_ours else (same_weekdays, plain)
    means = method(known, day, is_open) or lately(known, day, is_open)
    spread = _spread(errors)
    whole = sum(means.values())
    return Forecast(
        day=day,
        by_lately=use_ours,
        error=_error(errors) if errors else None,
        plain_error=_error(plain) if plain else None,
        inside=_inside(errors) if errors else None,
        judged=len(errors),
        whole=_expected(whole, spread),
        services={service: _expected(mean, spread) for service, mean in sorted(means.items())},
        half_hours={
            (service, start): _expected(means[service] * share, spread)
            for (service, start), share in sorted(_shape(known).items())
            if service in means
        },
    )


# --- what kind of day it is ---

Kind = tuple[tuple[str, object], ...]


def _kind(day: date, is_open: OpenDay) -> Kind:
    """What a day is, of which each may do something to it."""
    kinds: list[tuple[str, object]] = [("weekday", day.weekday())]
    before = _open_days(day, -1, is_open)
    if len(before) < MONTH_ENDS or before[MONTH_ENDS - 1].month != day.month:
        kinds.append(("month", "begins"))
    after = _open_days(day, 1, is_open)
    if len(after) < MONTH_ENDS or after[MONTH_ENDS - 1].month != day.month:
        kinds.append(("month", "ends"))
    days = [day, *before]
    for nth, (later, earlier) in enumerate(pairwise(days)):
        if nth < DAYS_AFTER_BREAK and later - earlier >= LONG_BREAK:
            kinds.append(("after a break", nth))
    return tuple(kinds)


def _open_days(day: date, step: int, is_open: OpenDay) -> list[date]:
    """The next open days in this direction, within a month."""
    found = []
    for away in range(1, 31):
        each = day + timedelta(days=step * away)
        if is_open(each):
            found.append(each)
        if len(found) == MONTH_ENDS:
            break
    return found


def _factors(visitors: Mapping[date, int], kinds: Mapping[date, Kind]) -> Mapping[tuple[str, object], float]:
    """What each kind does: its days over the weeks around them, one kind after the other."""
    factors: dict[tuple[str, object], float] = {}
    around = _around(list(visitors.values()))
    for name in ("weekday", "month", "after a break"):
        seen: dict[tuple[str, object], list[float]] = defaultdict(list)
        for (day, came), usual in zip(visitors.items(), around, strict=True):
            expected = usual * _factor(factors, kinds[day])
            for kind in kinds[day]:
                if kind[0] == name and expected:
                    seen[kind].append(came / expected)
        for kind, ratios in seen.items():
            belief = len(ratios) / (len(ratios) + SEEN_BEFORE_HALF_BELIEVED)
            factors[kind] = 1 + belief * (fmean(ratios) - 1)
    return factors


def _around(visitors: Sequence[int]) -> list[float]:
    """The mean of four weeks around each of these days: halls grow, and have seasons."""
    half = LATELY_DAYS // 2
    sums = [0, *accumulate(visitors)]
    bounds = [(max(0, nth - half), min(len(visitors), nth + half + 1)) for nth in range(len(visitors))]
    return [(sums[end] - sums[start]) / (end - start) for start, end in bounds]


def _factor(factors: Mapping[tuple[str, object], float], kind: Kind) -> float:
    product = 1.0
    for each in kind:
        product *= factors.get(each, 1.0)
    return product


# --- how good that would have been ---


def _judged(past: Past, method: Method, is_open: OpenDay) -> list[tuple[float, int]]:
    """Of each of the last days that such a weekday and a month went before: what was told and who came."""
    days = sorted(past)
    judged = [
        day
        for nth, day in enumerate(days)
        if nth >= LATELY_DAYS and any(each.weekday() == day.weekday() for each in days[:nth])
    ][-JUDGED_DAYS:]
    return [(sum(method(past, day, is_open).values()), sum(past[day].values())) for day in judged]


def _error(told_and_came: Sequence[tuple[float, int]]) -> float:
    came = sum(came for _, came in told_and_came)
    return sum(abs(told - came) for told, came in told_and_came) / came if came else 0.0


def _inside(told_and_came: Sequence[tuple[float, int]]) -> float:
    """Each day against the range by the errors of the others."""
    inside = 0
    for nth, (told, came) in enumerate(told_and_came):
        expected = _expected(told, _spread([*told_and_came[:nth], *told_and_came[nth + 1 :]]))
        inside += expected.low <= came <= expected.high
    return inside / len(told_and_came)


def _means(days: Sequence[Arrivals]) -> Mapping[str, float]:
    total: Counter[str] = Counter()
    for arrivals in days:
        for (service, _), visitors in arrivals.items():
            total[service] += visitors
    return {service: visitors / len(days) for service, visitors in total.items()}


def _shape(past: Past) -> Mapping[tuple[str, time], float]:
    """How a service's visitors spread over the last forty days, with one visitor more in the hall's own shape."""
    days = [past[day] for day in sorted(past)[-SHAPE_DAYS:]]
    of_hall, of_service = Counter[time](), Counter[tuple[str, time]]()
    for arrivals in days:
        for (service, start), visitors in arrivals.items():
            of_hall[start] += visitors
            of_service[service, start] += visitors
    hall = sum(of_hall.values())
    whole = Counter[str]()
    for (service, _), visitors in of_service.items():
        whole[service] += visitors
    return {
        (service, start): (of_service[service, start] + visitors / hall) / (whole[service] + 1)
        for service in whole
        for start, visitors in of_hall.items()
    }


# --- ranges ---


def _spread(told_and_came: Sequence[tuple[float, int]]) -> float:
    """By which share of itself a mean is usually wrong, beyond what chance does to so many visitors (Poisson)."""
    wrong = [((told / came - 1) ** 2, 1 / came) for told, came in told_and_came if came]
    return max(0.0, fmean(square - chance for square, chance in wrong)) ** 0.5 if wrong else 0.0


def _expected(mean: float, spread: float) -> Expected:
    """With the range of chance, wider by as much as the mean itself may be wrong."""
    if mean <= 0:
        return Expected(0.0, 0, 0)
    wider = (1 + spread**2 * mean) ** 0.5
    low, high = ((_poisson(mean, share) - mean) * wider for share in (LOWEST, HIGHEST))
    return Expected(mean, max(0, floor(mean + low)), ceil(mean + high))


NORMAL_FROM = 100
Z90 = 1.2816
"""Of the normal distribution: nine of ten values are less than so many standard deviations above the mean."""


def _poisson(mean: float, share: float) -> float:
    """The number that so many of a Poisson count's values do not exceed."""
    if mean > NORMAL_FROM:
        return mean + (Z90 if share > 0.5 else -Z90) * sqrt(mean)
    chance = exp(-mean)
    below, n = chance, 0
    while below < share:
        n += 1
        chance *= mean / n
        below += chance
    return n
