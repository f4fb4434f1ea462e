"""News of dossiers as CSV files in a folder, from which the one-stop system takes them; one file each.

A file has its news' key as its name, and appears as a whole: told twice, it is there once. Whoever has taken one moves
it away or deletes it; of what was taken before, the key tells.
"""

import csv
import io
import os
from pathlib import Path

from display_server.domain.dossier import NEWS_COLUMNS, DossierNews, OneStopSilent


class OneStopFolder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def tell(self, news: DossierNews) -> None:
        text = io.StringIO()
        table = csv.DictWriter(text, NEWS_COLUMNS, lineterminator="\r\n")
        table.writeheader()
        table.writerow({name: _harmless(value) for name, value in news.told().items()})
        file, whole = self._folder / f".{news.key}.part", self._folder / f"{news.key}.csv"
        try:
            file.write_bytes(text.getvalue().encode("utf-8-sig"))
            os.replace(file, whole)
        except OSError as fault:
            raise OneStopSilent(f"{self._folder} cannot be written to ({fault.strerror}).") from fault

    def close(self) -> None:
        """Holds nothing: each file is closed once it is written."""


def _harmless(value: object) -> object:
    """What a spreadsheet will not run as a formula (OWASP, "CSV Injection")."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
