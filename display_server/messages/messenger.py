"""What every way of sending a message has in common."""

from dataclasses import dataclass, field
from typing import Protocol

SECONDS = 10.0
"""How long a server that takes messages may think; another try comes later than that."""


class NotSent(Exception):
    """In one sentence for the log, which names no address. `for_good`: trying again is of no use."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    to: str = field(repr=False)
    """A phone number, an e-mail address, or what a browser gave for pushing."""
    subject: str
    text: str
    url: str
    key: str
    """The same for every try of one message: whoever takes it can tell that it is the same."""
    attachment: Attachment | None = None
    """By e-mail alone."""


class Messenger(Protocol):
    def send(self, message: Message) -> None:
        """Hands it to whoever carries it on. Raises NotSent where nobody took it."""


NO_MAIL = "no mail server is named: set MOTCUA_MESSAGES to smtp://HOST:587?from=…"


def mail(carrier: Messenger | None, letter: Message) -> None:
    """Hands a letter to who carries them; None: the server has nobody. Raises NotSent."""
    if carrier is None:
        raise NotSent(NO_MAIL)
    carrier.send(letter)
