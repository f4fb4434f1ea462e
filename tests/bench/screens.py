"""Many screens in one thread: raw sockets, epoll, web socket frames (RFC 6455) taken apart by hand.

Real browsers are machines of their own. Whatever these screens cost is taken from the server that is measured, so they
read the `seq` of each view and nothing else, and say how much of a processor they took.
"""

import json
import multiprocessing
import re
import selectors
import socket
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from urllib.parse import urlsplit

UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
END_OF_HEAD = b"\r\n\r\n"
TEXT, PING, PONG, FINAL, MASKED = 0x1, 0x9, 0xA, 0x80, 0x80
WATCHED = b"430"
"""How Socket.IO begins the answer to `watch`."""
VIEW = b'42["view"'
SEQ = re.compile(rb'"seq":(\d+)')
HEAD_BYTES = 200
"""Within these a view says its `seq`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screens saw."""

    first: dict[int, float]
    """When the first of them had the view of this `seq`."""
    last: dict[int, float]
    """When all had it that got it at all."""
    count: dict[int, int]
    """How many got it."""
    view: bytes
    """One of the messages."""
    client_share: float
    """Of one processor, taken by the screens themselves."""


class Watching:
    """Screens that watch, in a process of their own, until `stop`."""

    def __init__(self, here: Connection, process: multiprocessing.process.BaseProcess) -> None:
        self._here, self._process = here, process
        self._here.recv()

    def stop(self) -> Shown:
        self._here.send("enough")
        shown: Shown = self._here.recv()
        self._process.join()
        return shown


@contextmanager
def watching(url: str, topics: Sequence[str], token: str | None = None) -> Iterator[Watching]:
    """One screen for each of these topics; `token` lets in where not everybody may watch."""
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_watch, args=(url, topics, token, there), daemon=True)
    process.start()
    yield Watching(here, process)


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """As a server sends it."""
    return bytes([FINAL | opcode]) + _length(len(payload)) + payload


def _masked(payload: bytes, opcode: int = TEXT) -> bytes:
    """As a client must send it; a mask of zeros leaves the payload as it is."""
    length = _length(len(payload))
    return bytes([FINAL | opcode, MASKED | length[0]]) + length[1:] + bytes(4) + payload


def _length(length: int) -> bytes:
    if length < 126:
        return bytes([length])
    return b"\x7e" + length.to_bytes(2) if length < 65536 else b"\x7f" + length.to_bytes(8)


class _Screen:
    def __init__(self, url: str, topic: str, token: str | None = None) -> None:
        parts = urlsplit(url)
        self.connection = socket.create_connection((parts.hostname or "", parts.port or 80))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = bytearray()
        self.connection.sendall(UPGRADE.format(host=parts.netloc).encode())
        while END_OF_HEAD not in self._received:
            self._received += self.connection.recv(65536)
        del self._received[: self._received.index(END_OF_HEAD) + len(END_OF_HEAD)]
        watch = f"420{json.dumps(['watch', {'topic': topic}])}"
        auth = json.dumps({"token": token}) if token is not None else ""
        self.connection.sendall(_masked(f"40{auth}".encode()) + _masked(watch.encode()))
        while not any(message.startswith(WATCHED) for message in self._messages()):
            self._receive()
        self.connection.setblocking(False)

    def views(self) -> Iterator[bytes]:
        self._receive()
        return (message for message in self._messages() if message.startswith(VIEW))

    def _receive(self) -> None:
        received = self.connection.recv(262144)
        if not received:
            raise ConnectionError("the server hung up")
        self._received += received

    def _messages(self) -> Iterator[bytes]:
        """Those that have come as a whole. Pings of both floors are answered on the way."""
        while (found := _frame_in(self._received)) is not None:
            opcode, begins, ends = found
            message = bytes(self._received[begins:ends])
            del self._received[:ends]
            if opcode == PING:
                self.connection.sendall(_masked(message, PONG))
            elif message == b"2":
                self.connection.sendall(_masked(b"3"))
            else:
                yield message


def _frame_in(received: bytearray) -> tuple[int, int, int] | None:
    """The opcode of the first frame, and where its payload begins and ends; None where it is not there as a whole."""
    if len(received) < 2:
        return None
    extra = {126: 2, 127: 8}.get(received[1], 0)
    begins = 2 + extra
    length = int.from_bytes(received[2:begins]) if extra else received[1]
    return (received[0] & 0xF, begins, begins + length) if len(received) >= begins + length else None


def _watch(url: str, topics: Sequence[str], token: str | None, told: Connection) -> None:
    selector = selectors.DefaultSelector()
    for topic in topics:
        screen = _Screen(url, topic, token)
        selector.register(screen.connection, selectors.EVENT_READ, screen)
        for key, _ in selector.select(0):
            list(key.data.views())  # those that are there already answer the server's pings meanwhile
    selector.register(told, selectors.EVENT_READ)
    told.send("ready")
    first: dict[int, float] = {}
    last: dict[int, float] = {}
    count: dict[int, int] = defaultdict(int)
    view = b""
    began, used = time.perf_counter(), time.process_time()
    while True:
        for key, _ in selector.select():
            if key.data is None:
                share = (time.process_time() - used) / (time.perf_counter() - began)
                told.send(Shown(first, last, count, view, share))
                return
            for view in key.data.views():
                at, seq = time.perf_counter(), int(SEQ.search(view, 0, HEAD_BYTES)[1])  # type: ignore[index]
                first.setdefault(seq, at)
                last[seq] = at
                count[seq] += 1
