"""Whether people were called in their turn, for those who answer for it."""

from datetime import date, datetime

from display_server.contract.common import Id, Message, Words
from display_server.contract.manager import Measures


class ClassWaits(Message):
    """The waits of one priority class; the key `total` is of all."""

    key: str
    name: Words
    waits: Measures


class OutOfOrderReason(Message):
    reason: str
    name: Words
    count: int


class CallOutOfOrder(Message):
    """A call before somebody who had come earlier, could have been called there, and still waited."""

    day: date
    at: datetime
    number: str
    ticket: Id
    service_name: Words
    counter: int
    class_name: Words | None
    passed_number: str
    """Who of those passed had come first."""
    passed_ticket: Id
    passed_came_at: datetime
    passed: int
    """How many had come earlier and waited."""
    reason: str
    reason_name: Words
    words: str | None
    """What the officer wrote, where the call was by hand; empty where that is not kept any more."""


class Fairness(Message):
    """Waits by priority class, and the calls out of order with their reasons."""

    hall: str
    first_day: date
    last_day: date
    classes: tuple[ClassWaits, ...]
    """The last one is of all."""
    calls: int | None
    """All calls of these days; None where only some departments are asked for."""
    out_of_order: int
    reasons: tuple[OutOfOrderReason, ...]
    listed: tuple[CallOutOfOrder, ...]
    """The latest first; the latest 500."""
