"""The hall at this moment, a ticket's history, and why one was called before the other."""

from collections import Counter as Tally
from datetime import date, datetime, timedelta

from display_server import contract
from display_server.domain.device import Device
from display_server.domain.events import ActionUndone
from display_server.domain.hall_plan import HallPlan, Service
from display_server.domain.refusals import NotFound
from display_server.domain.stops import StopTimes, stops_of
from display_server.domain.ticket import Paper, State, Ticket, TicketId
from display_server.domain.why import Because
from display_server.statistics.queries import tally_of
from display_server.store.journal import recorded_event_from_row
from display_server.store.reading import Reading
from display_server.use_cases.fairness import why_before
from display_server.views import announcements
from display_server.views.alerts import alerts, not_sent
from display_server.views.board import displays
from display_server.views.playlist import playlist
from display_server.views.visit_story import in_words
from display_server.views.visitor import for_staff, ticket
from display_server.views.waits import minutes, next_wait, tenths
from display_server.words import LANGUAGES, say


def hall_now(reading: Reading, departments: tuple[str, ...] = ()) -> contract.HallNow:
    """The hall at this moment, for managers; for supervisors, these departments with their counters and visitors.

    Raises NotFound for a department that the hall has not.
    """
    plan, held = reading.plan, reading.counters.tickets()
    of = frozenset(departments)
    if unknown := of.difference(entry.slug for entry in plan.departments):
        raise NotFound("This hall has no department %(department)s.", department=min(unknown))
    if of:  # the machines at the entrance are everybody's
        tally = going_on = tally_of(reading, of)
        devices, papers = [], dict[Paper, int]()
    else:
        tally, going_on = reading.tickets.tally(), reading.queues.going_on()
        devices, papers = list(reading.devices.all()), reading.tickets.papers()
    telling = None if of else reading.dossiers.telling()
    return contract.HallNow(
        hall=plan.slug,
        hall_name=dict(plan.name),
        timezone=str(plan.timezone),
        at=reading.now,
        open=reading.is_open,
        issued=sum(tally.values()),
        waiting=going_on.get(State.WAITING, 0),
        called=going_on.get(State.CALLED, 0),
        serving=going_on.get(State.SERVING, 0),
        parked=going_on.get(State.PARKED, 0),
        served=tally.get(State.SERVED, 0),
        no_shows=tally.get(State.NO_SHOW, 0),
        cancelled=tally.get(State.CANCELLED, 0),
        counters=tuple(
            contract.CounterNow(
                number=counter.number,
                zone=counter.zone,
                state=counter.state,
                officer=counter.officer,
                pause_reason=counter.pause_reason,
                serving=held[counter.number].number if counter.number in held else None,
                since=_since(held.get(counter.number), counter.since),
                back_at=counter.back_at,
                help_wanted_at=counter.help_wanted_at,
                helper=counter.helper,
                takes=plan.counter(counter.number).takes,
                given=_given(reading, counter.number),
                officer_called_at=counter.officer_called_at,
                officer_called_by=counter.officer_called_by,
                officer_call=counter.officer_call,
            )
            for counter in reading.counters.all.values()
            if not of or of & plan.departments_at(counter.number)
        ),
        services=tuple(
            _service_now(reading, each) for each in plan.services if not of or plan.department_of(each.slug).slug in of
        ),
        devices=tuple(_device(each, plan) for each in devices),
        displays=() if of else displays(reading),
        playlist=() if of else playlist(reading),
        languages=plan.languages,
        speaks=plan.voice.speaks and not of,
        announcements=announcements.queue(reading) if not of else (),
        not_printed=papers.get(Paper.FAILED, 0),
        messages_not_sent=0 if of else reading.reminders.unsent(),
        reports_not_sent=() if of else _unsent(reading),
        not_collected=papers.get(Paper.NOT_COLLECTED, 0),
        one_stop_failing_since=telling.failing_since if telling else None,
        one_stop_fault=telling.fault if telling else None,
        one_stop_refused=telling.refused_today if telling else 0,
        alerts=alerts(reading, of),
        alerts_not_sent=() if of else not_sent(reading),
        last_hour=_last_hour(reading, of),
    )


def _given(reading: Reading, number: int) -> tuple[contract.GivenNow, ...]:
    takes = reading.plan.counter(number).given
    return tuple(
        contract.GivenNow(
            service=each.service,
            name=dict(reading.plan.service(each.service).name),
            until=each.until,
            given_by=each.given_by,
        )
        for each in reading.counters.given
        if each.counter == number and each.service in takes
    )


FIVE_MINUTES = timedelta(minutes=5)
IN_AN_HOUR = 12


