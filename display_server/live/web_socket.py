"""A web socket that takes small messages, at the pace at which they are heard. Knows nothing of what they say.

Without compression: a message of a hundred kilobytes can be packed so that it unpacks to a hundred megabytes.
"""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import gevent
import simple_websocket
from gevent.event import Event
from gevent.selectors import DefaultSelector

from display_server.limits.pace import Pace

LONGEST_MESSAGE = 16 * 1024
"""Bytes. A page says which topic it watches: some fifty."""
PART_BYTES = 512
PARTS_AT_ONCE, PARTS_A_SECOND = 100, 10
"""How much is read, whatever it is: messages, pings, parts of a message."""
MOST_UNHEARD = 8


class _Thread(gevent.Greenlet):  # type: ignore[misc]  # gevent is not typed
    """A greenlet, as simple_websocket asks for its thread."""

    def __init__(self, target: Callable[[], None]) -> None:
        super().__init__(target)
        self.name = "web socket"


class _WebSocket(simple_websocket.Server):  # type: ignore[misc]  # not typed
    def __init__(self, environ: WSGIEnvironment) -> None:
        self._pace = Pace(PARTS_AT_ONCE, PARTS_A_SECOND)
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # what a client does not offer is not agreed on
        super().__init__(
            environ,
            receive_bytes=PART_BYTES,
            max_message_size=LONGEST_MESSAGE,
            thread_class=_Thread,
            event_class=Event,
            selector_class=DefaultSelector,
        )

    def _handle_events(self) -> bool:
        """After each part that was read: the next one is read when it may be, and stays with its sender until then."""
        goes_on: bool = super()._handle_events()
        gevent.sleep(self._pace.owe())
        while len(self.input_buffer) > MOST_UNHEARD and self.connected:
            gevent.sleep(1 / PARTS_A_SECOND)
        return goes_on


class WebSockets:
    """What Engine.IO makes of a request that wants to be a web socket."""

    def __init__(self, talk: Callable[["WebSockets"], Iterable[bytes]], _server: object) -> None:
        self._talk = talk

    def __call__(self, environ: WSGIEnvironment, _start_response: StartResponse) -> Iterable[bytes]:
        self._line = _WebSocket(environ)
        return self._talk(self)

    def send(self, message: str | bytes) -> None:
        try:
            self._line.send(message)
        except simple_websocket.ConnectionClosed as closed:
            raise OSError("the web socket is closed") from closed

    def wait(self) -> Any:  # noqa: ANN401 (text, bytes or None at the end, as Engine.IO takes it)
        try:
            return self._line.receive()
        except simple_websocket.ConnectionClosed:
            return None

    def close(self) -> None:
        if self._line.connected:
            self._line.close()
