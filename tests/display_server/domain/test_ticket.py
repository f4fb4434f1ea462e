"""A ticket's life: every move that the table allows, and what each leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import ACTIVE, AT_A_COUNTER, IMPOSSIBLE, LIFE, Action, Paper, State, Ticket
from tests.display_server.domain.journal import a_ticket, at

NOON = at("12:00")
MOVES: dict[Action, Callable[[Ticket], Ticket]] = {
    Action.CALL: lambda ticket: ticket.call(1, NOON, 7),
    Action.RECALL: lambda ticket: ticket.recall(NOON, 7),
    Action.START: lambda ticket: ticket.start(NOON),
    Action.FINISH: lambda ticket: ticket.finish(NOON),
    Action.TRANSFER: lambda ticket: ticket.transfer("tax", None, NOON, NOON),
    Action.PARK: lambda ticket: ticket.park("lunch", None),
    Action.RETURN: lambda ticket: ticket.return_to_queue(NOON),
    Action.POSTPONE: lambda ticket: ticket.postpone(NOON),
    Action.MARK_NO_SHOW: lambda ticket: ticket.mark_no_show(NOON),
    Action.COME_LATE: lambda ticket: ticket.come_late(NOON),
    Action.CANCEL: lambda ticket: ticket.cancel(NOON),
    Action.SERVE_ALONE: lambda ticket: ticket.end_alone(ticket.counter or 1, True, NOON, NOON),
    Action.MISS_ALONE: lambda ticket: ticket.end_alone(ticket.counter or 1, False, NOON, NOON),
}
ALL = [(state, action) for state in State for action in Action]


# --- the table --------------------------------------------------------------------------------------------------------


def test_every_state_has_its_moves_and_every_move_its_refusal() -> None:
    assert set(LIFE) == set(State)
    assert set(IMPOSSIBLE) == set(Action) == {action for moves in LIFE.values() for action in moves}


@pytest.mark.parametrize(("state", "action"), [each for each in ALL if each[1] in LIFE[each[0]]])
def test_what_the_table_allows_leads_where_it_says(state: State, action: Action) -> None:
    assert MOVES[action](a_ticket(state=state)).state is LIFE[state][action]


@pytest.mark.parametrize(("state", "action"), [each for each in ALL if each[1] not in LIFE[each[0]]])
def test_what_the_table_does_not_allow_is_refused_in_its_own_words_with_the_state_named(
    state: State, action: Action
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        MOVES[action](a_ticket("A045", state=state))

    assert refusal.value.sentence == IMPOSSIBLE[action]
    assert refusal.value.facts == {"number": "A045", "state": state}


@pytest.mark.parametrize("state", [State.SERVED, State.CANCELLED])
def test_nothing_follows_the_end_of_a_visit(state: State) -> None:
    assert LIFE[state] == {}


def test_who_did_not_come_may_only_come_late() -> None:
    assert LIFE[State.NO_SHOW] == {Action.COME_LATE: State.WAITING}


def test_who_is_served_is_not_called_again_and_not_cancelled_at_the_counter() -> None:
    assert not {Action.CALL, Action.RECALL, Action.CANCEL, Action.MARK_NO_SHOW} & set(LIFE[State.SERVING])


def test_a_visit_goes_on_where_something_can_still_be_done_at_a_counter() -> None:
    assert set(ACTIVE) == {state for state in State if LIFE[state]} - {State.NO_SHOW}
    assert set(AT_A_COUNTER) == {State.CALLED, State.SERVING}


# --- being called -----------------------------------------------------------------------------------------------------


def test_a_call_shows_the_counter_on_every_screen() -> None:
    called = a_ticket().call(3, at("09:00"), seq=17)

    assert (called.state, called.counter, called.calls) == (State.CALLED, 3, 1)
    assert (called.called_at, called.call_seq) == (at("09:00"), 17)


def test_a_recall_is_shown_anew_at_the_same_counter() -> None:
    again = a_ticket().call(3, at("09:00"), seq=17).recall(at("09:01"), seq=20)

    assert (again.state, again.counter, again.calls) == (State.CALLED, 3, 2)
    assert (again.called_at, again.call_seq) == (at("09:01"), 20)


def test_a_call_makes_up_for_what_kept_the_visitor_away() -> None:
    parked = a_ticket(
        state=State.PARKED,
        park_reason="lunch",
        back_at=at("09:30"),
        started_at=at("08:50"),
        for_counter=2,
        not_before=at("09:45"),
        calls=3,
    )

    called = parked.call(2, at("10:00"), seq=21)

    assert (called.park_reason, called.back_at, called.started_at) == (None, None, None)
    assert (called.for_counter, called.not_before, called.calls) == (None, None, 1)


def test_serving_has_a_beginning_and_an_end() -> None:
    served = a_ticket().call(3, at("09:00"), seq=17).start(at("09:01")).finish(at("09:10"))

    assert (served.state, served.started_at, served.ended_at) == (State.SERVED, at("09:01"), at("09:10"))


@pytest.mark.parametrize(
    ("end", "state"),
    [(Ticket.mark_no_show, State.NO_SHOW), (lambda ticket, now: ticket.return_to_queue(now).cancel(now), "cancelled")],
)
def test_a_visit_that_fails_ends_at_that_moment(end: Callable[[Ticket, datetime], Ticket], state: str) -> None:
    over = end(a_ticket().call(3, at("09:00"), seq=17), at("09:05"))

    assert (over.state, over.ended_at) == (state, at("09:05"))


# --- back to a queue --------------------------------------------------------------------------------------------------


def at_counter_3() -> Ticket:
    return a_ticket(next_stops=("tax", "fees")).call(3, at("09:00"), seq=17).start(at("09:01"))


@pytest.mark.parametrize(
    "back",
    [
        lambda ticket: ticket.return_to_queue(NOON),
        lambda ticket: ticket.transfer("tax", None, NOON, NOON),
        lambda ticket: ticket.park("lunch", NOON).return_to_queue(NOON),
    ],
)
def test_who_waits_again_is_shown_at_no_counter(back: Callable[[Ticket], Ticket]) -> None:
    waiting = back(at_counter_3())

    assert (waiting.state, waiting.counter, waiting.calls) == (State.WAITING, None, 0)
    assert (waiting.called_at, waiting.call_seq, waiting.started_at) == (None, None, None)
    assert (waiting.park_reason, waiting.back_at, waiting.for_counter) == (None, None, None)


def test_who_goes_back_to_the_queue_gets_the_rank_given_and_keeps_the_stop() -> None:
    back = at_counter_3().return_to_queue(at("09:30"))

    assert (back.rank, back.service, back.stop, back.queued_at) == (at("09:30"), "land", 1, at("08:00"))


def test_who_was_sent_to_a_counter_and_is_returned_waits_for_every_counter() -> None:
    called = a_ticket(state=State.CALLED, for_counter=3)

    assert called.return_to_queue(NOON).for_counter is None


def test_who_comes_late_waits_as_if_the_visit_had_not_ended() -> None:
    late = a_ticket(state=State.NO_SHOW, ended_at=at("09:05"), counter=3, late_returns=1, calls=3).come_late(
        at("10:00")
    )

    assert (late.state, late.ended_at, late.counter, late.calls) == (State.WAITING, None, None, 0)
    assert (late.rank, late.late_returns) == (at("10:00"), 2)


def test_a_parked_visitor_frees_no_less_than_the_counter() -> None:
    parked = at_counter_3().park("a copy is missing", at("09:30"))

    assert (parked.state, parked.park_reason, parked.back_at) == (State.PARKED, "a copy is missing", at("09:30"))


def test_who_postpones_keeps_the_rank() -> None:
    later = a_ticket().postpone(at("10:00"))

    assert (later.not_before, later.rank, later.state) == (at("10:00"), at("08:00"), State.WAITING)


# --- on to another stop -----------------------------------------------------------------------------------------------


def test_a_transfer_is_a_new_stop_under_the_same_number() -> None:
    sent = at_counter_3().transfer("tax", 5, at("08:30"), at("09:10"))

    assert (sent.number, sent.stop, sent.service) == ("A001", 2, "tax")
    assert (sent.for_counter, sent.rank, sent.queued_at) == (5, at("08:30"), at("09:10"))
    assert (sent.sent_by, sent.sent_from) == (3, "land")


def test_the_next_stop_that_was_planned_is_done_and_the_others_follow() -> None:
    assert at_counter_3().transfer("tax", None, NOON, NOON).next_stops == ("fees",)


def test_a_detour_leaves_the_plan_as_it_was() -> None:
    assert at_counter_3().transfer("police", None, NOON, NOON).next_stops == ("tax", "fees")
    assert at_counter_3().transfer("fees", None, NOON, NOON).next_stops == ("tax", "fees")


def test_a_visit_without_a_plan_has_none_after_a_transfer() -> None:
    assert a_ticket().call(3, NOON, 1).transfer("tax", None, NOON, NOON).next_stops == ()


@pytest.mark.parametrize(
    ("planned", "prescribed", "then"),
    [
        ((), ("fees",), ("fees",)),
        (("police",), ("fees",), ("fees", "police")),
        (("police", "fees"), ("fees", "stamp"), ("stamp", "police", "fees")),
    ],
)
def test_a_detour_brings_its_own_stops_first_as_far_as_they_are_not_planned(
    planned: tuple[str, ...], prescribed: tuple[str, ...], then: tuple[str, ...]
) -> None:
    assert a_ticket(next_stops=planned).with_detour("tax", prescribed).next_stops == then


def test_the_stop_that_was_planned_next_is_no_detour() -> None:
    assert a_ticket(next_stops=("tax",)).with_detour("tax", ("fees",)).next_stops == ("tax",)
    assert a_ticket(next_stops=("tax", "police")).with_detour("tax", ("fees",)).next_stops == ("tax", "police")


def test_another_counter_of_the_same_service_is_no_detour() -> None:
    assert a_ticket(service="land", next_stops=("tax",)).with_detour("land", ("fees",)).next_stops == ("tax",)


# --- small changes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        (lambda ticket: ticket.with_paper(Paper.FAILED), {"paper": Paper.FAILED}),
        (lambda ticket: ticket.with_next_stops(("tax",)), {"next_stops": ("tax",)}),
        (lambda ticket: ticket.for_every_counter(), {"for_counter": None}),
    ],
)
def test_a_note_on_the_ticket_changes_nothing_else(change: Callable[[Ticket], Ticket], facts: dict[str, Any]) -> None:
    ticket = a_ticket(for_counter=3, paper=Paper.PRINTING)

    assert change(ticket) == replace(ticket, **facts)
