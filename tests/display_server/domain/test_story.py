"""A ticket's story: replayed, it leads to what is stored of the ticket."""

import pytest

from display_server.domain import events
from display_server.domain.refusals import NotAllowed
from display_server.domain.story import after, as_it_holds, issued, replayed, sender_of
from display_server.domain.ticket import Paper, State, Ticket, TicketId
from tests.display_server.domain.journal import TODAY, Journal, a_ticket, at


def served_at_counter_1() -> Journal:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.started("A001", "08:11")
    return day


# --- replaying --------------------------------------------------------------------------------------------------------


def test_a_story_that_has_just_begun_leads_to_a_ticket_that_waits() -> None:
    day = Journal()
    day.issued("A001", "08:00", early=20, priority_class="elderly", dossiers=3, next_stops=("tax",))

    assert day.ticket("A001") == Ticket(
        id=TicketId(1),
        day=TODAY,
        number="A001",
        service="land",
        priority_class="elderly",
        language="vi",
        dossiers=3,
        token="t",
        state=State.WAITING,
        issued_at=at("08:00"),
        rank=at("07:40"),
        queued_at=at("08:00"),
        next_stops=("tax",),
    )


def test_a_ticket_that_a_kiosk_hands_in_was_issued_when_it_was_printed() -> None:
    day = Journal()
    day.handed_in("A501", "09:00", printed="08:05")

    ticket = day.ticket("A501")

    assert (ticket.issued_at, ticket.queued_at, ticket.rank) == (at("08:05"), at("08:05"), at("08:05"))


def test_language_and_token_are_the_tickets_own_for_the_journal_does_not_tell_them() -> None:
    day = Journal()
    day.issued("A001", "08:00")

    told = replayed(a_ticket(language="en", token="secret"), day.story("A001"))

    assert (told.language, told.token) == ("en", "secret")
    event = day.story("A001")[0].event
    assert isinstance(event, events.TicketIssued)
    assert (issued(event, TODAY).language, issued(event, TODAY).token) == ("", "")


def test_a_visit_from_call_to_finish() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10", counter=2)
    day.recalled("A001", "08:11", counter=2)
    recall = day.seq
    day.started("A001", "08:12", counter=2)
    day.finished("A001", "08:20", counter=2)

    served = day.ticket("A001")

    assert (served.state, served.counter, served.calls, served.call_seq) == (State.SERVED, 2, 2, recall)
    assert (served.called_at, served.started_at, served.ended_at) == (at("08:11"), at("08:12"), at("08:20"))


def test_a_first_call_is_the_first_of_the_screens_calls() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")

    called = day.ticket("A001")

    assert (called.state, called.calls, called.called_at, called.call_seq) == (State.CALLED, 1, at("08:10"), day.seq)


def test_a_transfer_leads_to_the_next_stop_as_the_officer_sent_them() -> None:
    day = served_at_counter_1()
    day.transferred("A001", "08:20", to="tax", to_counter=3, rank=at("08:05"), next_stops=("fees",))

    sent = day.ticket("A001")

    assert (sent.state, sent.service, sent.stop, sent.queued_at) == (State.WAITING, "tax", 2, at("08:20"))
    assert (sent.for_counter, sent.rank, sent.next_stops) == (3, at("08:05"), ("fees",))
    assert (sent.sent_by, sent.sent_from) == (1, "land")


def test_a_parked_visitor_says_why_and_until_when() -> None:
    day = served_at_counter_1()
    day.parked("A001", "08:15", reason="a copy is missing", back_at=at("08:45"))

    parked = day.ticket("A001")

    assert (parked.state, parked.park_reason, parked.back_at) == (State.PARKED, "a copy is missing", at("08:45"))


def test_who_goes_back_to_the_queue_has_the_rank_that_the_officer_gave() -> None:
    day = served_at_counter_1()
    day.returned("A001", "08:15", rank=at("09:00"))

    returned = day.ticket("A001")

    assert (returned.state, returned.counter, returned.rank) == (State.WAITING, None, at("09:00"))


def test_who_did_not_come_ended_then_and_who_comes_late_waits_again() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    gone = day.ticket("A001")
    day.came_late("A001", "08:20", rank=at("07:59"))
    late = day.ticket("A001")

    assert (gone.state, gone.ended_at) == (State.NO_SHOW, at("08:13"))
    assert (late.state, late.ended_at, late.rank, late.late_returns) == (State.WAITING, None, at("07:59"), 1)


def test_who_postpones_is_not_called_before() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.postponed("A001", "08:05", until="08:30")

    assert day.ticket("A001").not_before == at("08:30")


