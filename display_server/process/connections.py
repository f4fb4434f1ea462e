"""The connections of one server process, and of its siblings on the same port. Knows only HTTP and Engine.IO's ids.

An Engine.IO session lives in one process. A client that polls opens several connections, and the system deals these out
among the processes; so each session's id names its process, and a connection that comes to a sibling is handed over,
as a whole, before anything of it is read.
"""

import logging
import re
import socket
from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler, WSGIServer

log = logging.getLogger(__name__)

FIRST_LINE_BYTES = 2048
PATIENCE_SECONDS = 10.0
OF_SESSION = re.compile(rb"^[A-Z]+ /socket\.io/\?\S*\bsid=(\d+)\.")


class Siblings:
    """The processes that share the port: which of them this one is, and the mailbox of each."""

    def __init__(self, own: int = 0, mailboxes: Sequence[tuple[socket.socket, socket.socket]] = ()) -> None:
        self.own = own
        self._letters = [gevent.socket.socket(fileno=put.detach()) for put, _ in mailboxes]
        self._mailbox = gevent.socket.socket(fileno=mailboxes[own][1].detach()) if mailboxes else None

    def new_session_id(self) -> str:
        """An Engine.IO session id that names this process."""
        return f"{self.own}.{token_urlsafe(15)}"

    def owner(self, beginning: bytes) -> int:
        """The process that a connection beginning like this belongs to; this one, where it belongs to nobody."""
        named = OF_SESSION.match(beginning)
        owner = int(named[1]) if named else self.own
        return owner if owner < len(self._letters) else self.own

    def hand_over(self, connection: socket.socket, owner: int) -> None:
        socket.send_fds(self._letters[owner], [b"c"], [connection.fileno()])
        connection.close()

    def take_over(self, server: "Server") -> None:
        """Serves what siblings hand over; never returns, unless there are no siblings."""
        while self._mailbox is not None:
            _, (descriptor, *_), _, _ = socket.recv_fds(self._mailbox, 1, 1)
            gevent.spawn(_serve, server, gevent.socket.socket(fileno=descriptor))


class Server(WSGIServer):  # type: ignore[misc]  # gevent is not typed
    """gevent's server, one of several on its port."""

    def __init__(self, *arguments: Any, siblings: Siblings, **options: Any) -> None:  # noqa: ANN401 (WSGIServer's)
        super().__init__(*arguments, handler_class=ConnectionHandler, **options)
        self._siblings = siblings

    def handle(self, connection: socket.socket, address: object) -> None:
        owner = self._siblings.owner(_beginning(connection))
        if owner == self._siblings.own:
            self.serve_own(connection, address)
        else:
            self._siblings.hand_over(connection, owner)

    def serve_own(self, connection: socket.socket, address: object) -> None:
        super().handle(connection, address)


class ConnectionHandler(WSGIHandler):  # type: ignore[misc]  # gevent is not typed
    """Closes a connection that was a web socket: its last frame is not the next HTTP request."""

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        self._is_web_socket = environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        return environ

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if self._is_web_socket:
            self.close_connection = True


def _serve(server: "Server", connection: socket.socket) -> None:
    """In a greenlet of its own: a client that has gone meanwhile must not end the taking over of others."""
    try:
        address = connection.getpeername()
    except OSError:
        connection.close()
    else:
        server.serve_own(connection, address)


def _beginning(connection: socket.socket) -> bytes:
    """The first bytes of a connection, left there for whoever reads it; nothing where none come."""
    connection.settimeout(PATIENCE_SECONDS)
    try:
        return connection.recv(FIRST_LINE_BYTES, socket.MSG_PEEK)
    except OSError:
        return b""
    finally:
        connection.settimeout(None)
