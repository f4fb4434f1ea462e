"""A real server process for tests, on a real database and port; it can be stopped, killed and started again."""

import os
import re
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_token
from display_server.store.accounts import Accounts
from display_server.store.database import connect
from display_server.store.hall import system_clock
from tests.command_line import motcua
from tests.databases import free_port

REFERENCE_HALL = Path("display_server/dong_nai_hall.toml")
HALL = "dong-nai"
LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=64)


def always_open_hall(folder: Path) -> Path:
    """The reference hall, open day and night, on holidays too: tests run at any hour."""
    text = REFERENCE_HALL.read_text()
    text = re.sub(r"^days = .*$", 'days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]', text, flags=re.MULTILINE)
    text = re.sub(r"^holidays = .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^periods = .*$", 'periods = [["00:00", "24:00"]]', text, flags=re.MULTILINE)
    file = folder / "hall.toml"
    file.write_text(text)
    return file


def speaking_hall(folder: Path, voice: str) -> Path:
    """The same with this `[voice]` instead of its own."""
    file = always_open_hall(folder)
    file.write_text(file.read_text().partition("\n[voice]\n")[0] + f"\n[voice]\n{voice}")
    return file


class RunningServer:
    """`authority`: who vouches for it, where it is started so that it speaks TLS."""

    def __init__(
        self, database: str, hall_file: Path, folder: Path, *arguments: str, authority: Path | None = None
    ) -> None:
        self.database = database
        self.port = free_port()
        self.url = f"{'https' if authority else 'http'}://127.0.0.1:{self.port}"
        self.trust: ssl.SSLContext | bool = ssl.create_default_context(cafile=authority) if authority else True
        self._hall_file = hall_file
        self._folder = folder
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._clients: list[httpx.Client] = []

    def start(self, wait_for: str = "readyz") -> "RunningServer":
        options = ("--hall", str(self._hall_file), "--database", self.database, "--port", str(self.port))
        command = self._command("serve", *options, *self._arguments)
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, env=self._env(), stderr=log)
        self._wait_until(wait_for)
        return self

    @property
    def folder(self) -> Path:
        """Where it keeps what is not in the database."""
        return self._folder

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        for client in self._clients:
            client.close()
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)

    def kill(self) -> None:
        """Ends it as a power cut would: the process and its workers, at once."""
        assert self._process is not None
        for worker in psutil.Process(self._process.pid).children(recursive=True):
            worker.kill()
        self._process.kill()
        self._process.wait(20)

    def kill_alone(self) -> None:
        """Ends the process itself; what it started must notice."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(20)

    def waiting_devices(self) -> str:
        """What `motcua device list` says."""
        return self._told("device", "list").stdout

    def approve(self, code: str, name: str) -> None:
        self._told("device", "approve", code, "--name", name)

    def revoke(self, name: str) -> None:
        """Drops the device that `motcua device list` shows under this name."""
        (number,) = (line.split("\t")[0] for line in self.waiting_devices().splitlines() if f"\t{name}\t" in line)
        self._told("device", "revoke", number)

    def token(self, role: str, *options: str) -> str:
        """As `motcua token create` makes it, with its options; here without another process: hundreds of tests ask."""
        given = dict(zip(options[::2], options[1::2], strict=True))
        place = given.get("--hall"), int(given["--counter"]) if "--counter" in given else None
        engine = connect(self.database)
        try:
            return create_token(Accounts(engine), system_clock, Principal(Role(role), f"test {role}", *place))
        finally:
            engine.dispose()

    def add_user(self, name: str, role: str, password: str) -> None:
        self._told("user", "add", name, "--role", role, "--password-stdin", "--keep-password", stdin=password)

    def doctor(self) -> subprocess.CompletedProcess[str]:
        return motcua("doctor", database=self.database, data_dir=self._folder)

    def _told(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """What the command does beside the server; raises CalledProcessError where it refuses."""
        done = motcua(*arguments, database=self.database, stdin=stdin, data_dir=self._folder)
        done.check_returncode()
        return done

    def client(self, role: str = "admin", *options: str) -> httpx.Client:
        """A client with a token of this role, for any number of threads; it is closed with the server."""
        headers = {"Authorization": f"Bearer {self.token(role, *options)}"}
        client = httpx.Client(
            base_url=f"{self.url}/api/v1/halls/{HALL}", headers=headers, timeout=60, limits=LIMITS, verify=self.trust
        )
        self._clients.append(client)
        return client

    def log(self) -> str:
        return (self._folder / "server.log").read_text()

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "display_server", *arguments]

    def _env(self) -> dict[str, str]:
        return {**os.environ, "MOTCUA_DATA_DIR": str(self._folder)}

    def _wait_until(self, probe: str) -> None:
        assert self._process is not None
        deadline = time.monotonic() + 30
        with httpx.Client(
            base_url=self.url, timeout=2, verify=self.trust
        ) as client:  # one: to make it costs as much as many questions
            while time.monotonic() < deadline:
                if self._process.poll() is not None:
                    raise RuntimeError(f"the server did not start: {self.log()}")
                if _answers(client, probe):
                    return
                time.sleep(0.02)
        raise RuntimeError(f"the server is not ready after 30 s: {self.log()}")


def _answers(client: httpx.Client, probe: str) -> bool:
    try:
        return client.get(f"/{probe}").status_code == 200
    except httpx.TransportError:
        return False
