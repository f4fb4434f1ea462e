"""How long each stop of a visit took: the wait, and the time of service."""

from datetime import timedelta

from display_server.domain.stops import StopTimes, stops_of
from display_server.domain.ticket import Paper
from tests.display_server.domain.journal import Journal, at, minutes


def test_who_waits_has_one_stop_that_is_not_over() -> None:
    day = Journal()
    day.issued("A001", "08:00")

    assert stops_of(day.story("A001")) == [StopTimes("land", queued_at=at("08:00"))]
    assert stops_of(day.story("A001"))[0].wait is None


def test_the_wait_of_paper_from_a_kiosk_alone_begins_when_it_was_printed() -> None:
    day = Journal()
    day.handed_in("A501", "09:00", printed="08:05")

    assert stops_of(day.story("A501")) == [StopTimes("land", queued_at=at("08:05"))]


def test_a_visit_of_one_stop() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10", counter=2)
    day.started("A001", "08:11", counter=2)
    day.finished("A001", "08:20", counter=2)

    (stop,) = stops_of(day.story("A001"))

    assert stop == StopTimes(
        "land", at("08:00"), counter=2, called_at=at("08:10"), started_at=None, ended_at=at("08:20"), served=minutes(9)
    )
    assert stop.wait == minutes(10)


def test_while_somebody_is_served_the_stop_says_since_when() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.started("A001", "08:11")

    (stop,) = stops_of(day.story("A001"))

    assert (stop.started_at, stop.ended_at, stop.served) == (at("08:11"), None, timedelta())


def test_until_the_last_call_the_visitor_was_still_awaited() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.recalled("A001", "08:12")

    assert stops_of(day.story("A001"))[0].wait == minutes(12)


def test_who_fetches_a_copy_is_not_being_served_meanwhile() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.started("A001", "08:10")
    day.parked("A001", "08:14")
    day.called("A001", "08:40", counter=2)
    day.started("A001", "08:41", counter=2)
    day.finished("A001", "08:43", counter=2)

    (stop,) = stops_of(day.story("A001"))

    assert (stop.served, stop.counter) == (minutes(6), 2)


def test_who_is_sent_back_to_the_queue_is_not_being_served_meanwhile() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.started("A001", "08:10")
    day.returned("A001", "08:13")

    (stop,) = stops_of(day.story("A001"))

    assert (stop.served, stop.started_at, stop.ended_at) == (minutes(3), None, None)


def test_a_transfer_ends_one_stop_and_begins_the_wait_of_the_next() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.started("A001", "08:11")
    day.transferred("A001", "08:20", to="tax")
    day.called("A001", "08:25", counter=3)

    land, tax = stops_of(day.story("A001"))

    assert (land.service, land.served, land.ended_at) == ("land", minutes(9), at("08:20"))
    assert tax == StopTimes("tax", queued_at=at("08:20"), counter=3, called_at=at("08:25"))
    assert tax.wait == minutes(5)


def test_a_visit_that_nobody_came_to_is_over_without_service() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.missed("A001", "08:13")

    (stop,) = stops_of(day.story("A001"))

    assert (stop.ended_at, stop.served) == (at("08:13"), timedelta())


def test_a_cancelled_visit_is_over() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.cancelled("A001", "08:30")

    assert stops_of(day.story("A001")) == [StopTimes("land", at("08:00"), ended_at=at("08:30"))]


def test_the_stop_of_who_comes_late_goes_on() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    day.came_late("A001", "08:20")

    (stop,) = stops_of(day.story("A001"))

    assert (stop.ended_at, stop.queued_at) == (None, at("08:00"))


def test_what_was_undone_took_no_time() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.started("A001", "08:11")
    day.finished("A001", "08:15")
    day.undone("A001", "08:15:05", undone=day.seq)

    (stop,) = stops_of(day.story("A001"))

    assert (stop.started_at, stop.ended_at, stop.served) == (at("08:11"), None, timedelta())


def test_stops_that_follow_slips_and_ratings_take_no_time() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.paper("A001", "08:00:05", Paper.PRINTED)
    day.postponed("A001", "08:05", until="08:09")
    day.called("A001", "08:10")
    day.started("A001", "08:11")
    day.stops_changed("A001", "08:12", ("tax",))
    day.finished("A001", "08:20")
    day.rated("A001", "08:21")

    assert stops_of(day.story("A001")) == [
        StopTimes("land", at("08:00"), counter=1, called_at=at("08:10"), ended_at=at("08:20"), served=minutes(9))
    ]


def test_where_a_counter_closes_the_wait_goes_on() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.transferred("A001", "08:20", to="tax", to_counter=3)
    day.direction_dropped("A001", "08:25", counter=3)

    assert stops_of(day.story("A001"))[-1] == StopTimes("tax", queued_at=at("08:20"))
