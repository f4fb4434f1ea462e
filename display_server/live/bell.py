"""How the processes that share a database hear of each other's commits. Knows only halls' names.

The bell says that something happened, never what: whoever hears it reads the journal. A lost ring costs a moment, not
a call, since the next ring, or the next look at the database, tells the same.
"""

import logging
import re
from collections.abc import Callable, Iterator
from typing import Protocol

import gevent
from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

CHANNEL = "motcua:commits"
LOOK_EVERY_SECONDS = 0.1
"""Without Redis, how often a process looks at the halls' `seq` for commits of other processes."""
LOOK_ANYWAY_SECONDS = 2.0
"""With Redis, how often it looks all the same: Redis may lose messages while it restarts."""

A_HALL = re.compile(rb"[a-z0-9][a-z0-9-]{0,62}")

Heard = Callable[[str], None]


class Bell(Protocol):
    def ring(self, hall: str) -> None:
        """Tells the other processes of a commit in this hall."""

    def listen(self, heard: Heard) -> None:
        """Calls `heard` with each hall that another process has changed; never returns."""


class DatabaseBell:
    """No messages at all: every process looks at the database. Enough for one mini PC."""

    def __init__(self, seqs: Callable[[], dict[str, int]], every: float = LOOK_EVERY_SECONDS) -> None:
        self._seqs = seqs
        self._every = every

    def ring(self, hall: str) -> None:
        return None

    def listen(self, heard: Heard) -> None:
        for hall in _changes(self._seqs, self._every):
            heard(hall)


class RedisBell:
    """Messages through Redis, and a slow look at the database in case one is lost."""

    def __init__(
        self,
        url: str,
        seqs: Callable[[], dict[str, int]],
        channel: str = CHANNEL,
        look_anyway: float = LOOK_ANYWAY_SECONDS,
    ) -> None:
        self._redis = Redis.from_url(url)
        self._seqs = seqs
        self._channel, self._look_anyway = channel, look_anyway

    def ring(self, hall: str) -> None:
        try:
            self._redis.publish(self._channel, hall)
        except RedisError as error:
            log.warning("Redis did not take a notice; the others will see the commit in the database: %s", error)

    def listen(self, heard: Heard) -> None:
        gevent.spawn(DatabaseBell(self._seqs, self._look_anyway).listen, heard)
        while True:
            try:
                self._hear(heard)
            except RedisError as error:
                log.warning("Redis is away, trying again: %s", error)
                gevent.sleep(1)

    def answers(self) -> bool:
        try:
            return bool(self._redis.ping())
        except RedisError:
            return False

    def _hear(self, heard: Heard) -> None:
        with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:  # type: ignore[no-untyped-call]
            subscription.subscribe(self._channel)
            for message in subscription.listen():
                # Anybody on Redis may say anything: what names no hall is no bell, and must not end the listening.
                if A_HALL.fullmatch(message["data"]):
                    heard(message["data"].decode())
                else:
                    log.warning("Redis carries what names no hall on the channel %s; passed over", CHANNEL)


def _changes(seqs: Callable[[], dict[str, int]], every: float) -> Iterator[str]:
    known: dict[str, int] = {}
    while True:
        gevent.sleep(every)
        try:
            now = seqs()
        except Exception:  # a database that is away for a moment must not end the looking
            log.exception("the database did not say where its halls are; looking again")
            continue
        yield from (hall for hall, seq in now.items() if known.get(hall) != seq)
        known = now
