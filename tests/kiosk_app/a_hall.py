"""A hall, a catalogue and a ticket to test the kiosk with: the reference hall's words, in the contract's models."""

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from display_server.contract import (
    Catalogue,
    DepartmentEntry,
    PriorityClassEntry,
    ServiceEntry,
    State,
    Ticket,
    TicketLayout,
    WaitRange,
    Words,
    ZoneEntry,
)

HALL_FILE = Path(__file__).parents[2] / "display_server" / "dong_nai_hall.toml"
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
HALL_ZONE = timezone(timedelta(hours=7))
CLOSED = {"vi": "Đã hết giờ nhận hồ sơ hôm nay.", "en": "No more dossiers are taken today."}


def words(vi: str, en: str) -> Words:
    return {"vi": vi, "en": en}


def a_service(
    slug: str,
    name: Words,
    *,
    prefix: str = "A",
    open: bool = True,  # noqa: A002
    people_ahead: int = 12,
    keywords: tuple[str, ...] = (),
) -> ServiceEntry:
    return ServiceEntry(
        keywords=keywords,
        slug=slug,
        name=name,
        prefix=prefix,
        open=open,
        why_closed=None if open else CLOSED,
        people_ahead=people_ahead,
        counters_serving=3,
        wait=WaitRange(low_minutes=15, high_minutes=25),
    )


def a_ticket(
    *,
    number: str = "A045",
    language: str = "vi",
    priority_class: PriorityClassEntry | None = None,
    service: ServiceEntry | None = None,
    department: DepartmentEntry | None = None,
    zone: ZoneEntry | None = None,
    issued_at: datetime = NOON,
) -> Ticket:
    return Ticket(
        id=45,
        number=number,
        hall="dong-nai",
        hall_name=words("Trung tâm Hành chính công tỉnh Đồng Nai", "Đồng Nai Public Administration Service Centre"),
        timezone="Asia/Ho_Chi_Minh",
        service=service.slug if service else "dautu",
        service_name=service.name if service else words("Cấp giấy chứng nhận đăng ký đầu tư", "Investment certificate"),
        department=department.slug if department else "khdt",
        department_name=department.name if department else words("Kế hoạch và Đầu tư", "Planning and Investment"),
        zone=zone.slug if zone else "dau-tu",
        zone_name=zone.name if zone else words("Khu 1: Đầu tư", "Section 1: Investment"),
        priority_class=priority_class.slug if priority_class else None,
        priority_class_name=priority_class.name if priority_class else None,
        language=language,
        state=State.WAITING,
        issued_at=issued_at,
        called_at=None,
        started_at=None,
        finished_at=None,
        counter=None,
        calls=0,
        people_ahead=12,
        counters_serving=3,
        wait=WaitRange(low_minutes=15, high_minutes=25),
        rated=False,
        token="Zk3vQ8sT1xYb",
        follow_url="http://192.168.10.5:8000/t/Zk3vQ8sT1xYb",
    )


ELDERLY = PriorityClassEntry(
    slug="elderly",
    name=words("Người cao tuổi (từ 60 tuổi)", "Elderly (60 and over)"),
    head_start_minutes=20,
    from_age=60,
)
DISABLED = PriorityClassEntry(
    slug="disabled",
    name=words("Người khuyết tật nặng, đặc biệt nặng", "Severely disabled"),
    head_start_minutes=30,
)
SMALL_CHILD = PriorityClassEntry(
    slug="pregnant-or-small-child",
    name=words("Phụ nữ mang thai, người có con nhỏ", "Pregnant, or with a small child"),
    head_start_minutes=20,
)
MERIT = PriorityClassEntry(
    slug="merit",
    name=words("Người có công với cách mạng", "People with merit to the revolution"),
    head_start_minutes=20,
)

CLASSES = (ELDERLY, DISABLED, SMALL_CHILD, MERIT)
MANY_CLASSES = (
    *CLASSES,
    *(
        PriorityClassEntry(slug=slug, name=words(vi, en), head_start_minutes=10)
        for slug, vi, en in (
            ("child", "Trẻ em dưới 6 tuổi", "Children under 6"),
            ("ill", "Người mắc bệnh hiểm nghèo có giấy xác nhận", "Seriously ill, with a certificate"),
            ("far", "Người đến từ xã biên giới, hải đảo", "From a border commune or an island"),
            ("soldier", "Quân nhân, công an đang làm nhiệm vụ", "Soldiers and police officers on duty"),
        )
    ),
)
"""As many as a hall may think of: more than stand on the confirmation."""


def the_catalogue(*, at: datetime = NOON, seq: int = 1, closed: frozenset[str] = frozenset({"luatsu"})) -> Catalogue:
    """The reference hall as a kiosk sees it on an ordinary morning; these services take nobody any more."""
    hall = _hall_file()
    return Catalogue(
        hall=hall["hall"]["slug"],
        name=hall["hall"]["name"],
        timezone=hall["hall"]["timezone"],
        languages=tuple(hall["hall"]["languages"]),
        hotline=hall["hall"]["hotline"],
        at=at,
        seq=seq,
        open=True,
        why_closed=None,
        zones=tuple(ZoneEntry(**zone) for zone in hall["zones"]),
        priority_classes=CLASSES,
        departments=_departments(closed),
    )


@cache
def _departments(closed: frozenset[str]) -> tuple[DepartmentEntry, ...]:
    return tuple(_department(entry, closed) for entry in _hall_file()["departments"])


@cache
def _hall_file() -> dict[str, Any]:
    return tomllib.loads(HALL_FILE.read_text(encoding="utf-8"))


def _department(entry: dict[str, Any], closed: frozenset[str]) -> DepartmentEntry:
    services = (
        a_service(
            service["slug"],
            service["name"],
            prefix=service["prefix"],
            open=service["slug"] not in closed,
            keywords=tuple(service.get("keywords", ())),
        )
        for service in entry["services"]
    )
    return DepartmentEntry(slug=entry["slug"], name=entry["name"], zone=entry["zone"], services=tuple(services))


def a_layout(version: str = "one", **facts: Any) -> TicketLayout:
    """The usual ticket of a hall that holds slips out for half a minute."""
    usual: dict[str, Any] = {"blocks": (), "narrow_blocks": (), "texts": {}, "logo": None, "collect_seconds": 30}
    return TicketLayout(version=version, **{**usual, **facts})
