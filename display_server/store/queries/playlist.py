"""What a hall's displays show between calls, in its order."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from display_server.domain.playlist import ItemKind, Playlist, PlaylistItem, When
from display_server.store.journal import AnyRow
from display_server.store.models import PlaylistItemRow
from display_server.store.queries.moment import Moment, found_once

_OF_HALL = PlaylistItemRow.hall_id == bindparam("hall_id")
_ITEMS = select(*PlaylistItemRow.__table__.columns).where(_OF_HALL).order_by(PlaylistItemRow.position)
_COUNT = select(func.count()).select_from(PlaylistItemRow).where(_OF_HALL)
_MEDIA = select(PlaylistItemRow.media).where(_OF_HALL, PlaylistItemRow.media.is_not(None)).distinct()


class PlaylistQueries:
    """A hall's playlist."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    @found_once
    def all(self) -> Playlist:
        """Every item, also those that are off."""
        return tuple(_item(row) for row in self.moment.rows(_ITEMS))

    def media(self) -> frozenset[str]:
        """The names of the files that it needs."""
        return frozenset(row.media for row in self.moment.rows(_MEDIA))


def add_item(moment: Moment, item: PlaylistItem) -> PlaylistItem:
    """Stores a new item behind the others and gives it its id."""
    last = moment.rows(_COUNT)[0][0]
    facts = {"hall_id": moment.hall_id, "position": last, **_facts(item)}
    return replace(item, id=moment.insert(insert(PlaylistItemRow).returning(PlaylistItemRow.id), facts))


def save_item(moment: Moment, item: PlaylistItem) -> None:
    """Stores an item that has changed."""
    moment.write(update(PlaylistItemRow).where(*_only(moment, item.id)).values(_facts(item)), {})


def drop_item(moment: Moment, item: int) -> None:
    """Forgets an item."""
    moment.write(delete(PlaylistItemRow).where(*_only(moment, item)), {})


def save_order(moment: Moment, items: tuple[int, ...]) -> None:
    """Stores in which order the items are shown."""
    for position, item in enumerate(items):
        moment.write(update(PlaylistItemRow).where(*_only(moment, item)).values(position=position), {})


def _only(moment: Moment, item: int) -> tuple[Any, ...]:
    return PlaylistItemRow.hall_id == moment.hall_id, PlaylistItemRow.id == item


def _facts(item: PlaylistItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "words": dict(item.words),
        "media": item.media,
        "zones": list(item.zones),
        "days": list(item.when.days),
        "begins": item.when.begins,
        "ends": item.when.ends,
        "first_day": item.when.first_day,
        "last_day": item.when.last_day,
        "seconds": item.seconds,
        "with_sound": item.with_sound,
        "is_on": item.is_on,
    }


def _item(row: AnyRow) -> PlaylistItem:
    return PlaylistItem(
        id=row.id,
        kind=ItemKind(row.kind),
        words=row.words,
        media=row.media,
        zones=tuple(row.zones),
        when=When(tuple(row.days), row.begins, row.ends, row.first_day, row.last_day),
        seconds=row.seconds,
        with_sound=row.with_sound,
        is_on=row.is_on,
    )
