"""Ticket files: what is read, and that every wrong one is refused with the mend."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from display_server.estimates.tickets import NoTicketFile, read_tickets

COLUMNS = "office,queue,queue_name,date,ticket,issued_minute,called_minute,people_ahead,open_counters"
GOOD = "Hall,7,Land,2026-03-02,12,500,515,3,2"


def a_file(folder: Path, *lines: str) -> Path:
    file = folder / "tickets.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_each_day_has_its_tickets_in_the_order_of_issue(tmp_path: Path) -> None:
    later, earlier = "Hall,7,Land,2026-03-02,13,510,530,3,2", "Hall,7,Land,2026-03-01,2,480,,0,0"

    days = read_tickets(a_file(tmp_path, COLUMNS, later, GOOD, earlier))

    assert list(days) == [date(2026, 3, 1), date(2026, 3, 2)]
    assert [(each.number, each.issued, each.called) for each in days[date(2026, 3, 2)]] == [
        ("12", 500, 515),
        ("13", 510, 530),
    ]
    assert days[date(2026, 3, 1)][0].called is None, "who never was called has no minute"


def test_of_one_minute_who_met_more_people_came_later(tmp_path: Path) -> None:
    second = "Hall,7,Land,2026-03-02,13,500,520,4,2"

    days = read_tickets(a_file(tmp_path, COLUMNS, second, GOOD))

    assert [each.number for each in days[date(2026, 3, 2)]] == ["12", "13"]


def test_a_packed_file_and_one_from_a_spreadsheet_are_read_alike(tmp_path: Path) -> None:
    packed, marked = tmp_path / "tickets.csv.gz", tmp_path / "marked.csv"
    packed.write_bytes(gzip.compress(f"{COLUMNS}\r\n{GOOD}\r\n".encode()))
    marked.write_text(f"{COLUMNS}\n{GOOD}\n", encoding="utf-8-sig")

    assert read_tickets(packed) == read_tickets(marked)


@pytest.mark.parametrize(
    ("lines", "mend"),
    [
        ((), "no column office"),
        (("office,queue",), "no column date, ticket, issued_minute"),
        ((COLUMNS,), "has no tickets"),
        ((COLUMNS, GOOD, "Hall,7,Land,2026-03-02,12,noon,515,3,2"), "line 3 is no ticket.*Mend or remove it"),
        ((COLUMNS, "Hall,7,Land,2026-03-02,12,500,499,3,2"), "called at minute 499, before it was issued at 500"),
        ((COLUMNS, "Hall,7,Land,02/03/2026,12,500,515,3,2"), "line 2 is no ticket"),
        ((COLUMNS, "Hall,7,Land,2026-03-02,12,nan,515,3,2"), "issued_minute is nan, not minutes after midnight"),
        ((COLUMNS, "Hall,7,Land,2026-03-02,12,500,515,-1,2"), "people_ahead is -1"),
        ((COLUMNS, "Hall,7,Land,2026-03-02,12,500,515"), "line 2 is no ticket"),
    ],
)
def test_a_wrong_file_is_refused_with_the_mend(tmp_path: Path, lines: tuple[str, ...], mend: str) -> None:
    with pytest.raises(NoTicketFile, match=mend):
        read_tickets(a_file(tmp_path, *lines))


def test_a_packed_file_that_was_damaged_on_its_way_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv.gz"
    packed = bytearray(gzip.compress("\n".join([COLUMNS, *[GOOD] * 500]).encode()))
    packed[20:60] = bytes(40)
    file.write_bytes(packed)

    with pytest.raises(NoTicketFile, match="cannot be read"):
        read_tickets(file)


def test_a_file_that_only_looks_packed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv.gz"
    file.write_text(COLUMNS)

    with pytest.raises(NoTicketFile, match=r"cannot be read.*Name a ticket CSV, plain or \.gz"):
        read_tickets(file)
