"""What each display shows, set by the hall's file or by a manager; and who gets ready, as counters then really call."""

from dataclasses import replace
from datetime import timedelta

import pytest

from display_server import views
from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_token
from display_server.domain.display_plan import Direction, DisplayPlan, DisplaySetting, Layout
from display_server.domain.refusals import NotFound, NotValid
from display_server.store.accounts import Accounts
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, displays
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.visitor import postpone
from tests.halls import MovedClock, a_hall_plan, do

AT_THE_DOOR = DisplayPlan("door", DisplaySetting(Layout.TOTEM, zone="east"), {1: Direction.LEFT, 2: Direction.UPSTAIRS})


@pytest.fixture
def with_displays(halls: Halls, hall: Hall, database: str, clock: MovedClock) -> Hall:
    """One display in the hall's file, and another that was paired."""
    halls.load(replace(a_hall_plan(), displays=(AT_THE_DOOR,)), actor="test")
    engine = connect(database)
    create_token(Accounts(engine), clock, Principal(Role.DISPLAY, "stairs", "hall"))
    create_token(Accounts(engine), clock, Principal(Role.DISPLAY, "elsewhere", "other"))
    engine.dispose()
    return hall


def shown(hall: Hall) -> dict[str, DisplaySetting]:
    with hall.reading() as reading:
        return {each.name: each.setting for each in displays.displays(reading)}


def test_displays_are_those_of_the_file_and_those_that_were_paired(with_displays: Hall) -> None:
    assert shown(with_displays) == {"door": AT_THE_DOOR.setting, "stairs": DisplaySetting()}


def test_a_manager_has_a_display_show_something_else(with_displays: Hall) -> None:
    sign = DisplaySetting(Layout.COUNTER, counter=2)

    do(with_displays, displays.arrange, "door", sign)
    do(with_displays, displays.arrange, "stairs", DisplaySetting(Layout.ZONE, zone="west"))
    do(with_displays, displays.arrange, "door", sign)

    assert shown(with_displays) == {"door": sign, "stairs": DisplaySetting(Layout.ZONE, zone="west")}
    with with_displays.reading() as reading:
        board = views.board.board(reading, None)
        told = [row.facts for row in reading.journal.since(0) if row.event == "DisplayArranged"]
    assert [fact["display"] for fact in told] == ["door", "stairs"], "the same again is no change"
    (door, _) = board.displays
    assert door.arrows == {"left": (1,), "upstairs": (2,)}, "where it hangs has not changed"


@pytest.mark.parametrize(
    ("setting", "field"),
    [
        (DisplaySetting(Layout.ZONE), "zone"),
        (DisplaySetting(Layout.ZONE, zone="north"), "zone"),
        (DisplaySetting(Layout.HALL, zone="east"), "zone"),
        (DisplaySetting(Layout.COUNTER), "counter"),
        (DisplaySetting(Layout.COUNTER, counter=9), "counter"),
        (DisplaySetting(Layout.HALL, counter=1), "counter"),
    ],
)
def test_what_a_display_cannot_show_is_refused(with_displays: Hall, setting: DisplaySetting, field: str) -> None:
    with pytest.raises(NotValid) as refused:
        do(with_displays, displays.arrange, "door", setting)

    assert refused.value.field == field


def test_an_unknown_display_is_refused(with_displays: Hall) -> None:
    with pytest.raises(NotFound, match="no display"):
        do(with_displays, displays.arrange, "cellar", DisplaySetting())


def ready(hall: Hall) -> dict[str, list[str]]:
    with hall.reading() as reading:
        return {zone: [each.number for each in tickets] for zone, tickets in displays.get_ready(reading).items()}


def test_who_gets_ready_is_who_is_then_called(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "lan")
    do(hall, counter.open_counter, 3, "minh")
    for service, priority in (("land", None), ("tax", None), ("land", "elderly"), ("land", None), ("tax", None)):
        do(hall, issue_ticket, TicketRequest(service, priority))
        clock.advance(minutes=1)

    told = ready(hall)

    assert told == {"east": ["A002", "A001", "A003"], "west": ["B001", "B002"]}, (
        "the elderly count as 20 minutes earlier"
    )
    for number in (1, 3):
        zone = "east" if number == 1 else "west"
        called = do(hall, counter.call_next, number)
        assert called is not None
        assert called.number == told[zone][0]


def test_a_closed_or_paused_counter_asks_nobody(hall: Hall) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.open_counter, 1, "lan")
    do(hall, counter.pause_counter, 1, "lunch")

    assert ready(hall) == {}


def test_who_postponed_is_not_asked_yet(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "lan")
    first, second = (do(hall, issue_ticket, TicketRequest("land")) for _ in range(2))
    do(hall, postpone, first.token, timedelta(minutes=15))

    assert ready(hall) == {"east": [second.number]}
    clock.advance(minutes=16)
    assert first.number in ready(hall)["east"]


def test_officers_are_named_only_where_the_hall_publishes_them(halls: Halls, hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "lan")

    def officer() -> str | None:
        with hall.reading() as reading:
            return views.board.board(reading, None).counters[0].officer

    assert officer() is None
    plan = a_hall_plan()
    halls.load(replace(plan, rules=replace(plan.rules, publish_officers=True)), actor="test")
    assert officer() == "lan"
