"""A hall's server in memory, and a line to it that can fail before or after the server has done its work."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from display_server.contract import (
    Catalogue,
    IssueTicket,
    KioskAdvice,
    KioskHealth,
    NumberLease,
    NumberLeases,
    Paper,
    PrintedTicket,
    SlipNews,
    State,
    Ticket,
    TicketLayout,
)
from kiosk_app.server.client import Issued, Outcome, Silent, Unreachable
from tests.kiosk_app.a_hall import NOON, a_layout, a_ticket, the_catalogue

LIFE = timedelta(hours=16)
PREFIX = "N"  # of the service lltp in the reference hall
MIDNIGHT = NOON.replace(hour=17)
"""In Vietnam, where the hall's next day begins."""
TOMORROWS_FIRST = 9000
REQUEST = IssueTicket(service="lltp", language="vi")


class Weather(Enum):
    FINE = auto()
    CUT = auto()
    """Nothing arrives."""
    DEAF = auto()
    """Everything arrives, no answer comes back."""


@dataclass
class Hall:
    """What the server knows: which ticket each key led to, and what waits."""

    now: datetime = NOON
    given: int = 0
    by_key: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, Ticket] = field(default_factory=dict)
    """By token."""
    everyone: list[Ticket] = field(default_factory=list)
    leases: dict[str, list[NumberLease]] = field(default_factory=dict)
    handed_in: set[str] = field(default_factory=set)
    slips: dict[str, Paper] = field(default_factory=dict)
    """By token."""

    def next_numbers(self, count: int) -> tuple[str, ...]:
        self.given += count
        return tuple(f"{PREFIX}{number:03}" for number in range(self.given - count + 1, self.given + 1))

    def queue(self, ticket: Ticket) -> Ticket:
        assert ticket.number not in {known.number for known in self.everyone}, f"{ticket.number} was given twice"
        self.waiting[ticket.token] = ticket
        self.everyone.append(ticket)
        return ticket


@dataclass
class LineTo:
    """The way of one kiosk to the hall."""

    hall: Hall
    weather: Weather = Weather.FINE

    def catalogue(self) -> Catalogue:
        self._must_answer()
        return the_catalogue(at=self.hall.now)

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        return self.issue_at_once(request, key)

    def issue_at_once(self, request: IssueTicket, key: str) -> Outcome:
        if self.weather is Weather.CUT:
            return Silent(arrived=False)
        if key not in self.hall.by_key:
            (number,) = self.hall.next_numbers(1)
            ticket = _the_servers(number, f"token-of-{number}", request.service, self.hall.now)
            self.hall.by_key[key] = self.hall.queue(ticket).token
        token = self.hall.by_key[key]
        ticket = next(known for known in self.hall.everyone if known.token == token)
        return Silent() if self.weather is Weather.DEAF else Issued(ticket)

    def cancel(self, ticket: Ticket) -> bool:
        if self.weather is not Weather.CUT:
            self.hall.waiting.pop(ticket.token, None)
        return self.weather is Weather.FINE

    def state_of(self, ticket: Ticket) -> State | None:
        if self.weather is not Weather.FINE or all(known.token != ticket.token for known in self.hall.everyone):
            return None
        return State.WAITING if ticket.token in self.hall.waiting else State.CANCELLED

    def lease(self, kiosk: str, size: int, prefixes: Sequence[str]) -> NumberLeases:
        if self.weather is not Weather.CUT and PREFIX in prefixes:
            self._grant(kiosk, size)
        self._must_answer()
        follow = "http://192.168.10.5:8000/t/{token}"
        return NumberLeases(
            leases=tuple(self.hall.leases.get(kiosk, ())),
            next_day=self._ahead(kiosk, size),
            follow_url=follow,
            at=self.hall.now,
        )

    def hand_in(self, kiosk: str, tickets: Sequence[PrintedTicket]) -> Sequence[str]:
        if self.weather is not Weather.CUT:
            said = [self._receive(kiosk, ticket) for ticket in tickets]
        self._must_answer()
        return said

    def call_staff(self, kiosk: str) -> bool:
        return self.weather is Weather.FINE

    def report_slips(self, slips: Sequence[SlipNews]) -> None:
        if self.weather is not Weather.CUT:
            self.hall.slips.update({slip.token: slip.paper for slip in slips})
        self._must_answer()

    def report_health(self, health: KioskHealth) -> KioskAdvice:
        self._must_answer()
        return KioskAdvice(elsewhere=None)

    def ticket_layout(self) -> TicketLayout:
        self._must_answer()
        return a_layout()

    def close(self) -> None:
        """Holds nothing."""

    def _must_answer(self) -> None:
        if self.weather is not Weather.FINE:
            raise Unreachable("the line is cut")

    def _grant(self, kiosk: str, size: int) -> None:
        """As the server: what has ended goes back, what lasts is renewed, more comes at half use."""
        used = {ticket.number for ticket in self.hall.everyone}
        ends = self.hall.now + LIFE
        live = [
            lease.model_copy(
                update={
                    "numbers": tuple(number for number in lease.numbers if number not in used),
                    "expires_at": ends if ends - lease.expires_at >= LIFE / 2 else lease.expires_at,
                }
            )
            for lease in self.hall.leases.get(kiosk, ())
            if lease.expires_at > self.hall.now
        ]
        if 2 * sum(len(lease.numbers) for lease in live) < size:
            numbers = self.hall.next_numbers(size)
            live.append(
                NumberLease(
                    id=self.hall.given,
                    prefix=PREFIX,
                    day=NOON.date(),
                    numbers=numbers,
                    expires_at=ends,
                )
            )
        self.hall.leases[kiosk] = live

    def _ahead(self, kiosk: str, size: int) -> tuple[NumberLease, ...]:
        """Tomorrow's, another thousands for each kiosk."""
        self.hall.leases.setdefault(kiosk, [])
        place = list(self.hall.leases).index(kiosk)
        first = TOMORROWS_FIRST * (place + 1) + 1
        numbers = tuple(f"{PREFIX}{number}" for number in range(first, first + size))
        begins, day = MIDNIGHT, (NOON + timedelta(days=1)).date()
        if self.hall.now >= begins:
            return ()
        ends = begins + timedelta(days=1)
        return (NumberLease(id=first, prefix=PREFIX, day=day, numbers=numbers, begins_at=begins, expires_at=ends),)

    def _receive(self, kiosk: str, given: PrintedTicket) -> str:
        if given.token in self.hall.handed_in:
            return "already"
        self.hall.handed_in.add(given.token)
        self.hall.queue(_the_servers(given.number, given.token, given.service, given.issued_at))
        if given.key is not None:
            self.hall.waiting.pop(self.hall.by_key.get(given.key, ""), None)
            self.hall.by_key[given.key] = given.token
        return "accepted"


def _the_servers(number: str, token: str, service: str, issued_at: datetime) -> Ticket:
    return a_ticket(number=number, issued_at=issued_at).model_copy(update={"token": token, "service": service})
