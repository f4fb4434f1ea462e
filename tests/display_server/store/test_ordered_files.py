"""Files that are ordered: each is one process's to make, begun anew where that is gone, and removed in the end."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from display_server.domain.ordered_file import (
    KEPT_FOR,
    LOST_AFTER,
    MOST_OPEN,
    MOST_TRIES,
    Order,
    OrderedFile,
    OrderState,
    What,
)
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.store.erasures import Erasures
from display_server.store.hall import Hall
from display_server.store.ordered_files import OrderedFiles
from tests.halls import MovedClock

DAY = date(2026, 11, 23)
AN_ORDER = Order("hall", What.JOURNAL, "jsonl", DAY - timedelta(days=9), DAY, "service", "vi", None)


@pytest.fixture
def files(engine: Engine, hall: Hall) -> OrderedFiles:
    return OrderedFiles(engine)


def ordered(files: OrderedFiles, clock: MovedClock) -> int:
    return files.add(AN_ORDER, "Minh", None, clock())


def claimed(files: OrderedFiles, clock: MovedClock) -> OrderedFile:
    found = files.claim(clock())
    assert found is not None
    return found


def test_an_order_is_made_by_one_process_and_one_at_a_time(files: OrderedFiles, clock: MovedClock) -> None:
    first, second = ordered(files, clock), ordered(files, clock)

    mine, nobodys = claimed(files, clock), files.claim(clock())

    assert (mine.id, mine.order, mine.by, mine.state) == (first, AN_ORDER, "Minh", OrderState.RUNNING)
    assert nobodys is None
    assert files.still(mine, 4, clock())
    assert files.done(mine, 1234, clock())
    there = files.one("hall", first)
    assert (there.state, there.size, there.days_done) == (OrderState.DONE, 1234, 10)
    assert claimed(files, clock).id == second


def test_one_that_nobody_speaks_of_any_more_is_begun_anew_and_the_first_gives_up(
    files: OrderedFiles, clock: MovedClock
) -> None:
    ordered(files, clock)
    gone = claimed(files, clock)
    files.still(gone, 7, clock())
    clock.advance(seconds=LOST_AFTER.total_seconds() + 1)

    again = claimed(files, clock)

    assert (again.id, again.tries, again.days_done) == (gone.id, 2, 0)
    assert not files.still(gone, 8, clock())
    assert not files.done(gone, 1, clock())
    assert files.still(again, 1, clock())


def test_one_that_breaks_off_again_and_again_is_given_up_in_words(files: OrderedFiles, clock: MovedClock) -> None:
    order = ordered(files, clock)
    for _ in range(MOST_TRIES):
        claimed(files, clock)
        clock.advance(seconds=LOST_AFTER.total_seconds() + 1)

    nothing = files.claim(clock())

    given_up = files.one("hall", order)
    assert nothing is None
    assert given_up.state is OrderState.FAILED
    assert "fewer days" in (given_up.fault or "")


def test_a_stopped_one_is_not_made_and_what_is_there_stays(files: OrderedFiles, clock: MovedClock) -> None:
    there, running, waiting = (ordered(files, clock) for _ in range(3))
    files.done(claimed(files, clock), 1, clock())
    at_work = claimed(files, clock)

    for each in (there, running, waiting):
        files.stop(each, clock())

    assert [files.one("hall", each).state for each in (there, running, waiting)] == ["done", "stopped", "stopped"]
    assert not files.still(at_work, 5, clock())
    assert files.claim(clock()) is None


def test_what_ended_a_week_ago_is_forgotten(files: OrderedFiles, clock: MovedClock) -> None:
    old = ordered(files, clock)
    files.done(claimed(files, clock), 1, clock())
    clock.advance(seconds=KEPT_FOR.total_seconds() + 1)
    new = ordered(files, clock)

    dropped = files.drop_old(clock())

    assert [each.id for each in dropped] == [old]
    assert [each.id for each in files.of_hall("hall")] == [new]
    with pytest.raises(NotFound):
        files.one("hall", old)


def test_files_go_where_somebodys_data_is_erased(files: OrderedFiles, engine: Engine, clock: MovedClock) -> None:
    order = ordered(files, clock)
    files.done(claimed(files, clock), 1, clock())

    Erasures(engine).erase_officer("hall", "Lan")

    assert [each.id for each in files.drop_old(clock())] == [order]


def test_a_hall_waits_for_a_few_at_once(files: OrderedFiles, clock: MovedClock) -> None:
    for _ in range(MOST_OPEN):
        ordered(files, clock)

    with pytest.raises(NotAllowed):
        ordered(files, clock)
