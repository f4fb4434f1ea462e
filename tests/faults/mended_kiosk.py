"""A kiosk whose book is damaged, and that is killed while it mends it; run as a program with FOLDER and N.

It is started N times in turn, each time on the same damaged book, killed at a random moment, and started again.
"""

import os
import random
import shutil
import signal
import sys
import time
from contextlib import closing
from pathlib import Path

from kiosk_app.store.kiosk_store import KioskStore

BOOK = "kiosk.db"
LONGEST_LIFE = 0.15


def start_in_vain(book: Path) -> None:
    """Killed before it is done, or after."""
    child = os.fork()
    if child == 0:
        with closing(KioskStore(book)):
            time.sleep(60)
    time.sleep(random.uniform(0, LONGEST_LIFE))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main() -> None:
    """Prints how many tickets each start has left, and how many of the starts were killed in the midst of it."""
    damaged, times, in_the_midst = Path(sys.argv[1]), int(sys.argv[2]), 0
    for _ in range(times):
        for left in damaged.parent.glob(f"{BOOK}*"):
            left.unlink()
        book = Path(shutil.copy(damaged, damaged.with_name(BOOK)))
        start_in_vain(book)
        in_the_midst += book.with_name(f"{BOOK}.mending").exists()
        with closing(KioskStore(book)) as store:
            print(store.outbox.count_to_hand_in())
            assert store.is_well()
    print(in_the_midst)


if __name__ == "__main__":
    main()
