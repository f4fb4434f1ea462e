"""Operations of an officer at a counter."""

from display_server import views
from display_server.access.principals import AT_THE_COUNTER, AT_THEIR_OWN_COUNTER, Role
from display_server.api.dossiers import noted
from display_server.api.operations import Operations
from display_server.contract import (
    CallChosen,
    Desk,
    FinishTicket,
    OpenCounter,
    ParkTicket,
    PauseCounter,
    PlanStops,
    ReturnTicket,
    TicketAnswer,
    TransferTicket,
    WalkIn,
)
from display_server.domain.ticket import TicketId
from display_server.use_cases import counter as counters, route
from display_server.use_cases.handling import with_promised_days
from display_server.use_cases.kiosk import TicketRequest
from display_server.use_cases.undo import undo
from display_server.use_cases.walk_in import walk_in as walk_in_at
from display_server.web.asking import hall_called
from display_server.web.at_counter import at_their_own, desk_after, ticket_at, ticket_or_nobody_at
from display_server.web.services import services
from display_server.web.who import who

operations = Operations()

_AT = "/halls/<hall>/counters/<int:counter>"


@operations.add("GET", _AT, roles=[*AT_THE_COUNTER, Role.RATING], answer=Desk, refusals=[404])
def desk(hall: str, counter: int) -> Desk:
    """The counter as its officer sees it."""
    with hall_called(hall).reading() as reading:
        return views.counter.desk(reading, counter, services().base_url)


@operations.add("POST", f"{_AT}/open", roles=AT_THE_COUNTER, body=OpenCounter, answer=Desk, refusals=[404, 409])
def open_counter(hall: str, counter: int, body: OpenCounter) -> Desk:
    """Takes the counter for an officer, or takes it up again after a pause."""
    principal = who()
    is_themselves = principal is not None and principal.is_person and principal.role in AT_THEIR_OWN_COUNTER
    named = None if is_themselves else body.officer
    officer = named or (principal.name if principal else "")
    is_program = named is None and principal is not None and not principal.is_person
    return desk_after(
        hall,
        counter,
        lambda change: counters.open_counter(change, counter, officer, alone=not is_program, take_over=body.take_over),
    )


@operations.add("POST", f"{_AT}/pause", roles=AT_THE_COUNTER, body=PauseCounter, answer=Desk, refusals=[404, 409])
def pause_counter(hall: str, counter: int, body: PauseCounter) -> Desk:
    """Calls nobody for a while, with a reason."""
    pausing = at_their_own(counter, lambda change: counters.pause_counter(change, counter, body.reason, body.back_at))
    return desk_after(hall, counter, pausing)


@operations.add("POST", f"{_AT}/close", roles=AT_THE_COUNTER, answer=Desk, refusals=[404, 409])
def close_counter(hall: str, counter: int) -> Desk:
    """Ends the officer's work at the counter; at a closed one it has ended already, and nobody sits there."""
    closing = at_their_own(counter, lambda change: counters.close_counter(change, counter), unless_closed=True)
    return desk_after(hall, counter, closing)


