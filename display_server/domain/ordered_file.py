"""A file that is too much to make while somebody waits for it: ordered, made beside the server, fetched later. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

BEAT = timedelta(seconds=2)
"""So often whoever makes a file says that they still do."""
LOST_AFTER = timedelta(seconds=15)
"""Without a word for so long they are gone, and the file is begun anew."""
MOST_TRIES = 3
KEPT_FOR = timedelta(days=7)
"""Made or not: then the file and its order are removed."""
MOST_OPEN = 5
"""Orders of one hall that wait or are made."""


class What(StrEnum):
    """What a file tells. These words are stored."""

    FIGURES = "figures"
    FAIRNESS = "fairness"
    JOURNAL = "journal"


FORMATS: Mapping[What, tuple[str, ...]] = {
    What.FIGURES: ("csv", "xlsx", "pdf"),
    What.FAIRNESS: ("csv", "xlsx"),
    What.JOURNAL: ("jsonl", "parquet"),
}


class OrderState(StrEnum):
    """How far it is. These words are stored."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


OPEN = (OrderState.WAITING, OrderState.RUNNING)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for."""

    hall: str
    what: What
    file_format: str
    first: date
    last: date
    group_by: str
    language: str
    departments: tuple[str, ...] | None
    """Of these alone; None: of the whole hall."""

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=nth) for nth in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class OrderedFile:
    """An order, and what has become of it."""

    id: int
    order: Order
    by: str
    owner: int | None
    """By the account; None where a program ordered it."""
    at: datetime
    state: OrderState
    tries: int
    days_done: int
    fault: str | None
    ended_at: datetime | None
    size: int | None
    """In bytes, once it is there."""

    @property
    def name(self) -> str:
        """As whoever fetches it finds it in the folder of downloads."""
        of = self.order
        grouped = f"-{of.group_by}" if of.what is What.FIGURES else ""
        return f"{of.hall}-{of.what}-{of.first}-{of.last}{grouped}.{of.file_format}"

    @property
    def stored_as(self) -> str:
        """In the server's folder of such files."""
        return f"{self.id}.{self.order.file_format}"
