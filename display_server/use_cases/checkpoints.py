"""When the journal's chain is signed: every few minutes while something happens, and once the hall has closed."""

import logging
from datetime import timedelta

from display_server.store.checkpoints import Checkpoints
from display_server.store.hall import Hall

SIGN_EVERY = timedelta(minutes=5)

log = logging.getLogger(__name__)


def sign_if_due(checkpoints: Checkpoints, hall: Hall) -> None:
    """Signs where that is due, and hands over what could not be before."""
    with hall.reading() as reading:
        seq, now, is_open = reading.seq, reading.now, reading.is_open
    last = checkpoints.last_at(hall.slug)
    if last is None or (seq > last[0] and (not is_open or now - last[1] >= SIGN_EVERY)):
        checkpoints.sign(hall.slug, now)
    try:
        checkpoints.hand_over(hall.slug, now)
    except OSError as error:
        log.warning("the checkpoints of %s could not be written to their file; trying again: %s", hall.slug, error)
