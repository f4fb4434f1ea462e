"""The simulated people of the running demonstration: each a thread that talks to the server as any client does."""

import threading
from datetime import timedelta

from display_server.contract import CounterState, Desk, State, Ticket
from display_server.demo.crowd import BEFORE_RECALL, WALK, Crowd
from display_server.replay.public_api import NoAnswer, PublicApi, Refusal

LOOKS_AGAIN = timedelta(seconds=6)
"""How often an officer without visitors looks whether somebody has come."""


class Stage:
    """How fast time passes, and when the play is over."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self.over = threading.Event()

    def wait(self, duration: timedelta) -> None:
        """Waits so long at the demonstration's speed, or until it is over."""
        self.over.wait(duration.total_seconds() / self._speed)


class Visitors(threading.Thread):
    """Come in and take tickets."""

    def __init__(self, api: PublicApi, crowd: Crowd, stage: Stage) -> None:
        super().__init__(daemon=True)
        self._api, self._crowd, self._stage = api, crowd, stage

    def run(self) -> None:
        while not self._stage.over.is_set():
            self._stage.wait(self._crowd.until_next())
            comer = self._crowd.visitor()
            try:
                self._api.issue(comer.service, comer.priority_class)
            except (Refusal, NoAnswer):
                self._stage.wait(LOOKS_AGAIN)


class Officer(threading.Thread):
    """Works at one counter as long as nobody else sits there: a person who takes the counter over is left alone."""

    def __init__(self, api: PublicApi, crowd: Crowd, stage: Stage, counter: int, name: str) -> None:
        super().__init__(daemon=True)
        self._api, self._crowd, self._stage = api, crowd, stage
        self._counter, self._name = counter, name

    def run(self) -> None:
        while not self._stage.over.is_set():
            try:
                self._work(self._api.desk(self._counter))
            except (Refusal, NoAnswer):
                self._stage.wait(LOOKS_AGAIN)

    def _work(self, desk: Desk) -> None:
        if desk.officer != self._name or desk.state is not CounterState.OPEN:
            self._stage.wait(LOOKS_AGAIN)
        elif desk.current is not None:
            self._attend(desk.current)
        elif self._api.call_next(self._counter) is None:
            self._stage.wait(LOOKS_AGAIN)

    def _attend(self, ticket: Ticket) -> None:
        if ticket.state is State.SERVING:
            self._stage.wait(self._crowd.stay(ticket.service))
            self._api.act(self._counter, "finish", State.SERVING)
            self._ask_for_a_rating(ticket)
        elif self._crowd.comes():
            self._stage.wait(WALK)
            self._api.act(self._counter, "start", State.CALLED)
        else:
            self._stage.wait(BEFORE_RECALL)
            self._api.act(self._counter, "recall", State.CALLED)
            self._stage.wait(BEFORE_RECALL)
            self._api.act(self._counter, "no-show", State.CALLED)

    def _ask_for_a_rating(self, ticket: Ticket) -> None:
        score = self._crowd.score()
        if score is not None:
            self._stage.wait(timedelta(seconds=8))
            self._api.rate(ticket.token, score)
