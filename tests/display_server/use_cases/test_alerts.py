"""What a hall should look at: told when it begins and ends, seen by name, quiet while it lasts."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from display_server import contract
from display_server.domain.alerts import AlertKind, AlertPlan, Machine
from display_server.domain.refusals import Forbidden, NotAllowed
from display_server.process.machine import look_at_machine
from display_server.store.hall import Hall, Halls
from display_server.use_cases import alerts, counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.views.manager import hall_now
from tests.halls import MovedClock, a_hall_plan, do


def watched(hall: Hall, clock: MovedClock, **machine: float) -> list[contract.AlertNow]:
    """The alerts of the manager's page once the clock's work is done."""
    alerts.watch_over(hall, Machine(clock.now, disk_free_percent=machine.get("free", 50)))
    with hall.reading() as reading:
        return list(hall_now(reading).alerts)


def told(hall: Hall) -> list[str]:
    with hall.reading() as reading:
        return [row.event for row in reading.journal.since(0) if row.event.startswith("Alert")]


def test_a_long_wait_is_told_once_until_it_ends(hall: Hall, clock: MovedClock) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=41)

    (alert,) = watched(hall, clock)
    watched(hall, clock)

    assert (alert.kind, alert.place, alert.grave) == (AlertKind.LONG_WAIT, "land", True)
    assert alert.words["en"] == "land: somebody has waited since 08:00."
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    assert watched(hall, clock) == []
    assert told(hall) == ["AlertBegun", "AlertEnded"]


def test_a_counter_is_idle_only_beside_somebody_whom_it_could_call(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.open_counter, 3, "Minh")
    clock.advance(minutes=30)
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=9)
    assert watched(hall, clock) == []
    clock.advance(minutes=1)

    (alert,) = watched(hall, clock)

    assert (alert.kind, alert.place) == (AlertKind.IDLE_COUNTER, "1")
    assert "since 08:30" in alert.words["en"]


def test_somebody_looks_after_it_by_name_as_long_as_it_lasts(hall: Hall, clock: MovedClock) -> None:
    watched(hall, clock, free=3)

    do(hall, alerts.acknowledge, AlertKind.DISK_FULL, "", "Hà", None, actor="Hà")
    do(hall, alerts.acknowledge, AlertKind.DISK_FULL, "", "Bình", None, actor="Bình")

    (alert,) = watched(hall, clock, free=3)
    assert (alert.acknowledged_by, alert.acknowledged_at) == ("Hà", clock.now), "who was the first stays"
    assert watched(hall, clock) == []
    (again,) = watched(hall, clock, free=3)
    assert again.acknowledged_by is None, "it has begun anew"
    assert told(hall) == ["AlertBegun", "AlertAcknowledged", "AlertEnded", "AlertBegun"]
    with hall.reading() as reading:
        assert [row.actor for row in reading.journal.since(0) if row.event == "AlertAcknowledged"] == ["Hà"]


def test_what_has_ended_cannot_be_looked_after(hall: Hall) -> None:
    with pytest.raises(NotAllowed, match="ended already"):
        do(hall, alerts.acknowledge, AlertKind.DISK_FULL, "", "Hà", None)


def test_supervisors_see_and_look_after_what_is_of_their_departments(hall: Hall, clock: MovedClock) -> None:
    do(hall, issue_ticket, TicketRequest("tax"))
    clock.advance(minutes=41)
    watched(hall, clock, free=3)

    with hall.reading() as reading:
        seen = {department: hall_now(reading, (department,)).alerts for department in ("land", "tax")}
    assert [alert.kind for alert in seen["tax"]] == [AlertKind.LONG_WAIT]
    assert seen["land"] == ()
    with pytest.raises(Forbidden):
        do(hall, alerts.acknowledge, AlertKind.LONG_WAIT, "tax", "Hà", frozenset({"land"}))


def test_the_hall_file_says_from_when_on(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    own = AlertPlan(wait=timedelta(minutes=5))
    halls.load(replace(a_hall_plan(), alerts=own), actor="test")
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=6)

    assert [alert.kind for alert in watched(hall, clock)] == [AlertKind.LONG_WAIT]


def test_the_page_tells_of_the_last_hour_every_five_minutes(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, issue_ticket, TicketRequest("tax"))
    clock.advance(minutes=7)
    do(hall, counter.call_next, 1)

    with hall.reading() as reading:
        hour, of_tax = hall_now(reading).last_hour, hall_now(reading, ("tax",)).last_hour

    assert len(hour) == 12
    assert [(each.arrived, each.called) for each in hour[-3:]] == [(0, 0), (2, 0), (0, 1)]
    assert sum(each.arrived for each in of_tax) == 1
    assert sum(each.called for each in of_tax) == 0


def test_the_newest_file_in_the_folder_of_backups_is_the_last_backup(tmp_path: Path, clock: MovedClock) -> None:
    backups = tmp_path / "backups"
    nobody_said = look_at_machine(clock.now, tmp_path, None)
    none_yet = look_at_machine(clock.now, tmp_path, backups)
    backups.mkdir()
    (backups / "motcua.db").touch()

    made = look_at_machine(clock.now, tmp_path, backups)

    assert nobody_said.backed_up_at is None
    assert made.backed_up_at is not None
    assert none_yet.backed_up_at is not None
    assert none_yet.backed_up_at < made.backed_up_at
    assert made.disk_free_percent is not None
    assert 0 <= made.disk_free_percent <= 100
