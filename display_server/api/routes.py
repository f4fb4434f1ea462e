"""The operations under /api/v1: each takes what came in, asks one use case, answers with one message."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from flask import Response, request, session

from display_server.access import AT_THE_COUNTER, Role, sign_in
from display_server.api.operations import Operations
from display_server.api.problems import in_words
from display_server.contract import (
    Appointment,
    Appointments,
    AppointmentsQuery,
    AskToPair,
    BoardQuery,
    CallChosen,
    Catalogue,
    Desk,
    DossierAnswer,
    FinishTicket,
    HandedIn,
    HandedInTicket,
    HandInTickets,
    History,
    IssueTicket,
    KioskAdvice,
    KioskHealth,
    LeaseNumbers,
    MakeAppointment,
    Me,
    NumberLeases,
    OpenCounter,
    Pairing,
    ParkTicket,
    PauseCounter,
    PlanStops,
    PostponeTicket,
    Rate,
    Rated,
    ReportSlips,
    ReturnTicket,
    SignIn,
    SlipsNoted,
    Statistics,
    StatisticsQuery,
    TicketAnswer,
    TicketLayout,
    Topic,
    TopicKind,
    TopicView,
    TransferTicket,
    Why,
    WhyQuery,
)
from display_server.domain.appointment import Appointment as PromisedTime
from display_server.domain.device import Health
from display_server.domain.refusals import NotPermitted, NotSignedIn, NotValid
from display_server.domain.ticket import Ticket, TicketId
from display_server.live import views
from display_server.statistics.export import to_csv
from display_server.statistics.queries import statistics as statistics_of
from display_server.use_cases import appointments, devices, dossiers, kiosk, offline, pairing, route, visitor
from display_server.use_cases import counter as counters
from display_server.use_cases.hall import Change, Hall
from display_server.use_cases.undo import undo
from display_server.web.house import house
from display_server.web.language import language_of_request
from display_server.web.who import of_session, sign_session_in, who

operations = Operations()
LONGEST_KEY = 200
LONGEST_REPORT = timedelta(days=366)
_AT = "/halls/<hall>/counters/<int:counter>"


def _hall(slug: str) -> Hall:
    return house().halls[slug]


def _actor() -> str:
    principal = who()
    return principal.actor if principal else "visitor"


def _done_at(hall: str, counter: int, deed: Callable[[Change], Ticket]) -> TicketAnswer:
    """Does the officer's deed at their counter, and answers its ticket as it is then."""

    def at_their_own(change: Change) -> Ticket:
        _must_sit_at(change, counter)
        return deed(change)

    return _ticket_of(_hall(hall), at_their_own)


def _must_sit_at(change: Change, counter: int) -> None:
    """An officer works at their own counter only; a manager or a program may act at any."""
    principal = who()
    if principal is not None and principal.is_person and principal.role is Role.OFFICER:
        change.counter(counter).must_be_theirs(principal.name)


def _ticket_of(hall: Hall, deed: Callable[[Change], Ticket]) -> TicketAnswer:
    with hall.change(_actor()) as change:
        return TicketAnswer(ticket=views.ticket(change, deed(change), house().base_url))


def _desk_after(hall: str, counter: int, deed: Callable[[Change], object]) -> Desk:
    with _hall(hall).change(_actor()) as change:
        _must_sit_at(change, counter)
        deed(change)
        return views.desk(change, counter, house().base_url)


# --- who ---


@operations.add("POST", "/session", roles=None, body=SignIn, answer=Me, refusals=[401])
def open_session(body: SignIn) -> Me:
    """Signs a person in at this browser."""
    principal = sign_in(house().accounts, body.name, body.password)
    csrf = sign_session_in(principal)
    return Me(role=principal.role, hall=principal.hall, counter=principal.counter, name=principal.name, csrf=csrf)


@operations.add("DELETE", "/session", roles=None)
def close_session() -> None:
    """Signs this browser out."""
    session.clear()


