"""From the officer's key to the phones of all who wait: each gets a view of its own, with its new place."""

from tests.bench.calling import row
from tests.bench.disk import show_disk
from tests.bench.hall import API
from tests.bench.pushes import SERVICE, measured
from tests.bench.table import show
from tests.bench.wire import Wire

PHONES, CALLS = 500, 60


def measure() -> None:
    pushes = measured(0, _phones, CALLS)
    show(
        f"Call to the last of {PHONES} phones, each with its own view, ms over {CALLS} calls, in turn with a bare "
        "broadcast of one phone's bytes (aim: p99 at most 150)",
        ["", "p50", "p99", "max", "first p50", "phones' share"],
        [[f"{PHONES} phones", *row(pushes, "ours")], ["  one's bytes to all, bare", *row(pushes, "bare")]],
    )
    show_disk()


def _phones(wire: Wire) -> list[str]:
    """Topics of as many visitors as are watched, behind those who will be called."""
    tickets = [wire.post(f"{API}/tickets", {"service": SERVICE}).json()["ticket"] for _ in range(CALLS + 5 + PHONES)]
    return [f"ticket:{ticket['token']}" for ticket in tickets[-PHONES:]]  # type: ignore[index]
