"""A running server as the replay sees it: the public API of the contract, asked again until it answers.

Every command carries an Idempotency-Key and keeps it through its retries. Commands at a counter are also checked
against the counter's snapshot where an answer was lost: done once is done.
"""

import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import socketio
from pydantic import BaseModel, ValidationError

from display_server.contract import (
    Catalogue,
    Desk,
    HallNow,
    IssueTicket,
    Problem,
    Rate,
    State,
    Ticket,
    TicketAnswer,
    WalkIn,
)
from display_server.domain.rating_plan import Opinion

ASK_AGAIN = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
PATIENCE_SECONDS = 60.0
"""How long an answer is waited for through all retries: time enough for a server to be started again."""
FIRST_PATIENCE_SECONDS = 5.0
"""The same for the first question, where the address may be wrong."""
M = TypeVar("M", bound=BaseModel)
Body = BaseModel | dict[str, Any] | None


class ApiRefusal(Exception):
    """The server answered, and the answer was no."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


class NoAnswer(Exception):
    """The server did not answer, however often it was asked."""


class PublicApi:
    """One hall of a running server. Safe to use from many threads."""

    def __init__(self, url: str, token: str, hall: str, transport: httpx.BaseTransport | None = None) -> None:
        self._url, self._token, self.hall = url.rstrip("/"), token, hall
        self._held: dict[int, str] = {}
        """The tokens of the tickets that were taken here, by their ids."""
        self._client = httpx.Client(
            base_url=f"{self._url}/api/v1",
            headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"},
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=None),
            timeout=PATIENCE_SECONDS,
            transport=transport,
        )

    def close(self) -> None:
        self._client.close()

    def check_token(self) -> None:
        """Raises ApiRefusal where the token is not valid, and NoAnswer where no server is found."""
        response, _ = self._insist("GET", "/me", patience=FIRST_PATIENCE_SECONDS)
        _raise_refusal(response)

    def catalogue(self) -> Catalogue:
        return _read(Catalogue, self._ask("GET", f"/halls/{self.hall}/catalogue"))

    def counters(self) -> tuple[int, ...]:
        """The numbers of the hall's counters, from the managers' topic."""
        with socketio.SimpleClient() as socket:
            socket.connect(self._url, auth={"token": self._token}, transports=["websocket"])
            answer = socket.call("watch", {"topic": f"hall:{self.hall}"}, timeout=PATIENCE_SECONDS)
        if "error" in answer:
            raise ApiRefusal(HTTPStatus.FORBIDDEN, str(answer["error"]))
        return tuple(counter.number for counter in HallNow.model_validate(answer["view"]).counters)

    def desk(self, counter: int) -> Desk:
        return _read(Desk, self._ask("GET", self._at(counter)))

    def issue(self, service: str, priority_class: str | None = None) -> Ticket:
        request = IssueTicket(service=service, priority_class=priority_class)
        ticket = _ticket(self._ask("POST", f"/halls/{self.hall}/tickets", request))
        self._held[ticket.id] = ticket.token
        return ticket

    def ticket(self, token: str) -> Ticket | None:
        """The ticket as the server knows it; None where it knows none."""
        try:
            return _ticket(self._ask("GET", f"/tickets/{token}"))
        except ApiRefusal as refusal:
            if refusal.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def rate(self, ticket: int, opinion: Opinion) -> bool:
        """Rates as its visitor; False where the ticket was taken by somebody else: officers learn no tokens."""
        token = self._held.get(ticket)
        if token is None:
            return False
        said = {"reasons": opinion.reasons, "indicators": dict(opinion.indicators), "comment": opinion.comment}
        told = Rate.model_validate({"ticket": token, "score": opinion.score, **said})
        response, lost_answers = self._insist("POST", "/ratings", told)
        if not (lost_answers and response.status_code == HTTPStatus.CONFLICT):
            _raise_refusal(response)
        return True

    def open(self, counter: int, officer: str) -> Desk:
        return _read(Desk, self._ask("POST", f"{self._at(counter)}/open", {"officer": officer}))

    def close_counter(self, counter: int) -> None:
        self._ask("POST", f"{self._at(counter)}/close")

    def call_next(self, counter: int) -> Ticket | None:
        """Calls the next visitor, or nobody if nobody waits."""
        response, lost_answers = self._insist("POST", f"{self._at(counter)}/call-next")
        if lost_answers and response.status_code == HTTPStatus.CONFLICT:
            return self.desk(counter).current
        _raise_refusal(response)
        return None if response.status_code == HTTPStatus.NO_CONTENT else _ticket(response)

    def walk_in(self, counter: int, service: str) -> Ticket:
        """Somebody without a ticket stands at the counter."""
        return _ticket(self._ask("POST", f"{self._at(counter)}/walk-in", WalkIn(service=service)))

    def tell(self, counter: int, what: str, body: Body = None) -> None:
        """Asks for, or remarks, something at the counter that moves nobody."""
        self._ask("POST", f"{self._at(counter)}/{what}", body or {})

    def act(self, counter: int, action: str, leaves: State, body: Body = None) -> None:
        """Recall, start, finish or no-show: what moves the counter's ticket out of the state it `leaves`."""
        response, lost_answers = self._insist("POST", f"{self._at(counter)}/{action}", body or {})
        if lost_answers and response.status_code == HTTPStatus.CONFLICT:
            current = self.desk(counter).current
            if current is None or current.state is not leaves:
                return
        _raise_refusal(response)

    def _at(self, counter: int) -> str:
        return f"/halls/{self.hall}/counters/{counter}"

    def _ask(self, method: str, path: str, body: Body = None) -> httpx.Response:
        response, _ = self._insist(method, path, body)
        _raise_refusal(response)
        return response

    def _insist(
        self, method: str, path: str, body: Body = None, patience: float = PATIENCE_SECONDS
    ) -> tuple[httpx.Response, int]:
        """The first answer worth having, and how many attempts were made for nothing before it."""
        content = body.model_dump(mode="json", exclude_none=True) if isinstance(body, BaseModel) else body
        headers = {"Idempotency-Key": uuid4().hex} if method == "POST" else {}
        reason = ""
        for attempt, pause in enumerate(_pauses(patience)):
            try:
                response = self._client.request(method, path, json=content, headers=headers)
                if response.status_code not in ASK_AGAIN:
                    return response, attempt
                reason = f"status {response.status_code}"
            except httpx.UnsupportedProtocol as error:
                raise NoAnswer(f"{self._url} is no address of a server. Write it as http://HOST:PORT.") from error
            except httpx.TransportError as error:
                reason = f"{type(error).__name__}: {error}"
            time.sleep(pause)
        raise NoAnswer(f"{self._url} does not answer {method} {path} ({reason}).")


def _pauses(patience: float) -> Iterator[float]:
    pause, end = 0.05, time.monotonic() + patience
    while time.monotonic() < end:
        yield pause
        pause = min(2 * pause, 2.0)


def _ticket(response: httpx.Response) -> Ticket:
    return _read(TicketAnswer, response).ticket


def _read(kind: type[M], response: httpx.Response) -> M:
    """The answer as the contract writes it. Raises ApiRefusal for one that this program cannot read."""
    try:
        return kind.model_validate_json(response.content)
    except ValidationError as error:
        raise ApiRefusal(response.status_code, f"this is no {kind.__name__} of the contract: {error}") from error


def _raise_refusal(response: httpx.Response) -> None:
    if response.is_success:
        return
    try:
        detail = Problem.model_validate_json(response.content).detail
    except ValueError:
        detail = response.text[:200]
    raise ApiRefusal(response.status_code, detail)
