"""A block of numbers that one kiosk alone may print while it cannot reach the server."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from display_server.domain.lease import Lease
from display_server.domain.numbering import Numbering
from tests.display_server.domain.journal import TODAY, at, minutes

LEASE = Lease(
    id=1,
    day=TODAY,
    prefix="A",
    first=501,
    next=501,
    last=580,
    holder="kiosk",
    granted_at=at("07:00"),
    expires_at=at("23:00"),
)
LIFE = timedelta(hours=16)


def test_a_fresh_lease_has_all_of_its_numbers_left() -> None:
    assert LEASE.left == 80


def test_a_lease_counts_from_when_it_was_granted_until_just_before_it_expires() -> None:
    moments = [at("06:59:59"), at("07:00"), at("22:59:59"), at("23:00")]

    assert [LEASE.is_live(moment) for moment in moments] == [False, True, True, False]


def test_a_lease_that_was_taken_back_counts_no_more() -> None:
    back = LEASE.reclaimed(at("12:00"))

    assert (back.is_live(at("12:01")), back.reclaimed_at) == (False, at("12:00"))


def test_a_lease_holds_its_first_and_its_last_number_and_none_beyond() -> None:
    assert [LEASE.holds(sequence) for sequence in (500, 501, 580, 581)] == [False, True, True, False]


def test_the_kiosk_is_told_its_numbers_as_they_are_written() -> None:
    assert replace(LEASE, next=579).numbers(Numbering()) == ("A579", "A580")
    assert replace(LEASE, next=579).numbers(Numbering(digits=4)) == ("A0579", "A0580")


def test_a_printed_number_is_gone_with_all_before_it() -> None:
    printed = LEASE.printed(503)

    assert (printed.next, printed.left) == (504, 77)
    assert printed.printed(502) == printed, "tickets are handed in in any order"


def test_a_lease_that_is_all_printed_has_none_left() -> None:
    assert (LEASE.printed(580).left, LEASE.printed(580).numbers(Numbering())) == (0, ())


def test_a_lease_is_renewed_once_a_quarter_of_its_life_is_over() -> None:
    assert LEASE.renewed(at("23:00") + LIFE / 4, LIFE).expires_at == at("23:00") + LIFE / 4
    assert LEASE.renewed(at("23:00") + LIFE / 4 - minutes(1), LIFE) is LEASE, "not each time that a kiosk asks"


def test_what_a_kiosk_keeps_when_its_numbers_go_to_somebody_else_is_what_it_printed() -> None:
    kept = LEASE.printed(510).used_part()

    assert (kept.first, kept.last, kept.left) == (501, 510, 0)
    assert [kept.holds(sequence) for sequence in (510, 511)] == [True, False]


@pytest.mark.parametrize(
    ("told", "issued"),
    [
        ("09:00", "09:00"),
        ("06:00", "07:00"),  # before the kiosk had the number
        ("14:00", "12:00"),  # in the future
    ],
)
def test_a_kiosk_whose_clock_is_wrong_puts_nobody_before_or_behind_others(told: str, issued: str) -> None:
    assert LEASE.issue_time(at(told), now=at("12:00")) == at(issued)


def test_no_number_was_printed_after_its_lease_had_expired() -> None:
    next_morning = at("07:00") + timedelta(days=1)

    assert LEASE.issue_time(next_morning, now=next_morning) == at("23:00")


@given(st.integers(-3000, 3000).map(minutes), st.integers(0, 3000).map(minutes))
def test_whatever_a_kiosk_says_the_time_is_one_that_can_be_true(off: timedelta, later: timedelta) -> None:
    now = at("07:00") + later

    assert at("07:00") <= LEASE.issue_time(now + off, now) <= min(now, at("23:00"))
