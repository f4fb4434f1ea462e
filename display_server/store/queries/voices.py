"""VoiceQueries: what is still to be said in the hall's zones, and how far each loudspeaker has come."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from display_server.domain.announcing import Called, Closing, FreeText, GetReady, Kind, Said, Waiting, ZoneVoice
from display_server.domain.events import AnnouncementAsked
from display_server.domain.ticket import State, Ticket
from display_server.store.journal import AnyRow, from_row
from display_server.store.models import JournalRow, ZoneVoiceRow
from display_server.store.queries.counters import CounterQueries
from display_server.store.queries.moment import Moment, found_once


class VoiceQueries:
    """A hall's loudspeakers, one in each zone."""

    def __init__(self, moment: Moment, counters: CounterQueries) -> None:
        self.moment = moment
        self._counters = counters

    @found_once
    def all(self) -> Mapping[str, ZoneVoice]:
        """How far each zone has come. Zones of today's plan alone."""
        known = {row.zone: _voice(row) for row in self.moment.rows(_VOICES)}
        return {
            zone.slug: known.get(zone.slug, ZoneVoice(zone.slug)) for zone in self.moment.plan.zones if not zone.retired
        }

    @found_once
    def waiting(self) -> list[Waiting]:
        """What was not begun yet, in its order: who is called and has not come, and what staff had said."""
        found = [*self._calls(), *self._asked()]
        return sorted(found, key=lambda each: each.seq)

    def waiting_in(self, zone: str) -> list[Waiting]:
        return [each for each in self.waiting if each.zone == zone]

    def said_at(self, seq: int) -> Said | None:
        """What this change of the hall had said: a call that still stands, or what staff asked for lately."""
        for ticket in self._counters.tickets().values():
            if ticket.call_seq == seq and ticket.counter is not None:
                return self._called(ticket, self.moment.plan.counter(ticket.counter).zone)
        since = self.moment.now - self.moment.plan.voice.drop_after - _SPARE
        return next((said(event) for number, event in self.asked_since(since) if number == seq), None)

    def asked_since(self, since: datetime) -> list[tuple[int, AnnouncementAsked]]:
        """What staff or the clock had said, with the change that it was."""
        rows = self.moment.rows(_ASKED, since=since)
        events = ((row.seq, from_row(row)) for row in rows)
        return [(seq, event) for seq, event in events if isinstance(event, AnnouncementAsked)]

    def _calls(self) -> list[Waiting]:
        found = []
        for ticket in self._counters.tickets().values():
            if ticket.state is State.CALLED and ticket.counter is not None:
                zone = self.moment.plan.counter(ticket.counter).zone
                if (ticket.call_seq or 0) > self._said(zone):
                    at = ticket.called_at or ticket.issued_at
                    found.append(Waiting(ticket.call_seq or 0, zone, at, self._called(ticket, zone)))
        return found

    def _called(self, ticket: Ticket, zone: str) -> Called:
        plan, voice = self.moment.plan, self.moment.plan.voice
        return Called(
            ticket.number,
            ticket.counter or 0,
            recalled=ticket.calls > 1,
            zone=dict(plan.zone(zone).name) if voice.says_zone else None,
            service=dict(plan.service(ticket.service).name) if voice.says_service else None,
        )

    def _asked(self) -> list[Waiting]:
        """One for each zone that it is to be heard in."""
        since = self.moment.now - self.moment.plan.voice.drop_after - _SPARE
        return [
            Waiting(seq, zone, event.at, said(event))
            for seq, event in self.asked_since(since)
            for zone in self.all
            if event.zone in (None, zone) and seq > self._said(zone)
        ]

    def _said(self, zone: str) -> int:
        found = self.all.get(zone)
        return found.said_seq if found else 0


def said(event: AnnouncementAsked) -> Said:
    """What was asked for, as it is said."""
    match event.kind:
        case Kind.GET_READY:
            return GetReady(event.number or "")
        case Kind.CLOSING:
            return Closing(event.minutes or 0)
        case Kind.TEXT:
            return FreeText(dict(event.texts))


_SPARE = timedelta(minutes=1)
"""So that what became too late just now is still seen, and journalled."""
_VOICES = select(*ZoneVoiceRow.__table__.columns).where(ZoneVoiceRow.hall_id == bindparam("hall_id"))
_ASKED = (
    select(*JournalRow.__table__.columns)
    .where(
        JournalRow.hall_id == bindparam("hall_id"),
        JournalRow.event == AnnouncementAsked.__name__,
        JournalRow.at >= bindparam("since"),
    )
    .order_by(JournalRow.seq)
)


def _voice(row: AnyRow) -> ZoneVoice:
    return ZoneVoice(row.zone, row.said_seq, row.speaker, row.rank, row.began_at, row.ends_at)


def save_voice(moment: Moment, voice: ZoneVoice) -> None:
    """Stores how far a zone's loudspeaker has come."""
    facts: dict[str, Any] = {f"new_{name}": getattr(voice, name) for name in _MOVES}
    key = {"hall": moment.hall_id, "zone_slug": voice.zone}
    if not moment.write(_UPDATE, {**key, **facts}):
        row = {name: getattr(voice, name) for name in ("zone", *_MOVES)}
        moment.write(insert(ZoneVoiceRow), {"hall_id": moment.hall_id, **row})


_MOVES = ("said_seq", "speaker", "rank", "began_at", "ends_at")
_UPDATE = (
    update(ZoneVoiceRow)
    .where(ZoneVoiceRow.hall_id == bindparam("hall"), ZoneVoiceRow.zone == bindparam("zone_slug"))
    .values({name: bindparam(f"new_{name}") for name in _MOVES})
)
