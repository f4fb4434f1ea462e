"""The hall's server, found in the local network by what servers announce there (DNS-SD). Asks no server anything."""

import queue
import time
from collections.abc import Generator, Iterator
from contextlib import closing, suppress

from zeroconf import InterfaceChoice, IPVersion, ServiceBrowser, ServiceListener, Zeroconf

from display_server.contract import NETWORK_SERVICE


def find_server(patience_seconds: float) -> str | None:
    """The address of the hall's server; None where none announces itself in time."""
    with closing(servers_found(patience_seconds)) as found:
        return next(found, None)


def servers_found(patience_seconds: float) -> Generator[str, None, None]:
    """The addresses of all servers that announce themselves in this time, as they come."""
    try:
        network = Zeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only)
    except OSError:
        return  # no network at all; it may come
    try:
        announced = _Announcements()
        ServiceBrowser(network, NETWORK_SERVICE, announced)
        yield from _addresses(network, announced.names, time.monotonic() + patience_seconds)
    finally:
        network.close()


def _addresses(network: Zeroconf, names: "queue.SimpleQueue[str]", ends_at: float) -> Iterator[str]:
    """Asked in this thread: the browser's own must be free to end."""
    while (left := ends_at - time.monotonic()) > 0:
        with suppress(queue.Empty):
            told = network.get_service_info(NETWORK_SERVICE, names.get(timeout=left))
            if told is not None and (addresses := told.parsed_addresses(IPVersion.V4Only)):
                scheme = "https" if told.properties.get(b"tls") == b"1" else "http"
                yield f"{scheme}://{addresses[0]}:{told.port}"


class _Announcements(ServiceListener):
    """The names of the servers that announce themselves."""

    def __init__(self) -> None:
        self.names: queue.SimpleQueue[str] = queue.SimpleQueue()

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.put(name)

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.put(name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """A server that was there once is tried: whether it answers shows then."""
