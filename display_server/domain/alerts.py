"""What somebody who runs the hall should look at now: when each is one, and which comes first. Pure.

Deliberately knows no words for people, and nothing of who has looked. An officer who rings for help is no alert: that
rings on the manager's page by itself until somebody says that they come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from display_server.domain.device import Condition, Device


class AlertKind(StrEnum):
    CLOCK_STANDS = "clock_stands"
    """The machine's clock is behind the hall's last change, and the hall's time stands still."""
    DISK_FULL = "disk_full"
    KIOSK_LOST = "kiosk_lost"
    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    PRINTER_FAILS = "printer_fails"
    BOOK_FAILS = "book_fails"
    PAPER_NEAR_END = "paper_near_end"
    KIOSK_HELP = "kiosk_help"
    """Somebody before a kiosk calls staff."""
    SLIPS_NOT_PRINTED = "slips_not_printed"
    MESSAGES_NOT_SENT = "messages_not_sent"
    LONG_WAIT = "long_wait"
    LONG_QUEUE = "long_queue"
    IDLE_COUNTER = "idle_counter"
    """Open and without a visitor, while people wait for what it takes."""
    BACKUP_OLD = "backup_old"
    DISPLAY_AWAY = "display_away"
    """A hall display that was connected today is no more, while the hall is open."""
    TABLET_AWAY = "tablet_away"
    """Likewise a rating tablet."""


OF_SERVICES = frozenset({AlertKind.LONG_WAIT, AlertKind.LONG_QUEUE})
OF_COUNTERS = frozenset({AlertKind.IDLE_COUNTER})
"""The place of each of these is a service's slug, or a counter's number; of a kiosk's its name; else none."""
CAN_WAIT = frozenset(
    {
        *(AlertKind.PAPER_NEAR_END, AlertKind.LONG_QUEUE, AlertKind.IDLE_COUNTER, AlertKind.BACKUP_OLD),
        AlertKind.TABLET_AWAY,
    }
)
"""All others are grave: somebody gets no ticket or no message, or waits too long already."""
_OF_A_KIOSK = {
    Condition.LOST: AlertKind.KIOSK_LOST,
    Condition.OUT_OF_PAPER: AlertKind.OUT_OF_PAPER,
    Condition.COVER_OPEN: AlertKind.COVER_OPEN,
    Condition.PRINTER_FAILS: AlertKind.PRINTER_FAILS,
    Condition.BOOK_FAILS: AlertKind.BOOK_FAILS,
    Condition.PAPER_NEAR_END: AlertKind.PAPER_NEAR_END,
}
OF_KIOSKS = frozenset({*_OF_A_KIOSK.values(), AlertKind.KIOSK_HELP})
OF_SCREENS = frozenset({AlertKind.DISPLAY_AWAY, AlertKind.TABLET_AWAY})
"""Their place is the name of the display or tablet."""
GRAVE, EVERY = "grave", "all"
"""What a hall's file may say instead of naming kinds of alerts one by one."""


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """From when on something is an alert in this hall."""

    wait: timedelta | None = None
    """The longest wait; twice the service's own target where the hall names none."""
    queue_length: int = 30
    idle: timedelta = timedelta(minutes=10)
    backup_age: timedelta = timedelta(hours=24)
    disk_free_percent: int = 10
    silent: timedelta = timedelta(minutes=5)
    """For how long a display or rating tablet may be away while the hall is open."""
    mail_to: tuple[str, ...] = ()
    """Who is sent the alerts, and where they are posted to."""
    webhook: str | None = None
    send: tuple[str, ...] = (GRAVE,)
    """Which are sent: kinds, GRAVE or EVERY."""

    @property
    def targets(self) -> tuple[str, ...]:
        return (*self.mail_to, *([self.webhook] if self.webhook else []))

    def sends_out(self, kind: AlertKind) -> bool:
        return EVERY in self.send or kind in self.send or (GRAVE in self.send and kind not in CAN_WAIT)


USUAL_ALERTS = AlertPlan()