@operations.add("GET", "/me", roles=None, answer=Me, refusals=[401])
def me() -> Me:
    """Who this token or this browser's session belongs to."""
    principal = who()
    if principal is None:
        raise NotSignedIn("Sign in, or send a token: Authorization: Bearer TOKEN.")
    csrf = str(session["csrf"]) if of_session() else None
    return Me(role=principal.role, hall=principal.hall, counter=principal.counter, name=principal.name, csrf=csrf)


@operations.add("POST", "/pairings", roles=None, body=AskToPair, answer=Pairing, status=201, refusals=[409])
def ask_to_pair(body: AskToPair) -> Pairing:
    """Gives a new device the code that an administrator approves; the same one for the same token."""
    asked = pairing.ask(house().pairings, body.role, body.digest, house().clock())
    return Pairing(code=asked.code, expires_at=asked.expires_at)


# --- kiosk ---


@operations.add("GET", "/halls/<hall>/catalogue", roles=None, answer=Catalogue, refusals=[404])
def catalogue(hall: str) -> Catalogue:
    """What can be chosen in this hall now, and how long it would take."""
    with _hall(hall).reading() as reading:
        return views.catalogue(reading)


@operations.add(
    "POST",
    "/halls/<hall>/tickets",
    roles=[Role.KIOSK, Role.OFFICER],
    body=IssueTicket,
    answer=TicketAnswer,
    status=201,
    refusals=[404, 409],
    headers=["Idempotency-Key"],
)
def issue_ticket(hall: str, body: IssueTicket) -> TicketAnswer:
    """Gives a visitor a number. The same Idempotency-Key leads to the same ticket."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise NotValid("Idempotency-Key", "An Idempotency-Key has 1 to %(longest)s characters.", longest=LONGEST_KEY)
    wish = kiosk.Wish(
        body.service, body.priority_class, body.language, body.dossiers, body.appointment, body.card_number
    )
    principal = who()
    at_kiosk = principal is not None and principal.role is Role.KIOSK
    return _ticket_of(_hall(hall), lambda change: kiosk.issue_ticket(change, wish, key, at_kiosk=at_kiosk))


@operations.add(
    "POST",
    "/halls/<hall>/appointments",
    roles=[Role.OFFICER, Role.MANAGER],
    body=MakeAppointment,
    answer=Appointment,
    status=201,
    refusals=[404],
)
def make_appointment(hall: str, body: MakeAppointment) -> Appointment:
    """Promises a visitor a time; its code takes the ticket when they come."""
    with _hall(hall).change(_actor()) as change:
        made = appointments.make(change, body.service, body.at)
    return _appointment(made)


@operations.add(
    "GET",
    "/halls/<hall>/appointments",
    roles=[Role.OFFICER, Role.MANAGER],
    query=AppointmentsQuery,
    answer=Appointments,
    refusals=[404],
)
def list_appointments(hall: str, query: AppointmentsQuery) -> Appointments:
    """The appointments of a day, and who has come for theirs."""
    with _hall(hall).reading() as reading:
        promised = reading.appointments(query.day or reading.today)
    return Appointments(appointments=tuple(map(_appointment, promised)))


@operations.add(
    "POST",
    "/halls/<hall>/appointments/<code>/cancel",
    roles=[Role.OFFICER, Role.MANAGER],
    answer=Appointment,
    refusals=[404, 409],
)
def cancel_appointment(hall: str, code: str) -> Appointment:
    """Gives a promised time up."""
    with _hall(hall).change(_actor()) as change:
        return _appointment(appointments.cancel(change, code))


def _appointment(promised: PromisedTime) -> Appointment:
    return Appointment(code=promised.code, service=promised.service, at=promised.at, ticket=promised.ticket)


@operations.add(
    "POST", "/halls/<hall>/number-leases", roles=[Role.KIOSK], body=LeaseNumbers, answer=NumberLeases, refusals=[404]
)
def lease_numbers(hall: str, body: LeaseNumbers) -> NumberLeases:
    """Leases numbers that this kiosk alone may print while it cannot reach the server."""
    with _hall(hall).change(_actor()) as change:
        leases = offline.lease_numbers(change, _holder(body.kiosk), body.size, _prefixes(change, body))
        return views.leases(change, leases, house().base_url)


@operations.add(
    "POST", "/halls/<hall>/tickets/offline", roles=[Role.KIOSK], body=HandInTickets, answer=HandedIn, refusals=[404]
)
def hand_tickets_in(hall: str, body: HandInTickets) -> HandedIn:
    """Takes what a kiosk printed from its leases, each with its own issue time; answers per ticket, once or again."""
    printed = [
        offline.Printed(
            lease=each.lease,
            number=each.number,
            token=each.token,
            issued_at=each.issued_at,
            wish=kiosk.Wish(each.service, each.priority_class, each.language, each.dossiers),
            key=each.key,
        )
        for each in body.tickets
    ]
    with _hall(hall).change(_actor()) as change:
        received = offline.hand_in(change, _holder(body.kiosk), printed)
        return HandedIn(tickets=tuple(_handed_in(change, each) for each in received))


@operations.add(
    "POST", "/halls/<hall>/tickets/slips", roles=[Role.KIOSK], body=ReportSlips, answer=SlipsNoted, refusals=[404]
)
def report_slips(hall: str, body: ReportSlips) -> SlipsNoted:
    """Notes what became of tickets' paper: printing, printed, failed, not collected."""
    slips = [devices.Slip(each.token, each.paper, each.at) for each in body.slips]
    with _hall(hall).change(_actor()) as change:
        return SlipsNoted(unknown=tuple(devices.note_slips(change, slips)))


