"""Two fingers on the real window at once, as JSON: `python -m tests.kiosk_app.fingers FOLDER`.

Needs a display. Each story begins before the last touch of a visit and tells how many tickets the hall has given when
it is over, and the screen; the last one, how many digits were heard. Fingers are put on Kivy's own window, for no tool
puts two of them on an X server.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from display_server.contract import Catalogue
from hardware.printers.model import model_of
from hardware.printers.virtual import VirtualPrinter
from kiosk_app.flow.reports import CatalogueCame
from kiosk_app.flow.staff import KNOCKS
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.window.kivy_setup import configure_kivy
from tests.kiosk_app.gallery import SIZES
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, a_hall_stands_in
from tests.kiosk_app.kiosk_window import HOME, LAYOUT, SIGN, TAKE, card, code_key, entry

ROUNDS = 4
JUSTICE, TAP_SECONDS, SETTLED_SECONDS, LOOK_SECONDS = 8, 0.05, 0.6, 0.1
Kivy = Any  # comes without types
Story = Iterator[Callable[[], bool]]
"""Goes on each time when what it waits for is there."""


class Hands:
    """What stands before the window and can put down as many fingers as it likes."""

    def __init__(self, window: Kivy, hall: HallStandIn) -> None:
        self._window, self._hall = window, hall

    def stories(self) -> Story:
        yield from self._before_the_last_touch()
        both = [self._finger(TAKE), self._finger(TAKE)]
        for each in both:
            each.touch_up()
        yield self._shown("TakePaper")
        self._tell("both fingers take")

        yield from self._before_the_last_touch()
        holding, leaving = self._finger(TAKE), self._finger(HOME)
        leaving.touch_up()
        holding.touch_up()
        yield self._shown("Welcome")
        self._tell("one finger leaves while the other would take")

        yield from self._before_the_last_touch()
        holding, taking = self._finger(TAKE), self._finger(TAKE)
        taking.touch_up()
        yield self._shown("TakePaper")
        holding.touch_up()
        yield self._shown("TakePaper")
        self._tell("one finger takes and the other lifts when the ticket is there")

        for _ in range(ROUNDS):
            yield from self._before_the_services()
            self._touch_right_behind_new_figures(entry(0))
            yield self._shown("Confirming")
        self._tell("a finger comes right behind new figures")

        self._touch(HOME)
        yield self._shown("Welcome")
        for _ in range(KNOCKS):
            self._touch(SIGN)
        yield self._shown("AskingCode")
        for digit in "139":
            self._touch(code_key(digit))
        print(json.dumps(["digits in no time", self._window._kiosk.screen.typed, self._screen()]))
        self._window.stop()

    def _before_the_last_touch(self) -> Story:
        yield from self._before_the_services()
        self._touch(entry(0))
        yield self._shown("Confirming")

    def _before_the_services(self) -> Story:
        yield lambda: self._window._kiosk.catalogue is not None
        if self._screen() != "Welcome":
            self._touch(HOME)
        yield self._shown("Welcome")
        self._touch(card(JUSTICE))
        yield self._shown("ChoosingService")

    def _finger(self, at: tuple[float, float]) -> Kivy:
        """Put down, `at` counted from the upper left."""
        from kivy.tests.common import UnitTestTouch

        finger = UnitTestTouch(at[0], LAYOUT.height - at[1])
        finger.touch_down()
        return finger

    def _touch(self, at: tuple[float, float]) -> None:
        finger = self._finger(at)
        time.sleep(TAP_SECONDS)
        finger.touch_up()

    def _touch_right_behind_new_figures(self, at: tuple[float, float]) -> None:
        """The report is heard between two frames, and the next one begins with the finger."""
        from kivy.clock import Clock
        from kivy.core.window import Window

        where: tuple[float, float, str, set[str]] = (*at, "left", set())

        def both(_: float) -> None:
            self._window.take(CatalogueCame(with_more_people(self._hall.catalogue)))
            Window.dispatch("on_mouse_down", *where)

        threading.Timer(LOOK_SECONDS, Clock.schedule_once_free, [both]).start()
        Clock.schedule_once(lambda _: Window.dispatch("on_mouse_up", *where), 2 * LOOK_SECONDS + TAP_SECONDS)

    def _screen(self) -> str:
        return type(self._window._kiosk.screen).__name__

    def _shown(self, name: str) -> Callable[[], bool]:
        """That screen, and settled."""
        return lambda: self._screen() == name and time.monotonic() - self._window._kiosk.shown_at > SETTLED_SECONDS

    def _tell(self, story: str) -> None:
        print(json.dumps([story, len(self._hall.tickets), self._screen()]))


def with_more_people(catalogue: Catalogue) -> Catalogue:
    departments = tuple(
        department.model_copy(
            update={
                "services": tuple(
                    service.model_copy(update={"people_ahead": service.people_ahead + 1})
                    for service in department.services
                )
            }
        )
        for department in catalogue.departments
    )
    return catalogue.model_copy(update={"departments": departments})


def main() -> None:
    folder = Path(sys.argv[1])
    configure_kivy(str(folder), SIZES["portrait"])
    from kivy.clock import Clock

    from kiosk_app.effects import EffectRunner
    from kiosk_app.window.app import KioskWindow

    with a_hall_stands_in() as hall:
        server, store = HallServer(hall.url, TOKEN, "dong-nai"), KioskStore(folder / "kiosk.db")
        issuer, printer = TicketIssuer(server, store, "run"), VirtualPrinter(folder / "paper", model_of())
        window = KioskWindow(
            "run", lambda report: EffectRunner(issuer, server, printer, store, report), staff_code="2580"
        )
        story = Hands(window, hall).stories()
        waits_for: list[Callable[[], bool]] = [lambda: True]

        def look(_: float) -> None:
            if waits_for[0]():
                waits_for[0] = next(story, lambda: False)

        Clock.schedule_interval(look, LOOK_SECONDS)
        window.run()


if __name__ == "__main__":
    main()
