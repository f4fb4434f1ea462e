"""The open status of a hall: for anybody who thinks of coming. Names nobody."""

from datetime import datetime
from typing import Literal

from pydantic import RootModel

from display_server.contract.common import Message, WaitRange, Words


class QuietTime(Message):
    """An hour to come that was quiet on such weekdays, and how sure that is."""

    begins: datetime
    ends: datetime
    minutes: int
    """What people waited in it on average."""
    days: int
    """On how many such days it was seen."""
    shorter: int
    """On how many of them people waited less in it than on the whole of that day."""


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

    id: str
    type: Literal["QueueMonitor"] = "QueueMonitor"
    dateModified: datetime  # noqa: N815 (the model's names)
    localId: str  # noqa: N815
    officeName: str  # noqa: N815
    serviceName: str  # noqa: N815
    serviceId: str  # noqa: N815
    serviceStatus: Literal["Open", "Closed", "Suspended"]  # noqa: N815
    serviceStatusNote: str | None = None  # noqa: N815
    queueLine: str  # noqa: N815
    lastTicketIssued: int | None = None  # noqa: N815
    lastTicketIssuedLabel: str | None = None  # noqa: N815
    ticketServed: int | None = None  # noqa: N815
    ticketServedLabel: str | None = None  # noqa: N815
    ticketsToServe: int  # noqa: N815


class QueueMonitors(RootModel[tuple[QueueMonitor, ...]]):
    """A hall's queues, an entity each."""
