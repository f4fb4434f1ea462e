"""A hall's server behind TLS: a kiosk talks to it where an authority of this machine vouches for it, and only there."""

import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

ASKS = """
import sys
from kiosk_app.server.client import HallServer, Unreachable
try:
    HallServer(sys.argv[1], "token", "dong-nai").catalogue()
except Unreachable as fault:
    print(fault)
"""
NOT_TRUSTED = "CERTIFICATE_VERIFY_FAILED"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of 127.0.0.1, with its key in the same file."""
    file = tmp_path / "hall.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(file), "-out", "-"]
    names = ["-subj", "/CN=hall", "-addext", "subjectAltName=IP:127.0.0.1"]
    written = subprocess.run([*command, *names], check=True, capture_output=True).stdout
    with file.open("ab") as opened:
        opened.write(written)
    return file


@pytest.fixture
def server(certificate: Path) -> Iterator[str]:
    """Shakes hands, and hangs up."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError), context.wrap_socket(connection, server_side=True) as line:
                line.recv(4096)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


def asked(server: str, **authorities: str) -> str:
    environment = {**os.environ, **authorities}
    command = [sys.executable, "-c", ASKS, server]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def test_a_server_that_no_authority_vouches_for_is_asked_nothing(server: str) -> None:
    assert NOT_TRUSTED in asked(server)


def test_a_server_that_an_authority_of_this_machine_vouches_for_is_asked(server: str, certificate: Path) -> None:
    told = asked(server, SSL_CERT_FILE=str(certificate))

    assert "does not answer" in told
    assert NOT_TRUSTED not in told
