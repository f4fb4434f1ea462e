"""Why one visitor was called before another, in one sentence that a visitor understands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from display_server.domain.hall_plan import HallPlan
from display_server.domain.why import Because, Side, why
from tests.display_server.domain.journal import THERE, Journal, a_ticket, at
from tests.halls import a_hall_plan

PLAN = a_hall_plan()
"""`land` at counters 1 and 2, `tax` at counters 2 and 3; elderly people rank 20 minutes early."""


def in_english(because: Because) -> str:
    """The sentence as a visitor reads it."""
    return because.sentence % {name: _shown(fact) for name, fact in because.facts.items()}


def _shown(fact: object) -> str:
    match fact:
        case Because():
            return in_english(fact)
        case datetime():
            return fact.astimezone(THERE).strftime("%H:%M")
        case Mapping():
            return str(fact["en"])
        case _:
            return str(fact)


def asked(day: Journal, one: str, other: str, service: str | None = None, plan: HallPlan = PLAN) -> str:
    """Who was first, and the sentence; the same whoever asks."""
    sides = [Side(day.ticket(number), day.story(number), service) for number in (one, other)]
    first, because = why(sides[0], sides[1], plan)
    again, same = why(sides[1], sides[0], plan)

    assert (first.ticket, because) == (again.ticket, same)
    return f"{first.ticket.number}: {in_english(because)}"


def two_came() -> Journal:
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("A002", "08:05")
    return day


# --- nobody has been called -------------------------------------------------------------------------------------------


def test_before_any_call_the_ranks_are_explained() -> None:
    assert asked(two_came(), "A001", "A002") == (
        "A001: Neither has been called yet. A001 came at 08:00; A002 came at 08:05."
    )


def test_before_any_call_a_head_start_is_explained() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("A002", "08:05", early=20, priority_class="elderly")

    assert asked(day, "A001", "A002") == (
        "A002: Neither has been called yet. "
        "A002 came at 08:05 and counts as 20 minutes earlier (Elderly); A001 came at 08:00."
    )


def test_a_head_start_of_who_still_comes_second_is_explained_too() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("A002", "08:30", early=20, priority_class="elderly")

    assert asked(day, "A001", "A002") == (
        "A001: Neither has been called yet. "
        "A001 came at 08:00; A002 came at 08:30 and counts as 20 minutes earlier (Elderly)."
    )


def test_of_tickets_whose_story_is_lost_what_is_stored_is_told() -> None:
    one, other = Side(a_ticket("A001", "08:00"), []), Side(a_ticket("A002", "08:05"), [])

    first, because = why(one, other, PLAN)

    assert first is one
    assert in_english(because) == "Neither has been called yet. A001 came at 08:00; A002 came at 08:05."


def test_who_came_in_the_same_moment_go_by_issue() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("A002", "08:00")

    assert asked(day, "A002", "A001").startswith("A001: Neither has been called yet.")


def test_neither_has_been_called_for_one_stop_of_their_visits() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.transferred("A001", "08:20", to="tax")

    assert asked(day, "A001", "A002", service="tax") == "A001: Neither A001 nor A002 has been called for tax."


# --- one was called by rank -------------------------------------------------------------------------------------------


def test_who_came_first_was_called_first() -> None:
    day = two_came()
    day.called("A001", "08:10")

    assert asked(day, "A001", "A002") == "A001: A001 came at 08:00; A002 came at 08:05."


def test_of_two_who_were_called_the_first_call_counts() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.called("A002", "08:11", counter=2)

    assert asked(day, "A001", "A002") == "A001: A001 came at 08:00; A002 came at 08:05."


def test_a_head_start_is_named() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("A002", "08:05", early=20, priority_class="elderly")
    day.called("A002", "08:10")

    assert asked(day, "A001", "A002") == (
        "A002: A002 came at 08:05 and counts as 20 minutes earlier (Elderly); A001 came at 08:00."
    )


def test_a_head_start_that_the_hall_has_changed_since_is_told_as_it_was_given() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("A002", "08:05", early=15, priority_class="elderly")
    day.called("A002", "08:10")

    assert asked(day, "A001", "A002") == (
        "A002: A002 came at 08:05 and counts as 15 minutes earlier (Elderly); A001 came at 08:00."
    )


@pytest.mark.parametrize("given", [120, 90])
def test_a_long_head_start_is_told_to_the_minute(given: float) -> None:
    two_hours = replace(PLAN.priority_classes[0], head_start=timedelta(hours=2))
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("A002", "09:00", early=given, priority_class="elderly")
    day.called("A002", "09:10")

    assert asked(day, "A001", "A002", plan=replace(PLAN, priority_classes=(two_hours,))) == (
        f"A002: A002 came at 09:00 and counts as {given} minutes earlier (Elderly); A001 came at 08:00."
    )


def test_an_appointment_is_named() -> None:
    day = Journal()
    day.issued("A001", "08:10", appointment=at("08:00"), rank=at("08:00"))
    day.issued("A002", "08:05")
    day.called("A001", "08:15")

    assert asked(day, "A001", "A002") == "A001: A001 had an appointment at 08:00; A002 came at 08:05."


# --- one was called out of order --------------------------------------------------------------------------------------


def test_a_call_out_of_order_tells_its_reason() -> None:
    day = two_came()
    day.called("A002", "08:10", reason="feels faint")

    assert asked(day, "A001", "A002") == (
        "A002: Counter 1 called A002 at 08:10 out of order, for this reason: feels faint"
    )


def test_a_reason_is_none_against_who_was_not_there_yet() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10", reason="feels faint")
    day.issued("A002", "08:12")

    assert asked(day, "A001", "A002") == "A001: A001 was called at 08:10, before A002 was issued at 08:12."


def test_who_was_given_by_a_kiosk_alone_was_not_known_at_the_call() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.handed_in("A501", "08:20", printed="07:55")

    assert asked(day, "A001", "A501") == (
        "A001: A001 was called at 08:10; A501 was given by a kiosk without the server at 07:55, "
        "and the server knew of it only at 08:20."
    )


def test_a_ticket_of_the_kiosk_that_was_handed_in_before_the_call_counts_from_when_it_was_printed() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.handed_in("A501", "08:05", printed="07:55")
    day.called("A501", "08:10")

    assert asked(day, "A001", "A501") == "A501: A501 came at 07:55; A001 came at 08:00."


# --- the other could not be called ------------------------------------------------------------------------------------


def both_need_the_tax_office(*deeds: str) -> Journal:
    """A001 comes for land and will go on to tax; what happened to it until B001 was called for tax at 09:00."""
    day = Journal()
    day.issued("A001", "08:00", next_stops=("tax",))
    day.issued("B001", "08:05", service="tax")
    for deed in deeds:
        match deed:
            case "was called":
                day.called("A001", "08:10")
            case "was served":
                day.started("A001", "08:11")
            case "was parked":
                day.parked("A001", "08:15")
            case "finished":
                day.finished("A001", "08:20")
            case "did not come":
                day.missed("A001", "08:13")
            case "cancelled":
                day.cancelled("A001", "08:30")
    day.called("B001", "09:00", counter=3, takes=("tax",))
    return day


@pytest.mark.parametrize(
    ("deeds", "sentence"),
    [
        (["was called", "was parked"], "B001 was called at 09:00, while A001 was parked."),
        (["was called"], "B001 was called at 09:00, while A001 was at a counter."),
        (["was called", "was served"], "B001 was called at 09:00, while A001 was at a counter."),
        (["was called", "did not come"], "B001 was called at 09:00, when A001 had not come to its call."),
        (["cancelled"], "B001 was called at 09:00, when A001 had been cancelled."),
        (["was called", "was served", "finished"], "B001 was called at 09:00, when A001 had been served."),
    ],
)
def test_who_was_not_waiting_then_could_not_be_called(deeds: list[str], sentence: str) -> None:
    day = both_need_the_tax_office(*deeds)

    assert asked(day, "A001", "B001", service="tax") == f"B001: {sentence}"


def test_who_asked_not_to_be_called_yet_was_passed() -> None:
    day = two_came()
    day.postponed("A001", "08:06", until="08:30")
    day.called("A002", "08:10")

    assert asked(day, "A001", "A002") == (
        "A002: A002 was called at 08:10, while A001 had asked not to be called before 08:30."
    )


def test_who_asked_to_wait_until_a_time_that_is_over_ranks_as_before() -> None:
    day = two_came()
    day.postponed("A002", "08:06", until="08:30")
    day.called("A001", "08:30")

    assert asked(day, "A001", "A002") == "A001: A001 came at 08:00; A002 came at 08:05."


def test_who_waits_for_one_counter_alone_is_not_called_by_another() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=2)
    day.transferred("A001", "08:20", to="tax", counter=2, to_counter=3)
    day.issued("B001", "08:25", service="tax")
    day.called("B001", "08:30", counter=2, takes=("land", "tax"))

    assert asked(day, "A001", "B001", service="tax") == (
        "B001: Counter 2 called B001; A001 was waiting for counter 3 alone."
    )


def test_a_counter_calls_whoever_waits_for_it_alone_by_rank() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.transferred("A001", "08:20", to="tax", to_counter=3)
    day.issued("B001", "08:25", service="tax")
    day.called("A001", "08:30", counter=3, takes=("tax",))

    assert asked(day, "A001", "B001", service="tax") == "A001: A001 came at 08:00; B001 came at 08:25."


def test_another_counter_has_another_queue() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.issued("B001", "08:05", service="tax")
    day.called("B001", "08:10", counter=3, takes=("tax",))

    assert asked(day, "A001", "B001") == (
        "B001: B001 was called by counter 3, which does not take land, for which A001 waits."
    )


def test_what_a_counter_took_then_counts_and_not_what_it_takes_now() -> None:
    day = Journal()
    day.issued("B001", "08:00", service="tax")
    day.issued("A001", "08:05")
    day.called("A001", "08:10", counter=1, takes=("land", "tax"))

    assert asked(day, "A001", "B001") == (
        "A001: Counter 1 prefers land to that for which B001 waits. A001 came at 08:05; B001 came at 08:00."
    )


def test_where_the_journal_does_not_tell_what_it_took_the_plan_does() -> None:
    day = Journal()
    day.issued("B001", "08:00", service="tax")
    day.issued("A001", "08:05")
    day.called("A001", "08:10", counter=1, takes=())

    assert asked(day, "A001", "B001") == (
        "A001: A001 was called by counter 1, which does not take tax, for which B001 waits."
    )
    helps = replace(PLAN, counters=(replace(PLAN.counters[0], helps=("tax",)), *PLAN.counters[1:]))
    assert "Counter 1 prefers land" in asked(day, "A001", "B001", plan=helps)


# --- where a visitor was put ------------------------------------------------------------------------------------------


def test_who_was_put_at_the_front_or_the_end_is_told_so() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.transferred("A001", "08:15", to="tax", counter=1, position="end", rank=at("08:15"))
    day.called("A002", "08:20", counter=2)
    day.transferred("A002", "08:25", to="tax", counter=2, position="front", rank=at("07:59"))
    day.called("A002", "08:30", counter=3, takes=("tax",))

    assert asked(day, "A001", "A002", service="tax") == (
        "A002: A002 was put at the front by counter 2; A001 was put at the end by counter 1."
    )
    assert asked(day, "A001", "A002") == "A001: A001 came at 08:00; A002 came at 08:05."


def test_who_was_returned_to_the_queue_by_arrival_came_when_they_came() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.returned("A001", "08:12")
    day.called("A001", "08:20")

    assert asked(day, "A001", "A002") == "A001: A001 came at 08:00; A002 came at 08:05."


def test_who_was_returned_to_the_end_keeps_that_place_at_the_next_stop() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:02", counter=2)
    day.returned("A001", "08:03", counter=2, position="end", rank=at("08:03"))
    day.issued("B001", "08:01", service="tax")
    day.called("A001", "08:10", counter=1)
    day.transferred("A001", "08:20", to="tax", counter=1)
    day.called("B001", "08:30", counter=3, takes=("tax",))

    assert asked(day, "A001", "B001", service="tax") == (
        "B001: B001 came at 08:01; A001 was put at the end by counter 2."
    )


def late_and_sent_on(position: str, rank: str) -> Journal:
    """A001 missed its call for land and came back; now it waits for tax, as B001 does."""
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10", counter=1)
    day.missed("A001", "08:13", counter=1)
    day.came_late("A001", "08:20", position=position, rank=at(rank))
    day.called("A001", "08:25", counter=1)
    day.transferred("A001", "08:30", to="tax", counter=1)
    day.issued("B001", "08:05", service="tax")
    return day


def test_who_came_late_within_the_grace_was_next() -> None:
    day = late_and_sent_on("front", rank="07:50")
    day.called("A001", "08:40", counter=3, takes=("tax",))

    assert asked(day, "A001", "B001", service="tax") == (
        "A001: A001 came late, but within the grace, and so was next; B001 came at 08:05."
    )


def test_who_came_too_late_waits_behind_all_others() -> None:
    day = late_and_sent_on("end", rank="08:20")
    day.called("B001", "08:40", counter=3, takes=("tax",))

    assert asked(day, "A001", "B001", service="tax") == (
        "B001: B001 came at 08:05; A001 came too late and so waits behind all others."
    )


def test_what_happened_after_the_call_explains_nothing() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.returned("A001", "08:12", counter=1, position="end", rank=at("08:12"))
    day.called("A002", "08:15", counter=1)

    assert asked(day, "A001", "A002") == "A001: A001 came at 08:00; A002 came at 08:05."


def test_of_several_who_moved_a_visitor_the_last_counts() -> None:
    day = late_and_sent_on("end", rank="08:20")
    day.called("A001", "08:40", counter=3, takes=("tax",))
    day.transferred("A001", "08:45", to="fees", counter=3, position="front", rank=at("07:40"))
    day.issued("C001", "08:50", service="fees")
    day.called("A001", "08:55", counter=2, takes=("fees",))

    assert asked(day, "A001", "C001", service="fees") == (
        "A001: A001 was put at the front by counter 3; C001 came at 08:50."
    )


def test_a_call_that_was_undone_explains_nothing() -> None:
    day = two_came()
    day.called("A002", "08:10", reason="pressed by mistake")
    day.undone("A002", "08:10:05", undone=day.seq)

    assert asked(day, "A001", "A002").startswith("A001: Neither has been called yet.")


# --- laws -------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 59), st.integers(0, 59), st.booleans(), st.booleans())
def test_two_who_waited_for_the_same_are_explained_by_their_ranks(
    one: int, other: int, elderly: bool, other_elderly: bool
) -> None:
    day = Journal()
    day.issued("A001", f"08:{one:02}", early=20 * elderly, priority_class="elderly" if elderly else None)
    day.issued("A002", f"08:{other:02}", early=20 * other_elderly, priority_class="elderly" if other_elderly else None)
    first = min(("A001", "A002"), key=lambda number: (day.ticket(number).rank, number))
    day.called(first, "09:30")

    told = asked(day, "A001", "A002")

    assert told.startswith(f"{first}: {first} came at 08:")
    assert "prefers" not in told