def _last_hour(reading: Reading, departments: frozenset[str]) -> tuple[contract.FiveMinutes, ...]:
    """By five minutes of the clock, which every zone's hours are made of."""
    into_them = timedelta(minutes=reading.now.minute % 5, seconds=reading.now.second)
    last = reading.now.replace(microsecond=0) - into_them
    first = last - (IN_AN_HOUR - 1) * FIVE_MINUTES
    happened = Tally(
        (was_call, (at - first) // FIVE_MINUTES)
        for was_call, service, at in reading.journal.arrivals_and_calls(first)
        if not departments or reading.plan.department_of(service).slug in departments
    )
    return tuple(
        contract.FiveMinutes(at=first + nth * FIVE_MINUTES, arrived=happened[False, nth], called=happened[True, nth])
        for nth in range(IN_AN_HOUR)
    )


def _unsent(reading: Reading) -> tuple[contract.ReportNotSent, ...]:
    return tuple(
        contract.ReportNotSent(report=report, first_day=first, fault=fault)
        for report, first, fault in reading.reports.unsent()
    )


def _device(of: Device, plan: HallPlan) -> contract.DeviceNow:
    place = plan.kiosks.get(of.name)
    return contract.DeviceNow(
        name=of.name,
        place=dict(place) if place else None,
        condition=of.condition,
        heard_at=of.heard_at,
        tickets_left=of.health.tickets_left,
        not_handed_in=of.health.not_handed_in,
        last_print_at=of.health.last_print_at,
        screen=of.health.screen,
        version=of.health.version,
        help_wanted_at=of.help_wanted_at,
        help_until=of.help_until,
    )


def _since(held: Ticket | None, counter_since: datetime | None) -> datetime | None:
    return (held.started_at or held.called_at) if held else counter_since


def _service_now(reading: Reading, service: Service) -> contract.ServiceNow:
    oldest = reading.queues.oldest.get(service.slug)
    return contract.ServiceNow(
        service=service.slug,
        name=dict(service.name),
        department_name=dict(reading.plan.department_of(service.slug).name),
        waiting=reading.queues.lengths.get(service.slug, 0),
        oldest_issued_at=oldest.issued_at if oldest else None,
        counters_serving=reading.counters.serving(service.slug),
        target_wait_minutes=minutes(service.target_wait),
        wait=next_wait(reading, service.slug),
        longest_since=oldest.queued_at if oldest else None,
        stopped=reading.alerts.stopped.get(service.slug),
    )


def history(reading: Reading, ticket_id: TicketId, base_url: str) -> contract.History:
    """Every event of one ticket. Raises NotFound where the hall has no such ticket."""
    of = reading.tickets.with_id(ticket_id)
    rows = reading.journal.rows_of(ticket_id)
    story = [recorded_event_from_row(row) for row in rows]
    undone = {each.event.undone for each in story if isinstance(each.event, ActionUndone)}
    entries = (
        contract.JournalEntry(
            seq=row.seq,
            at=row.at,
            event=row.event,
            actor=row.actor,
            counter=row.counter,
            facts=row.facts,
            words=in_words(recorded.event, reading.plan),
            undone=row.seq in undone,
        )
        for row, recorded in zip(rows, story, strict=True)
    )
    stops = stops_of(story)
    return contract.History(
        ticket=for_staff(ticket(reading, of, base_url)),
        events=tuple(entries),
        stops=tuple(_stop(reading.plan, each) for each in stops),
        total_minutes=tenths(of.ended_at - of.issued_at) if of.ended_at else None,
    )


def _stop(plan: HallPlan, of: StopTimes) -> contract.Stop:
    return contract.Stop(
        service=of.service,
        name=dict(plan.service(of.service).name),
        counter=of.counter,
        queued_at=of.queued_at,
        called_at=of.called_at,
        ended_at=of.ended_at,
        wait_minutes=tenths(of.wait) if of.wait is not None else None,
        service_minutes=tenths(of.served),
        inaccurate=of.inaccurate,
    )


def why(reading: Reading, first: str, second: str, day: date | None, service: str | None = None) -> contract.Why:
    """Which of two numbers was called first, and why."""
    earlier, because = why_before(reading, first, second, day, service)
    return contract.Why(
        first=first,
        second=second,
        earlier=earlier,
        because={language: told(because, language, reading.plan) for language in LANGUAGES},
    )


def told(because: Because, language: str, plan: HallPlan) -> str:
    """The explanation in one language; times by the hall's own clock."""
    facts = {name: _fact(fact, language, plan) for name, fact in because.facts.items()}
    return say(language, because.sentence, **facts)


def _fact(fact: object, language: str, plan: HallPlan) -> object:
    match fact:
        case Because():
            return told(fact, language, plan)
        case datetime():
            return f"{plan.local(fact):%H:%M}"
        case dict():
            return fact.get(language) or next(iter(fact.values()))
        case _:
            return fact
