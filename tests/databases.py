"""Real databases for tests: SQLite files and a PostgreSQL server of our own, each test with a fresh, migrated copy."""

import os
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import redis

from display_server.store.database import open_database

PORTS = range(15_000, 32_000)
"""Below those that the system gives to clients (32768 and up on Linux): one of these would be taken in a moment."""


def free_port() -> int:
    """A port of this machine that no server listens at; it stays free until somebody else chooses the same one."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port := random.choice(PORTS)))
            return port


class SqliteDatabases:
    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        open_database(f"sqlite:///{self._template}").dispose()

    def fresh(self, folder: Path) -> str:
        file = folder / f"{uuid4().hex}.db"
        shutil.copy(self._template, file)
        return f"sqlite:///{file}"


class PostgresDatabases:
    """One PostgreSQL cluster in a folder; it refuses to run as root, so root hands it to the user postgres."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self._durable = durable
        self._binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self._data = folder / "cluster"
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.port = free_port()

    def start(self) -> None:
        self._data.mkdir()
        if self._as:
            shutil.chown(self._data, "postgres")
        self._run(
            "initdb",
            "--pgdata",
            self._data,
            "--auth",
            "trust",
            "--username",
            "motcua",
            "--no-sync",
            "--encoding",
            "UTF8",
        )
        self.resume()
        self._create("template_motcua", "template1")
        open_database(self.url("template_motcua")).dispose()

    def resume(self) -> None:
        """Starts the server on its data, also after `crash`: that ends PostgreSQL alone, so tests need no disk."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
        if not self._durable:
            options += " -c fsync=off -c full_page_writes=off"
        self._run(
            "pg_ctl", "--pgdata", self._data, "--wait", "--log", self._data / "log", "--options", options, "start"
        )

    def crash(self) -> None:
        """Stops the server as a power cut would."""
        self._run("pg_ctl", "--pgdata", self._data, "--mode", "immediate", "stop")

    def stop(self) -> None:
        self._run("pg_ctl", "--pgdata", self._data, "--mode", "immediate", "stop")

    def fresh(self) -> str:
        name = f"hall_{uuid4().hex}"
        self._create(name, "template_motcua")
        return self.url(name)

    def dump(self, url: str, options: Sequence[str], file: Path) -> None:
        """Copies a database into a file, as text; `options` of pg_dump."""
        text = subprocess.run(
            [str(self._binaries / "pg_dump"), *options, f"--dbname={url}"], check=True, capture_output=True
        )
        file.write_bytes(text.stdout)

    def url(self, database: str) -> str:
        return f"postgresql://motcua@127.0.0.1:{self.port}/{database}"

    def _create(self, name: str, template: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")

    def _run(self, program: str, *arguments: object) -> None:
        command = [*self._as, str(self._binaries / program), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[PostgresDatabases]:
    """In a folder of its own: pytest's are closed to the user postgres. `durable`: it waits for the disk."""
    with TemporaryDirectory(prefix="motcua-postgres-") as folder:
        Path(folder).chmod(0o755)
        databases = PostgresDatabases(Path(folder), durable=durable)
        databases.start()
        try:
            yield databases
        finally:
            databases.stop()


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """A Redis of its own; its address."""
    assert shutil.which("redis-server"), "make setup installs it"
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        with redis.Redis(port=port) as client:
            _until_it_answers(client)
        yield f"redis://127.0.0.1:{port}"
        server.terminate()


def _until_it_answers(client: "redis.Redis") -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(redis.ConnectionError):
            client.ping()
            return
        time.sleep(0.02)
    raise RuntimeError("Redis did not start")
