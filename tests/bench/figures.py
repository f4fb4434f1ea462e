"""A year's figures of a hall: adding up once, each question over HTTP against reading the journal for it, the page."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import get_args

import httpx
from playwright.sync_api import sync_playwright

from display_server.contract import GroupBy
from display_server.hall_file.reading import read_hall_file
from display_server.live.caretaker import LOOK_EVERY_SECONDS
from display_server.statistics.queries import visits
from display_server.statistics.report import report
from display_server.statistics.roll_ups import RollUps
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls, system_clock
from display_server.store.roll_ups import Grain, RollUpStore
from tests.bench.hall import bench_folder
from tests.bench.past import LOAD, live_a_year
from tests.bench.table import ms, ratio, show
from tests.browser import ARGUMENTS, DESK_SCREEN, EXECUTABLE, sign_in
from tests.running_server import HALL, REFERENCE_HALL, RunningServer

ROUNDS = 20
VIEWS = 10
PASSWORD = "một cửa liên thông"


def measure() -> None:
    with bench_folder() as folder:
        plan = read_hall_file(REFERENCE_HALL)
        database = f"sqlite:///{folder / 'year.db'}"
        engine = open_database(database)
        lived = live_a_year(engine, plan, system_clock, LOAD)
        hall = Halls(engine)[plan.slug]
        last = plan.local(system_clock()).date() - timedelta(days=1)
        first = last - timedelta(days=364)
        roll_ups = RollUps(RollUpStore(engine))
        due: list[object] = []
        added_up = _seconds(lambda: due.extend(roll_ups.follow(hall)))
        days = sum(getattr(period, "grain", None) is Grain.DAY for period in due)
        from_journal = _seconds(lambda: _read(hall, first, last))
        nothing_due = sorted(_seconds(lambda: roll_ups.due(hall)) for _ in range(ROUNDS))[ROUNDS // 2]
        engine.dispose()
        server = RunningServer(database, REFERENCE_HALL, folder).start()
        times = ask_all(server.client("admin", "--hall", HALL), questions_of_a_hall(HALL, first, last))
        views = _views(server, f"/manager/{HALL}/history?from={first}&to={last}&group_by=month")
        server.stop()
    show(
        f"A year of {lived:,} visits, each question over HTTP, ms over {ROUNDS} rounds (aim: p95 300 ms)",
        ["", "p50", "p95", "the journal read, to p95"],
        [[name, ms(p50), ms(p95), ratio(from_journal, p95)] for name, (p50, p95) in times.items()],
    )
    show(
        "What it takes beside",
        ["", "measured"],
        [
            [f"{days} days added up, s each", f"{added_up / days:.2f}"],
            ["looking whether a day is to be added up, ms", ms(nothing_due)],
            ["the same, share of a processor", f"{nothing_due / LOOK_EVERY_SECONDS:.2%}"],
            ["the journal of the year read, s", f"{from_journal:.1f}"],
            ["page of the year, from its address to its table, p50 in ms (aim: 1 s)", ms(views[VIEWS // 2])],
            [f"the longest of {VIEWS}", ms(views[-1])],
        ],
    )


def questions_of_a_hall(hall: str, first: date, last: date) -> dict[str, str]:
    """What the pages of past days ask, by name, each as a path."""
    at, days = f"/api/v1/halls/{hall}", f"from={first}&to={last}"
    month = f"from={last - timedelta(days=30)}&to={last}"
    return {
        **{f"by {group}": f"{at}/statistics?{days}&group_by={group}" for group in get_args(GroupBy)},
        "flow through the day": f"{at}/flow?{days}",
        "fairness, 31 days": f"{at}/fairness?{month}",
    }


def ask_all(client: httpx.Client, questions: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Median and P95 of the seconds that each takes."""
    found = {}
    for name, path in questions.items():
        times = sorted(_seconds(lambda: _answered(client, path)) for _ in range(ROUNDS))  # noqa: B023 (called at once)
        found[name] = times[ROUNDS // 2], times[-(-ROUNDS * 95 // 100) - 1]
    return found


def _answered(client: httpx.Client, path: str) -> None:
    client.get(str(client.base_url.join(path))).raise_for_status()


def _views(server: RunningServer, path: str) -> Sequence[float]:
    server.add_user("minh", "manager", PASSWORD)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": DESK_SCREEN[0], "height": DESK_SCREEN[1]})
        page.goto(f"{server.url}/sign-in")
        sign_in(page, "minh", PASSWORD)
        page.wait_for_url(lambda address: "/sign-in" not in address)

        def view() -> None:
            page.goto("about:blank")
            page.goto(f"{server.url}{path}", wait_until="commit")
            page.wait_for_selector(".periods tbody tr")

        view()  # scripts and fonts are kept by the browser from then on
        times = sorted(_seconds(view) for _ in range(VIEWS))
        browser.close()
    return times


def _read(hall: Hall, first: date, last: date) -> None:
    with hall.reading() as reading:
        report(visits(reading, first, last), reading.plan, first, last, "service")


def _seconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began
