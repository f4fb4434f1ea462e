"""The one-stop system as a table that it exports: CSV with the columns code, state, counter, date (see `answer`).

Read again whenever the file changes, so that an export every few minutes is enough. A line that cannot be understood is
left out, and how many there are is logged; the codes are not. A table without the columns says nothing at all: nobody
is told that there is no such dossier because semicolons stand where commas should.
"""

import csv
import logging
import threading
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from display_server.domain.dossier import UNKNOWN, Dossier, OneStopSilent
from display_server.one_stop.answer import Said

log = logging.getLogger(__name__)

NEEDED_COLUMNS = {"code", "state"}


class OneStopInFile:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._read: tuple[object, Mapping[str, Dossier]] = (None, {})

    def look_up(self, code: str) -> Dossier:
        try:
            return self._dossiers().get(code, UNKNOWN)
        except (OSError, UnicodeDecodeError, csv.Error) as fault:
            raise OneStopSilent(f"{self._file} cannot be read ({fault}).") from fault

    def close(self) -> None:
        """Holds nothing: the file is closed once it is read."""

    def _dossiers(self) -> Mapping[str, Dossier]:
        with self._lock:
            now = self._file.stat()
            version = (now.st_mtime_ns, now.st_size, now.st_ino)
            if self._read[0] != version:
                self._read = (version, _table(self._file))
            return self._read[1]


def _table(file: Path) -> Mapping[str, Dossier]:
    dossiers: dict[str, Dossier] = {}
    wrong = 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        if missing := NEEDED_COLUMNS.difference(table.fieldnames or ()):
            raise csv.Error(f"its first line does not name the columns {', '.join(sorted(missing))}")
        for row in table:
            try:
                dossiers[(row.get("code") or "").strip().upper()] = Said.model_validate(row).dossier()
            except ValidationError:
                wrong += 1
    if wrong:
        log.warning("%s: %d lines cannot be understood; the columns are code, state, counter, date", file, wrong)
    return dossiers
