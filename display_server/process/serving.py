"""Serves the app on a socket: one process, or several that share the socket and are kept alive. Knows no halls.

gevent carries it: at 500 sockets it broadcasts in half the time that a thread per socket takes
(docs/architecture.md, Decisions).
"""

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

BACKLOG = 1024
RESTART_PAUSE_SECONDS = 0.5

Mailbox = tuple[socket.socket, socket.socket]
"""Where a worker gets connections from its siblings: the end they put them in, and the end it takes them from."""
Serve = Callable[[int, Sequence[Mailbox]], None]


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError where the address is taken or not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted connections inherit it: a small answer must not wait 40 ms for Nagle's algorithm and a delayed ACK.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind((host, port))
    listener.listen(BACKLOG)
    listener.set_inheritable(True)
    return listener


def serve_with_workers(listener: socket.socket, workers: int, serve: Serve) -> None:
    """Runs `serve` in so many processes and starts anew what dies, until SIGTERM or SIGINT."""
    mailboxes = [socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(workers)]
    children = {_fork(serve, own, mailboxes): own for own in range(workers)}
    stopping = False

    def stop(*_signal: object) -> None:
        nonlocal stopping
        stopping = True
        for child in children:
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while children:
        child, status = os.wait()
        own = children.pop(child)
        if not stopping:
            log.error("worker %s ended (status %s); starting another", child, status)
            time.sleep(RESTART_PAUSE_SECONDS)
            children[_fork(serve, own, mailboxes)] = own
    listener.close()


def _fork(serve: Serve, own: int, mailboxes: Sequence[Mailbox]) -> int:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        serve(own, mailboxes)
        sys.stdout.flush()
        os._exit(0)
    return child
