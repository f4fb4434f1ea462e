"""What can be watched over the socket, and what a watcher is sent."""

import re
from enum import StrEnum
from typing import NamedTuple

from display_server.contract.board import Board
from display_server.contract.common import Message
from display_server.contract.counter import Desk
from display_server.contract.manager import HallNow
from display_server.contract.tickets import RatingPrompt, Ticket

A_NUMBER = re.compile(r"[0-9]{1,9}")
"""Of a counter; longer ones no database could be asked for."""


class TopicKind(StrEnum):
    BOARD = "board"
    COUNTER = "counter"
    RATING = "rating"
    HALL = "hall"
    TICKET = "ticket"


class Topic(NamedTuple):
    """What a screen watches. Written `kind:scope[:part]`; `scope` is the hall, or for tickets the token."""

    kind: TopicKind
    scope: str
    part: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Topic":
        """Reads a topic's written form.

        Raises ValueError where no such topic can exist.
        """
        kind, _, rest = text.partition(":")
        scope, _, part = rest.partition(":")
        topic = cls(TopicKind(kind), scope, part or None)
        if not scope or str(topic) != text:
            raise ValueError(f"not a topic: {text!r}")
        if topic.kind in (TopicKind.COUNTER, TopicKind.RATING):
            if A_NUMBER.fullmatch(part):
                return topic
            raise ValueError(f"name the counter's number: {text!r}")
        if topic.kind is TopicKind.HALL and part:
            if topic.departments and all(topic.departments):
                return topic
            raise ValueError(f"not a topic of departments, with commas between them: {text!r}")
        if part and topic.kind is not TopicKind.BOARD:
            raise ValueError(f"this topic has no parts: {text!r}")
        return topic

    @property
    def counter(self) -> int | None:
        """The counter's number, of a topic of one."""
        return int(self.part or 0) if self.kind in (TopicKind.COUNTER, TopicKind.RATING) else None

    @property
    def departments(self) -> tuple[str, ...]:
        """Of `hall:HALL:DEPARTMENT,DEPARTMENT`: those that it is limited to."""
        return tuple(self.part.split(",")) if self.kind is TopicKind.HALL and self.part else ()

    def __str__(self) -> str:
        return ":".join((self.kind, self.scope, *((self.part,) if self.part else ())))


View = Board | Desk | RatingPrompt | HallNow | Ticket


class TopicView(Message):
    """The answer to `watch`, and every `view` after it."""

    topic: str
    seq: int
    view: View
