"""What displays show between calls, for those who arrange it."""

import re
from datetime import date, time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from display_server.contract.common import NO_NUL, Day, Id, Message, Request, ShortText, Words
from display_server.domain.playlist import USUAL_SECONDS, ItemKind

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=NO_NUL)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"


def _read(at: object) -> object:
    if not isinstance(at, str):
        return at
    if not re.fullmatch(CLOCK, at):
        raise ValueError("write it by the hall's own clock, as 07:30, without an offset")
    return time.fromisoformat(at)


LocalTime = Annotated[time, BeforeValidator(_read), WithJsonSchema({"type": "string", "pattern": CLOCK})]
"""By the hall's own clock: JSON Schema's `time` has an offset."""
FileName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\.(webp|mp4|webm)$")]


class PlaylistEntry(Message):
    """An item of the playlist as it was arranged."""

    id: int
    kind: ItemKind
    words: Words
    media: str | None
    """The name of its file, as an upload was answered."""
    media_url: str | None
    zones: tuple[str, ...]
    days: tuple[str, ...]
    begins: LocalTime | None
    ends: LocalTime | None
    first_day: date | None
    last_day: date | None
    seconds: int
    with_sound: bool
    is_on: bool
    shows_now: bool
    """By its days and times, on the displays of its zones."""


class Playlist(Message):
    """In the order in which displays show it."""

    items: tuple[PlaylistEntry, ...]


class ArrangeItem(Request):
    """A new item of the playlist, or all of an item that changes. What is left out is no bound."""

    kind: ItemKind
    words: Annotated[dict[Language, Text], Field(max_length=20)]
    """Per language of the hall: what a notice or a ticker says, or what is to be seen on a picture or a video."""
    media: FileName | None = None
    """The name that the upload of a picture or a video was answered with."""
    zones: Annotated[tuple[ShortText, ...], Field(max_length=50)] = ()
    """Whose displays show it; none for all."""
    days: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ()
    begins: LocalTime | None = None
    ends: LocalTime | None = None
    first_day: Day | None = None
    last_day: Day | None = None
    seconds: Annotated[int, Field(ge=3, le=600)] = USUAL_SECONDS
    with_sound: bool = False
    is_on: bool = True


class MoveItem(Request):
    position: Id
    """From 0."""


class StoredMedia(Message):
    """A file that was taken: its name for an item of the playlist, and where it is."""

    media: str
    media_url: str
    kind: ItemKind
    width: int
    height: int
