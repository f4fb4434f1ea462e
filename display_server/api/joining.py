"""Operations of whoever comes in: people sign in, new devices ask to be let in."""

from functools import partial

from display_server.access.principals import Role
from display_server.access.sessions import csrf_of
from display_server.api.operations import Operations
from display_server.contract import (
    ApproveDevice,
    AskToPair,
    Authority,
    DeviceLetIn,
    Me,
    Pairing,
    SignIn,
    safety_code,
)
from display_server.domain.refusals import NotFound, NotSignedIn
from display_server.use_cases import pairing
from display_server.views.people import me as me_of
from display_server.web.asking import asking_address, doer, hall_called
from display_server.web.services import services
from display_server.web.signing_in import sign_in_here
from display_server.web.who import end_session, session_secret, who

operations = Operations()


@operations.add("POST", "/session", roles=None, body=SignIn, answer=Me, refusals=[401, 429])
def open_session(body: SignIn) -> Me:
    """Signs a person in at this browser. 401 with `errors: [{field: "code"}]` asks for a second factor's code."""
    signed_in = sign_in_here(body.name, body.password, body.code)
    return me_of(signed_in.principal, signed_in.csrf)


@operations.add("DELETE", "/session", roles=None)
def close_session() -> None:
    """Signs this browser out."""
    end_session()


@operations.add("GET", "/me", roles=None, answer=Me, refusals=[401])
def me() -> Me:
    """Who this token or this browser's session belongs to."""
    principal = who()
    if principal is None:
        raise NotSignedIn("Sign in, or send a token: Authorization: Bearer TOKEN.")
    secret = session_secret()
    return me_of(principal, csrf_of(secret) if secret else None)


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


@operations.add(
    "POST",
    "/halls/<hall>/devices",
    roles=[Role.MANAGER],
    body=ApproveDevice,
    answer=DeviceLetIn,
    status=201,
    refusals=[404, 409],
)
def let_in(hall: str, body: ApproveDevice) -> DeviceLetIn:
    """Lets a new device into this hall, by the code on its screen."""
    with hall_called(hall).reading() as reading:
        if body.counter is not None:
            reading.counters.numbered(body.counter)
    authority = services().authority
    token = pairing.approve(
        *(services().pairings, services().accounts, body.code, services().clock()),
        hall=hall,
        name=body.name,
        counter=body.counter,
        safety_code=partial(safety_code, authority.fingerprint) if authority else None,
        by=doer(),
    )
    return DeviceLetIn(role=token.role, name=token.name)


@operations.add("GET", "/tls/authority", roles=None, answer=Authority, refusals=[404])
def authority() -> Authority:
    """The certificate of the hall's own authority, for a kiosk that joins: it trusts it once its code is approved."""
    known = services().authority
    if known is None:
        raise NotFound("This server proves itself by no authority of its own. Make one: motcua tls make.")
    return known
