"""A new device shows a code, an administrator approves it, and the token that it made itself lets it in."""

import threading
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from display_server.access.principals import Role
from display_server.app import create_app
from display_server.cli import commands
from display_server.domain.pairing import MOST_WAITING
from display_server.domain.refusals import NotFound
from display_server.process.settings import Settings
from display_server.store.accounts import Accounts
from display_server.store.hall import Halls
from display_server.use_cases import pairing
from display_server.use_cases.pairing import AT_ONCE, Askers, Pairings
from tests.display_server.api.test_refusals import is_a_problem
from tests.halls import MovedClock, a_hall_plan

TOKEN = "made-by-the-kiosk-itself-" + "x" * 20
DIGEST = sha256(TOKEN.encode()).hexdigest()
PAIRINGS = "/api/v1/pairings"


def me(app: Flask, token: str = TOKEN) -> tuple[int, dict[str, object]]:
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.get_json()


def shown_code(app: Flask, digest: str = DIGEST) -> str:
    answer = app.test_client().post(PAIRINGS, json={"role": "kiosk", "digest": digest})
    assert answer.status_code == 201
    return str(answer.get_json()["code"])


def approve(app: Flask, code: str) -> None:
    house = app.extensions["motcua"]
    pairing.approve(house.pairings, house.accounts, code, house.clock(), hall="hall", name="by the door")


def test_an_approved_device_is_let_in_by_its_own_token(app: Flask) -> None:
    code = shown_code(app)
    assert me(app)[0] == 401

    approve(app, f" {code[:3]}-{code[3:]} ".lower())

    status, known = me(app)
    assert (status, known["role"], known["hall"], known["name"]) == (200, "kiosk", "hall", "by the door")
    assert me(app, TOKEN + "x")[0] == 401


def test_asking_again_shows_the_same_code_until_it_expires(app: Flask, clock: MovedClock) -> None:
    code = shown_code(app)
    clock.advance(minutes=14)
    assert shown_code(app) == code

    clock.advance(minutes=2)

    assert shown_code(app) != code
    with pytest.raises(NotFound, match="No device shows the code"):
        approve(app, code)


def test_a_code_is_approved_once(app: Flask) -> None:
    code = shown_code(app)
    approve(app, code)

    with pytest.raises(NotFound, match="No device shows the code"):
        approve(app, code)


