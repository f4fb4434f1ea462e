"""What displays show between calls, as the hall's manager arranges it."""

from display_server.domain.events import PlaylistChanged
from display_server.domain.playlist import FILES_OF, PlaylistDeed, PlaylistItem
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.store.reading import Reading

MOST_ITEMS = 100


def add(change: Change, item: PlaylistItem) -> PlaylistItem:
    """Puts a new item behind the others. Raises NotValid for what displays cannot show."""
    _must_make_sense(change, item)
    if len(change.playlist.all) >= MOST_ITEMS:
        raise NotAllowed("The playlist has %(most)s items already. Remove one first.", most=MOST_ITEMS)
    added = change.add_playlist_item(item)
    _record(change, added, PlaylistDeed.ADDED)
    return added


def alter(change: Change, item: PlaylistItem) -> PlaylistItem:
    """Makes the item of this number another, at its place. Raises NotFound, NotValid."""
    before = _item(change, item.id)
    _must_make_sense(change, item)
    if item != before:
        change.save_playlist_item(item)
        _record(change, item, PlaylistDeed.CHANGED)
    return item


def move(change: Change, number: int, position: int) -> None:
    """Shows an item at this place among the others, from 0; beyond the last is the last. Raises NotFound."""
    item = _item(change, number)
    order = [each.id for each in change.playlist.all]
    moved = [each for each in order if each != number]
    moved.insert(position, number)
    if moved != order:
        change.save_playlist_order(tuple(moved))
        _record(change, item, PlaylistDeed.MOVED)


def drop(change: Change, number: int) -> None:
    """Takes an item off the playlist. Raises NotFound."""
    item = _item(change, number)
    change.drop_playlist_item(number)
    change.save_playlist_order(tuple(each.id for each in change.playlist.all))
    _record(change, item, PlaylistDeed.DROPPED)


def media_in_use(hall: Hall) -> frozenset[str]:
    """The names of the files that the hall's playlist needs."""
    with hall.reading() as reading:
        return reading.playlist.media()


def _item(reading: Reading, number: int) -> PlaylistItem:
    found = next((each for each in reading.playlist.all if each.id == number), None)
    if found is None:
        raise NotFound("The playlist has no item %(item)s any more.", item=number)
    return found


def _record(change: Change, item: PlaylistItem, deed: PlaylistDeed) -> None:
    change.record(PlaylistChanged(at=change.now, item=item.id, kind=item.kind, what=deed))


def _must_make_sense(reading: Reading, item: PlaylistItem) -> None:
    _words_must_be_there(item, reading.plan.languages)
    _file_must_fit(item)
    zones = {zone.slug for zone in reading.plan.zones if not zone.retired}
    for zone in item.zones:
        if zone not in zones:
            raise NotValid("zones", "This hall has no zone %(zone)s.", zone=zone)
    when = item.when
    if when.begins is not None and when.ends is not None and when.begins >= when.ends:
        raise NotValid("ends", "It ends at %(ends)s, before it begins.", ends=f"{when.ends:%H:%M}")
    if when.first_day is not None and when.last_day is not None and when.first_day > when.last_day:
        raise NotValid("last_day", "Its last day, %(last)s, is before its first.", last=when.last_day)


def _words_must_be_there(item: PlaylistItem, languages: tuple[str, ...]) -> None:
    for language in item.words:
        if language not in languages:
            raise NotValid("words", "This hall does not speak the language %(language)s.", language=language)
    if not item.words.get(languages[0]):
        raise NotValid(
            "words",
            "Say in %(language)s what it says, or what is to be seen: not everybody sees it.",
            language=languages[0],
        )


def _file_must_fit(item: PlaylistItem) -> None:
    endings = FILES_OF.get(item.kind, ())
    if not endings and item.media is not None:
        raise NotValid("media", "A notice or a ticker has no file. Leave it out.")
    if endings and item.media is None:
        raise NotValid("media", "Choose a file for it first.")
    if item.media is not None and not item.media.endswith(endings):
        raise NotValid("media", "This file is not of the kind that the item is.")
