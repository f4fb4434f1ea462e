"""A document as a spreadsheet, by XlsxWriter: numbers are numbers, and no text is run as a formula."""

import io
import re

import xlsxwriter
from xlsxwriter.chart import Chart as DrawnChart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from display_server.reporting.document import Chart, Document, Kind, Table

LONGEST_TAB = 31
NOT_IN_TABS = re.compile(r"[\[\]:*?/\\']")
FORMATS = {
    Kind.COUNT: "#,##0",
    **{Kind.POINTS: "0.0", Kind.MINUTES: "0.0", Kind.MEAN: "0.00"},
    Kind.SHARE: "0.00%",
}
FIRST_ROW = 4
CHART_WIDTH, BAR_HEIGHT, CHART_HEIGHTS = 900, 24, (240, 3000)
"""In pixels."""


def to_xlsx(document: Document) -> bytes:
    """The document with a sheet for each table."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": document.title, "author": document.by})
    names: set[str] = set()
    for table in document.tables:
        _write(book, book.add_worksheet(_tab(table.name, names)), document, table)
    book.close()
    return file.getvalue()


def _tab(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet takes: short, of few marks, and no other sheet's."""
    short = NOT_IN_TABS.sub(" ", name)[:LONGEST_TAB].strip() or "–"
    for nth in range(2, 1000):
        if short.lower() not in taken:
            break
        short = f"{short[: LONGEST_TAB - 4]} {nth}"
    taken.add(short.lower())
    return short


def _write(book: Workbook, sheet: Worksheet, document: Document, table: Table) -> None:
    strong, title = book.add_format({"bold": True}), book.add_format({"bold": True, "font_size": 14})
    heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    for row, text in enumerate((document.by, table.title, document.period)):
        sheet.write_string(row, 0, text, title if row == 1 else strong)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(FIRST_ROW, place, column.heading, heading)
    sheet.freeze_panes(FIRST_ROW + 1, 1)
    plain = {
        kind: book.add_format({"num_format": FORMATS.get(kind, "@"), "text_wrap": kind is Kind.PROSE, "valign": "top"})
        for kind in Kind
    }
    bold = {kind: book.add_format({"num_format": FORMATS.get(kind, "@"), "bold": True, "top": 1}) for kind in Kind}
    row = FIRST_ROW
    for cells, formats in [*((each, plain) for each in table.rows), *([(table.total, bold)] if table.total else [])]:
        row += 1
        _write_row(sheet, row, cells, table, formats)
    for note in table.notes:
        row += 1
        sheet.write_string(row + 1, 0, note)
    if table.chart and table.rows:
        sheet.insert_chart(row + 3, 0, _chart(book, sheet, table, table.chart))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW)


def _chart(book: Workbook, sheet: Worksheet, table: Table, of: Chart) -> DrawnChart:
    chart = book.add_chart({"type": "bar"})
    first, last = FIRST_ROW + 1, FIRST_ROW + len(table.rows)
    heading = table.columns[of.column].heading
    chart.add_series(
        {
            "name": heading,
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, of.column, last, of.column],
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": of.title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"name": heading})
    chart.set_y_axis({"reverse": True})  # the first row above, as in the table
    lowest, highest = CHART_HEIGHTS
    chart.set_size({"width": CHART_WIDTH, "height": max(lowest, min(highest, BAR_HEIGHT * (len(table.rows) + 5)))})
    return chart


def _write_row(
    sheet: Worksheet, row: int, cells: tuple[str | int | float | None, ...], table: Table, formats: dict[Kind, Format]
) -> None:
    for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
        style = formats[column.kind]
        if isinstance(cell, int | float):
            sheet.write_number(row, place, cell, style)
        else:
            sheet.write_string(row, place, "–" if cell is None else cell, style)
