"""What each screen shows, built whole from one reading. Knows no sockets; decides nothing."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from hashlib import sha256

from display_server import contract
from display_server.contract import TopicKind, View, WaitRange, Words
from display_server.domain import estimate
from display_server.domain.counter import Counter, CounterState
from display_server.domain.device import Device
from display_server.domain.dossier import Dossier, Progress
from display_server.domain.hall_plan import Department, HallPlan, Service
from display_server.domain.lease import Lease
from display_server.domain.no_show import calls_of, patience
from display_server.domain.stops import StopTimes, stops_of
from display_server.domain.ticket import Paper, State, Ticket, TicketId
from display_server.domain.undoing import undo_until
from display_server.domain.waits import waited
from display_server.domain.why import Because
from display_server.store.reading import Reading
from display_server.use_cases.devices import where_else
from display_server.use_cases.fairness import why_before
from display_server.use_cases.kiosk import Closed, last_ticket, why_closed, why_not_now
from display_server.use_cases.visitor import TABLET_ASKS_FOR
from display_server.words import LANGUAGES, N_, say, say_in_all

BOARD_CALLS = 20
DESK_WAITING = 30
DESK_MISSED = 6


def of_topic(reading: Reading, topic: contract.Topic, base_url: str) -> View:
    """The view of a topic. Raises NotFound for a zone, counter or ticket that the hall has not."""
    match topic.kind:
        case TopicKind.BOARD:
            return board(reading, topic.part)
        case TopicKind.COUNTER:
            return desk(reading, int(topic.part or 0), base_url)
        case TopicKind.RATING:
            return rating_prompt(reading, int(topic.part or 0))
        case TopicKind.HALL:
            return hall_now(reading)
        case TopicKind.TICKET:
            return ticket(reading, reading.ticket_with_token(topic.scope), base_url)


def ticket(reading: Reading, of: Ticket, base_url: str, people_ahead: int | None = None) -> contract.Ticket:
    """A ticket as its holder sees it; `people_ahead` spares the counting where it is known."""
    plan = reading.plan
    department = plan.department_of(of.service)
    waits = of.state is State.WAITING
    if waits and people_ahead is None:
        people_ahead = reading.people_ahead(of)
    pace = reading.pace(of.service)
    priority_class = plan.priority_class(of.priority_class) if of.priority_class else None
    return contract.Ticket(
        id=of.id,
        number=of.number,
        hall=plan.slug,
        hall_name=dict(plan.name),
        timezone=str(plan.timezone),
        service=of.service,
        service_name=dict(plan.service(of.service).name),
        department=department.slug,
        department_name=dict(department.name),
        zone=department.zone,
        zone_name=dict(plan.zone(department.zone).name),
        priority_class=of.priority_class,
        priority_class_name=dict(priority_class.name) if priority_class else None,
        language=of.language,
        state=of.state,
        issued_at=of.issued_at,
        called_at=of.called_at,
        started_at=of.started_at,
        finished_at=of.ended_at,
        counter=of.counter,
        calls=of.calls,
        people_ahead=people_ahead if waits else None,
        counters_serving=pace.counters_serving if waits else 0,
        wait=_wait(people_ahead or 0, pace) if waits else None,
        rated=of.state is State.SERVED and reading.is_rated(of.id),
        token=of.token,
        follow_url=follow_url(base_url, of.token),
        stop=of.stop,
        queued_at=of.queued_at,
        waited_minutes=_waited_minutes(of),
        next_stops=tuple(contract.NextStop(service=slug, name=dict(plan.service(slug).name)) for slug in of.next_stops),
        for_counter=of.for_counter,
        sent_by=of.sent_by,
        postponed_until=of.not_before,
        park_reason=of.park_reason,
        back_at=of.back_at,
        dossiers=of.dossiers,
        paper=of.paper,
    )


def leases(reading: Reading, now: Iterable[Lease], ahead: Iterable[Lease], base_url: str) -> contract.NumberLeases:
    """What a kiosk may print on its own."""
    return contract.NumberLeases(
        leases=tuple(_lease(reading.plan, each) for each in now),
        next_day=tuple(_lease(reading.plan, each) for each in ahead),
        follow_url=follow_url(base_url, "{token}"),
        at=reading.now,
    )


def _lease(plan: HallPlan, lease: Lease) -> contract.NumberLease:
    return contract.NumberLease(
        id=lease.id,
        prefix=lease.prefix,
        day=lease.day,
        numbers=lease.numbers(plan.numbering_of(lease.prefix)),
        begins_at=lease.granted_at,
        expires_at=lease.expires_at,
    )


def follow_url(base_url: str, token: str) -> str:
    """Where whoever holds the ticket's token follows it."""
    return f"{base_url}/t/{token}"


