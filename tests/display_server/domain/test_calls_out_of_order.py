"""Calls out of order: whoever was called before somebody who had come earlier and could have been called, and why."""

from display_server.domain.calls_out_of_order import OutOfOrder, calls_out_of_order
from tests.display_server.domain.journal import TODAY, Journal


def found(day: Journal) -> list[tuple[str, str, int, OutOfOrder]]:
    """Who was called, before whom, how many were passed, and why."""
    calls = calls_out_of_order(TODAY, day.entries).found
    return [(each.called.number, each.passed.number, each.passed_count, each.reason) for each in calls]


def three_came() -> Journal:
    day = Journal()
    day.opened(1)
    for number, clock in (("A001", "08:00"), ("A002", "08:01"), ("A003", "08:02")):
        day.issued(number, clock)
    return day


def test_whoever_comes_first_and_is_called_first_passes_nobody() -> None:
    day = three_came()
    for number, clock in (("A001", "08:05"), ("A002", "08:10"), ("A003", "08:15")):
        day.called(number, clock)
        day.started(number, clock)
        day.finished(number, clock)

    assert found(day) == []
    assert calls_out_of_order(TODAY, day.entries).calls == 3


def test_a_call_by_hand_passes_those_who_waited_and_keeps_what_the_officer_wrote() -> None:
    day = three_came()
    day.called("A003", "08:05", reason="is unwell")

    assert found(day) == [("A003", "A001", 2, OutOfOrder.BY_HAND)]
    assert calls_out_of_order(TODAY, day.entries).found[0].words == "is unwell"


def test_a_head_start_passes_those_who_had_come_a_little_earlier() -> None:
    day = three_came()
    day.issued("A004", "08:03", early=20, priority_class="elderly")
    day.called("A004", "08:05")

    assert found(day) == [("A004", "A001", 3, OutOfOrder.HEAD_START)]


def test_an_appointment_is_another_reason_than_a_class() -> None:
    day = three_came()
    day.issued("A004", "08:03", early=20, appointment=day._at("07:43"))
    day.called("A004", "08:05")

    assert found(day) == [("A004", "A001", 3, OutOfOrder.APPOINTMENT)]


def test_who_was_set_aside_comes_back_before_those_who_came_before() -> None:
    day = three_came()
    day.called("A001", "08:03")
    day.started("A001", "08:03")
    day.finished("A001", "08:04")
    day.called("A003", "08:05", reason="is unwell")
    day.parked("A003", "08:06")
    day.called("A003", "08:10")

    assert found(day)[-1] == ("A003", "A002", 1, OutOfOrder.PARKED)


def test_who_comes_late_within_the_grace_is_next() -> None:
    day = Journal()
    day.opened(1)
    day.issued("A001", "08:00")
    day.issued("A002", "08:01")
    day.called("A002", "08:02", reason="in a hurry")
    day.missed("A002", "08:04")
    day.came_late("A002", "08:06", rank=day._at("07:00"))
    day.called("A002", "08:06", same=True)

    assert found(day)[-1] == ("A002", "A001", 1, OutOfOrder.LATE)


def test_who_was_sent_to_this_counter_or_put_at_its_front_says_so() -> None:
    directed, front = Journal(), Journal()
    for day, facts in ((directed, {"to_counter": 1}), (front, {"position": "front", "rank": front._at("07:00")})):
        day.opened(1)
        day.issued("A002", "08:00", service="tax")
        day.issued("A001", "08:01")
        day.issued("B003", "08:02", service="tax")
        day.called("B003", "08:03", counter=3, takes=("tax",), reason="by hand")
        day.transferred("B003", "08:05", to="land", counter=3, **facts)
        day.called("B003", "08:06")

    assert found(directed)[-1] == ("B003", "A001", 1, OutOfOrder.SENT_HERE)
    assert found(front)[-1] == ("B003", "A001", 1, OutOfOrder.IN_FRONT)


def test_who_was_put_at_the_end_is_passed_for_that_reason() -> None:
    day = three_came()
    day.called("A001", "08:03")
    day.returned("A001", "08:04", position="end", rank=day._at("08:04"))
    day.called("A002", "08:05")

    assert found(day) == [("A002", "A001", 1, OutOfOrder.PUT_BACK)]


def test_a_counter_that_prefers_another_service_passes_those_of_its_second() -> None:
    day = Journal()
    day.opened(2)
    day.issued("B001", "08:00", service="tax")
    day.issued("A002", "08:01")
    day.called("A002", "08:05", counter=2, takes=("land", "tax"))

    assert found(day) == [("A002", "B001", 1, OutOfOrder.PREFERRED)]


def test_who_cannot_be_called_there_is_not_passed() -> None:
    day = Journal()
    day.opened(1)
    day.issued("A001", "08:00")
    day.postponed("A001", "08:01", until="09:00")
    day.issued("B002", "08:02", service="tax")
    day.issued("B004", "08:02:30", service="tax")
    day.called("B004", "08:02:40", counter=3, takes=("tax",), reason="by hand")
    day.transferred("B004", "08:03", to="land", counter=3, to_counter=2)
    day.issued("A003", "08:04")
    day.called("A003", "08:05")

    assert [call for call in found(day) if call[0] == "A003"] == []


def test_a_call_that_was_taken_back_is_told_as_that_and_the_visitor_waits_again() -> None:
    day = three_came()
    day.called("A003", "08:05", reason="a slip of the finger")
    day.undone("A003", "08:05:10", undone=day.seq)
    day.called("A001", "08:06")
    day.started("A001", "08:06")
    day.finished("A001", "08:07")
    day.called("A002", "08:08")

    assert found(day) == [("A003", "A001", 2, OutOfOrder.TAKEN_BACK)]


def test_a_number_that_a_kiosk_hands_in_late_had_been_passed_unknown() -> None:
    day = Journal()
    day.opened(1)
    day.issued("A002", "08:05")
    day.called("A002", "08:10")
    day.handed_in("A501", "08:20", printed="08:00")

    assert found(day) == [("A002", "A501", 1, OutOfOrder.HANDED_IN_LATE)]


def test_a_counter_without_the_server_passes_those_who_still_wait_as_it_comes_back() -> None:
    day = three_came()
    day.ended_alone("A002", "08:30", called="08:10", ended="08:20")

    assert found(day) == [("A002", "A001", 1, OutOfOrder.WITHOUT_SERVER)]
