"""Fixtures shared by all rooms: real databases, a hall on each, a real server process."""

import fcntl
import gc
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from tests.browser import chromium, visit
from tests.databases import PostgresDatabases, SqliteDatabases, postgres
from tests.halls import MovedClock, a_hall_plan
from tests.running_server import RunningServer, always_open_hall

__all__ = ["chromium", "visit"]

# Speed is for `make bench`: no test fails because a machine is busy.
settings.register_profile("motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("motcua")

Fresh = Callable[[], str]


def pytest_collection_finish() -> None:
    """Half a million objects stay from here to the end: to look through them for rubbish again and again costs a tenth
    of the time of all tests.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresDatabases]:
    with postgres() as databases:
        yield databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


ON_ONE_DATABASE = [Path("tests/display_server", room).absolute() for room in ("use_cases", "api")]
"""Tests of rules and of what is said of them: the statements beneath are proven on both databases in `store`."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test runs once on SQLite and once on PostgreSQL; one of a rule on SQLite alone, unless it is marked."""
    if "database" in metafunc.fixturenames:
        of_a_rule = any(room in metafunc.definition.path.parents for room in ON_ONE_DATABASE)
        both = not of_a_rule or metafunc.definition.get_closest_marker("both_databases")
        metafunc.parametrize("database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh database."""
    if request.param == "sqlite":
        sqlite: SqliteDatabases = request.getfixturevalue("sqlite_template")
        return sqlite.fresh(tmp_path)
    server: PostgresDatabases = request.getfixturevalue("postgres_server")
    return server.fresh()


@pytest.fixture
def sqlite_database(sqlite_template: SqliteDatabases, tmp_path: Path) -> str:
    return sqlite_template.fresh(tmp_path)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def halls(engine: Engine, clock: MovedClock) -> Halls:
    return Halls(engine, clock)


@pytest.fixture
def hall(halls: Halls) -> Hall:
    """The small hall of `tests.halls`, open day and night."""
    halls.load(a_hall_plan(), actor="test")
    return halls["hall"]


@pytest.fixture
def the_network_to_itself() -> Iterator[None]:
    """While a test's server is announced in the network, no other process of this run announces one."""
    with (Path(tempfile.gettempdir()) / "motcua-tests-announce").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def module_server(
    sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server on the reference hall, shared by the tests of one module."""
    folder = tmp_path_factory.mktemp("server")
    server = RunningServer(sqlite_template.fresh(folder), always_open_hall(folder), folder).start()
    yield server
    server.stop()


@pytest.fixture
def server_of(tmp_path: Path, database: str) -> Iterator[Callable[..., RunningServer]]:
    """Starts servers on this test's database; all of them end with the test."""
    running: list[RunningServer] = []

    def start(*arguments: str) -> RunningServer:
        server = RunningServer(database, always_open_hall(tmp_path), tmp_path, *arguments).start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.stop()
