"""The kiosk's client of the hall's server: catalogue, tickets, leases, handing in. No Kivy, no screens, no rules.

Every question that a citizen waits for has a short time limit.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from display_server.contract import (
    Appointment,
    Catalogue,
    DossierAnswer,
    HandedIn,
    HandInTickets,
    IssueTicket,
    KioskAdvice,
    KioskHealth,
    LeaseNumbers,
    Me,
    Message,
    NumberLeases,
    PrintedTicket,
    Problem,
    Rate,
    ReportSlips,
    SlipNews,
    SlipsNoted,
    State,
    Ticket,
    TicketAnswer,
    TicketLayout,
    WantHelp,
)
from kiosk_app.server.trust import NotTrusted, Trust, tls_to

log = logging.getLogger(__name__)

TIME_LIMITS = httpx.Timeout(4.0, connect=1.0)
PATIENT_LIMITS = httpx.Timeout(20.0, connect=1.0)
"""Where no citizen waits."""
HELP_LIMITS = httpx.Timeout(2.0, connect=1.0)
"""Somebody who calls staff and gets no answer goes to look for them."""
STATE_LIMITS = httpx.Timeout(2.0, connect=1.0)
"""An officer waits for a copy, which is printed without an answer, too."""
TRIES = 3
PAUSE_SECONDS = 0.3
REFUSALS = (httpx.codes.NOT_FOUND, httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY)
"""No ticket for this request, however often it is asked: the service was dropped, the appointment used elsewhere."""
IN_WORDS = (*REFUSALS, httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)
"""With these the server tells a citizen why there is no answer."""
NO_ACCESS = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)
"""The token is no longer valid, or not for this."""
NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Answer = TypeVar("Answer", Catalogue, Me, NumberLeases, HandedIn, SlipsNoted, KioskAdvice, TicketLayout)


Known = TypeVar("Known", Appointment, DossierAnswer)


class Unreachable(Exception):
    """The server does not answer, or not as a server of this hall would. The message says what to do."""


class AccessDenied(Exception):
    """The server does not know this kiosk, or no longer accepts it. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Issued:
    ticket: Ticket
    offline: bool = False
    """The kiosk issued it by itself: nobody knows how many people are ahead."""


@dataclass(frozen=True, slots=True)
class Declined:
    """No ticket, for a reason in the citizen's language."""

    why: str


@dataclass(frozen=True, slots=True)
class Silent:
    """No answer that can be relied on: a ticket may have been issued for this key, if the question `arrived`."""

    arrived: bool = True


Outcome = Issued | Declined | Silent


