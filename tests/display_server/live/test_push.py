"""The law of the screens: after every change, what was pushed last of a topic is what it would show if asked anew."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from display_server import views
from display_server.contract import Topic, TopicView
from display_server.domain.dispatch import Position
from display_server.domain.numbering import Numbering
from display_server.domain.playlist import ItemKind, PlaylistItem
from display_server.domain.refusals import NotFound, Refused
from display_server.domain.rules import Rules
from display_server.domain.ticket import Paper, TicketId
from display_server.live.push import Push
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.use_cases import appointments, counter, day, devices, kiosk, offline, playlist, route, visitor
from display_server.use_cases.route import Destination
from display_server.use_cases.undo import undo
from tests.databases import SqliteDatabases
from tests.halls import MovedClock, a_hall_plan, do

RULES = Rules(
    no_show_after=timedelta(seconds=50), grace=timedelta(seconds=20), grace_numbers=1, cancel_uncollected=True
)
SHOWN = tuple(
    PlaylistItem(0, ItemKind.NOTICE, {"vi": "Chào"}, zones=zones)
    for zones in ((), ("east",), ("west",), ("east", "west"))
)
POSITIONS = (Position.BY_ARRIVAL, Position.FRONT, Position.END, Position.BY_ARRIVAL)
TOPICS = [
    *("board:hall", "board:hall:east", "board:hall:west", "hall:hall", "hall:hall:land", "hall:hall:tax,land"),
    *("counter:hall:1", "counter:hall:2", "counter:hall:3", "rating:hall:1", "rating:hall:2"),
]
BASE = "http://hall"


class Screens:
    """Watches every topic of a hall, and every ticket as soon as it is issued."""

    def __init__(self, database: str) -> None:
        self.clock = MovedClock()
        self.engine = connect(database)
        halls = Halls(self.engine, self.clock)
        halls.load(replace(a_hall_plan(), rules=RULES), actor="test")
        self.hall: Hall = halls["hall"]
        self.push = Push(halls, self._receive, BASE)
        self.shown: dict[str, TopicView] = {}
        self.tokens: list[str] = []
        self.promised: list[str] = []
        self.printed: list[tuple[str, offline.Printed]] = []
        for topic in TOPICS:
            self.watch(topic)

    def watch(self, topic: str) -> None:
        self.shown[topic] = self.push.watch(Topic.parse(topic))

    def take(self, service: str, priority_class: str | None) -> None:
        ticket = do(self.hall, kiosk.issue_ticket, kiosk.TicketRequest(service, priority_class))
        self.tokens.append(ticket.token)
        self.watch(f"ticket:{ticket.token}")

    def arrive(self, code: str) -> None:
        ticket = do(self.hall, kiosk.issue_ticket, kiosk.TicketRequest("tax", appointment=code))
        self.tokens.append(ticket.token)
        self.watch(f"ticket:{ticket.token}")

    def promise(self, minutes: int) -> None:
        """An appointment for soon: who comes to it ranks at its time, or as a walk-in."""
        made = do(self.hall, appointments.make, "tax", self.clock.now + timedelta(minutes=minutes))
        self.promised.append(made.code)

    def print_alone(self, number: int) -> None:
        """A kiosk that is cut off prints a number of its lease, and hands it in later."""
        for lease in do(self.hall, offline.lease_numbers, f"kiosk {number}", number, ["B"]):
            asked = kiosk.TicketRequest("tax", "elderly" if number == 2 else None)
            for nth in lease.numbers(Numbering())[:1]:
                printed = offline.Printed(
                    lease.id, nth, f"{nth}-{len(self.tokens)}".ljust(22, "-"), self.clock.now, asked
                )
                self.printed.append((f"kiosk {number}", printed))

    def tell_of_slip(self, paper: Paper) -> None:
        do(self.hall, devices.note_slips, [devices.Slip(self.tokens[-1], paper, self.clock.now)])

    def hand_in(self) -> None:
        for holder, printed in self.printed:
            (received,) = do(self.hall, offline.hand_in, holder, [printed])
            if received.outcome == "accepted":
                self.tokens.append(printed.token)
                self.watch(f"ticket:{printed.token}")
        self.printed.clear()

    def tomorrow(self) -> None:
        self.clock.advance(days=1)
        day.do_what_is_due(self.hall)

    def silence(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)
        day.do_what_is_due(self.hall)

    def some(self, number: int) -> TicketId:
        with self.hall.reading() as reading:
            return reading.tickets.with_token(self.tokens[-number]).id

    def _receive(self, view: TopicView) -> None:
        assert view.seq >= self.shown[view.topic].seq
        self.shown[view.topic] = view

    def are_right(self) -> None:
        with self.hall.reading() as reading:
            for topic, shown in self.shown.items():
                try:
                    fresh = views.topics.of_topic(reading, Topic.parse(topic), BASE)
                except NotFound:
                    assert topic.startswith("ticket:"), "a ticket's page closes, and nothing else"
                    continue
                assert without_clock(shown.view) == without_clock(fresh), topic


def without_clock(view: Any) -> dict[str, Any]:
    facts: dict[str, Any] = view.model_dump()
    for moves_with_time_alone in ("at", "call_from", "call_until", "near"):
        facts.pop(moves_with_time_alone, None)
    return facts


ACTIONS: dict[str, Callable[[Screens, int], object]] = {
    "take land": lambda screens, _: screens.take("land", None),
    "take tax": lambda screens, _: screens.take("tax", None),
    "take tax, elderly": lambda screens, _: screens.take("tax", "elderly"),
    "open": lambda screens, number: do(screens.hall, counter.open_counter, number, f"officer {number}"),
    "pause": lambda screens, number: do(screens.hall, counter.pause_counter, number, "lunch"),
    "close": lambda screens, number: do(screens.hall, counter.close_counter, number),
    "next": lambda screens, number: do(screens.hall, counter.call_next, number),
    "recall": lambda screens, number: do(screens.hall, counter.recall, number),
    "start": lambda screens, number: do(screens.hall, counter.start, number),
    "finish": lambda screens, number: do(screens.hall, counter.finish, number, counter.Outcome()),
    "no-show": lambda screens, number: do(screens.hall, counter.mark_no_show, number),
    "call chosen": lambda screens, number: do(screens.hall, counter.call_chosen, number, screens.some(number), "ill"),
    "park": lambda screens, number: do(screens.hall, route.park, number, "a copy is missing"),
    "return": lambda screens, number: do(screens.hall, route.return_to_queue, number, POSITIONS[number]),
    "return parked": lambda screens, number: do(
        screens.hall, route.return_to_queue, number, parked=screens.some(number)
    ),
    "to tax": lambda screens, number: do(
        screens.hall, route.transfer, number, Destination("tax", position=POSITIONS[number])
    ),
    "to counter": lambda screens, number: do(screens.hall, route.transfer, number, Destination(counter=number % 3 + 1)),
    "back": lambda screens, number: do(screens.hall, route.transfer, number, Destination(back=True)),
    "stops": lambda screens, number: do(screens.hall, route.plan_stops, number, ["tax", "land"][:number]),
    "undo": lambda screens, number: do(screens.hall, undo, number),
    "postpone": lambda screens, number: do(
        screens.hall, visitor.postpone, screens.tokens[-number], timedelta(seconds=5 * number)
    ),
    "lease": lambda screens, number: do(screens.hall, offline.lease_numbers, f"kiosk {number}", number),
    "print alone": lambda screens, number: screens.print_alone(number),
    "hand in": lambda screens, _: screens.hand_in(),
    "promise": lambda screens, number: screens.promise(8 * number),
    "arrive": lambda screens, number: screens.arrive(screens.promised[-number]),
    "tomorrow": lambda screens, _: screens.tomorrow(),
    "slip": lambda screens, number: screens.tell_of_slip(list(Paper)[number]),
    "come late": lambda screens, number: do(screens.hall, visitor.come_back, screens.tokens[-number]),
    "silence": lambda screens, number: screens.silence(20 * number),
    "cancel": lambda screens, number: do(screens.hall, visitor.cancel, screens.tokens[-number]),
    "show": lambda screens, number: do(screens.hall, playlist.add, SHOWN[number]),
    "show first": lambda screens, number: do(screens.hall, playlist.move, number, 0),
    "show no more": lambda screens, number: do(screens.hall, playlist.drop, number),
    "rate": lambda screens, number: do(screens.hall, visitor.rate_last_visit, number, visitor.Opinion(4)),
}


@pytest.fixture(scope="module")
def fresh_screens(sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Screens]:
    folder: Path = tmp_path_factory.mktemp("screens")
    return lambda: Screens(sqlite_template.fresh(folder))


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(1, 3), st.booleans()), min_size=5, max_size=60
    )
)
@settings(max_examples=25 * (100 if os.environ.get("MOTCUA_PATIENCE") == "hours" else 1))
def test_every_screen_shows_what_it_would_show_anew(
    fresh_screens: Callable[[], Screens], steps: list[tuple[str, int, bool]]
) -> None:
    screens = fresh_screens()
    for number in (1, 2, 3):
        do(screens.hall, counter.open_counter, number, f"officer {number}")
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
        do(screens.hall, counter.open_counter, number, f"officer {number}")
        do(screens.hall, counter.call_next, number)

    screens.push.hall("hall")

    board: Any = screens.shown["board:hall"].view
    assert [(call.number, call.counter) for call in board.calls] == [("B002", 3), ("B001", 2)]
    assert board.calls[0].seq > board.calls[1].seq


def test_who_watches_nothing_any_more_costs_nothing(screens: Screens) -> None:
    for topic in TOPICS:
        screens.push.unwatch(Topic.parse(topic))
    do(screens.hall, counter.open_counter, 1, "officer")

    screens.push.hall("hall")

    assert screens.push.last_seq == {}


def test_the_officer_is_told_of_the_slip_of_who_was_called_before_it_was_printed(screens: Screens) -> None:
    screens.take("tax", None)
    do(screens.hall, counter.open_counter, 3, "officer")
    do(screens.hall, counter.call_next, 3)
    screens.push.hall("hall")

    screens.tell_of_slip(Paper.NOT_COLLECTED)

    screens.push.hall("hall")
    screens.are_right()


def test_every_screen_tells_of_who_may_be_called_again_though_nobody_does_anything(screens: Screens) -> None:
    do(screens.hall, counter.open_counter, 3, "officer")
    screens.take("tax", None)
    do(screens.hall, visitor.postpone, screens.tokens[0], timedelta(minutes=5))
    screens.push.hall("hall")
    before: Any = screens.shown["board:hall"].view
    assert screens.push.halls_due(screens.clock.now) == []

    screens.clock.advance(minutes=5)

    assert screens.push.halls_due(screens.clock.now) == ["hall"]
    screens.push.hall("hall")
    screens.are_right()
    after: Any = screens.shown["board:hall"].view
    assert (len(before.ready), len(after.ready)) == (0, 1)
    assert screens.push.halls_due(screens.clock.now) == []


def test_every_screen_turns_with_the_day_though_nobody_does_anything(screens: Screens) -> None:
    do(screens.hall, counter.open_counter, 3, "officer")
    screens.take("tax", None)
    for deed in (counter.call_next, counter.start):
        do(screens.hall, deed, 3)
    do(screens.hall, counter.finish, 3, counter.Outcome())
    screens.push.hall("hall")

    screens.tomorrow()

    screens.push.hall("hall")
    screens.are_right()
    board: Any = screens.shown["board:hall"].view
    assert board.calls == ()
