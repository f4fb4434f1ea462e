"""One of several halls for whoever answers for all of them."""

from display_server import contract
from display_server.domain.counter import CounterState
from display_server.domain.device import Condition
from display_server.store.reading import Reading
from display_server.views.manager import hall_now

WELL = (Condition.WELL, Condition.PAPER_NEAR_END)


def hall_overview(reading: Reading, days: contract.Statistics) -> contract.HallOverview:
    """The hall at this moment, as its own manager sees it, and what these days came to."""
    now = hall_now(reading)
    began = [each.longest_since for each in now.services if each.longest_since is not None]
    return contract.HallOverview(
        hall=now.hall,
        name=now.hall_name,
        at=now.at,
        open=now.open,
        waiting=now.waiting,
        longest_since=min(began, default=None),
        counters_open=sum(counter.state is CounterState.OPEN for counter in now.counters),
        counters=len(now.counters),
        kiosks_unwell=sum(device.condition not in WELL for device in now.devices),
        served_today=now.served,
        waits=days.total.waits,
        ratings=days.total.ratings,
        served=days.total.served,
    )
