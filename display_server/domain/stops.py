"""The stops of a visit and how long each took, read from its story. Pure.

A stop's wait runs from when it was queued for to its last call. Its service time is the sum of the times between a
start and the finish, transfer, parking or return that ended it: who is sent for a copy is not being served meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from display_server.domain import events
from display_server.domain.story import RecordedEvent, as_it_holds
from display_server.domain.waits import waited


@dataclass(frozen=True, slots=True)
class StopTimes:
    service: str
    queued_at: datetime
    counter: int | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    """Since when it is being served; None while it is not."""
    ended_at: datetime | None = None
    served: timedelta = timedelta()
    inaccurate: bool = False
    """The officer said so, or noted the times without the server: they are in no figure."""

    @property
    def wait(self) -> timedelta | None:
        return waited(self.queued_at, self.called_at)

    def paused(self, at: datetime) -> "StopTimes":
        served = self.served + (at - self.started_at if self.started_at else timedelta())
        return replace(self, served=served, started_at=None)

    def ended(self, at: datetime) -> "StopTimes":
        return replace(self.paused(at), ended_at=at)


def stop_at(story: Sequence[RecordedEvent], seq: int) -> int:
    """Which stop of the visit this change belongs to; a transfer belongs to the stop that it ends."""
    return 1 + sum(isinstance(each.event, events.TicketTransferred) and each.seq < seq for each in as_it_holds(story))


def stops_of(story: Sequence[RecordedEvent]) -> list[StopTimes]:
    """The visit's stops in order, the last perhaps not over yet."""
    stops: list[StopTimes] = []
    for _, event in as_it_holds(story):
        match event:
            case events.TicketIssued():
                stops.append(StopTimes(event.service, event.at))
            case events.TicketHandedIn():
                stops.append(StopTimes(event.service, event.issued_at))
            case events.TicketCalled() | events.TicketRecalled():
                stops[-1] = replace(stops[-1], counter=event.counter, called_at=event.at)
            case events.ServiceStarted():
                stops[-1] = replace(stops[-1], started_at=event.at)
            case events.TicketParked() | events.TicketReturned():
                stops[-1] = stops[-1].paused(event.at)
            case events.ServiceFinished() | events.NoShowMarked() | events.TicketCancelled():
                stops[-1] = stops[-1].ended(event.at)
            case events.TicketTransferred():
                stops[-1] = stops[-1].ended(event.at)
                stops.append(StopTimes(event.to_service, event.at))
            case events.LatecomerReturned():
                stops[-1] = replace(stops[-1], ended_at=None)
            case events.TimeMarkedInaccurate():
                stops[event.stop - 1] = replace(stops[event.stop - 1], inaccurate=True)
            case events.EndedAlone():
                alone = replace(stops[-1], counter=event.counter, called_at=stops[-1].called_at or event.called_at)
                stops[-1] = replace(alone, started_at=None, ended_at=event.ended_at, inaccurate=True)
            case (
                events.TicketPostponed()
                | events.StopsChanged()
                | events.DirectionDropped()
                | events.DirectionFollowed()
                | events.NoteWritten()
                | events.DossiersCorrected()
                | events.ActionUndone()
                | events.DossierHandled()
                | events.DossierCorrected()
                | events.VisitRated()
                | events.RatingWithdrawn()
                | events.PaperReported()
                | events.TicketReminded()
            ):
                continue  # changes no time of a stop; what was undone is not in the story as it holds
            case _:
                assert_never(event)
    return stops
