"""How it is in the hall, for anybody: what the kiosk offers, without what only a kiosk needs; and for FIWARE."""

from collections.abc import Mapping

from display_server import contract
from display_server.domain.quiet_hours import QuietHour
from display_server.store.reading import Reading
from display_server.views.kiosk import catalogue
from display_server.views.quiet import quiet_time


def status(reading: Reading, quiet: Mapping[str, tuple[QuietHour, ...]]) -> contract.HallStatus:
    """Every service with its queue; `quiet`: the hours to come in which each was quiet."""
    offered = catalogue(reading)
    services = tuple(
        contract.ServiceStatus(
            service=each.slug,
            name=each.name,
            department=department.slug,
            department_name=department.name,
            open=each.open,
            why_closed=each.why_closed,
            waiting=each.people_ahead,
            counters_serving=each.counters_serving,
            wait=each.wait,
            quiet_hours=tuple(map(quiet_time, quiet.get(each.slug, ()))),
        )
        for department in offered.departments
        for each in department.services
    )
    return contract.HallStatus(
        hall=offered.hall,
        name=offered.name,
        timezone=offered.timezone,
        languages=offered.languages,
        hotline=offered.hotline,
        open=offered.open,
        why_closed=offered.why_closed,
        waiting=sum(each.waiting for each in services),
        updated_at=offered.at,
        services=services,
    )


def queue_monitors(reading: Reading, language: str) -> tuple[contract.QueueMonitor, ...]:
    """The same queues as Smart Data Models' QueueMonitor entities, their names in one language."""
    now = status(reading, {})
    issued, called = reading.tickets.last_issued(), reading.tickets.last_called()
    return tuple(_monitor(reading, now, each, issued, called, language) for each in now.services)


def _monitor(
    reading: Reading,
    hall: contract.HallStatus,
    service: contract.ServiceStatus,
    issued: Mapping[str, tuple[str, int]],
    called: Mapping[str, tuple[str, int]],
    language: str,
) -> contract.QueueMonitor:
    last, served = issued.get(service.service), called.get(service.service)
    return contract.QueueMonitor(
        id=f"urn:ngsi-ld:QueueMonitor:{hall.hall}:{service.service}",
        date_modified=hall.updated_at,
        local_id=f"{hall.hall}/{service.service}",
        office_name=hall.name.get(language) or next(iter(hall.name.values())),
        service_name=service.name.get(language) or next(iter(service.name.values())),
        service_id=service.service,
        # Full for today in an open hall is what the model calls suspended.
        service_status="Open" if service.open else "Suspended" if hall.open else "Closed",
        service_status_note=service.why_closed.get(language) if service.why_closed else None,
        queue_line=reading.plan.service(service.service).prefix,
        last_ticket_issued=last[1] if last else None,
        last_ticket_issued_label=last[0] if last else None,
        ticket_served=served[1] if served else None,
        ticket_served_label=served[0] if served else None,
        tickets_to_serve=service.waiting,
    )
