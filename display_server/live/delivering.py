"""Sends the reports that a hall's file asks for once their days are over, beside everything else."""

import logging
from datetime import date
from pathlib import Path
from typing import cast

import gevent

from display_server.contract import GroupBy
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import Refused
from display_server.domain.scheduled_report import ScheduledReport, is_folder, last_period
from display_server.messages.messenger import Attachment, Message, Messenger, NotSent, mail
from display_server.statistics.headline import day_of
from display_server.statistics.report_file import new_file, written
from display_server.statistics.roll_ups import statistics
from display_server.store.hall import Hall
from display_server.store.report_deliveries import Delivery, ReportDeliveries
from display_server.words import N_, say

log = logging.getLogger(__name__)

SUBJECT = N_("%(hall)s: report from %(first)s to %(last)s")
TEXT = N_("The figures of these days are in the attached file. What each of them means:")


class Delivering:
    """`mail`: who carries letters; None where the server has nobody."""

    def __init__(self, deliveries: ReportDeliveries, mail: Messenger | None, base_url: str) -> None:
        self._deliveries, self._mail, self._base_url = deliveries, mail, base_url

    def send_due(self, hall: Hall) -> None:
        """Each to everybody once. Several processes may: each delivery is claimed before it is made.

        Of days before the last period nothing is sent any more: a server that was away for long floods nobody.
        """
        with hall.reading() as reading:
            now, today, plan = reading.now, reading.today, reading.plan
        for report in plan.reports:
            days = last_period(report.every, today)
            due = [Delivery(hall.slug, report.slug, days[0], to) for to in report.to]
            claimed = [each for each in due if self._deliveries.claim(each, now)]
            if claimed:
                self._send(hall, plan, report, days, claimed)

    def _send(
        self, hall: Hall, plan: HallPlan, report: ScheduledReport, days: tuple[date, date], due: list[Delivery]
    ) -> None:
        figures = statistics(hall, *days, cast("GroupBy", report.group_by))
        # A thread beside gevent's loop: a second's work on fonts must not keep the hall's calls waiting.
        content: bytes = gevent.get_hub().threadpool.apply(
            written, (figures, plan.name, report.file_format.value, report.language)
        )
        name = f"{hall.slug}-{report.slug}-{days[0]}-{days[1]}.{report.file_format}"
        for delivery in due:
            try:
                if is_folder(delivery.to):
                    _lay_down(Path(delivery.to) / name, content)
                else:
                    mail(self._mail, self._letter(plan, report, days, delivery.to, Attachment(name, content)))
            except (NotSent, Refused) as fault:
                log.warning("report %s of %s: %s", report.slug, hall.slug, fault)
                self._deliveries.failed(delivery, str(fault))
            else:
                with hall.reading() as reading:
                    self._deliveries.was_sent(delivery, reading.now)

    def _letter(
        self,
        plan: HallPlan,
        report: ScheduledReport,
        days: tuple[date, date],
        to: str,
        attachment: Attachment,
    ) -> Message:
        name = plan.name.get(report.language) or next(iter(plan.name.values()))
        subject = say(report.language, SUBJECT, hall=name, first=day_of(days[0]), last=day_of(days[1]))
        return Message(
            to=to,
            subject=subject,
            text=say(report.language, TEXT),
            url=f"{self._base_url}/definitions?lang={report.language}",
            key=f"motcua-{plan.slug}-{report.slug}-{days[0]}-{report.to.index(to) + 1}",
            attachment=attachment,
        )


def _lay_down(file: Path, content: bytes) -> None:
    """Into a folder that is there; where the file is, an earlier try laid it down whole."""
    if file.exists():
        return
    with new_file(file) as opened:
        opened.write(content)
