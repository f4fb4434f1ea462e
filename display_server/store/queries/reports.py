"""How it goes with a hall's scheduled reports."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import bindparam, func, select

from display_server.store.models import ReportDeliveryRow
from display_server.store.queries.moment import Moment

LOOK_BACK = timedelta(days=62)
"""A report of a month that never went out is told until the one after the next."""


class ReportQueries:
    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def unsent(self) -> Sequence[tuple[str, date, str]]:
        """Of those that the plan names: slug, first day and why the last try failed."""
        named = {report.slug for report in self.moment.plan.reports}
        if not named:
            return ()
        rows = self.moment.rows(_UNSENT, since=self.moment.today - LOOK_BACK)
        return [(row.report, row.first_day, row.why) for row in rows if row.report in named]


_UNSENT = (
    select(ReportDeliveryRow.report, ReportDeliveryRow.first_day, func.max(ReportDeliveryRow.fault).label("why"))
    .where(
        ReportDeliveryRow.hall_id == bindparam("hall_id"),
        ReportDeliveryRow.first_day >= bindparam("since"),
        ReportDeliveryRow.sent_at.is_(None),
        ReportDeliveryRow.fault.is_not(None),
    )
    .group_by(ReportDeliveryRow.report, ReportDeliveryRow.first_day)
    .order_by(ReportDeliveryRow.first_day, ReportDeliveryRow.report)
)
