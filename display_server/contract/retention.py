"""How long what names people is kept, as managers and administrators read it."""

from datetime import date, datetime

from display_server.contract.common import Message


class KeptClass(Message):
    """A class of personal data."""

    kind: str
    """As its key in the hall file's `[retention]`."""
    days: int
    """For how many days after its own it is kept; of what belongs to several halls the longest counts."""
    since: date | None
    """The oldest day of which it is still there; None where nothing was ever erased or written."""
    erased_at: datetime | None
    """When it was erased last."""
    erased: int | None
    """How many entries that were."""


class KeptClasses(Message):
    """All of them."""

    classes: tuple[KeptClass, ...]