@operations.add(
    "POST", "/halls/<hall>/kiosks/health", roles=[Role.KIOSK], body=KioskHealth, answer=KioskAdvice, refusals=[404]
)
def tell_health(hall: str, body: KioskHealth) -> KioskAdvice:
    """Notes how this kiosk is, by its token; answers which other kiosk prints."""
    principal = who()
    if principal is None or principal.device is None:
        raise NotPermitted("Only a kiosk with a token of its own tells how it is.")
    health = Health(
        condition=body.condition,
        not_handed_in=body.not_handed_in,
        version=body.version,
        screen=body.screen,
        tickets_left=body.tickets_left,
        last_print_at=body.last_print_at,
    )
    devices.hear(_hall(hall), principal.device, principal.name, health, _actor())
    with _hall(hall).reading() as reading:
        return views.kiosk_advice(reading, principal.device)


@operations.add(
    "GET",
    "/halls/<hall>/dossiers/<code>",
    roles=[Role.KIOSK, Role.OFFICER],
    answer=DossierAnswer,
    refusals=[404, 409, 422, 429],
)
def look_up_dossier(hall: str, code: str) -> DossierAnswer:
    """Whether the result of the dossier with this code can be fetched: where, or not before which day."""
    house().dossier_pace.ask(f"{hall}, {_actor()}")
    with _hall(hall).reading() as reading:
        plan = reading.plan
    return views.dossier(dossiers.look_up(plan, house().one_stop, code))


@operations.add("GET", "/halls/<hall>/ticket-layout", roles=[Role.KIOSK], answer=TicketLayout, refusals=[404])
def ticket_layout(hall: str) -> TicketLayout:
    """How this hall's kiosks lay their tickets out."""
    with _hall(hall).reading() as reading:
        return views.ticket_layout(reading.plan)


def _holder(kiosk: str) -> str:
    return f"{_actor()}, {kiosk}"


def _prefixes(change: Change, body: LeaseNumbers) -> tuple[str, ...]:
    for prefix in body.prefixes:
        if prefix not in change.plan.prefixes:
            raise NotValid("prefixes", "This hall has no service with the prefix %(prefix)s.", prefix=prefix)
    return tuple(dict.fromkeys(body.prefixes))


