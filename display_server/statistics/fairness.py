"""Whether people were called in their turn: waits by priority class, and the calls out of order with their reasons."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from display_server import contract
from display_server.contract import CallOutOfOrder, ClassWaits, Fairness, OutOfOrderReason
from display_server.domain import calls_out_of_order as domain, events
from display_server.domain.calls_out_of_order import OutOfOrder, calls_out_of_order
from display_server.domain.hall_plan import HallPlan
from display_server.domain.story import RecordedEvent
from display_server.statistics.roll_ups import statistics
from display_server.store.hall import Hall
from display_server.store.journal import AnyRow, recorded_event_from_row
from display_server.store.models import JournalRow, TicketRow
from display_server.words import N_, say_in_all

Watch = Callable[[list[date]], Iterator[date]]
"""Takes days and gives them back one by one, so that somebody sees how far it is."""

REASONS = {
    OutOfOrder.HEAD_START: N_("Head start of the priority class"),
    OutOfOrder.APPOINTMENT: N_("Had an appointment"),
    OutOfOrder.PARKED: N_("Came back after being set aside"),
    OutOfOrder.LATE: N_("Came late, but within the grace"),
    OutOfOrder.SENT_HERE: N_("Had been sent to this counter"),
    OutOfOrder.IN_FRONT: N_("Had been put at the front by an officer"),
    OutOfOrder.PUT_BACK: N_("Who came earlier had been put at the end"),
    OutOfOrder.PREFERRED: N_("The counter prefers this service"),
    OutOfOrder.BY_HAND: N_("Named by the officer, for a reason"),
    OutOfOrder.HANDED_IN_LATE: N_("A kiosk had given the earlier number without the server"),
    OutOfOrder.WITHOUT_SERVER: N_("The counter called without the server"),
    OutOfOrder.TAKEN_BACK: N_("The call was taken back"),
    OutOfOrder.OTHER: N_("Another reason"),
}
MOST_LISTED = 500
"""On a page; files have all of them."""
EVENTS_AT_ONCE = 250


def fairness(
    hall: Hall,
    first: date,
    last: date,
    of: frozenset[str] | None = None,
    watch: Watch = iter,
    most: int | None = MOST_LISTED,
    pause: Callable[[], object] = int,
) -> Fairness:
    """Of these local days, both included; `of` these departments only, or of all. The latest calls are listed first.

    `pause` is called every few hundredths of a second, so that a hall at work can go on.
    """
    classes = statistics(hall, first, last, "priority_class", of)
    calls, reasons = 0, Counter[OutOfOrder]()
    listed: list[CallOutOfOrder] = []
    days = [first + timedelta(days=nth) for nth in range((last - first).days + 1)]
    for day in watch(days):
        with hall.reading() as reading:
            rows, plan = reading.ask(_STORIES, day=day), reading.plan
        found = calls_out_of_order(day, _with_pauses(rows, pause))
        own = [each for each in found.found if of is None or _departments(plan, each) <= of]
        calls += found.calls
        reasons.update(each.reason for each in own)
        listed += [
            CallOutOfOrder(
                day=day,
                at=each.at,
                number=each.called.number,
                ticket=each.called.id,
                service_name=dict(plan.service(each.called.service).name),
                counter=each.counter,
                class_name=_class_name(plan, each.called.priority_class),
                passed_number=each.passed.number,
                passed_ticket=each.passed.id,
                passed_came_at=each.passed.issued_at,
                passed=each.passed_count,
                reason=each.reason.value,
                reason_name=say_in_all(REASONS[each.reason]),
                words=each.words,
            )
            for each in own
        ]
    waits = (*classes.rows, classes.total)
    listed.sort(key=lambda each: each.at, reverse=True)
    return Fairness(
        hall=hall.slug,
        first_day=first,
        last_day=last,
        classes=tuple(ClassWaits(key=row.key, name=row.name, waits=row.waits) for row in waits),
        calls=calls if of is None else None,
        out_of_order=reasons.total(),
        reasons=tuple(
            OutOfOrderReason(reason=reason.value, name=say_in_all(name), count=reasons[reason])
            for reason, name in REASONS.items()
            if reasons[reason]
        ),
        listed=tuple(listed[:most]),
    )


def _with_pauses(rows: Sequence[AnyRow], pause: Callable[[], object]) -> Iterator[RecordedEvent]:
    for nth, row in enumerate(rows):
        if nth % EVENTS_AT_ONCE == 0:
            pause()
        yield recorded_event_from_row(row)


def _departments(plan: HallPlan, of: domain.CallOutOfOrder) -> frozenset[str]:
    return frozenset(plan.department_of(ticket.service).slug for ticket in (of.called, of.passed))


def _class_name(plan: HallPlan, slug: str | None) -> contract.Words | None:
    return dict(plan.priority_class(slug).name) if slug is not None else None


_TOLD = (
    *(events.TicketIssued, events.TicketHandedIn, events.TicketCalled, events.TicketRecalled, events.ServiceStarted),
    *(events.ServiceFinished, events.TicketTransferred, events.TicketParked, events.TicketReturned),
    *(events.TicketPostponed, events.DirectionDropped, events.DirectionFollowed, events.EndedAlone),
    *(events.ActionUndone, events.NoShowMarked, events.LatecomerReturned, events.TicketCancelled, events.StopsChanged),
)
_STORIES = (
    select(
        *(JournalRow.hall_id, JournalRow.seq, JournalRow.at, JournalRow.event, JournalRow.facts),
        *(JournalRow.ticket_id, JournalRow.counter, JournalRow.service),
    )
    .join(TicketRow, TicketRow.id == JournalRow.ticket_id)
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day == bindparam("day"),
        JournalRow.event.in_([kind.__name__ for kind in _TOLD]),
    )
    .order_by(JournalRow.seq, JournalRow.nth)
)
