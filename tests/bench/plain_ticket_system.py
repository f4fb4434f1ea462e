"""The baseline for tickets: the least that can be called a ticket system, with Flask, Waitress and sqlite3.

It gives a number and writes a log row in one durable transaction. It knows no queue, no rules, no estimate and no
screens: whatever a real one costs more is the price of what it does.
"""

import logging
import multiprocessing
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import waitress
from flask import Flask, request

from tests.databases import free_port

THREADS = 8
PATH = "/tickets"
TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE numbers (service TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE log (id INTEGER PRIMARY KEY, at REAL NOT NULL, service TEXT NOT NULL, number TEXT NOT NULL);
"""
NEXT = (
    "INSERT INTO numbers (service, last) VALUES (?, 1)"
    " ON CONFLICT (service) DO UPDATE SET last = last + 1 RETURNING last"
)
LOG = "INSERT INTO log (at, service, number) VALUES (?, ?, ?)"


@contextmanager
def running_plain_system(folder: Path) -> Iterator[tuple[str, int]]:
    """Its address and its process, while it runs."""
    port = free_port()
    arguments = (port, folder / "plain.db")
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=arguments, daemon=True)
    process.start()
    url = f"http://127.0.0.1:{port}"
    while not _answers(url):
        time.sleep(0.05)
    assert process.pid is not None
    yield url, process.pid
    process.terminate()
    process.join()


def _serve(port: int, file: Path) -> None:
    sqlite3.connect(file).executescript(TABLES)
    own = threading.local()
    app = Flask(__name__)

    def connection() -> sqlite3.Connection:
        """This thread's."""
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(file, isolation_level=None, timeout=30)
            own.connection.execute("PRAGMA synchronous = FULL")
        found: sqlite3.Connection = own.connection
        return found

    @app.post(PATH)
    def issue() -> tuple[dict[str, dict[str, str]], int]:
        service: str = request.get_json()["service"]
        database = connection()
        database.execute("BEGIN IMMEDIATE")
        (last,) = database.execute(NEXT, (service,)).fetchone()
        number = f"{service}-{last:03d}"
        database.execute(LOG, (time.time(), service, number))
        database.execute("COMMIT")
        return {"ticket": {"number": number}}, 201

    @app.get("/")
    def ready() -> str:
        return "ready"

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is what is measured
    waitress.serve(app, host="127.0.0.1", port=port, threads=THREADS, _quiet=True)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.TransportError:
        return False
