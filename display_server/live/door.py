"""Whoever is let in no more loses their open sockets within a second, in every process. Knows not why they are out."""

import logging
from collections.abc import Callable

import gevent
from gevent.event import Event

from display_server.live.bell import Bell, DatabaseBell, RedisBell
from display_server.store.access_changes import AccessChanges

log = logging.getLogger(__name__)

CHANNEL = "motcua:access"
ACCESS = "access"
LOOK_EVERY_SECONDS = 0.5
"""Also with Redis: `motcua device revoke` changes the database, and need not know of Redis."""
LOOK_ANYWAY_SECONDS = 15.0
"""Sessions also end by themselves, by their age."""


def access_bell(redis_url: str | None, changes: AccessChanges) -> Bell:
    """Rings in the other processes when somebody's way in has ended in one."""

    def counted() -> dict[str, int]:
        return {ACCESS: changes.count()}

    if redis_url is None:
        return DatabaseBell(counted, LOOK_EVERY_SECONDS)
    return RedisBell(redis_url, counted, CHANNEL, LOOK_EVERY_SECONDS)


def watch_the_door(changes: AccessChanges, bell: Bell, cut_off_who_is_out: Callable[[], None]) -> None:
    """Starts looking; needs gevent's loop."""
    wake = Event()

    def changed_here() -> None:
        wake.set()
        bell.ring(ACCESS)

    def changed_elsewhere(_: str) -> None:
        changes.heard()
        wake.set()

    def look_forever() -> None:
        while True:
            wake.wait(LOOK_ANYWAY_SECONDS)
            wake.clear()
            try:
                cut_off_who_is_out()
            except Exception:  # whatever one socket does, the others must be looked at
                log.exception("looking for who may not stay connected failed; looking again")
                gevent.spawn_later(1, wake.set)

    changes.on_change = changed_here
    gevent.spawn(bell.listen, changed_elsewhere)
    gevent.spawn(look_forever)
