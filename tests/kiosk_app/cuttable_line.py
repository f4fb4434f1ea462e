"""A wire between a kiosk and a server that can be cut, or made to swallow every answer. Knows no HTTP."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto


class Wire(Enum):
    WHOLE = auto()
    CUT = auto()
    """Nobody can connect, and who was connected is thrown out."""
    DEAF = auto()
    """What the kiosk says arrives; what the server answers does not."""


class CuttableLine:
    def __init__(self, port: int) -> None:
        self._server_port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._wire = Wire.WHOLE
        self._open: list[socket.socket] = []

    def be(self, wire: Wire) -> None:
        """Open connections end, so that the next request meets the new state."""
        self._wire = wire
        for line in self._open:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                kiosk, _ = self._listening.accept()
                self._connect(kiosk)

    def close(self) -> None:
        self.be(Wire.CUT)
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _connect(self, kiosk: socket.socket) -> None:
        if self._wire is Wire.CUT:
            kiosk.close()
            return
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port), 2)
        except OSError:
            kiosk.close()
            return
        self._open += [kiosk, server]
        threading.Thread(target=self._carry, args=(kiosk, server, True), daemon=True).start()
        threading.Thread(target=self._carry, args=(server, kiosk, False), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, always: bool) -> None:
        with suppress(OSError):
            while carried := source.recv(65536):
                if always or self._wire is Wire.WHOLE:
                    sink.sendall(carried)
        for line in (source, sink):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        source.close()


@contextmanager
def cuttable_line(port: int) -> Iterator[CuttableLine]:
    line = CuttableLine(port)
    thread = threading.Thread(target=line.serve, daemon=True)
    thread.start()
    yield line
    line.close()
    thread.join()
