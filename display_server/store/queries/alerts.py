"""What somebody should look at in a hall, and who has seen it; which services are stopped today."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from display_server.domain.alerts import Alert, AlertKind, StandingAlert
from display_server.domain.events import AlertBegun, AlertEnded
from display_server.store.journal import AnyRow, from_row
from display_server.store.models import AlertDeliveryRow, AlertRow, Instant, JournalRow, StoppedServiceRow
from display_server.store.queries.moment import Moment, found_once, pairs

LOOK_BACK = timedelta(hours=6)
"""So long sending an alert is tried; what began before is the page's alone."""
FRESH = timedelta(minutes=15)
"""What is older and was never sent is news to nobody: the server was away, or the hall's file named nobody."""


class ToldAlert(NamedTuple):
    """The beginning or the end of an alert, and its place in the journal."""

    seq: int
    nth: int
    event: AlertBegun | AlertEnded
    alert: Alert


class AlertQueries:
    """A hall's alerts, and its stopped services."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    @found_once
    def standing(self) -> tuple[StandingAlert, ...]:
        """Those that last."""
        return tuple(map(_standing, self.moment.rows(_ALERTS)))

    def told(self) -> Sequence[ToldAlert]:
        """The beginnings and ends that the journal told in the last hours; not that one happened once more."""
        found: list[ToldAlert] = []
        lasting: set[tuple[AlertKind, str]] = set()
        for row in self.moment.rows(_TOLD, since=self.moment.now - 2 * LOOK_BACK):
            event = from_row(row)
            if not isinstance(event, AlertBegun | AlertEnded):
                continue
            alert = Alert(event.kind, event.since or event.at, event.device or event.place)
            is_again = isinstance(event, AlertBegun) and alert.key in lasting
            (lasting.add if isinstance(event, AlertBegun) else lasting.discard)(alert.key)
            if not is_again and event.at >= self.moment.now - LOOK_BACK:
                found.append(ToldAlert(row.seq, row.nth, event, alert))
        return found

    def not_sent(self) -> Sequence[tuple[str, datetime, str]]:
        """To whom alerts of the last hours did not get out yet: since when, and why."""
        rows = self.moment.rows(_NOT_SENT, since=self.moment.now - LOOK_BACK)
        return [(row.to, row.at, row.fault) for row in rows]

    @property
    def stopped(self) -> Mapping[str, str]:
        """Why no tickets are given today, by service: every ticket asks, so it is remembered."""
        today, known = self.moment.today, self.moment.memory.stopped
        if known is None or known[0] != today:
            known = (today, pairs(self.moment.rows(_STOPPED, day=today)))
            self.moment.memory = replace(self.moment.memory, stopped=known)
        return known[1]


def _standing(row: AnyRow) -> StandingAlert:
    facts = row._mapping  # `row.count` is a method of every tuple
    alert = Alert(AlertKind(facts["kind"]), facts["since"], facts["place"], facts["count"])
    return StandingAlert(alert, facts["acknowledged_by"], facts["acknowledged_at"])


_ALERTS = select(*AlertRow.__table__.columns).where(AlertRow.hall_id == bindparam("hall_id"))
_TOLD = (
    select(*JournalRow.__table__.columns)
    .where(
        JournalRow.hall_id == bindparam("hall_id"),
        JournalRow.event.in_([AlertBegun.__name__, AlertEnded.__name__]),
        JournalRow.at >= bindparam("since", type_=Instant()),
    )
    .order_by(JournalRow.seq, JournalRow.nth)
)
_NOT_SENT = (
    select(
        AlertDeliveryRow.to, func.min(AlertDeliveryRow.at).label("at"), func.max(AlertDeliveryRow.fault).label("fault")
    )
    .where(
        AlertDeliveryRow.hall_id == bindparam("hall_id"),
        AlertDeliveryRow.at >= bindparam("since", type_=Instant()),
        AlertDeliveryRow.sent_at.is_(None),
        AlertDeliveryRow.fault.is_not(None),
    )
    .group_by(AlertDeliveryRow.to)
    .order_by(AlertDeliveryRow.to)
)
_STOPPED = select(StoppedServiceRow.service, StoppedServiceRow.reason).where(
    StoppedServiceRow.hall_id == bindparam("hall_id"), StoppedServiceRow.day == bindparam("day")
)


def save_alert(moment: Moment, standing: StandingAlert) -> None:
    """Stores an alert that begins, that has happened again, or that somebody has seen."""
    alert = standing.alert
    facts = {
        "since": alert.since,
        "count": alert.count,
        "acknowledged_by": standing.acknowledged_by,
        "acknowledged_at": standing.acknowledged_at,
    }
    if moment.write(update(AlertRow).where(*_only(moment, alert)).values(facts), {}) == 0:
        moment.write(insert(AlertRow), {"hall_id": moment.hall_id, "kind": alert.kind, "place": alert.place, **facts})


def drop_alert(moment: Moment, alert: Alert) -> None:
    """Forgets an alert that has ended, and who had seen it."""
    moment.write(delete(AlertRow).where(*_only(moment, alert)), {})


def _only(moment: Moment, alert: Alert) -> tuple[Any, ...]:
    return AlertRow.hall_id == moment.hall_id, AlertRow.kind == alert.kind, AlertRow.place == alert.place


def stop_service(moment: Moment, service: str, reason: str) -> None:
    """Notes that the service gives no tickets on this day."""
    reopen_service(moment, service)  # it may have been stopped on an earlier day
    moment.write(
        insert(StoppedServiceRow),
        {"hall_id": moment.hall_id, "service": service, "day": moment.today, "reason": reason},
    )


def reopen_service(moment: Moment, service: str) -> None:
    """Notes that the service gives tickets again."""
    of_service = delete(StoppedServiceRow).where(
        StoppedServiceRow.hall_id == moment.hall_id, StoppedServiceRow.service == service
    )
    moment.write(of_service, {})
    moment.memory = replace(moment.memory, stopped=None)
