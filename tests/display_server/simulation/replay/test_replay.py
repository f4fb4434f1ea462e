"""The replay's account is right, also where the server or the network is wrong."""

import pytest

from display_server.simulation.replay.real_day import RealDay, RealTicket
from display_server.simulation.replay.run import HallNotReady, Replayed, replay
from tests.display_server.simulation.replay.fake_hall import FakeHall, FakeHallApi

DAY = RealDay(
    "Bemowo",
    "2020-01-02",
    tuple(RealTicket("1", 480 + minute // 2, 482 + minute // 2, open_counters=2) for minute in range(40)),
)


def play(hall: FakeHall, day: RealDay = DAY, speed: float = 0) -> Replayed:
    api = FakeHallApi(hall)
    try:
        return replay(day, api, speed)
    finally:
        api.close()


def test_everybody_is_called_and_accounted_for() -> None:
    played = play(FakeHall())

    account = played.account
    assert played.complete
    assert (account.issued, account.called, account.waiting, account.errors) == (40, 40, 0, 0)
    assert account.served + account.no_show == 40
    assert account.rated > 0


def test_who_was_never_called_in_reality_waits_on() -> None:
    visitors = (*DAY.visitors, RealTicket("1", 481, None, open_counters=2))

    assert play(FakeHall(), RealDay("Bemowo", "2020-01-02", visitors)).account.waiting == 1


def test_lost_answers_lose_and_duplicate_nobody() -> None:
    played = play(FakeHall(loses_every=7))

    account = played.account
    assert (account.issued, account.called, account.lost, account.duplicated) == (40, 40, 0, 0)
    assert account.served + account.no_show == 40


def test_a_ticket_that_the_server_forgot_is_lost() -> None:
    played = play(FakeHall(forgets=3))

    assert played.account.lost == 1
    assert not played.complete


def test_a_number_given_twice_is_a_duplicate() -> None:
    played = play(FakeHall(repeats_number=True))

    assert played.account.duplicated == 1
    assert not played.complete


def test_a_visitor_called_to_two_counters_is_a_duplicate() -> None:
    assert play(FakeHall(calls_twice=True)).account.duplicated == 1


def test_a_closed_hall_is_told_with_the_mend() -> None:
    with pytest.raises(HallNotReady, match=r"It opens at 07:30\. Load a hall file whose hours are open now"):
        play(FakeHall(is_open=False))


def test_progress_counts_every_ticket_and_every_call() -> None:
    steps: list[None] = []
    api = FakeHallApi(FakeHall())

    replay(DAY, api, speed=0, on_progress=lambda: steps.append(None))
    api.close()

    assert len(steps) == 80


def test_a_day_keeps_its_rhythm_at_any_speed() -> None:
    """Twenty-one minutes at twelve hundred times the speed take a second."""
    assert 1.0 <= play(FakeHall(), speed=1260).seconds < 5.0