def catalogue(reading: Reading) -> contract.Catalogue:
    """What the kiosk offers at this moment."""
    plan = reading.plan
    shut = why_closed(reading)
    closed = _in_words(shut)
    return contract.Catalogue(
        hall=plan.slug,
        name=dict(plan.name),
        timezone=str(plan.timezone),
        languages=plan.languages,
        hotline=plan.hotline,
        at=reading.now,
        seq=reading.seq,
        open=closed is None,
        why_closed=closed,
        zones=tuple(contract.ZoneEntry(slug=z.slug, name=dict(z.name)) for z in plan.zones if not z.retired),
        priority_classes=_priority_classes(plan),
        departments=tuple(_department(reading, each, shut) for each in plan.departments if not each.retired),
        look=contract.KioskLook(**asdict(plan.kiosk_look)),
        id_card=plan.rules.id_card.value,
        ticket_layout=ticket_layout(plan).version,
        hours=_hours(plan, reading.now),
    )


def _hours(plan: HallPlan, now: datetime) -> tuple[contract.OpenHours, ...]:
    """Of the hall's own today, and of the next day on which it opens, as UTC instants."""
    return tuple(
        contract.OpenHours(begins=begins, ends=ends)
        for day in (plan.day(now), plan.calendar.next_day(now))
        for begins, ends in plan.calendar.spans(day)
    )


def ticket_layout(plan: HallPlan) -> contract.TicketLayout:
    """What the hall's file says of its tickets."""
    layout = plan.ticket_layout
    said = contract.TicketLayout(
        version="",
        blocks=layout.blocks,
        narrow_blocks=layout.narrow_blocks,
        texts={name: dict(text) for name, text in layout.texts.items()},
        logo=b64encode(layout.logo).decode() if layout.logo else None,
        collect_seconds=round(plan.rules.collect_within.total_seconds()),
    )
    return said.model_copy(update={"version": sha256(said.model_dump_json().encode()).hexdigest()[:16]})


READY_AT = N_("Your result is ready. Please fetch it at counter %(counter)s.")
READY = N_("Your result is ready. Take a ticket for handing out results, or ask at the information desk.")
NOT_BEFORE = N_(
    "Your result is not ready yet. It is promised for %(date)s: before that day you need not take a ticket."
)
NOT_YET = N_("Your result is not ready yet. You will be told when it is: you need not take a ticket now.")
NO_DOSSIER = N_("There is no dossier with this code. Check the code on your receipt, or ask at the information desk.")


def dossier(of: Dossier) -> contract.DossierAnswer:
    """What whoever holds the receipt is told."""
    return contract.DossierAnswer(
        progress=of.progress, counter=of.counter, not_before=of.not_before, words=_of_dossier(of)
    )


def _of_dossier(of: Dossier) -> Words:
    match of:
        case Dossier(Progress.READY, counter=int()):
            return say_in_all(READY_AT, counter=of.counter)
        case Dossier(Progress.READY):
            return say_in_all(READY)
        case Dossier(Progress.NOT_YET, not_before=date()):
            return say_in_all(NOT_BEFORE, date=f"{of.not_before:%d/%m/%Y}")
        case Dossier(Progress.NOT_YET):
            return say_in_all(NOT_YET)
    return say_in_all(NO_DOSSIER)


def kiosk_advice(reading: Reading, asking: int) -> contract.KioskAdvice:
    """What a kiosk is told when it tells how it is."""
    other = where_else(reading, asking)
    place = reading.plan.kiosks.get(other.name) if other else None
    elsewhere = contract.OtherKiosk(name=other.name, place=dict(place) if place else None) if other else None
    return contract.KioskAdvice(elsewhere=elsewhere)


def _department(reading: Reading, department: Department, shut: Closed) -> contract.DepartmentEntry:
    services = tuple(_service(reading, each, shut) for each in department.services if not each.retired)
    return contract.DepartmentEntry(
        slug=department.slug, name=dict(department.name), zone=department.zone, services=services
    )


