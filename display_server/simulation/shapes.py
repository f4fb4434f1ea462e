"""Derives the shape of real days from a file of tickets: `python -m display_server.simulation.shapes FILE`.

Prints the table that `day_shape.toml` keeps. Of the tickets themselves nothing is left in it.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from pathlib import Path
from statistics import fmean, quantiles

from display_server.estimates.tickets import Days, NoTicketFile, PastTicket, read_tickets
from display_server.simulation.day_shape import DayShape

HALF_HOUR = 30
PARTS = 16
"""Half hours of the eight that most offices are open."""
BEGINS_AT_ONE = 100
"""A queue whose first number seen is below this began at 1: whoever had the numbers before came by then."""
STRAY = 0.005
"""So few come after closing time that they do not move it."""
GAP = 0.1
"""A half hour with less than this of the day's average was not collected."""
FEWEST = 10
"""So many visits say something of a counter's pace."""
FEWEST_DAYS = 4
"""So many days say something of an office's mean day."""
SLOW_ENOUGH = 4.0
"""Minutes a visit: of quicker ones, stamps that are five minutes coarse tell little."""
SLOW = 6.0
"""Minutes a visit from which three within one look cannot all have been served."""
LOOK = 6.0
"""Minutes between two looks at a queue, at most."""
STEPS = 20
"""Of the service times' quantiles; days have half as many."""
ENDS = 200
"""The shortest and longest of so many stand for the ends: single ones would stretch them."""

Run = list[tuple[PastTicket, float]]
"""Who was called, and the minutes since the call before."""


