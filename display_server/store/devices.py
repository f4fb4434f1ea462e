"""How a hall's kiosks are: what each told of itself last. What changes in words is the journal's; this is the rest.

A kiosk tells of itself every few seconds: that alone is no change of the hall, and locks nothing.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from display_server.domain.device import Condition, Health
from display_server.store.models import DeviceRow
from display_server.store.reading import HEALTH


def heard(connection: Connection, hall_id: int, device: int, health: Health, at: datetime) -> bool:
    """Notes what the kiosk tells, if its condition is as before; whether it is."""
    as_before = update(DeviceRow).where(
        DeviceRow.token_id == device, DeviceRow.hall_id == hall_id, DeviceRow.condition == health.condition
    )
    return connection.execute(as_before.values(heard_at=at, health=_written(health))).rowcount == 1


def changed(connection: Connection, hall_id: int, device: int, health: Health, at: datetime) -> None:
    """Notes a new kiosk, or one that is in another condition, or in another hall, than before."""
    facts = {"hall_id": hall_id, "heard_at": at, "condition": health.condition, "health": _written(health)}
    known = update(DeviceRow).where(DeviceRow.token_id == device).values(facts)
    if connection.execute(known).rowcount == 0:
        connection.execute(insert(DeviceRow), {"token_id": device, **facts})


def lost(connection: Connection, device: int) -> None:
    """Notes that nothing was heard of the kiosk; when that last was stays."""
    connection.execute(update(DeviceRow).where(DeviceRow.token_id == device).values(condition=Condition.LOST))


def wants_help(connection: Connection, hall_id: int, device: int, at: datetime) -> bool:
    """Notes that somebody before the kiosk calls staff; False where nothing was ever heard of the kiosk."""
    known = update(DeviceRow).where(DeviceRow.token_id == device, DeviceRow.hall_id == hall_id)
    return connection.execute(known.values(help_wanted_at=at)).rowcount == 1


def _written(health: Health) -> dict[str, Any]:
    written: dict[str, Any] = HEALTH.dump_python(health, mode="json")
    return written
