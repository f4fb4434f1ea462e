"""The figures of some days as files: whoever opens them finds what the API tells, and what each figure means."""

import csv
import io
from typing import Any

import openpyxl
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl.worksheet.worksheet import Worksheet

from display_server.access.principals import Role
from display_server.domain.rating_plan import Opinion
from display_server.statistics.definitions import DEFINITIONS
from display_server.use_cases import counter, kiosk, visitor
from display_server.web.services import Services
from display_server.words import say
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan, do

FIGURES = "/api/v1/halls/hall/statistics"


@pytest.fixture
def manager(app: Flask, house: Services, clock: MovedClock) -> FlaskClient:
    """Of a hall in which three came: two for land, of whom one waited 3 and one 7½ minutes, and one for taxes."""
    house.halls.load(a_hall_plan(), actor="test")
    hall = house.halls["hall"]
    for number, officer in ((1, "Lan"), (3, "Hoà")):
        do(hall, counter.open_counter, number, officer)
    for number, service, waited in ((1, "land", 3.0), (1, "land", 7.5), (3, "tax", 12.5)):
        ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service))
        clock.advance(minutes=waited)
        do(hall, counter.call_next, number)
        do(hall, counter.start, number)
        clock.advance(minutes=5)
        do(hall, counter.finish, number, counter.Outcome(None))
        do(hall, visitor.rate_visit, ticket.token, Opinion(4), "tablet")
    return signed_in(app, Role.MANAGER)


def the_file(manager: FlaskClient, ending: str, **asked: str) -> bytes:
    answer = manager.get(f"{FIGURES}.{ending}", query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return bytes(answer.data)


def the_rows(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """By group, its figures by their heading."""
    heading, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    return {str(row[0]): dict(zip(map(str, heading), row, strict=True)) for row in rows}


def test_a_workbook_tells_what_the_api_tells(manager: FlaskClient) -> None:
    told = manager.get(FIGURES).get_json()

    sheet = openpyxl.load_workbook(io.BytesIO(the_file(manager, "xlsx", lang="en")))["Waits"]

    rows = the_rows(sheet)
    for row in (*told["rows"], told["total"]):
        shown = rows[row["name"]["en"]]
        assert (shown["Issued"], shown["Wait: count"]) == (row["issued"], row["waits"]["count"])
        assert (shown["Wait: mean (min)"], shown["Wait: P80 (min)"]) == (row["waits"]["mean"], row["waits"]["p80"])
        assert shown["Waits within target (share)"] == row["waits"]["within_target"]
    assert len(told["rows"]) == 2


def test_a_workbook_shows_numbers_as_such_keeps_its_heads_in_sight_and_draws_the_waits(manager: FlaskClient) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(the_file(manager, "xlsx", lang="en")))["Waits"]

    formats = {str(head.value): cell.number_format for head, cell in zip(sheet[5], sheet[6], strict=True)}
    assert (formats["Issued"], formats["Wait: mean (min)"]) == ("#,##0", "0.0")
    assert formats["Waits within target (share)"] == "0.00%"
    assert sheet.freeze_panes == "B6"
    (chart,) = sheet._charts  # type: ignore[attr-defined]  # openpyxl has no public name for what it read
    p80 = next(head.coordinate[:-1] for head in sheet[5] if head.value == "Wait: P80 (min)")
    assert chart.series[0].val.numRef.f == f"Waits!${p80}$6:${p80}$7"


def test_every_definition_stands_in_the_files_at_their_end(manager: FlaskClient) -> None:
    meant = [say("vi", each.text) for each in DEFINITIONS]

    book = openpyxl.load_workbook(io.BytesIO(the_file(manager, "xlsx", lang="vi")))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(the_file(manager, "pdf", lang="vi"))).pages]

    assert [row[1].value for row in book["Định nghĩa"].iter_rows(min_row=6)] == meant
    assert book.sheetnames[-1] == "Định nghĩa"
    last = "".join(pages[-2:]).split()
    assert all("".join(text.split()) in "".join(last) for text in meant)


def test_paper_is_a4_across_with_the_figures_in_vietnamese_and_a_bar_for_each_group(manager: FlaskClient) -> None:
    pages = pypdf.PdfReader(io.BytesIO(the_file(manager, "pdf", lang="vi", group_by="officer"))).pages

    first, chart = pages[0].extract_text(), pages[1]
    assert [round(float(each)) for each in pages[0].mediabox[2:]] == [842, 595]
    assert "Hoà" in first
    assert "12,5" in first
    assert "8 trên 10" in chart.extract_text()
    bars = [line.split() for line in chart.get_contents().get_data().decode("latin-1").splitlines() if " re f" in line]  # type: ignore[union-attr]
    lengths = [float(bar[bar.index("re") - 2]) for bar in bars]
    assert lengths[0] / max(lengths) == pytest.approx(1, abs=0.01)
    assert lengths[1] / lengths[0] == pytest.approx(6.6 / 12.5, abs=0.01)


def test_paper_is_in_english_too(manager: FlaskClient) -> None:
    first = pypdf.PdfReader(io.BytesIO(the_file(manager, "pdf", lang="en"))).pages[0].extract_text()

    assert "Waits within target" in " ".join(first.split())
    assert "12.5" in first


def test_vietnamese_spreadsheets_get_a_csv_that_they_understand(manager: FlaskClient) -> None:
    content = the_file(manager, "csv", lang="vi")

    heading, *_, total = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert content.startswith(b"\xef\xbb\xbf")
    assert total[heading.index("Chờ: lâu nhất (phút)")] == "12,5"


def test_days_that_are_none_are_refused_in_every_format(manager: FlaskClient) -> None:
    for ending in ("csv", "xlsx", "pdf"):
        is_a_problem(manager.get(f"{FIGURES}.{ending}?from=2026-13-01"), 422)
        is_a_problem(manager.get(f"{FIGURES}.{ending}?group_by=banana"), 422)
