"""The cheapest HTTP client: one kept-alive socket, requests written by hand, so that the server is measured."""

import json
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.body)
        return found


def request(url: str, token: str, path: str, body: dict[str, object], key: str | None = None) -> bytes:
    """A POST, as it goes over the line."""
    content = json.dumps(body).encode()
    return _head(url, token, "POST", path, len(content), key) + content


def _head(url: str, token: str, method: str, path: str, length: int | None = None, key: str | None = None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}", f"Authorization: Bearer {token}"]
    if length is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {length}"]
    if key is not None:
        lines.append(f"Idempotency-Key: {key}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Wire:
    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        self._url = url
        self._token = token
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def close(self) -> None:
        self._socket.close()

    def get(self, path: str) -> Answer:
        self._socket.sendall(_head(self._url, self._token, "GET", path))
        return self._answer()

    def post(self, path: str, body: dict[str, object] | None = None, key: str | None = None) -> Answer:
        self._socket.sendall(request(self._url, self._token, path, body or {}, key))
        return self._answer()

    def post_in_two_packets(self, path: str, body: dict[str, object]) -> Answer:
        """As many clients do: the head first, then the body. This is where Nagle's algorithm would cost 40 ms."""
        content = json.dumps(body).encode()
        self._socket.sendall(_head(self._url, self._token, "POST", path, len(content)))
        self._socket.sendall(content)
        return self._answer()

    def _answer(self) -> Answer:
        head, rest = self._until(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line[15:])
        while len(rest) < length:
            rest += self._more()
        self._rest = rest[length:]
        return Answer(status, rest[:length])

    def _until(self, mark: bytes) -> tuple[bytes, bytes]:
        received = self._rest
        while mark not in received:
            received += self._more()
        head, _, rest = received.partition(mark)
        return head, rest

    def _more(self) -> bytes:
        received = self._socket.recv(65536)
        if not received:
            raise ConnectionError("the server hung up")
        return received
