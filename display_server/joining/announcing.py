"""Announces the server in the hall's network (DNS-SD over multicast DNS, RFC 6763 and 6762): `_motcua._tcp`.

A program of its own, because the server's processes wait with gevent and multicast DNS waits with asyncio. It lives as
long as its standard input is open, so it ends with the server that started it, however that ends.
"""

import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from zeroconf import InterfaceChoice, IPVersion, NonUniqueNameException, ServiceInfo, Zeroconf

from display_server.contract import NETWORK_SERVICE
from display_server.settings import Settings, lan_address

log = logging.getLogger(__name__)


@contextmanager
def announced(settings: Settings) -> Iterator[None]:
    """While the block runs, kiosks in the hall's network find this server, where it is there for others at all."""
    if not (settings.announce and settings.is_for_the_network):
        yield
        return
    with subprocess.Popen([sys.executable, "-m", __name__, str(settings.port)], stdin=subprocess.PIPE):
        yield


def service_of(port: int, name: str) -> ServiceInfo:
    return ServiceInfo(
        NETWORK_SERVICE,
        f"{name}.{NETWORK_SERVICE}",
        addresses=[socket.inet_aton(lan_address())],
        port=port,
        server=f"{name}.local.",
    )


def main(port: int) -> None:
    """Announces until standard input ends."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        network = Zeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only)
    except OSError as error:
        log.warning("kiosks must be told the server's address: there is no network to announce it in (%s)", error)
        return
    try:
        network.register_service(service_of(port, f"motcua-{socket.gethostname()}-{port}"))
        sys.stdin.buffer.read()
    except NonUniqueNameException:
        log.warning("kiosks must be told the server's address: another server has this machine's name")
    finally:
        network.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
