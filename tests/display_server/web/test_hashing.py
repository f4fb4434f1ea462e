"""Passwords are hashed two at once, in a line that has an end, while everything else goes on."""

import threading
import time

import gevent
import pytest

from display_server.domain.refusals import TooOften
from display_server.web.hashing import AT_ONCE, MOST_WAITING, MOST_WAITING_AT_KNOWN_BROWSERS, HashingLine


class Work:
    """Takes a while, as hashing does, and notes how many do it at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.now = self.most = self.done = 0

    def __call__(self) -> None:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.01)
        with self._lock:
            self.now -= 1
            self.done += 1


def test_the_line_has_an_end_and_the_loop_goes_on() -> None:
    line, work = HashingLine(), Work()
    turns = 0

    crowd = [gevent.spawn(line.of().run, work) for _ in range(AT_ONCE + MOST_WAITING)]
    gevent.sleep(0)
    with pytest.raises(TooOften) as refused:
        line.of().run(work)
    while not all(each.ready() for each in crowd):
        gevent.sleep(0.001)
        turns += 1

    assert refused.value.retry_after == 2
    assert (work.done, work.most) == (AT_ONCE + MOST_WAITING, AT_ONCE)
    assert turns > 10


def test_whoever_was_here_before_finds_a_place_where_strangers_fill_theirs() -> None:
    line, work = HashingLine(), Work()
    strangers = [gevent.spawn(line.of().run, work) for _ in range(AT_ONCE + MOST_WAITING)]
    gevent.sleep(0)

    known = [gevent.spawn(line.of(known_browser=True).run, work) for _ in range(3)]
    gevent.joinall([*strangers, *known], raise_error=True)

    assert work.done == AT_ONCE + MOST_WAITING + 3
    assert MOST_WAITING_AT_KNOWN_BROWSERS > MOST_WAITING


def test_work_that_fails_makes_room_again() -> None:
    line = HashingLine()

    for _ in range(AT_ONCE + MOST_WAITING + 1):
        with pytest.raises(ValueError, match="no number"):
            line.of().run(lambda: int_of("no number"))

    assert line.of().run(lambda: "done") == "done"


def int_of(text: str) -> int:
    raise ValueError(text)
