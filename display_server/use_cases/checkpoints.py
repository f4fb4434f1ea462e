"""When the chains are signed: every few minutes while something happens, and a hall's once it has closed."""

import logging
from datetime import datetime, timedelta

from display_server.domain.security_log import SECURITY_LOG
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
    _hand_over(checkpoints, hall.slug, now)


def sign_security_log_if_due(checkpoints: Checkpoints, now: datetime) -> None:
    """The same of the security log, which never closes."""
    last = checkpoints.last_at(SECURITY_LOG)
    if checkpoints.end_of(SECURITY_LOG) > (last[0] if last else 0) and (last is None or now - last[1] >= SIGN_EVERY):
        checkpoints.sign(SECURITY_LOG, now)
    _hand_over(checkpoints, SECURITY_LOG, now)


def _hand_over(checkpoints: Checkpoints, chain: str, now: datetime) -> None:
    try:
        checkpoints.hand_over(chain, now)
    except OSError as error:
        log.warning("the checkpoints of %s could not be written to their file; trying again: %s", chain, error)
