"""What somebody should look at, in words."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from display_server import contract
from display_server.domain.alerts import OF_COUNTERS, OF_KIOSKS, OF_SCREENS, OF_SERVICES, Alert, AlertKind, in_order
from display_server.domain.hall_plan import HallPlan
from display_server.store.reading import Reading
from display_server.use_cases.alerts import concerns
from display_server.words import LANGUAGES, N_, say

SENTENCES: Mapping[AlertKind, str] = {
    AlertKind.CLOCK_STANDS: N_(
        "The server's clock is behind: the hall's time has stood still since %(time)s. Set the clock right."
    ),
    AlertKind.DISK_FULL: N_("The server's disk is nearly full."),
    AlertKind.KIOSK_LOST: N_("Kiosk %(kiosk)s: no contact since %(time)s."),
    AlertKind.OUT_OF_PAPER: N_("Kiosk %(kiosk)s is out of paper."),
    AlertKind.COVER_OPEN: N_("Kiosk %(kiosk)s: the printer's cover is open."),
    AlertKind.PRINTER_FAILS: N_("Kiosk %(kiosk)s: the printer fails."),
    AlertKind.BOOK_FAILS: N_("Kiosk %(kiosk)s: its storage is full or broken."),
    AlertKind.PAPER_NEAR_END: N_("Kiosk %(kiosk)s: the paper runs low."),
    AlertKind.KIOSK_HELP: N_("Somebody at kiosk %(kiosk)s asks for staff."),
    AlertKind.SLIPS_NOT_PRINTED: N_("Slips that did not come out today: %(count)s."),
    AlertKind.MESSAGES_NOT_SENT: N_("Messages before a call that did not go out today: %(count)s."),
    AlertKind.LONG_WAIT: N_("%(service)s: somebody has waited since %(time)s."),
    AlertKind.LONG_QUEUE: N_("%(service)s: the queue is too long."),
    AlertKind.IDLE_COUNTER: N_("Counter %(counter)s has called nobody since %(time)s although people wait for it."),
    AlertKind.DISPLAY_AWAY: N_("Display %(screen)s: no contact since %(time)s."),
    AlertKind.TABLET_AWAY: N_("Rating tablet %(screen)s: no contact since %(time)s."),
    AlertKind.BACKUP_OLD: N_("No new backup has been made: run motcua backup, and look why the nightly one did not."),
}


def alerts(reading: Reading, departments: frozenset[str]) -> tuple[contract.AlertNow, ...]:
    """Those of the hall; for supervisors, those of these departments."""
    standing = in_order(reading.alerts.standing)
    return tuple(
        contract.AlertNow(
            kind=each.alert.kind,
            place=each.alert.place,
            since=each.alert.since,
            words={language: said(each.alert, language, reading.plan) for language in LANGUAGES},
            grave=each.alert.is_grave,
            acknowledged_by=each.acknowledged_by,
            acknowledged_at=each.acknowledged_at,
        )
        for each in standing
        if not departments or concerns(reading.plan, each.alert, departments)
    )


def not_sent(reading: Reading) -> tuple[contract.AlertNotSent, ...]:
    """To whom alerts did not get out. Of an address to post to, only the host: the rest may be a secret."""
    named = set(reading.plan.alerts.targets)
    return tuple(
        contract.AlertNotSent(to=urlsplit(to).hostname or to if "://" in to else to, at=at, fault=fault)
        for to, at, fault in reading.alerts.not_sent()
        if to in named
    )


def said(alert: Alert, language: str, plan: HallPlan) -> str:
    """The alert as one sentence."""
    facts: dict[str, object] = {"time": f"{plan.local(alert.since):%H:%M}", "count": alert.count}
    if alert.kind in OF_SERVICES:
        name = plan.service(alert.place).name
        facts["service"] = name.get(language) or next(iter(name.values()))
    elif alert.kind in OF_COUNTERS:
        facts["counter"] = alert.place
    elif alert.kind in OF_SCREENS:
        facts["screen"] = alert.place
    elif alert.kind in OF_KIOSKS:
        stands = plan.kiosks.get(alert.place, {}).get(language)
        facts["kiosk"] = f"{alert.place} ({stands})" if stands else alert.place
    return say(language, SENTENCES[alert.kind], **facts)
