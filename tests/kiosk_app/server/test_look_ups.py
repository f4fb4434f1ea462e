"""Codes asked at a real server, and the card that is told to it and written nowhere."""

import queue
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from display_server.contract import IssueTicket, Progress
from hardware.printers.model import model_of
from hardware.printers.virtual import VirtualPrinter
from kiosk_app.effects import EffectRunner
from kiosk_app.flow.effects import FetchCatalogue, Issue, LookUpAppointment, LookUpDossier, Outside
from kiosk_app.flow.reports import (
    AppointmentFound,
    CatalogueCame,
    DossierFound,
    LookUpRefused,
    LookUpSilent,
    Report,
    TicketReceived,
    TicketRefused,
)
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer
from kiosk_app.store.kiosk_store import KioskStore
from tests.databases import SqliteDatabases
from tests.kiosk_app.scanning_hall import (
    CARD_NUMBER,
    NOT_YET,
    READY,
    SERVICE,
    UNKNOWN,
    a_hall_that_scans,
    an_appointment,
    files_with,
)
from tests.running_server import HALL, RunningServer


class AKiosk:
    """Runs one errand after the other against a server and waits for its report."""

    def __init__(self, server: RunningServer, folder: Path) -> None:
        folder.mkdir()
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.folder, self.store = folder, KioskStore(folder / "kiosk.db")
        line = HallServer(server.url, server.token("kiosk", "--hall", HALL), HALL)
        printer = VirtualPrinter(folder / "paper", model_of())
        issuer = TicketIssuer(line, self.store, "run")
        self.effects = EffectRunner(issuer, line, printer, self.store, self._reports.put)

    def run(self, effect: Outside) -> Report:
        self.effects.run(effect)
        return self._reports.get(timeout=20)


@pytest.fixture(scope="module")
def server(sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with a_hall_that_scans(sqlite_template, tmp_path_factory.mktemp("hall") / "server", "welcome") as server:
        yield server


@pytest.fixture
def kiosk(server: RunningServer, tmp_path: Path) -> Iterator[AKiosk]:
    kiosk = AKiosk(server, tmp_path / "kiosk")
    yield kiosk
    kiosk.effects.close()


def test_an_appointment_is_found_and_its_ticket_takes_it(server: RunningServer, kiosk: AKiosk) -> None:
    code = an_appointment(server)
    found = kiosk.run(LookUpAppointment(1, code.lower(), "vi"))
    assert isinstance(found, AppointmentFound)
    assert (found.appointment.service, found.appointment.ticket) == (SERVICE, None)

    request = IssueTicket(service=SERVICE, language="vi", appointment=code)
    issued = kiosk.run(Issue(1, "run-appointment", request))
    assert isinstance(issued, TicketReceived)
    found = kiosk.run(LookUpAppointment(2, code, "vi"))
    assert isinstance(found, AppointmentFound)
    assert found.appointment.ticket == issued.ticket.id


def test_an_appointment_that_was_used_meanwhile_is_refused_in_words(server: RunningServer, kiosk: AKiosk) -> None:
    request = IssueTicket(service=SERVICE, language="vi", appointment=an_appointment(server))
    assert isinstance(kiosk.run(Issue(1, "run-first", request)), TicketReceived)
    refused = kiosk.run(Issue(2, "run-second", request))

    assert isinstance(refused, TicketRefused)
    assert request.appointment is not None
    assert request.appointment in refused.why


@pytest.mark.parametrize(("language", "words"), [("vi", "Không có lịch hẹn"), ("en", "There is no appointment")])
def test_an_unknown_appointment_is_told_in_the_citizens_language(kiosk: AKiosk, language: str, words: str) -> None:
    refused = kiosk.run(LookUpAppointment(1, "ZZZZ9999", language))

    assert isinstance(refused, LookUpRefused)
    assert refused.why.startswith(words)


@pytest.mark.parametrize(
    ("code", "progress", "words"),
    [
        (READY, Progress.READY, "quầy số 26"),
        (NOT_YET, Progress.NOT_YET, "01/12/2026"),
        (UNKNOWN, Progress.UNKNOWN, "Không tìm thấy hồ sơ"),
    ],
)
def test_a_dossier_is_answered(kiosk: AKiosk, code: str, progress: Progress, words: str) -> None:
    found = kiosk.run(LookUpDossier(1, code, "vi"))

    assert isinstance(found, DossierFound)
    assert found.answer.progress == progress
    assert words in found.answer.words["vi"]


def test_what_is_no_code_of_the_hall_is_told_in_words(kiosk: AKiosk) -> None:
    assert isinstance(kiosk.run(LookUpAppointment(1, "../catalogue", "vi")), LookUpRefused | LookUpSilent)


def test_one_person_one_ticket_and_the_card_is_written_nowhere(
    server: RunningServer, kiosk: AKiosk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    request = IssueTicket(service=SERVICE, language="vi", card_number=CARD_NUMBER)
    issued = kiosk.run(Issue(1, "run-1", request))
    assert isinstance(issued, TicketReceived)
    refused = kiosk.run(Issue(2, "run-2", request))

    assert isinstance(refused, TicketRefused)
    assert issued.ticket.number in refused.why
    assert files_with("run-1", kiosk.folder), "the book is looked at, and has its keys"
    assert files_with(CARD_NUMBER, kiosk.folder) == []
    assert CARD_NUMBER not in caplog.text
    assert CARD_NUMBER not in repr(request)
    assert CARD_NUMBER not in server.log()


def test_without_the_server_nothing_is_looked_up_and_the_ticket_needs_no_card(
    sqlite_template: SqliteDatabases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with a_hall_that_scans(sqlite_template, tmp_path / "server", "required") as server:
        kiosk = AKiosk(server, tmp_path / "kiosk")
        assert isinstance(kiosk.run(FetchCatalogue()), CatalogueCame)
        until_numbers_are_held(kiosk)
        server.kill()

        assert kiosk.run(LookUpDossier(1, READY, "vi")) == LookUpSilent(1)
        assert kiosk.run(LookUpAppointment(2, "K7MPQ2XA", "vi")) == LookUpSilent(2)
        issued = kiosk.run(Issue(1, "run-1", IssueTicket(service=SERVICE, language="vi", card_number=CARD_NUMBER)))
        kiosk.effects.close()

    assert isinstance(issued, TicketReceived)
    assert issued.offline
    assert files_with(CARD_NUMBER, kiosk.folder) == []
    assert READY not in caplog.text


def until_numbers_are_held(kiosk: AKiosk) -> None:
    deadline = time.monotonic() + 20
    while not kiosk.store.numbers.left(datetime.now(UTC)):
        assert time.monotonic() < deadline
        time.sleep(0.05)
