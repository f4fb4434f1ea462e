"""A hall whose file says nothing of rules: what its visitors and officers may count on."""

from datetime import timedelta

from display_server.domain.fair_use import IdCardRule
from display_server.domain.no_show import patience
from display_server.domain.rules import DEFAULT_RULES
from tests.display_server.domain.journal import at


def test_nobody_is_marked_as_a_no_show_by_the_clock_or_asked_for_a_card_or_refused_a_ticket() -> None:
    assert DEFAULT_RULES.no_show_after is None
    assert DEFAULT_RULES.id_card is IdCardRule.NOT_ASKED
    assert (DEFAULT_RULES.tickets_per_minute, DEFAULT_RULES.last_ticket) == (None, False)


def test_no_place_is_given_up_for_a_slip_that_nobody_took() -> None:
    assert DEFAULT_RULES.cancel_uncollected is False
    assert DEFAULT_RULES.collect_within == timedelta(seconds=30)


def test_an_officer_may_mark_a_no_show_at_once() -> None:
    assert patience([at("09:00")], DEFAULT_RULES).is_over(at("09:00"))


def test_counters_help_out_only_when_idle() -> None:
    assert DEFAULT_RULES.help_after is None


def test_a_kiosk_out_of_contact_prints_for_all_of_a_working_day() -> None:
    assert DEFAULT_RULES.lease_life * 3 / 4 >= timedelta(hours=12), "three quarters of it are always left"


def test_days_begin_at_midnight() -> None:
    assert DEFAULT_RULES.day_begins == timedelta()
