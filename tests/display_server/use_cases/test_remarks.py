"""What an officer remarks of a visit: the note, the dossiers, a time that is wrong."""

from datetime import timedelta

import pytest

from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import NotAllowed
from display_server.domain.story import note_of
from display_server.domain.ticket import Ticket
from display_server.statistics.queries import visits
from display_server.store.hall import Hall
from display_server.use_cases import counter, remarks, route
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.undo import undo
from display_server.views.counter import desk
from tests.halls import MovedClock, do

RECEIVED = counter.Outcome(VisitOutcome.RECEIVED)


@pytest.fixture
def served(hall: Hall, clock: MovedClock) -> Ticket:
    """Stands at counter 1, in service."""
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    clock.advance(minutes=1)
    return do(hall, counter.start, 1)


def test_a_note_follows_the_visitor_to_the_next_officer_and_can_be_changed(hall: Hall, served: Ticket) -> None:
    do(hall, remarks.write_note, 1, "Thiếu bản sao CCCD")
    do(hall, remarks.write_note, 1, "Đã bổ sung bản sao")
    do(hall, counter.open_counter, 2, "Minh")
    do(hall, route.transfer, 1, route.Destination(service="tax", counter=2))
    do(hall, counter.call_next, 2)

    with hall.reading() as reading:
        note = desk(reading, 2, "").note

    assert note is not None
    assert (note.text, note.officer, note.counter) == ("Đã bổ sung bản sao", "Lan", 1)


def test_an_empty_note_takes_it_away_and_the_same_again_is_no_change(hall: Hall, served: Ticket) -> None:
    do(hall, remarks.write_note, 1, "Gọi lại người nhà")
    with hall.reading() as reading:
        before = reading.seq

    do(hall, remarks.write_note, 1, "Gọi lại người nhà")

    with hall.reading() as reading:
        assert reading.seq == before
    do(hall, remarks.write_note, 1, "")
    with hall.reading() as reading:
        assert note_of(reading.journal.recorded_events(served.id)) is None


def test_a_note_is_undone_like_any_deed_and_the_one_before_is_back(hall: Hall, served: Ticket) -> None:
    do(hall, remarks.write_note, 1, "first")
    do(hall, remarks.write_note, 1, "second")

    do(hall, undo, 1)

    with hall.reading() as reading:
        note = note_of(reading.journal.recorded_events(served.id))
    assert note is not None
    assert note.note == "first"


def test_dossiers_are_counted_by_the_officer_and_the_journal_keeps_what_was_declared(
    hall: Hall, served: Ticket
) -> None:
    do(hall, remarks.correct_dossiers, 1, 4)

    with hall.reading() as reading:
        assert reading.tickets.with_id(served.id).dossiers == 4
        (corrected,) = [row.facts for row in reading.journal.since(0) if row.event == "DossiersCorrected"]
    assert (corrected["dossiers"], corrected["was"]) == (4, 1)
    do(hall, undo, 1)
    with hall.reading() as reading:
        assert reading.tickets.with_id(served.id).dossiers == 1


def test_a_time_that_is_wrong_is_in_no_figure_but_the_visit_counts(
    hall: Hall, served: Ticket, clock: MovedClock
) -> None:
    clock.advance(minutes=40)
    do(hall, counter.finish, 1, RECEIVED)

    do(hall, remarks.mark_time_inaccurate, 1)

    with hall.reading() as reading:
        (visit,) = visits(reading, reading.today, reading.today)
        last = desk(reading, 1, "").last
    assert visit.inaccurate
    assert last is not None
    assert (last.number, last.inaccurate) == (served.number, True)


def test_a_mark_for_the_stop_before_leaves_the_present_stop_its_time(
    hall: Hall, served: Ticket, clock: MovedClock
) -> None:
    do(hall, counter.open_counter, 3, "Minh")
    do(hall, route.transfer, 1, route.Destination(service="tax"))
    do(hall, counter.call_next, 3)
    do(hall, counter.start, 3)
    clock.advance(minutes=5)

    do(hall, remarks.mark_time_inaccurate, 1)
    clock.advance(minutes=5)
    do(hall, counter.finish, 3, RECEIVED)

    with hall.reading() as reading:
        first, second = visits(reading, reading.today, reading.today)
    assert (first.inaccurate, second.inaccurate) == (True, False)
    assert second.served == timedelta(minutes=10)


def test_only_the_own_visitors_time_is_wrong(hall: Hall, served: Ticket) -> None:
    do(hall, counter.open_counter, 2, "Minh")

    with pytest.raises(NotAllowed, match="served nobody"):
        do(hall, remarks.mark_time_inaccurate, 2)

    other = do(hall, issue_ticket, TicketRequest("land"))
    with pytest.raises(NotAllowed, match=f"Ticket {other.number} is neither at counter 1"):
        do(hall, remarks.mark_time_inaccurate, 1, other.id)
