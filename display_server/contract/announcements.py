"""What the hall's loudspeakers say: asked for by displays over the socket, and by staff."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from display_server.contract.common import NO_NUL, WHOLE, Message, Request, ShortText, Slug, Words
from display_server.domain.announcing import Kind

SpokenText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=NO_NUL)]
AnnouncementKind = Literal["call", "recall", "get_ready", "closing", "text"]


class Announce(Request):
    """The socket's message `announce`: a display that can sound asks what it is to say now.

    It asks again when it has finished, when a view comes, and after `again_in` seconds.
    """

    hall: Slug
    zone: Slug | None = None
    """None: for all zones, of which one is answered at a time."""
    speaker: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9 _.:-]{1,60}$")]
    """Who asks: the same after a restart of the server, another one for each display."""


class Announcement(Message):
    """To be said now: the gong, then the sound so many times."""

    hall: str
    zone: str
    seq: int
    kind: AnnouncementKind
    number: str | None
    counter: int | None
    captions: Words
    sound: str
    """The address of a WAV file, which stays the same for the same words and voices: it may be kept for ever."""
    seconds: float
    """How long the sound lasts."""
    times: int
    volume: float
    """0..1"""


class AnnouncementAnswer(Message):
    """The answer to `announce`."""

    speaks: bool
    """Whether this hall has a voice: without one, displays ring their gong at each call."""
    announcement: Announcement | None = None
    again_in: float | None = None
    """In how many seconds to ask again: another display speaks, or is given the time to."""


class BoardAnnouncement(Message):
    """How something that is called or asked for is said."""

    seq: int
    kind: AnnouncementKind
    zone: str | None
    captions: Words
    sound: str
    """The address that leads to its sound."""
    seconds: float
    """About how long the sound lasts."""
    at: datetime


class AnnouncementNow(Message):
    """Something in a zone's queue for its loudspeaker, as staff see it."""

    zone: str
    kind: AnnouncementKind
    number: str | None
    counter: int | None
    captions: Words
    begins_at: datetime
    """When it began, or is expected to."""
    ends_at: datetime | None = None
    """Of what is being said: until when."""
    speaker: str | None = None
    """Who says it; None while it waits."""


class AskAnnouncement(Request):
    """Has something said beside the calls."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {
                    "properties": {
                        "kind": {"const": "text"},
                        "texts": {"minProperties": 1},
                        "number": {"type": "null"},
                        "minutes": {"type": "null"},
                    },
                    "required": ["texts"],
                },
                {
                    "properties": {
                        "kind": {"const": "get_ready"},
                        "number": {"type": "string"},
                        "minutes": {"type": "null"},
                        "texts": {"maxProperties": 0},
                    },
                    "required": ["number"],
                },
                {
                    "properties": {
                        "kind": {"const": "closing"},
                        "minutes": {"type": "integer"},
                        "number": {"type": "null"},
                        "texts": {"maxProperties": 0},
                    },
                    "required": ["minutes"],
                },
            ]
        }
    )

    kind: Kind
    zone: Slug | None = None
    """None: in all zones."""
    number: Annotated[ShortText, Field(max_length=12)] | None = None
    """Who is to get ready."""
    minutes: Annotated[int, Field(ge=1, le=600), WHOLE] | None = None
    """Until the hall closes."""
    texts: Annotated[dict[Slug, SpokenText], Field(default_factory=dict)]
    """A free text in each language in which it is to be said."""

    @model_validator(mode="after")
    def has_what_its_kind_needs(self) -> "AskAnnouncement":
        needed = {Kind.GET_READY: self.number, Kind.CLOSING: self.minutes, Kind.TEXT: self.texts}
        if not needed[self.kind]:
            raise ValueError("a text needs texts, get_ready a number, closing its minutes")
        if any(given for kind, given in needed.items() if kind is not self.kind):
            raise ValueError("give only what belongs to this kind of announcement")
        return self
