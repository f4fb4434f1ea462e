"""The law's sheets and the monthly notice, as files, against the same figures counted by hand from what happened."""

import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import openpyxl
import pypdf
import pytest
from flask import Flask

from display_server.access.principals import Role
from display_server.domain.handled import Handled
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.store.hall import Hall
from display_server.use_cases import counter, kiosk, visitor
from display_server.web.services import Services
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan, do

AT = "/api/v1/halls/hall"
QUARTER, MONTH = "2026-Q4", "2026-11"
OFFICERS = {1: ("Lan", "land"), 3: ("Hoà", "tax")}
BOTH = (VisitOutcome.RECEIVED, VisitOutcome.RETURNED)
JUDGED = ("1", "2", "3", "4", "7")


@dataclass
class Happened:
    """One visit and what became of it."""

    officer: str
    department: str
    outcome: VisitOutcome
    opinion: Opinion | None
    due_on: date | None = None
    returned_on: date | None = None
    received_by: str | None = None

    @property
    def is_late(self) -> bool:
        return self.returned_on is not None and self.due_on is not None and self.returned_on > self.due_on


@pytest.fixture
def quarter(house: Services, clock: MovedClock) -> list[Happened]:
    """Ninety visits at two counters on some days of November; a third of the results come late or just in time."""
    house.halls.load(a_hall_plan(), actor="test")
    hall, dice = house.halls["hall"], Random(1)
    for number, (officer, _) in OFFICERS.items():
        do(hall, counter.open_counter, number, officer)
    happened: list[Happened] = []
    lies_here: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for nth in range(90):
        number = 1 if nth % 3 else 3
        clock.advance(hours=dice.choice((0, 0, 3)))
        happened.append(_visit(hall, number, nth, dice, lies_here[number]))
    return happened


def _visit(hall: Hall, number: int, nth: int, dice: Random, lies_here: list[tuple[str, date]]) -> Happened:
    officer, department = OFFICERS[number]
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest(department))
    do(hall, counter.call_next, number)
    do(hall, counter.start, number)
    today = ticket.day
    opinion = None
    if dice.random() < 0.7:
        judged = tuple((each, dice.choice((2, 2, 1, 0))) for each in ("1", "3", "4", "7") if dice.random() < 0.9)
        opinion = Opinion(dice.randint(1, 4), indicators=judged)
    if lies_here and dice.random() < 0.6:
        code, due_on = lies_here.pop(0)
        made = Happened(officer, department, VisitOutcome.RETURNED, opinion, due_on, today, officer)
        entry = Handled(code)
    else:
        due_on = today + timedelta(days=dice.choice((0, 0, 1, 2)))
        made = Happened(officer, department, VisitOutcome.RECEIVED, opinion, due_on)
        entry = Handled(f"H19.50.05-261123-{nth:04d}", due_on=due_on)
        lies_here.append((entry.code or "", due_on))
    do(hall, counter.finish, number, counter.Outcome(made.outcome, handled=(entry,)))
    if opinion is not None:
        do(hall, visitor.rate_visit, ticket.token, opinion, "tablet")
    return made


def by_hand(visits: list[Happened]) -> dict[str, tuple[int, int]]:
    """Points and how many judged, of each indicator."""
    found: dict[str, list[int]] = {indicator: [] for indicator in JUDGED}
    for each in visits:
        for indicator, points in each.opinion.indicators if each.opinion else ():
            found[indicator].append(points)
        if each.returned_on and each.due_on:
            found["2"].append(2 if each.returned_on < each.due_on else 1 if each.returned_on == each.due_on else 0)
    return {indicator: (sum(points), len(points)) for indicator, points in found.items()}


def score(points: int, judged: int) -> float | str:
    if judged < 10:
        return "–"
    return float((Decimal(points) / judged).quantize(Decimal("0.1"), ROUND_HALF_UP))


