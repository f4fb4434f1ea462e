"""A report or the raw journal of some days as a file on the disk: whole, or not there at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

from display_server.contract import GroupBy, Statistics
from display_server.domain.refusals import NotAllowed
from display_server.statistics.export import to_csv
from display_server.statistics.figures_document import figures_document
from display_server.statistics.raw_journal import WRITERS, Line, lines_of
from display_server.statistics.roll_ups import statistics
from display_server.store.hall import Hall
from display_server.words import N_

Watch = Callable[[list[date]], Iterator[date]]
"""Takes days and gives them back one by one, so that somebody sees how far it is."""


def report_of(hall: Hall, days: tuple[date, date], file_format: str, group_by: GroupBy, language: str) -> bytes:
    """The figures of these local days, both included, as csv, xlsx or pdf."""
    with hall.reading() as reading:
        name = reading.plan.name
    return written(statistics(hall, *days, group_by), name, file_format, language)


def written(figures: Statistics, hall: Mapping[str, str], file_format: str, language: str) -> bytes:
    """Figures as csv, xlsx or pdf; `hall` is its name."""
    if file_format == "csv":
        return to_csv(figures, language)
    document = figures_document(figures, hall, language)
    # The libraries that write files are loaded by who asks for one.
    if file_format == "pdf":
        from display_server.reporting.paper import to_pdf as drawn  # noqa: PLC0415
    else:
        from display_server.reporting.spreadsheet import to_xlsx as drawn  # noqa: PLC0415
    return drawn(document)


def write_journal(hall: Hall, days: list[date], file_format: str, file: IO[bytes], watch: Watch = iter) -> None:
    """The raw journal of these days, as jsonl or parquet; no more than a day of it is in memory."""
    with hall.reading() as reading:

        def day_by_day() -> Iterator[Iterator[Line]]:
            for day in watch(days):
                yield lines_of(reading, day)

        WRITERS[file_format](day_by_day(), file)


@contextmanager
def new_file(file: Path) -> Iterator[IO[bytes]]:
    """To be written: under its name once it is whole. Raises NotAllowed where it is there already, or cannot be."""
    part = file.with_name(f"{file.name}.part")
    try:
        if file.exists():
            raise NotAllowed(N_("%(file)s is there already: name another file, or move it away."), file=file)
        with part.open("wb") as opened:
            yield opened
        part.rename(file)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise NotAllowed(N_("%(file)s cannot be written (%(why)s)."), file=file, why=why) from fault
    finally:
        part.unlink(missing_ok=True)
