"""The open status of a hall: for anybody who thinks of coming. Names nobody."""

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, RootModel
from pydantic.alias_generators import to_camel

from display_server.contract.common import Message, QuietTime, WaitRange, Words


class ServiceStatus(Message):
    service: str
    name: Words
    department: str
    department_name: Words
    open: bool
    why_closed: Words | None
    waiting: int
    counters_serving: int
    wait: WaitRange | None
    """Of whoever takes a ticket now; None where nothing can be promised."""
    quiet_hours: tuple[QuietTime, ...] = ()


class HallStatus(Message):
    """How it is in the hall now, service by service; good for ten seconds."""

    hall: str
    name: Words
    timezone: str
    languages: tuple[str, ...]
    hotline: str | None
    open: bool
    why_closed: Words | None
    waiting: int
    updated_at: datetime
    services: tuple[ServiceStatus, ...]


class QueueMonitor(Message):
    """One service's queue as FIWARE's Smart Data Models name it, in NGSI's plain form (options=keyValues).

    https://github.com/smart-data-models/dataModel.QueueManagement/tree/master/QueueMonitor
    """

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)

    id: str
    type: Literal["QueueMonitor"] = "QueueMonitor"
    date_modified: datetime
    local_id: str
    office_name: str
    service_name: str
    service_id: str
    service_status: Literal["Open", "Closed", "Suspended"]
    service_status_note: str | None = None
    queue_line: str
    last_ticket_issued: int | None = None
    last_ticket_issued_label: str | None = None
    ticket_served: int | None = None
    ticket_served_label: str | None = None
    tickets_to_serve: int


class QueueMonitors(RootModel[tuple[QueueMonitor, ...]]):
    """A hall's queues, an entity each."""
