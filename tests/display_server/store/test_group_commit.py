"""Changes of a hall that wait for each other share one transaction: one commit, and each of them still on its own."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from display_server.domain.refusals import NotAllowed, Unavailable
from display_server.domain.ticket import Ticket
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.store.models import HallRow, JournalRow, TicketRow
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.halls import MovedClock

LAND = TicketRequest("land")
PATIENCE_SECONDS = 20


class Crowd:
    """Requests of one process that come while another is being served."""

    def __init__(self, database: str, clock: MovedClock) -> None:
        self.disk_is_away = False
        self.engine = connect(database, self._wait_for_disk)
        self.told: list[str] = []
        halls = Halls(self.engine, clock)
        halls.on_commit = self.told.append
        self.hall: Hall = halls["hall"]
        self.commits = 0
        self.pool = ThreadPoolExecutor(16)
        event.listen(self.engine, "commit", self._commits)

    def _commits(self, _connection: object) -> None:
        self.commits += 1
        self._wait_for_disk(lambda: None)

    def _wait_for_disk(self, waits: Callable[[], object]) -> object:
        if self.disk_is_away:
            raise OperationalError("COMMIT", None, Exception("the disk went away"))
        return waits()

    def takes(self, request: TicketRequest = LAND, key: str | None = None) -> Ticket:
        with self.hall.change("test") as change:
            return issue_ticket(change, request, key)

    @contextmanager
    def while_one_is_served(self) -> Iterator["Future[None]"]:
        """Whoever comes within the block waits until its end; the one who is served belongs to their group."""
        is_served, goes_on = threading.Event(), threading.Event()

        def be_served() -> None:
            with self.hall.change("first") as change:
                issue_ticket(change, LAND)
                is_served.set()
                assert goes_on.wait(PATIENCE_SECONDS)

        first: Future[None] = self.pool.submit(be_served)
        assert is_served.wait(PATIENCE_SECONDS)
        self.commits = 0
        self.told.clear()
        yield first
        goes_on.set()

    def comes(self, deed: Callable[[], Ticket]) -> "Future[Ticket]":
        """Somebody who waits for their turn by the time this returns."""
        waiting = self.hall._writers._waiting
        coming = self.pool.submit(deed)
        while self.hall._writers._waiting == waiting:
            assert not coming.done()
        return coming


@pytest.fixture
def crowd(hall: Hall, database: str, clock: MovedClock) -> Iterator[Crowd]:
    assert hall.slug == "hall"
    crowd = Crowd(database, clock)
    yield crowd
    crowd.pool.shutdown()
    crowd.engine.dispose()


def stored_numbers(crowd: Crowd) -> list[str]:
    with crowd.engine.connect() as connection:
        return list(connection.execute(select(TicketRow.number).order_by(TicketRow.id)).scalars())


def test_those_who_wait_share_one_commit_and_screens_are_told_once(crowd: Crowd) -> None:
    with crowd.while_one_is_served():
        coming = [crowd.comes(crowd.takes) for _ in range(8)]

    numbers = [each.result(PATIENCE_SECONDS).number for each in coming]

    assert crowd.commits == 1
    assert crowd.told == ["hall"]
    assert len(set(numbers)) == 8
    assert set(numbers) < set(stored_numbers(crowd))


def test_each_of_them_has_a_number_of_its_own_in_the_journal(crowd: Crowd) -> None:
    with crowd.while_one_is_served():
        coming = [crowd.comes(crowd.takes) for _ in range(3)]
    for each in coming:
        each.result(PATIENCE_SECONDS)

    with crowd.engine.connect() as connection:
        seqs = list(connection.execute(select(JournalRow.seq).order_by(JournalRow.seq)).scalars())
        seq = connection.execute(select(HallRow.seq)).scalar_one()

    assert seqs == list(range(1, seq + 1))


def test_one_that_is_refused_after_it_wrote_undoes_nothing_of_its_neighbours(crowd: Crowd) -> None:
    def writes_and_is_refused() -> Ticket:
        with crowd.hall.change("test") as change:
            issue_ticket(change, LAND)
            raise NotAllowed("No.")

    with crowd.while_one_is_served():
        before = crowd.comes(crowd.takes)
        refused = crowd.comes(writes_and_is_refused)
        after = crowd.comes(crowd.takes)

    numbers = [each.result(PATIENCE_SECONDS).number for each in (before, after)]
    with pytest.raises(NotAllowed):
        refused.result(PATIENCE_SECONDS)
    assert crowd.commits == 1
    assert stored_numbers(crowd) == ["A001", "A002", "A003"]
    assert sorted(numbers) == ["A002", "A003"]


def test_one_that_changes_nothing_leaves_nothing_behind_and_takes_no_number(crowd: Crowd) -> None:
    def finds_its_key() -> Ticket:
        return crowd.takes(key="again")

    with crowd.while_one_is_served():
        first, second = crowd.comes(finds_its_key), crowd.comes(finds_its_key)

    assert first.result(PATIENCE_SECONDS) == second.result(PATIENCE_SECONDS)
    assert crowd.commits == 1
    assert stored_numbers(crowd) == ["A001", "A002"]


def test_nobody_is_told_of_success_when_the_commit_fails(crowd: Crowd) -> None:
    with crowd.while_one_is_served() as first:
        crowd.disk_is_away = True
        coming = [crowd.comes(crowd.takes) for _ in range(3)]
    everybody: list[Future[Any]] = [first, *coming]
    failures = [each.exception(PATIENCE_SECONDS) for each in everybody]
    crowd.disk_is_away = False

    assert [type(failure) for failure in failures] == [Unavailable] * 4
    assert crowd.told == []
    assert stored_numbers(crowd) == []
    assert crowd.takes().number == "A001"
    assert stored_numbers(crowd) == ["A001"]


def test_what_the_database_itself_undid_is_not_taken_for_stored(crowd: Crowd, database: str) -> None:
    """SQLite may undo a transaction by itself when its disk is full; PostgreSQL when its connection breaks."""
    undo = "ROLLBACK" if database.startswith("sqlite") else "SELECT pg_terminate_backend(pg_backend_pid())"

    def takes_and_is_undone() -> Ticket:
        with crowd.hall.change("test") as change:
            issue_ticket(change, LAND)
            change.moment.connection.exec_driver_sql(undo)
            raise OperationalError("INSERT", None, Exception("the disk is full"))

    with crowd.while_one_is_served() as first:
        coming = [crowd.comes(crowd.takes), crowd.comes(takes_and_is_undone), crowd.comes(crowd.takes)]
    everybody: list[Future[Any]] = [first, *coming]
    failures = [each.exception(PATIENCE_SECONDS) for each in everybody]

    done = [each.result().number for each, failure in zip(coming, failures[1:], strict=True) if failure is None]
    assert all(isinstance(failure, Unavailable) for failure in failures if failure is not None)
    assert failures[0] is not None
    assert stored_numbers(crowd) == done
