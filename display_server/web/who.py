"""Who sends this request: a bearer token, or the browser's session with its CSRF token."""

from hmac import compare_digest

from flask import Response, after_this_request, g, request

from display_server.access.credentials import Credential, principal_of, session_shown, token_shown
from display_server.access.principals import Principal, Role
from display_server.access.sessions import Opened, csrf_of, digest_of
from display_server.domain.refusals import Forbidden, NotSignedIn
from display_server.use_cases.hall import outline
from display_server.web.services import services

COOKIE = "motcua"
READS_ONLY = ("GET", "HEAD", "OPTIONS")
UNATTENDED = "X-Unattended"
"""Sent by pages with what they ask by themselves: it does not keep a session from ending as idle."""


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
        if counter is not None and principal.limited_to is not None:
            principal.must_oversee(outline(services().halls[hall]).departments_at(counter))
    return principal


def keep_session(opened: Opened) -> str:
    """Makes this browser's session the opened one; returns the CSRF token that its commands must send.

    The one that it had before ends: an id that somebody else may have put there is good for nothing.
    """
    _end_at_server()

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            *(COOKIE, opened.secret),
            max_age=opened.life,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
            path="/",
        )
        return response

    return csrf_of(opened.secret)


def end_session() -> None:
    """Signs this browser out, at the server and for good."""
    _end_at_server()

    @after_this_request
    def forget(response: Response) -> Response:
        response.delete_cookie(COOKIE, path="/")
        return response


def _end_at_server() -> None:
    if secret := request.cookies.get(COOKIE):
        services().accounts.sessions.end(digest_of(secret))


def session_secret() -> str | None:
    """The cookie of a request that sends no token of its own."""
    return None if request.headers.get("Authorization") else request.cookies.get(COOKIE) or None


def shown() -> Credential | None:
    """What this request shows to be let in. Raises NotSignedIn for a header that cannot be read."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind:
        if kind.lower() != "bearer" or not token:
            raise NotSignedIn("Send the token as: Authorization: Bearer TOKEN.")
        return token_shown(token.strip())
    secret = session_secret()
    return session_shown(secret) if secret else None


def _find() -> Principal | None:
    credential = shown()
    if credential is None:
        return None
    secret = session_secret()
    if secret is None:
        return principal_of(services().accounts, services().clock(), credential)
    try:
        attended = UNATTENDED not in request.headers
        principal = principal_of(services().accounts, services().clock(), credential, attended=attended)
    except NotSignedIn:  # a session that has ended is nobody's: whoever has one may still look at what is public
        return None
    if request.method not in READS_ONLY:
        sent = request.headers.get("X-CSRF-Token", "")
        if not compare_digest(sent.encode(), csrf_of(secret).encode()):
            raise Forbidden("This page is out of date. Load it again.")
    return principal
