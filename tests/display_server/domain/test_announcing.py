"""One announcement at a time in a zone, by one display, which another one follows when it has gone."""

from datetime import timedelta

import pytest

from display_server.domain.announcing import (
    HEAD_START,
    Called,
    Speaker,
    Waiting,
    ZoneVoice,
    lasts,
    planned,
    times_within,
    too_late,
    wait_before,
)
from tests.display_server.domain.journal import at

NOW = at("08:00")
LEFT, RIGHT, PAIRED = Speaker("left"), Speaker("right"), Speaker("paired", rank=2)


def seconds(many: float) -> timedelta:
    return timedelta(seconds=many)


def waiting(seq: int, since: float = 0) -> Waiting:
    return Waiting(seq, "east", NOW - seconds(since), Called("A001", 1))


SILENT = ZoneVoice("east")
SPEAKING = SILENT.began(7, LEFT, NOW - seconds(2), seconds(10))
DONE = SILENT.began(7, LEFT, NOW - seconds(60), seconds(10))


def test_the_first_display_that_asks_speaks_at_once() -> None:
    assert wait_before(SILENT, LEFT, NOW, NOW) == seconds(0)


def test_another_display_waits_until_the_speaker_has_finished_and_could_have_gone_on() -> None:
    assert wait_before(SPEAKING, RIGHT, NOW, NOW) == seconds(8) + HEAD_START


def test_the_speaker_itself_goes_on_when_it_has_finished_though_more_time_was_reckoned() -> None:
    assert wait_before(SPEAKING, LEFT, NOW, NOW) == seconds(0)


def test_another_display_of_the_zone_gives_the_one_that_spoke_last_a_head_start() -> None:
    assert wait_before(DONE, LEFT, NOW, NOW) == seconds(0)
    assert wait_before(DONE, RIGHT, NOW, NOW) == HEAD_START


def test_it_takes_over_from_one_that_has_gone() -> None:
    assert wait_before(DONE, RIGHT, NOW - HEAD_START, NOW) == seconds(0)


def test_a_device_that_was_let_in_speaks_before_a_browser_but_breaks_nothing_off() -> None:
    assert wait_before(DONE, PAIRED, NOW, NOW) == seconds(0)
    assert wait_before(SPEAKING, PAIRED, NOW, NOW) == seconds(8)


def test_only_what_has_waited_longer_than_the_hall_wants_is_too_late() -> None:
    calls = [waiting(1, since=181), waiting(2, since=180), waiting(3)]

    assert too_late(calls, seconds(180), NOW) == calls[:1]


def test_what_is_not_said_is_past_and_what_was_said_later_stays_past() -> None:
    assert SILENT.past(5).said_seq == 5
    assert DONE.past(5).said_seq == 7
    assert DONE.past(9).speaker == "left"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_how_often_something_is_said_is_told_by_how_long_it_takes(times: int) -> None:
    assert times_within(lasts(4.7, times), 4.7) == times


def test_the_queue_is_planned_one_after_the_other_behind_what_is_being_said() -> None:
    first, second = planned([waiting(9), waiting(8)], SPEAKING, 1, NOW)

    assert (first.waiting.seq, second.waiting.seq) == (8, 9)
    assert first.begins_at == NOW + seconds(8)
    assert second.begins_at > first.begins_at + seconds(4)
