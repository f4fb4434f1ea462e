"""A hall's plan in the database: read as a whole, written only where it differs."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, or_, select, update

from display_server.domain.alerts import USUAL_ALERTS, AlertPlan
from display_server.domain.display_plan import DisplayPlan
from display_server.domain.hall_plan import CounterPlan, Department, HallPlan, PriorityClass, Service, Zone
from display_server.domain.handled import NOTHING_ASKED, DossierPlan
from display_server.domain.kiosk_plan import Guidance, KioskLook
from display_server.domain.numbering import Numbering
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.rating_plan import FACES_ALONE, RatingPlan
from display_server.domain.retention import Retention
from display_server.domain.rules import Rules
from display_server.domain.scheduled_report import ScheduledReport
from display_server.domain.ticket import State
from display_server.domain.ticket_layout import USUAL_LAYOUT, TicketLayout
from display_server.domain.voice_plan import NO_VOICE, VoicePlan
from display_server.store.journal import AnyRow
from display_server.store.models import (
    Base,
    CounterRow,
    DepartmentRow,
    HallRow,
    PriorityClassRow,
    ServiceRow,
    TicketRow,
    ZoneRow,
)

PARTS: tuple[tuple[str, type[Base], str], ...] = (
    ("zone", ZoneRow, "slug"),
    ("department", DepartmentRow, "slug"),
    ("service", ServiceRow, "slug"),
    ("priority class", PriorityClassRow, "slug"),
    ("counter", CounterRow, "number"),
)
"""What a plan is made of, in the order that foreign keys ask for: its word, its table, its key within the hall."""

_NUMBERING = TypeAdapter(dict[str, Numbering])
_RULES = TypeAdapter(Rules)
_RETENTION = TypeAdapter(Retention)
_GUIDANCE = TypeAdapter(Guidance)
_LOOK = TypeAdapter(KioskLook)
_DISPLAYS = TypeAdapter(dict[str, DisplayPlan])
_VOICE = TypeAdapter(VoicePlan)
_RATING = TypeAdapter(RatingPlan)
_DOSSIERS = TypeAdapter(DossierPlan)
_ALERTS = TypeAdapter(AlertPlan)
_REPORTS = TypeAdapter(dict[str, ScheduledReport])


def read_plan(connection: Connection, hall: AnyRow) -> HallPlan:
    """The plan of the hall in this row of `halls`."""
    services: dict[str, list[Service]] = {}
    for row in _rows(connection, ServiceRow, hall.id, "position"):
        services.setdefault(row.department, []).append(_service(row))
    return HallPlan(
        slug=hall.slug,
        name=hall.name,
        timezone=ZoneInfo(hall.timezone),
        languages=tuple(hall.languages),
        hotline=hall.hotline,
        dossier_code_pattern=hall.dossier_code_pattern,
        opening_hours=_opening_hours(hall.opening_hours, hall.calendar),
        zones=tuple(Zone(row.slug, row.name, row.retired) for row in _rows(connection, ZoneRow, hall.id, "position")),
        priority_classes=tuple(
            PriorityClass(row.slug, row.name, timedelta(seconds=row.head_start_seconds), row.retired, row.from_age)
            for row in _rows(connection, PriorityClassRow, hall.id, "position")
        ),
        departments=tuple(
            Department(
                *(row.slug, row.name, row.zone, tuple(services.get(row.slug, ())), row.retired),
                fee_module=row.fee_module,
                post_office=row.post_office,
            )
            for row in _rows(connection, DepartmentRow, hall.id, "position")
        ),
        counters=tuple(
            CounterPlan(
                row.number,
                row.zone,
                tuple(row.services),
                row.retired,
                helps=tuple(row.helps),
                afterwards=tuple(map(tuple, row.afterwards)),
            )
            for row in _rows(connection, CounterRow, hall.id, "number")
        ),
        numbering=_NUMBERING.validate_python(hall.numbering),
        rules=_RULES.validate_python(hall.rules),
        kiosk_look=_LOOK.validate_python(hall.kiosk_look),
        kiosks=hall.kiosks,
        ticket_layout=_layout(hall.ticket_layout),
        retention=_RETENTION.validate_python(hall.retention),
        displays=tuple(_DISPLAYS.validate_python(hall.displays).values()),
        voice=_VOICE.validate_python(hall.voice),
        rating=_RATING.validate_python(hall.rating),
        dossiers=_DOSSIERS.validate_python(hall.dossiers),
        alerts=_ALERTS.validate_python(hall.alerts),
        reports=tuple(_REPORTS.validate_python(hall.reports).values()),
    )


def write_plan(connection: Connection, hall_id: int, plan: HallPlan) -> tuple[str, ...]:
    """Stores what differs and retires what the plan no longer names.

    Returns the parts that changed, as `service dkdn`; nothing for a plan that is already stored.
    """
    changed = list(_write_hall(connection, hall_id, plan))
    wanted = _plan_rows(plan)
    _keep_for_last_visitors(connection, hall_id, wanted)
    for word, table, key in PARTS:
        changed += [f"{word} {each}" for each in _write_part(connection, hall_id, table, key, wanted[word])]
    return tuple(changed)


def _keep_for_last_visitors(connection: Connection, hall_id: int, wanted: dict[str, dict[Any, dict[str, Any]]]) -> None:
    """Lets counters go on taking a service that the hall has given up: its last visitors have numbers in their hands.

    It stays with the counters that took it; where they are gone too, every counter takes those who still wait.
    """
    offered, counters = wanted["service"], wanted["counter"]
    kept: set[str] = set()
    for row in _rows(connection, CounterRow, hall_id, "number"):
        given_up = [service for service in row.services if service not in offered]
        if row.number in counters:
            counters[row.number]["services"] += given_up
            kept.update(given_up)
    still_there = or_(*(TicketRow.state == state.value for state in (State.WAITING, State.PARKED)))
    awaited = select(TicketRow.service).where(TicketRow.hall_id == hall_id, still_there).distinct()
    for service in sorted(set(connection.scalars(awaited)) - offered.keys() - kept):
        for facts in counters.values():
            facts["services"].append(service)


def hall_columns(plan: HallPlan) -> dict[str, Any]:
    """The plan's own facts, as columns of `halls`."""
    return {
        "name": dict(plan.name),
        "timezone": str(plan.timezone),
        "languages": list(plan.languages),
        "hotline": plan.hotline,
        "dossier_code_pattern": plan.dossier_code_pattern,
        "opening_hours": {day: _written(periods) for day, periods in plan.opening_hours.periods.items()},
        "calendar": {
            "holidays_of": plan.opening_hours.holidays_of,
            "special_days": {
                day.isoformat(): _written(periods) for day, periods in plan.opening_hours.special_days.items()
            },
        },
        "numbering": _NUMBERING.dump_python(dict(plan.numbering), mode="json"),
        "rules": _RULES.dump_python(plan.rules, mode="json"),
        "kiosk_look": _LOOK.dump_python(plan.kiosk_look, mode="json"),
        "kiosks": {name: dict(place) for name, place in plan.kiosks.items()},
        "ticket_layout": _written_layout(plan.ticket_layout),
        "retention": _RETENTION.dump_python(plan.retention, mode="json"),
        "displays": _DISPLAYS.dump_python({each.name: each for each in plan.displays}, mode="json"),
        "voice": _VOICE.dump_python(plan.voice, mode="json") if plan.voice != NO_VOICE else {},
        "rating": _RATING.dump_python(plan.rating, mode="json") if plan.rating != FACES_ALONE else {},
        "dossiers": _DOSSIERS.dump_python(plan.dossiers, mode="json") if plan.dossiers != NOTHING_ASKED else {},
        "alerts": _ALERTS.dump_python(plan.alerts, mode="json") if plan.alerts != USUAL_ALERTS else {},
        "reports": _REPORTS.dump_python({each.slug: each for each in plan.reports}, mode="json"),
    }


