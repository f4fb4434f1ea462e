"""What a hall's loudspeakers say: every call, in its order, one at a time, and what is not said is in the journal."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from display_server import views
from display_server.domain.announcing import Called, Closing, Dropped, FreeText, GetReady, Kind, Said, Speaker
from display_server.domain.events import AnnouncementBegun, AnnouncementDropped, Event
from display_server.domain.refusals import NotFound, NotValid
from display_server.domain.voice_plan import Loudness, TimeOfDay, VoicePlan
from display_server.store.hall import Hall, Halls
from display_server.store.journal import from_row
from display_server.use_cases import announcing, counter, kiosk
from tests.halls import BY_DAY, MovedClock, a_hall_plan, do

LEFT, RIGHT = Speaker("left"), Speaker("right")
SECONDS = 5.0


@pytest.fixture
def hall(halls: Halls) -> Hall:
    return speaking(halls)


def speaking(halls: Halls, **voice: object) -> Hall:
    plan = replace(a_hall_plan(), voice=VoicePlan(**{"speaks": True, **voice}))  # type: ignore[arg-type]
    halls.load(plan, actor="test")
    hall = halls["hall"]
    for number in (1, 2, 3):
        do(hall, counter.open_counter, number, f"Officer {number}")
    return hall


def called(hall: Hall, service: str, at: int) -> None:
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service))
    do(hall, counter.call_next, at)


def says(hall: Hall, speaker: Speaker = LEFT, zone: str | None = None) -> Said | timedelta | None:
    """What the speaker begins to say; or how long it is told to wait."""
    with hall.reading() as reading:
        found = announcing.next_for(reading, speaker, zone)
    if found is None:
        return None
    if found.after:
        return found.after
    begun = do(hall, announcing.begin, speaker, found.waiting.zone, found.waiting.seq, SECONDS)
    return begun.waiting.said if begun else None


def journalled(hall: Hall, kind: type[Event]) -> list[Event]:
    with hall.reading() as reading:
        events = [from_row(row) for row in reading.journal.since(0)]
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.both_databases
def test_calls_are_said_in_their_order_and_each_once(hall: Hall) -> None:
    called(hall, "tax", 2)
    called(hall, "tax", 3)

    assert says(hall) == Called("B001", 2)
    assert says(hall) == Called("B002", 3)
    assert says(hall) is None


def test_a_recall_is_said_as_one(hall: Hall) -> None:
    called(hall, "tax", 2)
    says(hall)
    do(hall, counter.recall, 2)

    assert says(hall) == Called("B001", 2, recalled=True)


def test_who_has_come_is_not_called_any_more(hall: Hall) -> None:
    called(hall, "tax", 2)
    do(hall, counter.start, 2)

    assert says(hall) is None


def test_two_displays_of_a_zone_never_speak_at_once(hall: Hall, clock: MovedClock) -> None:
    called(hall, "tax", 2)
    called(hall, "tax", 3)
    assert says(hall, LEFT, "west") == Called("B001", 2)

    waits = says(hall, RIGHT, "west")

    assert isinstance(waits, timedelta)
    assert waits > timedelta(seconds=SECONDS)


def test_zones_do_not_wait_for_each_other(hall: Hall) -> None:
    called(hall, "land", 1)
    called(hall, "tax", 2)

    assert says(hall, LEFT, "east") == Called("A001", 1)
    assert says(hall, RIGHT, "west") == Called("B001", 2)


def test_another_display_takes_over_when_the_speaker_is_gone(hall: Hall, clock: MovedClock) -> None:
    called(hall, "tax", 2)
    says(hall, LEFT, "west")
    clock.advance(minutes=1)
    called(hall, "tax", 3)
    assert says(hall, RIGHT, "west") == timedelta(seconds=1.5)

    clock.advance(seconds=1.5)

    assert says(hall, RIGHT, "west") == Called("B002", 3)


@pytest.mark.both_databases
def test_of_two_that_ask_at_once_one_begins(hall: Hall) -> None:
    called(hall, "tax", 2)
    with hall.reading() as reading:
        found = announcing.next_for(reading, LEFT, "west")
        assert found is not None

    first = do(hall, announcing.begin, LEFT, "west", found.waiting.seq, SECONDS)
    second = do(hall, announcing.begin, RIGHT, "west", found.waiting.seq, SECONDS)

    assert first is not None
    assert second is None


def test_a_call_is_said_twice_and_once_while_others_wait(hall: Hall) -> None:
    called(hall, "tax", 2)
    called(hall, "tax", 3)
    says(hall)
    says(hall)

    begun = [event.times for event in journalled(hall, AnnouncementBegun) if isinstance(event, AnnouncementBegun)]

    assert begun == [1, 2]


def test_a_call_that_could_not_be_said_in_time_is_dropped_and_the_journal_says_why(
    halls: Halls, clock: MovedClock
) -> None:
    hall = speaking(halls, drop_after=timedelta(seconds=30))
    called(hall, "tax", 2)
    clock.advance(seconds=31)
    called(hall, "tax", 3)

    assert says(hall) == Called("B002", 3)

    (dropped,) = journalled(hall, AnnouncementDropped)
    assert isinstance(dropped, AnnouncementDropped)
    assert (dropped.number, dropped.at_counter, dropped.reason) == ("B001", 2, Dropped.TOO_LATE)


def test_what_is_too_late_is_dropped_once_though_nothing_follows(halls: Halls, clock: MovedClock) -> None:
    hall = speaking(halls, drop_after=timedelta(seconds=30))
    called(hall, "tax", 2)
    clock.advance(seconds=31)

    assert says(hall) is None
    assert says(hall) is None

    assert len(journalled(hall, AnnouncementDropped)) == 1


def test_what_no_voice_can_say_does_not_hold_up_the_rest(hall: Hall) -> None:
    called(hall, "tax", 2)
    called(hall, "tax", 3)
    with hall.reading() as reading:
        found = announcing.next_for(reading, LEFT, None)
        assert found is not None

    assert do(hall, announcing.begin, LEFT, "west", found.waiting.seq, None) is None

    assert says(hall) == Called("B002", 3)
    (dropped,) = journalled(hall, AnnouncementDropped)
    assert isinstance(dropped, AnnouncementDropped)
    assert dropped.reason is Dropped.NO_VOICE


def test_zone_and_service_are_said_where_the_hall_wants_it(halls: Halls) -> None:
    hall = speaking(halls, says_zone=True, says_service=True)
    called(hall, "tax", 2)

    assert says(hall) == Called("B001", 2, zone={"vi": "West", "en": "West"}, service={"vi": "tax", "en": "tax"})


def test_a_hall_without_a_voice_says_nothing(halls: Halls) -> None:
    hall = speaking(halls, speaks=False)
    called(hall, "tax", 2)

    assert says(hall) is None


def test_nothing_is_said_in_quiet_hours_and_it_is_softer_at_noon(halls: Halls, clock: MovedClock) -> None:
    noon, early = TimeOfDay(time(11, 30), time(13)), TimeOfDay(time(7), time(8, 30))
    hall = speaking(halls, quiet=(early,), louder_or_softer=(Loudness(noon, 40),))
    called(hall, "tax", 2)
    with hall.reading() as reading:
        voice = reading.plan.voice

    assert says(hall) is None
    assert [voice.percent_at(time(hour)) for hour in (8, 10, 12)] == [0, 100, 40]


def test_quiet_hours_may_go_past_midnight() -> None:
    night = TimeOfDay(time(22), time(6))

    assert [night.holds(time(hour)) for hour in (21, 22, 3, 6)] == [False, True, True, False]


# --- what staff have said ---


@pytest.mark.both_databases
def test_a_text_is_said_in_every_zone_or_in_one(hall: Hall) -> None:
    texts = {"vi": "Xin giữ trật tự"}
    do(hall, announcing.ask, Kind.TEXT, texts=texts)
    do(hall, announcing.ask, Kind.GET_READY, zone="west", number="B007")

    assert says(hall, LEFT, "east") == FreeText(texts)
    assert says(hall, LEFT, "east") is None
    assert says(hall, RIGHT, "west") == FreeText(texts)
    assert says(hall, RIGHT, "west") == GetReady("B007")


def test_a_text_in_a_language_of_another_hall_is_refused(hall: Hall) -> None:
    with pytest.raises(NotValid, match="does not speak km"):
        do(hall, announcing.ask, Kind.TEXT, texts={"km": "…"})


def test_a_zone_that_is_not_there_is_refused(hall: Hall) -> None:
    with pytest.raises(NotFound):
        do(hall, announcing.ask, Kind.TEXT, zone="north", texts={"vi": "…"})


def test_that_the_hall_closes_is_said_once_and_in_time(halls: Halls, clock: MovedClock) -> None:
    hall = speaking(halls, closing_before=timedelta(minutes=15))
    halls.load(
        replace(a_hall_plan(BY_DAY), voice=VoicePlan(speaks=True, closing_before=timedelta(minutes=15))), actor="test"
    )
    clock.advance(hours=8, minutes=44)
    announcing.announce_closing(hall, "clock")
    assert says(hall, LEFT, "east") is None

    clock.advance(minutes=1)
    announcing.announce_closing(hall, "clock")
    clock.advance(minutes=2)
    announcing.announce_closing(hall, "clock")

    assert says(hall, LEFT, "east") == Closing(15)
    assert says(hall, LEFT, "east") is None


# --- what is seen of it ---


def test_staff_see_what_is_said_and_what_waits(hall: Hall, clock: MovedClock) -> None:
    called(hall, "tax", 2)
    called(hall, "tax", 3)
    says(hall, LEFT, "west")

    with hall.reading() as reading:
        now, waits = views.manager.hall_now(reading).announcements
        desks = [views.counter.desk(reading, number, "http://hall").announcement for number in (1, 2, 3)]

    assert (now.number, now.counter, now.speaker) == ("B001", 2, "left")
    assert now.ends_at is not None
    assert (waits.number, waits.speaker, waits.begins_at) == ("B002", None, now.ends_at)
    assert desks == [None, now, waits]


def test_a_display_shows_captions_and_where_the_sound_is(hall: Hall) -> None:
    called(hall, "tax", 2)
    do(hall, announcing.ask, Kind.TEXT, zone="east", texts={"vi": "Xin giữ trật tự"})

    with hall.reading() as reading:
        board, west = views.board.board(reading, None), views.board.board(reading, "west")

    (call,) = board.calls
    assert board.speaks
    assert call.announcement is not None
    assert call.announcement.captions["vi"] == "Mời công dân có số B001 đến quầy số 2"
    assert call.announcement.sound == f"/voice/hall/said/{call.seq}.wav"
    assert [each.captions for each in board.announcements] == [{"vi": "Xin giữ trật tự"}]
    assert west.announcements == ()


def test_where_every_display_speaks_another_begins_with_the_first_and_not_late(halls: Halls, clock: MovedClock) -> None:
    hall = speaking(halls, every_display=True)
    called(hall, "tax", 2)
    says(hall, LEFT, "west")

    with hall.reading() as reading:
        assert announcing.joins(reading, RIGHT, "west") == reading.voices.all["west"]
        assert announcing.joins(reading, LEFT, "west") is None
    clock.advance(seconds=2)
    with hall.reading() as reading:
        assert announcing.joins(reading, RIGHT, "west") is None
