"""A flood of wrong passwords leaves a few entries a minute, and their number."""

import pytest

from display_server.access.failed_sign_ins import A_MINUTE, MINUTE, Failed, FailedSignIns, Tried


class MonotonicClock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> MonotonicClock:
    return MonotonicClock()


@pytest.fixture
def failures(clock: MonotonicClock) -> FailedSignIns:
    return FailedSignIns(clock)


LAN = Tried("Lan", "hall", "192.0.2.7", "password")


def test_the_first_is_told_at_once_and_its_repeats_as_one_once_the_minute_is_over(
    failures: FailedSignIns, clock: MonotonicClock
) -> None:
    assert failures.note(LAN) == [Failed(LAN)]

    assert [failures.note(LAN) for _ in range(40)] == [[]] * 40
    assert failures.due() == []
    clock.now += MINUTE

    assert failures.due() == [Failed(LAN, 40)]
    assert failures.note(LAN) == [Failed(LAN)]


def test_a_flood_from_ever_new_addresses_leaves_eleven_entries_a_minute(
    failures: FailedSignIns, clock: MonotonicClock
) -> None:
    told = [each for n in range(5000) for each in failures.note(Tried("Lan", "hall", f"2001:db8::{n:x}", "password"))]
    clock.now += MINUTE

    assert len(told) == A_MINUTE
    assert failures.due() == [Failed(None, 5000 - A_MINUTE)]
    assert len(failures._again) == 0


def test_a_new_minute_first_tells_what_was_only_counted(failures: FailedSignIns, clock: MonotonicClock) -> None:
    failures.note(LAN)
    failures.note(LAN)
    clock.now += MINUTE

    assert failures.note(LAN) == [Failed(LAN, 1), Failed(LAN)]
