"""What it means when the database cannot take or answer something, in words. Knows nothing of halls.

Nobody is told that nothing was changed: a connection that breaks during a commit leaves that open. Whoever asks again
with the same idempotency key finds out.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import InterfaceError, OperationalError, PendingRollbackError, TimeoutError as NoFreeConnection

from display_server.domain.refusals import Unavailable

log = logging.getLogger(__name__)

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
# PostgreSQL's SQLSTATEs (its manual, appendix A); its driver is loaded only where a hall uses it.
DISK_FULL = "53100"
LOCK_NOT_AVAILABLE = "55P03"


@contextmanager
def in_words() -> Iterator[None]:
    """Raises Unavailable where the database is full, locked for too long, or away."""
    try:
        yield
    except (OperationalError, InterfaceError, sqlite3.OperationalError) as error:
        cause = error if isinstance(error, sqlite3.OperationalError) else error.orig
        log.error("the database failed: %s", cause)  # noqa: TRY400 (the driver's word says it all)
        raise refusal(cause) from error
    except PendingRollbackError as error:  # the connection broke while others shared its transaction
        raise refusal(None) from error
    except NoFreeConnection as error:
        log.error("no connection to the database became free")  # noqa: TRY400
        raise _busy() from error


def refusal(cause: BaseException | None) -> Unavailable:
    """What a driver's error means for whoever asked."""
    if _sqlstate(cause) == DISK_FULL or _code(cause) == sqlite3.SQLITE_FULL:
        return Unavailable("The server's disk is full: nothing can be stored. Make room on it, then try again.")
    if _sqlstate(cause) == LOCK_NOT_AVAILABLE or _code(cause) in LOCKED:
        return _busy()
    return Unavailable("The server cannot reach its database at the moment. Try again in a minute.")


def is_locked(cause: BaseException | None) -> bool:
    return _code(cause) in LOCKED


def _busy() -> Unavailable:
    return Unavailable("The database is busy with something else for too long. Try again in a minute.")


def _code(cause: BaseException | None) -> int | None:
    """SQLite's primary result code."""
    code: int | None = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _sqlstate(cause: BaseException | None) -> str | None:
    """PostgreSQL's code."""
    state: str | None = getattr(cause, "sqlstate", None)
    return state
