"""A document becomes a spreadsheet and paper: numbers stay numbers, Vietnamese stays Vietnamese, no formula runs."""

import io
import re

import openpyxl
import pypdf
import pytest

from display_server.reporting.document import Cell, Chart, Column, Document, Kind, Table, shown
from display_server.reporting.paper import BAR, GREY, to_pdf
from display_server.reporting.spreadsheet import to_xlsx

COLUMNS = (
    Column("Cán bộ", Kind.TEXT, 30),
    Column("Hồ sơ"),
    Column("Hài lòng", Kind.SHARE),
    Column("Điểm", Kind.POINTS),
)
ROWS: tuple[tuple[Cell, ...], ...] = (("Nguyễn Thị Hoà", 1_250, 0.9636, 1.5), ("=1+1", 0, None, None))


def a_document(*tables: Table) -> Document:
    return Document(
        "Báo cáo", "Trung tâm", "Quý 4/2026", tables or (Table("Tờ", "Tiêu đề", COLUMNS, ROWS, ("Ghi chú",)),)
    )


@pytest.mark.parametrize(
    ("cell", "kind", "vi", "en"),
    [
        (1_250_000, Kind.COUNT, "1.250.000", "1,250,000"),
        (0.9636, Kind.SHARE, "96,36 %", "96.36 %"),
        (1, Kind.SHARE, "100,00 %", "100.00 %"),
        (7.5, Kind.POINTS, "7,5", "7.5"),
        (None, Kind.COUNT, "–", "–"),
        ("Hoà", Kind.TEXT, "Hoà", "Hoà"),
    ],
)
def test_a_cell_is_written_as_people_write(cell: Cell, kind: Kind, vi: str, en: str) -> None:
    assert (shown(cell, kind, "vi"), shown(cell, kind, "en")) == (vi, en)


def test_a_spreadsheet_has_numbers_to_reckon_with_and_texts_that_do_nothing() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(a_document())))["Tờ"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0] == ["Cán bộ", "Hồ sơ", "Hài lòng", "Điểm"]
    assert rows[1] == ["Nguyễn Thị Hoà", 1_250, 0.9636, 1.5]
    assert rows[2] == ["=1+1", 0, "–", "–"]
    assert sheet.cell(7, 1).data_type == "s"
    assert "Ghi chú" in [row[0] for row in rows]


def test_sheets_have_names_that_spreadsheets_take() -> None:
    same = [Table("Tài nguyên: Môi trường/Đất đai và những việc khác", "T", COLUMNS, ()) for _ in range(3)]

    names = openpyxl.load_workbook(io.BytesIO(to_xlsx(a_document(*same)))).sheetnames

    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_paper_has_vietnamese_and_a_page_for_each_table() -> None:
    table = Table("Tờ", "Mức hoàn thành nhiệm vụ", COLUMNS, ROWS * 60, ("Ghi chú",), ("Tổng cộng", 75_000, 0.5, 9.0))

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(a_document(table, table)))).pages]

    assert "Mức hoàn thành nhiệm vụ" in pages[0]
    assert "Nguyễn Thị Hoà" in pages[0]
    assert "1.250" in pages[0]
    assert "96,36 %" in pages[0]
    assert all("Cán bộ" in page for page in pages[: len(pages) // 2 - 1])
    assert sum("75.000" in page for page in pages) == 2


def test_a_chart_leaves_the_tables_after_it_as_they_are() -> None:
    with_chart = Table("Tờ", "Tiêu đề", COLUMNS, ROWS, chart=Chart("Hồ sơ", 1))

    first, chart, after = pypdf.PdfReader(io.BytesIO(to_pdf(a_document(with_chart, with_chart)))).pages[:3]

    assert _filled(chart) == {BAR}
    assert _filled(first) == _filled(after) == {GREY}


def _filled(page: pypdf.PageObject) -> set[tuple[int, ...]]:
    """The colours of its filled rectangles and cells."""
    contents = page.get_contents()
    assert contents is not None
    return {
        tuple(round(float(part) * 255) for part in colour.split())
        for colour in re.findall(r"((?:[\d.]+ ){3})rg", contents.get_data().decode("latin-1"))
    }