class HallServer:
    """One hall on one server, which must prove who it is where there is a `trust`. Safe to use from several threads.

    Raises Unreachable for an address where it could not prove it.
    """

    def __init__(
        self,
        url: str,
        token: str,
        hall: str,
        *,
        trust: Trust | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.hall = hall
        self._pause = pause
        self._token, self._trust = token, trust
        self._http = _client(url, token, trust)
        self._left: list[httpx.Client] = []

    @classmethod
    def of_token(cls, url: str, token: str, hall: str | None = None, *, trust: Trust | None = None) -> Self:
        """The hall that the token was made for, or that of this name.

        Raises Unreachable or AccessDenied.
        """
        with _client(url, token, trust) as http:
            me = _of_our_version(Me, _answer_to(http, "/api/v1/me"))
        hall = me.hall or hall
        if not hall:
            raise AccessDenied("The token is not bound to one hall: name the hall with --hall.")
        return cls(url, token, hall, trust=trust)

    def catalogue(self) -> Catalogue:
        """What can be chosen now.

        Raises Unreachable or AccessDenied.
        """
        return _of_our_version(Catalogue, _answer_to(self._http, f"/api/v1/halls/{self.hall}/catalogue"))

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        """Takes a ticket; asks again with the same key where no answer comes, so that it is one ticket at most.

        Raises AccessDenied.
        """
        arrived = False
        for number in range(TRIES):
            if number:
                self._pause(PAUSE_SECONDS)
            outcome = self.issue_at_once(request, key)
            if not isinstance(outcome, Silent):
                return outcome
            arrived = arrived or outcome.arrived
        return Silent(arrived)

    def issue_at_once(self, request: IssueTicket, key: str) -> Outcome:
        """Asks once. Raises AccessDenied."""
        try:
            return self._issue_once(request, key)
        except (httpx.HTTPError, ValueError) as fault:
            log.warning("ticket %s not issued: %s", key, fault)
            return Silent(arrived=not isinstance(fault, NOTHING_SENT))

    def cancel(self, ticket: Ticket) -> bool:
        """Cancels a ticket. Whether the server itself has answered: a ticket that it does not cancel has moved on
        already.
        """
        try:
            answer = self._http.post(f"/api/v1/tickets/{ticket.token}/cancel")
        except httpx.HTTPError as fault:
            log.warning("ticket %s could not be given back: %s", ticket.number, fault)
            return False
        return _is(TicketAnswer, answer) if answer.is_success else answer.is_client_error and _is(Problem, answer)

    def state_of(self, ticket: Ticket) -> State | None:
        """How the ticket stands; None where no answer comes or the server does not know it."""
        try:
            answer = self._http.get(f"/api/v1/tickets/{ticket.token}", timeout=STATE_LIMITS)
            answer.raise_for_status()
            return TicketAnswer.model_validate_json(answer.content).ticket.state
        except (httpx.HTTPError, ValueError) as fault:
            # The fault's own words have the token in them, which is for the ticket's holder alone.
            log.info("how ticket %s stands is not known (%s)", ticket.number, type(fault).__name__)
            return None

    def lease(self, kiosk: str, size: int, prefixes: Sequence[str]) -> NumberLeases:
        """About so many numbers of each prefix, for this kiosk alone.

        Raises Unreachable or AccessDenied.
        """
        return self._post(NumberLeases, "number-leases", LeaseNumbers(kiosk=kiosk, size=size, prefixes=tuple(prefixes)))

    def hand_in(self, kiosk: str, tickets: Sequence[PrintedTicket]) -> Sequence[str]:
        """Tells the server what was issued offline; what it said to each ticket, in their order.

        Raises Unreachable or AccessDenied.
        """
        answer = self._post(HandedIn, "tickets/offline", HandInTickets(kiosk=kiosk, tickets=tuple(tickets)))
        return [f"{each.outcome}: {each.why}" if each.why else each.outcome for each in answer.tickets]

    def call_staff(self, kiosk: str) -> bool:
        """Whether the server has told staff that help is wanted at this kiosk."""
        body = WantHelp(kiosk=kiosk).model_dump(mode="json")
        try:
            answer = self._http.post(f"/api/v1/halls/{self.hall}/kiosks/help", json=body, timeout=HELP_LIMITS)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.NO_CONTENT

    def report_slips(self, slips: Sequence[SlipNews]) -> None:
        """Tells what became of tickets' paper.

        Raises Unreachable or AccessDenied.
        """
        unknown = self._post(SlipsNoted, "tickets/slips", ReportSlips(slips=tuple(slips))).unknown
        if unknown:
            log.warning("the server does not know %d of %d tickets that were printed", len(unknown), len(slips))

    def report_health(self, health: KioskHealth) -> KioskAdvice:
        """Tells how this kiosk is; the answer says which other one prints.

        Raises Unreachable or AccessDenied.
        """
        return self._post(KioskAdvice, "kiosks/health", health)

    def ticket_layout(self) -> TicketLayout:
        """How the hall lays its tickets out.

        Raises Unreachable or AccessDenied.
        """
        return _of_our_version(TicketLayout, _answer_to(self._http, f"/api/v1/halls/{self.hall}/ticket-layout"))

    def appointment(self, code: str, language: str) -> Appointment | Declined:
        """The appointment of this code, or why the server does not tell it, in that language.

        Raises Unreachable.
        """
        return self._looked_up(Appointment, "appointments", code, language)

    def dossier(self, code: str, language: str) -> DossierAnswer | Declined:
        """Whether the result of a dossier can be fetched, or why the server does not tell, in that language.

        Raises Unreachable.
        """
        return self._looked_up(DossierAnswer, "dossiers", code, language)

    def rate(self, token: str, score: int, language: str) -> Declined | None:
        """Hands in what the holder of a ticket says of the visit; why it is not taken, in that language.

        Raises Unreachable.
        """
        body = Rate(ticket=token, score=score).model_dump(mode="json", exclude_defaults=True)
        try:
            answer = self._http.post("/api/v1/ratings", json=body, headers={"Accept-Language": language})
            if answer.status_code in IN_WORDS:
                return Declined(Problem.model_validate_json(answer.content).detail)
            answer.raise_for_status()
        except (httpx.HTTPError, ValueError) as fault:
            raise Unreachable(f"The server takes no rating ({type(fault).__name__}).") from None
        return None

    def go_to(self, url: str) -> None:
        """From now on the server has this address; requests under way end at the old one. Raises Unreachable."""
        http = _client(url, self._token, self._trust)
        self._left.append(self._http)
        self._http = http

    def close(self) -> None:
        for http in (*self._left, self._http):
            http.close()

    def _post(self, kind: type[Answer], path: str, request: Message) -> Answer:
        try:
            answer = self._http.post(
                f"/api/v1/halls/{self.hall}/{path}", json=request.model_dump(mode="json"), timeout=PATIENT_LIMITS
            )
            _must_accept(answer)
            answer.raise_for_status()
            return _of_our_version(kind, answer.json())
        except (httpx.HTTPError, ValueError) as fault:
            raise Unreachable(f"The server takes no {path} ({fault}).") from fault

    def _looked_up(self, kind: type[Known], register: str, code: str, language: str) -> Known | Declined:
        try:
            answer = self._http.get(
                f"/api/v1/halls/{self.hall}/{register}/{quote(code, safe='')}", headers={"Accept-Language": language}
            )
            if answer.status_code in IN_WORDS:
                return Declined(Problem.model_validate_json(answer.content).detail)
            answer.raise_for_status()
            return kind.model_validate_json(answer.content)
        except (httpx.HTTPError, ValueError) as fault:
            # The fault's own words have the code in them, which is nobody's business in a log.
            raise Unreachable(f"The server looks nothing up in its {register} ({type(fault).__name__}).") from None

    def _issue_once(self, request: IssueTicket, key: str) -> Outcome:
        """Raises httpx.HTTPError where the connection fails, ValueError where it is not our answer, AccessDenied."""
        answer = self._http.post(
            f"/api/v1/halls/{self.hall}/tickets",
            json=request.model_dump(mode="json"),
            headers={"Idempotency-Key": key, "Accept-Language": request.language or "vi"},
        )
        if answer.is_success:
            return Issued(TicketAnswer.model_validate_json(answer.content).ticket)
        _must_accept(answer)
        if answer.status_code in REFUSALS:
            return Declined(Problem.model_validate_json(answer.content).detail)
        raise ValueError(f"the server answered {answer.status_code}: {answer.text[:200]}")


def _client(url: str, token: str, trust: Trust | None) -> httpx.Client:
    try:
        transport = WholeInTime(verify=tls_to(url, trust))
    except NotTrusted as wrong:
        raise Unreachable(str(wrong)) from wrong
    return httpx.Client(
        base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=TIME_LIMITS, transport=transport
    )


class WholeInTime(httpx.HTTPTransport):
    """Limits the time of the whole answer, not only of each part of it as httpx does: an answer that drips would keep a
    citizen standing there for ever, or tell what the time was long ago.
    """

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        ends = time.monotonic() + request.extensions["timeout"]["read"]
        answer = super().handle_request(request)
        parts = PartsUntil(ends, answer)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=parts, extensions=answer.extensions)