def _service(reading: Reading, service: Service, shut: Closed) -> contract.ServiceEntry:
    pace, waiting = reading.pace(service.slug), reading.waiting.get(service.slug, 0)
    refused, guidance = why_not_now(reading, service, shut), service.guidance
    online = guidance.online
    return contract.ServiceEntry(
        slug=service.slug,
        name=dict(service.name),
        prefix=service.prefix,
        open=refused.sentence is None,
        why_closed=_in_words(refused),
        people_ahead=waiting,
        counters_serving=pace.counters_serving,
        wait=_wait(waiting, pace),
        # A ticket given while more counters were at work was in time: what was so is told, not what would be now.
        last_ticket_at=(
            reading.last_issued_at(service.slug) if refused.why == "full" else last_ticket(reading, service)
        ),
        not_now=contract.NotNow(refused.why) if refused.why else None,
        keywords=guidance.keywords,
        papers=tuple(map(dict, guidance.papers)),
        online=contract.Online(address=online.address, only=online.only) if online else None,
    )


def board(reading: Reading, zone: str | None) -> contract.Board:
    """What a hall display shows, of one zone or of all."""
    plan = reading.plan
    zone_name = dict(plan.zone(zone).name) if zone else None
    counters = [counter.number for counter in plan.counters if counter.zone == zone] if zone else None
    calls, held = reading.latest_calls(BOARD_CALLS, counters), reading.at_counters()
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
        calls=tuple(_call(plan, each) for each in calls),
        services=tuple(_board_service(reading, each) for each in services),
        notice=None,
        paused=tuple(
            contract.BoardPause(
                counter=each.number, zone=each.zone, reason=each.pause_reason or "", back_at=each.back_at
            )
            for each in reading.counters.values()
            if each.state is CounterState.PAUSED and zone in (None, each.zone)
        ),
        counters=tuple(
            _board_counter(each, held.get(each.number))
            for each in reading.counters.values()
            if zone in (None, each.zone)
        ),
    )


def _board_counter(counter: Counter, held: Ticket | None) -> contract.BoardCounter:
    return contract.BoardCounter(
        counter=counter.number,
        state=counter.state,
        number=held.number if held else None,
        calling=held is not None and held.state is State.CALLED,
        calls=held.calls if held else 0,
    )


def _call(plan: HallPlan, of: Ticket) -> contract.BoardCall:
    counter = of.counter or 0
    return contract.BoardCall(
        number=of.number,
        counter=counter,
        zone=plan.counter(counter).zone,
        called_at=of.called_at or of.issued_at,
        seq=of.call_seq or 0,
        recalled=of.calls > 1,
    )


def _board_service(reading: Reading, service: Service) -> contract.BoardService:
    waiting = reading.waiting.get(service.slug, 0)
    return contract.BoardService(
        service=service.slug,
        name=dict(service.name),
        prefix=service.prefix,
        waiting=waiting,
        wait=_wait(waiting, reading.pace(service.slug)),
    )


def desk(reading: Reading, number: int, base_url: str) -> contract.Desk:
    """A counter as its officer sees it."""
    plan, counter = reading.plan, reading.counter(number)
    slugs = plan.counter(number).takes
    taken = (plan.service(slug) for slug in slugs)
    services = [each for each in taken if not each.retired or reading.waiting.get(each.slug)]
    current = reading.at_counter(number)
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
        current=ticket(reading, current, base_url) if current else None,
        services=tuple(
            contract.DeskService(
                service=each.slug,
                name=dict(each.name),
                waiting=reading.waiting.get(each.slug, 0),
                expected_minutes=_minutes(each.expected),
                helps=each.slug not in plan.counter(number).services,
            )
            for each in services
        ),
        priority_classes=_priority_classes(plan),
        waiting_count=sum(reading.waiting.get(slug, 0) for slug in slugs),
        waiting=tuple(_waiting(each) for each in reading.waiting_for(slugs, DESK_WAITING)),
        parked=tuple(_waiting(each) for each in reading.parked(slugs)),
        served_today=reading.served_at(number),
        at=reading.now,
        back_at=counter.back_at,
        no_show=_no_show(reading, current) if current and current.state is State.CALLED else None,
        undo_until=undo_until(reading.last_deed_at(number), plan.rules),
        missed=tuple(_waiting(each) for each in reading.missed(slugs, DESK_MISSED)),
    )


def _no_show(reading: Reading, called: Ticket) -> contract.NoShowRule:
    rules = reading.plan.rules
    owed = patience(calls_of(reading.chapters(called.id)), rules)
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


