"""Has ordered files made, one at a time, by a process beside this one, and removes those that are old."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from display_server.domain.ordered_file import OrderedFile
from display_server.store.hall import Clock
from display_server.store.ordered_files import OrderedFiles

log = logging.getLogger(__name__)


class Workshop:
    """`folder`: where files stand until they are old."""

    def __init__(
        self, files: OrderedFiles, folder: Path, database: str, clock: Clock, clock_ahead_seconds: float = 0
    ) -> None:
        self._files, self._folder, self._database, self._clock = files, folder, database, clock
        self._clock_ahead_seconds = clock_ahead_seconds
        self._worker: subprocess.Popen[bytes] | None = None

    def do_what_is_due(self) -> None:
        """Begins the next file where none is being made, and removes what is old. Returns at once."""
        if self._worker is not None and self._worker.poll() is not None:
            self._worker = None
        self._remove_old()
        if self._worker is None and (claimed := self._files.claim(self._clock())) is not None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._remove_parts(claimed)
            self._worker = self._begin(claimed)

    def _begin(self, claimed: OrderedFile) -> subprocess.Popen[bytes]:
        asked = {
            "database": self._database,
            "folder": str(self._folder),
            "hall": claimed.order.hall,
            "file": claimed.id,
            "tries": claimed.tries,
            "clock_ahead_seconds": self._clock_ahead_seconds,
        }
        worker = subprocess.Popen([sys.executable, "-m", "display_server.ordering.worker"], stdin=subprocess.PIPE)
        if worker.stdin is not None:  # not an argument: the database's address may hold its password
            worker.stdin.write(f"{json.dumps(asked)}\n".encode())
            worker.stdin.close()
        return worker

    def _remove_old(self) -> None:
        for old in self._files.drop_old(self._clock()):
            (self._folder / old.stored_as).unlink(missing_ok=True)
            self._remove_parts(old)

    def _remove_parts(self, of: OrderedFile) -> None:
        """What earlier tries have left."""
        for part in self._folder.glob(f"{of.stored_as}.*.part"):
            part.unlink(missing_ok=True)
