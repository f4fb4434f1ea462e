"""What the disk itself takes to make a few pages durable: no commit of anybody's is quicker."""

import os
import time
from pathlib import Path

from tests.bench.hall import bench_folder
from tests.bench.table import ms, spread

PAGES = bytes(8 * 4096)
WRITES = 300
BETWEEN_SECONDS = 0.01


def show_disk() -> None:
    """Printed beneath tables whose times hold a commit: a slow disk shows here as well, and is none of our making."""
    with bench_folder() as folder:
        _, p50, p99, longest = spread(_times(folder / "pages"))
    print(
        f"\n  this disk, to make {len(PAGES) // 1024} KiB durable: p50 {ms(p50)}, p99 {ms(p99)}, max {ms(longest)} ms"
    )


def _times(file: Path) -> list[float]:
    times = []
    with file.open("wb", buffering=0) as pages:
        for _ in range(WRITES):
            time.sleep(BETWEEN_SECONDS)
            began = time.perf_counter()
            pages.write(PAGES)
            os.fdatasync(pages)
            times.append(time.perf_counter() - began)
    return times
