"""The dossiers of visits: what an officer notes of each, and how it is corrected later."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from display_server.contract.common import WHOLE, Day, Message, Request, ShortText, Words
from display_server.domain.handled import LONGEST_RECEIPT, MOST_DONG, ReturnBy
from display_server.domain.outcome import OutcomeRule, VisitOutcome


class NamedPlace(Message):
    slug: str
    name: Words


class DossierAsking(Message):
    """What the officer is asked of each dossier when the visit ends."""

    rule: OutcomeRule
    takes_fees: bool
    """Whether the visitor's department takes fees in the hall."""
    places: tuple[NamedPlace, ...]


Dong = Annotated[int, Field(ge=0, le=MOST_DONG), WHOLE]
"""An amount of money in whole đồng."""


class HandledEntry(Request):
    """One dossier of a visit: whatever of it can be said."""

    code: ShortText | None = None
    """As on its receipt: of the hall's own pattern, else of either circular's form."""
    due_on: Day | None = None
    """The day promised; without it the one-stop system is asked, and of a result what was promised at its receipt."""
    fee: Dong = 0
    """Lệ phí."""
    charge: Dong = 0
    """Phí."""
    receipt: Annotated[ShortText, StringConstraints(max_length=LONGEST_RECEIPT)] | None = None
    return_by: ReturnBy | None = None
    received_for: ShortText | None = None
    """The slug of another place of the hall file's `[[dossiers.received_for]]`."""


class CorrectDossier(HandledEntry):
    """What is so of a dossier, all of it: what is left out here is said of it no more."""

    reason: ShortText


class StrikeDossier(Request):
    reason: ShortText


class DossiersQuery(Request):
    day: Day | None = None
    """A local day of the hall; today without it."""


class DossierEntry(Message):
    """A dossier that an officer has noted."""

    id: int
    day: date
    number: str
    counter: int
    officer: str | None
    department: str
    department_name: Words
    service: str
    outcome: VisitOutcome
    code: str | None
    """None where it was not said, or was erased when its days were over."""
    due_on: date | None
    fee: int
    charge: int
    receipt: str | None
    return_by: ReturnBy | None
    received_for: str | None
    received_for_name: Words | None
    received_on: date | None
    """Of a result: the day on which the hall received its dossier."""
    late: bool
    """A result after its promised day."""
    takes_fees: bool
    may_correct: bool


class DossiersOfDay(Message):
    day: date
    dossiers: tuple[DossierEntry, ...]
    places: tuple[NamedPlace, ...]


class HandledAnswer(Message):
    dossier: DossierEntry


class PostItem(Message):
    """A dossier or result that goes by the post."""

    code: str | None
    bars: str | None
    """Its code as Code 128, the narrow strips from left to right: 1 is black."""
    number: str
    counter: int
    department_name: Words
    fee: int
    charge: int
    receipt: str | None


class PostList(Message):
    items: tuple[PostItem, ...]
    fees: int
    charges: int


class PostOfDay(Message):
    """What passed between hall and post on a day."""

    day: date
    handed_over: PostList
    """Results that the post takes along."""
    fetched: PostList
    """Dossiers that the post has fetched from citizens and handed in."""


class PromisedDay(Message):
    """What is known of a dossier before the visit ends."""

    code: str
    due_on: date | None
    received_on: date | None
    """The day on which this hall received it, where it lies here still."""
