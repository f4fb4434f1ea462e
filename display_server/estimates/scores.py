"""How good promises were: the figures of `motcua backtest`, in all and by length of queue, hour and office."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, sqrt

from display_server.estimates.tickets import PastTicket

LENGTHS = ((0, 0), (1, 2), (3, 5), (6, 10), (11, 15), (16, 25), (26, 50))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes that a visitor is expected to wait, and the range that people are told."""

    expected: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What was told at issue, and what became of it."""

    ticket: PastTicket
    estimate: Estimate
    wait: float

    @property
    def error(self) -> float:
        return self.estimate.expected - self.wait


def score(promises: list[Promise]) -> dict[str, object]:
    """As the contract names them, with the same figures of each part of the day."""
    return {
        **_figures(promises),
        "by_people_ahead": _parts((_length(each.ticket.ahead), each) for each in promises),
        "by_hour": _parts((f"{int(each.ticket.issued // 60):02d}", each) for each in promises),
        "by_office": _parts((each.ticket.office, each) for each in promises),
        "by_day": _parts((each.ticket.day.isoformat(), each) for each in promises),
    }


def _parts(named: Iterable[tuple[str, Promise]]) -> dict[str, dict[str, float | None]]:
    parts: defaultdict[str, list[Promise]] = defaultdict(list)
    for name, each in named:
        parts[name].append(each)
    return {name: _figures(parts[name]) for name in sorted(parts, key=_in_order)}


def _figures(promises: list[Promise]) -> dict[str, float | None]:
    errors = [each.error for each in promises]
    return {
        "tickets": len(promises),
        "mae_minutes": _mean(abs(error) for error in errors),
        "rmse_minutes": _rounded(sqrt(sum(error**2 for error in errors) / len(errors))) if errors else None,
        "bias_minutes": _mean(errors),
        "interval_coverage": _mean(each.estimate.low <= each.wait <= each.estimate.high for each in promises),
        "interval_mean_width_minutes": _mean(each.estimate.high - each.estimate.low for each in promises),
        "late_promises": _mean(each.wait > each.estimate.high for each in promises),
    }


def _mean(values: Iterable[float]) -> float | None:
    all_of_them = list(values)
    return _rounded(sum(all_of_them) / len(all_of_them)) if all_of_them else None


def _rounded(value: float) -> float:
    return round(value, 4)


def _length(ahead: int) -> str:
    for first, last in LENGTHS:
        if first <= ahead <= last:
            return f"{first}-{last}" if first != last else str(first)
    return f"{LENGTHS[-1][1] + 1}+"


def _in_order(name: str) -> tuple[float, str]:
    number = name.rstrip("+").partition("-")[0]
    return (float(number), name) if number.isdigit() else (inf, name)
