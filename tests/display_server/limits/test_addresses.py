"""Whose address is counted, behind proxies and without."""

from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from display_server.limits.addresses import BehindProxies, WrongNetwork, asker, networks


def seen(trusted: str, sender: str, **headers: str) -> str:
    """Which address and scheme the app sees, and what is left of the forwarded headers."""

    def app(environ: Any, start_response: Any) -> Iterator[bytes]:
        asked = Request(environ)
        forwarded = ",".join(name for name in ("X-Forwarded-For", "X-Forwarded-Host") if name in asked.headers)
        return iter(Response(f"{asked.remote_addr} {asked.scheme} {forwarded}")(environ, start_response))

    client = Client(BehindProxies(app, networks(trusted)))
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/", headers=sent, environ_base={"REMOTE_ADDR": sender}).text.strip()


def test_without_trusted_proxies_nobody_is_believed() -> None:
    said = seen("", "192.0.2.1", X_Forwarded_For="10.0.0.9", X_Forwarded_Proto="https", X_Forwarded_Host="evil.example")

    assert said == "192.0.2.1 http"


def test_a_trusted_proxy_says_who_asks_and_how() -> None:
    said = seen("127.0.0.1", "127.0.0.1", X_Forwarded_For="198.51.100.7", X_Forwarded_Proto="https")

    assert said == "198.51.100.7 https X-Forwarded-For"


def test_what_stands_before_the_last_stranger_may_be_made_up() -> None:
    said = seen("10.0.0.0/8", "10.0.0.1", X_Forwarded_For="127.0.0.1, 203.0.113.5, 10.0.0.2")

    assert said.startswith("203.0.113.5 http")


@pytest.mark.parametrize("told", ["", "unknown", "198.51.100.7, unknown"])
def test_a_proxy_that_says_nothing_of_use_asks_for_itself(told: str) -> None:
    assert seen("127.0.0.1", "127.0.0.1", X_Forwarded_For=told).startswith("127.0.0.1 http")


def test_somebody_else_is_not_the_proxy() -> None:
    assert seen("127.0.0.1", "192.0.2.1", X_Forwarded_For="198.51.100.7") == "192.0.2.1 http"


def test_all_addresses_of_one_ipv6_network_are_one_asker_and_ipv4_is_always_itself() -> None:
    assert asker("2001:db8:1:2::5") == asker("2001:db8:1:2:ffff::1") != asker("2001:db8:1:3::5")
    assert asker("::ffff:192.0.2.1") == asker("192.0.2.1") == "192.0.2.1"


def test_what_is_no_network_is_refused_in_words() -> None:
    with pytest.raises(WrongNetwork, match="Write addresses or networks"):
        networks("127.0.0.1, the proxy")
