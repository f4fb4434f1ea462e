"""From the officer's key to the hall displays: how long a call takes to be seen, and whether more waiting slows it."""

from tests.bench.disk import show_disk
from tests.bench.pushes import Pushes, measured
from tests.bench.table import ms, ratio, show, spread
from tests.running_server import HALL

DISPLAYS, CALLS = 20, 60


def measure() -> None:
    topics = [f"board:{HALL}"] * DISPLAYS
    found = {waiting: measured(waiting, lambda _: topics, CALLS) for waiting in (80, 400, 4000)}
    _, baseline, _, _ = spread(found[80].ours)
    rows = []
    for waiting, pushes in found.items():
        flat = ratio(spread(pushes.ours)[1], baseline)
        rows += [
            [f"{waiting} waiting", *row(pushes, "ours"), flat],
            ["  the same bytes, bare", *row(pushes, "bare"), ""],
        ]
    show(
        f"Call to the last of {DISPLAYS} hall displays, ms over {CALLS} calls, in turn with a bare broadcast "
        "of the same bytes (aim: p99 at most 1.5x the bare one's + 15; flat at most 1.1x)",
        ["", "p50", "p99", "max", "first p50", "screens' share", "p50 to that at 80"],
        rows,
    )
    show_disk()


def row(pushes: Pushes, which: str) -> list[str]:
    last, first = (pushes.ours, pushes.ours_first) if which == "ours" else (pushes.bare, pushes.bare_first)
    _, p50, p99, longest = spread(last)
    share = pushes.ours_share if which == "ours" else pushes.bare_share
    return [ms(p50), ms(p99), ms(longest), ms(spread(first)[1]), f"{share:.0%}"]
