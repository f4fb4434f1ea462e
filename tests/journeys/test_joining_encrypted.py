"""A kiosk joins a hall by TLS, and from then on tells its token to nobody who cannot prove to be that hall's server."""

import json
import queue
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from display_server.authority.certificates import make_certificates
from display_server.authority.files import AuthorityFiles, authority_files
from display_server.contract import IssueTicket, safety_code
from display_server.store.hall import system_clock
from kiosk_app.server import membership, pairing
from kiosk_app.server.client import HallServer, Issued, Unreachable
from kiosk_app.server.joining import Progress, Waiting, join_hall
from kiosk_app.server.membership import Membership
from kiosk_app.server.roaming import UNANSWERED_SECONDS, RoamingServer
from tests.certificates import an_authority
from tests.databases import SqliteDatabases
from tests.running_server import HALL, RunningServer, always_open_hall

PATIENCE_SECONDS = 30


class Impostor:
    """Says that it is the hall's server, notes what it hears, and lets everybody in."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.heard: list[bytes] = []
        self._context = context
        self._listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._go_on, daemon=True).start()
        port = self._listening.getsockname()[1]
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{port}"

    def end(self) -> None:
        self._listening.close()

    def _go_on(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with suppress(OSError), connection:
                    self._hear(connection)

    def _hear(self, connection: socket.socket) -> None:
        connection.settimeout(2)
        line = self._context.wrap_socket(connection, server_side=True) if self._context else connection
        self.heard.append(line.recv(65536))
        me = json.dumps({"role": "kiosk", "name": "x", "hall": HALL, "counter": None, "csrf": None}).encode()
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(me) + me)
        line.close()


def shows(files: AuthorityFiles) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.server, files.server_key)
    return context


@pytest.fixture
def server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    running = encrypted_server(sqlite_template.fresh(tmp_path), tmp_path)
    yield running.start()
    running.stop()


def encrypted_server(database: str, folder: Path, *options: str) -> RunningServer:
    files = authority_files(folder)
    if not files.authority.exists():
        an_authority(folder)
    return RunningServer(database, always_open_hall(folder), folder, "--tls", *options, authority=files.authority)


def joined(server: RunningServer) -> Membership:
    """A kiosk that an administrator has let in by the code on its screen."""
    asking = membership.new_membership(server.url, pairing.authority_of(server.url))
    server.approve(pairing.ask_for_code(asking), "by the door")
    assert pairing.is_approved(asking)
    return asking


def test_the_kiosk_and_the_server_show_the_same_letters(server: RunningServer) -> None:
    asking = membership.new_membership(server.url, pairing.authority_of(server.url))

    code = pairing.ask_for_code(asking)

    assert f"\tshows {code}\n" in server.waiting_devices()
    assert not pairing.is_approved(asking)


def test_a_code_is_approved_as_a_whole_only(server: RunningServer) -> None:
    asking = membership.new_membership(server.url, pairing.authority_of(server.url))
    code = pairing.ask_for_code(asking)

    with pytest.raises(subprocess.CalledProcessError) as refused:
        server.approve(code.partition("-")[0], "by the door")

    assert "the four letters behind the dash" in refused.value.stderr
    assert not pairing.is_approved(asking)


def test_a_server_between_is_found_out_by_the_letters(server: RunningServer, tmp_path: Path) -> None:
    """It hands on what the kiosk asks, but can prove itself by its own authority only."""
    (tmp_path / "between").mkdir()
    other = an_authority(tmp_path / "between").authority.read_text()
    asking = membership.new_membership(server.url, pairing.authority_of(server.url))
    code = pairing.ask_for_code(asking)
    seen_by_the_kiosk = Membership("https://between", asking.token, authority=other)
    assert seen_by_the_kiosk.trust is not None
    letters = safety_code(seen_by_the_kiosk.trust.fingerprint, asking.digest)

    with pytest.raises(subprocess.CalledProcessError) as refused:
        server.approve(f"{code.partition('-')[0]}-{letters}", "by the door")

    assert "stands between" in refused.value.stderr
    assert not pairing.is_approved(asking)


def test_a_joined_kiosk_keeps_its_halls_authority_and_goes_on_after_a_renewal(
    server: RunningServer, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk" / "membership.json"
    membership.save_membership(file, joined(server))
    make_certificates(authority_files(tmp_path), ("hall.example",), system_clock())
    server.stop()
    server.trust.check_hostname = False  # type: ignore[union-attr]  # this test's own look at it, by its address
    server.start()

    kept = membership.load_membership(file)
    assert kept is not None
    kiosk = HallServer.of_token(kept.server, kept.token, trust=kept.trust)

    assert isinstance(kiosk.issue(IssueTicket(service="thue", language="vi"), "key-1"), Issued)
    kiosk.close()


@pytest.mark.parametrize("its_own_certificate", [True, False], ids=["another certificate", "plain http"])
def test_a_token_never_reaches_a_server_that_cannot_prove_to_be_the_halls(
    server: RunningServer, tmp_path: Path, its_own_certificate: bool
) -> None:
    kept = joined(server)
    (tmp_path / "impostor").mkdir()
    impostor = Impostor(shows(an_authority(tmp_path / "impostor")) if its_own_certificate else None)

    with pytest.raises(Unreachable):
        HallServer.of_token(impostor.url, kept.token, trust=kept.trust)

    with suppress(httpx.HTTPError):  # it does listen: whoever trusts everybody is heard
        httpx.get(impostor.url, headers={"Authorization": "Bearer of a fool"}, verify=False)
    impostor.end()
    assert any(b"of a fool" in each for each in impostor.heard)
    assert not any(kept.token.encode() in each for each in impostor.heard)


def test_of_the_servers_that_announce_themselves_a_roaming_kiosk_takes_its_own(
    server: RunningServer, tmp_path: Path
) -> None:
    kept, file = joined(server), tmp_path / "membership.json"
    (tmp_path / "impostor").mkdir()
    impostors = [Impostor(shows(an_authority(tmp_path / "impostor"))), Impostor()]
    moved = encrypted_server(server.database, tmp_path)
    now = [0.0]
    announced = [*(each.url for each in impostors), moved.url]
    kiosk = RoamingServer(kept, file, HALL, search=lambda _: iter(announced), clock=lambda: now[0])
    kiosk.catalogue()
    server.stop()
    moved.start()
    try:
        now[0] += UNANSWERED_SECONDS
        kiosk.catalogue()

        assert isinstance(kiosk.issue(IssueTicket(service="thue", language="vi"), "key-1"), Issued)
        now_kept = membership.load_membership(file)
        assert now_kept is not None
        assert (now_kept.server, now_kept.authority) == (moved.url, kept.authority)
        for each in impostors:
            each.end()
            assert not any(kept.token.encode() in heard for heard in each.heard)
    finally:
        kiosk.close()
        moved.stop()


@pytest.mark.usefixtures("the_network_to_itself")
def test_a_new_kiosk_finds_an_encrypted_server_and_joins_it(sqlite_template: SqliteDatabases, tmp_path: Path) -> None:
    server = encrypted_server(sqlite_template.fresh(tmp_path), tmp_path, "--host", "0.0.0.0").start()
    told: queue.SimpleQueue[Progress] = queue.SimpleQueue()
    ended, file = threading.Event(), tmp_path / "kiosk" / "membership.json"
    kiosk = threading.Thread(target=join_hall, args=(file, told.put, ended))
    kiosk.start()
    try:
        ends_at = time.monotonic() + PATIENCE_SECONDS
        while not isinstance(waiting := told.get(timeout=ends_at - time.monotonic()), Waiting):
            continue

        server.approve(waiting.code, "by the door")

        kiosk.join(PATIENCE_SECONDS)
        kept = membership.load_membership(file)
        assert kept is not None
        assert kept.server.startswith("https://")
        assert kept.authority == authority_files(tmp_path).authority.read_text()
    finally:
        ended.set()
        kiosk.join()
        server.stop()


def test_an_authority_that_is_named_by_hand_vouches_for_names(server: RunningServer, tmp_path: Path) -> None:
    """Other than the hall's own, it may vouch for many servers."""
    authority = authority_files(tmp_path).authority.read_text()
    by_hand = Membership(server.url, "token", authority=authority, of_the_hall=False).trust
    make_certificates(authority_files(tmp_path), ("hall.example",), system_clock())
    elsewhere = Impostor(shows(authority_files(tmp_path)))

    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        HallServer.of_token(elsewhere.url, "token", trust=by_hand)

    elsewhere.end()
    assert not elsewhere.heard
