"""The process that makes one ordered file beside the server: what to make comes in on its input.

It says every two seconds that it is still at it, and gives up once the order is not its own any more: stopped, or
begun anew by another because nothing was heard of it. It goes on while the server is started anew.
"""

import json
import logging
import os
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, cast

from display_server.contract import GroupBy
from display_server.domain.ordered_file import BEAT, Order, OrderedFile, What
from display_server.domain.refusals import Refused
from display_server.statistics.export import table_csv
from display_server.statistics.fairness import fairness
from display_server.statistics.fairness_document import calls_table, fairness_document
from display_server.statistics.report_file import Watch, write_journal, written
from display_server.statistics.roll_ups import statistics
from display_server.store.database import connect
from display_server.store.hall import Clock, Hall, Halls, system_clock
from display_server.store.ordered_files import OrderedFiles

log = logging.getLogger(__name__)

POLITE = 10
"""The hall's server goes first."""


class Making:
    """One file on its way."""

    def __init__(self, files: OrderedFiles, claimed: OrderedFile, folder: Path, clock: Clock) -> None:
        self._files, self._claimed, self._clock = files, claimed, clock
        self._file = folder / claimed.stored_as
        self.part = folder / f"{claimed.stored_as}.{claimed.tries}.part"
        self._done_days = 0
        self._over = threading.Event()

    def make(self, hall: Hall) -> None:
        beating = threading.Thread(target=self._beat, daemon=True)
        beating.start()
        try:
            with self.part.open("wb") as opened:
                write(self._claimed.order, hall, opened, self._watched)
        except Refused as refusal:
            self._files.failed(self._claimed, str(refusal), self._clock())
        except Exception as fault:  # the page must say that it broke off
            log.exception("an ordered file broke off")
            self._files.failed(self._claimed, f"{type(fault).__name__}: {fault}", self._clock())
        else:
            size = self.part.stat().st_size
            self.part.rename(self._file)
            if not self._files.done(self._claimed, size, self._clock()):
                self._file.unlink()
        finally:
            self._over.set()
            self.part.unlink(missing_ok=True)

    def _watched(self, days: list[date]) -> Iterator[date]:
        for day in days:
            yield day
            self._done_days += 1

    def _beat(self) -> None:
        while not self._over.wait(BEAT.total_seconds()):
            try:
                is_ours = self._files.still(self._claimed, self._done_days, self._clock())
            except Refused as refusal:  # a database that is away for a moment
                log.warning("an ordered file cannot tell how far it is: %s", refusal)
                continue
            if not is_ours:
                self.part.unlink(missing_ok=True)
                os._exit(0)  # in the middle of whatever it does: nobody wants the file any more


def write(order: Order, hall: Hall, file: IO[bytes], watch: Watch) -> None:
    """Raises Refused where it cannot be made."""
    of = frozenset(order.departments) if order.departments is not None else None
    with hall.reading() as reading:
        plan = reading.plan
    match order.what:
        case What.JOURNAL:
            write_journal(hall, order.days, order.file_format, file, watch)
        case What.FIGURES:
            figures = statistics(hall, order.first, order.last, cast("GroupBy", order.group_by), of)
            file.write(written(figures, plan.name, order.file_format, order.language))
        case What.FAIRNESS:
            told = fairness(hall, order.first, order.last, of, watch, most=None)
            if order.file_format == "csv":
                file.write(table_csv(calls_table(told, plan.timezone, order.language), order.language))
            else:
                from display_server.reporting.spreadsheet import to_xlsx  # noqa: PLC0415 (only for whoever wants it)

                file.write(to_xlsx(fairness_document(told, plan.name, plan.timezone, order.language)))


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    os.nice(POLITE)
    ahead = timedelta(seconds=asked["clock_ahead_seconds"])

    def clock() -> datetime:
        return system_clock() + ahead

    engine = connect(asked["database"])
    files = OrderedFiles(engine)
    claimed = files.one(asked["hall"], asked["file"])
    if claimed.tries == asked["tries"]:
        os.umask(0o077)
        Making(files, claimed, Path(asked["folder"]), clock).make(Halls(engine, clock)[asked["hall"]])
    engine.dispose()


if __name__ == "__main__":
    main()
