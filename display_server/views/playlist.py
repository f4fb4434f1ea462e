"""What displays show between calls, as it was arranged."""

from display_server import contract
from display_server.domain.playlist import PlaylistItem, what_shows
from display_server.store.reading import Reading


def playlist(reading: Reading) -> tuple[contract.PlaylistEntry, ...]:
    """The hall's playlist, for those who arrange it."""
    return tuple(entry(reading, item) for item in reading.playlist.all)


def entry(reading: Reading, item: PlaylistItem) -> contract.PlaylistEntry:
    """One item of it."""
    somewhere = item.zones[0] if item.zones else None
    return contract.PlaylistEntry(
        id=item.id,
        kind=item.kind,
        words=dict(item.words),
        media=item.media,
        media_url=media_url(reading.plan.slug, item.media) if item.media else None,
        zones=item.zones,
        days=item.when.days,
        begins=item.when.begins,
        ends=item.when.ends,
        first_day=item.when.first_day,
        last_day=item.when.last_day,
        seconds=item.seconds,
        with_sound=item.with_sound,
        is_on=item.is_on,
        shows_now=bool(what_shows((item,), somewhere, reading.plan.local(reading.now))),
    )


def media_url(hall: str, name: str) -> str:
    """Where a file of the playlist is: of this very content, for ever."""
    return f"/media/{hall}/{name}"
