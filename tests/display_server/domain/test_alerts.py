"""When something is an alert, and in which order a manager reads them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from display_server.domain.alerts import (
    USUAL_ALERTS,
    Alert,
    AlertKind,
    AlertPlan,
    FreeCounter,
    HallMoment,
    Machine,
    Queue,
    StandingAlert,
    alerts,
    in_order,
    news,
)
from display_server.domain.device import Condition, Device, Health
from tests.display_server.domain.journal import at, minutes

NOW = at("10:00")
WELL = Machine(NOW, backed_up_at=NOW, disk_free_percent=50)
QUIET = HallMoment(NOW, WELL)


def land(waiting: int, since: str) -> Queue:
    return Queue("land", waiting, at(since), target=minutes(20))


def kiosk(condition: Condition, help_wanted: str | None = None) -> Device:
    health = Health(condition, not_handed_in=0, version="1", screen="welcome")
    return Device(1, "door", NOW, condition, health, at(help_wanted) if help_wanted else None)


def found(moment: HallMoment, plan: AlertPlan = USUAL_ALERTS) -> set[tuple[AlertKind, str]]:
    return {alert.key for alert in alerts(moment, plan)}


def test_a_quiet_hall_alerts_nobody() -> None:
    busy = replace(QUIET, queues=(land(30, "09:30"),), free_counters=(FreeCounter(1, at("09:55")),))

    assert found(busy) == set()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (replace(QUIET, queues=(land(3, "09:19"),)), (AlertKind.LONG_WAIT, "land")),
        (replace(QUIET, queues=(land(31, "09:55"),)), (AlertKind.LONG_QUEUE, "land")),
        (replace(QUIET, free_counters=(FreeCounter(3, at("09:50")),)), (AlertKind.IDLE_COUNTER, "3")),
        (replace(QUIET, kiosks=(kiosk(Condition.LOST),)), (AlertKind.KIOSK_LOST, "door")),
        (replace(QUIET, kiosks=(kiosk(Condition.OUT_OF_PAPER),)), (AlertKind.OUT_OF_PAPER, "door")),
        (replace(QUIET, kiosks=(kiosk(Condition.PRINTER_FAILS),)), (AlertKind.PRINTER_FAILS, "door")),
        (replace(QUIET, kiosks=(kiosk(Condition.WELL, "09:55"),)), (AlertKind.KIOSK_HELP, "door")),
        (replace(QUIET, slips_not_printed=1), (AlertKind.SLIPS_NOT_PRINTED, "")),
        (replace(QUIET, messages_not_sent=2), (AlertKind.MESSAGES_NOT_SENT, "")),
        (replace(QUIET, machine=replace(WELL, clock=at("09:58"))), (AlertKind.CLOCK_STANDS, "")),
        (replace(QUIET, machine=replace(WELL, disk_free_percent=9.9)), (AlertKind.DISK_FULL, "")),
        (
            replace(QUIET, machine=replace(WELL, backed_up_at=NOW - timedelta(hours=25))),
            (AlertKind.BACKUP_OLD, ""),
        ),
    ],
)
def test_each_is_an_alert(moment: HallMoment, expected: tuple[AlertKind, str]) -> None:
    assert found(moment) == {expected}


def test_the_hall_says_from_when_on() -> None:
    own = AlertPlan(minutes(5), queue_length=2, idle=minutes(1), backup_age=minutes(60), disk_free_percent=60)
    moment = HallMoment(
        NOW,
        replace(WELL, backed_up_at=at("08:30")),
        queues=(land(3, "09:54"),),
        free_counters=(FreeCounter(1, at("09:58")),),
    )

    assert found(moment) == set()
    assert {kind for kind, _ in found(moment, own)} == {
        *(AlertKind.LONG_WAIT, AlertKind.LONG_QUEUE, AlertKind.IDLE_COUNTER),
        *(AlertKind.BACKUP_OLD, AlertKind.DISK_FULL),
    }


def test_kiosks_that_are_off_at_night_alert_nobody_but_one_without_paper_does() -> None:
    night = replace(QUIET, is_open=False)

    assert found(replace(night, kiosks=(kiosk(Condition.LOST),))) == set()
    assert found(replace(night, kiosks=(kiosk(Condition.OUT_OF_PAPER),))) == {(AlertKind.OUT_OF_PAPER, "door")}


def test_where_nobody_knows_of_backups_or_the_disk_nothing_is_said() -> None:
    assert found(HallMoment(NOW, Machine(NOW))) == set()


def test_a_queue_about_as_long_as_the_limit_does_not_ring_again_and_again() -> None:
    lasting = frozenset({(AlertKind.LONG_QUEUE, "land")})

    assert found(replace(QUIET, queues=(land(29, "09:55"),), lasting=lasting)) == {(AlertKind.LONG_QUEUE, "land")}
    assert found(replace(QUIET, queues=(land(22, "09:55"),), lasting=lasting)) == set()


def test_what_lasts_is_no_news_and_what_happens_again_is() -> None:
    slips = Alert(AlertKind.SLIPS_NOT_PRINTED, at("09:00"), count=1)
    paper = Alert(AlertKind.OUT_OF_PAPER, at("09:00"), "door")
    standing = [StandingAlert(slips, "Hà", at("09:01")), StandingAlert(paper)]

    assert news([slips, paper], standing) == ((), ())
    again = replace(slips, since=NOW, count=2)
    assert news([again], standing) == ((again,), (paper,))


def test_the_newest_grave_one_comes_first_and_what_somebody_looks_after_last() -> None:
    seen = StandingAlert(Alert(AlertKind.PRINTER_FAILS, at("09:59"), "door"), "Hà", NOW)
    old = StandingAlert(Alert(AlertKind.LONG_WAIT, at("09:00"), "land"))
    new = StandingAlert(Alert(AlertKind.KIOSK_LOST, at("09:30"), "hall"))
    can_wait = StandingAlert(Alert(AlertKind.LONG_QUEUE, at("09:58"), "land"))

    assert in_order([seen, can_wait, old, new]) == (new, old, can_wait, seen)