def rating_prompt(reading: Reading, number: int) -> contract.RatingPrompt:
    """What the tablet beside a counter shows: the question about the visit just finished, or nothing."""
    plan, counter = reading.plan, reading.counter(number)
    return contract.RatingPrompt(
        hall=plan.slug,
        hall_name=dict(plan.name),
        languages=plan.languages,
        counter=number,
        officer=counter.officer,
        question=_question(reading, number),
        at=reading.now,
    )


def _question(reading: Reading, number: int) -> contract.RatingQuestion | None:
    served = reading.last_served_at(number)
    if served is None or served.ended_at is None or reading.is_rated(served.id):
        return None
    expires_at = served.ended_at + TABLET_ASKS_FOR
    if reading.now >= expires_at:
        return None
    return contract.RatingQuestion(
        number=served.number,
        token=served.token,
        service_name=dict(reading.plan.service(served.service).name),
        finished_at=served.ended_at,
        expires_at=expires_at,
    )


def hall_now(reading: Reading) -> contract.HallNow:
    """The hall at this moment, for managers."""
    plan, held, papers = reading.plan, reading.at_counters(), reading.papers()
    tally, going_on = reading.tally(), reading.going_on()
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
            )
            for counter in reading.counters.values()
        ),
        services=tuple(_service_now(reading, each) for each in plan.services),
        devices=tuple(_device(each, plan) for each in reading.devices()),
        not_printed=papers.get(Paper.FAILED, 0),
        not_collected=papers.get(Paper.NOT_COLLECTED, 0),
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
    waiting, pace = reading.waiting.get(service.slug, 0), reading.pace(service.slug)
    oldest = reading.oldest.get(service.slug)
    return contract.ServiceNow(
        service=service.slug,
        name=dict(service.name),
        department_name=dict(reading.plan.department_of(service.slug).name),
        waiting=waiting,
        oldest_issued_at=oldest.issued_at if oldest else None,
        counters_serving=pace.counters_serving,
        target_wait_minutes=_minutes(service.target_wait),
        wait=_wait(waiting, pace),
        longest_since=oldest.queued_at if oldest else None,
    )


def history(reading: Reading, ticket_id: TicketId, base_url: str) -> contract.History:
    """Every event of one ticket. Raises NotFound where the hall has no such ticket."""
    of = reading.ticket(ticket_id)
    entries = (
        contract.JournalEntry(
            seq=row.seq, at=row.at, event=row.event, actor=row.actor, counter=row.counter, facts=row.facts
        )
        for row in reading.story(ticket_id)
    )
    stops = stops_of(reading.chapters(ticket_id))
    return contract.History(
        ticket=ticket(reading, of, base_url),
        events=tuple(entries),
        stops=tuple(_stop(reading.plan, each) for each in stops),
        total_minutes=_tenths(of.ended_at - of.issued_at) if of.ended_at else None,
    )


def _stop(plan: HallPlan, of: StopTimes) -> contract.Stop:
    return contract.Stop(
        service=of.service,
        name=dict(plan.service(of.service).name),
        counter=of.counter,
        queued_at=of.queued_at,
        called_at=of.called_at,
        ended_at=of.ended_at,
        wait_minutes=_tenths(of.wait) if of.wait is not None else None,
        service_minutes=_tenths(of.served),
    )


def _waited_minutes(of: Ticket) -> float | None:
    wait = waited(of.queued_at or of.issued_at, of.called_at)
    return _tenths(wait) if wait is not None else None


def _tenths(duration: timedelta) -> float:
    """Minutes to one decimal."""
    return round(duration.total_seconds() / 60, 1)


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


def _priority_classes(plan: HallPlan) -> tuple[contract.PriorityClassEntry, ...]:
    return tuple(
        contract.PriorityClassEntry(
            slug=each.slug,
            name=dict(each.name),
            head_start_minutes=_minutes(each.head_start),
            from_age=each.from_age,
        )
        for each in plan.priority_classes
        if not each.retired
    )


def _wait(people_ahead: int, pace: estimate.Pace) -> WaitRange | None:
    minutes = estimate.wait_range(people_ahead, pace)
    return WaitRange(low_minutes=minutes[0], high_minutes=minutes[1]) if minutes else None


def _in_words(closed: Closed) -> Words | None:
    return say_in_all(closed.sentence, **dict(closed.facts)) if closed.sentence else None


def _minutes(duration: timedelta) -> int:
    return round(duration.total_seconds() / 60)
