"""How fast one address may ask."""

import pytest

from display_server.domain.refusals import TooOften
from display_server.limits import rate_limit
from display_server.limits.pace import Pace
from display_server.limits.rate_limit import RateLimit


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_one_by_one() -> None:
    seconds = Seconds()
    pace = Pace(3, per_second=2, clock=seconds)

    assert [pace.take() for _ in range(4)] == [True, True, True, False]
    assert pace.wait == 0.5

    seconds.now += 0.5
    assert [pace.take() for _ in range(2)] == [True, False]


def test_who_can_wait_is_told_how_long() -> None:
    pace = Pace(2, per_second=4, clock=Seconds())

    assert [pace.owe() for _ in range(4)] == [0, 0, 0.25, 0.5]


def test_a_pause_is_saved_up_no_further_than_at_the_beginning() -> None:
    seconds = Seconds()
    pace = Pace(2, per_second=1, clock=seconds)

    seconds.now += 3600

    assert [pace.take() for _ in range(3)] == [True, True, False]


def test_whoever_has_rested_is_forgotten() -> None:
    seconds = Seconds()
    limit = RateLimit(60, seconds)
    for number in range(100):
        limit.ask(f"192.0.2.{number}")

    seconds.now += 2
    limit.ask("198.51.100.1")

    assert len(limit) == 1


def test_ever_new_addresses_take_no_more_memory_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST_ASKERS", 10)
    limit = RateLimit(1, Seconds())

    for number in range(50):
        limit.ask(f"192.0.2.{number}")

    assert len(limit) == 10
    with pytest.raises(TooOften):
        limit.ask("192.0.2.49")
