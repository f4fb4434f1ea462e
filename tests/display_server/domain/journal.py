"""A day's journal written by hand, and the tickets that it tells of: what a test does not name does not matter."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from display_server.domain import events
from display_server.domain.events import Event, TicketEvent
from display_server.domain.story import RecordedEvent, replayed
from display_server.domain.ticket import Paper, State, Ticket, TicketId

THERE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 23)
"""A Monday."""
A_DOSSIER: dict[str, Any] = {"handled": 1, "outcome": "received", "department": "land"}


def at(clock: str, day: date = TODAY) -> datetime:
    """This time of the hall's clock, as the instant in UTC that the rules reckon with."""
    return datetime.combine(day, time.fromisoformat(clock), THERE).astimezone(UTC)


def minutes(many: float) -> timedelta:
    return timedelta(minutes=many)


def a_ticket(number: str = "A001", came: str = "08:00", **facts: Any) -> Ticket:
    """A ticket that waits for `land` since it came, unless the test says otherwise."""
    usual: dict[str, Any] = {
        "id": TicketId(int(number[1:])),
        "day": TODAY,
        "number": number,
        "service": "land",
        "priority_class": None,
        "language": "vi",
        "dossiers": 1,
        "token": "t",
        "state": State.WAITING,
        "issued_at": at(came),
        "rank": at(came),
        "queued_at": at(came),
    }
    return Ticket(**(usual | facts))


