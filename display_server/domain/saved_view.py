"""A saved view of the history: who may open it, and who may change it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 80
MOST_OWN = 50
"""Views of one person in a hall."""


class Audience(StrEnum):
    """Who beside its owner may open a view. These words are stored."""

    ME = "me"
    MANAGERS = "managers"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class SavedView:
    id: int
    owner: int
    """By the account."""
    owner_name: str
    name: str
    filters: Mapping[str, str]
    audience: Audience
    department: str | None = None

    def may_be_opened_by(self, account: int, departments: frozenset[str] | None) -> bool:
        """`departments`: those that a supervisor is for; None for whoever sees all of the hall."""
        match self.audience:
            case Audience.ME:
                return account == self.owner
            case Audience.MANAGERS:
                return account == self.owner or departments is None
            case Audience.DEPARTMENT:
                return account == self.owner or departments is None or self.department in departments
