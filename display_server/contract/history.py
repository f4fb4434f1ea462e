"""What is kept beside the figures of past days: notes to days, saved views."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from display_server.contract.common import SAYS_SOMETHING, Day, Id, Message, Request, Slug
from display_server.contract.manager import GroupBy
from display_server.domain.day_note import LONGEST_NOTE
from display_server.domain.saved_view import LONGEST_NAME


class WriteDayNote(Request):
    """Notes something to a day, in the place of what was noted before. It should name nobody: it stays for years."""

    day: Day
    note: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NOTE, pattern=SAYS_SOMETHING),
    ]


ViewName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME, pattern=SAYS_SOMETHING)
]
Audience = Literal["me", "managers", "department"]


class ViewFilters(Request):
    """As they stand in the address of the history; what is left out is as usual: without days, the view moves on."""

    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None
    against_first_day: Annotated[Day | None, Field(alias="against_from")] = None
    against_last_day: Annotated[Day | None, Field(alias="against_to")] = None
    group_by: GroupBy | None = None
    department: Slug | None = None


class SaveView(Request):
    """Keeps what is asked for under a name of one's own."""

    name: ViewName
    filters: ViewFilters
    audience: Audience = "me"
    """Who else may open it: nobody, the managers of the hall, or they and the supervisors of a department."""
    department: Slug | None = None
    """Whose supervisors."""


class ChangeView(Request):
    """Gives one's own view another name, or shows it to others."""

    name: ViewName
    audience: Audience
    department: Slug | None = None


class SavedView(Message):
    id: Id
    name: str
    filters: dict[str, str]
    audience: Audience
    department: str | None
    owner: str
    is_own: bool
    """Whether the asker may rename and remove it."""


class SavedViews(Message):
    """Those that the asker may open, the own ones first."""

    views: tuple[SavedView, ...]
