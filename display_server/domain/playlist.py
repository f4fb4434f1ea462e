"""What displays show between calls: notices, a ticker, pictures, videos, each in its zones and at its times. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from display_server.domain.weekdays import WEEKDAYS

USUAL_SECONDS = 10
"""For so long a picture or a notice is shown before the next."""


class ItemKind(StrEnum):
    """What an item is, and so where it is shown."""

    NOTICE = "notice"
    """A sentence at the foot, several one after the other."""
    TICKER = "ticker"
    """A line that runs along the foot."""
    PICTURE = "picture"
    VIDEO = "video"
    """These two beside the last call, while nobody is being called."""


class PlaylistDeed(StrEnum):
    """What a manager has done to an item."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    DROPPED = "dropped"


FILES_OF: Mapping[ItemKind, tuple[str, ...]] = {ItemKind.PICTURE: (".webp",), ItemKind.VIDEO: (".mp4", ".webm")}
"""How the names of an item's file end; pictures are stored in one form, whatever was handed in."""


@dataclass(frozen=True, slots=True)
class When:
    """On which days, and from when until when on the hall's own clock; what is not said is no bound."""

    days: tuple[str, ...] = ()
    """Weekdays by their three letters; none for all."""
    begins: time | None = None
    ends: time | None = None
    first_day: date | None = None
    last_day: date | None = None

    def is_on(self, day: date) -> bool:
        """Whether it is on at some time of this day."""
        return (
            (not self.days or WEEKDAYS[day.weekday()] in self.days)
            and (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
        )

    def span(self, day: date, timezone: ZoneInfo) -> "Span":
        """From when until when it is on, on a day that it is on."""
        begins = datetime.combine(day, self.begins or time(), timezone)
        last = day if self.ends else day + timedelta(days=1)
        return Span(begins, datetime.combine(last, self.ends or time(), timezone))


ALWAYS = When()


@dataclass(frozen=True, slots=True)
class Span:
    """From the first moment until just before the second."""

    begins: datetime
    ends: datetime

    def holds(self, now: datetime) -> bool:
        return self.begins <= now < self.ends


@dataclass(frozen=True, slots=True)
class PlaylistItem:
    """`words`, a text per language: what a notice or a ticker says, or what a picture or a video shows."""

    id: int
    kind: ItemKind
    words: Mapping[str, str]
    media: str | None = None
    """The name of the file of a picture or a video."""
    zones: tuple[str, ...] = ()
    """Whose displays show it; none for all, and for those of the whole hall."""
    when: When = ALWAYS
    seconds: int = USUAL_SECONDS
    """Of a notice or a picture. A ticker runs, and a video plays to its end."""
    with_sound: bool = False
    is_on: bool = True

    def is_for(self, zone: str | None) -> bool:
        """Whether it belongs on the displays of this zone; None: on those of the whole hall."""
        return not self.zones or zone in self.zones


Playlist = tuple[PlaylistItem, ...]
"""In the order in which it is shown."""


def what_shows(playlist: Iterable[PlaylistItem], zone: str | None, now: datetime) -> Playlist:
    """What is on at this moment of the hall's clock; `now` is in the hall's time zone."""
    return tuple(item for item, spans in coming(playlist, zone, now) if any(span.holds(now) for span in spans))


def coming(
    playlist: Iterable[PlaylistItem], zone: str | None, now: datetime
) -> Iterator[tuple[PlaylistItem, tuple[Span, ...]]]:
    """What is on today or tomorrow, and when: a display that is cut off goes on by it. `now` is local, as above."""
    days = (now.date(), now.date() + timedelta(days=1))
    for item in playlist:
        if item.is_on and item.is_for(zone) and (spans := _spans(item.when, days, now)):
            yield item, spans


def _spans(when: When, days: Iterable[date], now: datetime) -> tuple[Span, ...]:
    timezone = now.tzinfo
    assert isinstance(timezone, ZoneInfo), "a hall's clock has its zone"  # noqa: S101 (for whoever calls it otherwise)
    return tuple(when.span(day, timezone) for day in days if when.is_on(day))
