"""How a hall's kiosks are: what each told of itself last. What changes in words is the journal's; this is the rest.

A kiosk tells of itself every few seconds: that alone is no change of the hall, and locks nothing.
"""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, func, insert, select, update

from display_server.domain.alerts import Screen
from display_server.domain.device import Condition, Device, Health
from display_server.domain.display_plan import DisplaySetting, Layout
from display_server.store.journal import AnyRow
from display_server.store.models import DeviceRow, DisplaySettingRow, HallRow, Instant, ScreenRow, TokenRow
from display_server.store.queries.moment import Moment

_HEALTH = TypeAdapter(Health)


class DeviceQueries:
    """A hall's kiosks."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def all(self) -> list[Device]:
        """Those that were ever heard of and may still speak, by name."""
        return [_device(row) for row in self.moment.rows(_DEVICES)]

    def screens_of_today(self) -> list[Screen]:
        """The displays and rating tablets that were connected today and may still be."""
        begins, _ = self.moment.plan.day_bounds(self.moment.today)
        return [
            Screen(row.name, row.role == RATING_ROLE, row.heard_at) for row in self.moment.rows(_SCREENS, since=begins)
        ]

    def display_names(self) -> list[str]:
        """Of the displays that have a token of this hall."""
        return [row.name for row in self.moment.rows(_DISPLAYS)]

    def display_settings(self) -> dict[str, DisplaySetting]:
        """What managers have had displays show, by name."""
        rows = self.moment.rows(_DISPLAY_SETTINGS)
        return {row.name: DisplaySetting(Layout(row.layout), row.zone, row.counter) for row in rows}


def _device(row: AnyRow) -> Device:
    return Device(
        id=row.token_id,
        name=row.name,
        heard_at=row.heard_at,
        condition=Condition(row.condition),
        health=_HEALTH.validate_python(row.health),
        help_wanted_at=row.help_wanted_at,
    )


_DEVICES = (
    select(
        *(DeviceRow.token_id, TokenRow.name, DeviceRow.heard_at, DeviceRow.condition, DeviceRow.health),
        DeviceRow.help_wanted_at,
    )
    .join(TokenRow, TokenRow.id == DeviceRow.token_id)
    .where(DeviceRow.hall_id == bindparam("hall_id"), TokenRow.revoked_at.is_(None))
    .order_by(TokenRow.name, TokenRow.id)
)


_SCREENS = (
    select(TokenRow.name, TokenRow.role, func.max(ScreenRow.heard_at).label("heard_at"))
    .join(TokenRow, TokenRow.id == ScreenRow.token_id)
    .where(ScreenRow.hall_id == bindparam("hall_id"), TokenRow.revoked_at.is_(None))
    .where(ScreenRow.heard_at >= bindparam("since", type_=Instant()))
    .group_by(TokenRow.name, TokenRow.role)
    .order_by(TokenRow.name)
)
RATING_ROLE = "rating"
DISPLAY_ROLE = "display"
_DISPLAYS = (
    select(TokenRow.name)
    .join(HallRow, HallRow.slug == TokenRow.hall)
    .where(HallRow.id == bindparam("hall_id"), TokenRow.role == DISPLAY_ROLE, TokenRow.revoked_at.is_(None))
    .distinct()
)
_DISPLAY_SETTINGS = select(*DisplaySettingRow.__table__.columns).where(
    DisplaySettingRow.hall_id == bindparam("hall_id")
)


def heard_as_before(connection: Connection, hall_id: int, device: int, health: Health, at: datetime) -> bool:
    """Notes what the kiosk tells, if its condition is as before; whether it is."""
    as_before = update(DeviceRow).where(
        DeviceRow.token_id == device, DeviceRow.hall_id == hall_id, DeviceRow.condition == health.condition
    )
    return connection.execute(as_before.values(heard_at=at, health=_written(health))).rowcount == 1


def save_device(moment: Moment, device: int, health: Health) -> None:
    """Notes a new kiosk, or one that is in another condition, or in another hall, than before."""
    facts = {"heard_at": moment.now, "condition": health.condition, "health": _written(health)}
    known = update(DeviceRow).where(DeviceRow.token_id == device)
    if moment.write(known.values(hall_id=moment.hall_id, **facts), {}) == 0:
        moment.write(insert(DeviceRow), {"token_id": device, "hall_id": moment.hall_id, **facts})


def lose_device(moment: Moment, device: int) -> None:
    """Notes that nothing was heard of the kiosk; when that last was stays."""
    moment.write(update(DeviceRow).where(DeviceRow.token_id == device).values(condition=Condition.LOST), {})


def note_help_wanted(moment: Moment, device: int) -> bool:
    """Notes that somebody before the kiosk calls staff; False where nothing was ever heard of the kiosk."""
    known = update(DeviceRow).where(DeviceRow.token_id == device, DeviceRow.hall_id == moment.hall_id)
    return moment.write(known.values(help_wanted_at=moment.now), {}) == 1


def _written(health: Health) -> dict[str, Any]:
    written: dict[str, Any] = _HEALTH.dump_python(health, mode="json")
    return written


def save_display(moment: Moment, name: str, setting: DisplaySetting) -> None:
    """Stores what a hall display shows from now on."""
    facts = {"layout": setting.layout, "zone": setting.zone, "counter": setting.counter}
    known = update(DisplaySettingRow).where(DisplaySettingRow.hall_id == moment.hall_id, DisplaySettingRow.name == name)
    if moment.write(known.values(facts), {}) == 0:
        moment.write(insert(DisplaySettingRow), {"hall_id": moment.hall_id, "name": name, **facts})
