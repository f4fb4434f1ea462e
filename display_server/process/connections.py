"""The connections of one server process, and of its siblings on the same port. Knows only HTTP and Engine.IO's ids.

Whoever sends half a question is heard for some seconds and no longer: its head in ten, its body in twenty, and nothing
is worked on before it has come as a whole.

An Engine.IO session lives in one process. A client that polls opens several connections, and the system deals these out
among the processes; so each session's id names its process, and a connection that comes to a sibling is handed over,
as a whole, before anything of it is read. Of one that came by TLS the plain end is handed over, and whoever took the
connection goes on unlocking it.
"""

import json
import logging
import re
import socket
from collections.abc import Callable, Sequence
from io import BufferedReader, BytesIO
from secrets import token_urlsafe
from typing import Any

import gevent
from gevent import ssl
from gevent.pywsgi import Input, WSGIHandler, WSGIServer

from display_server.limits.addresses import asker
from display_server.process.guests import Guest, Guests, State
from display_server.process.tls import Unlocked

log = logging.getLogger(__name__)

FIRST_LINE_BYTES = 2048
PATIENCE_SECONDS = 10.0
"""For a connection's first byte, and for the head of each question from its first byte on."""
BODY_SECONDS = 20.0
STILL_SECONDS = 30.0
"""Nothing is sent or taken, as between two questions: kiosks close after five. A web socket is pinged every ten."""
LONGEST_HEAD = 32 * 1024
LONGEST_BODY = 1024 * 1024
"""Nothing in the hall sends as much; what operations take is less."""
UPLOAD = re.compile(r"/api/v1/halls/[^/]+/media/?")
"""Where files are sent: they are handed on while they arrive. The app asks who sends them first, and bounds them."""
LINGER_SECONDS = 3.0
"""For so long what is left of a refused file is passed over, so that its sender hears why."""
SOCKETS = "/socket.io/"
LONGEST_LETTER = 256
Address = tuple[str, int]
"""Of who connects. An IPv6 socket tells two more numbers, which nobody asks for."""
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

    def hand_over(self, connection: socket.socket, address: Address, owner: int) -> None:
        socket.send_fds(self._letters[owner], [json.dumps(address).encode()], [connection.fileno()])
        connection.close()

    def take_over(self, server: "Server") -> None:
        """Serves what siblings hand over; never returns, unless there are no siblings."""
        while self._mailbox is not None:
            letter, (descriptor, *_), _, _ = socket.recv_fds(self._mailbox, LONGEST_LETTER, 1)
            gevent.spawn(server.serve_own, gevent.socket.socket(fileno=descriptor), tuple(json.loads(letter)))


class Server(WSGIServer):  # type: ignore[misc]  # gevent is not typed
    """gevent's server, one of several on its port. `tls`: what it shows to whom it serves; None for plain HTTP."""

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 (WSGIServer's)
        siblings: Siblings,
        guests: Guests,
        tls: ssl.SSLContext | None = None,
        **options: Any,  # noqa: ANN401 (WSGIServer's)
    ) -> None:
        super().__init__(*arguments, handler_class=ConnectionHandler, **options)
        self._siblings = siblings
        self.guests = guests
        self._tls = tls
        self.scheme = "http" if tls is None else "https"

    def handle(self, connection: socket.socket, address: Address) -> None:
        if self._tls is None:
            self._welcome(connection, address)
            return
        with Unlocked(connection, self._tls) as unlocked:
            self._welcome(unlocked.plain, address, unlocked.wait_until_over)

    def _welcome(
        self, connection: socket.socket, address: Address, handed_over: Callable[[], None] = lambda: None
    ) -> None:
        with self.guests.seat(connection, asker(address[0])) as guest:
            if guest is None:
                connection.close()
                return
            owner = self._siblings.owner(_beginning(connection))
            if owner == self._siblings.own:
                self._serve(connection, address, guest)
            else:
                self._siblings.hand_over(connection, address, owner)
                self.guests.note(guest, State.ANSWERED)  # the sibling decides when it gives way
                handed_over()

    def serve_own(self, connection: socket.socket, address: Address) -> None:
        """Serves what a sibling has handed over."""
        with self.guests.seat(connection, asker(address[0])) as guest:
            if guest is None:
                connection.close()
            else:
                self._serve(connection, address, guest)

    def _serve(self, connection: socket.socket, address: Address, guest: Guest) -> None:
        connection.settimeout(STILL_SECONDS)
        ConnectionHandler(connection, address, self, guest).handle()


