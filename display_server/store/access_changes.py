"""That somebody's way in has ended, told to every process: a count in the database that each of them watches.

It says that something ended, never what: whoever hears it asks for everything anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select, update

from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import AccessRow

_COUNT = update(AccessRow).values(changes=AccessRow.changes + 1)
_CHANGES = select(AccessRow.changes)


def _nobody_listens() -> None:
    return None


class AccessChanges:
    """Of one database, as one process hears of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._remembering: list[Callable[[], None]] = []
        self.on_change: Callable[[], None] = _nobody_listens
        """Called after each change that this process has made."""

    def count(self) -> int:
        """How many there have been."""
        with in_words(), self._engine.connect() as connection:
            changes: int = connection.execute(_CHANGES).scalar_one()
        return changes

    def forgotten_by(self, forget: Callable[[], None]) -> None:
        """Has this called at each change, before anybody is let in again."""
        self._remembering.append(forget)

    def heard(self) -> None:
        """Drops what this process remembers."""
        for forget in self._remembering:
            forget()

    @contextmanager
    def one(self) -> Iterator[Connection]:
        """A transaction that ends somebody's way in. Once it is stored, this process knows, and the others are told."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            yield connection
            connection.execute(_COUNT)
        self.heard()
        self.on_change()
