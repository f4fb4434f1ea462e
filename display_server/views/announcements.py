"""What the loudspeakers say, in words: for displays' captions, and for staff who want to know what waits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from display_server import contract
from display_server.domain import announcing
from display_server.domain.announcing import Called, Closing, FreeText, GetReady, Said, Waiting, ZoneVoice
from display_server.domain.ticket import State, Ticket
from display_server.store.queries.voices import said as said_of
from display_server.store.reading import Reading
from display_server.voice.sentences import caption

SHOWN_FOR = timedelta(seconds=60)
"""How long a text that is said stays on the displays."""


def kind_of(said: Said) -> contract.AnnouncementKind:
    match said:
        case Called(recalled=recalled):
            return "recall" if recalled else "call"
        case GetReady():
            return "get_ready"
        case Closing():
            return "closing"
        case FreeText():
            return "text"


def captions(said: Said, languages: Iterable[str]) -> contract.Words:
    """In each language in which it is said."""
    found = {language: caption(said, language) for language in languages}
    return {language: text for language, text in found.items() if text is not None}


def sound_of_call(hall: str, seq: int) -> str:
    """The address that leads to what is said of this change of the hall."""
    return f"/voice/{hall}/said/{seq}.wav"


def of_call(reading: Reading, ticket: Ticket) -> contract.BoardAnnouncement | None:
    """None where the hall has no voice, and for who has come already."""
    if not reading.plan.voice.speaks or ticket.state is not State.CALLED or ticket.counter is None:
        return None
    said = Called(ticket.number, ticket.counter, recalled=ticket.calls > 1)
    zone = reading.plan.counter(ticket.counter).zone
    return _on_board(reading, ticket.call_seq or 0, zone, ticket.called_at or ticket.issued_at, said)


def asked(reading: Reading, zone: str | None) -> tuple[contract.BoardAnnouncement, ...]:
    """What staff had said within the last minute, for the displays of a zone."""
    if not reading.plan.voice.speaks:
        return ()
    return tuple(
        _on_board(reading, seq, event.zone, event.at, said_of(event))
        for seq, event in reading.voices.asked_since(reading.now - SHOWN_FOR)
        if zone is None or event.zone in (None, zone)
    )


def _on_board(reading: Reading, seq: int, zone: str | None, at: datetime, said: Said) -> contract.BoardAnnouncement:
    languages = reading.plan.voice.languages or reading.plan.languages
    return contract.BoardAnnouncement(
        seq=seq,
        kind=kind_of(said),
        zone=zone,
        captions=captions(said, languages),
        sound=sound_of_call(reading.plan.slug, seq),
        seconds=round(announcing.USUAL.total_seconds() * len(languages), 1),
        at=at,
    )


def queue(reading: Reading) -> tuple[contract.AnnouncementNow, ...]:
    """What is being said in each zone, and what waits behind it."""
    if not reading.plan.voice.speaks:
        return ()
    return tuple(each for voice in reading.voices.all.values() for each in _of_zone(reading, voice))


def _of_zone(reading: Reading, voice: ZoneVoice) -> Iterable[contract.AnnouncementNow]:
    speaking = being_said(reading, voice)
    if speaking is not None and voice.began_at is not None:
        yield _now(reading, speaking, voice.began_at, voice)
    languages = len(reading.plan.voice.languages or reading.plan.languages)
    for each in announcing.planned(reading.voices.waiting_in(voice.zone), voice, languages, reading.now):
        yield _now(reading, each.waiting, each.begins_at)


def being_said(reading: Reading, voice: ZoneVoice) -> Waiting | None:
    """What this zone's loudspeaker says now."""
    if not voice.is_speaking(reading.now):
        return None
    said = reading.voices.said_at(voice.said_seq)
    return Waiting(voice.said_seq, voice.zone, reading.now, said) if said is not None else None


def _now(reading: Reading, of: Waiting, begins_at: datetime, by: ZoneVoice | None = None) -> contract.AnnouncementNow:
    return contract.AnnouncementNow(
        zone=of.zone,
        kind=kind_of(of.said),
        number=of.said.number if isinstance(of.said, Called | GetReady) else None,
        counter=of.said.counter if isinstance(of.said, Called) else None,
        captions=captions(of.said, reading.plan.languages),
        begins_at=begins_at,
        ends_at=by.ends_at if by else None,
        speaker=by.speaker if by else None,
    )
