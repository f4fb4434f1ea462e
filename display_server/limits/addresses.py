"""Whose address counts: the connection's own, or what a proxy that is trusted says of it. Knows WSGI only."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")
WAS_FORWARDED = "motcua.was_forwarded"
"""In a request's environment: whether a proxy sent it, be it trusted or not."""
HOUSEHOLD_BITS = 64
"""Of an IPv6 address: whoever has one has all that begin alike."""


class WrongNetwork(ValueError):
    """What is no address and no network. The sentence names the mend."""


def networks(listed: str) -> tuple[Network, ...]:
    """The addresses and networks of a list with commas between. Raises WrongNetwork."""
    try:
        return tuple(ip_network(each.strip()) for each in listed.split(",") if each.strip())
    except ValueError as wrong:
        raise WrongNetwork(
            f"{wrong}. Write addresses or networks with commas between: 127.0.0.1, 10.1.0.0/24."
        ) from wrong


@lru_cache(maxsize=10_000)
def asker(address: str) -> str:
    """Under which name an address is counted: IPv6 by its network, since a machine there has as many as it likes."""
    known = _known(address)
    return str(IPv6Network((known, HOUSEHOLD_BITS), strict=False)) if isinstance(known, IPv6Address) else str(known)


@lru_cache(maxsize=10_000)
def is_in(address: str, trusted: tuple[Network, ...]) -> bool:
    known = _known(address)
    return known is not None and any(known in network for network in trusted)


def _known(address: str) -> IPv4Address | IPv6Address | None:
    """None for what is no address. An IPv4 address is one, in whichever way it is written."""
    try:
        known = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return None
    return (known.ipv4_mapped or known) if isinstance(known, IPv6Address) else known


class BehindProxies:
    """Tells the app each request's own address, and whether it came by https; of what only trusted proxies say."""

    def __init__(self, app: WSGIApplication, trusted: tuple[Network, ...]) -> None:
        self._app, self._trusted = app, trusted

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[WAS_FORWARDED] = any(name in environ for name in FORWARDED)
        if self._trusted and is_in(environ.get("REMOTE_ADDR", ""), self._trusted):
            environ["REMOTE_ADDR"] = self._told(environ)
            if (scheme := environ.get("HTTP_X_FORWARDED_PROTO", "").strip()) in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
        else:
            for name in FORWARDED:
                environ.pop(name, None)
        return self._app(environ, start_response)

    def _told(self, environ: WSGIEnvironment) -> str:
        """The last address on the way that is no trusted proxy: what stands before it, its sender may have made up."""
        own: str = environ["REMOTE_ADDR"]
        for address in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            if (known := _known(address)) is None:
                return own
            own = str(known)
            if not is_in(own, self._trusted):
                return own
        return own
