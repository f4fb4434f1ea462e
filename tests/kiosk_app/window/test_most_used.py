"""What most people come for at this time of the day stands first, and still does when the kiosk has started again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.flow.offers import CHOSEN_OFTEN
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.window.palette import Colour
from tests.kiosk_app.a_hall import HALL_ZONE, NOON, the_catalogue
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, a_hall_stands_in
from tests.kiosk_app.kiosk_window import HOME, TAKE, KioskOnScreen, is_home, kiosk_on_screen, shortcut

NOW, LATER = (at.astimezone(HALL_ZONE).hour for at in (NOON, NOON + timedelta(hours=4)))
COMPANIES, RECORDS, TAXES, INSURANCE = "dkdn", "lltp", "thue", "bhxh"


@pytest.fixture
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        hall.lends = False  # a busy machine may need more than a second for an answer
        yield hall


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A kiosk's own, with the days before: one service once more than another, and later in the day two
    others much more often than both.
    """
    store = KioskStore(tmp_path / "kiosk.db")
    now = ((COMPANIES, NOW, CHOSEN_OFTEN + 1), (RECORDS, NOW, CHOSEN_OFTEN))
    for service, hour, times in (*now, (TAXES, LATER, 40), (INSURANCE, LATER, 50)):
        for _ in range(times):
            store.choices.count(service, hour)
    store.close()
    return tmp_path / "kiosk.db"


def test_what_is_taken_most_at_this_time_of_the_day_stands_first_after_a_restart(hall: HallStandIn, book: Path) -> None:
    with a_start(hall, book) as kiosk:
        assert [taken_at(1, kiosk, hall) for _ in range(2)] == [RECORDS, RECORDS]
    with a_start(hall, book) as kiosk:
        assert [taken_at(place, kiosk, hall) for place in (0, 1)] == [RECORDS, COMPANIES]

    hall.catalogue = the_catalogue(at=NOON + timedelta(hours=4))
    with a_start(hall, book) as kiosk:
        assert [taken_at(place, kiosk, hall) for place in (0, 1)] == [INSURANCE, TAXES]


@contextmanager
def a_start(hall: HallStandIn, book: Path) -> Iterator[KioskOnScreen]:
    """The program from its start to its end, with the same book."""
    printer = f"virtual://{book.parent}/paper"
    with kiosk_on_screen(hall.url, TOKEN, printer, book.parent, "--spool", str(book)) as kiosk:
        yield kiosk


def taken_at(place: int, kiosk: KioskOnScreen, hall: HallStandIn) -> str:
    """For which service a number is given at this shortcut of the greeting, counted from 0."""
    kiosk.until(lambda: is_home(kiosk), "not home")
    kiosk.touch_and_see(*shortcut(place))
    kiosk.touch(*TAKE)
    kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
    kiosk.touch_and_see(*HOME)
    return list(hall.tickets.values())[-1].service
