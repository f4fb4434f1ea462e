"""How a kiosk asks to join its hall: it asks for a code to show, and whether an administrator has approved it."""

import httpx
from pydantic import ValidationError

from display_server.contract import AskToPair, Pairing
from kiosk_app.server.client import AccessDenied, HallServer, Unreachable
from kiosk_app.server.membership import Membership

TIME_LIMITS = httpx.Timeout(4.0, connect=1.0)


def ask_for_code(membership: Membership) -> str:
    """The code to be shown. Raises Unreachable."""
    question = AskToPair(role="kiosk", digest=membership.digest)
    try:
        answer = httpx.post(
            f"{membership.server}/api/v1/pairings", json=question.model_dump(), timeout=TIME_LIMITS
        ).raise_for_status()
        return Pairing.model_validate_json(answer.content).code
    except (httpx.HTTPError, ValidationError) as fault:
        raise Unreachable(f"The server at {membership.server} gives no code ({fault}).") from fault


def is_approved(membership: Membership) -> bool:
    """Whether an administrator has approved the code. Raises Unreachable."""
    try:
        HallServer.of_token(membership.server, membership.token).close()
    except AccessDenied:
        return False
    return True
