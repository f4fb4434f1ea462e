"""Browsers at which somebody has signed in before, told by a signed cookie that says nothing to anybody else.

It opens nothing. It only gives these people's sign-ins at this browser an allowance of their own (`access.back_off`).
"""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "motcua_browser"
LIFE = timedelta(days=180)
MOST_PEOPLE = 12
"""A counter's machine has several officers; the one who came first is forgotten first."""


def known_browser_of(name: str) -> str | None:
    """This browser's id, where this person has signed in at it before."""
    browser, people = _read()
    return browser if browser and _mark(name) in people else None


def remember(response: Response, name: str) -> Response:
    """This person has just signed in here."""
    browser, people = _read()
    others = [each for each in people if each != _mark(name)]
    value = _signing().dumps({"browser": browser or token_urlsafe(12), "people": [*others, _mark(name)][-MOST_PEOPLE:]})
    response.set_cookie(
        *(COOKIE, value), max_age=LIFE, httponly=True, samesite="Lax", secure=request.is_secure, path="/"
    )
    return response


def _read() -> tuple[str | None, list[str]]:
    try:
        told = _signing().loads(request.cookies.get(COOKIE, ""), max_age=int(LIFE.total_seconds()))
    except BadSignature:
        return None, []
    return str(told["browser"]), [str(each) for each in told["people"]]


def _signing() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="known browser")


def _mark(name: str) -> str:
    return sha256(name.casefold().encode()).hexdigest()[:16]
