"""The way of a visit with several stops, as its citizen walks it: 1 documents → 2 fee → 3 result."""

from display_server import contract
from display_server.domain.number_ranges import number_ranges
from display_server.domain.stops import stops_of
from display_server.domain.ticket import Ticket
from display_server.store.reading import Reading


def route(reading: Reading, of: Ticket) -> tuple[contract.RouteStop, ...]:
    """Every stop of the visit in order, those that are over too; none where there is but one."""
    if of.stop == 1 and not of.next_stops:
        return ()
    done = stops_of(reading.journal.recorded_events(of.id))[: of.stop - 1] if of.stop > 1 else []
    here = _stop(reading, of.service, contract.StopState.HERE, of.counter or of.for_counter)
    return (
        *(_stop(reading, stop.service, contract.StopState.DONE, stop.counter) for stop in done),
        here,
        *(_stop(reading, slug, contract.StopState.AHEAD, None) for slug in of.next_stops),
    )


def _stop(reading: Reading, service: str, state: contract.StopState, counter: int | None) -> contract.RouteStop:
    plan = reading.plan
    zone = plan.zone(plan.department_of(service).zone)
    counters = [counter] if counter else [each.number for each in plan.counters_for(service)]
    return contract.RouteStop(
        service=service,
        name=dict(plan.service(service).name),
        state=state,
        zone_name=dict(zone.name),
        counters=number_ranges(counters),
    )
