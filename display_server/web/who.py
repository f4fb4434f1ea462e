"""Who sends this request: a bearer token, or the browser's session with its CSRF token."""

from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from flask import g, request, session

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import principal_of_token
from display_server.domain.refusals import Forbidden, NotSignedIn
from display_server.web.services import services

READS_ONLY = ("GET", "HEAD", "OPTIONS")


def who() -> Principal | None:
    """The principal of this request; None where nobody is signed in.

    Raises NotSignedIn for a token that is not known, Forbidden for a session's command without its CSRF token.
    """
    if "principal" not in g:
        g.principal = _find()
    found: Principal | None = g.principal
    return found


def require(roles: tuple[Role, ...], hall: str | None, counter: int | None) -> Principal:
    """The principal, who must have one of the roles here. Raises NotSignedIn or Forbidden."""
    principal = who()
    if principal is None:
        raise NotSignedIn("Sign in, or send a token: Authorization: Bearer TOKEN.")
    if roles:
        principal.must_be(*roles)
    if hall is not None:
        principal.must_belong_to(hall, counter)
    return principal


def sign_session_in(principal: Principal) -> str:
    """Makes the browser's session this principal's; returns the CSRF token that its commands must send."""
    session.clear()
    session.permanent = True
    csrf = token_urlsafe(16)
    session["who"] = {
        "role": principal.role,
        "name": principal.name,
        "hall": principal.hall,
        "counter": principal.counter,
        "is_person": principal.is_person,
    }
    session["csrf"] = csrf
    return csrf


def of_session() -> Principal | None:
    """Who the browser's session belongs to."""
    facts: dict[str, Any] | None = session.get("who")
    return Principal(**{**facts, "role": Role(facts["role"])}) if facts else None


def _find() -> Principal | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind:
        if kind.lower() != "bearer" or not token:
            raise NotSignedIn("Send the token as: Authorization: Bearer TOKEN.")
        return principal_of_token(services().accounts, token.strip())
    principal = of_session()
    if principal is not None and request.method not in READS_ONLY:
        sent = request.headers.get("X-CSRF-Token", "")
        if not compare_digest(sent.encode(), str(session.get("csrf", "")).encode()):
            raise Forbidden("This page is out of date. Load it again.")
    return principal