def shape_of(days: Days) -> DayShape:
    """Of all offices of the file together."""
    runs = [run for tickets in days.values() for run in _runs(tickets)]
    return DayShape(
        arrivals=_shares(_arrivals(days)),
        service_times=_quantiles([took for run in runs for took in _against_mean(run)], STEPS),
        days=_quantiles(list(_against_mean_day(days)), STEPS // 2),
        passed_over=_passed_over(runs),
    )


def _shares(counts: Sequence[int]) -> tuple[float, ...]:
    return tuple(round(count / sum(counts), 4) for count in counts)


def _quantiles(values: Sequence[float], steps: int) -> tuple[float, ...]:
    """At equal steps, ends included, so that who draws between them gets a mean of 1."""
    if len(values) < FEWEST:
        raise NoTicketFile(f"Only {len(values)} visits or days say something of the shape: take a file of more days.")
    finer = quantiles(values, n=ENDS, method="inclusive")
    found = [finer[0], *(finer[ENDS // steps * nth - 1] for nth in range(1, steps)), finer[-1]]
    mean = fmean((low + high) / 2 for low, high in pairwise(found))
    return tuple(round(value / mean, 3) for value in found)


def _arrivals(days: Days) -> list[int]:
    """How many came in each part of the opening hours; days that were not collected throughout are left out."""
    parts = [0] * PARTS
    for tickets in days.values():
        opens, closes = _hours(tickets)
        halves = Counter(int(ticket.issued // HALF_HOUR) for ticket in tickets)
        average = len(tickets) * HALF_HOUR / (closes - opens)
        if any(halves[half] < GAP * average for half in range(opens // HALF_HOUR, closes // HALF_HOUR)):
            continue
        for ticket in tickets:
            parts[min(int((ticket.issued - opens) / (closes - opens) * PARTS), PARTS - 1)] += 1
        parts[0] += sum(_before_first_look(tickets))
    if not any(parts):
        raise NoTicketFile("On each of its days a half hour is missing: take a file of whole days.")
    return parts


def _hours(tickets: Sequence[PastTicket]) -> tuple[int, int]:
    """From the half hour of the first ticket until the end of that in which almost the last one was taken."""
    issued = sorted(ticket.issued for ticket in tickets)
    last = issued[ceil(len(issued) * (1 - STRAY)) - 1]
    return int(issued[0] // HALF_HOUR) * HALF_HOUR, int(last // HALF_HOUR + 1) * HALF_HOUR


def _before_first_look(tickets: Iterable[PastTicket]) -> Iterator[int]:
    for queue in _queues(tickets):
        first = min((int(ticket.number) for ticket in queue if ticket.number.isdigit()), default=1)
        if first < BEGINS_AT_ONE:
            yield max(first - 1, 0)


def _queues(tickets: Iterable[PastTicket]) -> list[list[PastTicket]]:
    """Each queue's tickets in the order of their numbers."""
    found: defaultdict[tuple[str, str], list[PastTicket]] = defaultdict(list)
    for ticket in tickets:
        found[ticket.of].append(ticket)
    return [sorted(queue, key=lambda ticket: (len(ticket.number), ticket.number)) for queue in found.values()]


def _runs(tickets: Sequence[PastTicket]) -> Iterator[Run]:
    """Of each queue the visits that one counter served without a pause, where there are enough of them.

    Then a visit lasts from one call to the next: whoever comes next was there already.
    """
    moments = _calls_apart(tickets)
    for queue in _queues(tickets):
        run = [
            (after, moments[after] - moments[before])
            for before, after in pairwise(queue)
            if _follows(before, after) and before.counters == after.counters == 1
            if before.called is not None and after.called is not None and after.issued < before.called
        ]
        if len(run) >= FEWEST and fmean(took for _, took in run) >= SLOW_ENOUGH:
            yield run


def _against_mean(run: Run) -> Iterator[float]:
    mean = fmean(took for _, took in run)
    return (took / mean for _, took in run)


def _follows(before: PastTicket, after: PastTicket) -> bool:
    return before.number.isdigit() and after.number.isdigit() and int(after.number) == int(before.number) + 1


def _calls_apart(tickets: Sequence[PastTicket]) -> dict[PastTicket, float]:
    """When each was called: calls that one look found together lie evenly in the time since the look before."""
    looks: defaultdict[str, set[float]] = defaultdict(set)
    for ticket in tickets:
        looks[ticket.office] |= {ticket.issued} | ({ticket.called} if ticket.called is not None else set())
    before = {office: dict(pairwise(sorted(seen, reverse=True))) for office, seen in looks.items()}
    apart = {}
    for queue in _queues(tickets):
        together: defaultdict[float, list[PastTicket]] = defaultdict(list)
        for ticket in queue:
            if ticket.called is not None:
                together[ticket.called].append(ticket)
        for called, those in together.items():
            since = max(before[those[0].office].get(called, called - LOOK), called - LOOK)
            for nth, ticket in enumerate(those):
                apart[ticket] = since + (called - since) * (nth + 0.5) / len(those)
    return apart


def _against_mean_day(days: Days) -> Iterator[float]:
    """Each office's days against the mean of them."""
    visitors: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for day, tickets in days.items():
        for ticket in tickets:
            visitors[ticket.office][day] += 1
    for of_office in visitors.values():
        if len(of_office) >= FEWEST_DAYS:
            yield from (count / fmean(of_office.values()) for count in of_office.values())


def _passed_over(runs: Iterable[Run]) -> float:
    """Which share was the third or later that a counter of long visits called within one look.

    Some of these were served quickly, so it is the most that no-shows can be: the tickets themselves do not tell them.
    """
    called = over = 0
    for run in runs:
        if fmean(took for _, took in run) >= SLOW:
            called += len(run)
            over += sum(max(together - 2, 0) for together in Counter(ticket.called for ticket, _ in run).values())
    return round(over / called, 3) if called else 0.0


def _toml(shape: DayShape) -> str:
    """The table as it is kept; whoever keeps it writes above it where it comes from."""
    return f"""# The share of a day's visitors that comes in each sixteenth of the opening hours.
arrivals = {_row(shape.arrivals)}

# Quantiles of service times against their mean, at steps of a twentieth.
service_times = {_row(shape.service_times)}

# Deciles of a day's visitors against the mean day of the office.
days = {_row(shape.days)}

# At most this share of those called did not come.
passed_over = {shape.passed_over}
"""


def _row(values: Sequence[float]) -> str:
    rows = (", ".join(map(str, values[at : at + 8])) for at in range(0, len(values), 8))
    return "[\n" + "".join(f"    {row},\n" for row in rows) + "]"


if __name__ == "__main__":
    try:
        print(_toml(shape_of(read_tickets(Path(sys.argv[1])))), end="")
    except NoTicketFile as refusal:
        sys.exit(str(refusal))
    except IndexError:
        sys.exit("Name a ticket CSV, plain or .gz: python -m display_server.simulation.shapes FILE")
