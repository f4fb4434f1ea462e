"""What the loudspeakers say: a display takes what is next, staff ask for more, the clock for the closing."""

from dataclasses import dataclass
from datetime import timedelta

from display_server.domain import announcing
from display_server.domain.announcing import Dropped, Kind, Said, Speaker, Waiting, ZoneVoice
from display_server.domain.events import AnnouncementAsked, AnnouncementBegun, AnnouncementDropped
from display_server.domain.refusals import NotValid
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.store.reading import Reading

LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Next:
    """What a speaker is to say in a zone as soon as it may."""

    waiting: Waiting
    after: timedelta
    """How long it waits first."""
    times: int
    """0: it has waited too long, and is only to be dropped."""


@dataclass(frozen=True, slots=True)
class Begun:
    """It speaks now, until `lasts` is over."""

    waiting: Waiting
    seconds: float
    times: int


def next_for(reading: Reading, speaker: Speaker, zone: str | None) -> Next | None:
    """What this speaker is to say next: in its zone, or in the first zone of the hall that it may speak in.

    Raises NotFound for a zone that the hall never had.
    """
    voice = reading.plan.voice
    if zone is not None:
        reading.plan.zone(zone)
    if not voice.percent_at(reading.plan.local(reading.now).time()):
        return None
    found = [_next_in(reading, speaker, slug) for slug in reading.voices.all if zone in (None, slug)]
    return min(
        (each for each in found if each is not None), key=lambda each: (each.after, each.waiting.seq), default=None
    )


def _next_in(reading: Reading, speaker: Speaker, zone: str) -> Next | None:
    waiting, voice = reading.voices.waiting_in(zone), reading.voices.all[zone]
    late = announcing.too_late(waiting, reading.plan.voice.drop_after, reading.now)
    in_time = [each for each in waiting if each not in late]
    if not in_time:
        return Next(late[-1], timedelta(), 0) if late else None
    after = announcing.wait_before(voice, speaker, in_time[0].at, reading.now)
    return Next(in_time[0], after, _times(reading, in_time))


def _times(reading: Reading, waiting: list[Waiting]) -> int:
    """As often as the hall has it; once while others wait, so that nobody waits for repetitions."""
    return 1 if len(waiting) > 1 else reading.plan.voice.times


def begin(change: Change, speaker: Speaker, zone: str, seq: int, seconds: float | None) -> Begun | None:
    """Lets the speaker say this announcement; what has waited too long in its zone is dropped, and so is this without a
    sound (`seconds` is None). None where another speaker was quicker."""
    voice = change.voices.all[zone]
    waiting = change.voices.waiting_in(zone)
    late = announcing.too_late(waiting, change.plan.voice.drop_after, change.now)
    in_time = [each for each in waiting if each not in late]
    for each in late:
        voice = voice.past(each.seq)
        _drop(change, each, Dropped.TOO_LATE)
    if late:
        change.save_voice(voice)
    chosen = next((each for each in in_time[:1] if each.seq == seq), None)
    if chosen is None or announcing.wait_before(voice, speaker, chosen.at, change.now):
        return None
    if seconds is None:
        _drop(change, chosen, Dropped.NO_VOICE)
        change.save_voice(voice.past(seq))
        return None
    times = _times(change, in_time)
    change.save_voice(voice.began(seq, speaker, change.now, announcing.lasts(seconds, times)))
    change.record(
        AnnouncementBegun(
            at=change.now,
            zone=zone,
            announced=seq,
            number=number_of(chosen.said),
            at_counter=counter_of(chosen.said),
            speaker=speaker.id,
            seconds=round(seconds, 2),
            times=times,
        )
    )
    return Begun(chosen, seconds, times)


def joins(reading: Reading, speaker: Speaker, zone: str | None) -> ZoneVoice | None:
    """The loudspeaker with which this one may begin together, where every display speaks."""
    if not reading.plan.voice.every_display:
        return None
    voices = (each for each in reading.voices.all.values() if zone in (None, each.zone) and each.speaker != speaker.id)
    return next((each for each in voices if each.began_at and reading.now - each.began_at <= announcing.JOINING), None)


def ask(
    change: Change,
    kind: Kind,
    *,
    zone: str | None = None,
    number: str | None = None,
    minutes: int | None = None,
    texts: dict[str, str] | None = None,
) -> None:
    """Has something said beside the calls. Raises NotFound for an unknown zone, NotValid for what cannot be said."""
    if zone is not None:
        change.plan.zone(zone)
    for language in texts or {}:
        if language not in change.plan.languages:
            raise NotValid("texts", "The hall does not speak %(language)s.", language=language)
    change.record(
        AnnouncementAsked(
            at=change.now, kind=kind, zone=zone, number=number, minutes=minutes, texts=tuple((texts or {}).items())
        )
    )


def closing_due(reading: Reading) -> int | None:
    """After how many minutes the hall closes, where that is to be said now."""
    before, closes = reading.plan.voice.closing_before, reading.plan.calendar.closes(reading.now)
    if not reading.plan.voice.speaks or before is None or closes is None or not reading.is_open:
        return None
    left = closes - reading.now
    if left > before or any(event.kind is Kind.CLOSING for _, event in reading.voices.asked_since(closes - before)):
        return None
    return max(1, round(left / timedelta(minutes=1)))


def announce_closing(hall: Hall, actor: str) -> None:
    """Has it said once that the hall closes soon."""
    with hall.reading() as reading:
        due = closing_due(reading)
    if due is not None:
        with hall.change(actor) as change:
            if (minutes := closing_due(change)) is not None:
                ask(change, Kind.CLOSING, minutes=minutes)


def said_at(reading: Reading, seq: int) -> Said | None:
    """What this change of the hall had said, where it still may be said."""
    return reading.voices.said_at(seq)


def number_of(said: Said) -> str | None:
    return said.number if isinstance(said, announcing.Called | announcing.GetReady) else None


def counter_of(said: Said) -> int | None:
    return said.counter if isinstance(said, announcing.Called) else None


def _drop(change: Change, waiting: Waiting, reason: Dropped) -> None:
    change.record(
        AnnouncementDropped(
            at=change.now,
            zone=waiting.zone,
            announced=waiting.seq,
            number=number_of(waiting.said),
            at_counter=counter_of(waiting.said),
            reason=reason,
        )
    )