def _write_hall(connection: Connection, hall_id: int, plan: HallPlan) -> Iterator[str]:
    stored = connection.execute(select(*HallRow.__table__.columns).where(HallRow.id == hall_id)).one()._mapping
    wanted = hall_columns(plan)
    if any(stored[name] != value for name, value in wanted.items()):
        connection.execute(update(HallRow).where(HallRow.id == hall_id).values(wanted))
        yield f"hall {plan.slug}"


def _write_part(
    connection: Connection, hall_id: int, table: type[Base], key: str, wanted: dict[Any, dict[str, Any]]
) -> Iterator[Any]:
    columns = table.__table__.columns
    stored = {
        getattr(row, key): row._mapping
        for row in connection.execute(select(*columns).where(columns["hall_id"] == hall_id))
    }
    for each, facts in wanted.items():
        if each not in stored:
            connection.execute(insert(table), {"hall_id": hall_id, key: each, "retired": False, **facts})
            yield each
        elif stored[each]["retired"] or any(stored[each][name] != value for name, value in facts.items()):
            _update(connection, table, hall_id, key, each, {**facts, "retired": False})
            yield each
    for each, row in stored.items():
        if each not in wanted and not row["retired"]:
            _update(connection, table, hall_id, key, each, {"retired": True})
            yield each


