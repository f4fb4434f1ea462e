"""Papers, ways online and the kiosks' look: from the hall file through the database to the catalogue."""

import base64
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from display_server import views
from display_server.contract import Catalogue, NotNow, ServiceEntry
from display_server.domain.kiosk_plan import Guidance, KioskLook, Online
from display_server.domain.refusals import NotAllowed
from display_server.hall_file.reading import HallFileRefused, parse_hall, read_hall_file
from display_server.store.hall import Hall, Halls
from display_server.use_cases import kiosk
from tests.display_server.hall_file.test_reading import SMALL
from tests.halls import a_hall_plan, do

ADDRESS = "https://dich-vu-cong.example/lltp"
PAPERS = ({"vi": "Căn cước", "en": "Identity card"}, {"vi": "Tờ khai", "en": "Application"})
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
FIRST_SERVICE = "expected_minutes = 8\n"


def with_service(lines: str) -> str:
    return SMALL.replace(FIRST_SERVICE, f"{FIRST_SERVICE}{lines}\n", 1)


def with_kiosk(lines: str) -> str:
    return SMALL.replace("[[hall.opening_hours]]", f"[hall.kiosk]\n{lines}\n\n[[hall.opening_hours]]", 1)


def told(halls: Halls, guidance: Guidance, look: KioskLook | None = None, cap: int | None = None) -> Hall:
    plan = a_hall_plan()
    land = replace(plan.departments[0].services[0], guidance=guidance, daily_cap=cap)
    departments = (replace(plan.departments[0], services=(land,)), plan.departments[1])
    halls.load(replace(plan, departments=departments, kiosk_look=look or plan.kiosk_look), actor="test")
    return halls["hall"]


def the_catalogue(hall: Hall) -> Catalogue:
    with hall.reading() as reading:
        return views.kiosk.catalogue(reading)


def land(hall: Hall) -> ServiceEntry:
    return the_catalogue(hall).departments[0].services[0]


def test_the_file_lists_papers_and_the_way_online() -> None:
    plan = parse_hall(
        with_service(
            'papers = [{ vi = "Căn cước", en = "Identity card" }, { vi = "Tờ khai", en = "Application" }]\n'
            f'online = {{ address = "{ADDRESS}", only = true }}'
        )
    )

    assert plan.services[0].guidance == Guidance(PAPERS, Online(ADDRESS, only=True))
    assert plan.services[1].guidance == Guidance()


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ('papers = [{ vi = "Căn cước" }]', "departments[0].services[0].papers[0].en"),
        ('online = { address = "dichvucong" }', "departments[0].services[0].online.address"),
    ],
)
def test_a_paper_without_a_language_or_half_an_address_is_refused(lines: str, key: str) -> None:
    with pytest.raises(HallFileRefused) as refused:
        parse_hall(with_service(lines))

    assert [finding.key for finding in refused.value.findings] == [key]


def test_the_look_of_the_kiosks_comes_with_its_logo(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    file = tmp_path / "hall.toml"
    file.write_text(with_kiosk('primary = "#7A1020"\nlogo = "logo.png"\ndim = ["19:00", "06:30"]'), encoding="utf-8")

    assert read_hall_file(file).kiosk_look == KioskLook(
        primary="#7A1020", logo=base64.b64encode(PNG).decode(), dims_at=time(19), bright_at=time(6, 30)
    )


@pytest.mark.parametrize("content", [None, b"GIF89a", PNG + bytes(30_000)])
def test_a_logo_that_is_missing_no_png_or_too_large_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)

    with pytest.raises(HallFileRefused, match=r"line \d+, hall\.kiosk\.logo: .*name a PNG"):
        parse_hall(with_kiosk('logo = "logo.png"'), tmp_path)


def test_kiosks_hear_of_papers_colours_and_the_night(halls: Halls) -> None:
    hall = told(halls, Guidance(PAPERS, Online(ADDRESS)), KioskLook("#7A1020", dims_at=time(19), bright_at=time(6)))
    catalogue, service = the_catalogue(hall), land(hall)

    assert (catalogue.look.primary, catalogue.look.dims_at) == ("#7A1020", time(19))
    assert service.papers == PAPERS
    assert service.online is not None
    assert (service.open, service.online.address) == (True, ADDRESS)


def test_a_service_that_is_done_online_only_gives_no_ticket_and_says_where(halls: Halls) -> None:
    hall = told(halls, Guidance(online=Online(ADDRESS, only=True)))
    service = land(hall)

    assert (service.open, service.not_now) == (False, NotNow.ONLINE)
    assert service.why_closed is not None
    assert ADDRESS in service.why_closed["vi"]
    with pytest.raises(NotAllowed, match="online only"):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))


def test_a_full_service_is_told_from_a_closed_one(halls: Halls) -> None:
    hall = told(halls, Guidance(), cap=1)
    assert land(hall).not_now is None
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land", dossiers=3))

    assert land(hall).not_now is NotNow.FULL


def test_the_ticket_says_how_many_dossiers_were_declared(halls: Halls) -> None:
    hall = told(halls, Guidance())
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land", dossiers=3))
    with hall.reading() as reading:
        assert views.visitor.ticket(reading, ticket, "").dossiers == 3
