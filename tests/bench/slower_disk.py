"""A disk as slow as those of mini PCs, for servers that are started meanwhile.

A cheap solid-state disk or a hard disk takes milliseconds to make a page durable; a data centre's a tenth of that.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")


@contextmanager
def slower_disk(folder: Path, milliseconds: int) -> Iterator[None]:
    """Needs a C compiler; raises FileNotFoundError where there is none."""
    library = folder / "slower_disk.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"], check=True)
    own = {"LD_PRELOAD": str(library), "MOTCUA_BENCH_DISK_MS": str(milliseconds)}
    os.environ.update(own)
    try:
        yield
    finally:
        for name in own:
            del os.environ[name]
