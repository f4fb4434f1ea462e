"""Calls, and when the screens that watch have them; in turn with a bare broadcast of the same bytes to as many."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from tests.bench.bare_broadcast import bare_broadcaster
from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.screens import Shown, watching
from tests.bench.wire import Wire

COUNTER = 1
"""Takes Planning and Investment."""
SERVICE = "dkdn"
QUIET_SECONDS = 0.12
"""Longer than a push takes, so that each measured view is that of its own call."""


@dataclass
class Pushes:
    """Seconds from the key to the first and the last screen, ours and the bare server's."""

    ours: list[float] = field(default_factory=list)
    ours_first: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    bare_first: list[float] = field(default_factory=list)
    ours_share: float = 0.0
    bare_share: float = 0.0


def measured(waiting: int, topics_of: Callable[[Wire], Sequence[str]], calls: int) -> Pushes:
    """With so many waiting. `topics_of` says what the screens watch, one topic each."""
    with bench_folder() as folder, running_hall(folder, waiting) as server:
        wire = Wire(server.url, server.token("admin"))
        topics = topics_of(wire)
        wire.post(f"{API}/counters/{COUNTER}/open", {"officer": "Bench"})
        view = _a_view(server.url, topics[-1:], wire)
        with (
            bare_broadcaster(view) as bare_url,
            watching(server.url, topics) as ours,
            watching(bare_url, topics) as bare,
        ):
            bare_wire = Wire(bare_url, "")
            ours_pressed, bare_pressed = {}, {}
            for _ in range(calls):
                time.sleep(QUIET_SECONDS)
                seq, at = _press_bare(bare_wire)
                bare_pressed[seq] = at
                seq, at = _press_next(wire)
                ours_pressed[seq] = at
            shown, bare_shown = ours.stop(), bare.stop()
        wire.close()
        bare_wire.close()
    found = Pushes(ours_share=shown.client_share, bare_share=bare_shown.client_share)
    found.ours, found.ours_first = _times(ours_pressed, shown, len(topics))
    found.bare, found.bare_first = _times(bare_pressed, bare_shown, len(topics))
    return found


def _times(pressed: dict[int, float], shown: Shown, screens: int) -> tuple[list[float], list[float]]:
    late = [seq for seq in pressed if shown.count.get(seq, 0) < screens]
    if late:
        print(f"  {len(late)} of {len(pressed)} calls were not seen by all {screens} screens, each for itself")
    seen = [seq for seq in pressed if seq not in late]
    return [shown.last[seq] - pressed[seq] for seq in seen], [shown.first[seq] - pressed[seq] for seq in seen]


def _press_bare(wire: Wire) -> tuple[int, float]:
    pressed = time.perf_counter()
    seq = cast(int, wire.post("/").json()["seq"])
    time.sleep(QUIET_SECONDS)
    return seq, pressed


def _press_next(wire: Wire) -> tuple[int, float]:
    """Calls the next visitor, sends them off, and lets a new one come, so that as many wait as before."""
    pressed = time.perf_counter()
    wire.post(f"{API}/counters/{COUNTER}/call-next")
    time.sleep(QUIET_SECONDS)
    seq = _seq(wire)
    wire.post(f"{API}/counters/{COUNTER}/no-show")
    wire.post(f"{API}/tickets", {"service": SERVICE})
    return seq, pressed


def _seq(wire: Wire) -> int:
    """Of the hall's last change; asked when all is quiet, so that the asking slows nothing that is measured."""
    return cast(int, wire.get(f"{API}/board").json()["seq"])


def _a_view(url: str, topics: Sequence[str], wire: Wire) -> bytes:
    """One push as it goes over the line."""
    with watching(url, topics) as screens:
        _press_next(wire)
        time.sleep(QUIET_SECONDS)
        return screens.stop().view
