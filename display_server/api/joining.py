"""Operations of whoever comes in: people sign in, new devices ask to be let in."""

from flask import session

from display_server.access.signing_in import sign_in
from display_server.api.operations import Operations
from display_server.contract import (
    AskToPair,
    Me,
    Pairing,
    SignIn,
)
from display_server.domain.refusals import NotSignedIn
from display_server.use_cases import pairing
from display_server.web.asking import asking_address
from display_server.web.services import services
from display_server.web.who import of_session, sign_session_in, who

operations = Operations()


@operations.add("POST", "/session", roles=None, body=SignIn, answer=Me, refusals=[401])
def open_session(body: SignIn) -> Me:
    """Signs a person in at this browser."""
    principal = sign_in(services().accounts, body.name, body.password)
    csrf = sign_session_in(principal)
    return Me(role=principal.role, hall=principal.hall, counter=principal.counter, name=principal.name, csrf=csrf)


@operations.add("DELETE", "/session", roles=None)
def close_session() -> None:
    """Signs this browser out."""
    session.clear()


@operations.add("GET", "/me", roles=None, answer=Me, refusals=[401])
def me() -> Me:
    """Who this token or this browser's session belongs to."""
    principal = who()
    if principal is None:
        raise NotSignedIn("Sign in, or send a token: Authorization: Bearer TOKEN.")
    csrf = str(session["csrf"]) if of_session() else None
    return Me(role=principal.role, hall=principal.hall, counter=principal.counter, name=principal.name, csrf=csrf)


@operations.add("POST", "/pairings", roles=None, body=AskToPair, answer=Pairing, status=201, refusals=[409, 429])
def ask_to_pair(body: AskToPair) -> Pairing:
    """Gives a new device the code that an administrator approves; the same one for the same token."""
    asked = pairing.ask(
        services().pairings,
        services().accounts,
        body.role,
        body.digest,
        services().clock(),
        askers=services().askers,
        address=asking_address(),
    )
    return Pairing(code=asked.code, expires_at=asked.expires_at)
