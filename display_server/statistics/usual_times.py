"""How long each service usually takes in a hall, from the weeks before today: what an officer's clock is held against.

The times are those of the statistics (`queries.visits`), and so is what a percentile is (`sums.Exact`).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from display_server.statistics.queries import visits
from display_server.statistics.sums import Exact
from display_server.store.reading import Reading

LOOK_BACK = timedelta(weeks=4)
"""Long enough for a quiet service to be seen often, short enough that a new form changes what is usual."""
FEWEST_VISITS = 30
"""Of fewer, nobody can say what nine of ten are."""


@dataclass(frozen=True, slots=True)
class UsualTime:
    """How long one service took."""

    service: str
    visits: int
    p50: float
    """In minutes."""
    p90: float


class UsualTimes:
    """Of each hall, found once a day: nothing that happens today changes what the days before were like."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[date, dict[str, UsualTime]]] = {}

    def of(self, reading: Reading) -> dict[str, UsualTime]:
        """By service; only of those that were served often enough to tell."""
        hall, today = reading.plan.slug, reading.today
        kept = self._found.get(hall)
        if kept is None or kept[0] != today:
            kept = self._found[hall] = (today, usual_times(reading, today - LOOK_BACK, today - timedelta(days=1)))
        return kept[1]


def usual_times(reading: Reading, first_day: date, last_day: date) -> dict[str, UsualTime]:
    """By service, over these local days, both included; without the times that are inaccurate."""
    taken: defaultdict[str, list[timedelta]] = defaultdict(list)
    for visit in visits(reading, first_day, last_day):
        if visit.service_time is not None:
            taken[visit.service].append(visit.service_time)
    return {
        service: UsualTime(service, len(times), *Exact(times).percentiles(0.5, 0.9))
        for service, times in taken.items()
        if len(times) >= FEWEST_VISITS
    }
