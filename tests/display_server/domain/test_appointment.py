"""A time that a visitor was promised, and who comes for it in time."""

from datetime import timedelta

import pytest

from display_server.domain.appointment import Appointment, counts_at
from display_server.domain.rules import DEFAULT_RULES, Rules
from tests.display_server.domain.journal import at, minutes

AT_NINE = Appointment("ABC", "land", at("09:00"))


@pytest.mark.parametrize(
    ("arrival", "counts"),
    [("08:44:59", False), ("08:45", True), ("09:00", True), ("09:10", True), ("09:10:01", False)],
)
def test_who_comes_a_quarter_of_an_hour_early_or_ten_minutes_late_is_in_time(arrival: str, counts: bool) -> None:
    assert counts_at(AT_NINE, at(arrival), DEFAULT_RULES) is counts


def test_each_hall_sets_how_early_and_how_late() -> None:
    strict = Rules(appointment_early=minutes(5), appointment_late=timedelta())

    assert not counts_at(AT_NINE, at("08:54"), strict)
    assert counts_at(AT_NINE, at("08:55"), strict)
    assert not counts_at(AT_NINE, at("09:00:01"), strict)
