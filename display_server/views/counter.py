"""A counter as its officer sees it."""

from collections.abc import Sequence

from display_server import contract
from display_server.domain.counter import Counter, CounterState
from display_server.domain.dispatch import dealt
from display_server.domain.no_show import calls_of, patience
from display_server.domain.stops import stop_at, stops_of
from display_server.domain.story import RecordedEvent, note_of
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
    lent = {each.service: each.until for each in reading.counters.given if each.counter == number}
    given = {slug: lent[slug] for slug in plan.counter(number).given}
    services = [each for each in taken if not each.retired or reading.queues.lengths.get(each.slug)]
    current = reading.counters.ticket_at(number)
    story = reading.journal.recorded_events(current.id) if current else []
    waiting = reading.queues.first(slugs, DESK_WAITING)
    last_deed = reading.journal.last_deed_at(number)
    until = undo_until(last_deed, plan.rules)
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
                helps=each.slug in plan.counter(number).helps and each.slug not in given,
                given=each.slug in given,
                given_until=given.get(each.slug),
            )
            for each in services
        ),
        priority_classes=priority_classes(plan),
        waiting_count=sum(reading.queues.lengths.get(slug, 0) for slug in slugs),
        waiting=tuple(map(_waiting, waiting)),
        parked=tuple(_waiting(each) for each in reading.queues.parked(slugs)),
        served_today=reading.counters.served_at(number),
        at=reading.now,
        back_at=counter.back_at,
        no_show=_no_show(reading, current, story) if current and current.state is State.CALLED else None,
        outcome=plan.rules.outcome,
        dossiers=dossiers.asking(plan, current) if current else None,
        undo_until=until,
        announcement=next(
            (each for each in announcements.queue(reading) if each.counter == number and current is not None), None
        ),
        missed=tuple(_waiting(each) for each in reading.queues.missed(slugs, DESK_MISSED)),
        note=_note(story),
        inaccurate=bool(story) and stops_of(story)[-1].inaccurate,
        last=_last(reading, number, current),
        help=_help(counter),
        officer_call=_officer_call(counter),
        call_after_finish=plan.rules.call_after_finish,
        go_on_alone=plan.rules.go_on_alone,
        alone=_alone(reading, number, waiting) if counter.state is not CounterState.CLOSED else (),
        undoes=type(last_deed.event).__name__ if last_deed is not None and until is not None else None,
    )


def _note(story: list[RecordedEvent]) -> contract.DeskNote | None:
    note = note_of(story)
    if note is None:
        return None
    return contract.DeskNote(text=note.note, officer=note.officer, counter=note.counter, at=note.at)


def _last(reading: Reading, number: int, current: Ticket | None) -> contract.LastVisit | None:
    """None while the same visitor is back at the counter."""
    end = reading.journal.last_end_at(number)
    if end is None or (current is not None and current.id == end.event.ticket):
        return None
    story = reading.journal.recorded_events(end.event.ticket)
    stop = stops_of(story)[stop_at(story, end.seq) - 1]
    ended = reading.tickets.with_id(end.event.ticket)
    return contract.LastVisit(ticket=ended.id, number=ended.number, inaccurate=stop.inaccurate)


def _help(counter: Counter) -> contract.CounterHelp | None:
    if counter.help_wanted_at is None:
        return None
    return contract.CounterHelp(wanted_at=counter.help_wanted_at, helper=counter.helper)


def _officer_call(counter: Counter) -> contract.OfficerCall | None:
    if counter.officer_called_at is None:
        return None
    return contract.OfficerCall(
        at=counter.officer_called_at, by=counter.officer_called_by or "", text=counter.officer_call or ""
    )


def _alone(reading: Reading, number: int, waiting: Sequence[Ticket]) -> tuple[int, ...]:
    """Whom the counter calls if the server goes away now."""
    if not reading.plan.rules.go_on_alone:
        return ()
    open_counters = {
        service: [
            each.number
            for each in reading.plan.counters_for(service)
            if each.number == number or reading.counters.numbered(each.number).state is CounterState.OPEN
        ]
        for service in {ticket.service for ticket in waiting}
    }
    return tuple(ticket.id for ticket in dealt(waiting, open_counters, number, reading.now))


def _no_show(reading: Reading, called: Ticket, story: list[RecordedEvent]) -> contract.NoShowRule:
    rules = reading.plan.rules
    owed = patience(calls_of(story), rules)
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
        for_officer=of.for_officer,
        counter=of.counter,
        park_reason=of.park_reason,
        back_at=of.back_at,
        postponed_until=of.not_before,
        missed_at=of.ended_at,
        queued_at=of.queued_at,
    )
