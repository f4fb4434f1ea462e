"""What somebody should look at in a hall, and who has seen it; which services are stopped today."""

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from display_server.domain.alerts import Alert, AlertKind, StandingAlert
from display_server.store.journal import AnyRow
from display_server.store.models import AlertRow, StoppedServiceRow
from display_server.store.queries.moment import Moment, found_once, pairs


class AlertQueries:
    """A hall's alerts, and its stopped services."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    @found_once
    def standing(self) -> tuple[StandingAlert, ...]:
        """Those that last."""
        return tuple(map(_standing, self.moment.rows(_ALERTS)))

    @found_once
    def stopped(self) -> dict[str, str]:
        """Why no tickets are given today, by service."""
        return pairs(self.moment.rows(_STOPPED, day=self.moment.today))


def _standing(row: AnyRow) -> StandingAlert:
    facts = row._mapping  # `row.count` is a method of every tuple
    alert = Alert(AlertKind(facts["kind"]), facts["since"], facts["place"], facts["count"])
    return StandingAlert(alert, facts["acknowledged_by"], facts["acknowledged_at"])


_ALERTS = select(*AlertRow.__table__.columns).where(AlertRow.hall_id == bindparam("hall_id"))
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
