"""The officers of a replayed day, one a counter: they call when the real ones called. Talks to `PublicApi` only.

What the data does not tell is assumed, the same in every replay of a day: how many do not come, who rates and how.
"""

import queue
import threading
from collections.abc import Callable
from datetime import timedelta
from enum import Enum, auto
from random import Random

import httpx

from display_server.contract import State, Ticket
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.simulation.officer import await_visitor
from display_server.simulation.processes import RealTimeRunner
from display_server.simulation.public_api import ApiRefusal, NoAnswer, PublicApi
from display_server.simulation.replay.ledger import Ledger
from display_server.simulation.visitors import Brought, Visitor

NO_SHOWS = 0.06
"""Share of visitors who do not come when called. [assumed; offices report 5 to 10 %]"""
RATERS = 0.3
SCORES, SCORE_WEIGHTS = (1, 2, 3, 4), (2, 4, 24, 70)
"""Who rates is mostly content: the centre reports 99.84 % satisfaction (domain.md). [assumed]"""
LONGEST_VISIT = timedelta(minutes=30)
"""An officer without a next visitor does not keep the last one for ever."""


class Order(Enum):
    CALL_NEXT = auto()
    LEAVE = auto()
    GO_HOME = auto()


class Officer(threading.Thread):
    """Works one counter, order by order; keeps a visitor until the next order, as the real calls set the pace.

    `passes` lets one call through per ticket issued, so that at full speed no call overtakes its visitor.
    """

    def __init__(
        self, api: PublicApi, ledger: Ledger, runner: RealTimeRunner, counter: int, passes: threading.Semaphore
    ) -> None:
        super().__init__(name=f"counter {counter}", daemon=True)
        self.orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._ledger, self._real_time, self._passes = ledger, runner, passes
        self._counter = ReplayedCounter(api, ledger, counter)
        self._visitor: Visitor | None = None

    def run(self) -> None:
        while (order := self._next_order()) is not Order.GO_HOME:
            self._obey(self._call_next if order is Order.CALL_NEXT else self._leave)
        self._obey(self._leave)

    def _next_order(self) -> Order:
        try:
            longest = self._real_time.seconds(LONGEST_VISIT) or None
            return self.orders.get(timeout=longest if self._visitor else None)
        except queue.Empty:
            self._obey(self._finish)
            return self.orders.get()

    def _obey(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (ApiRefusal, NoAnswer, httpx.HTTPError) as error:
            self._ledger.note_error(f"{self.name}: {error}")

    def _call_next(self) -> None:
        self._passes.acquire()
        self._finish()
        visitor = self._counter.next_visitor()
        if visitor is None:
            return
        self._real_time.run(await_visitor(self._counter, visitor))
        if visitor.comes:
            self._visitor = visitor

    def _finish(self) -> None:
        visitor, self._visitor = self._visitor, None
        if visitor is None:
            return
        self._counter.finish(visitor.outcome, None)
        if visitor.opinion is not None:
            self._counter.rate(visitor.opinion)

    def _leave(self) -> None:
        self._finish()
        self._counter.close()


class ReplayedCounter:
    """A counter of a running server; the ledger hears of everything that is done there."""

    is_serving = False

    def __init__(self, api: PublicApi, ledger: Ledger, counter: int) -> None:
        self._api, self._ledger, self._counter = api, ledger, counter
        self._random = Random(counter)  # noqa: S311 (the same day again, not a secret)
        self._is_open = False
        self._ticket: Ticket | None = None

    def next_visitor(self) -> Visitor | None:
        if not self._is_open:
            self._open()
        self._ticket = self._api.call_next(self._counter)
        if self._ticket is None:
            return None
        self._ledger.note_call(self._ticket)
        return self._visitor(self._ticket.service)

    def recall(self) -> None:
        self._api.act(self._counter, "recall", leaves=State.CALLED)

    def start(self) -> None:
        self._api.act(self._counter, "start", leaves=State.CALLED)

    def finish(self, outcome: VisitOutcome, brought: Brought | None) -> None:
        self._api.act(self._counter, "finish", leaves=State.SERVING, body={"outcome": outcome})
        self._note_end(State.SERVED)

    def mark_no_show(self) -> None:
        self._api.act(self._counter, "no-show", leaves=State.CALLED)
        self._note_end(State.NO_SHOW)

    def rate(self, opinion: Opinion) -> None:
        if self._ticket is not None and self._api.rate(self._ticket.id, opinion):
            self._ledger.note_rating()

    def close(self) -> None:
        if self._is_open:
            self._api.close_counter(self._counter)
            self._is_open = False

    def _open(self) -> None:
        """Opens the counter; a visitor whom an earlier, broken run left there is sent off first."""
        left_behind = self._api.open(self._counter, f"Officer {self._counter}").current
        self._is_open = True
        if left_behind is not None and left_behind.state is State.CALLED:
            self._api.act(self._counter, "no-show", leaves=State.CALLED)
        elif left_behind is not None:
            self._api.act(self._counter, "finish", leaves=State.SERVING)

    def _visitor(self, service: str) -> Visitor:
        comes = self._random.random() >= NO_SHOWS
        rates = self._random.random() < RATERS
        (score,) = self._random.choices(SCORES, SCORE_WEIGHTS)
        return Visitor(service, None, stays=LONGEST_VISIT, comes=comes, opinion=Opinion(score) if rates else None)

    def _note_end(self, state: State) -> None:
        if self._ticket is not None:
            self._ledger.note_end(self._ticket, state)