def _update(
    connection: Connection, table: type[Base], hall_id: int, key: str, each: object, facts: dict[str, Any]
) -> None:
    columns = table.__table__.columns
    connection.execute(update(table).where(columns["hall_id"] == hall_id, columns[key] == each).values(facts))


def _plan_rows(plan: HallPlan) -> dict[str, dict[Any, dict[str, Any]]]:
    services = [(department, service) for department in plan.departments for service in department.services]
    return {
        "zone": {zone.slug: {"name": dict(zone.name), "position": at} for at, zone in enumerate(plan.zones)},
        "department": {
            department.slug: {
                "zone": department.zone,
                "name": dict(department.name),
                "fee_module": department.fee_module,
                "post_office": department.post_office,
                "position": at,
            }
            for at, department in enumerate(plan.departments)
        },
        "service": {
            service.slug: {
                "department": department.slug,
                "name": dict(service.name),
                "prefix": service.prefix,
                "expected_seconds": int(service.expected.total_seconds()),
                "target_wait_seconds": int(service.target_wait.total_seconds()),
                "next_stops": list(service.next_stops),
                "daily_cap": service.daily_cap,
                "guidance": _GUIDANCE.dump_python(service.guidance, mode="json"),
                "position": at,
            }
            for at, (department, service) in enumerate(services)
        },
        "priority class": {
            each.slug: {
                "name": dict(each.name),
                "head_start_seconds": int(each.head_start.total_seconds()),
                "from_age": each.from_age,
                "position": at,
            }
            for at, each in enumerate(plan.priority_classes)
        },
        "counter": {
            counter.number: {
                "zone": counter.zone,
                "services": list(counter.services),
                "helps": list(counter.helps),
                "afterwards": list(map(list, counter.afterwards)),
            }
            for counter in plan.counters
        },
    }


def _rows(connection: Connection, table: type[Base], hall_id: int, order: str) -> list[AnyRow]:
    columns = table.__table__.columns
    wanted = select(*columns).where(columns["hall_id"] == hall_id).order_by(columns[order])
    return list(connection.execute(wanted).all())


def _service(row: AnyRow) -> Service:
    expected, target = timedelta(seconds=row.expected_seconds), timedelta(seconds=row.target_wait_seconds)
    guidance = _GUIDANCE.validate_python(row.guidance)
    stops = tuple(row.next_stops)
    return Service(row.slug, row.name, row.prefix, expected, target, row.retired, stops, row.daily_cap, guidance)


def _layout(stored: dict[str, Any]) -> TicketLayout:
    logo = stored.get("logo")
    return TicketLayout(
        blocks=tuple(stored.get("blocks", ())),
        narrow_blocks=tuple(stored.get("narrow_blocks", ())),
        texts=stored.get("texts", {}),
        logo=b64decode(logo) if logo else None,
    )


def _written_layout(layout: TicketLayout) -> dict[str, Any]:
    """Nothing where it is the usual ticket."""
    if layout == USUAL_LAYOUT:
        return {}
    return {
        "blocks": list(layout.blocks),
        "narrow_blocks": list(layout.narrow_blocks),
        "texts": {name: dict(text) for name, text in layout.texts.items()},
        "logo": b64encode(layout.logo).decode() if layout.logo else None,
    }


def _opening_hours(stored: dict[str, list[list[str]]], calendar: dict[str, Any]) -> OpeningHours:
    return OpeningHours(
        periods={day: _periods(periods) for day, periods in stored.items()},
        holidays_of=calendar.get("holidays_of"),
        special_days={
            date.fromisoformat(day): _periods(periods) for day, periods in calendar.get("special_days", {}).items()
        },
    )


def _periods(written: list[list[str]]) -> tuple[Period, ...]:
    return tuple(Period(time.fromisoformat(start), time.fromisoformat(end)) for start, end in written)


def _written(periods: Iterable[Period]) -> list[list[str]]:
    return [[period.start.isoformat("minutes"), period.end.isoformat("minutes")] for period in periods]
