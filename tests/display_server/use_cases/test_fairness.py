"""Who is called next among several queues, and why one was called before another; on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from display_server.domain.dispatch import Position
from display_server.domain.refusals import NotFound, NotValid
from display_server.domain.rules import Rules
from display_server.domain.ticket import Ticket
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, kiosk, offline, route, visitor
from display_server.use_cases.fairness import why_before
from display_server.use_cases.route import Destination
from display_server.views.manager import told
from tests.halls import MovedClock, a_hall_plan, do


@pytest.fixture
def hall(halls: Halls) -> Hall:
    """Counter 1 has land and helps out with tax, after ten minutes."""
    plan = a_hall_plan()
    helper = replace(plan.counters[0], helps=("tax",))
    rules = Rules(help_after=timedelta(minutes=10))
    halls.load(replace(plan, counters=(helper, *plan.counters[1:]), rules=rules), actor="test")
    for number in (1, 2, 3):
        do(halls["hall"], counter.open_counter, number, f"officer {number}")
    return halls["hall"]


def take(hall: Hall, clock: MovedClock, service: str = "land", priority_class: str | None = None) -> Ticket:
    clock.advance(minutes=1)
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service, priority_class))


def call(hall: Hall, number: int) -> str:
    called = do(hall, counter.call_next, number)
    return called.number if called else ""


# --- helping out ------------------------------------------------------------------------------------------------------


def test_a_counter_serves_its_own_before_it_helps_out(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock, "tax")
    own = take(hall, clock, "land")

    assert call(hall, 1) == own.number


def test_an_idle_counter_helps_out_at_once(hall: Hall, clock: MovedClock) -> None:
    other = take(hall, clock, "tax")

    assert call(hall, 1) == other.number


def test_others_who_have_waited_too_long_count_as_its_own(hall: Hall, clock: MovedClock) -> None:
    other = take(hall, clock, "tax")
    take(hall, clock, "land")
    clock.advance(minutes=9.5)

    assert call(hall, 1) == other.number


def in_tiers(halls: Halls, help_after: timedelta | None = None) -> Hall:
    """Counter 3 takes land and tax: land first, tax afterwards."""
    plan = a_hall_plan()
    choosy = replace(plan.counters[2], services=("land", "tax"), afterwards=(("tax",),))
    halls.load(replace(plan, counters=(*plan.counters[:2], choosy), rules=Rules(help_after=help_after)), actor="test")
    do(halls["hall"], counter.open_counter, 3, "officer 3")
    return halls["hall"]


def test_a_lower_preference_has_its_turn_when_nobody_waits_above_it(halls: Halls, clock: MovedClock) -> None:
    hall = in_tiers(halls)
    second = take(hall, clock, "tax")
    first = take(hall, clock, "land")

    assert call_and_finish(hall, 3) == first.number
    assert call_and_finish(hall, 3) == second.number


def test_a_lower_preference_that_waits_long_counts_as_the_first(halls: Halls, clock: MovedClock) -> None:
    hall = in_tiers(halls, help_after=timedelta(minutes=10))
    second = take(hall, clock, "tax")
    take(hall, clock, "land")
    clock.advance(minutes=10)

    assert call(hall, 3) == second.number


def test_who_is_sent_to_the_counter_is_of_its_first_preference(halls: Halls, clock: MovedClock) -> None:
    hall = in_tiers(halls)
    do(hall, counter.open_counter, 2, "officer 2")
    sent = take(hall, clock, "tax")
    call(hall, 2)
    do(hall, counter.start, 2)
    do(hall, route.transfer, 2, Destination(service="tax", counter=3))
    take(hall, clock, "land")

    assert call(hall, 3) == sent.number


def call_and_finish(hall: Hall, number: int) -> str:
    called = call(hall, number)
    do(hall, counter.start, number)
    do(hall, counter.finish, number, counter.Outcome())
    return called


def test_the_oldest_of_a_queue_brings_help_though_another_ranks_before_them(hall: Hall, clock: MovedClock) -> None:
    oldest = take(hall, clock, "tax")
    clock.advance(minutes=10)
    take(hall, clock, "land")
    first_by_class = take(hall, clock, "tax", "elderly")

    assert [call_and_finish(hall, 1), call_and_finish(hall, 1)] == [first_by_class.number, oldest.number]


# --- why --------------------------------------------------------------------------------------------------------------


def why(hall: Hall, first: str, second: str, service: str | None = None) -> str:
    with hall.reading() as reading:
        earlier, because = why_before(reading, first, second, service=service)
        again = why_before(reading, second, first, service=service)
        assert again == (earlier, because), "whoever asks first gets the same answer"
        return f"{earlier}: {told(because, 'en', reading.plan)}"


def test_who_came_first(hall: Hall, clock: MovedClock) -> None:
    for _ in range(2):
        take(hall, clock)
    call(hall, 1)

    assert why(hall, "A001", "A002") == "A001: A001 came at 08:01; A002 came at 08:02."


def test_the_head_start_is_named(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    take(hall, clock, priority_class="elderly")
    call(hall, 1)

    assert why(hall, "A001", "A002") == (
        "A002: A002 came at 08:02 and counts as 20 minutes earlier (Elderly); A001 came at 08:01."
    )


def test_before_any_call_the_rank_is_explained(hall: Hall, clock: MovedClock) -> None:
    for _ in range(2):
        take(hall, clock)

    assert why(hall, "A002", "A001").startswith("A001: Neither has been called yet. A001 came at 08:01; A002")


def test_out_of_order_tells_the_reason(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    second = take(hall, clock)
    do(hall, counter.call_chosen, 1, second.id, "feels faint")

    assert why(hall, "A001", "A002") == (
        "A002: Counter 1 called A002 at 08:02 out of order, for this reason: feels faint"
    )


def test_another_counter_another_queue(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock, "land")
    take(hall, clock, "tax")
    call(hall, 3)

    assert why(hall, "A001", "B001") == (
        "B001: B001 was called by counter 3, which does not take land, for which A001 waits."
    )


def test_a_counters_preference(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock, "tax")
    take(hall, clock, "land")
    call(hall, 1)

    assert why(hall, "A001", "B001").startswith("A001: Counter 1 prefers land to that for which B001 waits.")


def test_who_was_not_there_to_be_called(hall: Hall, clock: MovedClock) -> None:
    first, second, *_ = (take(hall, clock) for _ in range(4))
    do(hall, visitor.postpone, first.token, timedelta(minutes=30))
    do(hall, visitor.cancel, second.token)
    assert call(hall, 1) == "A003"

    assert why(hall, "A001", "A003").endswith("while A001 had asked not to be called before 08:34.")
    assert why(hall, "A002", "A003").endswith("when A002 had been cancelled.")


def test_who_came_later_and_who_was_moved(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    call(hall, 1)
    take(hall, clock)
    assert why(hall, "A001", "A002") == "A001: A001 was called at 08:01, before A002 was issued at 08:02."

    take(hall, clock, "tax")
    do(hall, counter.start, 1)
    do(hall, route.transfer, 1, Destination("tax", position=Position.END))
    assert call(hall, 3) == "B001"
    assert "was called at 08:01" in why(hall, "A001", "B001")


def test_a_call_that_was_undone_explains_nothing(hall: Hall, clock: MovedClock) -> None:
    from display_server.use_cases.undo import undo

    take(hall, clock)
    take(hall, clock)
    call(hall, 1)
    do(hall, undo, 1)

    assert "Neither has been called yet" in why(hall, "A001", "A002")


def test_who_was_given_by_a_kiosk_alone_was_not_known_at_the_call(hall: Hall, clock: MovedClock) -> None:
    (lease,) = do(hall, offline.lease_numbers, "kiosk 1", 10, ["A"])
    take(hall, clock)
    given_at = clock.now
    clock.advance(minutes=5)
    call(hall, 1)
    clock.advance(minutes=5)
    do(
        hall,
        offline.hand_in,
        "kiosk 1",
        [offline.Printed(lease.id, "A501", "t" * 22, given_at, kiosk.TicketRequest("land"))],
    )

    assert why(hall, "A001", "A501") == (
        "A001: A001 was called at 08:06; A501 was given by a kiosk without the server at 08:01, "
        "and the server knew of it only at 08:11."
    )


def test_a_reason_is_none_against_who_was_not_there_yet(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    second = take(hall, clock)
    do(hall, counter.call_chosen, 1, second.id, "feels faint")
    take(hall, clock)

    assert why(hall, "A002", "A003") == "A002: A002 was called at 08:02, before A003 was issued at 08:03."


def test_a_call_is_explained_by_what_the_counter_took_then(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    take(hall, clock, "tax", "elderly")
    take(hall, clock, "land", "elderly")
    take(hall, clock, "land")
    call(hall, 1)
    before = why(hall, "A001", "B001")

    with hall.reading() as reading:
        plan = reading.plan
    alone = replace(plan.counters[0], helps=())
    halls.load(replace(plan, counters=(alone, *plan.counters[1:])), actor="test")

    assert why(halls["hall"], "A001", "B001") == before
    assert "prefers land" in before


def test_one_stop_of_visits_with_several_is_asked_about(hall: Hall, clock: MovedClock) -> None:
    for _ in range(2):
        take(hall, clock)
    assert call(hall, 1) == "A001"
    do(hall, counter.start, 1)
    do(hall, route.transfer, 1, Destination("tax", position=Position.END))
    assert "Neither A001 nor A002 has been called for tax." in why(hall, "A001", "A002", "tax")
    assert call(hall, 1) == "A002"
    do(hall, counter.start, 1)
    do(hall, route.transfer, 1, Destination("tax", position=Position.FRONT))
    assert call(hall, 3) == "A002"

    assert why(hall, "A001", "A002") == "A001: A001 came at 08:01; A002 came at 08:02."
    assert why(hall, "A001", "A002", "tax") == (
        "A002: A002 was put at the front by counter 1; A001 was put at the end by counter 1."
    )
    with pytest.raises(NotFound):
        why(hall, "A001", "A002", "nothing")


def test_numbers_that_nobody_has_are_named(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)

    with pytest.raises(NotFound, match="no ticket A009 on 23/11/2026"):
        why(hall, "A001", "A009")
    with pytest.raises(NotValid, match="two different"):
        why(hall, "A001", "A001")