class Journal:
    """Each event is a change of its own, unless it is said to be of the `same` change as the one before."""

    def __init__(self, day: date = TODAY) -> None:
        self.day = day
        self.entries: list[RecordedEvent] = []
        """Of tickets alone; what counters and the hall did stands among them in `told`."""
        self.told: list[tuple[int, date, Event]] = []
        self._ids: dict[str, TicketId] = {}
        self._service: dict[str, str] = {}

    # --- what it tells ---

    def story(self, number: str) -> list[RecordedEvent]:
        return [each for each in self.entries if each.event.ticket == self._ids[number]]

    def ticket(self, number: str) -> Ticket:
        """As the journal leaves it."""
        return replayed(a_ticket(number, day=self.day), self.story(number))

    @property
    def seq(self) -> int:
        """The change that was told last."""
        return self.told[-1][0] if self.told else 0

    def next_day(self) -> None:
        self.day += timedelta(days=1)

    # --- how a visitor comes ---

    def issued(self, number: str, clock: str, service: str = "land", early: float = 0, **facts: Any) -> None:
        """`early`: the minutes of its head start."""
        self._new(number, service)
        usual: dict[str, Any] = {
            "number": number,
            "priority_class": None,
            "rank": self._at(clock) - minutes(early),
            "dossiers": 1,
        }
        self._ticket(events.TicketIssued, number, clock, usual | facts)

    def handed_in(self, number: str, clock: str, printed: str, service: str = "land", **facts: Any) -> None:
        self._new(number, service)
        then = self._at(printed)
        usual: dict[str, Any] = {"number": number, "priority_class": None, "rank": then, "dossiers": 1, "lease": 1}
        self._ticket(events.TicketHandedIn, number, clock, usual | {"issued_at": then, "told_at": then} | facts)

    # --- what officers do ---

    def called(self, number: str, clock: str, counter: int = 1, officer: str = "Lan", **facts: Any) -> None:
        usual: dict[str, Any] = {"number": number, "counter": counter, "officer": officer, "takes": ("land",)}
        self._ticket(events.TicketCalled, number, clock, usual | facts)

    def recalled(self, number: str, clock: str, counter: int = 1) -> None:
        self._ticket(events.TicketRecalled, number, clock, {"number": number, "counter": counter})

    def started(self, number: str, clock: str, counter: int = 1) -> None:
        self._ticket(events.ServiceStarted, number, clock, {"counter": counter})

    def finished(self, number: str, clock: str, counter: int = 1, **facts: Any) -> None:
        usual: dict[str, Any] = {
            "counter": counter,
            "outcome": "received",
            "dossiers": 1,
            "dossier_codes": (),
            "note": None,
        }
        self._ticket(events.ServiceFinished, number, clock, usual | facts)

    def missed(self, number: str, clock: str, counter: int = 1, **facts: Any) -> None:
        self._ticket(events.NoShowMarked, number, clock, {"counter": counter} | facts)

    def transferred(self, number: str, clock: str, to: str, counter: int = 1, **facts: Any) -> None:
        usual: dict[str, Any] = {"counter": counter, "to_service": to, "to_counter": None, "position": "by_arrival"}
        self._ticket(events.TicketTransferred, number, clock, usual | {"rank": self.ticket(number).rank} | facts)
        self._service[number] = to

    def parked(self, number: str, clock: str, counter: int = 1, **facts: Any) -> None:
        usual: dict[str, Any] = {"counter": counter, "reason": "a copy is missing", "back_at": None}
        self._ticket(events.TicketParked, number, clock, usual | facts)

    def returned(self, number: str, clock: str, counter: int = 1, **facts: Any) -> None:
        usual: dict[str, Any] = {"counter": counter, "position": "by_arrival", "rank": self.ticket(number).rank}
        self._ticket(events.TicketReturned, number, clock, usual | facts)

    def stops_changed(self, number: str, clock: str, next_stops: tuple[str, ...], counter: int = 1) -> None:
        self._ticket(events.StopsChanged, number, clock, {"counter": counter, "next_stops": next_stops})

    def undone(self, number: str, clock: str, undone: int, counter: int = 1, **facts: Any) -> None:
        usual: dict[str, Any] = {
            "counter": counter,
            "undone": undone,
            "action": "TicketCalled",
            "left_service": self._service[number],
        }
        self._ticket(events.ActionUndone, number, clock, usual | facts)

    def noted(self, number: str, clock: str, note: str, counter: int = 1) -> None:
        self._ticket(events.NoteWritten, number, clock, {"counter": counter, "officer": "Lan", "note": note})

    def dossiers_corrected(self, number: str, clock: str, dossiers: int, counter: int = 1) -> None:
        was = self.ticket(number).dossiers
        self._ticket(events.DossiersCorrected, number, clock, {"counter": counter, "dossiers": dossiers, "was": was})

    def time_marked(self, number: str, clock: str, counter: int = 1, stop: int = 1) -> None:
        self._ticket(events.TimeMarkedInaccurate, number, clock, {"counter": counter, "stop": stop})

    def ended_alone(
        self, number: str, clock: str, called: str, ended: str, counter: int = 1, *, came: bool = True
    ) -> None:
        times = {"called_at": self._at(called), "ended_at": self._at(ended)}
        facts: dict[str, Any] = {"counter": counter, "number": number, "officer": "Lan", "came": came, **times}
        self._ticket(events.EndedAlone, number, clock, facts)

    def opened(self, counter: int, clock: str = "07:30", officer: str = "Lan") -> None:
        self._hall(events.CounterOpened(at=self._at(clock), counter=counter, officer=officer))

    def paused(self, counter: int, clock: str) -> None:
        self._hall(events.CounterPaused(at=self._at(clock), counter=counter, reason="tea"))

    def closed(self, counter: int, clock: str) -> None:
        self._hall(events.CounterClosed(at=self._at(clock), counter=counter))

    # --- what visitors, kiosks and the clock do ---

    def came_late(self, number: str, clock: str, **facts: Any) -> None:
        usual: dict[str, Any] = {"position": "front", "rank": self.ticket(number).rank}
        self._ticket(events.LatecomerReturned, number, clock, usual | facts)

    def postponed(self, number: str, clock: str, until: str) -> None:
        self._ticket(events.TicketPostponed, number, clock, {"until": self._at(until)})

    def direction_dropped(self, number: str, clock: str, counter: int) -> None:
        self._ticket(events.DirectionDropped, number, clock, {"counter": counter})

    def direction_followed(self, number: str, clock: str, counter: int) -> None:
        self._ticket(events.DirectionFollowed, number, clock, {"counter": counter})

    def cancelled(self, number: str, clock: str) -> None:
        self._ticket(events.TicketCancelled, number, clock, {})

    def rated(self, number: str, clock: str, counter: int = 1) -> None:
        self._ticket(events.VisitRated, number, clock, {"counter": counter})

    def rating_withdrawn(self, number: str, clock: str, counter: int = 1) -> None:
        self._ticket(events.RatingWithdrawn, number, clock, {"counter": counter})

    def handled(self, number: str, clock: str, counter: int = 1) -> None:
        self._ticket(events.DossierHandled, number, clock, {"counter": counter, **A_DOSSIER})

    def corrected(self, number: str, clock: str, counter: int = 1) -> None:
        self._ticket(events.DossierCorrected, number, clock, {"counter": counter, "reason": "a slip", **A_DOSSIER})

    def paper(self, number: str, clock: str, paper: Paper) -> None:
        self._ticket(events.PaperReported, number, clock, {"paper": paper, "told_at": self._at(clock)})

    def reminded(self, number: str, clock: str, people_ahead: int = 3) -> None:
        self._ticket(events.TicketReminded, number, clock, {"people_ahead": people_ahead, "way": "phone"})

    def leased(self, lease: int, of_day: date | None) -> None:
        of_hall: dict[str, Any] = {
            "holder": "kiosk",
            "prefix": "A",
            "first": 501,
            "last": 580,
            "expires_at": self._at("23:00"),
        }
        self._hall(events.NumbersLeased(at=self._at("06:00"), lease=lease, of_day=of_day, **of_hall))

    def happened(self, event: Event) -> None:
        """Something else, of no ticket."""
        self._hall(event)

    # --- how it is written ---

    def _at(self, clock: str) -> datetime:
        return at(clock, self.day)

    def _new(self, number: str, service: str) -> None:
        self._ids[number] = TicketId(len(self._ids) + 1)
        self._service[number] = service

    def _ticket(self, kind: Callable[..., TicketEvent], number: str, clock: str, facts: Mapping[str, Any]) -> None:
        told = {"ticket": self._ids[number], "service": self._service[number], **facts}
        same = told.pop("same", False)
        event = kind(at=self._at(clock), **told)
        self._write(event, same=same)
        self.entries.append(RecordedEvent(self.seq, event))

    def _hall(self, event: Event) -> None:
        self._write(event)

    def _write(self, event: Event, same: bool = False) -> None:
        self.told.append((self.seq if same else self.seq + 1, self.day, event))
