"""The actors: visitors who take tickets, and one officer per counter who calls them. Talks to `PublicApi` only.

What the data does not tell is assumed, and is the same in every replay of a day: how many do not come, how long walking
takes, who rates and how.
"""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

import httpx

from display_server.contract import State, Ticket
from display_server.replay.ledger import Ledger
from display_server.replay.public_api import NoAnswer, PublicApi, Refusal

NO_SHOWS = 0.06
"""Share of visitors who do not come when called. [assumed; offices report 5 to 10 %]"""
RATERS = 0.3
SCORES, SCORE_WEIGHTS = (1, 2, 3, 4), (2, 4, 24, 70)
"""Who rates is mostly content: the centre reports 99.84 % satisfaction (domain.md). [assumed]"""
MINUTES_TO_RECALL, MINUTES_TO_NO_SHOW, MINUTES_TO_WALK = 1.0, 1.0, 0.5
LONGEST_VISIT_MINUTES = 30.0
"""An officer without a next visitor does not keep the last one for ever."""


@dataclass(frozen=True)
class Tempo:
    """How fast a minute of the real day passes; `speed` 0 means that nothing is waited for."""

    speed: float

    def seconds(self, minutes: float) -> float:
        return minutes * 60 / self.speed if self.speed else 0.0

    def pause(self, minutes: float) -> None:
        time.sleep(self.seconds(minutes))


class Order(Enum):
    CALL_NEXT = auto()
    LEAVE = auto()
    GO_HOME = auto()


class Officer(threading.Thread):
    """Works one counter, order by order; keeps a visitor until the next order, as the real calls set the tempo.

    `passes` lets one call through per ticket issued, so that at full speed no call overtakes its visitor.
    """

    def __init__(self, api: PublicApi, ledger: Ledger, tempo: Tempo, counter: int, passes: threading.Semaphore) -> None:
        super().__init__(name=f"counter {counter}", daemon=True)
        self.orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._api, self._ledger, self._tempo = api, ledger, tempo
        self._counter, self._passes = counter, passes
        self._random = Random(counter)  # noqa: S311 (the same day again, not a secret)
        self._is_open = False
        self._visitor: Ticket | None = None

    def run(self) -> None:
        while (order := self._next_order()) is not Order.GO_HOME:
            self._obey(self._call_next if order is Order.CALL_NEXT else self._leave)
        self._obey(self._leave)

    def _next_order(self) -> Order:
        try:
            longest = self._tempo.seconds(LONGEST_VISIT_MINUTES) or None
            return self.orders.get(timeout=longest if self._visitor else None)
        except queue.Empty:
            self._obey(self._finish)
            return self.orders.get()

    def _obey(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (Refusal, NoAnswer, httpx.HTTPError) as error:
            self._ledger.note_error(f"counter {self._counter}: {error}")

    def _call_next(self) -> None:
        self._passes.acquire()
        self._finish()
        if not self._is_open:
            self._open()
        ticket = self._api.call_next(self._counter)
        if ticket is None:
            return
        self._ledger.note_call(ticket)
        if self._random.random() < NO_SHOWS:
            self._wait_in_vain(ticket)
        else:
            self._tempo.pause(MINUTES_TO_WALK)
            self._api.act(self._counter, "start", leaves=State.CALLED)
            self._visitor = ticket

    def _open(self) -> None:
        """Opens the counter; a visitor whom an earlier, broken run left there is sent off first."""
        left_behind = self._api.open(self._counter, f"Officer {self._counter}").current
        self._is_open = True
        if left_behind is not None and left_behind.state is State.CALLED:
            self._api.act(self._counter, "no-show", leaves=State.CALLED)
        elif left_behind is not None:
            self._api.act(self._counter, "finish", leaves=State.SERVING)

    def _wait_in_vain(self, ticket: Ticket) -> None:
        self._tempo.pause(MINUTES_TO_RECALL)
        self._api.act(self._counter, "recall", leaves=State.CALLED)
        self._tempo.pause(MINUTES_TO_NO_SHOW)
        self._api.act(self._counter, "no-show", leaves=State.CALLED)
        self._ledger.note_end(ticket, State.NO_SHOW)

    def _finish(self) -> None:
        ticket, self._visitor = self._visitor, None
        if ticket is None:
            return
        self._api.act(self._counter, "finish", leaves=State.SERVING)
        self._ledger.note_end(ticket, State.SERVED)
        if self._random.random() < RATERS:
            (score,) = self._random.choices(SCORES, SCORE_WEIGHTS)
            self._api.rate(ticket.token, score)
            self._ledger.note_rating()

    def _leave(self) -> None:
        self._finish()
        if self._is_open:
            self._api.close_counter(self._counter)
            self._is_open = False