def _handed_in(change: Change, received: offline.Received) -> HandedInTicket:
    return HandedInTicket(
        number=received.number,
        outcome=received.outcome,
        ticket=views.ticket(change, received.ticket, house().base_url) if received.ticket else None,
        why=in_words(received.why) if received.why else None,
    )


# --- counter ---


@operations.add("GET", _AT, roles=[*AT_THE_COUNTER, Role.RATING], answer=Desk, refusals=[404])
def desk(hall: str, counter: int) -> Desk:
    """The counter as its officer sees it."""
    with _hall(hall).reading() as reading:
        return views.desk(reading, counter, house().base_url)


@operations.add("POST", f"{_AT}/open", roles=AT_THE_COUNTER, body=OpenCounter, answer=Desk, refusals=[404, 409])
def open_counter(hall: str, counter: int, body: OpenCounter) -> Desk:
    """Takes the counter for an officer, or takes it up again after a pause."""
    principal = who()
    named = body.officer if principal is None or not principal.is_person else None
    officer = named or (principal.name if principal else "")
    alone = principal is not None and principal.is_person
    with _hall(hall).change(_actor()) as change:
        counters.open_counter(change, counter, officer, alone=alone)
        return views.desk(change, counter, house().base_url)


@operations.add("POST", f"{_AT}/pause", roles=AT_THE_COUNTER, body=PauseCounter, answer=Desk, refusals=[404, 409])
def pause_counter(hall: str, counter: int, body: PauseCounter) -> Desk:
    """Calls nobody for a while, with a reason."""
    return _desk_after(hall, counter, lambda change: counters.pause_counter(change, counter, body.reason, body.back_at))


@operations.add("POST", f"{_AT}/close", roles=AT_THE_COUNTER, answer=Desk, refusals=[404, 409])
def close_counter(hall: str, counter: int) -> Desk:
    """Ends the officer's work at the counter."""
    return _desk_after(hall, counter, lambda change: counters.close_counter(change, counter))


