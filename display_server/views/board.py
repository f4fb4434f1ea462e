"""What a hall display shows."""

from datetime import timedelta

from display_server import contract
from display_server.domain.counter import Counter, CounterState
from display_server.domain.hall_plan import HallPlan, Service
from display_server.domain.playlist import ItemKind, PlaylistItem, Span, coming, what_shows
from display_server.domain.ticket import State, Ticket
from display_server.store.reading import Reading
from display_server.use_cases.displays import displays as displays_of, get_ready
from display_server.views import announcements
from display_server.views.playlist import media_url
from display_server.views.waits import next_wait

BOARD_CALLS = 20
USUAL_PATIENCE = timedelta(minutes=2)
"""How long a visitor is waited for where the hall has no rule."""


def board(reading: Reading, zone: str | None) -> contract.Board:
    """What a hall display shows, of one zone or of all."""
    plan = reading.plan
    zone_name = dict(plan.zone(zone).name) if zone else None
    counters = [counter.number for counter in plan.counters if counter.zone == zone] if zone else None
    calls, held = reading.counters.latest_calls(BOARD_CALLS, counters), reading.counters.tickets()
    services = [each for each in plan.services if zone is None or plan.department_of(each.slug).zone == zone]
    return contract.Board(
        hall=plan.slug,
        hall_name=dict(plan.name),
        zone=zone,
        zone_name=zone_name,
        timezone=str(plan.timezone),
        languages=plan.languages,
        at=reading.now,
        open=reading.is_open,
        calls=tuple(_call(reading, each) for each in calls),
        services=tuple(_board_service(reading, each) for each in services),
        notice=_notice(reading, zone),
        paused=tuple(
            contract.BoardPause(
                counter=each.number, zone=each.zone, reason=each.pause_reason or "", back_at=each.back_at
            )
            for each in reading.counters.all.values()
            if each.state is CounterState.PAUSED and zone in (None, each.zone)
        ),
        counters=tuple(
            _board_counter(plan, each, held.get(each.number))
            for each in reading.counters.all.values()
            if zone in (None, each.zone)
        ),
        ready=tuple(
            contract.BoardReady(zone=each, numbers=tuple(ticket.number for ticket in tickets))
            for each, tickets in get_ready(reading).items()
            if tickets and zone in (None, each)
        ),
        displays=displays(reading),
        hotline=plan.hotline,
        announce_within_seconds=round((plan.rules.no_show_after or USUAL_PATIENCE).total_seconds()),
        playlist=tuple(
            _item(plan, item, spans) for item, spans in coming(reading.playlist.all, zone, plan.local(reading.now))
        ),
        kept_yesterday_percent=_kept_yesterday(reading),
        calm_after_seconds=round(plan.rules.calm_after.total_seconds()),
        speaks=plan.voice.speaks,
        announcements=announcements.asked(reading, zone),
    )


def _kept_yesterday(reading: Reading) -> int | None:
    kept = reading.promises.yesterday() if reading.plan.rules.publish_promises else None
    return round(100 * kept.kept) if kept is not None else None


def _notice(reading: Reading, zone: str | None) -> dict[str, str] | None:
    """The first that is on: what programs show that know no playlist."""
    shown = what_shows(reading.playlist.all, zone, reading.plan.local(reading.now))
    return next((dict(item.words) for item in shown if item.kind is ItemKind.NOTICE), None)


def _item(plan: HallPlan, item: PlaylistItem, spans: tuple[Span, ...]) -> contract.BoardItem:
    return contract.BoardItem(
        id=item.id,
        kind=item.kind,
        words=dict(item.words),
        media=media_url(plan.slug, item.media) if item.media else None,
        seconds=item.seconds,
        with_sound=item.with_sound,
        spans=tuple(contract.BoardSpan(begins=span.begins, ends=span.ends) for span in spans),
    )


def displays(reading: Reading) -> tuple[contract.BoardDisplay, ...]:
    """What each of the hall's displays shows."""
    return tuple(
        contract.BoardDisplay(
            name=each.name,
            layout=each.setting.layout,
            zone=each.setting.zone,
            counter=each.setting.counter,
            arrows={
                direction: tuple(counter for counter, lies in each.directions.items() if lies is direction)
                for direction in sorted(set(each.directions.values()))
            },
        )
        for each in displays_of(reading)
    )


def _board_counter(plan: HallPlan, counter: Counter, held: Ticket | None) -> contract.BoardCounter:
    departments = plan.departments_at(counter.number)
    return contract.BoardCounter(
        counter=counter.number,
        zone=counter.zone,
        departments=tuple(dict(each.name) for each in plan.departments if each.slug in departments),
        officer=counter.officer if plan.rules.publish_officers else None,
        state=counter.state,
        number=held.number if held else None,
        calling=held is not None and held.state is State.CALLED,
        calls=held.calls if held else 0,
    )


def _call(reading: Reading, of: Ticket) -> contract.BoardCall:
    counter = of.counter or 0
    return contract.BoardCall(
        number=of.number,
        counter=counter,
        zone=reading.plan.counter(counter).zone,
        called_at=of.called_at or of.issued_at,
        seq=of.call_seq or 0,
        recalled=of.calls > 1,
        announcement=announcements.of_call(reading, of),
    )


def _board_service(reading: Reading, service: Service) -> contract.BoardService:
    return contract.BoardService(
        service=service.slug,
        name=dict(service.name),
        prefix=service.prefix,
        waiting=reading.queues.lengths.get(service.slug, 0),
        wait=next_wait(reading, service.slug),
    )
