"""TLS before the server's own connections: each is unlocked, and whoever serves it reads and writes plain bytes.

The plain end is a socket like any other: one can look at its first bytes, hand it over to a sibling process, shut it
down. Knows no HTTP.
"""

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import gevent
from gevent import ssl

log = logging.getLogger(__name__)


HANDSHAKE_SECONDS = 10.0
STILL_SECONDS = 30.0
"""Nothing that was sent is taken."""
FAREWELL_SECONDS = 1.0
CHUNK_BYTES = 64 * 1024


class WrongCertificate(Exception):
    """The files are no certificate with its key. The message names the mend."""


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer with this certificate. Raises WrongCertificate."""
    for file in (certificate, key):
        try:
            file.open("rb").close()
        except OSError as error:
            raise WrongCertificate(
                f"{file} cannot be read ({error.strerror}): name a file that this user may read, in PEM."
            ) from error
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except (ssl.SSLError, ValueError) as error:
        raise WrongCertificate(
            f"{certificate} and {key} are no certificate with its key, in PEM and without a password:"
            " name the two files that belong together."
        ) from error
    return context


def _no_password() -> str:
    """A server starts by itself: nobody is there to be asked."""
    return ""


class Unlocked:
    """A connection's plain end. Where a sibling has that by the end of the block, the block lasts until it has done."""

    def __init__(self, connection: socket.socket, context: ssl.SSLContext) -> None:
        self.plain, self._inner = gevent.socket.socketpair()
        self._agreed = False
        self._carrying = gevent.spawn(self._carry, connection, context)

    def wait_until_over(self) -> None:
        self._carrying.join()

    def __enter__(self) -> "Unlocked":
        return self

    def __exit__(self, *_: object) -> None:
        self.plain.close()
        if not self._agreed:
            self._carrying.kill()
        self.wait_until_over()

    def _carry(self, connection: socket.socket, context: ssl.SSLContext) -> None:
        line: ssl.SSLSocket | None = None
        try:
            with gevent.Timeout(HANDSHAKE_SECONDS, TimeoutError()):
                line = context.wrap_socket(connection, server_side=True)
            self._agreed = True
            inwards = gevent.spawn(_pass_on, line.recv, self._inner, socket.SHUT_WR)
            try:
                self._carry_outwards(line)
            finally:
                inwards.kill()
                _say_goodbye(line)
        except (OSError, ValueError) as error:
            log.debug("a line was left: it went, or speaks no TLS: %s", error)
        finally:
            self._inner.close()
            (line or connection).close()

    def _carry_outwards(self, line: ssl.SSLSocket) -> None:
        while part := self._inner.recv(CHUNK_BYTES):
            with gevent.Timeout(STILL_SECONDS, TimeoutError()):
                line.sendall(part)


def _pass_on(receive: Callable[[int], bytes], to: socket.socket, at_the_end: int) -> None:
    with suppress(OSError, ValueError):
        while part := receive(CHUNK_BYTES):
            to.sendall(part)
    with suppress(OSError):
        to.shutdown(at_the_end)


def _say_goodbye(line: ssl.SSLSocket) -> None:
    """So that the other side knows an answer that ends here from one that was cut."""
    with suppress(OSError, ValueError), gevent.Timeout(FAREWELL_SECONDS, TimeoutError()):
        line.unwrap()
