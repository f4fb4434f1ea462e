"""How a new kiosk joins its hall: finds the server in the network, asks for a code, asks whether it is in. No Kivy."""

import queue
import time
from collections.abc import Generator, Iterator
from contextlib import closing, suppress

import httpx
from pydantic import ValidationError
from zeroconf import InterfaceChoice, IPVersion, ServiceBrowser, ServiceListener, Zeroconf

from display_server.contract import NETWORK_SERVICE, AskToPair, Pairing
from kiosk_app.server.client import AccessDenied, HallServer, Unreachable
from kiosk_app.server.membership import Membership

TIME_LIMITS = httpx.Timeout(4.0, connect=1.0)


def ask(membership: Membership) -> str:
    """The code to be shown. Raises Unreachable."""
    question = AskToPair(role="kiosk", digest=membership.digest)
    try:
        answer = httpx.post(
            f"{membership.server}/api/v1/pairings", json=question.model_dump(), timeout=TIME_LIMITS
        ).raise_for_status()
        return Pairing.model_validate_json(answer.content).code
    except (httpx.HTTPError, ValidationError) as fault:
        raise Unreachable(f"The server at {membership.server} gives no code ({fault}).") from fault


def is_admitted(membership: Membership) -> bool:
    """Whether an administrator has approved the code. Raises Unreachable."""
    try:
        HallServer.of_token(membership.server, membership.token).close()
    except AccessDenied:
        return False
    return True


def find_server(patience_seconds: float) -> str | None:
    """The address of the hall's server, as the network tells it; None where none is heard of in time."""
    with closing(servers_heard(patience_seconds)) as heard:
        return next(heard, None)


def servers_heard(patience_seconds: float) -> Generator[str, None, None]:
    """The addresses of all servers that the network tells of in this time, as they are heard."""
    try:
        network = Zeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only)
    except OSError:
        return  # no network at all; it may come
    try:
        ear = _Ear()
        ServiceBrowser(network, NETWORK_SERVICE, ear)
        yield from _addresses(network, ear.names, time.monotonic() + patience_seconds)
    finally:
        network.close()


def _addresses(network: Zeroconf, names: "queue.SimpleQueue[str]", ends_at: float) -> Iterator[str]:
    """Asked in this thread: the browser's own must be free to end."""
    while (left := ends_at - time.monotonic()) > 0:
        with suppress(queue.Empty):
            told = network.get_service_info(NETWORK_SERVICE, names.get(timeout=left))
            if told is not None and (addresses := told.parsed_addresses(IPVersion.V4Only)):
                yield f"http://{addresses[0]}:{told.port}"


class _Ear(ServiceListener):
    """Keeps the names of the servers that the network tells of."""

    def __init__(self) -> None:
        self.names: queue.SimpleQueue[str] = queue.SimpleQueue()

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.put(name)

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.put(name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """What was heard once is tried: whether it answers shows then."""
