"""The headline of some days: what a hall reports of its dossiers, with how each figure is defined."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from display_server.contract.common import DaysQuery, Message, Request, Slug, Words

QUARTER = r"^(19|2[0-8])[0-9]{2}-Q[1-4]$"
MONTH = r"^(19|2[0-8])[0-9]{2}-(0[1-9]|1[0-2])$"


class HeadlineQuery(DaysQuery):
    """Local days of the hall, both included: without `to` until today, without `from` one day."""


class LawSheetsQuery(Request):
    quarter: Annotated[str, StringConstraints(pattern=QUARTER)]
    """As 2026-Q4."""


class NoticeQuery(Request):
    month: Annotated[str, StringConstraints(pattern=MONTH)]
    """As 2026-11."""
    department: Slug | None = None
    """One agency; all without it."""


class Share(Message):
    """So many of so many. The share is to four decimals, so that reports have two of a per cent."""

    count: int
    of: int
    share: float | None
    """0..1; None of nothing."""


class SurveyedShare(Share):
    """Of those who answered, with the interval in which the share of all would lie."""

    low: float | None
    """Wilson's 95 % interval."""
    high: float | None


class OfficialShare(Message):
    """By Decision 766/QĐ-TTg: all dossiers but those dissatisfied with or overdue, over all."""

    dossiers: int
    overdue: int
    dissatisfied: int
    """Of those that were not overdue: none is taken away twice."""
    share: float | None


class DepartmentMoney(Message):
    department: str
    name: Words
    received: int
    returned: int
    fee: int
    charge: int
    uses_fee_module: bool


class PlaceCount(Message):
    place: str
    name: Words
    count: int


class Headline(Message):
    hall: str
    hall_name: Words
    first_day: date
    last_day: date
    received: int
    returned: int
    on_time: Share
    """Of the results with a promised day."""
    satisfied: SurveyedShare
    answered: Share
    """Of the visits served: the response rate."""
    official: OfficialShare
    departments: tuple[DepartmentMoney, ...]
    """In whole đồng; those with nothing to tell are left out."""
    fees: int
    charges: int
    by_post: int
    """Results."""
    received_elsewhere: int
    places: tuple[PlaceCount, ...]
    sentence: Words
    """To paste into a report."""
    definitions: dict[str, Words]
    """Of each figure, by its name here, in one line."""
