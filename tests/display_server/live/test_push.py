"""The law of the screens: after every change, what was pushed last of a topic is what it would show if asked anew."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from display_server.contract import Topic, TopicView
from display_server.domain.refusals import Refused
from display_server.live import views
from display_server.live.push import Push
from display_server.store.database import connect
from display_server.use_cases import counter, kiosk, visitor
from display_server.use_cases.hall import Hall, Halls
from tests.databases import SqliteDatabases
from tests.halls import MovedClock, a_hall_plan

TOPICS = [
    *("board:hall", "board:hall:east", "board:hall:west", "hall:hall"),
    *("counter:hall:1", "counter:hall:2", "counter:hall:3", "rating:hall:1", "rating:hall:2"),
]
BASE = "http://hall"


class Screens:
    """Watches every topic of a hall, and every ticket as soon as it is issued."""

    def __init__(self, database: str) -> None:
        self.clock = MovedClock()
        self.engine = connect(database)
        halls = Halls(self.engine, self.clock)
        halls.load(a_hall_plan(), actor="test")
        self.hall: Hall = halls["hall"]
        self.push = Push(halls, self._receive, BASE)
        self.shown: dict[str, TopicView] = {}
        self.tokens: list[str] = []
        for topic in TOPICS:
            self.watch(topic)

    def watch(self, topic: str) -> None:
        self.shown[topic] = self.push.watch(Topic.parse(topic))

    def take(self, service: str, priority_class: str | None) -> None:
        ticket = kiosk.issue_ticket(self.hall, kiosk.Wish(service, priority_class), "kiosk")
        self.tokens.append(ticket.token)
        self.watch(f"ticket:{ticket.token}")

    def _receive(self, view: TopicView) -> None:
        assert view.seq >= self.shown[view.topic].seq
        self.shown[view.topic] = view

    def are_right(self) -> None:
        with self.hall.reading() as reading:
            for topic, shown in self.shown.items():
                fresh = views.of_topic(reading, Topic.parse(topic), BASE)
                assert without_clock(shown.view) == without_clock(fresh), topic


def without_clock(view: Any) -> dict[str, Any]:
    facts: dict[str, Any] = view.model_dump()
    facts.pop("at", None)
    return facts


ACTIONS: dict[str, Callable[[Screens, int], object]] = {
    "take land": lambda screens, _: screens.take("land", None),
    "take tax": lambda screens, _: screens.take("tax", None),
    "take tax, elderly": lambda screens, _: screens.take("tax", "elderly"),
    "open": lambda screens, number: counter.open_counter(screens.hall, number, f"officer {number}"),
    "pause": lambda screens, number: counter.pause_counter(screens.hall, number, "lunch", "officer"),
    "close": lambda screens, number: counter.close_counter(screens.hall, number, "officer"),
    "next": lambda screens, number: counter.call_next(screens.hall, number, "officer"),
    "recall": lambda screens, number: counter.recall(screens.hall, number, "officer"),
    "start": lambda screens, number: counter.start(screens.hall, number, "officer"),
    "finish": lambda screens, number: counter.finish(screens.hall, number, counter.Outcome(), "officer"),
    "no-show": lambda screens, number: counter.mark_no_show(screens.hall, number, "officer"),
    "cancel": lambda screens, number: visitor.cancel(screens.hall, screens.tokens[-number]),
    "rate": lambda screens, number: visitor.rate_last_visit(screens.hall, number, visitor.Opinion(4)),
}


@pytest.fixture(scope="module")
def fresh_screens(sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Screens]:
    folder: Path = tmp_path_factory.mktemp("screens")
    return lambda: Screens(sqlite_template.fresh(folder))


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(1, 3), st.booleans()), min_size=5, max_size=40
    )
)
@settings(max_examples=40, deadline=None)
def test_every_screen_shows_what_it_would_show_anew(
    fresh_screens: Callable[[], Screens], steps: list[tuple[str, int, bool]]
) -> None:
    screens = fresh_screens()
    for number in (1, 2, 3):
        counter.open_counter(screens.hall, number, f"officer {number}")
    for action, number, pushed_now in steps:
        screens.clock.advance(seconds=1)
        with suppress(Refused, IndexError):
            ACTIONS[action](screens, number)
        if pushed_now:
            screens.push.hall("hall")
            screens.are_right()
    screens.push.hall("hall")
    screens.are_right()
    screens.engine.dispose()


@pytest.fixture
def screens(fresh_screens: Callable[[], Screens]) -> Iterator[Screens]:
    screens = fresh_screens()
    yield screens
    screens.engine.dispose()


def test_a_burst_between_two_pushes_is_one_view_that_holds_every_call(screens: Screens) -> None:
    for _ in range(3):
        screens.take("tax", None)
    for number in (2, 3):
        counter.open_counter(screens.hall, number, f"officer {number}")
        counter.call_next(screens.hall, number, "officer")

    screens.push.hall("hall")

    board: Any = screens.shown["board:hall"].view
    assert [(call.number, call.counter) for call in board.calls] == [("B002", 3), ("B001", 2)]
    assert board.calls[0].seq > board.calls[1].seq


def test_who_watches_nothing_any_more_costs_nothing(screens: Screens) -> None:
    for topic in TOPICS:
        screens.push.unwatch(Topic.parse(topic))
    counter.open_counter(screens.hall, 1, "officer")

    screens.push.hall("hall")

    assert screens.push.last_seq == {}
