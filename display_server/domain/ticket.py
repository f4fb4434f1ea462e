"""A ticket's life, from the kiosk to the last counter. Pure: no clock, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from display_server.domain.refusals import N_, NotAllowed

TicketId = NewType("TicketId", int)


class State(StrEnum):
    """Where a ticket is on its way through the hall."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    SERVED = "served"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Action(StrEnum):
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    TRANSFER = "transfer"
    PARK = "park"
    RETURN = "return"
    POSTPONE = "postpone"
    MARK_NO_SHOW = "no-show"
    COME_LATE = "come late"
    CANCEL = "cancel"


LIFE: Mapping[State, Mapping[Action, State]] = {
    State.WAITING: {
        Action.CALL: State.CALLED,
        Action.POSTPONE: State.WAITING,
        Action.CANCEL: State.CANCELLED,
    },
    State.CALLED: {
        Action.RECALL: State.CALLED,
        Action.START: State.SERVING,
        Action.TRANSFER: State.WAITING,
        Action.RETURN: State.WAITING,
        Action.PARK: State.PARKED,
        Action.MARK_NO_SHOW: State.NO_SHOW,
    },
    State.SERVING: {
        Action.FINISH: State.SERVED,
        Action.TRANSFER: State.WAITING,
        Action.RETURN: State.WAITING,
        Action.PARK: State.PARKED,
    },
    State.PARKED: {
        Action.CALL: State.CALLED,
        Action.RETURN: State.WAITING,
        Action.CANCEL: State.CANCELLED,
    },
    State.SERVED: {},
    State.NO_SHOW: {Action.COME_LATE: State.WAITING},
    State.CANCELLED: {},
}
"""Every allowed move. What is not here is refused, with the state named.

An officer's last move can be undone for a few seconds: the ticket is then as the journal tells it without that move.
"""

AT_A_COUNTER = (State.CALLED, State.SERVING)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A visitor's number and way through the hall on one local day."""

    id: TicketId
    day: date
    number: str
    service: str
    priority_class: str | None
    language: str
    dossiers: int
    token: str
    state: State
    issued_at: datetime
    rank: datetime
    """Arrival less the head start: who ranks earlier is called earlier."""
    counter: int | None = None
    calls: int = 0
    called_at: datetime | None = None
    """The last call or recall."""
    call_seq: int | None = None
    """The hall's `seq` of the last call or recall: the order in which screens show and speak calls."""
    started_at: datetime | None = None
    ended_at: datetime | None = None

    def call(self, counter: int, now: datetime, seq: int) -> "Ticket":
        state = self._after(Action.CALL)
        return replace(self, state=state, counter=counter, calls=1, called_at=now, call_seq=seq)

    def recall(self, now: datetime, seq: int) -> "Ticket":
        return replace(self, state=self._after(Action.RECALL), calls=self.calls + 1, called_at=now, call_seq=seq)

    def start(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.START), started_at=now)

    def finish(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.FINISH), ended_at=now)

    def mark_no_show(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.MARK_NO_SHOW), ended_at=now)

    def cancel(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.CANCEL), ended_at=now)

    def _after(self, action: Action) -> State:
        state = LIFE[self.state].get(action)
        if state is None:
            raise NotAllowed(IMPOSSIBLE[action], number=self.number, state=self.state)
        return state


IMPOSSIBLE: Mapping[Action, str] = {
    Action.TRANSFER: N_("Ticket %(number)s cannot be transferred: it is %(state)s."),
    Action.PARK: N_("Ticket %(number)s cannot be parked: it is %(state)s."),
    Action.RETURN: N_("Ticket %(number)s cannot be returned to the queue: it is %(state)s."),
    Action.POSTPONE: N_("Ticket %(number)s cannot be postponed: it is %(state)s."),
    Action.COME_LATE: N_("Ticket %(number)s is not late: it is %(state)s."),
    Action.CALL: N_("Ticket %(number)s cannot be called: it is %(state)s."),
    Action.RECALL: N_("Ticket %(number)s cannot be called again: it is %(state)s."),
    Action.START: N_("Serving ticket %(number)s cannot start: it is %(state)s."),
    Action.FINISH: N_("Ticket %(number)s cannot be finished: it is %(state)s. Start serving it first."),
    Action.MARK_NO_SHOW: N_("Ticket %(number)s cannot be marked as a no-show: it is %(state)s."),
    Action.CANCEL: N_("Ticket %(number)s cannot be cancelled: it is %(state)s."),
}
