"""The two addresses between which somebody signs in at another system (OpenID Connect)."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from display_server.access.principals import Principal, Role
from display_server.domain.refusals import Forbidden, NotFound, NotSignedIn, Refused, Unavailable
from display_server.web.local_addresses import known_page
from display_server.web.services import services
from display_server.web.shell import visitors_language
from display_server.web.signing_in import let_in
from display_server.web.single_sign_on import BACK, SingleSignOn
from display_server.words import say

THERE = "/sign-in/elsewhere"
NEXT = "next"


def add_to(pages: Blueprint) -> None:
    pages.add_url_rule(THERE, view_func=send_there)
    pages.add_url_rule(BACK, view_func=come_back)


def send_there() -> ResponseReturnValue:
    """To the other system; the browser remembers what page it was to lead to."""
    session.clear()
    session[NEXT] = known_page(request.args.get("next"))
    try:
        return _system().send_there()
    except Unavailable as refusal:
        return _refused(refusal, 503)


def come_back() -> ResponseReturnValue:
    """From the other system."""
    try:
        user = _system().whose_return(services().accounts)
    except (NotSignedIn, Forbidden) as refusal:
        return _refused(refusal, 401 if isinstance(refusal, NotSignedIn) else 403)
    except Unavailable as refusal:
        return _refused(refusal, 503)
    signed_in = let_in(user, with_password=False)
    wanted = known_page(session.get(NEXT))
    session.clear()
    return redirect(wanted or own_page(signed_in.principal), 303)


def own_page(person: Principal) -> str:
    """As `own_page.js`."""
    match person:
        case Principal(role=Role.MANAGER | Role.SUPERVISOR, hall=str(hall)):
            return f"/manager/{hall}"
        case Principal(role=Role.ADMIN):
            return "/admin"
        case _:
            return "/"


def _system() -> SingleSignOn:
    found = services().single_sign_on
    if found is None:
        raise NotFound("Nobody signs in elsewhere here: MOTCUA_OIDC_ISSUER is not set.")
    return found


def _refused(refusal: Refused, status: int) -> ResponseReturnValue:
    language = visitors_language()
    why = say(language, refusal.sentence, **refusal.facts)
    return render_template("not_let_in.html", language=language, _=partial(say, language), why=why), status
