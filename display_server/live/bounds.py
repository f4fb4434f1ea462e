"""What one socket may say, and how many sockets one address may hold. Knows Engine.IO, and no topics.

It stands between Engine.IO and Socket.IO, so that it holds for web sockets and for polling alike.
"""

import logging
from collections import Counter
from dataclasses import dataclass

import gevent
from socketio import Server
from socketio.packet import ACK, CONNECT, DISCONNECT, EVENT, Packet

from display_server.limits.addresses import asker
from display_server.limits.pace import Pace
from display_server.limits.turns import Turns
from display_server.live.web_socket import LONGEST_MESSAGE, WebSockets

log = logging.getLogger(__name__)

MESSAGES_AT_ONCE, MESSAGES_A_SECOND = 40, 4
"""A page says at most two things when it connects, and asks again once in some seconds."""
WITH_ATTACHMENTS = ("5", "6")
"""Socket.IO's packets with binary parts, which it keeps until all have come. No page sends any."""


@dataclass(frozen=True, slots=True)
class _Socket:
    address: str
    pace: Pace


class SocketBounds:
    """Counts the sockets of one process."""

    def __init__(self, server: Server, most_of_address: int, turns: Turns) -> None:
        self._engine, self._most, self._turns = server.eio, most_of_address, turns
        self._sockets: dict[str, _Socket] = {}
        self._of_address: Counter[str] = Counter()
        heard = self._engine.handlers
        self._connected, self._said, self._gone = heard["connect"], heard["message"], heard["disconnect"]
        self._engine.on("connect", self._connect)
        self._engine.on("message", self._message)
        self._engine.on("disconnect", self._disconnect)
        self._engine.max_http_buffer_size = LONGEST_MESSAGE
        self._engine._async = {**self._engine._async, "websocket": WebSockets}  # it has no other way

    def _connect(self, sid: str, environ: dict[str, str]) -> object:
        address = asker(environ.get("REMOTE_ADDR", ""))
        self._turns.wait(address)
        if self._of_address[address] >= self._most:
            return "Too many sockets of this address."
        self._of_address[address] += 1
        self._sockets[sid] = _Socket(address, Pace(MESSAGES_AT_ONCE, MESSAGES_A_SECOND))
        return self._connected(sid, environ)

    def _message(self, sid: str, said: str | bytes) -> object:
        """Hears one message after the other; whoever says too much waits before it is heard, and so does the rest."""
        socket = self._sockets.get(sid)
        if socket is None or not isinstance(said, str) or said.startswith(WITH_ATTACHMENTS) or not _is_packet(said):
            self._engine.disconnect(sid)
            return None
        gevent.sleep(socket.pace.owe())
        return self._said(sid, said)

    def _disconnect(self, sid: str, reason: object) -> object:
        if (socket := self._sockets.pop(sid, None)) is not None:
            self._of_address[socket.address] -= 1
            if not self._of_address[socket.address]:
                del self._of_address[socket.address]
        return self._gone(sid, reason)


def _is_packet(said: str) -> bool:
    """Whether Socket.IO can read it: it would fail, and its traceback fill the log, once for each message."""
    try:
        packet = Packet(encoded_packet=said)
    except (ValueError, IndexError, RecursionError):
        return False
    match packet.data:
        case [str(), *_]:
            return packet.packet_type in (CONNECT, DISCONNECT, EVENT, ACK)
        case list():
            return packet.packet_type in (CONNECT, DISCONNECT, ACK)
    return packet.packet_type in (CONNECT, DISCONNECT)
