"""A real day of another office, played in a running hall through its public API: nobody is lost, nobody doubled."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from display_server.simulation.public_api import PublicApi
from display_server.simulation.replay.real_day import read_day
from display_server.simulation.replay.run import Replayed, replay
from display_server.statistics.roll_ups import statistics
from display_server.store.database import connect
from display_server.store.hall import Halls
from tests.running_server import HALL, RunningServer

WARSAW = Path(__file__).parent / "warsaw" / "praga_poludnie.csv.gz"
VISITORS = 300


def test_a_real_day_loses_nobody_and_doubles_nobody(server_of: Callable[..., RunningServer]) -> None:
    server = server_of()
    options = ["--server", server.url, "--token", server.token("admin"), "--speed", "0", "--limit", str(VISITORS)]

    played = subprocess.run(
        [sys.executable, "-m", "display_server", "replay", WARSAW, *options],
        capture_output=True,
        text=True,
        check=False,
    )

    assert played.returncode == 0, played.stderr
    account = json.loads(played.stdout)
    assert (account["issued"], account["called"], account["waiting"]) == (VISITORS, VISITORS, 0)
    assert account["served"] + account["no_show"] == VISITORS
    assert (account["lost"], account["duplicated"], account["errors"]) == (0, 0, 0)
    assert in_the_statistics(server) == (VISITORS, account["served"], account["no_show"], account["rated"])


def test_a_server_killed_in_the_middle_of_the_day_loses_nobody(server_of: Callable[..., RunningServer]) -> None:
    server = server_of()
    under_way = threading.Event()
    played: list[Replayed] = []
    day = read_day(WARSAW, limit=100)
    api = PublicApi(server.url, server.token("admin"), HALL)
    steps = iter(range(2 * len(day.visitors)))

    def after_some_steps() -> None:
        if next(steps) == 40:
            under_way.set()

    playing = threading.Thread(target=lambda: played.append(replay(day, api, 0, after_some_steps)))
    playing.start()
    assert under_way.wait(60)
    server.kill()
    time.sleep(0.5)
    server.start()
    playing.join(120)
    api.close()

    account = played[0].account
    assert (account.issued, account.lost, account.duplicated) == (100, 0, 0), played[0].errors
    assert account.served + account.no_show + account.waiting == 100


def in_the_statistics(server: RunningServer) -> tuple[int, int, int, int]:
    engine = connect(server.database)
    hall = Halls(engine)[HALL]
    with hall.reading() as reading:
        # A replay around midnight has two days.
        first, last = sorted((reading.today, reading.plan.day(datetime.now(UTC))))
    total = statistics(hall, first, last, "service").total
    engine.dispose()
    return total.issued, total.served, total.no_shows, total.ratings.count
