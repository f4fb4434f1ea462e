"""One estimate of a wait: what is known put into numbers, and trees read in plain Python. And the night's training."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from display_server.estimates.course import Course
from display_server.estimates.estimator import Estimator, Today
from display_server.estimates.growers import grower
from display_server.estimates.observed import Moment, as_it_happened
from display_server.estimates.scores import Estimate
from display_server.estimates.tickets import read_tickets
from display_server.estimates.training import train
from display_server.hall_file.reading import read_hall_file
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls
from display_server.store.queries.estimates import EstimateQueries, declared_minutes
from display_server.use_cases.counter import open_counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.views.visitor import ticket
from tests.bench.hall import bench_folder
from tests.bench.issuing import SERVICES
from tests.bench.table import ms, ratio, show
from tests.display_server.estimates.days import some_days
from tests.halls import do
from tests.running_server import HALL, always_open_hall

WARSAW = Path(__file__).parents[1] / "journeys" / "warsaw" / "praga_poludnie.csv.gz"
PAST_DAYS = 30
ROUNDS, TICKETS = 7, 150


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
    _show_tickets(estimator)
    show(
        f"Training on {sum(map(len, past.values())):,} tickets of {PAST_DAYS} days, s",
        tuple(trained),
        [tuple(f"{seconds:.1f}" for seconds in trained.values())],
    )


def _show_tickets(learnt: Estimator) -> None:
    """What the estimate adds to a ticket: issued, committed, shown to its holder, in this process."""
    with bench_folder() as folder, ExitStack() as halls:
        ways = {
            "nobody estimates": _Way(halls.enter_context(_hall(folder, "none")), NOBODY),
            "declared minutes": _Way(halls.enter_context(_hall(folder, "declared")), {}),
            "learnt trees": _Way(halls.enter_context(_hall(folder, "learnt")), {"_begun": _begins_with(learnt)}),
        }
        for _ in range(ROUNDS):
            for way in ways.values():
                way.issue()
    baseline = median(ways["nobody estimates"].seconds)
    show(
        f"A ticket issued, committed and shown, in process; medians of {ROUNDS} rounds of {TICKETS}",
        ["", "processor ms", "ratio"],
        [[name, ms(median(way.seconds)), ratio(median(way.seconds), baseline)] for name, way in ways.items()],
    )


@dataclass
class _Way:
    """A hall in which waits are told in one way."""

    hall: Hall
    instead: Mapping[str, Any]
    """Of what `EstimateQueries` does."""
    seconds: list[float] = field(default_factory=list)
    """Of a processor for each ticket, a round each."""

    def issue(self) -> None:
        with ExitStack() as patches:
            for name, does in self.instead.items():
                patches.enter_context(patch.object(EstimateQueries, name, does))
            began = time.process_time()
            for nth in range(TICKETS):
                with self.hall.change("bench") as change:
                    issued = issue_ticket(change, TicketRequest(SERVICES[nth % len(SERVICES)]))
                    ticket(change, issued, "http://hall")
            self.seconds.append((time.process_time() - began) / TICKETS)


@contextmanager
def _hall(folder: Path, name: str) -> Iterator[Hall]:
    plan = read_hall_file(always_open_hall(folder))
    engine = open_database(f"sqlite:///{folder / name}.db")
    halls = Halls(engine)
    halls.load(plan, actor="bench")
    for counter in plan.counters:
        do(halls[plan.slug], open_counter, counter.number, f"officer {counter.number}")
    yield halls[plan.slug]
    engine.dispose()


def _begins_with(learnt: Estimator) -> Callable[[EstimateQueries], Course]:
    def begun(queries: EstimateQueries) -> Course:
        history = replace(learnt.history, declared_for=declared_minutes(queries.moment.plan))
        return Course.begun(HALL, queries.moment.today, replace(learnt, history=history))

    return begun


def _fixed(_self: EstimateQueries, _service: str, _ahead: int) -> Estimate:
    return Estimate(10.0, 5, 15)


def _nothing(_self: EstimateQueries, _of: object) -> None:
    return None


NOBODY: Mapping[str, Any] = {"of": _fixed, "told": _nothing, "happened": _nothing}
