"""A counter as its officer sees it."""

from display_server import contract
from display_server.domain.no_show import calls_of, patience
from display_server.domain.ticket import State, Ticket
from display_server.domain.undoing import undo_until
from display_server.store.reading import Reading
from display_server.views import announcements, dossiers
from display_server.views.kiosk import priority_classes
from display_server.views.visitor import for_staff, ticket
from display_server.views.waits import minutes

DESK_WAITING = 30
DESK_MISSED = 6


def desk(reading: Reading, number: int, base_url: str) -> contract.Desk:
    """A counter as its officer sees it."""
    plan, counter = reading.plan, reading.counters.numbered(number)
    slugs = plan.counter(number).takes
    taken = (plan.service(slug) for slug in slugs)
    services = [each for each in taken if not each.retired or reading.queues.lengths.get(each.slug)]
    current = reading.counters.ticket_at(number)
    return contract.Desk(
        hall=plan.slug,
        hall_name=dict(plan.name),
        timezone=str(plan.timezone),
        counter=number,
        zone=counter.zone,
        zone_name=dict(plan.zone(counter.zone).name),
        state=counter.state,
        officer=counter.officer,
        pause_reason=counter.pause_reason,
        current=for_staff(ticket(reading, current, base_url)) if current else None,
        services=tuple(
            contract.DeskService(
                service=each.slug,
                name=dict(each.name),
                waiting=reading.queues.lengths.get(each.slug, 0),
                expected_minutes=minutes(each.expected),
                helps=each.slug not in plan.counter(number).services,
            )
            for each in services
        ),
        priority_classes=priority_classes(plan),
        waiting_count=sum(reading.queues.lengths.get(slug, 0) for slug in slugs),
        waiting=tuple(_waiting(each) for each in reading.queues.first(slugs, DESK_WAITING)),
        parked=tuple(_waiting(each) for each in reading.queues.parked(slugs)),
        served_today=reading.counters.served_at(number),
        at=reading.now,
        back_at=counter.back_at,
        no_show=_no_show(reading, current) if current and current.state is State.CALLED else None,
        outcome=plan.rules.outcome,
        dossiers=dossiers.asking(plan, current) if current else None,
        undo_until=undo_until(reading.journal.last_deed_at(number), plan.rules),
        announcement=next(
            (each for each in announcements.queue(reading) if each.counter == number and current is not None), None
        ),
        missed=tuple(_waiting(each) for each in reading.queues.missed(slugs, DESK_MISSED)),
    )


def _no_show(reading: Reading, called: Ticket) -> contract.NoShowRule:
    rules = reading.plan.rules
    owed = patience(calls_of(reading.journal.recorded_events(called.id)), rules)
    automatic_at = called.called_at + rules.no_show_after if called.called_at and rules.no_show_after else None
    return contract.NoShowRule(
        recalls_missing=owed.recalls_missing, allowed_at=owed.allowed_at, automatic_at=automatic_at
    )


def _waiting(of: Ticket) -> contract.WaitingEntry:
    return contract.WaitingEntry(
        ticket=of.id,
        number=of.number,
        service=of.service,
        priority_class=of.priority_class,
        issued_at=of.issued_at,
        rank=of.rank,
        for_counter=of.for_counter,
        counter=of.counter,
        park_reason=of.park_reason,
        back_at=of.back_at,
        postponed_until=of.not_before,
        missed_at=of.ended_at,
        queued_at=of.queued_at,
    )
