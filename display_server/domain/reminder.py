"""The message before the call: to whom, when it is due, how often it is tried. Pure: no clock, no messenger."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from display_server.domain.refusals import NotValid
from display_server.domain.ticket import State, Ticket, TicketId


class Way(StrEnum):
    """By which way a message goes."""

    PHONE = "phone"
    EMAIL = "email"
    PUSH = "push"
    """To the browser on the phone, by its maker's push service (RFC 8030)."""


BY_CONTACT = (Way.PHONE, Way.EMAIL)
"""A ticket has one of these at most."""


class MessageState(StrEnum):
    WANTED = "wanted"
    NEAR = "near"
    """Pushed when few were ahead; the call itself is still to be pushed."""
    SENT = "sent"
    FAILED = "failed"


TO_BE_SENT = (MessageState.WANTED, MessageState.NEAR)
OVER = (State.SERVING, State.SERVED, State.CANCELLED)
"""Whoever is here, or has gone for good, needs no message any more."""


@dataclass(frozen=True, slots=True)
class Contact:
    way: Way
    address: str = field(repr=False)
    """A phone number as E.164 has it, `+84912345678`, or an e-mail address."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message that the holder of a ticket wants."""

    ticket: TicketId
    way: Way
    address: str = field(repr=False)
    """Where it goes; of a push, what the browser gave, as JSON."""
    language: str
    state: MessageState
    tries: int = 0


E164 = re.compile(r"\+[1-9][0-9]{7,14}")
EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST_EMAIL = 100
HOME = "+84"
"""A number that begins with 0 is one of Viet Nam."""


def contact(text: str) -> Contact:
    """What a visitor typed. Raises NotValid for what is neither a phone number nor an e-mail address."""
    typed = text.strip()
    if "@" in typed:
        if EMAIL.fullmatch(typed) and typed.isascii() and len(typed) <= LONGEST_EMAIL:
            return Contact(Way.EMAIL, typed)
        raise NotValid("to", "This is no e-mail address. Write it as name@example.vn.")
    number = re.sub(r"[\s.()-]", "", typed)
    if number.startswith("0") and not number.startswith("00"):
        number = HOME + number[1:]
    if not E164.fullmatch(number):
        raise NotValid("to", "This is no phone number. Write it as 0912 345 678, or with + and the country's code.")
    return Contact(Way.PHONE, number)


def back_off(tries: int) -> timedelta:
    """How long after this try the next one may be: also how long a server that died in the midst is waited for."""
    return timedelta(seconds=min(15 * 3 ** (tries - 1), 300))


def is_near(ticket: Ticket, people_ahead: int, near_ahead: int, now: datetime) -> bool:
    """Whether a waiting ticket may be called at any moment: its holder has not asked for more time than that."""
    may_come = ticket.not_before is None or ticket.not_before <= now
    return ticket.state is State.WAITING and may_come and people_ahead <= near_ahead


def is_due(reminder: Reminder, state: State, *, is_near: bool) -> bool:
    """Once, when few are ahead or at the call if that comes first. A push tells of both: it is the phone's own call."""
    called = state is State.CALLED
    return called or (is_near and reminder.state is MessageState.WANTED)


def state_after(reminder: Reminder, state: State) -> MessageState:
    """Once it was sent while the ticket was in this state."""
    waits_for_the_call = reminder.way is Way.PUSH and state is State.WAITING
    return MessageState.NEAR if waits_for_the_call else MessageState.SENT
