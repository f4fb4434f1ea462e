"""One of several halls for whoever answers for all of them."""

from display_server import contract
from display_server.statistics.all_halls import DaysOfHall
from display_server.store.all_halls import NowInHall, OneOfHalls


def hall_overview(hall: OneOfHalls, now: NowInHall, days: DaysOfHall) -> contract.HallOverview:
    """The hall at this moment, as its own manager sees it, and what some days came to."""
    return contract.HallOverview(
        hall=hall.slug,
        name=dict(hall.plan.name),
        at=hall.now,
        open=hall.plan.calendar.is_open(hall.now),
        waiting=now.waiting,
        longest_since=now.longest_since,
        counters_open=now.counters_open,
        counters=now.counters,
        kiosks_unwell=now.kiosks_unwell,
        served_today=now.served_today,
        waits=days.waits,
        ratings=days.ratings,
        served=days.served,
    )