@dataclass(frozen=True, slots=True)
class PartsUntil(httpx.SyncByteStream):
    """The parts of an answer as they come, until a moment of the monotonic clock."""

    ends: float
    answer: httpx.Response

    def __iter__(self) -> Iterator[bytes]:
        """Raises httpx.ReadTimeout."""
        for part in self.answer.iter_raw():
            if time.monotonic() > self.ends:
                raise httpx.ReadTimeout("the answer comes too slowly")
            yield part

    def close(self) -> None:
        self.answer.close()


def _of_our_version(kind: type[Answer], answer: object) -> Answer:
    try:
        return kind.model_validate(answer)
    except ValidationError as wrong:
        raise Unreachable("The server speaks another version: bring kiosk and server to the same one.") from wrong


def _is(kind: type[TicketAnswer | Problem], answer: httpx.Response) -> bool:
    """Whether our server wrote this: a router or a proxy at its address answers with pages."""
    try:
        kind.model_validate_json(answer.content)
    except ValueError:
        return False
    return True


def _must_accept(answer: httpx.Response) -> None:
    if answer.status_code in NO_ACCESS and _is(Problem, answer):
        raise AccessDenied(f"The server no longer accepts this kiosk ({answer.status_code}): it was revoked.")


def _answer_to(http: httpx.Client, path: str) -> object:
    try:
        answer = http.get(path)
        if answer.status_code in (*NO_ACCESS, httpx.codes.NOT_FOUND) and _is(Problem, answer):
            raise AccessDenied(
                f"The server at {http.base_url} does not accept this kiosk ({answer.status_code}): "
                "make a token with `motcua token create --role kiosk` and name it with --token."
            )
        answer.raise_for_status()
        body: object = answer.json()
    except (httpx.HTTPError, ValueError) as fault:
        raise Unreachable(
            f"The server at {http.base_url} does not answer ({fault}): start it, or mend --server."
        ) from fault
    return body
