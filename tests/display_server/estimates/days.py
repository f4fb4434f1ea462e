"""Days of tickets to learn from and to promise: made by a small queue of one or two counters, and a pinch of chance."""

from datetime import date, timedelta
from random import Random

from display_server.estimates.tickets import Days, PastTicket, by_day

MONDAY = date(2026, 3, 2)


def a_ticket(
    issued: float,
    called: float | None = None,
    ahead: int = 0,
    queue: str = "land",
    counters: int = 1,
    day: date = MONDAY,
    office: str = "hall",
) -> PastTicket:
    return PastTicket(office, queue, day, "1", issued, called, ahead, counters)


def a_queue(
    day: date = MONDAY, *, seed: int = 1, service: float = 10, visitors: int = 40, queue: str = "land"
) -> list[PastTicket]:
    """One counter that takes about `service` minutes each, from eight o'clock on, and is busy for 85 % of the day."""
    random = Random(seed)
    free, issued, calls, tickets = 480.0, 480.0, list[float](), list[PastTicket]()
    for _ in range(visitors):
        issued = float(round(issued + random.expovariate(0.85 / service)))
        called = max(issued, free)
        tickets.append(a_ticket(issued, called, sum(each > issued for each in calls), queue, day=day))
        calls.append(called)
        free = float(round(called + random.uniform(0.5, 1.5) * service))
    return tickets


def some_days(many: int, **kind: float) -> Days:
    return by_day(
        ticket
        for each in range(many)
        for queue in ("land", "civil")
        for ticket in a_queue(MONDAY + timedelta(days=each), seed=hash((each, queue == "land")), queue=queue, **kind)  # type: ignore[arg-type]
    )
