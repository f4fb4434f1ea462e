"""Screens that sign in by their address: a page opened once with `?token=T` keeps the device's sign-in in the browser.

The token leaves the address at once, so that neither a bookmark nor a photo of the screen carries it.
"""

from urllib.parse import urlencode

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from display_server.access.signing_in import principal_of_token
from display_server.web.services import services
from display_server.web.who import sign_session_in

PROGRAMS = ("/api/", "/socket.io/", "/static/")


def register(app: Flask) -> None:
    @app.before_request
    def keep_the_sign_in() -> ResponseReturnValue | None:
        token = request.args.get("token")
        if not token or request.method != "GET" or request.path.startswith(PROGRAMS):
            return None
        sign_session_in(principal_of_token(services().accounts, token))
        rest = urlencode([(name, value) for name, value in request.args.items(multi=True) if name != "token"])
        return redirect(f"{request.path}?{rest}" if rest else request.path)
