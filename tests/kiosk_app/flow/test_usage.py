"""`motcua-kiosk` used wrongly: one line on standard error that names the mend, and the exit code says which."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kiosk_app.hall_stand_in import a_hall_stands_in
from tests.kiosk_app.server.test_client import nobody_there


def run(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk_app", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (["--token", "t"], "--server"),
        (["--server", "http://x"], "--token"),
        (["--server", "http://x", "--token", "t", "--ticket-template", "/none.toml"], "cannot be read as TOML"),
        (["--server", "http://x", "--token", "t", "--staff-code", "12a4"], "4 to 12 digits"),
        (["--server", "http://x", "--token", "t", "--ca", __file__], "write the address as https://"),
        (["--server", "https://x", "--token", "t", "--ca", __file__], "name the authority's certificate, in PEM"),
        (["--server", "https://x", "--token", "t", "--ca", "/none.pem"], "name the authority's certificate, in PEM"),
        (["--ca", __file__], "--server and --token"),
        (["--self-test"], "--printer tcp://"),
        (["--server", "hall.local", "--token", "t"], "write the whole address, as http://"),
        (["--server", "http://x", "--token", "t", "--printer", "lpt1"], "tcp://HOST:9100"),
        (["--server", "http://x", "--token", "t", "--size", "big"], "as 1080x1920"),
        (["--server", "http://x", "--token", "t", "--colour", "red"], "--colour"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: list[str], mend: str) -> None:
    status, said = run(*arguments)

    assert status == 2
    assert mend in said
    assert said.count("\n") == 1


def test_a_foreign_token_is_wrong_usage(tmp_path: Path) -> None:
    with a_hall_stands_in() as hall:
        status, said = run("--server", hall.url, "--token", "foreign", "--printer", f"virtual://{tmp_path}")

    assert (status, said.count("\n")) == (2, 1)
    assert "motcua token create --role kiosk" in said


def test_a_server_that_is_not_there_is_something_wrong(tmp_path: Path) -> None:
    status, said = run("--server", nobody_there(), "--token", "t", "--printer", f"virtual://{tmp_path}")

    assert (status, said.count("\n")) == (1, 1)
    assert "start it, or mend --server" in said


def test_the_self_test_needs_no_server(tmp_path: Path) -> None:
    status, said = run("--self-test", "--printer", f"virtual://{tmp_path}?codepage=30")

    assert (status, said) == (0, "")
    assert (tmp_path / "SELF-TEST.png").exists()


def test_help_answers_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk_app", "--help"], capture_output=True, text=True, timeout=60, check=True
    )

    assert "--printer URI" in done.stdout
