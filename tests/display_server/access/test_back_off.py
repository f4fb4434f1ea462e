"""How often a password may be tried, and by whom."""

import pytest

from display_server.access.back_off import BackOff, SignInAllowances
from display_server.domain.refusals import TooOften


class Seconds:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def allowances(seconds: Seconds) -> SignInAllowances:
    return SignInAllowances(seconds)


def refused_for(
    allowances: SignInAllowances, name: str = "lan", address: str = "10.0.0.7", browser: str | None = None
) -> int:
    with pytest.raises(TooOften) as refused:
        allowances.ask(name, address, browser)
    return refused.value.retry_after or 0


def test_after_five_wrong_passwords_the_wait_doubles(allowances: SignInAllowances, seconds: Seconds) -> None:
    for _ in range(5):
        allowances.ask("lan", "10.0.0.7", None)

    waits = []
    for _ in range(10):
        waits.append(refused_for(allowances))
        seconds.now += waits[-1]
        allowances.ask("lan", "10.0.0.7", None)

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]


def test_attempts_at_the_same_moment_count_before_they_are_judged(allowances: SignInAllowances) -> None:
    under_way = [allowances.ask("lan", "10.0.0.7", None) for _ in range(5)]

    assert refused_for(allowances) == 1
    under_way[0].was_right()
    assert allowances.ask("lan", "10.0.0.7", None)


def test_a_name_is_one_name_however_it_is_written(allowances: SignInAllowances) -> None:
    for spelled in ("lan", "Lan", "LAN", "lAn", "laN"):
        allowances.ask(spelled, "10.0.0.7", None)

    assert refused_for(allowances, "lan") == 1


def test_an_address_may_not_try_one_name_after_the_other(allowances: SignInAllowances) -> None:
    for number in range(30):
        allowances.ask(f"name {number}", "10.0.0.7", None)

    assert refused_for(allowances, "another name") == 1
    assert allowances.ask("another name", "10.0.0.8", None)


def test_a_neighbours_flood_does_not_lock_the_officer_out_at_the_counter(allowances: SignInAllowances) -> None:
    for _ in range(5):
        allowances.ask("lan", "10.0.0.7", None)
    assert refused_for(allowances) == 1

    at_the_counter = allowances.ask("lan", "10.0.0.7", "browser of counter 1")
    at_the_counter.was_right()

    assert refused_for(allowances) == 1  # which gives the neighbour no new tries


def test_a_stolen_browser_cookie_is_no_way_around(allowances: SignInAllowances) -> None:
    for _ in range(5):
        allowances.ask("lan", "10.0.0.7", "browser of counter 1")

    assert refused_for(allowances, browser="browser of counter 1") == 1


def test_after_a_quarter_of_an_hour_it_is_forgotten(allowances: SignInAllowances, seconds: Seconds) -> None:
    for _ in range(5):
        allowances.ask("lan", "10.0.0.7", None)

    seconds.now += 15 * 60

    for _ in range(5):
        allowances.ask("lan", "10.0.0.7", None)


def test_names_that_are_made_up_take_no_memory_without_bound(seconds: Seconds) -> None:
    back_off = BackOff(5, 300, seconds, most=100)

    for number in range(1000):
        back_off.count(f"name {number}")

    assert len(back_off._attempts) == 100
