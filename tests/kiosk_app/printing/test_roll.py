"""What is left on the paper roll, for printers that cannot feel its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.printers.model import model_of
from hardware.printers.roll import length_mm, slips_left
from kiosk_app.printing.roll import RollCount
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.store.kiosk_store import KioskStore
from tests.kiosk_app.a_hall import HALL_ZONE, a_ticket

TICKET = lay_out(a_ticket(), HALL_ZONE, "1022")
ROLL = model_of(roll_metres=80)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[KioskStore]:
    store = KioskStore(tmp_path / "kiosk.db")
    yield store
    store.close()


def test_a_new_roll_of_eighty_metres_is_about_seven_hundred_usual_tickets() -> None:
    assert slips_left(80, 0, 0) == 714


def test_each_ticket_makes_the_roll_shorter_even_over_a_restart(store: KioskStore) -> None:
    for _ in range(3):
        RollCount(store, ROLL).used(TICKET)

    used = 3 * length_mm(TICKET, ROLL)
    assert RollCount(store, ROLL).left() == int((80_000 - used) / (used / 3))


def test_the_end_of_the_roll_is_known_before_it_comes(store: KioskStore) -> None:
    roll = RollCount(store, model_of(roll_metres=4))
    assert not roll.is_short()
    roll.used(TICKET)
    assert roll.is_short()

    RollCount(store, ROLL).renew()
    assert RollCount(store, ROLL).left() == 714


def test_where_nobody_said_how_long_the_roll_is_nothing_is_claimed(store: KioskStore) -> None:
    roll = RollCount(store, model_of())
    roll.used(TICKET)

    assert roll.left() is None
    assert not roll.is_short()
