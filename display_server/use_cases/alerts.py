"""Finds what somebody should look at, tells when it begins and ends, and notes who has seen it."""

from collections.abc import Iterator
from datetime import datetime

from display_server.domain.alerts import (
    OF_COUNTERS,
    OF_KIOSKS,
    OF_SCREENS,
    OF_SERVICES,
    Alert,
    AlertKind,
    FreeCounter,
    HallMoment,
    Machine,
    Queue,
    StandingAlert,
    alerts,
    news,
)
from display_server.domain.counter import Counter, CounterState
from display_server.domain.events import AlertAcknowledged, AlertBegun, AlertEnded, AlertEvent
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import Forbidden, NotAllowed
from display_server.domain.ticket import Paper
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.store.reading import Reading
from display_server.use_cases.day import CLOCK


def watch_over(hall: Hall, machine: Machine) -> None:
    """Tells what has become an alert since, and what is one no more. Looks first, so that nothing is locked for it."""
    with hall.reading() as reading:
        is_news = any(_news(reading, machine))
    if is_news:
        with hall.change(CLOCK) as change:
            begun, ended = _news(change, machine)
            for alert in ended:
                change.drop_alert(alert)
                change.record(_told(AlertEnded, change, alert))
            for alert in begun:
                change.save_alert(StandingAlert(alert))
                change.record(_told(AlertBegun, change, alert))


def _news(reading: Reading, machine: Machine) -> tuple[tuple[Alert, ...], tuple[Alert, ...]]:
    standing = reading.alerts.standing
    return news(alerts(_moment(reading, machine), reading.plan.alerts), standing)


def _moment(reading: Reading, machine: Machine) -> HallMoment:
    lengths, oldest = reading.queues.lengths, reading.queues.oldest
    return HallMoment(
        now=reading.now,
        machine=machine,
        is_open=reading.is_open,
        lasting=frozenset(each.alert.key for each in reading.alerts.standing),
        queues=tuple(
            Queue(service, waiting, oldest[service].queued_at, reading.plan.service(service).target_wait)
            for service, waiting in lengths.items()
        ),
        free_counters=tuple(_free(reading)),
        opened_at=_opened_at(reading),
        kiosks=tuple(reading.devices.all()),
        screens=tuple(reading.devices.screens_of_today()),
        slips_not_printed=reading.tickets.papers().get(Paper.FAILED, 0),
        messages_not_sent=reading.reminders.unsent(),
    )


def _opened_at(reading: Reading) -> datetime | None:
    spans = reading.plan.calendar.spans(reading.today)
    return next((start for start, end in spans if start <= reading.now < end), None)


def _free(reading: Reading) -> Iterator[FreeCounter]:
    """Those that could have called somebody since then, and have not."""
    if not reading.queues.lengths:
        return
    held = reading.counters.tickets()
    for counter in reading.counters.all.values():
        is_free = counter.state is CounterState.OPEN and counter.number not in held
        if is_free and (found := _free_since(reading, counter)) is not None:
            yield found


def _free_since(reading: Reading, counter: Counter) -> FreeCounter | None:
    waiting = [
        max(ticket.queued_at or ticket.issued_at, ticket.not_before or ticket.issued_at)
        for service in _own(reading, counter.number)
        for ticket in reading.queues.callable.get(service, ())
    ]
    if not waiting or counter.since is None:
        return None
    last = reading.journal.last_deed_at(counter.number)
    return FreeCounter(counter.number, max(counter.since, min(waiting), last.event.at if last else counter.since))


def _own(reading: Reading, number: int) -> tuple[str, ...]:
    """Its own services, and those that it is given for a while."""
    planned = reading.plan.counter(number)
    return (*planned.services, *planned.given)


def _told(kind: type[AlertEvent], change: Change, alert: Alert) -> AlertEvent:
    if alert.kind in OF_KIOSKS | OF_SCREENS:
        return kind(at=change.now, kind=alert.kind, device=alert.place, since=alert.since)
    return kind(at=change.now, kind=alert.kind, place=alert.place, since=alert.since)


def concerns(plan: HallPlan, alert: Alert, departments: frozenset[str]) -> bool:
    """Whether it is of these departments: what is of the whole hall, or of a kiosk, is none's alone."""
    if alert.kind in OF_SERVICES:
        return plan.department_of(alert.place).slug in departments
    return alert.kind in OF_COUNTERS and bool(departments & plan.departments_at(int(alert.place)))


def acknowledge(change: Change, kind: AlertKind, place: str, by: str, limited_to: frozenset[str] | None) -> None:
    """Says by name that somebody looks after it: it is quiet as long as it lasts. Who was the first stays.

    Raises NotAllowed where it has ended, Forbidden where it is of other departments.
    """
    standing = next((each for each in change.alerts.standing if each.alert.key == (kind, place)), None)
    if standing is None:
        raise NotAllowed("This alert has ended already.")
    if limited_to is not None and not concerns(change.plan, standing.alert, limited_to):
        raise Forbidden("This sign-in is for these departments only: %(own)s.", own=", ".join(sorted(limited_to)))
    if standing.acknowledged_by is None:
        change.save_alert(StandingAlert(standing.alert, by, change.now))
        change.record(_told(AlertAcknowledged, change, standing.alert))
