"""Means, intervals and what theory says, for the fairness table. Pure.

Each seed draws one long run of luck, the same for every order. What first come, first served would give in an endless
run is known exactly (Erlang's C), so the luck can be taken out of the others by regression on it: a control variate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial, sqrt
from statistics import fmean

from tests.fairness.crowd import DESKS, LOAD, PRIORITY_SHARE, SERVICE_MINUTES

T_95 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228}
T_95 |= {11: 2.201, 12: 2.179, 13: 2.160, 14: 2.145, 15: 2.131, 16: 2.120, 17: 2.110, 18: 2.101, 19: 2.093}
"""Student's t for 95 % intervals, by degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Estimate:
    value: float
    half: float
    """Half the width of the 95 % interval."""

    def __str__(self) -> str:
        return f"{self.value:.1f} ± {self.half:.1f}"


def mean(values: Sequence[float]) -> Estimate:
    middle, degrees = fmean(values), len(values) - 1
    variance = sum((value - middle) ** 2 for value in values) / degrees
    return Estimate(middle, T_95[degrees] * sqrt(variance / len(values)))


def without_luck(values: Sequence[float], first_come: Sequence[float]) -> Estimate:
    """The mean that these runs point to once first come, first served has its exact mean."""
    middle, luck, degrees = fmean(values), fmean(first_come), len(values) - 2
    spread = sum((each - luck) ** 2 for each in first_come)
    slope = sum((x - luck) * (y - middle) for x, y in zip(first_come, values, strict=True)) / spread
    off = exact_first_come() - luck
    rest = sum((y - middle - slope * (x - luck)) ** 2 for x, y in zip(first_come, values, strict=True)) / degrees
    return Estimate(middle + slope * off, T_95[degrees] * sqrt(rest * (1 / len(values) + off**2 / spread)))


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank."""
    return sorted(values)[max(0, -int(-len(values) * share // 1) - 1)]


def exact_first_come() -> float:
    """Erlang's C: the mean wait in an endless run, first come, first served."""
    return _residual() / (1 - LOAD)


def exact_strict() -> tuple[float, float]:
    """Cobham: the mean waits of priority visitors and others under strict priority, nobody interrupted."""
    priority = _residual() / (1 - PRIORITY_SHARE * LOAD)
    return priority, priority / (1 - LOAD)


def _residual() -> float:
    """How long until a desk is free, on average, for somebody who is next."""
    offered = LOAD * DESKS
    all_busy = offered**DESKS / factorial(DESKS) / (1 - LOAD)
    waits = all_busy / (sum(offered**n / factorial(n) for n in range(DESKS)) + all_busy)
    return waits * SERVICE_MINUTES / DESKS
