"""A browser that is nobody yet asks to become a screen of the hall: it shows a code, and staff let it in.

The token that it will have is made here and kept in a cookie that its scripts cannot read; until the code is approved
it opens nothing.
"""

from secrets import token_urlsafe

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from display_server.access.credentials import principal_of_token
from display_server.access.principals import SCREENS, Role
from display_server.access.sessions import digest_of, open_for_screen
from display_server.domain.refusals import Forbidden, NotSignedIn, Refused, TooOften
from display_server.pages.new_screen import own_page
from display_server.use_cases import pairing
from display_server.web.asking import asking_address
from display_server.web.services import services
from display_server.web.shell import Screen, page, visitors_language
from display_server.web.who import keep_session
from display_server.words import N_, say

ADDRESS = "/join"
COOKIE = "motcua_joining"
A_DAY = 24 * 3600
TOKEN_BYTES = 32
JOIN = Screen(script="/static/join.js")


def add_to(pages: Blueprint) -> None:
    """The page, and what its script asks every few seconds."""
    pages.add_url_rule(f"{ADDRESS}/<role>", view_func=show_code, methods=["GET"])
    pages.add_url_rule(f"{ADDRESS}/<role>", view_func=ask_to_join, methods=["POST"])


def show_code(role: str) -> Response:
    """The page on which the code will stand."""
    language = visitors_language()
    return page(JOIN, say(language, N_("A new screen")), language, role=_role(role))


def ask_to_join(role: str) -> ResponseReturnValue:
    """`{page}`, once the code was approved: this browser is that screen now; `{code}` until then."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return _refused(Forbidden("This page is out of date. Load it again."), 403)
    role = _role(role)
    token = request.cookies.get(COOKIE) or token_urlsafe(TOKEN_BYTES)
    try:
        screen = principal_of_token(services().accounts, token)
    except NotSignedIn:
        return _waiting(role, token)
    if screen.role not in SCREENS:
        return _refused(Forbidden("This page is out of date. Load it again."), 403)
    keep_session(open_for_screen(services().accounts, services().clock(), screen, request.remote_addr))
    response = jsonify(page=own_page(screen))
    response.delete_cookie(COOKIE, path=ADDRESS)
    return response


def _waiting(role: str, token: str) -> ResponseReturnValue:
    try:
        asked = pairing.ask(
            *(services().pairings, services().accounts, role, digest_of(token), services().clock()),
            askers=services().askers,
            address=asking_address(),
        )
    except TooOften as refusal:
        return _refused(refusal, 429)
    except Refused as refusal:  # its token was let in before, and revoked: the next question brings a new one
        response = _refused(refusal, 409)
        response.delete_cookie(COOKIE, path=ADDRESS)
        return response
    response = jsonify(code=asked.code)
    response.set_cookie(
        *(COOKIE, token), max_age=A_DAY, httponly=True, samesite="Strict", secure=request.is_secure, path=ADDRESS
    )
    return response


def _role(asked: str) -> str:
    """Raises the page for what is not there, for what no browser can become."""
    if asked not in {role.value for role in SCREENS}:
        abort(404)
    return Role(asked).value


def _refused(refusal: Refused, status: int) -> Response:
    response = jsonify(trouble=say(visitors_language(), refusal.sentence, **refusal.facts))
    response.status_code = status
    return response
