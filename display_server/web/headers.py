"""What every answer tells the browser that it may not do: pages, API, files, and the sockets' answers. Knows WSGI.

What an answer says itself stands. See docs/security.md.
"""

import re
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

A_HOST = re.compile(r"[\w.:\[\]-]+")
HSTS_SECONDS = 365 * 24 * 3600
STATIC = ("/static/", "/counter-panel/static/")
DENIED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"),
    *("midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)


def security_policy(host: str) -> str:
    """The page's Content-Security-Policy: everything from here, nothing in line.

    Safari before 15.4 does not count a web socket to the page's own host as 'self': so it is named.
    """
    sockets = f" ws://{host} wss://{host}" if A_HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"connect-src 'self'{sockets}",
            "img-src 'self' data: blob:",  # what a display has kept for when the server is away
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def permissions_policy(allowed: tuple[str, ...] = ()) -> str:
    """What the page may not ask the browser for; what is allowed, this server's own pages may."""
    return ", ".join(f"{each}=(self)" if each in allowed else f"{each}=()" for each in DENIED)


class WithHeaders:
    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:  # noqa: ANN401 (WSGI's)
            said = {name.lower() for name, _ in headers}
            own = _headers(environ)
            headers = [*headers, *((name, value) for name, value in own.items() if name.lower() not in said)]
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return self._app(environ, start)


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": security_policy(environ.get("HTTP_HOST", "")),
        "Referrer-Policy": "same-origin",  # a ticket's address holds its token
        "Permissions-Policy": permissions_policy(),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if environ["wsgi.url_scheme"] == "https":  # over plain HTTP anybody on the way could have written it
        headers["Strict-Transport-Security"] = f"max-age={HSTS_SECONDS}"
    # Somebody is named in nearly everything else: a ticket's holder, an officer, a device.
    return headers if environ.get("PATH_INFO", "").startswith(STATIC) else {**headers, "Cache-Control": "no-store"}