@operations.add("POST", f"{_AT}/call-next", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def call_next(hall: str, counter: int) -> TicketAnswer | None:
    """Calls the next visitor; 204 where nobody waits."""
    with _hall(hall).change(_actor()) as change:
        _must_sit_at(change, counter)
        ticket = counters.call_next(change, counter)
        return TicketAnswer(ticket=views.ticket(change, ticket, house().base_url)) if ticket else None


@operations.add("POST", f"{_AT}/call", roles=AT_THE_COUNTER, body=CallChosen, answer=TicketAnswer, refusals=[404, 409])
def call_chosen(hall: str, counter: int, body: CallChosen) -> TicketAnswer:
    """Calls this visitor out of order, with a reason; or a parked one."""
    chosen = TicketId(body.ticket)
    return _done_at(hall, counter, lambda change: counters.call_chosen(change, counter, chosen, body.reason))


@operations.add("POST", f"{_AT}/park", roles=AT_THE_COUNTER, body=ParkTicket, answer=TicketAnswer, refusals=[404, 409])
def park(hall: str, counter: int, body: ParkTicket) -> TicketAnswer:
    """Sets the counter's visitor aside with a reason; any counter of the service may call them again."""
    return _done_at(hall, counter, lambda change: route.park(change, counter, body.reason, body.back_at))


@operations.add(
    "POST", f"{_AT}/return", roles=AT_THE_COUNTER, body=ReturnTicket, answer=TicketAnswer, refusals=[404, 409]
)
def return_to_queue(hall: str, counter: int, body: ReturnTicket) -> TicketAnswer:
    """Lets the counter's visitor, or a parked one, wait again."""
    parked = TicketId(body.ticket) if body.ticket is not None else None
    return _done_at(hall, counter, lambda change: route.return_to_queue(change, counter, body.position, parked))


@operations.add(
    "POST", f"{_AT}/transfer", roles=AT_THE_COUNTER, body=TransferTicket, answer=TicketAnswer, refusals=[404, 409]
)
def transfer(hall: str, counter: int, body: TransferTicket) -> TicketAnswer:
    """Sends the counter's visitor to another service or counter, or back, under the same number."""
    to = route.Destination(body.service, body.counter, body.back, body.position)
    return _done_at(hall, counter, lambda change: route.transfer(change, counter, to))


@operations.add("POST", f"{_AT}/stops", roles=AT_THE_COUNTER, body=PlanStops, answer=TicketAnswer, refusals=[404, 409])
def plan_stops(hall: str, counter: int, body: PlanStops) -> TicketAnswer:
    """Says which services follow for the counter's visitor once this one is done."""
    return _done_at(hall, counter, lambda change: route.plan_stops(change, counter, body.next_stops))


@operations.add("POST", f"{_AT}/undo", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def undo_last(hall: str, counter: int) -> TicketAnswer:
    """Takes back what the counter did last to a ticket, within seconds."""
    return _done_at(hall, counter, lambda change: undo(change, counter))


@operations.add("POST", f"{_AT}/recall", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def recall(hall: str, counter: int) -> TicketAnswer:
    """Calls the counter's visitor once more."""
    return _done_at(hall, counter, lambda change: counters.recall(change, counter))


@operations.add("POST", f"{_AT}/start", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def start(hall: str, counter: int) -> TicketAnswer:
    """The visitor has come: serving begins."""
    return _done_at(hall, counter, lambda change: counters.start(change, counter))


@operations.add(
    "POST", f"{_AT}/finish", roles=AT_THE_COUNTER, body=FinishTicket, answer=TicketAnswer, refusals=[404, 409]
)
def finish(hall: str, counter: int, body: FinishTicket) -> TicketAnswer:
    """The visit is over."""
    outcome = counters.Outcome(body.outcome, body.dossiers, body.dossier_codes, body.note)
    return _done_at(hall, counter, lambda change: counters.finish(change, counter, outcome))


@operations.add("POST", f"{_AT}/no-show", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def mark_no_show(hall: str, counter: int) -> TicketAnswer:
    """The visitor did not come."""
    return _done_at(hall, counter, lambda change: counters.mark_no_show(change, counter))


# --- visitor ---


@operations.add("GET", "/tickets/<token>", roles=None, answer=TicketAnswer, refusals=[404])
def ticket(token: str) -> TicketAnswer:
    """The ticket, for whoever holds it."""
    hall = house().halls.with_token(token)
    with hall.reading() as reading:
        found = reading.ticket_with_token(token)
        return TicketAnswer(ticket=views.ticket(reading, found, house().base_url))


@operations.add("POST", "/tickets/<token>/cancel", roles=None, answer=TicketAnswer, refusals=[401, 403, 404, 409])
def cancel(token: str) -> TicketAnswer:
    """Gives the place in the queue up."""
    return _ticket_of(house().halls.with_token(token), lambda change: visitor.cancel(change, token))


@operations.add("POST", "/tickets/<token>/return", roles=None, answer=TicketAnswer, refusals=[401, 403, 404, 409])
def come_back(token: str) -> TicketAnswer:
    """Says that one is there after all, having been marked as a no-show."""
    return _ticket_of(house().halls.with_token(token), lambda change: visitor.come_back(change, token))


@operations.add(
    "POST",
    "/tickets/<token>/postpone",
    roles=None,
    body=PostponeTicket,
    answer=TicketAnswer,
    refusals=[401, 403, 404, 409],
)
def postpone(token: str, body: PostponeTicket) -> TicketAnswer:
    """Asks not to be called for some minutes; the place in the queue is kept."""
    by = timedelta(minutes=body.minutes)
    return _ticket_of(house().halls.with_token(token), lambda change: visitor.postpone(change, token, by))


@operations.add("POST", "/ratings", roles=None, body=Rate, answer=Rated, status=201, refusals=[401, 403, 404, 409])
def rate(body: Rate) -> Rated:
    """The one rating of a served visit: by the ticket's token, or by the tablet of the counter that served it."""
    opinion = visitor.Opinion(body.score, body.reasons, tuple(sorted(body.indicators.items())), body.comment)
    principal = who()
    if body.ticket is not None:
        source: Literal["tablet", "phone"] = "tablet" if principal and principal.role is Role.RATING else "phone"
        with house().halls.with_token(body.ticket).change("visitor") as change:
            rated = visitor.rate_visit(change, body.ticket, opinion, source)
    else:
        rated = _rate_at_counter(body, opinion)
    return Rated(ticket=rated.id, score=body.score)


def _rate_at_counter(body: Rate, opinion: visitor.Opinion) -> Ticket:
    principal = who()
    if principal is None:
        raise NotSignedIn("A rating by counter takes the tablet's token: Authorization: Bearer TOKEN.")
    principal.must_be(Role.RATING)
    slug, number = body.hall or principal.hall or _only_hall(), body.counter or 0
    principal.must_belong_to(slug, number)
    with _hall(slug).change("visitor") as change:
        return visitor.rate_last_visit(change, number, opinion)


def _only_hall() -> str:
    slugs = house().halls.slugs()
    if len(slugs) != 1:
        raise NotValid("hall", "Name the hall: there are several here.")
    return slugs[0]


# --- display and manager ---


@operations.add("GET", "/halls/<hall>/board", roles=None, query=BoardQuery, answer=TopicView, refusals=[404])
def board(hall: str, query: BoardQuery) -> TopicView:
    """What the hall's displays show, of one zone or of all, with its `seq`."""
    with _hall(hall).reading() as reading:
        topic = Topic(TopicKind.BOARD, hall, query.zone)
        return TopicView(topic=str(topic), seq=reading.seq, view=views.board(reading, query.zone))


@operations.add(
    "GET", "/halls/<hall>/tickets/<int:ticket_id>/history", roles=[Role.MANAGER], answer=History, refusals=[404]
)
def history(hall: str, ticket_id: int) -> History:
    """Every event of one ticket."""
    with _hall(hall).reading() as reading:
        return views.history(reading, TicketId(ticket_id), house().base_url)


@operations.add("GET", "/halls/<hall>/why", roles=[*AT_THE_COUNTER], query=WhyQuery, answer=Why, refusals=[404])
def why(hall: str, query: WhyQuery) -> Why:
    """Why one of two numbers of a day was called before the other, in one sentence."""
    with _hall(hall).reading() as reading:
        return views.why(reading, query.first, query.second, query.day)


@operations.add(
    "GET",
    "/halls/<hall>/statistics",
    roles=[Role.MANAGER],
    query=StatisticsQuery,
    answer=Statistics,
    refusals=[404],
)
def statistics(hall: str, query: StatisticsQuery) -> Statistics:
    """Waits, service times, no-shows and ratings of some days, by service, counter, hour or what is asked for."""
    return _statistics(hall, query)


@operations.add("GET", "/halls/<hall>/statistics.csv", roles=[Role.MANAGER], query=StatisticsQuery, refusals=[404])
def statistics_csv(hall: str, query: StatisticsQuery) -> Response:
    """The same statistics as a file for a spreadsheet, in the language of whoever asks."""
    asked = _statistics(hall, query)
    name = f"{hall}-{asked.first_day}-{asked.last_day}-{asked.group_by}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(to_csv(asked, language_of_request()), content_type="text/csv; charset=utf-8", headers=headers)


def _statistics(slug: str, query: StatisticsQuery) -> Statistics:
    hall = _hall(slug)
    with hall.reading() as reading:
        today = reading.today
    last = query.last_day or today
    first = query.first_day or last
    if first > last:
        raise NotValid("from", "The first day, %(first)s, is after the last, %(last)s.", first=first, last=last)
    if last - first > LONGEST_REPORT:
        raise NotValid("from", "At most %(days)s days can be asked for at once.", days=LONGEST_REPORT.days)
    return statistics_of(hall, first, last, query.group_by)
