"""One estimate of a wait: what is known put into numbers, and trees read in plain Python. And the night's training."""

import time
from pathlib import Path
from statistics import median

from display_server.estimates.estimator import Today
from display_server.estimates.growers import grower
from display_server.estimates.observed import Moment, as_it_happened
from display_server.estimates.tickets import read_tickets
from display_server.estimates.training import train
from tests.bench.table import show
from tests.display_server.estimates.days import some_days

WARSAW = Path(__file__).parents[1] / "journeys" / "warsaw" / "praga_poludnie.csv.gz"
PAST_DAYS = 30


def measure() -> None:
    past = some_days(PAST_DAYS)
    trained = {}
    for by in (grower("lightgbm"), grower("numpy")):
        began = time.perf_counter()
        estimator = train(past, 10, by=by)
        trained[by.name] = time.perf_counter() - began
    tickets = [ticket for day in read_tickets(WARSAW).values() for ticket in day]
    today, took = Today(), []
    for happened in as_it_happened(tickets, estimator.history):
        if isinstance(happened, Moment):
            began = time.perf_counter()
            today.promise(happened.ticket.office, happened.ticket.ahead, estimator.logs(happened.ticket, happened.day))
            took.append(1000 * (time.perf_counter() - began))
    took.sort()
    show(
        f"An estimate, ms, over {len(took):,} tickets of a real day (aim: 1 ms)",
        ("p50", "p95", "longest"),
        [(f"{median(took):.3f}", f"{took[len(took) * 95 // 100]:.3f}", f"{took[-1]:.3f}")],
    )
    show(
        f"Training on {sum(map(len, past.values())):,} tickets of {PAST_DAYS} days, s",
        tuple(trained),
        [tuple(f"{seconds:.1f}" for seconds in trained.values())],
    )
