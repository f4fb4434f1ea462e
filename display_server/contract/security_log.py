"""The security log, as administrators read it."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from display_server.contract.common import Id, Message, Moment, Request, ShortText


class SecurityLogEntry(Message):
    """Who came in, who could not, or who changed what others may do."""

    id: int
    at: datetime
    kind: str
    by: str | None
    """Nobody, where a sign-in failed."""
    address: str | None
    """None at the machine itself, and where it was erased."""
    about: str | None
    """Whose account, which device, what was exported."""
    hall: str | None
    role: str | None
    counter: int | None
    times: int
    """How often it was within a minute: failed sign-ins are counted."""
    changed: tuple[str, ...]
    """The parts of the hall's plan."""
    erased: dict[str, int]
    """How many entries of each class of personal data."""


class SecurityLogPage(Message):
    """The newest first. `older`: what to send as `before` for the next page, if there is one."""

    entries: tuple[SecurityLogEntry, ...]
    older: int | None


class SecurityLogQuery(Request):
    """`person`: who did it, or to whom it was done. `to`: that moment no more."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    since: Annotated[Moment | None, Field(alias="from")] = None
    until: Annotated[Moment | None, Field(alias="to")] = None
    person: ShortText | None = None
    before: Id | None = None
