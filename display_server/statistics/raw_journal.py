"""The journal of some days as it was written, for other programs: JSON Lines or Parquet, a day at a time.

Each line is one event, as whoever reads a ticket's history sees it: nothing of ratings but that there was one, and no
code by which somebody could use another's appointment. What was erased in the hall is not in it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import ModuleType
from typing import IO, Any

from display_server.domain.refusals import Refused
from display_server.store.reading import Reading
from display_server.words import N_

NOT_TOLD = "code"
"""Whoever knows an appointment's code may come in its place."""


@dataclass(frozen=True, slots=True)
class Line:
    """`seq` is the change of the hall, `nth` the event within it: together its place in the journal's order."""

    hall: str
    seq: int
    nth: int
    at: datetime
    """UTC."""
    day: date
    """The hall's local day."""
    event: str
    ticket: int | None
    counter: int | None
    service: str | None
    actor: str
    facts: dict[str, Any]
    """What else the event tells, by the names of `display_server/domain/events.py`."""


def lines_of(reading: Reading, day: date) -> Iterator[Line]:
    """What the hall's journal tells of this local day, in its order."""
    for row in reading.journal.rows_on(day):
        facts = {name: fact for name, fact in row.facts.items() if name != NOT_TOLD}
        place = (reading.plan.slug, row.seq, row.nth, row.at, row.day)
        yield Line(*place, row.event, row.ticket_id, row.counter, row.service, row.actor, facts)


def to_json_lines(days: Iterable[Iterable[Line]], file: IO[bytes]) -> None:
    """One JSON object a line, times as ISO 8601."""
    for lines in days:
        for line in lines:
            written = json.dumps(asdict(line), ensure_ascii=False, default=_iso)
            file.write(f"{written}\n".encode())


def _iso(value: date | datetime) -> str:
    return value.isoformat()


def to_parquet(days: Iterable[Iterable[Line]], file: IO[bytes]) -> None:
    """One row an event and one group of rows a day; `facts` are a JSON object. Raises Refused without pyarrow."""
    try:
        import pyarrow  # noqa: PLC0415 (100 MB that few halls install)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise Refused(N_("Parquet needs pyarrow: pip install 'motcua[parquet]', or take --format jsonl.")) from None

    kinds = _columns(pyarrow)
    schema = pyarrow.schema(list(kinds.items()))
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for lines in days:
            rows = [{**asdict(line), "facts": json.dumps(line.facts, ensure_ascii=False)} for line in lines]
            if rows:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _columns(pyarrow: ModuleType) -> dict[str, object]:
    whole, text = pyarrow.int64(), pyarrow.string()
    return {
        **{"hall": text, "seq": whole, "nth": pyarrow.int32()},
        **{"at": pyarrow.timestamp("us", tz="UTC"), "day": pyarrow.date32()},
        **{"event": text, "ticket": whole, "counter": pyarrow.int32(), "service": text, "actor": text, "facts": text},
    }


WRITERS: dict[str, Callable[[Iterable[Iterable[Line]], IO[bytes]], None]] = {
    "jsonl": to_json_lines,
    "parquet": to_parquet,
}
