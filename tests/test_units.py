"""The systemd units: how much they leave open, and that the server works within what its unit leaves it.

No unit can be started here, where systemd is not the first process. So the server runs under the same restrictions by
other means: strace refuses what `SystemCallFilter` does, setpriv takes what `CapabilityBoundingSet` does, the kernel
itself what `MemoryDenyWriteExecute` does.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import SqliteDatabases
from tests.running_server import RunningServer, always_open_hall

SERVER = Path("display_server/systemd/motcua-server.service")
UNITS = {
    SERVER: 3.0,
    Path("display_server/systemd/motcua-display.service"): 3.0,
    Path("display_server/systemd/motcua-led.service"): 3.0,
    Path("display_server/systemd/motcua-announce.service"): 3.0,
    Path("kiosk_app/systemd/motcua-kiosk.service"): 5.0,
}
PR_SET_MDWE = 65
WITHOUT_WRITTEN_CODE = (
    f"import ctypes, os, sys; assert ctypes.CDLL(None).prctl({PR_SET_MDWE}, 1, 0, 0, 0) == 0;"
    " os.execv(sys.argv[1], sys.argv[1:])"
)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_leaves_open_what_it_needs_and_no_more(unit: Path) -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout

    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert exposure, said
    assert float(exposure[1]) <= UNITS[unit], said


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_understands_every_line_of_a_unit(unit: Path) -> None:
    said = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False).stderr

    # What it starts is installed in the hall, not here.
    assert [line for line in said.splitlines() if "is not executable" not in line] == []


def said_in(unit: Path, setting: str) -> list[str]:
    """What the unit says of a setting, word by word."""
    lines = [line.partition("=") for line in unit.read_text().splitlines()]
    return [word for name, _, words in lines if name == setting for word in words.split()]


def system_calls(*groups: str) -> set[str]:
    """What systemd means by these names."""
    found: set[str] = set()
    for name in groups:
        if not name.startswith("@"):
            found.add(name)
            continue
        command = ["systemd-analyze", "--no-pager", "syscall-filter", name]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found |= system_calls(*(line for each in said.splitlines()[1:] if (line := each.strip()) and line[0] != "#"))
    return found


class ServerInItsUnit(RunningServer):
    """Under what its unit takes from it."""

    refused: Path

    def _command(self, *arguments: str) -> list[str]:
        if arguments[0] != "serve":
            return super()._command(*arguments)
        names = said_in(SERVER, "SystemCallFilter")
        allowed = system_calls(*(name for name in names if name[0] != "~"))
        allowed -= system_calls(*(name[1:] for name in names if name[0] == "~"))
        others = "!" + ",".join(f"?{name}" for name in sorted(allowed))
        filtered = ["strace", "-D", "-f", "-qq", "-o", str(self.refused), "-e", "signal=none", "-e", f"trace={others}"]
        filtered += ["-e", f"inject={others}:error=EPERM"]
        powerless = ["setpriv", "--no-new-privs", "--bounding-set", "-all", "--inh-caps", "-all"]
        return [*powerless, *filtered, sys.executable, "-c", WITHOUT_WRITTEN_CODE, *super()._command(*arguments)]


@pytest.fixture
def server(tmp_path: Path, sqlite_template: SqliteDatabases) -> Iterator[ServerInItsUnit]:
    server = ServerInItsUnit(sqlite_template.fresh(tmp_path), always_open_hall(tmp_path), tmp_path, "--host", "0.0.0.0")
    server.refused = tmp_path / "refused"
    server.start()
    yield server
    server.stop()


def test_the_server_works_within_what_its_unit_leaves_it(server: ServerInItsUnit) -> None:
    settings = {name: said_in(SERVER, name) for name in ("CapabilityBoundingSet", "MemoryDenyWriteExecute")}
    assert settings == {"CapabilityBoundingSet": [], "MemoryDenyWriteExecute": ["yes"]}
    hall = server.client()

    ticket = hall.post("/tickets", json={"service": "datdai"}).raise_for_status().json()["ticket"]
    hall.post("/counters/13/open", json={}).raise_for_status()

    assert hall.post("/counters/13/call-next").json()["ticket"]["number"] == ticket["number"]
    assert hall.get(f"{server.url}/metrics").status_code == 200
    board = hall.get("/board").json()["view"]
    sound = hall.get(f"{server.url}{board['calls'][0]['announcement']['sound']}", follow_redirects=True)
    assert (sound.status_code, sound.content[:4]) == (200, b"RIFF")
    # As root, which it is not in the hall, SQLite would give its files to root.
    assert {line.split()[1].partition("(")[0] for line in server.refused.read_text().splitlines()} <= {"fchown"}
