"""Changes of one hall that wait for each other, done one after the other in one transaction: one wait for the disk.

While a group is committed, those who come next wait for their turn; then they are the next group. So groups grow by
themselves with what there is to do, and nobody is held up to make one. Nobody goes on before their group is durable,
and a change that is refused is undone alone, back to its savepoint. Knows nothing of what a change is.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine, Transaction

from display_server.domain.refusals import Refused, Unavailable
from display_server.store.database import LOCK_PATIENCE_SECONDS, for_writing

MOST_TOGETHER = 64
"""Whoever came first must not wait for ever new ones."""

P = TypeVar("P")
"""How far the hall has come within the transaction."""


@dataclass(eq=False)
class Group(Generic[P]):
    """One transaction of a hall, and those who wait for its commit."""

    connection: Connection
    transaction: Transaction
    progress: P
    """Replaced by each change that is kept."""
    kept: int = 0
    """How many changes it holds."""
    takes_more: bool = True
    _over: threading.Event = field(default_factory=threading.Event)
    _error: Exception | None = None

    def keep(self, progress: P) -> None:
        """The change that was just done is part of the group now."""
        self.progress = progress
        self.kept += 1
        self.takes_more = self.kept < MOST_TOGETHER

    @contextmanager
    def undone_alone(self) -> Iterator[Callable[[], None]]:
        """Undoes what the block does, and nothing else, when it raises or calls what it is given."""
        is_first = self.kept == 0
        undone = False
        if not is_first:
            self.connection.exec_driver_sql("SAVEPOINT change")

        def undo() -> None:
            nonlocal undone
            undone = True
            if is_first:  # nothing else is in it
                self.transaction.rollback()
            else:
                self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT change")

        try:
            yield undo
        except BaseException:
            undo()
            raise
        if not is_first and not undone:
            self.connection.exec_driver_sql("RELEASE SAVEPOINT change")

    def commit(self, last: Callable[["Group[P]"], None]) -> bool:
        """Does what is left to be done and commits. False where that failed: `wait` tells each of its members why."""
        try:
            last(self)
            self.transaction.commit()
        except Exception as failed:  # whatever it is, each of them must hear of it
            self._error = failed
            self.connection.invalidate()  # nobody knows what state it is in
        return self._error is None

    def end(self) -> None:
        """Lets all go who wait for it."""
        self.connection.close()
        self._over.set()

    def wait(self) -> None:
        """Until its end. Raises what the commit raised."""
        self._over.wait()
        if self._error is not None:
            raise self._error


class GroupCommit(Generic[P]):
    """The writers of one hall within this process, who take turns."""

    def __init__(
        self,
        engine: Engine,
        begin: Callable[[Connection], P],
        before_commit: Callable[[Group[P]], None],
        after_commit: Callable[[Group[P]], None],
    ) -> None:
        """`begin` takes the hall's lock. The other two are called once for a group that holds anything."""
        self._engine = engine
        self._begin = begin
        self._before_commit = before_commit
        self._after_commit = after_commit
        self._turn = threading.Lock()
        self._count = threading.Lock()
        self._waiting = 0
        self._group: Group[P] | None = None

    @contextmanager
    def turn(self) -> Iterator[Group[P]]:
        """The group, for one change to be done in it; the caller goes on when that is durable.

        Raises what the block raised, or the commit; Unavailable where the turn does not come.
        """
        self._wait_for_turn()
        try:
            group = self._group = self._group or self._begun()
            try:
                yield group
            except Refused:
                raise
            except BaseException:
                group.takes_more = False  # SQLite may have undone all of it, and nobody may write outside of it
                raise
            finally:
                if not (group.kept and group.takes_more and self._waiting):
                    self._group = None
                    self._end(group)
        finally:
            self._turn.release()
        group.wait()

    def _wait_for_turn(self) -> None:
        with self._count:
            self._waiting += 1
        try:
            if not self._turn.acquire(timeout=LOCK_PATIENCE_SECONDS):
                raise Unavailable("The database is busy with something else for too long. Try again in a minute.")
        finally:
            with self._count:
                self._waiting -= 1

    def _begun(self) -> Group[P]:
        connection = for_writing(self._engine.connect())
        try:
            return Group(connection, connection.begin(), self._begin(connection))
        except BaseException:
            connection.close()
            raise

    def _end(self, group: Group[P]) -> None:
        try:
            if group.kept and group.commit(self._before_commit):
                self._after_commit(group)
        finally:
            group.end()
