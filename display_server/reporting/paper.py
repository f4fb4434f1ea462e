"""A document for paper: PDF, A4, in the hall's font, by fpdf2. Works offline; the font comes as a package."""

from math import ceil

import fontpkg
from fpdf import FPDF, XPos, YPos
from fpdf.enums import TableCellFillMode
from fpdf.fonts import FontFace

from display_server.reporting.code128 import picture
from display_server.reporting.document import Cell, Chart, Document, Kind, Table, shown

FONT = "Be Vietnam Pro"
WEIGHTS = {"": 400, "B": 700}
TEXT, SMALL, TITLE = 9, 8, 14
GREY = (226, 230, 234)
BAR = (31, 95, 153)
NAMES, FIGURES, TALLEST_BAR, LEAST_LINE = 70.0, 16.0, 7.0, 3.2
"""Of a chart, in mm: the width left of and right of its bars, a bar's height, what a line of its words needs."""


class _Paper(FPDF):
    """With the hall and the page's number at the foot of each page."""

    def __init__(self, document: Document) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.document = document

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(FONT, size=SMALL)
        self.cell(0, 5, f"{self.document.by} · {self.document.period} · {self.page_no()}/{{nb}}", align="C")


def to_pdf(document: Document) -> bytes:
    """The document, each table on a page of its own."""
    paper = _Paper(document)
    for style, weight in WEIGHTS.items():
        paper.add_font(FONT, style, str(fontpkg.path(FONT, weight)))
    paper.set_title(document.title)
    paper.set_author(document.by)
    paper.set_lang(document.language)
    paper.set_auto_page_break(auto=True, margin=15)
    for table in document.tables:
        paper.add_page()
        _draw(paper, document, table)
    return bytes(paper.output())


def _draw(paper: _Paper, document: Document, table: Table) -> None:
    _line(paper, document.by, TEXT, bold=True)
    _line(paper, table.title, TITLE, bold=True)
    _line(paper, document.period, TEXT)
    paper.ln(3)
    paper.set_font(FONT, size=SMALL)
    widths = tuple(column.width for column in table.columns)
    aligns = tuple(
        "LEFT" if column.kind in (Kind.TEXT, Kind.BARCODE, Kind.PROSE) else "RIGHT" for column in table.columns
    )
    strong = FontFace(emphasis="BOLD", fill_color=GREY)
    with paper.table(
        col_widths=widths,
        text_align=aligns,
        headings_style=strong,
        line_height=4.5,
        padding=0.8,
        cell_fill_mode=TableCellFillMode.NONE,
        repeat_headings=1,
    ) as drawn:
        drawn.row([column.heading for column in table.columns])
        for cells in table.rows:
            row = drawn.row()
            for cell, column in zip(cells, table.columns, strict=True):
                if column.kind is Kind.BARCODE and isinstance(cell, str):
                    row.cell(img=picture(cell), img_fill_width=True)
                else:
                    row.cell(shown(cell, column.kind, document.language))
        if table.total:
            drawn.row(
                [
                    shown(cell, column.kind, document.language)
                    for cell, column in zip(table.total, table.columns, strict=True)
                ],
                style=strong,
            )
    paper.ln(3)
    for note in table.notes:
        _line(paper, note, SMALL)
    if table.chart and table.rows:
        paper.add_page()
        _bars(paper, document.language, table, table.chart)


def _bars(paper: _Paper, language: str, table: Table, chart: Chart) -> None:
    """All on one page: of many bars that stand close only every nth is named."""
    _line(paper, chart.title, TITLE, bold=True)
    paper.ln(3)
    top, kind = paper.get_y(), table.columns[chart.column].kind
    height = min(TALLEST_BAR, (paper.h - paper.b_margin - top) / len(table.rows))
    named = max(1, ceil(LEAST_LINE / height))
    longest = max(_length(cells[chart.column]) for cells in table.rows) or 1.0
    paper.set_font(FONT, size=min(SMALL, 2 * height * named))
    for nth, cells in enumerate(table.rows):
        y, width = top + nth * height, _length(cells[chart.column]) / longest * (paper.epw - NAMES - FIGURES)
        with paper.local_context(fill_color=BAR):
            paper.rect(paper.l_margin + NAMES, y + height * 0.15, width, height * 0.7, style="F")
        if nth % named == 0:
            _named(paper, y, height, str(cells[0]))
            paper.set_xy(paper.l_margin + NAMES + width + 1, y)
            paper.cell(FIGURES, height, shown(cells[chart.column], kind, language))


def _named(paper: _Paper, y: float, height: float, name: str) -> None:
    """Left of its bar, cut where it is too long."""
    while paper.get_string_width(name) > NAMES - 3:
        name = f"{name.removesuffix('…')[:-1]}…"
    paper.set_xy(paper.l_margin, y)
    paper.cell(NAMES - 1, height, name, align="R")


def _length(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _line(paper: _Paper, text: str, size: int, *, bold: bool = False) -> None:
    paper.set_font(FONT, "B" if bold else "", size)
    paper.multi_cell(0, size * 0.55, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