def test_one_address_that_asks_for_ever_new_devices_is_refused_and_no_other(app: Flask) -> None:
    for number in range(AT_ONCE):
        shown_code(app, sha256(str(number).encode()).hexdigest())

    refused = app.test_client().post(PAIRINGS, json={"role": "kiosk", "digest": DIGEST})

    assert "wait a minute" in is_a_problem(refused, 429)["detail"]
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert shown_code(app, sha256(b"0").hexdigest())
    elsewhere = app.test_client().post(
        PAIRINGS, json={"role": "kiosk", "digest": DIGEST}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert elsewhere.status_code == 201


def test_no_device_asks_to_be_an_administrator(app: Flask) -> None:
    problem = is_a_problem(app.test_client().post(PAIRINGS, json={"role": "admin", "digest": DIGEST}), 422)

    assert problem["errors"][0]["field"] == "role"


def test_what_was_in_is_let_in_no_more_once_revoked(app: Flask) -> None:
    approve(app, shown_code(app))
    accounts: Accounts = app.extensions["motcua"].accounts
    (token,) = accounts.tokens()
    assert token.id is not None
    assert token.role == Role.KIOSK

    accounts.revoke(token.id, app.extensions["motcua"].clock())

    assert me(app)[0] == 401
    with pytest.raises(NotFound, match="no token with the id"):
        accounts.revoke(token.id, app.extensions["motcua"].clock())


def test_a_device_that_asks_as_something_else_has_another_code(app: Flask) -> None:
    code = shown_code(app)

    answer = app.test_client().post(PAIRINGS, json={"role": "display", "digest": DIGEST})

    assert answer.status_code == 201
    approve(app, answer.get_json()["code"])
    assert me(app)[1]["role"] == "display"
    with pytest.raises(NotFound, match="No device shows the code"):
        approve(app, code)


def test_a_revoked_token_waits_for_nobody(app: Flask) -> None:
    """It may have been stolen: whoever approved it anew would let the thief in, too."""
    approve(app, shown_code(app))
    app.extensions["motcua"].accounts.revoke(1, app.extensions["motcua"].clock())

    problem = is_a_problem(app.test_client().post(PAIRINGS, json={"role": "kiosk", "digest": DIGEST}), 409)

    assert "Let it make a new token" in problem["detail"]
    assert shown_code(app, sha256(b"a new one").hexdigest())


@pytest.mark.both_databases
def test_of_many_requests_at_once_each_gets_the_code_that_is_stored(halls: Halls, clock: MovedClock) -> None:
    pairings, accounts = Pairings(halls._engine), Accounts(halls._engine)
    together = threading.Barrier(8)

    def ask() -> str:
        together.wait()
        return pairing.ask(pairings, accounts, "kiosk", DIGEST, clock(), askers=Askers(), address="192.0.2.1").code

    with ThreadPoolExecutor(8) as askers:
        codes = {asker.result() for asker in [askers.submit(ask) for _ in range(8)]}

    assert [each.code for each in pairings.waiting(clock())] == list(codes)


@pytest.mark.both_databases
def test_of_two_who_approve_at_once_one_does(halls: Halls, clock: MovedClock) -> None:
    pairings, accounts = Pairings(halls._engine), Accounts(halls._engine)
    code = pairing.ask(pairings, accounts, "kiosk", DIGEST, clock(), askers=Askers(), address="192.0.2.1").code
    together = threading.Barrier(4)

    def approve_it() -> bool:
        together.wait()
        try:
            pairing.approve(pairings, accounts, code, clock(), hall="hall", name="by the door")
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(4) as administrators:
        done = [each.result() for each in [administrators.submit(approve_it) for _ in range(4)]]

    assert done.count(True) == 1
    assert len(accounts.tokens()) == 1


def test_the_command_lists_approves_and_revokes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'motcua.db'}"
    app = create_app(Settings(database_url=url, secret_key="test"))
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    code = shown_code(app)

    assert f"waits\tkiosk\t{code}" in run("list", url)
    assert run("approve", url, code, "--name", "by the door") == "The kiosk is in as by the door, hall hall.\n"
    assert run("list", url) == "1\tkiosk\tby the door\thall\n"
    assert me(app)[0] == 200
    run("revoke", url, "1")
    assert run("list", url) == ""
    app.extensions["motcua_engine"].dispose()


def run(command: str, database: str, *arguments: str) -> str:
    result = CliRunner().invoke(commands, ["device", command, *arguments, "--database", database])
    assert result.exit_code == 0, result.output
    return result.output


def test_approving_where_no_device_asked_says_so(halls: Halls, clock: MovedClock) -> None:
    pairings, accounts = Pairings(halls._engine), Accounts(halls._engine)

    with pytest.raises(NotFound, match="Read it anew"):
        pairing.approve(pairings, accounts, "ABCDEF", clock(), hall="hall", name="by the door")

    assert list(accounts.tokens()) == []


def test_who_floods_floods_out_their_own(halls: Halls, clock: MovedClock) -> None:
    pairings, accounts, askers = Pairings(halls._engine), Accounts(halls._engine), Askers()

    def ask(digest: str, address: str) -> None:
        clock.advance(seconds=1)
        pairing.ask(pairings, accounts, "kiosk", digest.zfill(64), clock(), askers=askers, address=address)

    ask("e", "192.0.2.1")
    for number in range(MOST_WAITING + 20):
        ask(str(number), f"192.0.2.{100 + number % 5}")
    ask("f", "192.0.2.2")

    waiting = [each.digest[-2:] for each in pairings.waiting(clock())]
    assert len(waiting) == MOST_WAITING
    assert waiting[0] == "0e"
    assert waiting[-1] == "0f"
    assert waiting[1] == "22"
