"""The replay's own account of every ticket, held against the server's at the end.

Knows only what the server acknowledged: a ticket is lost where the server knows less of it than it once confirmed, and
duplicated where two visitors got the same ticket or number, or two calls the same visitor.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from display_server.contract import State, Ticket

IN_THE_HALL = (State.WAITING, State.CALLED, State.SERVING, State.PARKED)


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the visitors: issued = served + no_show + cancelled + waiting + lost."""

    issued: int
    called: int
    served: int
    no_show: int
    cancelled: int
    waiting: int
    """In the hall at the end: waiting, parked or at a counter."""
    lost: int
    duplicated: int
    rated: int
    errors: int


@dataclass
class Ledger:
    """What the server acknowledged, written down by many threads."""

    on_progress: Callable[[], None] = lambda: None
    """Told of every ticket issued, and of every call."""
    issued: list[Ticket] = field(default_factory=list)
    called: list[Ticket] = field(default_factory=list)
    ended: dict[int, State] = field(default_factory=dict)
    rated: int = 0
    errors: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note_issue(self, ticket: Ticket) -> None:
        with self._lock:
            self.issued.append(ticket)
            self.on_progress()

    def note_call(self, ticket: Ticket) -> None:
        with self._lock:
            self.called.append(ticket)
            self.on_progress()

    def note_end(self, ticket: Ticket, state: State) -> None:
        with self._lock:
            self.ended[ticket.id] = state

    def note_rating(self) -> None:
        with self._lock:
            self.rated += 1

    def note_error(self, words: str) -> None:
        with self._lock:
            self.errors.append(words)

    def account(self, known: Mapping[str, Ticket | None], timezone: ZoneInfo) -> Account:
        """Counts; `known` is what the server says of each ticket's token now, `timezone` the hall's."""
        lost = [ticket for ticket in self.issued if self._is_lost(ticket, known[ticket.token])]
        tokens = {ticket.token for ticket in self.issued} - {ticket.token for ticket in lost}
        states = Counter(ticket.state for token in tokens if (ticket := known[token]))
        return Account(
            issued=len(self.issued),
            called=len({ticket.id for ticket in self.called} & {ticket.id for ticket in self.issued}),
            served=states[State.SERVED],
            no_show=states[State.NO_SHOW],
            cancelled=states[State.CANCELLED],
            waiting=sum(states[state] for state in IN_THE_HALL),
            lost=len(lost),
            duplicated=self._duplicates(timezone),
            rated=self.rated,
            errors=len(self.errors),
        )

    def _is_lost(self, issued: Ticket, known: Ticket | None) -> bool:
        if known is None or (known.id, known.number) != (issued.id, issued.number):
            return True
        if known.state is State.WAITING:
            return any(called.id == issued.id for called in self.called)
        return self.ended.get(issued.id, known.state) is not known.state

    def _duplicates(self, timezone: ZoneInfo) -> int:
        holders: dict[tuple[date, str], set[int]] = defaultdict(set)
        for ticket in self.issued:
            holders[ticket.issued_at.astimezone(timezone).date(), ticket.number].add(ticket.id)
        return (
            sum(len(ids) - 1 for ids in holders.values())
            + _repeats(ticket.id for ticket in self.issued)
            + _repeats(ticket.id for ticket in self.called)
        )


def _repeats(ids: Iterable[int]) -> int:
    counted = Counter(ids)
    return counted.total() - len(counted)
