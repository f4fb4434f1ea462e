"""A small real HTTP server that answers a kiosk with the contract's models, and has the faults that halls have."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from enum import Enum, auto
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from display_server.contract import (
    Catalogue,
    HandedIn,
    HandedInTicket,
    HandInTickets,
    IssueTicket,
    KioskAdvice,
    KioskHealth,
    LeaseNumbers,
    Me,
    NumberLease,
    NumberLeases,
    PrintedTicket,
    Problem,
    ReportSlips,
    State,
    Ticket,
    TicketAnswer,
)
from tests.kiosk_app.a_hall import NOON, a_layout, a_ticket, the_catalogue

TOKEN = "kiosk-token"
ME = Me(role="kiosk", hall="dong-nai", counter=None, name="Kiosk 1", csrf=None)


class Mood(Enum):
    WELL = auto()
    REFUSING = auto()
    WITHOUT_THE_SERVICE = auto()
    """It was dropped since the catalogue came."""
    BROKEN = auto()
    HANGING_UP = auto()
    """Takes the request, gives the ticket, and hangs up before it answers."""
    SLOW = auto()
    """Gives the ticket, and answers when nobody waits any more."""


class HallStandIn:
    """Gives each Idempotency-Key one ticket. `moods` are used up one per ticket request; then it is well."""

    def __init__(self) -> None:
        self.catalogue: Catalogue = the_catalogue()
        self.moods: list[Mood] = []
        self.asked: list[tuple[str, str, IssueTicket]] = []
        """Idempotency-Key, Accept-Language and body of every ticket request."""
        self.tickets: dict[str, Ticket] = {}
        self.cancelled: list[str] = []
        self.states: dict[str, State] = {}
        """What became of tickets since, by token. Of any other nobody here knows."""
        self.states_hang = False
        """Is asked how a ticket stands, and answers when nobody waits any more."""
        self.page: tuple[int, bytes, str] | None = None
        """Status, body and encoding of a page that something else answers at the hall's address, whatever is asked."""
        self.drips_every_seconds = 0.0
        """So long it waits before each further byte of that page."""
        self.lets_in = True
        """Whether the token counts. What can be chosen is told to everybody."""
        self.lends = True
        """Whether kiosks get numbers of their own. One without them waits for an answer longer than a second."""
        self.leases: list[NumberLease] = []
        self.handed_in: list[PrintedTicket] = []
        self.slowness = threading.Event()
        """Set it to let slow answers go."""
        self.url = ""
        self.slips: dict[str, str] = {}
        """By token."""
        self.healths_hang = False
        """Hears how a kiosk is, and answers when nobody waits any more."""
        self.calls_for_staff = 0
        self.tells_staff = True
        """Whether a call from a kiosk reaches anybody."""
        self.healths: list[KioskHealth] = []
        self.advice = KioskAdvice(elsewhere=None)
        self.layout = a_layout()

    def lease(self, asked: LeaseNumbers) -> NumberLeases:
        """One lease of each prefix, from 500 upward."""
        for prefix in asked.prefixes if self.lends else ():
            if not any(lease.prefix == prefix for lease in self.leases):
                numbers = tuple(f"{prefix}{500 + place}" for place in range(asked.size))
                self.leases.append(
                    NumberLease(
                        id=len(self.leases) + 1,
                        prefix=prefix,
                        day=NOON.date(),
                        numbers=numbers,
                        expires_at=self.catalogue.at + timedelta(hours=10),
                    )
                )
        follow = "http://192.168.10.5:8000/t/{token}"
        return NumberLeases(leases=tuple(self.leases), follow_url=follow, at=self.catalogue.at)

    def hand_in(self, asked: HandInTickets) -> HandedIn:
        self.handed_in += asked.tickets
        return HandedIn(
            tickets=tuple(
                HandedInTicket(number=ticket.number, outcome="accepted", ticket=None, why=None)
                for ticket in asked.tickets
            )
        )

    def issue(self, key: str, request: IssueTicket) -> Ticket:
        if key not in self.tickets:
            departments = {service.slug: entry for entry in self.catalogue.departments for service in entry.services}
            department = departments[request.service]
            service = next(entry for entry in department.services if entry.slug == request.service)
            classes = {entry.slug: entry for entry in self.catalogue.priority_classes}
            self.tickets[key] = a_ticket(
                number=f"{service.prefix}{len(self.tickets) + 1:03}",
                language=request.language or "vi",
                service=service,
                department=department,
                priority_class=classes.get(request.priority_class or ""),
            )
        return self.tickets[key]


