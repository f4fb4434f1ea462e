"""How a kiosk asks to join its hall: it asks for a code to show, and whether an administrator has approved it."""

import httpx
from pydantic import ValidationError

from display_server.contract import AskToPair, Authority, Pairing, safety_code
from kiosk_app.server.client import AccessDenied, HallServer, Unreachable
from kiosk_app.server.membership import Membership
from kiosk_app.server.trust import NotTrusted, tls_before_trust, tls_to

TIME_LIMITS = httpx.Timeout(4.0, connect=1.0)


def authority_of(server: str) -> str | None:
    """The certificate of the authority that this server says is the hall's; None where it names none.

    Raises Unreachable.
    """
    if httpx.URL(server).scheme != "https":
        return None
    try:
        answer = httpx.get(f"{server}/api/v1/tls/authority", timeout=TIME_LIMITS, verify=tls_before_trust())
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        named = Authority.model_validate_json(answer.raise_for_status().content)
        tls_to(server, Membership(server, "", authority=named.certificate).trust)
    except (httpx.HTTPError, ValueError) as fault:
        raise Unreachable(f"The server at {server} names no authority ({fault}).") from fault
    return named.certificate


def ask_for_code(membership: Membership) -> str:
    """The code to be shown: the server's, and behind it what tells which authority this kiosk has heard of.

    Raises Unreachable.
    """
    code = _code(membership)
    if membership.trust is None:
        return code
    return f"{code}-{safety_code(membership.trust.fingerprint, membership.digest)}"


def _code(membership: Membership) -> str:
    question = AskToPair(role="kiosk", digest=membership.digest)
    try:
        answer = httpx.post(
            f"{membership.server}/api/v1/pairings",
            json=question.model_dump(),
            timeout=TIME_LIMITS,
            verify=tls_to(membership.server, membership.trust),
        ).raise_for_status()
        return Pairing.model_validate_json(answer.content).code
    except (httpx.HTTPError, ValidationError, NotTrusted) as fault:
        raise Unreachable(f"The server at {membership.server} gives no code ({fault}).") from fault


def is_approved(membership: Membership) -> bool:
    """Whether an administrator has approved the code. Raises Unreachable."""
    try:
        HallServer.of_token(membership.server, membership.token, trust=membership.trust).close()
    except AccessDenied:
        return False
    return True
