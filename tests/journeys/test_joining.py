"""A kiosk finds its server in the network and is let in by its code: real multicast, real processes."""

import os
import queue
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from display_server.contract import IssueTicket
from display_server.joining.announcing import announce
from kiosk_app.server import discovery, membership, pairing
from kiosk_app.server.client import Issued, Unreachable
from kiosk_app.server.joining import Progress, Waiting, join_hall
from kiosk_app.server.membership import Membership
from kiosk_app.server.roaming import LOOK_EVERY_SECONDS, UNANSWERED_SECONDS, RoamingServer
from tests.running_server import HALL, RunningServer, always_open_hall

PATIENCE_SECONDS = 20

pytestmark = pytest.mark.usefixtures("the_network_to_itself")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """One that listens to the whole network, and so announces itself."""
    database = f"sqlite:///{tmp_path / 'motcua.db'}"
    running = RunningServer(database, always_open_hall(tmp_path), tmp_path, "--host", "0.0.0.0")
    yield running.start()
    running.stop()


def find_server(patience_seconds: float) -> str | None:
    """In a thread of its own, as a kiosk does: in the tests' own one the browser's loop runs, and zeroconf would wait
    for that for ever.
    """
    with ThreadPoolExecutor(1) as kiosk:
        return kiosk.submit(discovery.find_server, patience_seconds).result()


def found(server: RunningServer) -> str:
    address = find_server(PATIENCE_SECONDS)
    assert address is not None
    assert address.endswith(f":{server.port}")
    return address


def test_a_new_kiosk_finds_its_server_and_is_let_in_by_the_code_on_its_screen(
    server: RunningServer, tmp_path: Path
) -> None:
    asking = membership.new_membership(found(server))
    code = pairing.ask_for_code(asking)
    assert not pairing.is_approved(asking)
    assert pairing.ask_for_code(asking) == code

    server.approve(code, "by the door")

    assert pairing.is_approved(asking)
    file = tmp_path / "kiosk" / "membership.json"
    membership.save_membership(file, asking)
    assert membership.load_membership(file) == asking
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("moves", [False, True])
def test_a_code_still_lets_in_after_the_server_was_away_for_a_moment(
    server: RunningServer, tmp_path: Path, moves: bool
) -> None:
    elsewhere = RunningServer(server.database, always_open_hall(tmp_path), tmp_path, "--host", "0.0.0.0")
    back = elsewhere if moves else server
    told: queue.SimpleQueue[Progress] = queue.SimpleQueue()
    ended, file = threading.Event(), tmp_path / "membership.json"
    kiosk = threading.Thread(target=join_hall, args=(file, told.put, ended))
    kiosk.start()
    try:
        while not isinstance(waiting := told.get(timeout=PATIENCE_SECONDS), Waiting):
            continue
        assert waiting.server.endswith(f":{server.port}")
        server.kill()
        while isinstance(told.get(timeout=PATIENCE_SECONDS), Waiting):
            continue
        back.start()

        back.approve(waiting.code, "by the door")

        kiosk.join(PATIENCE_SECONDS)
        now_kept = membership.load_membership(file)
        assert now_kept is not None
        assert now_kept.server.endswith(f":{back.port}")
    finally:
        ended.set()
        kiosk.join()
        elsewhere.stop()


def test_a_server_that_is_killed_is_announced_no_more(server: RunningServer) -> None:
    found(server)

    server.kill_alone()

    assert any(find_server(1) is None for _ in range(PATIENCE_SECONDS))


def test_a_server_that_moves_in_the_network_is_found_where_it_is_now() -> None:
    """It started before its router, say."""
    addresses = ["127.0.0.1"]
    ends, tells = os.pipe()
    announcing = threading.Thread(target=announce, args=(4711, ends, lambda: addresses[0]))
    announcing.start()
    try:
        assert find_server(PATIENCE_SECONDS) == "http://127.0.0.1:4711"
        addresses[0] = "127.0.0.2"
        assert any(find_server(1) == "http://127.0.0.2:4711" for _ in range(PATIENCE_SECONDS))
    finally:
        os.close(tells)
        announcing.join()
        os.close(ends)


def test_a_kiosk_that_was_let_in_finds_its_server_where_it_is_now_and_follows_no_other(
    server: RunningServer, tmp_path: Path
) -> None:
    (other_folder := tmp_path / "other").mkdir()
    hall_file = always_open_hall(tmp_path)
    listens = ("--host", "0.0.0.0")
    of_another_hall = RunningServer(f"sqlite:///{other_folder / 'motcua.db'}", hall_file, other_folder, *listens)
    moved = RunningServer(server.database, hall_file, tmp_path, *listens)
    asking, file = membership.new_membership(found(server)), tmp_path / "membership.json"
    server.approve(pairing.ask_for_code(asking), "by the door")
    membership.save_membership(file, asking)
    now = [0.0]
    kiosk = RoamingServer(asking, file, HALL, search=search_aside, clock=lambda: now[0])
    kiosk.catalogue()

    of_another_hall.start()
    server.stop()
    now[0] += UNANSWERED_SECONDS
    for _ in range(2):
        with pytest.raises(Unreachable):
            kiosk.catalogue()
        now[0] += LOOK_EVERY_SECONDS
    assert membership.load_membership(file) == asking
    moved.start()
    kiosk.catalogue()

    now_kept = membership.load_membership(file)
    assert now_kept is not None
    assert now_kept.server.endswith(f":{moved.port}")
    assert (now_kept.token, now_kept.began_at) == (asking.token, asking.server)
    assert isinstance(kiosk.issue(IssueTicket(service="lltp", language="vi"), "key-1"), Issued)
    kiosk.close()
    moved.stop()
    of_another_hall.stop()


def search_aside(patience_seconds: float) -> Iterator[str]:
    """As `find_server`."""
    with ThreadPoolExecutor(1) as kiosk:
        yield from kiosk.submit(lambda: list(discovery.servers_found(patience_seconds))).result()


def test_a_kiosk_before_its_first_server_has_no_membership(tmp_path: Path) -> None:
    assert membership.load_membership(tmp_path / "membership.json") is None


def test_an_address_where_no_server_answers_gives_no_code() -> None:
    with pytest.raises(Unreachable, match="gives no code"):
        pairing.ask_for_code(Membership("http://127.0.0.1:9", "x"))
