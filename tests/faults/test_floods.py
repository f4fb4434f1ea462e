"""A stranger in the hall's network floods the server: the hall notices nothing of it.

Each flood comes from an address of its own and lasts some seconds; meanwhile visitors are called. What is held against
the limit is how long the server worked from a question to its answer, not the time that passed: a machine that is busy
with other things must not fail a test. With `-s` the tests print both.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

import httpx
import pytest

from tests.faults.flooding import (
    FLOODS,
    Machine,
    answer,
    frame,
    half_bodies,
    half_requests,
    look_ups,
    pairings,
    request,
    until,
    watching,
)
from tests.running_server import RunningServer

SECONDS = 5.0
MOST_SECONDS = 0.1
MOST_GROWTH = 64 * 1024 * 1024
COUNTER = 13
HALF = (half_requests, half_bodies)


@dataclass
class Felt:
    """What the hall felt of a flood."""

    healthz: list[float] = field(default_factory=list)
    calls: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    """Seconds that the server worked, on whatever it was, from each of these questions to its answer."""
    unanswered: int = 0
    growth: int = 0
    """Bytes of memory that the server has taken more than before."""

    def __str__(self) -> str:
        def said(times: list[float]) -> str:
            if len(times) < 2:
                return "never answered"
            median, most, worst = (1000 * each for each in (quantiles(times)[1], _most(times), max(times)))
            return f"median {median:.1f} ms, 90 % {most:.1f} ms, worst {worst:.0f} ms"

        felt = f"worked {said(self.worked)}; healthz {said(self.healthz)}; call {said(self.calls)}"
        return f"{felt}; unanswered {self.unanswered}; memory +{self.growth / 2**20:.1f} MB"


def _most(times: list[float]) -> float:
    return quantiles(times, n=10)[-1]


def flood(server: RunningServer, kind: Callable[..., None], *facts: str, seconds: float = SECONDS) -> Felt:
    """Lets one machine flood the server while the hall works."""
    hall = server.client("admin")
    hall.timeout = httpx.Timeout(5)
    opened = hall.post(f"/counters/{COUNTER}/open", json={})
    for _ in range(200):
        hall.post("/tickets", json={"service": "datdai"}).raise_for_status()
    assert opened.status_code in (200, 409)
    before = _peak_from_now_on(server.pid)
    felt = Felt()
    # The stranger has a machine of their own: here, it must not take the processor from those who measure.
    program = ["nice", "-n", "19", sys.executable, "-m", "tests.faults.flooding"]
    command = [*program, kind.__name__, str(server.port), str(seconds + 1), *facts]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as machine:
        time.sleep(1)
        ends_at = time.monotonic() + seconds
        while time.monotonic() < ends_at:
            _one_round(server, hall, felt)
            time.sleep(0.02)
        felt.growth = _peak(server.pid) - before
        done, _ = machine.communicate(timeout=30)
    print(f"\n{kind.__name__}: {done.decode().strip()} done; {felt}")
    return felt


def _one_round(server: RunningServer, hall: httpx.Client, felt: Felt) -> None:
    for times, ask in (
        (felt.healthz, lambda: _as_a_newcomer(server)),
        (felt.calls, lambda: hall.post(f"/counters/{COUNTER}/call-next").raise_for_status()),
        (None, lambda: hall.post(f"/counters/{COUNTER}/no-show").raise_for_status()),
    ):
        began, worked = time.perf_counter(), _worked(server.pid)
        try:
            ask()
        except (httpx.HTTPError, OSError) as error:
            print(repr(error))
            felt.unanswered += 1
        if times is not None:
            times.append(time.perf_counter() - began)
            felt.worked.append(_worked(server.pid) - worked)


def _as_a_newcomer(server: RunningServer) -> None:
    """On a connection of its own, as a phone that has just come in."""
    line = HTTPConnection("127.0.0.1", server.port, timeout=5)
    line.request("GET", "/healthz")
    assert line.getresponse().read()
    line.close()


def _worked(pid: int) -> float:
    """The seconds of a processor that the process has had: proc(5), schedstat."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _peak_from_now_on(pid: int) -> int:
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # proc(5): the peak begins anew
    return _peak(pid)


def _peak(pid: int) -> int:
    """The most memory that the process has held, in bytes."""
    (line,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def the_hall_noticed_nothing(felt: Felt) -> None:
    assert felt.unanswered == 0, str(felt)
    assert _most(felt.worked) < MOST_SECONDS, str(felt)
    assert felt.growth < MOST_GROWTH, str(felt)


@pytest.mark.parametrize("kind", [each for each in FLOODS if each not in HALF], ids=lambda kind: kind.__name__)
def test_the_hall_notices_nothing_of(kind: Callable[..., None], sqlite_server: RunningServer) -> None:
    token = sqlite_server.client().post("/tickets", json={"service": "datdai"}).json()["ticket"]["token"]

    felt = flood(sqlite_server, kind, *([token] if kind is look_ups else []))

    the_hall_noticed_nothing(felt)


@pytest.mark.parametrize("kind", HALF, ids=lambda kind: kind.__name__)
def test_what_is_sent_by_halves_leaves_descriptors_to_the_hall_where_there_are_few(
    kind: Callable[..., None], server_with_few_descriptors: RunningServer
) -> None:
    felt = flood(server_with_few_descriptors, kind)

    the_hall_noticed_nothing(felt)


def test_a_real_kiosk_is_shown_its_code_while_a_stranger_asks_for_ever_new_ones(sqlite_server: RunningServer) -> None:
    flood(sqlite_server, pairings, seconds=2)

    asked = {"role": "kiosk", "digest": "f" * 64}
    with httpx.Client(base_url=sqlite_server.url, transport=httpx.HTTPTransport(local_address="127.0.0.2")) as kiosk:
        code = kiosk.post("/api/v1/pairings", json=asked).raise_for_status().json()["code"]

    assert f"waits\tkiosk\t{code}" in sqlite_server.waiting_devices()


def test_five_hundred_phones_of_one_address_get_through(sqlite_server: RunningServer) -> None:
    machine = Machine(sqlite_server.port, seconds=60)
    hall = sqlite_server.client()
    token = hall.post("/tickets", json={"service": "datdai"}).json()["ticket"]["token"]
    pages = [request("GET", path) for path in (f"/t/{token}", "/static/phone.js", f"/api/v1/tickets/{token}")]
    phones = []

    for _ in range(500):
        with machine.connect() as line:
            for page in pages:
                line.sendall(page)
                assert b" 200 " in answer(line)
        phones.append(machine.open_web_socket())
    for phone in phones:
        phone.sendall(frame(b"40") + frame(watching(f"ticket:{token}")))

    assert all(b'"people_ahead"' in until(phone, b'"people_ahead"') for phone in phones)
    for phone in phones:
        phone.close()