@operations.add("POST", f"{_AT}/call-next", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def call_next(hall: str, counter: int) -> TicketAnswer | None:
    """Calls the next visitor; 204 where nobody waits."""
    return ticket_or_nobody_at(hall, counter, lambda change: counters.call_next(change, counter))


@operations.add(
    "POST",
    f"{_AT}/walk-in",
    roles=AT_THE_COUNTER,
    body=WalkIn,
    answer=TicketAnswer,
    status=201,
    refusals=[404, 409],
)
def walk_in(hall: str, counter: int, body: WalkIn) -> TicketAnswer:
    """Gives a visitor without a ticket a number; called at once if the counter is free, or queued where asked."""
    wanted = TicketRequest(body.service, body.priority_class, body.language, body.dossiers)
    return ticket_at(hall, counter, lambda change: walk_in_at(change, counter, wanted, queued=body.queued))


@operations.add("POST", f"{_AT}/call", roles=AT_THE_COUNTER, body=CallChosen, answer=TicketAnswer, refusals=[404, 409])
def call_chosen(hall: str, counter: int, body: CallChosen) -> TicketAnswer:
    """Calls this visitor out of order, with a reason; or a parked one."""
    chosen = TicketId(body.ticket)
    return ticket_at(hall, counter, lambda change: counters.call_chosen(change, counter, chosen, body.reason))


@operations.add("POST", f"{_AT}/park", roles=AT_THE_COUNTER, body=ParkTicket, answer=TicketAnswer, refusals=[404, 409])
def park(hall: str, counter: int, body: ParkTicket) -> TicketAnswer:
    """Sets the counter's visitor aside with a reason; any counter of the service may call them again."""
    return ticket_at(hall, counter, lambda change: route.park(change, counter, body.reason, body.back_at))


@operations.add(
    "POST", f"{_AT}/return", roles=AT_THE_COUNTER, body=ReturnTicket, answer=TicketAnswer, refusals=[404, 409]
)
def return_to_queue(hall: str, counter: int, body: ReturnTicket) -> TicketAnswer:
    """Lets the counter's visitor, or a parked one, wait again."""
    parked = TicketId(body.ticket) if body.ticket is not None else None
    return ticket_at(hall, counter, lambda change: route.return_to_queue(change, counter, body.position, parked))


@operations.add(
    "POST", f"{_AT}/transfer", roles=AT_THE_COUNTER, body=TransferTicket, answer=TicketAnswer, refusals=[404, 409]
)
def transfer(hall: str, counter: int, body: TransferTicket) -> TicketAnswer:
    """Sends the counter's visitor to another service, counter or officer, or back, under the same number."""
    to = route.Destination(body.service, body.counter, body.officer, body.back, body.position)
    return ticket_at(hall, counter, lambda change: route.transfer(change, counter, to))


@operations.add("POST", f"{_AT}/stops", roles=AT_THE_COUNTER, body=PlanStops, answer=TicketAnswer, refusals=[404, 409])
def plan_stops(hall: str, counter: int, body: PlanStops) -> TicketAnswer:
    """Says which services follow for the counter's visitor once this one is done."""
    return ticket_at(hall, counter, lambda change: route.plan_stops(change, counter, body.next_stops))


@operations.add("POST", f"{_AT}/undo", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def undo_last(hall: str, counter: int) -> TicketAnswer:
    """Takes back what the counter did last, within seconds and where that was to a ticket."""
    return ticket_at(hall, counter, lambda change: undo(change, counter))


@operations.add("POST", f"{_AT}/recall", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def recall(hall: str, counter: int) -> TicketAnswer:
    """Calls the counter's visitor once more."""
    return ticket_at(hall, counter, lambda change: counters.recall(change, counter))


@operations.add("POST", f"{_AT}/start", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def start(hall: str, counter: int) -> TicketAnswer:
    """The visitor has come: serving begins."""
    return ticket_at(hall, counter, lambda change: counters.start(change, counter))


@operations.add(
    "POST", f"{_AT}/finish", roles=AT_THE_COUNTER, body=FinishTicket, answer=TicketAnswer, refusals=[404, 409]
)
def finish(hall: str, counter: int, body: FinishTicket) -> TicketAnswer:
    """The visit is over."""
    handled = tuple(map(noted, body.handled))
    told = counters.Outcome(body.outcome, body.dossiers, body.dossier_codes, body.note, handled)
    outcome = with_promised_days(services().one_stop, told)
    return ticket_at(hall, counter, lambda change: counters.finish(change, counter, outcome))


@operations.add("POST", f"{_AT}/no-show", roles=AT_THE_COUNTER, answer=TicketAnswer, refusals=[404, 409])
def mark_no_show(hall: str, counter: int) -> TicketAnswer:
    """The visitor did not come."""
    return ticket_at(hall, counter, lambda change: counters.mark_no_show(change, counter))
