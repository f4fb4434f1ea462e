"""Announces the server in the hall's network (DNS-SD over multicast DNS, RFC 6763 and 6762): `_motcua._tcp`.

A program of its own, because the server's processes wait with gevent and multicast DNS waits with asyncio. It lives as
long as its standard input is open, so it ends with the server that started it, however that ends.
"""

import logging
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from zeroconf import InterfaceChoice, IPVersion, NonUniqueNameException, ServiceInfo, Zeroconf

from display_server.contract import NETWORK_SERVICE
from display_server.process.settings import lan_address

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""How often the machine's own address is looked at."""


def service_of(port: int, name: str, address: str, facts: Mapping[str, str]) -> ServiceInfo:
    return ServiceInfo(
        NETWORK_SERVICE,
        f"{name}.{NETWORK_SERVICE}",
        addresses=[socket.inet_aton(address)],
        port=port,
        properties=dict(facts),
        server=f"{name}.local.",
    )


def facts_of(*, encrypted: bool, fingerprint: str | None) -> dict[str, str]:
    """What is told beside the address: `tls=1` where it is https, `ca` the SHA-256 of the hall's own authority.

    A hint for whoever looks: anybody can announce anything, and only the certificate proves it.
    """
    return {**({"tls": "1"} if encrypted else {}), **({"ca": fingerprint} if fingerprint else {})}


def announce(
    port: int, ends: int, where: Callable[[], str] = lan_address, facts: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Announces until there is something to read at `ends`, a file's number.

    A machine that starts before its network has no address yet, and a router may give it another one: so it looks
    again where it is, and says so.
    """
    name = f"motcua-{socket.gethostname()}-{port}"
    ended = False
    while not ended:
        address = where()
        with _announced_at(service_of(port, name, address, facts)):
            while where() == address and not ended:
                ended = bool(select.select([ends], [], [], LOOK_SECONDS)[0])


@contextmanager
def _announced_at(service: ServiceInfo) -> Iterator[None]:
    try:
        network = Zeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only)
    except OSError as error:
        log.warning("kiosks must be told the server's address: there is no network to announce it in (%s)", error)
        yield
        return
    try:
        network.register_service(service)
        yield
    except NonUniqueNameException:
        log.warning("kiosks must be told the server's address: another server has this machine's name")
        yield
    finally:
        network.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, with which this ends
    own_port, scheme, *authority = sys.argv[1:]
    told = facts_of(encrypted=scheme == "https", fingerprint=authority[0] if authority else None)
    announce(int(own_port), sys.stdin.fileno(), facts=told)