@contextmanager
def a_hall_stands_in() -> Iterator[HallStandIn]:
    """The stand-in on a free port of this machine, for as long as the block lasts."""
    hall = HallStandIn()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(hall)) as server:
        hall.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield hall
        hall.slowness.set()
        server.shutdown()
        thread.join()


def _handler(hall: HallStandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if hall.page:
                self._show(*hall.page)
            elif self.headers["Authorization"] != f"Bearer {TOKEN}":
                self._answer(401, Problem(status=401, title="Unauthorized", detail="unknown token").model_dump())
            elif self.path == "/api/v1/me":
                self._answer(200, ME.model_dump())
            elif self.path.endswith("/ticket-layout"):
                self._answer(200, hall.layout.model_dump(mode="json"))
            elif self.path.startswith("/api/v1/tickets/"):
                self._tell_state(self.path.split("/")[-1])
            else:
                self._answer(200, hall.catalogue.model_dump(mode="json"))

        def _tell_state(self, token: str) -> None:
            if hall.states_hang:
                hall.slowness.wait(10)
            if token not in hall.states:
                self._answer(404, Problem(status=404, title="Not Found", detail="unknown ticket").model_dump())
                return
            issued = next(ticket for ticket in hall.tickets.values() if ticket.token == token)
            stands = issued.model_copy(update={"state": hall.states[token]})
            self._answer(200, TicketAnswer(ticket=stands).model_dump(mode="json"))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if hall.page:
                self._show(*hall.page)
                return
            if not hall.lets_in:
                self._answer(401, Problem(status=401, title="Unauthorized", detail="unknown token").model_dump())
                return
            if self.path.endswith("/cancel"):
                self._cancel(self.path.split("/")[-2])
                return
            if self.path.endswith("/number-leases"):
                self._answer(200, hall.lease(LeaseNumbers.model_validate_json(body)).model_dump(mode="json"))
                return
            if self.path.endswith("/offline"):
                self._answer(200, hall.hand_in(HandInTickets.model_validate_json(body)).model_dump(mode="json"))
                return
            if self.path.endswith("/slips"):
                told = ReportSlips.model_validate_json(body).slips
                hall.slips.update({slip.token: slip.paper for slip in told})
                self._answer(200, {"unknown": []})
                return
            if self.path.endswith("/help"):
                hall.calls_for_staff += 1
                self._answer(204 if hall.tells_staff else 503, {})
                return
            if self.path.endswith("/health"):
                hall.healths.append(KioskHealth.model_validate_json(body))
                if hall.healths_hang:
                    hall.slowness.wait(10)
                self._answer(200, hall.advice.model_dump(mode="json"))
                return
            key, request = self.headers["Idempotency-Key"], IssueTicket.model_validate_json(body)
            hall.asked.append((key, self.headers["Accept-Language"], request))
            self._issue(key, request, hall.moods.pop(0) if hall.moods else Mood.WELL)

        def _cancel(self, token: str) -> None:
            hall.cancelled.append(token)
            issued = next((ticket for ticket in hall.tickets.values() if ticket.token == token), None)
            if issued is None:
                self._answer(404, Problem(status=404, title="Not Found", detail="unknown ticket").model_dump())
                return
            cancelled = issued.model_copy(update={"state": State.CANCELLED})
            self._answer(200, TicketAnswer(ticket=cancelled).model_dump(mode="json"))

        def _show(self, status: int, body: bytes, encoding: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Location", "/login")
            self.end_headers()
            with suppress(OSError):  # nobody listens any more
                for byte in body:
                    self.wfile.write(bytes((byte,)))
                    hall.slowness.wait(hall.drips_every_seconds)

        def _issue(self, key: str, request: IssueTicket, mood: Mood) -> None:
            match mood:
                case Mood.REFUSING:
                    why = "Thủ tục này đã hết số hôm nay."
                    self._answer(409, Problem(status=409, title="Conflict", detail=why).model_dump())
                case Mood.WITHOUT_THE_SERVICE:
                    why = "Trung tâm không có thủ tục này."
                    self._answer(422, Problem(status=422, title="Unprocessable Content", detail=why).model_dump())
                case Mood.BROKEN:
                    self._answer(500, {})
                case Mood.HANGING_UP:
                    hall.issue(key, request)
                    self.close_connection = True
                case Mood.SLOW:
                    hall.issue(key, request)
                    hall.slowness.wait(10)
                    self.close_connection = True
                case Mood.WELL:
                    self._answer(201, TicketAnswer(ticket=hall.issue(key, request)).model_dump(mode="json"))

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            written = b"" if status == HTTPStatus.NO_CONTENT else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stays quiet."""

    return Handler
