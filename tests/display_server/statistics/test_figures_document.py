"""The figures of many groups on paper."""

import io
from datetime import timedelta

import pypdf

from display_server.reporting.paper import to_pdf
from display_server.statistics.figures_document import figures_document
from tests.display_server.statistics.test_report import MONDAY_EIGHT, PLAN, a_visit, the_report


def test_a_year_of_days_has_its_bars_on_one_page() -> None:
    year = [a_visit(issued_at=MONDAY_EIGHT + timedelta(days=days), waited=days % 40) for days in range(366)]

    paper = to_pdf(figures_document(the_report(year, "day"), PLAN.name, "vi"))

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages]
    assert sum("8 trên 10" in page for page in pages) == 1


def test_days_without_a_visit_have_their_files_too() -> None:
    paper = to_pdf(figures_document(the_report([]), PLAN.name, "vi"))

    assert "Tổng cộng" in pypdf.PdfReader(io.BytesIO(paper)).pages[0].extract_text()
