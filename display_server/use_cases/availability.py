"""Whether a service gives tickets now, and if not, why: closed, full, online only, nobody left to serve it today."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from display_server.domain.capacity import last_ticket_at
from display_server.domain.hall_plan import Service
from display_server.domain.refusals import NotAllowed
from display_server.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Closed:
    """Why no ticket is given at present, in a sentence of the catalogues; none where tickets are given."""

    sentence: str | None = None
    facts: tuple[tuple[str, object], ...] = ()
    why: Literal["closed", "full", "online"] | None = None

    def refuse(self) -> None:
        if self.sentence is not None:
            raise NotAllowed(self.sentence, **dict(self.facts))


def why_closed(reading: Reading) -> Closed:
    """Whether the hall gives tickets now, and if not, when it will."""
    if reading.is_open:
        return Closed()
    opens = reading.plan.calendar.next_opening(reading.now)
    if opens is None:
        return Closed("The hall is closed.", why="closed")
    return Closed("The hall is closed now. It opens at %(opens)s.", (("opens", _written(reading, opens)),), "closed")


def why_not_now(reading: Reading, service: Service, shut: Closed) -> Closed:
    """Why the service gives no ticket, the reason that lasts longest first. `shut` is why the hall gives none."""
    if (online := why_online_only(service)).sentence:
        return online
    if shut.sentence:
        return shut
    return stopped if (stopped := why_stopped(reading, service)).sentence else why_full(reading, service)


def why_online_only(service: Service) -> Closed:
    online = service.guidance.online
    if online is None or not online.only:
        return Closed()
    return Closed("This service is done online only: %(address)s.", (("address", online.address),), "online")


def why_stopped(reading: Reading, service: Service) -> Closed:
    """Whether somebody who runs the hall has stopped it for today."""
    reason = reading.alerts.stopped.get(service.slug)
    if reason is None:
        return Closed()
    return Closed("This service gives no more tickets today: %(reason)s.", (("reason", reason),), "full")


def why_full(reading: Reading, service: Service) -> Closed:
    """Whether the service gives no more tickets today although the hall is open."""
    if service.daily_cap is not None and reading.journal.issued_today(service.slug) >= service.daily_cap:
        return Closed(
            "All %(cap)s tickets of this service for today have been given. Please come back at %(opens)s.",
            (("cap", service.daily_cap), ("opens", _tomorrow(reading))),
            "full",
        )
    last = last_ticket(reading, service)
    if last is not None and last < reading.now:
        return Closed(
            "Nobody else can be served for this service before the hall closes. Please come back at %(opens)s.",
            (("opens", _tomorrow(reading)),),
            "full",
        )
    return Closed()


def last_ticket(reading: Reading, service: Service) -> datetime | None:
    """Until when the service gives tickets today, as it looks now; None where no rule ends them."""
    if not reading.plan.rules.last_ticket:
        return None
    return last_ticket_at(reading.plan, service.slug, reading.workload, reading.now)


def _tomorrow(reading: Reading) -> str:
    """When the hall opens on a later day, for people."""
    opens = reading.plan.calendar.opens_after_day_of(reading.now)
    return _written(reading, opens) if opens else "…"


def _written(reading: Reading, moment: datetime) -> str:
    return f"{reading.plan.local(moment):%H:%M, %d/%m/%Y}"
