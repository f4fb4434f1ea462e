"""The simulated people of the running demonstration: each a thread that talks to the server as any client does."""

import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from display_server.contract import CounterState, Desk, HandledEntry, State, Ticket
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.simulation.officer import work
from display_server.simulation.processes import LOOKS_AGAIN, Process, RealTimeRunner
from display_server.simulation.public_api import ApiRefusal, NoAnswer, PublicApi
from display_server.simulation.visitors import Brought, Crowd, Visitor


class Person(threading.Thread):
    """Does one thing after another; where the server refuses one, begins anew with what is the case then."""

    def __init__(self, runner: RealTimeRunner, life: Callable[[], Process]) -> None:
        super().__init__(daemon=True)
        self._real_time, self._life = runner, life

    def run(self) -> None:
        while not self._real_time.over.is_set():
            try:
                self._real_time.run(self._life())
            except (ApiRefusal, NoAnswer):
                self._real_time.wait(LOOKS_AGAIN)


def visitors(api: PublicApi, crowd: Crowd, runner: RealTimeRunner, ahead: timedelta) -> Person:
    """Come in and take tickets, one after the other; the hall's clock is so far ahead of the real one."""
    return Person(
        runner, lambda: crowd.coming_in(lambda comer: _take_ticket(api, comer), lambda: datetime.now(UTC) + ahead)
    )


def officer(api: PublicApi, crowd: Crowd, runner: RealTimeRunner, counter: int, name: str) -> Person:
    """Works at one counter as long as nobody else sits there: a person who takes the counter over is left alone."""
    return Person(runner, lambda: work(ApiCounter(api, crowd, counter, name)))


def _take_ticket(api: PublicApi, comer: Visitor) -> None:
    api.issue(comer.service, comer.priority_class)


NOTES = ("Thiếu bản sao giấy tờ", "Hẹn quay lại buổi chiều", "Nộp thay người nhà")
SELDOM, NOW_AND_THEN = 0.02, 0.1


class ApiCounter:
    """One counter of a running server, under the hands of the officer of this name."""

    def __init__(self, api: PublicApi, crowd: Crowd, counter: int, officer: str) -> None:
        self._api, self._crowd, self._counter, self._officer = api, crowd, counter, officer
        self._ticket: Ticket | None = None
        self._dice = Random(counter)  # noqa: S311 (a simulation)
        self._wants_help = False
        self._today = date.min

    @property
    def is_serving(self) -> bool:
        return self._ticket is not None and self._ticket.state is State.SERVING

    def next_visitor(self) -> Visitor | None:
        desk = self._api.desk(self._counter)
        if desk.officer != self._officer or desk.state is not CounterState.OPEN:
            return None
        self._today = desk.at.astimezone(ZoneInfo(desk.timezone)).date()
        self._ticket = desk.current or self._api.call_next(self._counter) or self._walk_in(desk)
        return self._crowd.visitor_for(self._ticket.service) if self._ticket else None

    def recall(self) -> None:
        self._api.act(self._counter, "recall", State.CALLED)

    def start(self) -> None:
        self._api.act(self._counter, "start", State.CALLED)
        if self._happens(NOW_AND_THEN):
            self._api.tell(self._counter, "note", {"note": self._dice.choice(NOTES)})
        if self._happens(NOW_AND_THEN):
            self._api.tell(self._counter, "dossiers", {"dossiers": self._dice.randint(2, 5)})
        if self._happens(SELDOM):
            self._api.tell(self._counter, "help")
            self._wants_help = True

    def finish(self, outcome: VisitOutcome, brought: Brought | None) -> None:
        if self._wants_help:
            self._api.tell(self._counter, "help/end")
            self._wants_help = False
        noted = brought.noted(outcome, self._today) if brought is not None else None
        handled = [HandledEntry(**asdict(noted)).model_dump(mode="json", exclude_none=True)] if noted else []
        self._api.act(self._counter, "finish", State.SERVING, {"outcome": outcome, "handled": handled})
        if self._happens(SELDOM):
            self._api.tell(self._counter, "time-wrong")

    def mark_no_show(self) -> None:
        self._api.act(self._counter, "no-show", State.CALLED)

    def rate(self, opinion: Opinion) -> None:
        if self._ticket is not None:
            self._api.rate(self._ticket.id, opinion)

    def _walk_in(self, desk: Desk) -> Ticket | None:
        """Where nobody waits, somebody may stand there without a ticket."""
        if not desk.services or not self._happens(SELDOM):
            return None
        return self._api.walk_in(self._counter, self._dice.choice(desk.services).service)

    def _happens(self, chance: float) -> bool:
        return self._dice.random() < chance
