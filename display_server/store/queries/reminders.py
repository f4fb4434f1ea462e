"""Which messages visitors want before their call, and what became of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, delete, func, or_, select, update

from display_server.domain.reminder import TO_BE_SENT, MessageState, Reminder, Way
from display_server.domain.ticket import TicketId
from display_server.store.models import Instant, ReminderRow
from display_server.store.queries.moment import Moment, found_once

STUBBORN = 3
"""After so many tries without success a manager should know of it."""
_OF_HALL = ReminderRow.hall_id == bindparam("hall_id")
_STATES = select(ReminderRow.ticket_id, ReminderRow.way, ReminderRow.state).where(_OF_HALL)
_OPEN = select(
    *(ReminderRow.ticket_id, ReminderRow.way, ReminderRow.address, ReminderRow.language, ReminderRow.state),
    ReminderRow.tries,
).where(
    _OF_HALL,
    ReminderRow.state.in_([state.value for state in TO_BE_SENT]),
    or_(ReminderRow.next_try_at.is_(None), ReminderRow.next_try_at <= bindparam("now", type_=Instant())),
)
_UNSENT = (
    select(func.count())
    .select_from(ReminderRow)
    .where(
        _OF_HALL,
        or_(
            ReminderRow.state == MessageState.FAILED.value,
            (ReminderRow.state != MessageState.SENT.value) & (ReminderRow.tries >= STUBBORN),
        ),
        ReminderRow.tries > 0,  # whose visit was over before any try has missed nothing
    )
)
_PAST = (_OF_HALL, ReminderRow.day.not_in(bindparam("days", expanding=True)))
_IS_PAST = select(ReminderRow.ticket_id).where(*_PAST).limit(1)
_FORGET = delete(ReminderRow).where(*_PAST)
_SETTLE = (
    update(ReminderRow)
    .where(
        ReminderRow.ticket_id == bindparam("of_ticket"),
        ReminderRow.way == bindparam("by_way"),
        ReminderRow.address == bindparam("to_address"),  # what its holder has changed meanwhile is another one
    )
    .values(
        {
            "state": bindparam("new_state"),
            "address": bindparam("new_address"),
            "tries": 0,
            "next_try_at": None,
        }
    )
)


class ReminderQueries:
    """Those of a hall."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    @found_once
    def states(self) -> Mapping[TicketId, Mapping[Way, MessageState]]:
        """By ticket and way, what has become of each."""
        found: defaultdict[TicketId, dict[Way, MessageState]] = defaultdict(dict)
        for row in self.moment.rows(_STATES):
            found[TicketId(row.ticket_id)][Way(row.way)] = MessageState(row.state)
        return found

    def of(self, ticket: TicketId) -> Mapping[Way, MessageState]:
        return self.states.get(ticket, {})

    def to_be_sent(self) -> Sequence[Reminder]:
        """Those that may be tried now, if their time has come."""
        return [
            Reminder(
                TicketId(row.ticket_id), Way(row.way), row.address, row.language, MessageState(row.state), row.tries
            )
            for row in self.moment.rows(_OPEN, now=self.moment.now)
        ]

    def unsent(self) -> int:
        """How many did not go out, or do not get out however often it is tried."""
        row = self.moment.first(_UNSENT)
        return int(row[0]) if row is not None else 0

    def are_past(self, lasting: Sequence[date]) -> bool:
        """Whether there are some of days whose visits are over."""
        return self.moment.first(_IS_PAST, days=list(lasting)) is not None


def settle(moment: Moment, reminder: Reminder, state: MessageState) -> None:
    """Stores what has become of one; the address only for as long as it is to be sent again."""
    address = reminder.address if state in TO_BE_SENT else None
    settled = {"of_ticket": reminder.ticket, "by_way": reminder.way.value, "to_address": reminder.address}
    moment.write(_SETTLE, {**settled, "new_state": state.value, "new_address": address})


def forget_past(moment: Moment, lasting: Sequence[date]) -> None:
    """Throws those of days away whose visits are over."""
    moment.write(_FORGET, {"hall_id": moment.hall_id, "days": list(lasting)})