class ConnectionHandler(WSGIHandler):  # type: ignore[misc]  # gevent is not typed
    """Reads each question as a whole, within its time, before anybody works on it.

    A connection that was a web socket is closed: its last frame is not the next HTTP request.
    """

    def __init__(self, connection: socket.socket, address: Address, server: Server, guest: Guest) -> None:
        super().__init__(connection, address, server)
        self._guest = guest
        self._patience = gevent.Timeout()
        self.wsgi_input: Input = None

    def handle_one_request(self) -> object:
        try:
            return super().handle_one_request()
        except gevent.Timeout as over:
            if over is not self._patience:
                raise
            return None
        finally:
            self._patience.close()

    def read_requestline(self) -> str:
        self._wait_for(PATIENCE_SECONDS if self._guest.state is State.SILENT else STILL_SECONDS)
        self.rfile.peek(1)
        self._wait_for(PATIENCE_SECONDS)
        line: str = super().read_requestline()
        return line

    def MessageClass(self, rfile: BufferedReader, *_: object) -> object:  # noqa: N802 (WSGIHandler's)
        return super().MessageClass(_Head(rfile), 0)

    def get_environ(self) -> dict[str, Any]:
        """Called once the head has come."""
        environ: dict[str, Any] = super().get_environ()
        environ["wsgi.url_scheme"] = self.server.scheme
        wants_to = environ.get("HTTP_UPGRADE", "").lower() == "websocket" and self.command == "GET"
        self._is_web_socket = wants_to and environ["PATH_INFO"].startswith(SOCKETS)
        self._wait_for(BODY_SECONDS)
        return environ

    def handle_one_response(self) -> None:
        try:
            if self.command == "POST" and UPLOAD.fullmatch(self.environ["PATH_INFO"]):
                self._hand_file_on()
            elif not self._is_web_socket:
                self._read_body()
        except (OSError, ValueError):  # it went, or what it sent is no body
            self.close_connection = True
            return
        self._patience.close()
        self.server.guests.note(self._guest, State.ANSWERED)
        super().handle_one_response()
        self.server.guests.note(self._guest, State.RESTING)
        if self._is_web_socket:
            self.close_connection = True

    def handle_error(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        """Whoever does not take its answer is left; that is no fault of the server."""
        if isinstance(error, TimeoutError):
            self.close_connection = True
        else:
            super().handle_error(kind, error, trace)

    def _read_body(self) -> None:
        """A body that is too long is not read: the app refuses it by its length, and the connection is closed."""
        body = b""
        if (self.content_length or 0) <= LONGEST_BODY:
            body = self.wsgi_input.read(LONGEST_BODY + 1)
        in_chunks = self.environ.pop("HTTP_TRANSFER_ENCODING", None) is not None
        length = len(body) if in_chunks else self.content_length or 0
        if length > LONGEST_BODY:
            self.close_connection = True
        elif len(body) < length:
            raise ValueError("it ended before its body")
        if length:
            self.environ["CONTENT_LENGTH"] = str(length)
        self.wsgi_input = Input(BytesIO(), 0)
        self.environ["wsgi.input"] = BytesIO(body)

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
        """After a file comes no next question, and the sender is told so: of a refused one there may be much left."""
        closes = [("Connection", "close")] if isinstance(self.wsgi_input, _File) else []
        return super().start_response(status, [*headers, *closes], exc_info)

    def _hand_file_on(self) -> None:
        arriving = self.wsgi_input
        self.wsgi_input = _File(arriving.rfile, arriving.content_length, arriving.socket, arriving.chunked_input)
        self.environ["wsgi.input"] = self.wsgi_input

    def _wait_for(self, seconds: float) -> None:
        self._patience.close()
        self._patience = gevent.Timeout.start_new(seconds)


class _File(Input):  # type: ignore[misc]  # gevent is not typed
    """A body that is handed on while it arrives."""

    def _discard(self) -> None:
        """Called once it is answered. A sender who is cut off in the middle would not hear why."""
        self.send_100_continue_enabled = False
        with gevent.Timeout(LINGER_SECONDS, False):
            arriving = True
            while arriving:
                arriving = bool(self.read(FIRST_LINE_BYTES))


class _Head:
    """The head of a question, as far as it is read; one of many megabytes is refused."""

    def __init__(self, rfile: BufferedReader) -> None:
        self._rfile, self._left = rfile, LONGEST_HEAD

    def readline(self, most: int) -> bytes:
        line = self._rfile.readline(min(most, self._left + 1))
        self._left -= len(line)
        if self._left < 0:
            raise ValueError("the head of the request is too long")
        return line


def _beginning(connection: socket.socket) -> bytes:
    """The first bytes of a connection, left there for whoever reads it; nothing where none come."""
    connection.settimeout(PATIENCE_SECONDS)
    try:
        return connection.recv(FIRST_LINE_BYTES, socket.MSG_PEEK)
    except OSError:
        return b""