def sheets(app: Flask, path: str) -> dict[str, list[list[Any]]]:
    answer = signed_in(app, Role.MANAGER).get(f"{AT}/{path}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def pdf_of(answer: Any) -> str:
    """Its text, in one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages).split())


def row_of(rows: list[list[Any]], first: str) -> list[Any]:
    return next(row for row in rows if row[0] == first)


def test_officers_have_the_points_that_counting_by_hand_gives(app: Flask, quarter: list[Happened]) -> None:
    rows = sheets(app, f"law-sheets.xlsx?quarter={QUARTER}")["Cán bộ"]

    for officer, _ in OFFICERS.values():
        counted = by_hand([each for each in quarter if each.officer == officer])
        expected: list[Any] = [value for each in JUDGED for value in (score(*counted[each]), counted[each][1])]
        scores = [score(*counted[each]) for each in JUDGED if counted[each][1] >= 10]
        points = round(sum(float(each) for each in scores), 1)
        row = row_of(rows, officer)
        assert row[2:12] == expected
        assert (row[12], row[13]) == (pytest.approx(points), 2 * len(scores))
        assert row[14] == pytest.approx(points * 10 / (2 * len(scores)), abs=0.051)
        assert row[15] == (1 if row[14] >= 5 else pytest.approx(0.7 + (row[14] - 3.5) / 1.5 * 0.3))


def test_agencies_are_graded_on_what_is_known_and_the_rest_is_left_out(app: Flask, quarter: list[Happened]) -> None:
    rows = sheets(app, f"law-sheets.xlsx?quarter={QUARTER}")["Cơ quan"]

    for _, department in OFFICERS.values():
        counted = by_hand([each for each in quarter if each.department == department])
        row = row_of(rows, department.capitalize() if department == "land" else "Tax")
        judged = dict(zip(("1", "2", "3", "4", "5", "6", "7", "8", "9"), row[1:19:2], strict=True))
        assert {each: judged[each] for each in JUDGED} == {each: score(*counted[each]) for each in JUDGED}
        assert {judged[each] for each in ("5", "6", "8", "9")} == {"–"}
        converted = row[21]
        grades = ((15, "Xuất sắc"), (12, "Tốt"), (9, "Khá"), (6, "Trung bình"), (0, "Yếu"))
        assert row[22] == next(name for least, name in grades if converted >= least)


def test_the_share_of_decision_766_is_the_headlines(app: Flask, quarter: list[Happened]) -> None:
    rows = sheets(app, f"law-sheets.xlsx?quarter={QUARTER}")["766"]

    late = sum(each.is_late for each in quarter)
    headline = signed_in(app, Role.MANAGER).get(f"{AT}/headline?from=2026-10-01&to=2026-12-31").get_json()
    assert row_of(rows, "Hồ sơ")[1] == sum(each.outcome is VisitOutcome.RECEIVED for each in quarter)
    assert row_of(rows, "Quá hạn")[1] == late == headline["official"]["overdue"]
    shown = f"{headline['official']['share'] * 100:.2f} %".replace(".", ",")
    assert any(str(row[0]).endswith(shown) for row in rows)


def test_the_notice_tells_an_agency_what_its_officers_did(app: Flask, quarter: list[Happened]) -> None:
    (rows,) = sheets(app, f"notices.xlsx?month={MONTH}&department=land").values()

    lans = [each for each in quarter if each.officer == "Lan"]
    scores = [each.opinion.score for each in lans if each.opinion]
    late = sum(each.is_late for each in lans)
    received, returned = (sum(each.outcome is outcome for each in lans) for outcome in BOTH)
    for row in (row_of(rows, "Lan"), row_of(rows, "Tổng cộng")):
        assert row[1:6] == [len(lans), received, returned, late, len(scores)]
        assert row[6] == pytest.approx(sum(each >= 3 for each in scores) / len(scores))


def test_each_is_a_pdf_in_vietnamese_too(app: Flask, quarter: list[Happened]) -> None:
    assert quarter
    manager = signed_in(app, Role.MANAGER)

    law = manager.get(f"{AT}/law-sheets.pdf?quarter={QUARTER}")
    notice = manager.get(f"{AT}/notices.pdf?month={MONTH}")

    said = pdf_of(law)
    assert law.content_type == "application/pdf"
    assert "Mức hoàn thành nhiệm vụ" in said
    assert "Thông tư 01/2018/TT-VPCP" in said
    assert "Hoà" in said
    assert "Share of the task" in pdf_of(manager.get(f"{AT}/law-sheets.pdf?quarter={QUARTER}&lang=en"))
    assert len(pypdf.PdfReader(io.BytesIO(notice.data)).pages) == 2


def test_what_is_no_quarter_no_month_and_no_department_is_refused(app: Flask) -> None:
    manager = signed_in(app, Role.MANAGER)

    is_a_problem(manager.get(f"{AT}/law-sheets.xlsx?quarter=2026-Q5"), 422)
    is_a_problem(manager.get(f"{AT}/law-sheets.pdf"), 422)
    is_a_problem(manager.get(f"{AT}/notices.xlsx?month=2026-13"), 422)
    is_a_problem(manager.get(f"{AT}/notices.pdf?month=2026-11&department=banana"), 404)
