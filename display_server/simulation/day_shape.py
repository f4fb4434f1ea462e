"""The shape of real days: when people come, how long visits take, how far days differ. Knows no hall and draws nobody.

The table is small and kept beside this module; `shapes.py` derives it from a file of real tickets.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from display_server.domain.calendar import Span

TABLE = Path(__file__).with_name("day_shape.toml")

Piece = tuple[datetime, datetime, float]
"""From when until when, and how many times as many come then as on the day's average."""


@dataclass(frozen=True, slots=True)
class DayShape:
    arrivals: tuple[float, ...]
    """Which share of a day's visitors comes in each part of the opening hours; the parts are equally long."""
    service_times: tuple[float, ...]
    """Quantiles at equal steps, against the mean of the service: the first the shortest, the last the longest."""
    days: tuple[float, ...]
    """Quantiles of a day's visitors against the office's mean day."""
    passed_over: float
    """At most this share of those called did not come."""

    def pieces(self, spans: Sequence[Span]) -> Iterator[Piece]:
        """A day's opening hours in their parts. A break belongs to no part: the afternoon goes on where it left off."""
        part = sum((ends - begins for begins, ends in spans), timedelta()) / len(self.arrivals)
        busy = iter([share * len(self.arrivals) for share in self.arrivals])
        now, left = next(busy), part
        for opens, closes in spans:
            begins = opens
            while begins < closes:
                until = min(closes, begins + left)
                yield begins, until, now
                left -= until - begins
                begins = until
                if not left:
                    now, left = next(busy, now), part


def at_quantile(quantiles: Sequence[float], share: float) -> float:
    """The value below which this share lies, between the two that are known."""
    position = share * (len(quantiles) - 1)
    below = min(int(position), len(quantiles) - 2)
    return quantiles[below] + (position - below) * (quantiles[below + 1] - quantiles[below])


@cache
def real_days() -> DayShape:
    """The table that is kept."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return DayShape(
        arrivals=tuple(table["arrivals"]),
        service_times=tuple(table["service_times"]),
        days=tuple(table["days"]),
        passed_over=table["passed_over"],
    )
