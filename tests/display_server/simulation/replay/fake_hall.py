"""A hall in memory behind the API's paths, which can be told to lose answers and to do wrong."""

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from display_server.simulation.public_api import PublicApi

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
Answer = tuple[int, dict[str, Any] | None]

MOVES = {"recall": ("called", "called"), "start": ("called", "serving"), "finish": ("serving", "served")}
MOVES["no-show"] = ("called", "no_show")


@dataclass
class FakeHall:
    """Counters 1 to 3, all for one service."""

    is_open: bool = True
    loses_every: int = 0
    """Every so many answers is lost on its way, after the command was obeyed."""
    forgets: int | None = None
    """The sequence of a ticket that is forgotten once it has been issued."""
    repeats_number: bool = False
    """Whether the fifth ticket gets the fourth one's number."""
    calls_twice: bool = False
    """Whether the first ticket called waits on all the same."""
    strays: list[dict[str, Any]] = field(default_factory=list)
    tickets: list[dict[str, Any]] = field(default_factory=list)
    held: dict[int, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: httpx.Request) -> httpx.Response:
        with self.lock:
            status, body = self._route(request)
            self.asked += 1
            if self.loses_every and self.asked % self.loses_every == 0:
                raise httpx.RemoteProtocolError("the cable was pulled")
        return httpx.Response(status, json=body) if body is not None else httpx.Response(status)

    def _route(self, request: httpx.Request) -> Answer:
        match request.url.path.removeprefix("/api/v1/").split("/"):
            case ["me"]:
                return 200, {}
            case ["halls", _, "catalogue"]:
                return 200, catalogue(self.is_open)
            case ["halls", _, "tickets"]:
                return self._issue(request.headers["Idempotency-Key"])
            case ["halls", _, "counters", number]:
                return 200, desk(int(number), self.held.get(int(number)))
            case ["halls", _, "counters", number, "open" | "close"]:
                return 200, desk(int(number), None)
            case ["halls", _, "counters", number, "call-next"]:
                return self._call_next(int(number))
            case ["halls", _, "counters", number, action]:
                return self._move(int(number), action)
            case ["tickets", token]:
                return self._find(token)
            case ["ratings"]:
                return 201, {"ticket": 1, "score": json.loads(request.content)["score"]}
        return 404, None

    def _issue(self, key: str) -> Answer:
        if key not in self.keys:
            sequence = len(self.tickets) + 1
            number = sequence - 1 if self.repeats_number and sequence == 5 else sequence
            self.keys[key] = ticket(sequence, f"A{number:03}")
            self.tickets.append(self.keys[key])
        return 201, {"ticket": self.keys[key]}

    def _call_next(self, counter: int) -> Answer:
        if counter in self.held:
            return 409, problem(409, "The counter still holds a ticket.")
        called = next((ticket for ticket in (*self.strays, *self.tickets) if ticket["state"] == "waiting"), None)
        if called is None:
            return 204, None
        called |= {"state": "called", "counter": counter, "called_at": AT.isoformat()}
        self.held[counter] = dict(called)
        if self.calls_twice:
            self.calls_twice = False
            self.strays.append({**called, "state": "waiting"})
        return 200, {"ticket": self.held[counter]}

    def _move(self, counter: int, action: str) -> Answer:
        held = self.held.get(counter)
        before, after = MOVES[action]
        if held is None or held["state"] != before:
            return 409, problem(409, "Not now.")
        held["state"] = self.tickets[held["id"] - 1]["state"] = after
        if after in ("served", "no_show"):
            del self.held[counter]
        return 200, {"ticket": held}

    def _find(self, token: str) -> Answer:
        found = [ticket for ticket in self.tickets if ticket["token"] == token and ticket["id"] != self.forgets]
        return (200, {"ticket": found[0]}) if found else (404, problem(404, "No such ticket."))


class FakeHallApi(PublicApi):
    """The public API over a transport in memory; only the list of counters comes from no socket."""

    def __init__(self, hall: FakeHall) -> None:
        super().__init__("http://hall", "secret", "dong-nai", httpx.MockTransport(hall.answer))

    def counters(self) -> tuple[int, ...]:
        return (1, 2, 3)


def ticket(sequence: int, number: str) -> dict[str, Any]:
    names: dict[str, Any] = {f"{part}_name": {} for part in ("hall", "service", "department", "zone")}
    nothing = ("priority_class", "priority_class_name", "called_at", "started_at", "finished_at", "counter", "wait")
    return {
        **names,
        **dict.fromkeys((*nothing, "people_ahead")),
        **{"id": sequence, "number": number, "token": f"token{sequence}", "state": "waiting", "calls": 0},
        **{"timezone": "Asia/Ho_Chi_Minh"},
        **{"hall": "dong-nai", "service": "a", "department": "d", "zone": "z", "language": "vi"},
        **{"issued_at": (AT + timedelta(seconds=sequence)).isoformat(), "counters_serving": 1, "rated": False},
        "follow_url": "",
    }


def desk(counter: int, current: dict[str, Any] | None) -> dict[str, Any]:
    return {
        **{"hall": "dong-nai", "hall_name": {}, "timezone": "Asia/Ho_Chi_Minh", "counter": counter, "zone": "z"},
        **{"zone_name": {}, "state": "open", "officer": "Lan", "pause_reason": None, "current": current},
        **{"services": [{"service": "a", "name": {}, "waiting": 0, "expected_minutes": 5}], "priority_classes": []},
        **{"waiting_count": 0, "waiting": [], "parked": [], "served_today": 0, "at": AT.isoformat()},
    }


def catalogue(is_open: bool) -> dict[str, Any]:
    return {
        **{"hall": "dong-nai", "name": {}, "timezone": "Asia/Ho_Chi_Minh", "languages": ["vi"], "hotline": None},
        **{"at": AT.isoformat(), "seq": 1, "open": is_open, "zones": [], "priority_classes": [], "departments": []},
        "why_closed": None if is_open else {"en": "It opens at 07:30."},
    }


def problem(status: int, detail: str) -> dict[str, Any]:
    return {"status": status, "title": "Refused", "detail": detail}
