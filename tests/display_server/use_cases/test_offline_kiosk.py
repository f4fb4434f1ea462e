"""Kiosks that print on their own: leases of numbers, and handing in what was printed; on both databases."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from display_server.domain.lease import Lease
from display_server.domain.numbering import Numbering
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.refusals import NotAllowed
from display_server.domain.rules import Rules
from display_server.domain.ticket import State, Ticket
from display_server.store.checkup import findings
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, kiosk, offline, visitor
from tests.halls import MovedClock, a_hall_plan, do


@pytest.fixture
def hall(halls: Halls) -> Hall:
    halls.load(replace(a_hall_plan(), rules=Rules(lease_life=timedelta(hours=10))), actor="test")
    return halls["hall"]


def lease(hall: Hall, holder: str = "kiosk 1", prefix: str = "A", size: int = 10) -> Lease:
    (only,) = do(hall, offline.lease_numbers, holder, size, [prefix])
    return only


def printed(of: Lease, nth: int, at: datetime, **facts: Any) -> offline.Printed:
    """The nth number of a lease, as the kiosk printed it."""
    number = of.numbers(Numbering())[nth]
    asked = kiosk.TicketRequest("land" if of.prefix == "A" else "tax")
    usual = {"lease": of.id, "number": number, "token": number * 6, "issued_at": at, "request": asked}
    return offline.Printed(**{**usual, **facts})


def hand_in(hall: Hall, *tickets: offline.Printed, holder: str = "kiosk 1") -> list[offline.Received]:
    return do(hall, offline.hand_in, holder, tickets)


def capped(halls: Halls, cap: int) -> Hall:
    """Where `land` may have so many tickets a day."""
    plan = a_hall_plan()
    land = replace(plan.departments[0].services[0], daily_cap=cap)
    departments = (replace(plan.departments[0], services=(land,)), plan.departments[1])
    halls.load(replace(plan, departments=departments), actor="test")
    return halls["hall"]


def why(received: offline.Received) -> str:
    return str(received.why)


def test_leased_numbers_stand_apart_and_nobody_else_gets_them(hall: Hall) -> None:
    first = lease(hall)
    second = lease(hall, "kiosk 2")

    online = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))

    assert (first.first, first.last) == (501, 510)
    assert (second.first, second.last) == (511, 520)
    assert online.number == "A001"


def test_asking_again_gives_the_same_lease_and_changes_nothing(hall: Hall) -> None:
    first = lease(hall)
    with hall.reading() as before:
        seq = before.seq

    assert lease(hall) == first
    with hall.reading() as after:
        assert after.seq == seq


def test_a_lease_is_renewed_while_its_kiosk_is_heard_of(hall: Hall, clock: MovedClock) -> None:
    first = lease(hall)
    clock.advance(hours=2)
    assert lease(hall).expires_at == first.expires_at, "not each time that a kiosk asks"
    clock.advance(hours=1)

    renewed = lease(hall)

    assert renewed.id == first.id
    assert renewed.expires_at - first.expires_at == timedelta(hours=3)


def test_a_kiosk_that_has_printed_most_of_its_numbers_gets_more(hall: Hall, clock: MovedClock) -> None:
    first = lease(hall, size=4)
    hand_in(hall, *(printed(first, nth, clock.now) for nth in range(3)))

    leases = do(hall, offline.lease_numbers, "kiosk 1", 4, ["A"])

    assert [each.numbers(Numbering()) for each in leases] == [("A504",), ("A505", "A506", "A507", "A508")]


def test_a_lease_ends_with_its_day(hall: Hall, clock: MovedClock) -> None:
    clock.advance(hours=12)  # 20:00

    first = lease(hall)

    assert first.expires_at - clock.now == timedelta(hours=4)
    clock.advance(hours=5)
    assert (lease(hall).day - first.day, lease(hall).first) == (timedelta(days=1), 501)


def test_a_kiosk_holds_numbers_of_the_next_day_on_which_the_hall_opens(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    today = lease(hall)
    ahead = {name: do(hall, offline.lease_ahead, name, 10, ["A"])[0] for name in ("kiosk 1", "kiosk 2")}
    assert do(hall, offline.lease_ahead, "kiosk 1", 10, ["A"]) == [ahead["kiosk 1"]]
    assert (ahead["kiosk 1"].first, ahead["kiosk 2"].first) == (501, 511)
    clock.advance(days=1)
    printed_at = clock.now
    clock.advance(hours=1)
    online = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))

    received = hand_in(
        hall,
        printed(today, 0, printed_at - timedelta(days=1)),
        printed(ahead["kiosk 1"], 1, printed_at, token="t" * 22),
    )

    assert [each.outcome for each in received] == ["accepted", "accepted"]
    assert received[1].ticket is not None
    assert (received[1].ticket.number, received[1].ticket.issued_at) == ("A502", printed_at)
    do(hall, counter.open_counter, 1, "Lan")
    assert [call_and_finish(hall) for _ in range(3)] == ["A501", "A502", online.number]
    assert (lease(hall).id, lease(hall).first, lease(hall).next) == (ahead["kiosk 1"].id, 501, 503)
    assert lease(hall, "kiosk 3").first == 521
    assert findings(halls._engine) == []


def test_on_a_friday_the_next_day_is_monday(halls: Halls, clock: MovedClock) -> None:
    weekdays = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (Period(time(7, 30), time(17)),))
    halls.load(a_hall_plan(OpeningHours(weekdays)), actor="test")
    clock.advance(days=4)

    (ahead,) = do(halls["hall"], offline.lease_ahead, "kiosk 1", 10, ["A"])

    assert f"{ahead.day:%A}" == "Monday"
    assert ahead.expires_at - ahead.granted_at == timedelta(days=1)


def test_a_number_of_tomorrow_is_not_queued_today(hall: Hall, clock: MovedClock) -> None:
    (tomorrow,) = do(hall, offline.lease_ahead, "kiosk 1", 10, ["A"])

    (received,) = hand_in(hall, printed(tomorrow, 0, clock.now + timedelta(days=1)))

    assert "counts only from its own day" in why(received)


def test_what_was_printed_alone_ranks_by_its_own_issue_time(hall: Hall, clock: MovedClock) -> None:
    leased = lease(hall)
    clock.advance(minutes=5)
    printed_at = clock.now
    clock.advance(minutes=5)
    online = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    clock.advance(minutes=30)

    (received,) = hand_in(hall, printed(leased, 0, printed_at))

    assert received.outcome == "accepted"
    assert received.ticket is not None
    assert (received.ticket.number, received.ticket.issued_at) == ("A501", printed_at)
    do(hall, counter.open_counter, 1, "Lan")
    assert [call_and_finish(hall) for _ in range(2)] == ["A501", online.number]


def call_and_finish(hall: Hall) -> str:
    called = do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    return called.number if called else ""


def test_handing_in_again_gives_the_same_tickets(hall: Hall, clock: MovedClock) -> None:
    leased = lease(hall)
    tickets = [printed(leased, nth, clock.now) for nth in range(3)]
    first = hand_in(hall, *tickets)

    again = hand_in(hall, *tickets)

    assert [each.outcome for each in again] == ["already"] * 3
    assert [each.ticket for each in again] == [each.ticket for each in first]
    with hall.reading() as reading:
        assert reading.tickets.tally() == {State.WAITING: 3}


def test_one_that_is_refused_does_not_keep_the_others_out(hall: Hall, clock: MovedClock) -> None:
    leased = lease(hall)
    good, foreign = printed(leased, 0, clock.now), printed(leased, 1, clock.now, number="A099")
    unknown = printed(leased, 2, clock.now, request=kiosk.TicketRequest("fishing"))
    odd = printed(leased, 4, clock.now, number="A5")

    received = hand_in(hall, foreign, unknown, good, odd)

    assert [each.outcome for each in received] == ["refused", "refused", "accepted", "refused"]
    assert "No lease of this kiosk holds the number A099" in why(received[0])
    assert "no service fishing" in why(received[1])
    assert "No lease of this kiosk holds the number A5" in why(received[3])


def test_a_number_with_the_prefix_that_its_service_had_when_it_was_printed_queues(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    on_paper = printed(lease(hall), 0, clock.now)
    plan = a_hall_plan()
    land = replace(plan.departments[0].services[0], prefix="L")
    halls.load(
        replace(plan, departments=(replace(plan.departments[0], services=(land,)), plan.departments[1])), actor="test"
    )

    (received,) = hand_in(halls["hall"], on_paper)

    assert received.outcome == "accepted"
    do(halls["hall"], counter.open_counter, 1, "Lan")
    called = do(halls["hall"], counter.call_next, 1)
    assert called is not None
    assert called.number == on_paper.number


def test_another_kiosks_lease_is_not_mine(hall: Hall, clock: MovedClock) -> None:
    (received,) = hand_in(hall, printed(lease(hall), 0, clock.now), holder="kiosk 2")

    assert "No lease of this kiosk" in why(received)


def test_a_number_that_somebody_has_is_not_given_to_another(hall: Hall, clock: MovedClock) -> None:
    leased = lease(hall)
    hand_in(hall, printed(leased, 0, clock.now))

    (received,) = hand_in(hall, printed(leased, 0, clock.now, token="x" * 22))

    assert "belongs to another ticket" in why(received)


@pytest.mark.parametrize(("hours", "counted_as"), [(-48, 0), (1, 1), (48, 2)])
def test_a_wrong_clock_moves_nobody_beyond_what_can_be_true(
    hall: Hall, clock: MovedClock, hours: int, counted_as: int
) -> None:
    leased, granted_at = lease(hall), clock.now
    clock.advance(hours=2)

    (received,) = hand_in(hall, printed(leased, 0, granted_at + timedelta(hours=hours)))

    assert received.ticket is not None
    assert received.ticket.issued_at == granted_at + timedelta(hours=counted_as)


def test_unprinted_numbers_of_an_expired_lease_go_to_others_once_its_kiosk_is_back(
    hall: Hall, clock: MovedClock
) -> None:
    first = lease(hall)
    clock.advance(hours=11)
    assert lease(hall, "kiosk 2").first == 511, "the first kiosk may have printed all of its numbers"
    hand_in(hall, printed(first, 0, clock.now), printed(first, 1, clock.now))

    again = lease(hall)

    assert (again.first, again.last) == (503, 510)
    (late,) = hand_in(hall, printed(first, 4, clock.now))
    assert "No lease of this kiosk" in why(late), "it has said that it had handed in everything"


def test_a_ticket_of_a_request_without_an_answer_is_not_called(hall: Hall, clock: MovedClock) -> None:
    leased = lease(hall)
    unheard = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"), "k1")

    (received,) = hand_in(hall, printed(leased, 0, clock.now, key="k1"))

    assert received.outcome == "accepted"
    with hall.reading() as reading:
        assert reading.tickets.with_id(unheard.id).state is State.CANCELLED


def test_a_lost_request_that_arrives_late_finds_the_printed_ticket(hall: Hall, clock: MovedClock) -> None:
    (received,) = hand_in(hall, printed(lease(hall), 0, clock.now, key="k1"))

    assert do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"), "k1") == received.ticket


def test_the_journal_and_the_doctor_agree_with_leases(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    leased = lease(hall)
    take(hall)
    hand_in(hall, printed(leased, 0, clock.now), printed(leased, 3, clock.now))
    do(hall, visitor.cancel, "A501" * 6)

    assert findings(halls._engine) == []


# --- a server that was restored from a backup -------------------------------------------------------------------------


def forgotten(nth: int, at: datetime, **facts: Any) -> offline.Printed:
    """Printed from a lease that was granted after the backup, of numbers from 501 upward."""
    usual = {"lease": 77, "number": f"A{501 + nth}", "token": f"A{501 + nth}" * 6, "issued_at": at}
    return offline.Printed(**{**usual, "request": kiosk.TicketRequest("land"), **facts})


def test_what_was_printed_from_a_lease_that_a_restored_server_has_forgotten_queues_all_the_same(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    take(hall)
    printed_at = clock.now
    clock.advance(hours=2)
    tickets = [forgotten(nth, printed_at + timedelta(minutes=nth)) for nth in (0, 1, 4)]

    received = hand_in(hall, *tickets)
    again = hand_in(hall, *tickets)

    assert [each.outcome for each in received] == ["accepted"] * 3
    assert [each.outcome for each in again] == ["already"] * 3
    assert [each.ticket.issued_at - printed_at for each in received if each.ticket] == [
        timedelta(minutes=nth) for nth in (0, 1, 4)
    ]
    assert lease(hall).first == lease(hall, "kiosk 2").first - 10 == 506, "nobody is given those numbers again"
    assert findings(halls._engine) == []


def test_after_a_restore_no_number_is_given_that_may_be_on_paper_and_every_kiosk_hands_its_own_in(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    known = lease(hall)
    take(hall)
    do(hall, offline.step_over_forgotten)
    clock.advance(minutes=5)

    online, second = take(hall), lease(hall, "kiosk 2")
    received = hand_in(hall, printed(known, 3, clock.now), forgotten(40, clock.now))
    third = hand_in(hall, forgotten(2000, clock.now), holder="kiosk 3")
    taken = hand_in(hall, forgotten(40, clock.now, token="x" * 22), holder="kiosk 2")

    assert (online.number, second.first) == ("A5511", 6001)
    assert [each.outcome for each in (*received, *third)] == ["accepted"] * 3
    assert "belongs to another ticket" in why(taken[0])
    assert lease(hall).first == 6011
    assert findings(halls._engine) == []


def test_after_a_restore_the_numbers_of_the_next_day_are_stepped_over_too(hall: Hall, clock: MovedClock) -> None:
    do(hall, offline.step_over_forgotten)

    (ahead,) = do(hall, offline.lease_ahead, "kiosk 1", 10, ["A"])
    clock.advance(days=1)
    (received,) = hand_in(hall, forgotten(7, clock.now))

    assert ahead.first == 5501
    assert received.outcome == "accepted"


def test_a_range_that_ends_is_halved_after_a_restore(halls: Halls) -> None:
    hall = few_numbers(halls)
    take(hall)
    do(hall, offline.step_over_forgotten)

    assert take(hall).number == "A07"


def test_a_restored_server_counts_its_leases_anew_and_takes_none_for_another(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    tickets = [
        forgotten(nth, clock.now, lease=1 + nth % 2, **facts)
        for nth in range(2)
        for facts in ({}, {"number": f"B{501 + nth}", "token": f"B{nth}" * 11, "request": kiosk.TicketRequest("tax")})
    ]

    received = hand_in(hall, *tickets)

    assert [each.outcome for each in received] == ["accepted"] * 4
    assert findings(halls._engine) == []


def test_a_forgotten_number_that_may_be_on_other_paper_by_now_is_refused(hall: Hall, clock: MovedClock) -> None:
    lease(hall, "kiosk 2")

    (received,) = hand_in(hall, forgotten(0, clock.now))

    assert "No lease of this kiosk" in why(received)


@pytest.mark.parametrize(
    ("number", "hours"), [("A9501", 0), ("A500", 0), ("A-501", 0), ("A", 0), ("A501", -48), ("A501", 48)]
)
def test_no_server_has_forgotten_what_it_never_leased_today(
    hall: Hall, halls: Halls, clock: MovedClock, number: str, hours: int
) -> None:
    (received,) = hand_in(hall, forgotten(0, clock.now + timedelta(hours=hours), number=number))

    assert received.outcome == "refused"
    assert findings(halls._engine) == []


def take(hall: Hall) -> Ticket:
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))


# --- ranges -----------------------------------------------------------------------------------------------------------


def few_numbers(halls: Halls) -> Hall:
    plan = a_hall_plan()
    halls.load(replace(plan, numbering={"A": Numbering(first=5, last=8, digits=2)}, rules=Rules()), actor="test")
    return halls["hall"]


def test_numbers_run_in_their_range_and_do_not_begin_anew(halls: Halls) -> None:
    hall = few_numbers(halls)

    assert [take(hall).number for _ in range(4)] == ["A05", "A06", "A07", "A08"]
    with pytest.raises(NotAllowed, match="All numbers of A up to A08 have been given today"):
        take(hall)


def test_kiosks_leave_numbers_of_a_range_to_each_other_and_to_the_desk(halls: Halls) -> None:
    hall = few_numbers(halls)
    take(hall)

    one, two = lease(hall), lease(hall, "kiosk 2")

    assert [(each.first, each.last) for each in (one, two)] == [(6, 6), (7, 7)]
    assert take(hall).number == "A08"
    assert do(hall, offline.lease_numbers, "kiosk 3", 10, ["A"]) == []


def test_what_was_printed_yesterday_takes_nothing_of_todays_cap(halls: Halls, clock: MovedClock) -> None:
    hall = capped(halls, 2)
    leased = lease(hall)
    evening = clock.now
    clock.advance(days=1)

    hand_in(hall, *(printed(leased, nth, evening) for nth in range(2)))

    assert [do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land")).number for _ in range(2)] == ["A001", "A002"]
    with pytest.raises(NotAllowed, match="All 2 tickets of this service for today have been given"):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))


def test_a_visitor_whose_first_ticket_was_not_heard_of_counts_once(halls: Halls, clock: MovedClock) -> None:
    hall = capped(halls, 2)
    leased = lease(hall)
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"), "k1")
    hand_in(hall, printed(leased, 0, clock.now, key="k1"))

    assert do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land")).number == "A002"

    with pytest.raises(NotAllowed, match="All 2 tickets"):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
