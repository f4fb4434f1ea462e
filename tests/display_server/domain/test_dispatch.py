"""Who is called next."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from display_server.domain.dispatch import Position, next_of, next_ticket, rank, rank_at
from display_server.domain.ticket import Ticket, TicketId
from tests.display_server.domain.journal import a_ticket, at, minutes

A001, A002, A003 = a_ticket("A001", "08:00"), a_ticket("A002", "08:01"), a_ticket("A003", "08:02")
TAX = a_ticket("A009", "07:00", service="tax")

moments = st.integers(0, 600).map(lambda minute: at("07:00") + minutes(minute))


# --- rank -------------------------------------------------------------------------------------------------------------


def test_a_head_start_is_as_if_one_had_come_earlier() -> None:
    assert rank(at("09:00"), minutes(20)) == at("08:40")


@given(moments, moments, st.integers(0, 60).map(minutes), st.integers(0, 60).map(minutes))
def test_whoever_comes_later_than_the_longest_head_start_passes_nobody(
    mine: datetime, theirs: datetime, my_start: timedelta, longest: timedelta
) -> None:
    they_come = max(mine, theirs) + longest + minutes(1)

    assert rank(they_come, longest) > rank(mine, my_start)


# --- the next of a queue ----------------------------------------------------------------------------------------------


def test_the_first_by_rank_is_next() -> None:
    assert next_ticket([A002, A001, A003]) is A001


def test_equal_ranks_go_by_issue() -> None:
    second, first = a_ticket("A008"), a_ticket("A007")

    assert next_ticket([second, first]) is first


def test_where_nobody_waits_nobody_is_next() -> None:
    assert next_ticket([]) is None


@given(st.lists(st.tuples(moments, st.integers(1, 50)), min_size=1, unique_by=lambda each: each[1]))
def test_whatever_order_the_queues_are_read_in_the_same_visitor_is_next(tickets: list[tuple[datetime, int]]) -> None:
    heads = [a_ticket(rank=came, id=TicketId(number)) for came, number in tickets]
    called = next_ticket(heads)

    assert called == next_ticket(reversed(heads))
    assert called is not None
    assert all((called.rank, called.id) <= (each.rank, each.id) for each in heads)


# --- preferences ------------------------------------------------------------------------------------------------------


def test_a_counter_serves_its_own_before_it_helps_out() -> None:
    assert next_of([[A002], [TAX]], long_waited=()) is A002


def test_an_idle_counter_helps_out() -> None:
    assert next_of([[], [TAX]], long_waited=()) is TAX


def test_a_third_preference_waits_for_the_second() -> None:
    fees = a_ticket("A004", "06:00", service="fees")

    assert next_of([[], [TAX], [fees]], long_waited=()) is TAX
    assert next_of([[], [], [fees]], long_waited=()) is fees


def test_others_who_have_waited_long_count_as_the_counters_own() -> None:
    assert next_of([[A002], [TAX]], long_waited={"tax"}) is TAX
    assert next_of([[A002], [TAX]], long_waited={"fees"}) is A002


def test_who_has_waited_long_still_comes_by_rank() -> None:
    later = a_ticket("A005", "09:00", service="tax")

    assert next_of([[A001], [later]], long_waited={"tax"}) is A001


def test_help_for_one_service_does_not_pass_on_to_another_of_the_same_preference() -> None:
    fees = a_ticket("A004", "06:00", service="fees")

    assert next_of([[A002], [TAX, fees]], long_waited={"tax"}) is TAX


def test_nobody_waits_anywhere() -> None:
    assert next_of([[], [], []], long_waited={"tax"}) is None


def test_within_a_preference_visitors_come_by_rank_whatever_their_service() -> None:
    assert next_of([[A001, TAX]], long_waited=()) is TAX


# --- coming back to a queue -------------------------------------------------------------------------------------------

QUEUE = (at("08:00"), at("09:00"))
"""The first and the last rank of those who wait."""


def returned(position: Position, own: Ticket, now: str = "09:30") -> datetime:
    return rank_at(position, own.rank, QUEUE, at(now))


def test_by_arrival_nobody_waits_twice() -> None:
    assert returned(Position.BY_ARRIVAL, a_ticket(came="08:30")) == at("08:30")


def test_the_front_is_just_before_the_first() -> None:
    assert returned(Position.FRONT, a_ticket(came="08:30")) == at("08:00") - timedelta(microseconds=1)


def test_who_ranks_before_the_first_already_keeps_that_at_the_front() -> None:
    assert returned(Position.FRONT, a_ticket(came="07:45")) == at("07:45")


def test_the_end_is_behind_the_last_and_behind_whoever_came_until_now() -> None:
    assert returned(Position.END, a_ticket(came="08:30"), now="09:30") == at("09:30")
    assert returned(Position.END, a_ticket(came="08:30"), now="08:45") == at("09:00") + timedelta(microseconds=1)


def test_who_ranks_behind_the_last_already_gains_nothing_at_the_end() -> None:
    assert returned(Position.END, a_ticket(came="10:00"), now="09:30") == at("10:00")


@pytest.mark.parametrize(
    ("position", "waits"), [(Position.BY_ARRIVAL, "08:30"), (Position.FRONT, "08:30"), (Position.END, "09:30")]
)
def test_in_an_empty_queue(position: Position, waits: str) -> None:
    placed = rank_at(position, at("08:30"), None, at("09:30"))

    assert abs(placed - at(waits)) <= timedelta(microseconds=1)


@given(st.lists(moments, min_size=1), moments, moments)
def test_the_front_is_before_everybody_and_the_end_behind_everybody(
    queue: list[datetime], own: datetime, now: datetime
) -> None:
    ends = min(queue), max(queue)

    assert rank_at(Position.FRONT, own, ends, now) < min(queue) or own <= min(queue)
    assert rank_at(Position.END, own, ends, now) > max(queue)
    assert rank_at(Position.END, own, ends, now) >= now
