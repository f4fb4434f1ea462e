"""The baseline for a push: a bare gevent server that sends the same bytes to the same number of sockets.

It speaks just enough HTTP and web socket for `screens` to watch it. A POST is the officer's key; nothing is asked,
built or stored.
"""

import multiprocessing
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.screens import SEQ, WATCHED, frame
from tests.databases import free_port

UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"


@contextmanager
def bare_broadcaster(view: bytes) -> Iterator[str]:
    """Its address, while it runs as a process of its own; it sends this view, each time with another `seq`."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(port, view), daemon=True)
    process.start()
    while not _answers(port):
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.join()


def _serve(port: int, view: bytes) -> None:
    from gevent.server import StreamServer

    screens: list[socket.socket] = []
    sent = 0

    def handle(connection: socket.socket, _address: object) -> None:
        nonlocal sent
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while request := connection.recv(65536):
            if request.startswith(b"GET"):
                connection.sendall(UPGRADED + frame(WATCHED))
                screens.append(connection)
            elif request.startswith(b"POST"):
                sent += 1
                message = frame(re.sub(SEQ, b'"seq":%d' % sent, view, count=1))
                for screen in screens:
                    screen.sendall(message)
                body = f'{{"seq": {sent}}}'
                connection.sendall(ANSWER.format(length=len(body), body=body).encode())

    StreamServer(("127.0.0.1", port), handle).serve_forever()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
