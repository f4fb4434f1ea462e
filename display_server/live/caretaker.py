"""Looks every few seconds whether the clock has something to do in a hall. Knows no rules."""

import logging
from collections.abc import Callable

import gevent

from display_server.store.hall import Hall, Halls

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 5


def run_caretaker(halls: Halls, do_what_is_due: Callable[[Hall], None], do_for_all: Callable[[], None]) -> None:
    """Has what is due done in every hall, and what is no hall's own, for ever.

    Several processes may: each looks before it does anything.
    """
    while True:
        gevent.sleep(LOOK_EVERY_SECONDS)
        try:
            do_for_all()
        except Exception:  # as below
            log.exception("the clock's work failed; trying again")
        for slug in _slugs(halls):
            try:
                do_what_is_due(halls[slug])
            except Exception:  # the loop must outlive a database that is away for a moment
                log.exception("the clock's work in %s failed; trying again", slug)


def _slugs(halls: Halls) -> tuple[str, ...]:
    try:
        return halls.slugs()
    except Exception:  # as above
        log.exception("cannot see the halls; trying again")
        return ()
