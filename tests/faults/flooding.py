"""One machine that floods the server, as a program of its own: `python -m tests.faults.flooding KIND PORT SECONDS`.

It comes from an address of its own on the loopback, as a stranger's laptop in the hall's network would.
"""

import os
import socket
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import count, cycle
from secrets import token_hex

STRANGER = "127.0.0.66"
PATIENCE_SECONDS = 5.0
A_KEY = "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\nSec-WebSocket-Version: 13\r\n"
BOMB_BYTES = 100_000_000


class Machine:
    """Knocks at the server's port until its time is over."""

    def __init__(self, port: int, seconds: float, source: str = STRANGER) -> None:
        self._port, self._source = port, source
        self._ends_at = time.monotonic() + seconds
        self.done = count()

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self._ends_at

    def connect(self) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self._port), PATIENCE_SECONDS, (self._source, 0))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def at_once(self, lines: int, flood: Callable[[int], None]) -> None:
        """The same on so many lines, each opened anew where the server hangs up."""

        def go_on(nth: int) -> None:
            while self.goes_on:
                with suppress(OSError):
                    flood(nth)
                time.sleep(0.01)

        threads = [threading.Thread(target=go_on, args=[nth], daemon=True) for nth in range(lines)]
        for thread in threads:
            thread.start()
        while self.goes_on:
            time.sleep(0.05)

    def ask_again_and_again(self, lines: int, requests: Iterator[bytes]) -> None:
        """The next of the requests on each line, as soon as the one before is answered."""

        def ask(_nth: int) -> None:
            with self.connect() as line:
                while self.goes_on:
                    line.sendall(next(requests))
                    answer(line)
                    next(self.done)

        self.at_once(lines, ask)

    def open_web_socket(self, extensions: str = "") -> socket.socket:
        line = self.connect()
        line.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: hall\r\nConnection: Upgrade\r\n"
            b"Upgrade: websocket\r\n" + (A_KEY + extensions + "\r\n").encode()
        )
        if b" 101 " not in line.recv(4096):
            raise ConnectionError("refused")
        return line


def answer(line: socket.socket) -> bytes:
    """One answer as a whole."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(line)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next((int(h[15:]) for h in head.lower().split(b"\r\n") if h.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += _more(line)
    return head


def until(line: socket.socket, said: bytes) -> bytes:
    """What comes, until this was in it."""
    received = b""
    while said not in received:
        received += _more(line)
    return received


def _more(line: socket.socket) -> bytes:
    part = line.recv(65536)
    if not part:
        raise ConnectionError("hung up")
    return part


def frame(text: bytes, first: int = 0x81) -> bytes:
    """A client's frame of a web socket, masked with zeros."""
    length = len(text)
    if length < 126:
        size = bytes([0x80 | length])
    elif length <= 0xFFFF:
        size = b"\xfe" + length.to_bytes(2)
    else:
        size = b"\xff" + length.to_bytes(8)
    return bytes([first]) + size + b"\0\0\0\0" + text


def request(method: str, path: str, body: bytes = b"") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


# --- what there is to flood with ---


def half_requests(machine: Machine, lines: int = 300) -> None:
    """Requests whose head never ends."""

    def drip(_nth: int) -> None:
        with machine.connect() as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: hall\r\n")
            while machine.goes_on:
                time.sleep(1)
                line.sendall(b"X: x\r\n")
                next(machine.done)

    machine.at_once(lines, drip)


def half_bodies(machine: Machine) -> None:
    """Requests whose body never ends."""

    def drip(_nth: int) -> None:
        with machine.connect() as line:
            line.sendall(request("POST", "/api/v1/session", b"{" * 60_000)[:-59_000])
            while machine.goes_on:
                time.sleep(1)
                line.sendall(b"{")
                next(machine.done)

    machine.at_once(300, drip)


def long_heads(machine: Machine) -> None:
    """Heads of some megabytes."""

    def fill(_nth: int) -> None:
        with machine.connect() as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: hall\r\n")
            for _ in range(90):
                line.sendall(b"X: " + b"x" * 60_000 + b"\r\n")
                next(machine.done)
            while machine.goes_on:
                time.sleep(0.5)
                line.sendall(b"X")

    machine.at_once(40, fill)


def bombs(machine: Machine) -> None:
    """A message of a web socket that unpacks to a thousand times its size."""
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(b"4" * BOMB_BYTES) + packer.flush(zlib.Z_SYNC_FLUSH)

    def throw(_nth: int) -> None:
        with machine.open_web_socket("Sec-WebSocket-Extensions: permessage-deflate\r\n") as line:
            line.sendall(frame(packed[:-4], first=0xC1))
            next(machine.done)
            _read_away(line)

    machine.at_once(2, throw)


def watches(machine: Machine) -> None:
    """`watch` in a loop: what there is, and what there is not."""

    def watch(_nth: int) -> None:
        with machine.open_web_socket() as line:
            threading.Thread(target=_read_away, args=[line], daemon=True).start()
            line.sendall(frame(b"40"))
            while machine.goes_on:
                unknown = [f"{kind}:{token_hex(8)}" for kind in ("board", "ticket") for _ in range(5)]
                line.sendall(b"".join(frame(watching(topic)) for topic in ("board:dong-nai", *unknown)))
                next(machine.done)

    machine.at_once(8, watch)


def watching(topic: str) -> bytes:
    """As the socket.io client asks, for an answer."""
    return b'421["watch",{"topic":"%s"}]' % topic.encode()


def _read_away(line: socket.socket) -> None:
    with suppress(OSError):
        while line.recv(65536):
            continue


def attachments(machine: Machine) -> None:
    """Parts of a binary message that never becomes whole."""

    def attach(_nth: int) -> None:
        with machine.open_web_socket() as line:
            line.sendall(frame(b"40"))
            time.sleep(0.1)
            line.sendall(frame(b'4599999999-["watch"]'))
            while machine.goes_on:
                line.sendall(frame(b"x" * 60_000, first=0x82))
                next(machine.done)

    machine.at_once(4, attach)


def polls(machine: Machine) -> None:
    """Sessions of Engine.IO by HTTP, opened and left."""
    machine.ask_again_and_again(96, cycle([request("GET", "/socket.io/?EIO=4&transport=polling")]))


def pairings(machine: Machine) -> None:
    """Devices that do not exist ask to be let in."""

    def ask(_nth: int) -> None:
        with machine.connect() as line:
            while machine.goes_on:
                digest = sha256(os.urandom(8)).hexdigest()
                line.sendall(request("POST", "/api/v1/pairings", b'{"role":"kiosk","digest":"%s"}' % digest.encode()))
                answer(line)
                next(machine.done)

    machine.at_once(48, ask)


def look_ups(machine: Machine, token: str) -> None:
    """A ticket is looked up again and again, and tickets that do not exist."""
    real, unknown = f"/api/v1/tickets/{token}", f"/api/v1/tickets/{'x' * 22}"
    machine.ask_again_and_again(
        32, cycle([request("GET", real), request("GET", unknown), request("GET", f"/t/{token}")])
    )


def metrics(machine: Machine) -> None:
    machine.ask_again_and_again(96, cycle([request("GET", "/metrics")]))


FLOODS: tuple[Callable[..., None], ...] = (
    *(half_requests, half_bodies, long_heads, bombs, watches, attachments, polls, pairings, look_ups, metrics),
)

if __name__ == "__main__":
    _, kind, port, seconds, *facts = sys.argv
    machine = Machine(int(port), float(seconds))
    {flood.__name__: flood for flood in FLOODS}[kind](machine, *facts)
    print(next(machine.done))
    os._exit(0)
