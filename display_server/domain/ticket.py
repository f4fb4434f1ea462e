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


ACTIVE = (State.WAITING, State.CALLED, State.SERVING, State.PARKED)
"""The states of a ticket that is still on its way."""


class Paper(StrEnum):
    """What became of a ticket's slip, as its kiosk tells."""

    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    NOT_COLLECTED = "not_collected"
    """It was printed, nobody took it, and the kiosk drew it back."""


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
    SERVE_ALONE = "serve alone"
    MISS_ALONE = "miss alone"


LIFE: Mapping[State, Mapping[Action, State]] = {
    State.WAITING: {
        Action.CALL: State.CALLED,
        Action.POSTPONE: State.WAITING,
        Action.CANCEL: State.CANCELLED,
        Action.SERVE_ALONE: State.SERVED,
        Action.MISS_ALONE: State.NO_SHOW,
    },
    State.CALLED: {
        Action.RECALL: State.CALLED,
        Action.START: State.SERVING,
        Action.TRANSFER: State.WAITING,
        Action.RETURN: State.WAITING,
        Action.PARK: State.PARKED,
        Action.MARK_NO_SHOW: State.NO_SHOW,
        Action.SERVE_ALONE: State.SERVED,
        Action.MISS_ALONE: State.NO_SHOW,
    },
    State.SERVING: {
        Action.FINISH: State.SERVED,
        Action.SERVE_ALONE: State.SERVED,
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
    stop: int = 1
    """Which service of the visit this is: a visit that is transferred goes through several, under one number."""
    queued_at: datetime | None = None
    """When the wait for this stop began: the issue, or the transfer."""
    next_stops: tuple[str, ...] = ()
    """The services that follow once this one is done."""
    for_counter: int | None = None
    """The only counter that may call it, where it was sent to one."""
    for_officer: str | None = None
    """Whom it was sent to by name: it follows them to the counter that they open next."""
    sent_by: int | None = None
    """The counter that transferred it here, and the service it was at there."""
    sent_from: str | None = None
    not_before: datetime | None = None
    """Keeps its rank, but is not called before: the visitor has postponed it."""
    park_reason: str | None = None
    back_at: datetime | None = None
    """When a parked visitor means to be back."""
    late_returns: int = 0
    """How often the visitor came back after having been marked as a no-show."""
    paper: Paper | None = None
    """None where no kiosk has told of one: it was taken at the counter, or is on a screen."""

    def call(self, counter: int, now: datetime, seq: int) -> "Ticket":
        """Also brings a parked visitor back."""
        state = self._after(Action.CALL)
        called = replace(self, state=state, counter=counter, calls=1, called_at=now, call_seq=seq, started_at=None)
        return replace(called, for_counter=None, for_officer=None, not_before=None, park_reason=None, back_at=None)

    def recall(self, now: datetime, seq: int) -> "Ticket":
        return replace(self, state=self._after(Action.RECALL), calls=self.calls + 1, called_at=now, call_seq=seq)

    def start(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.START), started_at=now)

    def finish(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.FINISH), ended_at=now)

    def mark_no_show(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.MARK_NO_SHOW), ended_at=now)

    def park(self, reason: str, back_at: datetime | None) -> "Ticket":
        """Frees the counter; any counter of the service may call the ticket again."""
        return replace(self, state=self._after(Action.PARK), park_reason=reason, back_at=back_at)

    def return_to_queue(self, rank: datetime) -> "Ticket":
        return replace(self._queued(self._after(Action.RETURN)), rank=rank)

    def come_late(self, rank: datetime) -> "Ticket":
        """The no-show has come after all."""
        late = self._queued(self._after(Action.COME_LATE))
        return replace(late, rank=rank, ended_at=None, late_returns=self.late_returns + 1)

    def transfer(
        self, service: str, for_counter: int | None, rank: datetime, now: datetime, for_officer: str | None = None
    ) -> "Ticket":
        """On to another stop, under the same number. Where it was the next one planned, the others still follow."""
        goes_on = self.next_stops[1:] if self.next_stops[:1] == (service,) else self.next_stops
        sent = replace(self._queued(self._after(Action.TRANSFER)), sent_by=self.counter, sent_from=self.service)
        stop = replace(sent, stop=self.stop + 1, service=service, queued_at=now, next_stops=goes_on)
        return replace(stop, rank=rank, for_counter=for_counter, for_officer=for_officer)

    def postpone(self, until: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.POSTPONE), not_before=until)

    def with_paper(self, paper: Paper) -> "Ticket":
        return replace(self, paper=paper)

    def with_next_stops(self, services: tuple[str, ...]) -> "Ticket":
        return replace(self, next_stops=services)

    def with_detour(self, service: str, prescribed: tuple[str, ...]) -> "Ticket":
        """With the stops that the service prescribes before its own plan goes on, as far as they are not planned yet.

        The next stop planned is no detour, and another counter of the same service is none either: what follows
        there has been planned, and the officer may have dropped some of it.
        """
        if service == self.service or self.next_stops[:1] == (service,):
            return self
        return self.with_next_stops((*(each for each in prescribed if each not in self.next_stops), *self.next_stops))

    def for_every_counter(self) -> "Ticket":
        """Whom it was sent to by name is remembered: they may sit down elsewhere."""
        return replace(self, for_counter=None)

    def following_to(self, counter: int) -> "Ticket":
        """Whom it was sent to by name sits there now."""
        return replace(self, for_counter=counter)

    def with_dossiers(self, dossiers: int) -> "Ticket":
        return replace(self, dossiers=dossiers)

    def end_alone(self, counter: int, came: bool, called_at: datetime, ended_at: datetime) -> "Ticket":
        """The counter called it without the server, by these times; no screen shows that call any more."""
        state = self._after(Action.SERVE_ALONE if came else Action.MISS_ALONE)
        called = self if self.called_at is not None else replace(self, calls=1, called_at=called_at, call_seq=None)
        ended = replace(called, state=state, counter=counter, ended_at=ended_at)
        return replace(ended, for_counter=None, for_officer=None, not_before=None)

    def cancel(self, now: datetime) -> "Ticket":
        return replace(self, state=self._after(Action.CANCEL), ended_at=now, for_officer=None)

    def _queued(self, state: State) -> "Ticket":
        """Waiting, and as if never called: no screen shows the call any more."""
        waiting = replace(self, state=state, counter=None, calls=0, called_at=None, call_seq=None, started_at=None)
        return replace(waiting, for_counter=None, for_officer=None, park_reason=None, back_at=None)

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
    Action.SERVE_ALONE: N_("Ticket %(number)s went on elsewhere meanwhile: it is %(state)s."),
    Action.MISS_ALONE: N_("Ticket %(number)s went on elsewhere meanwhile: it is %(state)s."),
}
