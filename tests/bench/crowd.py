"""Many clients in one thread: each has a connection, and asks again as soon as it has its answer.

A process for each would take the processors from the server that is measured; this says how much it took itself.
"""

import re
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """What so many clients got within some seconds."""

    bodies: Sequence[bytes]
    seconds: Sequence[float]
    """How long each answer took."""
    lasted: float
    client_share: float
    """Of one processor, taken by the clients themselves."""

    @property
    def per_second(self) -> float:
        return len(self.bodies) / self.lasted


@dataclass
class _Client:
    connection: socket.socket
    request: bytes
    asked_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)

    def ask(self) -> None:
        self.received.clear()
        self.asked_at = time.perf_counter()
        self.connection.sendall(self.request)

    def answer(self) -> bytes | None:
        """The body, once it has come as a whole."""
        received = self.connection.recv(65536)
        if not received:
            raise ConnectionError("the server hung up")
        self.received += received
        head, found, body = self.received.partition(END_OF_HEAD)
        if not found or len(body) < int(LENGTH.search(head)[1]):  # type: ignore[index]
            return None
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
            raise RuntimeError(f"refused: {head.decode()} {body.decode()}")
        return bytes(body)


def ask_for(seconds: float, address: tuple[str, int], requests: Sequence[bytes]) -> Asked:
    """One client for each of these requests, for so many seconds."""
    clients = [_Client(_connected(address), request) for request in requests]
    selector = selectors.DefaultSelector()
    bodies, times = [], []
    for client in clients:
        selector.register(client.connection, selectors.EVENT_READ, client)
    began, used = time.perf_counter(), time.process_time()
    for client in clients:
        client.ask()
    asking = len(clients)
    while asking:
        for key, _ in selector.select():
            client = key.data
            if (body := client.answer()) is None:
                continue
            now = time.perf_counter()
            bodies.append(body)
            times.append(now - client.asked_at)
            if now - began < seconds:
                client.ask()
            else:
                asking -= 1
    lasted, used = time.perf_counter() - began, time.process_time() - used
    for client in clients:
        client.connection.close()
    selector.close()
    return Asked(bodies, times, lasted, used / lasted)


def _connected(address: tuple[str, int]) -> socket.socket:
    connection = socket.create_connection(address, timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection
