"""The one-stop system as a file and over HTTP: what it says of a dossier, and how it fails."""

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from display_server.domain.dossier import UNKNOWN, Dossier, OneStopSilent, Progress
from display_server.one_stop import over_http
from display_server.one_stop.address import WrongOneStopAddress, open_one_stop

DRIPS = 100
CODE, OTHER = "000.00.19.H19-261101-0042", "000.00.19.H19-261102-0007"
TABLE = f"""code,state,counter,date,name
{CODE},ready,12,,Nguyễn Văn Ánh
{OTHER},not_yet,,2026-12-01,Trần Thị An
000.00.19.H19-261102-0008,lost,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "dossiers.csv"
    file.write_text(TABLE, encoding="utf-8-sig")
    return file


def test_a_file_says_what_is_ready_and_what_is_not(table: Path) -> None:
    one_stop = open_one_stop(f"file://{table}")

    assert one_stop.look_up(CODE) == Dossier(Progress.READY, counter=12)
    assert one_stop.look_up(OTHER) == Dossier(Progress.NOT_YET, not_before=date(2026, 12, 1))
    assert one_stop.look_up("000.00.19.H19-261102-9999") == UNKNOWN


def test_a_file_that_is_written_anew_is_read_anew(table: Path) -> None:
    one_stop = open_one_stop(f"file://{table}")
    assert one_stop.look_up(OTHER).progress is Progress.NOT_YET
    anew = table.with_suffix(".new")
    anew.write_text(TABLE.replace("not_yet,,2026-12-01", "ready,7,"), encoding="utf-8")
    os.replace(anew, table)

    assert one_stop.look_up(OTHER) == Dossier(Progress.READY, counter=7)


def test_a_line_that_cannot_be_understood_is_counted_and_silence_and_no_missing_dossier(
    table: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(OneStopSilent, match="cannot be understood"):
        open_one_stop(f"file://{table}").look_up("000.00.19.H19-261102-0008")

    assert "1 lines cannot be understood" in caplog.text
    assert "261102" not in caplog.text


def test_a_file_that_is_missing_is_a_silent_system(tmp_path: Path) -> None:
    with pytest.raises(OneStopSilent, match="cannot be read"):
        open_one_stop(f"file://{tmp_path}/none.csv").look_up(CODE)


@pytest.mark.parametrize("first_line", ["code;state;counter;date", "mã,state,counter,date", ""], ids=str)
def test_a_table_without_the_columns_is_silence_and_no_missing_dossier(tmp_path: Path, first_line: str) -> None:
    file = tmp_path / "dossiers.csv"
    file.write_text(TABLE.replace("code,state,counter,date,name", first_line) if first_line else "")

    with pytest.raises(OneStopSilent, match="does not name the columns"):
        open_one_stop(f"file://{file}").look_up(CODE)


def test_a_quote_that_nothing_closes_is_silence_and_no_missing_dossier(table: Path) -> None:
    table.write_text(TABLE.replace("Nguyễn Văn Ánh", '"Nguyễn Văn Ánh'), encoding="utf-8")

    with pytest.raises(OneStopSilent, match="cannot be read"):
        open_one_stop(f"file://{table}").look_up(OTHER)


@contextmanager
def a_system(answers: dict[str, tuple[int, bytes]], *, drips: bool = False) -> Iterator[tuple[str, list[str | None]]]:
    """A small real HTTP server; gives its address and the tokens that it was sent. What drips, it says for ever."""
    tokens: list[str | None] = []
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tokens.append(self.headers["Authorization"])
            status, body = answers.get(self.path.rpartition("/")[2], (404, b"{}"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) * (DRIPS if drips else 1)))
            self.end_headers()
            with suppress(OSError):  # who asked has hung up
                for _ in range(DRIPS if drips else 1):
                    self.wfile.write(body)
                    ended.wait(0.1 if drips else 0)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stays quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/dossiers/", tokens
        ended.set()
        server.shutdown()
        thread.join()


def test_an_address_is_asked_with_its_token() -> None:
    said = json.dumps({"state": "ready", "counter": 12, "applicant": "Nguyễn Văn Ánh"}).encode()
    with a_system({CODE: (200, said)}) as (address, tokens):
        one_stop = open_one_stop(address, "secret")

        assert one_stop.look_up(CODE) == Dossier(Progress.READY, counter=12)
        assert one_stop.look_up(OTHER) == UNKNOWN
        assert tokens == ["Bearer secret"] * 2
        one_stop.close()


@pytest.mark.parametrize(
    "answer", [(500, b""), (200, b"<html>"), (200, b'{"state": "lost"}'), (200, b"[]"), (403, b"{}")], ids=str
)
def test_an_answer_that_is_none_is_silence_and_tells_no_code(answer: tuple[int, bytes]) -> None:
    with a_system({CODE: answer}) as (address, _):
        one_stop = open_one_stop(address)
        with pytest.raises(OneStopSilent) as silent:
            one_stop.look_up(CODE)
        one_stop.close()

    assert "261101" not in str(silent.value)


@pytest.mark.parametrize("drop", [b" ", b" " * over_http.LONGEST_ANSWER], ids=["drips", "pours"])
def test_an_answer_that_does_not_end_is_silence_within_the_time_that_a_citizen_waits(
    drop: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_http, "SECONDS", 0.5)
    with a_system({CODE: (200, drop)}, drips=True) as (address, _):
        one_stop = open_one_stop(address)
        began = time.monotonic()
        with pytest.raises(OneStopSilent, match="ReadTimeout"):
            one_stop.look_up(CODE)
        one_stop.close()

    assert time.monotonic() - began < 2


def test_no_code_is_logged_by_a_server_that_logs_what_it_does(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with a_system({CODE: (500, b"")}) as (address, _):
        one_stop = open_one_stop(address)
        with pytest.raises(OneStopSilent):
            one_stop.look_up(CODE)
        assert one_stop.look_up(OTHER) == UNKNOWN
        one_stop.close()

    assert "H19" not in caplog.text


def test_nobody_at_the_address_is_silence() -> None:
    one_stop = open_one_stop("http://127.0.0.1:9/")
    with pytest.raises(OneStopSilent, match="ConnectError"):
        one_stop.look_up(CODE)
    one_stop.close()


@pytest.mark.parametrize("address", ["dossiers.csv", "file://host/x.csv", "ftp://host/x", "http:///x", ""])
def test_a_wrong_address_names_its_mend(address: str) -> None:
    with pytest.raises(WrongOneStopAddress, match=r"file:///PATH\.csv"):
        open_one_stop(address)
