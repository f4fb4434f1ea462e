"""Files that are made beside the server: ordered, watched, stopped, fetched."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from display_server.contract.common import Day, Id, Message, Request, Slug
from display_server.contract.manager import GroupBy


class OrderFile(Request):
    """A file of local days, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    what: Literal["figures", "fairness", "journal"]
    file_format: Annotated[Literal["csv", "xlsx", "pdf", "jsonl", "parquet"], Field(alias="format")]
    """csv, xlsx and pdf of figures, csv and xlsx of fairness, jsonl and parquet of the journal."""
    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    group_by: GroupBy = "service"
    """Of figures."""
    department: Slug | None = None
    """Of this department alone; not of the journal."""
    language: Annotated[str | None, Field(max_length=10)] = None
    """vi or en; without it that of the asker."""


class OrderedFile(Message):
    id: Id
    name: str
    what: Literal["figures", "fairness", "journal"]
    first_day: date
    last_day: date
    by: str
    at: datetime
    state: Literal["waiting", "running", "done", "stopped", "failed"]
    days_done: int
    days: int
    fault: str | None
    """Why it broke off."""
    size: int | None
    """In bytes, once it can be fetched."""
    removed_on: date | None
    """From when on it is not there any more."""


class OrderedFiles(Message):
    """The latest first."""

    files: tuple[OrderedFile, ...]
