"""The journal's audit: by what was told, was everybody called in their turn and to one counter alone?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from display_server.domain import events
from display_server.domain.device import Condition
from display_server.domain.hall_plan import HallPlan
from display_server.domain.journal_audit import JournalAudit
from display_server.domain.opening_hours import ALWAYS_OPEN
from display_server.domain.rules import Rules
from display_server.domain.ticket import Paper, TicketId
from tests.display_server.domain.journal import TODAY, Journal, at, minutes
from tests.halls import BY_DAY, a_hall_plan

PLAN = a_hall_plan(BY_DAY)
"""Open from 07:30 to 17:00. `land` (A) at counters 1 and 2, `tax` (B) at counters 2 and 3."""
TOMORROW = TODAY + timedelta(days=1)


def found(journal: Journal, plan: HallPlan = PLAN, planned: int = 0) -> list[str]:
    """What the audit says of it."""
    audit = JournalAudit(plan, planned)
    return [sentence for told in journal.told for sentence in audit.hear(*told)]


def a_day(*counters: int) -> Journal:
    """With these counters open, all of them unless said otherwise."""
    day = Journal()
    for number in counters or (1, 2, 3):
        day.opened(number, officer=f"officer {number}")
    return day


def two_came() -> Journal:
    day = a_day()
    day.issued("A001", "08:00")
    day.issued("A002", "08:05")
    return day


# --- nothing to find --------------------------------------------------------------------------------------------------


def test_an_empty_journal_is_sound() -> None:
    assert found(Journal()) == []


def test_a_day_by_the_rules_is_sound() -> None:
    day = two_came()
    day.issued("B001", "08:06", service="tax")
    day.called("A001", "08:10", counter=1)
    day.recalled("A001", "08:11", counter=1)
    day.started("A001", "08:12", counter=1)
    day.stops_changed("A001", "08:13", ("tax",), counter=1)
    day.called("A002", "08:14", counter=2)
    day.missed("A002", "08:17", counter=2)
    day.transferred("A001", "08:20", to="tax", counter=1)
    day.called("A001", "08:21", counter=2)
    day.parked("A001", "08:22", counter=2)
    day.called("B001", "08:23", counter=2)
    day.called("A001", "08:24", counter=3)  # parked visitors are called when they are back
    day.returned("A001", "08:25", counter=3)
    day.called("A001", "08:26", counter=3)
    day.started("A001", "08:27", counter=3)
    day.finished("A001", "08:30", counter=3)
    day.rated("A001", "08:31", counter=3)
    day.issued("A003", "08:32")
    day.cancelled("A003", "08:33")

    assert found(day) == []


def test_what_is_of_no_ticket_moves_nobody() -> None:
    day = two_came()
    day.leased(1, of_day=None)
    for event in (
        events.HallPlanLoaded(at=at("08:06"), changed=()),
        events.DayBegun(at=at("08:06")),
        events.ClockPutRight(at=at("08:06"), was=at("09:00")),
        events.DeviceChanged(at=at("08:06"), device="kiosk", condition=Condition.WELL, was=None),
        events.HelpWanted(at=at("08:06"), device="kiosk"),
        events.PeopleForgotten(at=at("08:06"), marks=1),
        events.PersonalDataErased(at=at("08:06"), asked_for=True, erased={"notes": 3}),
        events.AppointmentMade(at=at("08:06"), service="land", code="X", time=at("09:00")),
        events.AppointmentCancelled(at=at("08:06"), service="land", code="X"),
        events.NumbersReclaimed(at=at("08:06"), lease=1, holder="kiosk", prefix="A", first=501, last=580),
    ):
        day.happened(event)
    day.paper("A001", "08:07", Paper.PRINTED)
    day.called("A001", "08:10")

    assert found(day) == []


# --- who is called ----------------------------------------------------------------------------------------------------


def test_whoever_ranks_first_is_called_first() -> None:
    day = two_came()
    day.called("A002", "08:10")

    assert found(day) == ["counter 1 called ticket A002, but ticket A001 ranked before it"]


def test_a_head_start_is_a_better_rank() -> None:
    day = a_day()
    day.issued("A001", "08:00")
    day.issued("A002", "08:05", early=20, priority_class="elderly")
    day.called("A001", "08:10")

    assert found(day) == ["counter 1 called ticket A001, but ticket A002 ranked before it"]


def test_in_the_same_moment_the_first_issued_is_first() -> None:
    day = a_day()
    day.issued("A001", "08:00")
    day.issued("A002", "08:00")
    day.called("A001", "08:10", counter=1)
    day.called("A002", "08:11", counter=2)

    assert found(day) == []


def test_a_call_out_of_order_has_its_reason() -> None:
    day = two_came()
    day.called("A002", "08:10", reason="feels faint")

    assert found(day) == []


def test_once_the_first_has_gone_the_second_is_first() -> None:
    for gone in (Journal.cancelled, lambda day, *told: day.postponed(*told, until="09:00")):
        day = two_came()
        gone(day, "A001", "08:06")
        day.called("A002", "08:10")

        assert found(day) == []


def test_who_postponed_is_not_called_before() -> None:
    day = a_day()
    day.issued("A001", "08:00")
    day.postponed("A001", "08:05", until="08:30")
    day.called("A001", "08:10")

    assert found(day) == ["counter 1 called ticket A001, which was not to be called there then"]


def test_who_postponed_is_first_again_at_that_very_moment() -> None:
    day = two_came()
    day.postponed("A001", "08:06", until="08:30")
    day.called("A002", "08:30")

    assert found(day) == ["counter 1 called ticket A002, but ticket A001 ranked before it"]


def test_a_counter_calls_for_what_it_takes_alone() -> None:
    day = a_day()
    day.issued("B001", "08:00", service="tax")
    day.called("B001", "08:10", counter=1)

    assert found(day) == ["counter 1 called ticket B001, which was not to be called there then"]


def test_among_the_services_of_a_counter_the_best_rank_comes_first() -> None:
    day = a_day()
    day.issued("B001", "08:00", service="tax")
    day.issued("A001", "08:05")
    day.called("A001", "08:10", counter=2)

    assert found(day) == ["counter 2 called ticket A001, but ticket B001 ranked before it"]


def test_who_waits_for_one_counter_alone_is_called_by_no_other() -> None:
    day = a_day()
    day.issued("A001", "08:00")
    day.called("A001", "08:05", counter=1)
    day.transferred("A001", "08:10", to="tax", counter=1, to_counter=3)
    day.called("A001", "08:15", counter=2)

    assert found(day) == ["counter 2 called ticket A001, which was not to be called there then"]


def test_who_waits_for_one_counter_alone_has_their_turn_there_by_rank() -> None:
    day = a_day()
    day.issued("A001", "08:00")
    day.issued("B001", "08:01", service="tax")
    day.called("A001", "08:05", counter=1)
    day.transferred("A001", "08:10", to="tax", counter=1, to_counter=3)
    day.called("B001", "08:15", counter=3)

    assert found(day) == ["counter 3 called ticket B001, but ticket A001 ranked before it"]


def test_when_that_counter_closes_every_counter_may_call() -> None:
    day = a_day()
    day.issued("A001", "08:00")
    day.called("A001", "08:05", counter=1)
    day.transferred("A001", "08:10", to="tax", counter=1, to_counter=3)
    day.direction_dropped("A001", "08:11", counter=3)
    day.closed(3, "08:11")
    day.called("A001", "08:15", counter=2)

    assert found(day) == []


def test_who_was_put_at_the_end_is_behind_the_others() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.returned("A001", "08:11", rank=at("08:11"))
    day.called("A002", "08:12")

    assert found(day) == []


def test_a_latecomer_waits_where_the_rules_put_them() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    day.came_late("A001", "08:20", rank=at("08:04"))
    day.called("A002", "08:21")

    assert found(day) == ["counter 1 called ticket A002, but ticket A001 ranked before it"]


def test_a_latecomer_may_be_called_at_once() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    day.came_late("A001", "08:20", counter=1, rank=at("08:20"))
    day.called("A001", "08:20", same=True)

    assert found(day) == []


def test_a_latecomer_who_waits_again_is_called_by_rank_like_everybody() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    day.came_late("A001", "08:20", counter=1, rank=at("08:20"))
    day.called("A001", "08:21")

    assert found(day) == ["counter 1 called ticket A001, but ticket A002 ranked before it"]


# --- preferences ------------------------------------------------------------------------------------------------------

HELPS = replace(PLAN, counters=(replace(PLAN.counters[0], helps=("tax",)), *PLAN.counters[1:]))
"""Counter 1 has land and helps out with tax when nobody waits for land."""
HELPS_AFTER_TEN = replace(HELPS, rules=Rules(help_after=minutes(10)))


def one_of_each() -> Journal:
    day = a_day()
    day.issued("B001", "08:00", service="tax")
    day.issued("A001", "08:05")
    return day


def test_a_counter_calls_its_own_before_it_helps_out() -> None:
    own_first, helped_first = one_of_each(), one_of_each()
    own_first.called("A001", "09:00", counter=1)
    helped_first.called("B001", "09:00", counter=1)

    assert found(own_first, plan=HELPS) == []
    assert found(helped_first, plan=HELPS) == ["counter 1 called ticket B001, but ticket A001 ranked before it"]


def test_an_idle_counter_helps_out() -> None:
    day = a_day()
    day.issued("B001", "08:00", service="tax")
    day.called("B001", "08:01", counter=1)

    assert found(day, plan=HELPS) == []


@pytest.mark.parametrize(
    ("called", "clock", "sound"),
    [("B001", "08:10", False), ("A001", "08:10", True), ("B001", "08:10:01", True), ("A001", "08:10:01", False)],
)
def test_whoever_has_waited_longer_than_the_hall_lets_them_counts_as_the_counters_own(
    called: str, clock: str, sound: bool
) -> None:
    day = one_of_each()
    day.called(called, clock, counter=1)

    assert (found(day, plan=HELPS_AFTER_TEN) == []) is sound


def test_the_oldest_of_a_queue_brings_help_though_another_ranks_before_them() -> None:
    day = one_of_each()
    day.issued("B002", "08:06", service="tax", early=20)
    day.called("B002", "08:11", counter=1)

    assert found(day, plan=HELPS_AFTER_TEN) == []


def test_who_asked_to_be_called_later_brings_no_help_meanwhile() -> None:
    day = one_of_each()
    day.postponed("B001", "08:06", until="09:00")
    day.called("A001", "08:30", counter=1)

    assert found(day, plan=HELPS_AFTER_TEN) == []


def test_the_wait_of_a_stop_begins_with_the_transfer_to_it() -> None:
    day = a_day()
    day.issued("B001", "08:00")
    day.issued("A001", "08:05")
    day.called("B001", "08:06", counter=2)
    day.transferred("B001", "08:20", to="tax", counter=2)
    day.called("A001", "08:25", counter=1)

    assert found(day, plan=HELPS_AFTER_TEN) == []


def test_before_the_plan_was_loaded_nobody_knows_what_counters_preferred() -> None:
    day = one_of_each()
    day.called("B001", "09:00", counter=1)
    call = day.seq

    assert found(day, plan=HELPS, planned=call + 1) == []
    assert found(day, plan=HELPS, planned=call) != []


def test_before_the_plan_was_loaded_who_postponed_was_not_called_either() -> None:
    day = two_came()
    day.postponed("A001", "08:06", until="09:00")
    day.called("A002", "08:10")

    assert found(day, planned=day.seq + 1) == []


def test_before_the_plan_was_loaded_a_call_was_of_the_first_of_its_queue_all_the_same() -> None:
    day = two_came()
    day.called("A002", "08:10")

    assert found(day, planned=day.seq + 1) == ["counter 1 called ticket A002, but ticket A001 ranked before it"]


# --- who stands where -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [Journal.paused, Journal.closed])
def test_only_an_open_counter_calls(leave: Callable[[Journal, int, str], None]) -> None:
    day = two_came()
    leave(day, 1, "08:06")
    day.called("A001", "08:10", counter=1)

    assert found(day) == ["counter 1 called ticket A001 while it was not open"]


def test_a_counter_that_goes_on_after_its_pause_calls_again() -> None:
    day = two_came()
    day.paused(1, "08:06")
    day.opened(1, "08:08")
    day.called("A001", "08:10", counter=1)

    assert found(day) == []


def test_a_counter_holds_one_ticket_at_a_time() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.called("A002", "08:11", counter=1)

    assert found(day) == ["counter 1 took ticket A002 while it held ticket A001"]


@pytest.mark.parametrize(
    "leave",
    [
        lambda day: day.finished("A001", "08:15"),
        lambda day: day.parked("A001", "08:15"),
        lambda day: day.returned("A001", "08:15", rank=at("08:15")),
        lambda day: day.transferred("A001", "08:15", to="tax"),
    ],
)
def test_each_end_of_a_service_frees_the_counter(leave: Callable[[Journal], None]) -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.started("A001", "08:11")
    leave(day)
    day.called("A002", "08:16")

    assert found(day) == []


@pytest.mark.parametrize("deed", [Journal.started, Journal.recalled, Journal.missed, Journal.parked, Journal.returned])
def test_a_ticket_is_at_one_counter_alone(deed: Callable[[Journal, str, str, int], None]) -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    deed(day, "A001", "08:11", 2)

    assert found(day) == ["ticket A001 was at counter 2, but counter 1 had called it"]


def test_a_transfer_from_where_the_visitor_is_not_is_found() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.transferred("A001", "08:11", to="tax", counter=2)

    assert found(day) == ["ticket A001 was at counter 2, but counter 1 had called it"]


def test_stops_are_planned_where_the_visitor_is() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.stops_changed("A001", "08:11", ("tax",), counter=2)

    assert found(day) == ["ticket A001 was at counter 2, but counter 1 had called it"]


def test_who_is_parked_may_be_returned_by_any_counter() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.parked("A001", "08:11", counter=1)
    day.returned("A001", "08:12", counter=2)

    assert found(day) == []


def test_what_cannot_happen_to_a_ticket_is_found_in_the_words_of_its_refusal() -> None:
    day = two_came()
    day.finished("A001", "08:10")

    assert found(day) == ["Ticket A001 cannot be finished: it is waiting. Start serving it first."]


def test_what_could_not_happen_did_not_move_the_ticket() -> None:
    day = two_came()
    day.finished("A001", "08:10")
    day.called("A002", "08:11")

    assert found(day)[1:] == ["counter 1 called ticket A002, but ticket A001 ranked before it"]


def test_a_ticket_that_was_never_issued_is_found() -> None:
    day = a_day()
    day.happened(
        events.TicketCalled(
            at=at("08:10"), ticket=TicketId(7), number="A007", service="land", counter=1, officer="Lan", takes=("land",)
        )
    )

    assert found(day) == ["it tells of the ticket with id 7, of whose issue nothing was told"]


# --- undoing ----------------------------------------------------------------------------------------------------------


def test_who_was_called_by_mistake_is_back_in_the_queue() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.undone("A001", "08:10:05", undone=day.seq)
    day.called("A002", "08:11")

    assert found(day) == ["counter 1 called ticket A002, but ticket A001 ranked before it"]


def test_an_undone_call_frees_the_counter() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    day.undone("A001", "08:10:05", undone=day.seq)
    day.called("A001", "08:11", counter=2)
    day.called("A002", "08:12", counter=1)

    assert found(day) == []


def test_an_undone_finish_brings_the_visitor_back_to_the_counter() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.started("A001", "08:11")
    day.finished("A001", "08:12")
    day.undone("A001", "08:12:05", undone=day.seq)
    day.called("A002", "08:13")

    assert found(day) == ["counter 1 took ticket A002 while it held ticket A001"]


def test_the_call_of_a_latecomer_is_undone_as_a_whole() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    day.came_late("A001", "08:20", counter=1)
    day.called("A001", "08:20", same=True)
    day.undone("A001", "08:20:05", undone=day.seq)
    day.called("A002", "08:21")

    assert found(day) == [], "A001 is a no-show again and does not wait"


@pytest.mark.parametrize(
    "leave",
    [
        lambda day: day.parked("A001", "08:15"),
        lambda day: day.returned("A001", "08:15", rank=at("08:15")),
        lambda day: day.transferred("A001", "08:15", to="tax"),
        lambda day: day.missed("A001", "08:15"),
    ],
)
def test_who_left_the_counter_by_mistake_is_back_at_it(leave: Callable[[Journal], None]) -> None:
    day = two_came()
    day.called("A001", "08:10")
    leave(day)
    day.undone("A001", "08:15:05", undone=day.seq)
    day.called("A002", "08:16")

    assert found(day) == ["counter 1 took ticket A002 while it held ticket A001"]


def test_letting_a_latecomer_wait_again_is_undone_by_the_counter_that_let_them() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    day.came_late("A001", "08:20", counter=2)
    day.undone("A001", "08:20:05", undone=day.seq, counter=2)
    day.called("A002", "08:21")

    assert found(day) == [], "A001 is a no-show again and does not wait"


def test_only_the_last_deed_is_undone() -> None:
    day = two_came()
    day.called("A001", "08:10")
    call = day.seq
    day.started("A001", "08:11")
    day.undone("A001", "08:11:05", undone=call)

    assert found(day) == [f"change {call}, which it takes back, was not the last deed of counter 1 there"]


def test_a_counter_undoes_its_own_deeds_alone() -> None:
    day = two_came()
    day.called("A001", "08:10", counter=1)
    call = day.seq
    day.undone("A001", "08:10:05", undone=call, counter=2)

    assert found(day) == [f"change {call}, which it takes back, was not the last deed of counter 2 there"]


def test_a_ticket_to_which_nothing_was_done_has_nothing_to_undo() -> None:
    day = two_came()
    day.undone("A001", "08:06", undone=1)

    assert found(day) == ["change 1, which it takes back, was not the last deed of counter 1 there"]


def test_a_wrong_undoing_moves_nobody() -> None:
    day = two_came()
    day.called("A001", "08:10")
    day.undone("A001", "08:10:05", undone=1)
    day.called("A002", "08:11")

    assert found(day)[1:] == ["counter 1 took ticket A002 while it held ticket A001"]


def test_an_undoing_is_not_undone() -> None:
    day = two_came()
    day.called("A001", "08:10")
    call = day.seq
    day.undone("A001", "08:10:05", undone=call)
    undoing = day.seq
    day.undone("A001", "08:10:06", undone=undoing)

    assert found(day) == [f"change {undoing}, which it takes back, was not the last deed of counter 1 there"]


# --- from day to day --------------------------------------------------------------------------------------------------


def yesterdays_visitor_still_waits() -> Journal:
    """A001 came in the last hour of yesterday and waits; A002 comes and is called in the first of today."""
    journal = a_day(1)
    journal.issued("A001", "23:30")
    journal.next_day()
    journal.issued("A002", "00:10")
    journal.called("A002", "00:20")
    return journal


def test_yesterdays_visitors_are_not_called_once_the_hall_has_closed() -> None:
    assert found(yesterdays_visitor_still_waits()) == []


def test_yesterdays_visitors_are_called_while_the_hall_goes_on() -> None:
    by_night = replace(PLAN, opening_hours=ALWAYS_OPEN)

    assert found(yesterdays_visitor_still_waits(), plan=by_night) == [
        "counter 1 called ticket A002, but ticket A001 ranked before it"
    ]


def test_who_has_waited_long_since_yesterday_brings_help() -> None:
    journal = a_day(1)
    journal.issued("B001", "23:55", service="tax")
    journal.next_day()
    journal.issued("A001", "00:01")
    journal.called("A001", "00:20")

    assert found(journal, plan=replace(HELPS_AFTER_TEN, opening_hours=ALWAYS_OPEN)) == [
        "counter 1 called ticket A001, but ticket B001 ranked before it"
    ]


@pytest.mark.parametrize("of_day", [TODAY, None])
def test_paper_that_is_handed_in_next_morning_is_of_the_day_of_its_lease(of_day: date | None) -> None:
    journal = a_day(1)
    journal.leased(1, of_day)
    journal.next_day()
    journal.handed_in("A501", "08:00", printed="07:59", rank=at("16:00"))
    journal.issued("A001", "08:05")
    journal.called("A001", "08:10")

    assert found(journal) == [], "a visit of yesterday, which is over"


def test_a_lease_of_a_day_to_come_is_told_before() -> None:
    journal = a_day(1)
    journal.leased(1, TOMORROW)
    journal.next_day()
    journal.handed_in("A501", "08:00", printed="07:59")
    journal.issued("A001", "08:05")
    journal.called("A001", "08:10")

    assert found(journal) == ["counter 1 called ticket A001, but ticket A501 ranked before it"]


def test_paper_of_a_lease_that_was_never_told_is_of_the_day_on_which_it_is_handed_in() -> None:
    journal = a_day(1)
    journal.handed_in("A501", "08:00", printed="07:59")
    journal.issued("A001", "08:05")
    journal.called("A001", "08:10")

    assert found(journal) == ["counter 1 called ticket A001, but ticket A501 ranked before it"]


def served_on_monday() -> Journal:
    journal = a_day(1)
    journal.issued("A001", "08:00")
    journal.called("A001", "08:10")
    journal.started("A001", "08:11")
    journal.finished("A001", "08:20")
    return journal


def test_a_year_of_visits_that_are_over_is_not_kept_in_mind() -> None:
    journal = served_on_monday()
    journal.next_day()
    journal.rated("A001", "08:00")
    journal.cancelled("A001", "08:01")
    journal.next_day()
    journal.cancelled("A001", "08:00")

    assert found(journal) == [
        "Ticket A001 cannot be cancelled: it is served.",
        "it tells of the ticket with id 1, of whose issue nothing was told",
    ]


def test_what_was_done_yesterday_can_still_be_undone_by_the_journal() -> None:
    journal = served_on_monday()
    finish = journal.seq
    journal.next_day()
    journal.undone("A001", "08:00", undone=finish)

    assert found(journal) == []


@pytest.mark.parametrize("state", ["waiting", "parked", "called"])
def test_whose_visit_is_not_over_is_kept_in_mind(state: str) -> None:
    journal = a_day(1)
    journal.issued("A001", "08:00")
    if state != "waiting":
        journal.called("A001", "08:10")
    if state == "parked":
        journal.parked("A001", "08:20")
    for _ in range(3):
        journal.next_day()
    journal.happened(events.DayBegun(at=at("08:00")))
    (journal.missed if state == "called" else journal.cancelled)("A001", "08:00")

    assert found(journal) == []


# --- a law ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(["issue", "call 1", "call 2", "finish 1", "finish 2"]), max_size=30), st.data())
def test_a_day_by_the_rules_is_sound_and_any_other_call_is_found(deeds: list[str], data: st.DataObject) -> None:
    """Counters 1 and 2 call the first by rank; then one call passes over somebody."""
    day, waiting, held = a_day(1, 2), list[str](), dict[int, str]()
    for minute, deed in enumerate(deeds):
        clock = f"{8 + minute // 60:02}:{minute % 60:02}"
        what, _, at_counter = deed.partition(" ")
        counter = int(at_counter or 0)
        match what:
            case "issue":
                waiting.append(number := f"A{minute:03}")
                day.issued(number, clock)
            case "call" if waiting and counter not in held:
                held[counter] = waiting.pop(0)
                day.called(held[counter], clock, counter)
            case "finish" if counter in held:
                day.started(held[counter], clock, counter)
                day.finished(held.pop(counter), clock, counter)
    assert found(day) == []

    free = {1, 2} - set(held)
    if free and len(waiting) > 1:
        passing = data.draw(st.sampled_from(waiting[1:]))
        day.called(passing, "10:00", counter := min(free))
        assert found(day) == [f"counter {counter} called ticket {passing}, but ticket {waiting[0]} ranked before it"]
