"""The one-stop system as a table that it exports: CSV with the columns code, state, counter, date (see `answer`).

Read again whenever the file changes, so that an export every few minutes is enough. Of a line that cannot be understood
nothing is told, and how many there are is logged; the codes are not. A table without the columns, or with a quote that
nothing closes, says nothing at all: nobody is told that there is no such dossier because semicolons stand where commas
should, or 01/12/2026 for 2026-12-01.
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
        self._read: tuple[object, Mapping[str, Dossier | None]] = (None, {})

    def look_up(self, code: str) -> Dossier:
        try:
            dossier = self._dossiers().get(code, UNKNOWN)
        except (OSError, UnicodeDecodeError, csv.Error) as fault:
            raise OneStopSilent(f"{self._file} cannot be read ({fault}).") from fault
        if dossier is None:
            raise OneStopSilent(f"a line of {self._file} cannot be understood.")
        return dossier

    def close(self) -> None:
        """Holds nothing: the file is closed once it is read."""

    def _dossiers(self) -> Mapping[str, Dossier | None]:
        with self._lock:
            now = self._file.stat()
            version = (now.st_mtime_ns, now.st_size, now.st_ino)
            if self._read[0] != version:
                self._read = (version, _table(self._file))
            return self._read[1]


def _table(file: Path) -> Mapping[str, Dossier | None]:
    """None stands where a line cannot be understood."""
    dossiers: dict[str, Dossier | None] = {}
    wrong = 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines, strict=True)
        if missing := NEEDED_COLUMNS.difference(table.fieldnames or ()):
            raise csv.Error(f"its first line does not name the columns {', '.join(sorted(missing))}")
        for row in table:
            code = (row.get("code") or "").strip().upper()
            try:
                dossiers[code] = Said.model_validate(row).dossier()
            except ValidationError:
                dossiers[code] = None
                wrong += 1
    if wrong:
        log.warning("%s: %d lines cannot be understood; the columns are code, state, counter, date", file, wrong)
    return dossiers
