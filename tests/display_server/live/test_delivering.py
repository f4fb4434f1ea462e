"""Reports go out by themselves once their days are over: to everybody once, again where they did not get out."""

import io
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from display_server import views
from display_server.domain.scheduled_report import Every, FileFormat, ScheduledReport
from display_server.live.delivering import Delivering
from display_server.messages.messenger import NO_MAIL, Messenger
from display_server.messages.smtp import SmtpMessenger
from display_server.messages.virtual import VirtualMessenger
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.store.report_deliveries import ReportDeliveries
from display_server.use_cases import kiosk
from tests.display_server.messages.test_messengers import SENDER, Mailbox, mail_server, trusted as trusted
from tests.halls import MovedClock, a_hall_plan, do

BOSS = "giam-doc@example.vn"
DAY = date(2026, 11, 23)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports"


def a_hall_that_reports(engine: Engine, clock: MovedClock, *to: str, every: Every = Every.DAILY) -> Hall:
    """Two took numbers on Monday, and Tuesday has begun."""
    report = ScheduledReport("ngay", every, FileFormat.XLSX, "service", "vi", to)
    halls = Halls(engine, clock)
    halls.load(replace(a_hall_plan(), reports=(report,)), actor="test")
    for _ in range(2):
        do(halls["hall"], kiosk.issue_ticket, kiosk.TicketRequest("land"))
    clock.advance(days=1)
    return halls["hall"]


def delivering(engine: Engine, mail: Messenger | None = None) -> Delivering:
    return Delivering(ReportDeliveries(engine), mail, "http://hall")


def faults(hall: Hall) -> list[tuple[str, date, str]]:
    """What managers see."""
    with hall.reading() as reading:
        now = views.manager.hall_now(reading)
    return [(each.report, each.first_day, each.fault) for each in now.reports_not_sent]


def test_a_days_report_is_mailed_once_with_its_file(engine: Engine, clock: MovedClock, trusted: ssl.SSLContext) -> None:
    hall, mailbox = a_hall_that_reports(engine, clock, BOSS), Mailbox()
    with mail_server(mailbox, tls_context=trusted, require_starttls=True) as port:
        sending = delivering(engine, SmtpMessenger("127.0.0.1", port, SENDER, at_once=False))
        sending.send_due(hall)
        clock.advance(hours=2)
        sending.send_due(hall)

    (letter,) = mailbox.letters
    (file,) = letter.iter_attachments()
    assert letter["To"] == BOSS
    assert "23/11/2026" in letter["Subject"]
    assert file.get_filename() == "hall-ngay-2026-11-23-2026-11-23.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(file.get_content()))["Thời gian chờ"]
    assert ["Tổng cộng", 2] in [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    assert faults(hall) == []


def test_the_next_day_has_its_own_report_in_the_folder(engine: Engine, clock: MovedClock, folder: Path) -> None:
    hall, sending = a_hall_that_reports(engine, clock, str(folder)), delivering(engine)

    sending.send_due(hall)
    sending.send_due(hall)
    assert [file.name for file in folder.iterdir()] == ["hall-ngay-2026-11-23-2026-11-23.xlsx"]
    clock.advance(days=1)
    sending.send_due(hall)

    assert {file.name for file in folder.iterdir()} == {
        f"hall-ngay-{day}-{day}.xlsx" for day in ("2026-11-23", "2026-11-24")
    }


def test_a_week_is_told_of_only_when_it_is_over(engine: Engine, clock: MovedClock, folder: Path) -> None:
    hall, sending = a_hall_that_reports(engine, clock, str(folder), every=Every.WEEKLY), delivering(engine)

    sending.send_due(hall)
    before = {file.name for file in folder.iterdir()}
    clock.advance(days=6)
    sending.send_due(hall)

    assert before == {"hall-ngay-2026-11-16-2026-11-22.xlsx"}
    assert {file.name for file in folder.iterdir()} - before == {"hall-ngay-2026-11-23-2026-11-29.xlsx"}


def test_a_mail_server_that_is_away_is_tried_again_and_managers_see_why(
    engine: Engine, clock: MovedClock, trusted: ssl.SSLContext
) -> None:
    hall, mailbox = a_hall_that_reports(engine, clock, BOSS), Mailbox()
    with mail_server(mailbox, tls_context=trusted, require_starttls=True) as port:
        mail = SmtpMessenger("127.0.0.1", port, SENDER, at_once=False)
    delivering(engine, mail).send_due(hall)

    ((report, first, fault),) = faults(hall)
    assert (report, first) == ("ngay", DAY)
    assert "does not take it" in fault
    assert BOSS not in fault

    with mail_server(mailbox, tls_context=trusted, require_starttls=True) as port:
        sending = delivering(engine, SmtpMessenger("127.0.0.1", port, SENDER, at_once=False))
        sending.send_due(hall)
        assert mailbox.letters == []
        clock.advance(minutes=1)
        sending.send_due(hall)

    assert len(mailbox.letters) == 1
    assert faults(hall) == []


def test_one_who_is_refused_keeps_nobody_else_from_the_report(
    engine: Engine, clock: MovedClock, trusted: ssl.SSLContext
) -> None:
    hall, mailbox = a_hall_that_reports(engine, clock, "minh@example.vn", BOSS), Mailbox()
    with mail_server(mailbox, tls_context=trusted, require_starttls=True) as port:
        delivering(engine, SmtpMessenger("127.0.0.1", port, SENDER, at_once=False)).send_due(hall)

    assert [letter["To"] for letter in mailbox.letters] == [BOSS]
    assert [report for report, _, _ in faults(hall)] == ["ngay"]


def test_without_a_mail_server_and_without_the_folder_managers_see_the_mend(
    engine: Engine, clock: MovedClock, tmp_path: Path
) -> None:
    hall = a_hall_that_reports(engine, clock, BOSS)
    delivering(engine).send_due(hall)
    assert [fault for _, _, fault in faults(hall)] == [NO_MAIL]

    other = a_hall_that_reports(engine, clock, str(tmp_path / "gone"))
    delivering(engine).send_due(other)
    assert "cannot be written" in faults(other)[-1][2]


def test_two_processes_send_a_report_once(engine: Engine, clock: MovedClock, tmp_path: Path) -> None:
    hall = a_hall_that_reports(engine, clock, BOSS)
    first, second = tmp_path / "first", tmp_path / "second"

    for folder in (first, second):
        delivering(engine, VirtualMessenger(folder)).send_due(hall)

    assert {file.suffix for file in first.iterdir()} == {".json", ".xlsx"}
    assert not second.exists()
