"""An officer rings for a supervisor."""

import pytest

from display_server.domain.refusals import NotAllowed
from display_server.store.hall import Hall
from display_server.use_cases import counter
from display_server.use_cases.counter_help import come_to_help, end_help, want_help
from display_server.views.counter import desk
from display_server.views.manager import hall_now
from tests.halls import MovedClock, do


def test_it_rings_until_somebody_comes_by_name_and_ends(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, want_help, 1)
    rang_at = clock.now
    clock.advance(minutes=1)
    do(hall, want_help, 1)
    with hall.reading() as reading:
        ringing = next(each for each in hall_now(reading).counters if each.number == 1)
    assert (ringing.help_wanted_at, ringing.helper) == (rang_at, None)

    do(hall, come_to_help, 1, "Trưởng phòng Hà")

    with hall.reading() as reading:
        helped = desk(reading, 1, "").help
    assert helped is not None
    assert helped.helper == "Trưởng phòng Hà"
    do(hall, end_help, 1)
    with hall.reading() as reading:
        assert desk(reading, 1, "").help is None
        told = [row.event for row in reading.journal.since(0) if "Help" in row.event]
    assert told == ["CounterHelpWanted", "CounterHelpComes", "CounterHelpEnded"]


def test_two_do_not_go_to_the_same_counter(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, want_help, 1)
    do(hall, come_to_help, 1, "Hà")

    with pytest.raises(NotAllowed, match="Hà goes to counter 1 already"):
        do(hall, come_to_help, 1, "Bình")


def test_nobody_rings_at_a_closed_counter_and_closing_ends_it(hall: Hall) -> None:
    with pytest.raises(NotAllowed, match="closed"):
        do(hall, want_help, 1)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, want_help, 1)

    do(hall, counter.close_counter, 1)

    with pytest.raises(NotAllowed, match="does not ask for help any more"):
        do(hall, come_to_help, 1, "Hà")


def test_help_keeps_nothing_from_being_undone(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, want_help, 1)

    with hall.reading() as reading:
        last = reading.journal.last_deed_at(1)

    assert last is not None
    assert type(last.event).__name__ == "CounterOpened"
