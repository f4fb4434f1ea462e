"""One hall at one moment, as all queries ask it: its rows, its days, and what was found out about it already."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, Protocol, Self, TypeVar, overload

from sqlalchemy import Connection, Executable

from display_server.domain.hall_plan import HallPlan
from display_server.store.hall_memory import HallMemory
from display_server.store.journal import AnyRow

T = TypeVar("T")


class Moment:
    """One hall as it is after its change `seq`, at `now`."""

    def __init__(
        self, connection: Connection, hall_id: int, plan: HallPlan, seq: int, now: datetime, memory: HallMemory
    ) -> None:
        self.connection = connection
        self.hall_id = hall_id
        self.plan = plan
        self.seq = seq
        self.now = now
        self.memory = memory
        """What the process remembers of the hall as it is now, with what was written since this moment began."""
        self.known: dict[Hashable, Any] = {}
        """What was found out already."""

    def rows(self, statement: Executable, **facts: object) -> Sequence[AnyRow]:
        """The statement's rows; `hall_id` is bound to this hall."""
        return self.connection.execute(statement, {"hall_id": self.hall_id, **facts}).all()

    def first(self, statement: Executable, **facts: object) -> AnyRow | None:
        """The statement's first row, if there is one."""
        return self.connection.execute(statement, {"hall_id": self.hall_id, **facts}).first()

    def rows_of(self, days: Iterable[date], statement: Executable, **facts: object) -> list[AnyRow]:
        """The rows of these days, one after the other: each has its own stretch of an index."""
        return [row for day in days for row in self.rows(statement, day=day, **facts)]

    def write(self, statement: Executable, values: dict[str, Any]) -> int:
        """Runs a statement that changes the hall; how many rows it changed. What was found out before is forgotten."""
        self.known.clear()
        return self.connection.execute(statement, values).rowcount

    def insert(self, statement: Executable, values: dict[str, Any]) -> int:
        """Runs an INSERT that returns the new row's id."""
        self.known.clear()
        new_id: int = self.connection.execute(statement, values).scalar_one()
        return new_id

    @cached_property
    def today(self) -> date:
        """The hall's local day."""
        return self.plan.day(self.now)

    @cached_property
    def lasting(self) -> tuple[date, ...]:
        """The days whose visits go on, in order; the last is today."""
        return self.plan.calendar.lasting(self.now)


class _Asked(Protocol):
    @property
    def moment(self) -> Moment: ...


class found_once(Generic[T]):  # noqa: N801 (used as a decorator, as `property` is)
    """A property that is asked of the database once, and again after the next write."""

    def __init__(self, ask: Callable[[Any], T]) -> None:
        self._ask = ask
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, asked: None, owner: type) -> Self: ...
    @overload
    def __get__(self, asked: _Asked, owner: type) -> T: ...
    def __get__(self, asked: _Asked | None, owner: type) -> Self | T:
        if asked is None:
            return self
        known = asked.moment.known
        if self not in known:
            known[self] = self._ask(asked)
        answer: T = known[self]
        return answer


def facts_of(new: Any) -> dict[str, Any]:  # noqa: ANN401 (any dataclass)
    """The fields of a dataclass by their names, as they are: `asdict` would copy them."""
    return {name: getattr(new, name) for name in new.__dataclass_fields__}


def pairs(rows: Iterable[AnyRow]) -> dict[str, Any]:
    """The rows' second columns by their first."""
    return {row[0]: row[1] for row in rows}


def sums(rows: Iterable[AnyRow]) -> dict[str, int]:
    """The rows' second columns added up by their first."""
    found: dict[str, int] = {}
    for key, count in rows:
        found[key] = found.get(key, 0) + count
    return found
