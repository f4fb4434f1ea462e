"""The message before the call: to whom, and how often it is tried."""

from datetime import timedelta

import pytest

from display_server.domain.refusals import NotValid
from display_server.domain.reminder import Contact, Way, back_off, contact


@pytest.mark.parametrize("typed", ["0912345678", " 0912 345 678 ", "0912.345.678", "+84 912-345-678", "(091) 2345678"])
def test_one_number_is_written_in_many_ways(typed: str) -> None:
    assert contact(typed) == Contact(Way.PHONE, "+84912345678")


@pytest.mark.parametrize("typed", ["", "0912", "0084912345678", "912345678", "+012345678", "+8491234567890123", "số"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotValid, match="no phone number"):
        contact(typed)


def test_an_e_mail_address_is_one_and_one_only() -> None:
    assert contact("lan.tran+so@mail.example.vn") == Contact(Way.EMAIL, "lan.tran+so@mail.example.vn")
    for typed in ("lan@example", "a@b.vn, c@d.vn", "<a@b.vn>", "lân@example.vn", f"{'a' * 100}@b.vn"):
        with pytest.raises(NotValid, match="no e-mail address"):
            contact(typed)


def test_an_address_is_in_no_text_that_a_log_could_hold() -> None:
    assert "912345678" not in repr(contact("0912345678"))


def test_tries_become_seldom_but_never_rarer_than_every_five_minutes() -> None:
    waits = [back_off(tries) for tries in range(1, 6)]

    assert waits == [timedelta(seconds=seconds) for seconds in (15, 45, 135, 300, 300)]
