"""What an officer asks for beside the counter itself: who sits where, how long services usually take."""

from collections.abc import Mapping

from display_server import contract
from display_server.domain.counter import CounterState
from display_server.statistics.usual_times import UsualTime
from display_server.store.reading import Reading


def colleagues(reading: Reading) -> contract.Colleagues:
    """The officers at work, by counter."""
    return contract.Colleagues(
        officers=tuple(
            contract.Colleague(officer=each.officer, counter=each.number, state=each.state)
            for each in reading.counters.all.values()
            if each.state is not CounterState.CLOSED and each.officer
        )
    )


def usual_times(reading: Reading, number: int, found: Mapping[str, UsualTime]) -> contract.UsualTimes:
    """Those of the services that the counter takes."""
    taken = (found[slug] for slug in reading.plan.counter(number).takes if slug in found)
    return contract.UsualTimes(
        services=tuple(
            contract.UsualTime(
                service=each.service,
                visits=each.visits,
                usual_minutes=round(each.p50, 1),
                long_minutes=round(each.p90, 1),
            )
            for each in taken
        )
    )
