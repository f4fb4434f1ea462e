"""A ticket as its holder sees it, and the question that the rating tablet asks."""

from collections.abc import Mapping

from display_server import contract
from display_server.domain.quiet_hours import QuietHour
from display_server.domain.rating_plan import INDICATORS
from display_server.domain.rating_secret import rating_secret
from display_server.domain.reminder import BY_CONTACT, MessageState, Way, is_near
from display_server.domain.story import caller_of
from display_server.domain.ticket import State, Ticket
from display_server.domain.waits import waited
from display_server.store.reading import Reading
from display_server.use_cases.visitor import TABLET_ASKS_FOR
from display_server.views.promises import longer_because
from display_server.views.quiet import quiet_time
from display_server.views.route import route
from display_server.views.waits import call_between, tenths, wait_range


def ticket_of_holder(reading: Reading, of: Ticket, base_url: str, people_ahead: int | None = None) -> contract.Ticket:
    """The same with what only whoever holds it cares for: the messages that they wanted."""
    wanted = reading.reminders.of(of.id)
    shown = ticket(reading, of, base_url, people_ahead)
    asks = _asks(reading) if of.state is State.SERVED and not shown.rated else None
    return shown.model_copy(update={"message": _message(wanted), "push": Way.PUSH in wanted, "asks": asks})


def ticket(reading: Reading, of: Ticket, base_url: str, people_ahead: int | None = None) -> contract.Ticket:
    """A ticket as anybody who works with it sees it; `people_ahead` spares the counting where it is known."""
    plan = reading.plan
    department = plan.department_of(of.service)
    waits = of.state is State.WAITING
    if waits and people_ahead is None:
        people_ahead = reading.queues.people_ahead(of)
    priority_class = plan.priority_class(of.priority_class) if of.priority_class else None
    has_waited = waited(of.queued_at or of.issued_at, of.called_at)
    wait = wait_range(reading.estimates.of_ticket(of, people_ahead or 0)) if waits else None
    call_from, call_until = call_between(wait, reading.now, of.not_before)
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
        counters_serving=reading.counters.serving(of.service) if waits else 0,
        wait=wait,
        call_from=call_from,
        call_until=call_until,
        longer_because=longer_because(reading, of, people_ahead or 0) if waits else None,
        near=is_near(of, people_ahead or 0, plan.rules.near_ahead, reading.now),
        rated=of.state is State.SERVED and reading.tickets.is_rated(of.id),
        token=of.token,
        follow_url=follow_url(base_url, of.token),
        stop=of.stop,
        queued_at=of.queued_at,
        waited_minutes=tenths(has_waited) if has_waited is not None else None,
        next_stops=tuple(contract.NextStop(service=slug, name=dict(plan.service(slug).name)) for slug in of.next_stops),
        route=route(reading, of),
        for_counter=of.for_counter,
        sent_by=of.sent_by,
        postponed_until=of.not_before,
        park_reason=of.park_reason,
        back_at=of.back_at,
        dossiers=of.dossiers,
        paper=of.paper,
    )


def quicker(hour: QuietHour | None, wait: contract.WaitRange | None) -> contract.QuietTime | None:
    """The quiet hour for whoever is told this wait; nothing for who is as quick now, even if all goes well."""
    if hour is None or (wait is not None and hour.minutes >= wait.low_minutes):
        return None
    return quiet_time(hour)


def _message(wanted: Mapping[Way, MessageState]) -> MessageState | None:
    return next((wanted[way] for way in BY_CONTACT if way in wanted), None)


def for_staff(shown: contract.Ticket) -> contract.Ticket:
    """Without what makes somebody its holder: whoever serves a visitor must not be able to rate or cancel for them."""
    return shown.model_copy(update={"token": "", "follow_url": ""})


def follow_url(base_url: str, token: str) -> str:
    """Where whoever holds the ticket's token follows it."""
    return f"{base_url}/t/{token}"


def rating_prompt(reading: Reading, number: int) -> contract.RatingPrompt:
    """What the tablet beside a counter shows: the question about the visit just finished, or nothing."""
    plan, counter = reading.plan, reading.counters.numbered(number)
    asks = _asks(reading)
    return contract.RatingPrompt(
        hall=plan.slug,
        hall_name=dict(plan.name),
        languages=plan.languages,
        counter=number,
        officer=counter.officer,
        question=_question(reading, number),
        at=reading.now,
        reasons=asks.reasons,
        indicators=asks.indicators,
        comment=asks.comment,
    )


def _asks(reading: Reading) -> contract.RatingAsks:
    asked = reading.plan.rating
    return contract.RatingAsks(
        reasons=tuple(contract.RatingReason(slug=each.slug, name=dict(each.name)) for each in asked.reasons),
        indicators=INDICATORS if asked.indicators else (),
        comment=asked.comment,
    )


def _question(reading: Reading, number: int) -> contract.RatingQuestion | None:
    served = reading.counters.last_served_at(number)
    if served is None or served.ended_at is None or reading.tickets.is_rated(served.id):
        return None
    expires_at = served.ended_at + TABLET_ASKS_FOR
    if reading.now >= expires_at:
        return None
    return contract.RatingQuestion(
        number=served.number,
        token=rating_secret(served.id, served.token),
        service_name=dict(reading.plan.service(served.service).name),
        finished_at=served.ended_at,
        expires_at=expires_at,
        officer=caller_of(reading.journal.recorded_events(served.id)),
    )