def test_the_officer_plans_the_stops_that_follow() -> None:
    day = served_at_counter_1()
    day.stops_changed("A001", "08:15", ("tax", "fees"))

    assert day.ticket("A001").next_stops == ("tax", "fees")


def test_who_was_sent_to_a_counter_that_closes_waits_for_every_counter() -> None:
    day = served_at_counter_1()
    day.transferred("A001", "08:20", to="tax", to_counter=3)
    day.direction_dropped("A001", "08:25", counter=3)

    assert day.ticket("A001").for_counter is None


def test_who_cancels_is_gone() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.cancelled("A001", "08:09")

    assert (day.ticket("A001").state, day.ticket("A001").ended_at) == (State.CANCELLED, at("08:09"))


def test_the_slip_is_as_the_kiosk_told_last() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.paper("A001", "08:00:01", Paper.PRINTING)
    day.paper("A001", "08:00:05", Paper.PRINTED)

    assert day.ticket("A001").paper is Paper.PRINTED


def test_a_rating_changes_nothing_of_the_ticket() -> None:
    day = served_at_counter_1()
    day.finished("A001", "08:20")
    before = day.ticket("A001")

    day.rated("A001", "08:21")

    assert day.ticket("A001") == before


def test_a_story_that_cannot_have_happened_is_refused() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.finished("A001", "08:20")

    with pytest.raises(NotAllowed, match="A001 cannot be finished: it is waiting"):
        day.ticket("A001")


# --- what was undone --------------------------------------------------------------------------------------------------


def test_what_was_undone_is_not_in_the_story_as_it_holds_nor_is_the_undoing() -> None:
    day = served_at_counter_1()
    started = day.seq
    day.finished("A001", "08:20")
    day.undone("A001", "08:20:05", undone=day.seq)

    assert as_it_holds(day.story("A001"))[-1].seq == started
    assert [type(each.event) for each in as_it_holds(day.story("A001"))] == [
        events.TicketIssued,
        events.TicketCalled,
        events.ServiceStarted,
    ]


def test_after_an_undoing_the_ticket_is_as_it_was() -> None:
    day = served_at_counter_1()
    before = day.ticket("A001")

    day.finished("A001", "08:20")
    day.undone("A001", "08:20:05", undone=day.seq)

    assert day.ticket("A001") == before


def test_a_change_is_undone_with_all_of_its_events() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.missed("A001", "08:13")
    no_show = day.ticket("A001")
    day.came_late("A001", "08:20", counter=1)
    day.called("A001", "08:20", same=True)  # the officer called the latecomer at once

    day.undone("A001", "08:20:05", undone=day.seq)

    assert day.ticket("A001") == no_show


def test_an_undoing_is_no_step_onward() -> None:
    day = served_at_counter_1()
    ticket = day.ticket("A001")
    day.undone("A001", "08:20:05", undone=day.seq)
    (_, undoing) = day.story("A001")[-1]

    assert after(ticket, undoing, day.seq) == ticket


# --- who sent the visitor ---------------------------------------------------------------------------------------------


def test_nobody_sent_who_comes_from_the_kiosk() -> None:
    day = served_at_counter_1()

    assert sender_of(day.story("A001")) is None


def test_who_called_them_at_the_last_stop_sent_them() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10", officer="Lan")
    day.transferred("A001", "08:20", to="tax")
    day.called("A001", "08:30", officer="Minh", counter=3)

    assert sender_of(day.story("A001")) == "Lan"


def test_of_several_who_called_them_there_it_is_the_last() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10", officer="Lan")
    day.parked("A001", "08:15")
    day.called("A001", "08:30", officer="Hoa", counter=2)
    day.transferred("A001", "08:40", to="tax", counter=2)

    assert sender_of(day.story("A001")) == "Hoa"


def test_who_was_sent_twice_came_from_the_second() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10", officer="Lan")
    day.transferred("A001", "08:20", to="tax")
    day.called("A001", "08:30", officer="Minh", counter=3)
    day.transferred("A001", "08:40", to="land", counter=3)

    assert sender_of(day.story("A001")) == "Minh"


def test_a_transfer_that_was_undone_sent_nobody() -> None:
    day = served_at_counter_1()
    day.transferred("A001", "08:20", to="tax")
    day.undone("A001", "08:20:05", undone=day.seq)

    assert sender_of(day.story("A001")) is None


def test_the_story_leads_to_the_same_ticket_wherever_it_is_cut() -> None:
    day = served_at_counter_1()
    day.transferred("A001", "08:20", to="tax")
    day.called("A001", "08:30", counter=3)
    story = day.story("A001")

    half = replayed(a_ticket(), story[:3])

    assert replayed(half, story[3:]) == day.ticket("A001")
