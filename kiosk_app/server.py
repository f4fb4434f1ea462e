"""The kiosk's way to the hall's server: the catalogue, a ticket, and nothing else. No Kivy, no screens.

Every question has a short time limit, because a citizen stands in front of it.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeVar

import httpx
from pydantic import ValidationError

from display_server.contract import Catalogue, IssueTicket, Me, Problem, Ticket, TicketAnswer

log = logging.getLogger(__name__)

TIME_LIMITS = httpx.Timeout(4.0, connect=1.0)
TRIES = 3
PAUSE_SECONDS = 0.3


class Unreachable(Exception):
    """The server does not answer, or not as a server of this hall would. The sentence names the mend."""


class NotLetIn(Exception):
    """The server does not know this kiosk. The sentence names the mend."""


@dataclass(frozen=True, slots=True)
class Issued:
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Refused:
    """No ticket, for a reason in the citizen's language."""

    why: str


@dataclass(frozen=True, slots=True)
class Silent:
    """No answer that can be relied on: a ticket may or may not have been given for this key."""


Outcome = Issued | Refused | Silent


class HallServer:
    """One hall on one server. Safe to use from several threads."""

    def __init__(self, url: str, token: str, hall: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._hall = hall
        self._pause = pause
        self._http = _client(url, token)

    @classmethod
    def of_token(cls, url: str, token: str) -> Self:
        """The hall that the token was made for.

        Raises Unreachable or NotLetIn.
        """
        with _client(url, token) as http:
            me = _of_our_version(Me, _answer_to(http, "/api/v1/me"))
        if not me.hall:
            raise NotLetIn("The token is not bound to one hall: name the hall with --hall.")
        return cls(url, token, me.hall)

    def catalogue(self) -> Catalogue:
        """What can be chosen now.

        Raises Unreachable or NotLetIn.
        """
        return _of_our_version(Catalogue, _answer_to(self._http, f"/api/v1/halls/{self._hall}/catalogue"))

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        """Takes a ticket; asks again with the same key where no answer comes, so that it is one ticket at most."""
        for number in range(TRIES):
            if number:
                self._pause(PAUSE_SECONDS)
            try:
                return self._issue_once(request, key)
            except (httpx.TransportError, ValueError) as fault:
                log.warning("ticket %s not issued at try %d: %s", key, number + 1, fault)
        return Silent()

    def cancel(self, ticket: Ticket) -> None:
        """Gives a ticket back. Where that fails the ticket waits on and becomes a no-show: no harm, so no complaint."""
        try:
            self._http.post(f"/api/v1/tickets/{ticket.token}/cancel").raise_for_status()
        except httpx.HTTPError as fault:
            log.warning("ticket %s could not be given back: %s", ticket.number, fault)

    def close(self) -> None:
        self._http.close()

    def _issue_once(self, request: IssueTicket, key: str) -> Outcome:
        """Raises httpx.TransportError where the line fails, ValueError where the answer is none."""
        answer = self._http.post(
            f"/api/v1/halls/{self._hall}/tickets",
            json=request.model_dump(mode="json"),
            headers={"Idempotency-Key": key, "Accept-Language": request.language or "vi"},
        )
        if answer.is_success:
            return Issued(TicketAnswer.model_validate_json(answer.content).ticket)
        if answer.status_code == httpx.codes.CONFLICT:
            return Refused(Problem.model_validate_json(answer.content).detail)
        raise ValueError(f"the server answered {answer.status_code}: {answer.text[:200]}")


def _client(url: str, token: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=TIME_LIMITS)


Answer = TypeVar("Answer", Catalogue, Me)


def _of_our_version(kind: type[Answer], answer: object) -> Answer:
    try:
        return kind.model_validate(answer)
    except ValidationError as wrong:
        raise Unreachable("The server speaks another version: bring kiosk and server to the same one.") from wrong


def _answer_to(http: httpx.Client, path: str) -> object:
    try:
        answer = http.get(path)
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND):
            raise NotLetIn(
                f"The server at {http.base_url} does not let this kiosk in ({answer.status_code}): "
                "make a token with `motcua token create --role kiosk` and name it with --token."
            )
        answer.raise_for_status()
        body: object = answer.json()
    except (httpx.HTTPError, ValueError) as fault:
        raise Unreachable(
            f"The server at {http.base_url} does not answer ({fault}): start it, or mend --server."
        ) from fault
    return body
