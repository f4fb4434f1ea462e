"""What a manager may put between calls, and what becomes of the playlist."""

from datetime import date, time

import pytest

from display_server import views
from display_server.domain.playlist import ItemKind, PlaylistItem, When
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.store.hall import Hall
from display_server.use_cases import playlist
from tests.halls import MovedClock, do

PICTURE = f"{'0' * 64}.webp"


def a_notice(text: str = "Mời bà con", **options: object) -> PlaylistItem:
    return PlaylistItem(0, ItemKind.NOTICE, {"vi": text}, **options)  # type: ignore[arg-type]


def texts(hall: Hall) -> list[str]:
    with hall.reading() as reading:
        return [item.words["vi"] for item in reading.playlist.all]


def deeds(hall: Hall) -> list[tuple[str, int]]:
    with hall.reading() as reading:
        changes = [row.facts for row in reading.journal.since(0) if row.event == "PlaylistChanged"]
    return [(facts["what"], facts["item"]) for facts in changes]


@pytest.mark.both_databases
def test_an_item_is_stored_with_all_that_was_said_of_it(hall: Hall) -> None:
    when = When(("mon", "fri"), time(7, 30), time(11), date(2026, 11, 23), date(2026, 12, 24))
    item = PlaylistItem(
        *(0, ItemKind.PICTURE, {"vi": "Cổng", "en": "Gate"}, PICTURE, ("east",), when),
        seconds=25,
        with_sound=True,
        is_on=False,
    )

    added = do(hall, playlist.add, item)

    with hall.reading() as reading:
        assert reading.playlist.all == (added,)
        assert reading.playlist.media() == {PICTURE}
    assert (added.when, added.words, added.seconds, added.is_on) == (when, item.words, 25, False)


@pytest.mark.both_databases
def test_items_are_added_behind_moved_changed_and_dropped_and_the_journal_tells_it(hall: Hall) -> None:
    first, second, third = (do(hall, playlist.add, a_notice(text)).id for text in ("A", "B", "C"))

    do(hall, playlist.move, third, 0)
    assert texts(hall) == ["C", "A", "B"]
    do(hall, playlist.move, third, 9)
    assert texts(hall) == ["A", "B", "C"]
    do(hall, playlist.move, third, 2)
    do(hall, playlist.drop, first)
    do(hall, playlist.alter, PlaylistItem(second, ItemKind.NOTICE, {"vi": "D"}))
    do(hall, playlist.alter, PlaylistItem(second, ItemKind.NOTICE, {"vi": "D"}))
    do(hall, playlist.add, a_notice("E"))

    assert texts(hall) == ["D", "C", "E"]
    moved_twice = [("moved", third), ("moved", third)]
    assert deeds(hall)[3:] == [*moved_twice, ("dropped", first), ("changed", second), ("added", third + 1)]


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (PlaylistItem(0, ItemKind.NOTICE, {"en": "Hello"}), "words"),
        (PlaylistItem(0, ItemKind.NOTICE, {"vi": "Chào", "km": "?"}), "words"),
        (PlaylistItem(0, ItemKind.PICTURE, {"vi": "Cổng"}), "media"),
        (PlaylistItem(0, ItemKind.VIDEO, {"vi": "Cổng"}, PICTURE), "media"),
        (PlaylistItem(0, ItemKind.TICKER, {"vi": "Cổng"}, PICTURE), "media"),
        (a_notice(zones=("north",)), "zones"),
        (a_notice(when=When(begins=time(9), ends=time(9))), "ends"),
        (a_notice(when=When(first_day=date(2026, 12, 2), last_day=date(2026, 12, 1))), "last_day"),
    ],
)
def test_what_displays_cannot_show_is_refused(hall: Hall, item: PlaylistItem, field: str) -> None:
    with pytest.raises(NotValid) as refused:
        do(hall, playlist.add, item)

    assert refused.value.field == field
    assert texts(hall) == []


def test_an_item_that_is_not_there_any_more_is_neither_changed_moved_nor_dropped(hall: Hall) -> None:
    with pytest.raises(NotFound):
        do(hall, playlist.alter, a_notice())
    with pytest.raises(NotFound):
        do(hall, playlist.move, 7, 0)
    with pytest.raises(NotFound):
        do(hall, playlist.drop, 7)


def test_a_playlist_has_an_end(hall: Hall) -> None:
    for _ in range(playlist.MOST_ITEMS):
        do(hall, playlist.add, a_notice())

    with pytest.raises(NotAllowed):
        do(hall, playlist.add, a_notice())


def test_the_board_of_each_zone_carries_what_is_on_there_and_the_first_notice_for_older_displays(
    hall: Hall, clock: MovedClock
) -> None:
    do(hall, playlist.add, a_notice("Chiều", when=When(begins=time(13))))
    do(hall, playlist.add, a_notice("Sáng", zones=("east",), when=When(ends=time(12))))
    do(hall, playlist.add, PlaylistItem(0, ItemKind.PICTURE, {"vi": "Cổng"}, PICTURE))

    with hall.reading() as reading:
        east, whole = views.board.board(reading, "east"), views.board.board(reading, None)
    assert [item.words["vi"] for item in east.playlist] == ["Chiều", "Sáng", "Cổng"]
    assert [item.words["vi"] for item in whole.playlist] == ["Chiều", "Cổng"]
    assert whole.playlist[1].media == f"/media/hall/{PICTURE}"
    assert (east.notice, whole.notice) == ({"vi": "Sáng"}, None)
    assert east.calm_after_seconds == 20

    clock.advance(hours=6)
    with hall.reading() as reading:
        assert views.board.board(reading, "east").notice == {"vi": "Chiều"}
        assert [entry.shows_now for entry in views.playlist.playlist(reading)] == [True, False, True]
