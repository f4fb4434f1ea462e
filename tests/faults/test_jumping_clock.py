"""The machine's clock jumps by hours, forth and back: the journal's times never run against its order."""

import random

from display_server.store.checkup import findings
from display_server.store.database import connect
from display_server.use_cases.counter import Outcome, call_next, finish, open_counter, start
from display_server.use_cases.hall import Hall
from display_server.use_cases.kiosk import Wish, issue_ticket
from tests.halls import MovedClock, do

JUMPS_IN_HOURS = (3, -3, -1, 0.5, -0.5, 0.01, 8, -20, 1)
JOURNEYS = 40


def test_a_clock_put_back_does_not_turn_the_journal(hall: Hall, clock: MovedClock, database: str) -> None:
    chance = random.Random(8)
    do(hall, open_counter, 2, "Lan")

    for _ in range(JOURNEYS):
        for deed in ((issue_ticket, Wish("land")), (call_next, 2), (start, 2), (finish, 2, Outcome())):
            do(hall, *deed)
            clock.advance(hours=chance.choice(JUMPS_IN_HOURS))

    engine = connect(database)
    assert findings(engine) == []
    engine.dispose()


def test_who_comes_after_a_clock_was_put_back_still_waits_behind_who_came_before(hall: Hall, clock: MovedClock) -> None:
    first = do(hall, issue_ticket, Wish("land"))
    clock.advance(hours=-2)
    second = do(hall, issue_ticket, Wish("land"))
    do(hall, open_counter, 1, "Lan")

    called = do(hall, call_next, 1)

    assert called is not None
    assert called.id == first.id
    assert second.issued_at == first.issued_at


def test_nothing_is_seen_to_have_waited_for_less_than_no_time(hall: Hall, clock: MovedClock) -> None:
    ticket = do(hall, issue_ticket, Wish("land"))
    clock.advance(hours=-2)

    with hall.reading() as reading:
        assert reading.now >= ticket.issued_at


def test_the_hall_goes_with_the_clock_again_once_it_has_caught_up(hall: Hall, clock: MovedClock) -> None:
    do(hall, issue_ticket, Wish("land"))
    clock.advance(hours=-1)
    do(hall, issue_ticket, Wish("land"))
    clock.advance(hours=2)

    assert do(hall, issue_ticket, Wish("land")).issued_at == clock.now
