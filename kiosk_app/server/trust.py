"""By what a kiosk knows its server: the authority that vouches for it. Asks nobody anything."""

import ssl
from dataclasses import dataclass
from functools import cache

import httpx

from display_server.contract import Authority


class NotTrusted(Exception):
    """The kiosk must not talk to a server there. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Nobody but this authority vouches for the server.

    The hall's own one vouches for that server alone, wherever in the network it is; with any other one, the server's
    name must be right, too.
    """

    certificate: str
    of_the_hall: bool = True

    @property
    def fingerprint(self) -> str:
        return Authority(certificate=self.certificate).fingerprint


def tls_to(url: str, trust: Trust | None) -> ssl.SSLContext:
    """How a server at this address must prove who it is. Raises NotTrusted where it could not.

    To read all of the world's authorities takes long: where the address has no TLS, nobody is trusted in it.
    """
    encrypted = httpx.URL(url).scheme == "https"
    if trust is not None and not encrypted:
        raise NotTrusted(f"{url} is not encrypted, and this kiosk knows its server by a certificate: write https://.")
    return _trusting(trust) if trust else _of_the_machine(trusts=encrypted)


@cache
def _trusting(trust: Trust) -> ssl.SSLContext:
    """Raises ValueError for what is no certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = not trust.of_the_hall
    try:
        context.load_verify_locations(cadata=trust.certificate)
    except ssl.SSLError as error:
        raise ValueError(f"it is no certificate in PEM ({error.reason})") from error
    return context


@cache
def _of_the_machine(*, trusts: bool) -> ssl.SSLContext:
    return httpx.create_ssl_context() if trusts else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def tls_before_trust() -> ssl.SSLContext:
    """Only to ask a server for its authority: nothing secret is said, and what it answers is proved by the code."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