@dataclass(frozen=True, slots=True)
class Machine:
    """The server's own machine; None is what nobody can know, or nobody asked for."""

    clock: datetime
    """Behind the hall's time where it was put back."""
    backed_up_at: datetime | None = None
    disk_free_percent: float | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits for a service; `since`: the longest."""

    service: str
    waiting: int
    since: datetime
    target: timedelta


@dataclass(frozen=True, slots=True)
class FreeCounter:
    """A counter that is open and holds nobody since then, while somebody waits for what it takes."""

    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Screen:
    """A display or rating tablet that was connected today, and when that was last."""

    name: str
    is_tablet: bool
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class HallMoment:
    """All that alerts are found from."""

    now: datetime
    machine: Machine
    is_open: bool = True
    opened_at: datetime | None = None
    """Since when it is open: a screen may be off in the break."""
    lasting: frozenset[tuple[AlertKind, str]] = frozenset()
    """What was an alert a moment ago: it ends only when it clearly is none, or it would ring again and again."""
    queues: tuple[Queue, ...] = ()
    free_counters: tuple[FreeCounter, ...] = ()
    kiosks: tuple[Device, ...] = ()
    screens: tuple[Screen, ...] = ()
    slips_not_printed: int = 0
    messages_not_sent: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    kind: AlertKind
    since: datetime
    place: str = ""
    count: int = 1
    """How often it happened, where it can happen again while it lasts: more of it is news."""

    @property
    def key(self) -> tuple[AlertKind, str]:
        """The same alert lasts as long as there is one of this kind at this place."""
        return self.kind, self.place

    @property
    def is_grave(self) -> bool:
        return self.kind not in CAN_WAIT


A_STRAY_CLOCK = timedelta(minutes=1)
EASED = 0.75
"""A queue or wait that was too long is so until it has come to this share of the limit."""


def alerts(moment: HallMoment, plan: AlertPlan) -> tuple[Alert, ...]:
    """What is an alert at this moment."""
    return (
        *_of_the_machine(moment, plan),
        *(alert for kiosk in moment.kiosks for alert in _of_kiosk(kiosk, moment)),
        *(alert for screen in moment.screens for alert in _of_screen(screen, plan, moment)),
        *_of_paper_and_messages(moment),
        *(alert for queue in moment.queues for alert in _of_queue(queue, plan, moment)),
        *(
            Alert(AlertKind.IDLE_COUNTER, free.since, str(free.number))
            for free in moment.free_counters
            if moment.now - free.since >= plan.idle
        ),
    )


def _of_the_machine(moment: HallMoment, plan: AlertPlan) -> Iterator[Alert]:
    if moment.now - moment.machine.clock > A_STRAY_CLOCK:
        yield Alert(AlertKind.CLOCK_STANDS, moment.now)
    free = moment.machine.disk_free_percent
    enough = plan.disk_free_percent + (1 if (AlertKind.DISK_FULL, "") in moment.lasting else 0)
    if free is not None and free < enough:
        yield Alert(AlertKind.DISK_FULL, moment.now)
    last = moment.machine.backed_up_at
    if last is not None and moment.now - last > plan.backup_age:
        yield Alert(AlertKind.BACKUP_OLD, last)


def _of_kiosk(kiosk: Device, moment: HallMoment) -> Iterator[Alert]:
    is_off = kiosk.condition is Condition.LOST and not moment.is_open  # many halls switch their kiosks off at night
    if kiosk.condition in _OF_A_KIOSK and not is_off:
        yield Alert(_OF_A_KIOSK[kiosk.condition], kiosk.heard_at, kiosk.name)
    if kiosk.help_wanted_at is not None and kiosk.help_until is not None and moment.now < kiosk.help_until:
        yield Alert(AlertKind.KIOSK_HELP, kiosk.help_wanted_at, kiosk.name)


def _of_screen(screen: Screen, plan: AlertPlan, moment: HallMoment) -> Iterator[Alert]:
    if not moment.is_open:
        return
    since = max(screen.heard_at, moment.opened_at or screen.heard_at)
    if moment.now - since > plan.silent:
        kind = AlertKind.TABLET_AWAY if screen.is_tablet else AlertKind.DISPLAY_AWAY
        yield Alert(kind, screen.heard_at, screen.name)


def _of_paper_and_messages(moment: HallMoment) -> Iterator[Alert]:
    if moment.slips_not_printed:
        yield Alert(AlertKind.SLIPS_NOT_PRINTED, moment.now, count=moment.slips_not_printed)
    if moment.messages_not_sent:
        yield Alert(AlertKind.MESSAGES_NOT_SENT, moment.now, count=moment.messages_not_sent)


def _of_queue(queue: Queue, plan: AlertPlan, moment: HallMoment) -> Iterator[Alert]:
    def is_over(kind: AlertKind, share_of_limit: float) -> bool:
        return share_of_limit > (EASED if (kind, queue.service) in moment.lasting else 1)

    if is_over(AlertKind.LONG_WAIT, (moment.now - queue.since) / (plan.wait or 2 * queue.target)):
        yield Alert(AlertKind.LONG_WAIT, queue.since, queue.service)
    if is_over(AlertKind.LONG_QUEUE, queue.waiting / plan.queue_length):
        yield Alert(AlertKind.LONG_QUEUE, moment.now, queue.service)


@dataclass(frozen=True, slots=True)
class StandingAlert:
    """An alert that the hall knows of; somebody may have said that they have seen it."""

    alert: Alert
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None


def news(found: Iterable[Alert], standing: Iterable[StandingAlert]) -> tuple[tuple[Alert, ...], tuple[Alert, ...]]:
    """What has become an alert, or happened more often than was known; and what is one no more."""
    known = {each.alert.key: each.alert for each in standing}
    now = {alert.key: alert for alert in found}
    begun = tuple(alert for key, alert in now.items() if key not in known or alert.count > known[key].count)
    return begun, tuple(alert for key, alert in known.items() if key not in now)


def in_order(standing: Iterable[StandingAlert]) -> tuple[StandingAlert, ...]:
    """Those that nobody has seen first, the grave before what can wait, the newest first."""
    return tuple(
        sorted(
            sorted(standing, key=lambda each: each.alert.since, reverse=True),
            key=lambda each: (each.acknowledged_by is not None, not each.alert.is_grave),
        )
    )
