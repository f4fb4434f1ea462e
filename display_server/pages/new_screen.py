"""A browser becomes a screen of the hall: a link with `?token=T`, one page that says which screen, then a press.

The token leaves the address at once, so that neither a bookmark nor a photo of the screen carries it, and nobody who is
signed in is replaced by a link that somebody else has made. Where it leads is fixed by the token, not by the link.
"""

from functools import partial

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from display_server.access.credentials import principal_of_token
from display_server.access.principals import SCREENS, Principal, Role
from display_server.access.sessions import open_for_screen
from display_server.domain.refusals import Forbidden, NotSignedIn, Refused
from display_server.use_cases.hall import outline
from display_server.web.services import services
from display_server.web.shell import chosen_language, named, visitors_language
from display_server.web.who import keep_session, who
from display_server.words import N_, say

ADDRESS = "/new-screen"
COOKIE = "motcua_new_screen"
SECONDS_TO_PRESS = 600
PROGRAMS = ("/api/", "/socket.io/", "/static/", "/counter-panel/static/")
KINDS = {
    Role.PANEL: N_("the panel of counter %(counter)s"),
    Role.RATING: N_("the rating tablet of counter %(counter)s"),
    Role.DISPLAY: N_("a display of the hall"),
}


def add_to(pages: Blueprint) -> None:
    """The page, and what leads to it from every other."""
    pages.before_app_request(_take_token_from_address)
    pages.add_url_rule(ADDRESS, view_func=ask, methods=["GET"])
    pages.add_url_rule(ADDRESS, view_func=become, methods=["POST"])


def _take_token_from_address() -> ResponseReturnValue | None:
    token = request.args.get("token")
    if not token or request.method != "GET" or request.path.startswith(PROGRAMS):
        return None
    language = chosen_language()
    response = redirect(f"{ADDRESS}?lang={language}" if language else ADDRESS)
    # Lax: sent where somebody follows a link to here, not where another site posts the form.
    response.set_cookie(
        *(COOKIE, token[:200]),
        max_age=SECONDS_TO_PRESS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path=ADDRESS,
    )
    return response


def ask() -> ResponseReturnValue:
    """Says which screen this becomes, and who is signed out by it."""
    try:
        screen, signed_in = _screen_to_be(), who()
    except (NotSignedIn, Forbidden) as refusal:
        return _refused(refusal)
    return _page(screen=_kind(screen), hall=_hall_name(screen), name=screen.name, signed_in=signed_in)


def become() -> ResponseReturnValue:
    """Signs this browser in as the screen that its page has asked about."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return _refused(Forbidden("This page is out of date. Load it again."))
    try:
        screen = _screen_to_be()
    except (NotSignedIn, Forbidden) as refusal:
        return _refused(refusal)
    keep_session(open_for_screen(services().accounts, services().clock(), screen, request.remote_addr))
    response = redirect(own_page(screen), 303)
    response.delete_cookie(COOKIE, path=ADDRESS)
    return response


def _screen_to_be() -> Principal:
    token = request.cookies.get(COOKIE)
    if not token:
        raise NotSignedIn("Open the screen's link again: it was opened too long ago, or in another browser.")
    screen = principal_of_token(services().accounts, token)
    if screen.role not in SCREENS:
        raise Forbidden(
            "A link signs in panels, rating tablets and displays only. People sign in with their name and password."
        )
    return screen


def own_page(screen: Principal) -> str:
    """The page of the token's role; the list of all screens, where the token is not for one alone."""
    match screen:
        case Principal(role=Role.PANEL, hall=str(hall), counter=int(counter)):
            return f"/counter/{hall}/{counter}"
        case Principal(role=Role.RATING, hall=str(hall), counter=int(counter)):
            return f"/rating/{hall}/{counter}"
        case Principal(role=Role.DISPLAY, hall=str(hall)):
            return f"/display/{hall}"
        case _:
            return "/"


def _kind(screen: Principal) -> str:
    language = visitors_language()
    if screen.counter is None and screen.role is not Role.DISPLAY:
        return say(
            language,
            N_("a panel of any counter") if screen.role is Role.PANEL else N_("a rating tablet of any counter"),
        )
    return say(language, KINDS[screen.role], counter=screen.counter)


def _hall_name(screen: Principal) -> str | None:
    return named(outline(services().halls[screen.hall]).name, visitors_language()) if screen.hall else None


def _page(**facts: object) -> Response:
    language = visitors_language()
    response = make_response(render_template("new_screen.html", language=language, _=partial(say, language), **facts))
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(refusal: Refused) -> ResponseReturnValue:
    why = say(visitors_language(), refusal.sentence, **refusal.facts)
    return _page(why=why), 401 if isinstance(refusal, NotSignedIn) else 403
