"""Operations of what displays show between calls: the playlist, and the files of its pictures and videos."""

from display_server import views
from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import ArrangeItem, MoveItem, Playlist, PlaylistEntry, StoredMedia
from display_server.domain.playlist import PlaylistItem, When
from display_server.use_cases import playlist
from display_server.web import uploads
from display_server.web.asking import actor, hall_called
from display_server.web.services import services

operations = Operations()
NEW = 0


@operations.add("GET", "/halls/<hall>/playlist", roles=[Role.MANAGER], answer=Playlist, refusals=[404])
def show_playlist(hall: str) -> Playlist:
    """What the hall's displays show between calls, in its order."""
    with hall_called(hall).reading() as reading:
        return Playlist(items=views.playlist.playlist(reading))


@operations.add(
    *("POST", "/halls/<hall>/playlist"),
    roles=[Role.MANAGER],
    body=ArrangeItem,
    answer=PlaylistEntry,
    status=201,
    refusals=[404, 409],
)
def add_item(hall: str, body: ArrangeItem) -> PlaylistEntry:
    """Adds a notice, a ticker, a picture or a video, behind the others."""
    services().media.must_have(hall, body.media)
    with hall_called(hall).change(actor()) as change:
        return views.playlist.entry(change, playlist.add(change, _item(NEW, body)))


@operations.add(
    *("POST", "/halls/<hall>/playlist/<int:item>"),
    roles=[Role.MANAGER],
    body=ArrangeItem,
    answer=PlaylistEntry,
    refusals=[404],
)
def alter_item(hall: str, item: int, body: ArrangeItem) -> PlaylistEntry:
    """Makes an item of the playlist another, at its place."""
    services().media.must_have(hall, body.media)
    with hall_called(hall).change(actor()) as change:
        altered = views.playlist.entry(change, playlist.alter(change, _item(item, body)))
    _remove_unused_files(hall)
    return altered


@operations.add("POST", "/halls/<hall>/playlist/<int:item>/move", roles=[Role.MANAGER], body=MoveItem, refusals=[404])
def move_item(hall: str, item: int, body: MoveItem) -> None:
    """Shows an item of the playlist earlier or later among the others."""
    with hall_called(hall).change(actor()) as change:
        playlist.move(change, item, body.position)


@operations.add("DELETE", "/halls/<hall>/playlist/<int:item>", roles=[Role.MANAGER], refusals=[404])
def drop_item(hall: str, item: int) -> None:
    """Takes an item off the playlist; its file goes where no other needs it."""
    with hall_called(hall).change(actor()) as change:
        playlist.drop(change, item)
    _remove_unused_files(hall)


@operations.add(
    *("POST", "/halls/<hall>/media"),
    roles=[Role.MANAGER],
    answer=StoredMedia,
    status=201,
    refusals=[404, 409],
    takes_file=True,
)
def take_media(hall: str) -> StoredMedia:
    """Takes the file of a picture (PNG, JPEG, WebP, GIF) or a video (MP4, WebM), for an item of the playlist."""
    slug = hall_called(hall).slug
    length = uploads.length()
    _remove_unused_files(slug)
    taken = services().media.take(slug, length, uploads.pieces())
    return StoredMedia(
        media=taken.name,
        media_url=views.playlist.media_url(slug, taken.name),
        kind=taken.kind,
        width=taken.width,
        height=taken.height,
    )


def _remove_unused_files(hall: str) -> None:
    services().media.keep_only(hall, playlist.media_in_use(hall_called(hall)))


def _item(number: int, body: ArrangeItem) -> PlaylistItem:
    return PlaylistItem(
        id=number,
        kind=body.kind,
        words=body.words,
        media=body.media,
        zones=body.zones,
        when=When(body.days, body.begins, body.ends, body.first_day, body.last_day),
        seconds=body.seconds,
        with_sound=body.with_sound,
        is_on=body.is_on,
    )
