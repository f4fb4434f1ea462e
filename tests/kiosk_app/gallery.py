"""A picture of every screen of the kiosk: `python -m tests.kiosk_app.gallery FOLDER portrait` (or landscape).

Needs a display (Xvfb will do). The pictures are for people to look at; nothing is asserted.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kiosk_app.__main__ import _configure_kivy
from kiosk_app.flow.reports import PrintFault
from kiosk_app.flow.screens import (
    Choice,
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    Found,
    Issuing,
    NumberOnScreen,
    Printing,
    Refusal,
    Screen,
    Searching,
    Silence,
    TakePaper,
    Welcome,
)
from kiosk_app.spool import Paper
from kiosk_app.staff import AskingCode, Book, Done, Lately, StaffPage
from kiosk_app.theme import Stage
from tests.kiosk_app.a_hall import CLOSED, ELDERLY, a_ticket, the_catalogue

LANGUAGES = ("vi", "en")
SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


def screens(language: str, per_page: int) -> Iterator[tuple[str, Screen]]:
    """One of each kind, with the hall's longest words."""
    hall = the_catalogue()
    departments = {department.slug: department for department in hall.departments}
    justice, labour = departments["tuphap"], departments["ldtbxh"]
    zone = next(zone for zone in hall.zones if zone.slug == justice.zone)
    land = departments["tnmt"]
    choice = Choice(language, land, zone, land.services[0])
    closed = Choice(language, justice, zone, justice.services[2])
    ticket = a_ticket(number="G045", language=language, service=land.services[0], department=land)
    pages = -(-len(hall.departments) // per_page)
    yield "01-welcome", Welcome(hall.name, LANGUAGES)
    yield "02-welcome-trouble", Welcome(hall.name, LANGUAGES, CLOSED, print_fault=PrintFault.OUT_OF_PAPER)
    yield "03-welcome-cut-off", Welcome(None, LANGUAGES, cut_off=True)
    yield "04-departments", ChoosingDepartment(language, hall.name, hall.departments[:per_page], hall.zones, 0, pages)
    yield (
        "05-departments-last",
        ChoosingDepartment(language, hall.name, hall.departments[per_page:], hall.zones, 1, pages),
    )
    yield "06-services", ChoosingService(language, justice, justice.services, 0, 1)
    yield "07-services-few", ChoosingService(language, labour, labour.services, 0, 1)
    yield "08-confirm", Confirming(choice, can_ask_for_priority=True)
    yield "09-priority", ChoosingPriority(choice, hall.priority_classes)
    yield "10-confirm-priority", Confirming(Choice(language, land, zone, land.services[0], ELDERLY), True)
    yield "11-explaining", Explaining(closed)
    yield "12-issuing", Issuing(choice, 1)
    yield "13-printing", Printing(language, ticket, 1)
    yield "14-take-paper", TakePaper(language, ticket)
    yield "15-number-on-screen", NumberOnScreen(language, ticket, PrintFault.OUT_OF_PAPER)
    yield "16-refusal", Refusal(choice, CLOSED[language])
    alone = a_ticket(number="G501", language=language, service=land.services[0], department=land)
    yield "18-services-offline", ChoosingService(language, justice, justice.services, 0, 1, live=False)
    yield "19-confirm-offline", Confirming(choice, can_ask_for_priority=True, live=False)
    yield "20-take-paper-offline", TakePaper(language, alone, offline=True)
    yield "21-number-offline", NumberOnScreen(language, alone, PrintFault.OUT_OF_PAPER, offline=True)
    elsewhere = {"vi": "Máy số 2, cửa B", "en": "Kiosk 2, entrance B"}
    trouble = Welcome(hall.name, LANGUAGES, print_fault=PrintFault.OUT_OF_PAPER, elsewhere=elsewhere)
    yield "22-welcome-paper-elsewhere", trouble
    usual = tuple(land.services[:2])
    departments_usual = ChoosingDepartment(
        language, hall.name, hall.departments[:per_page], hall.zones, 0, pages, usual
    )
    yield "25-departments-usual", departments_usual
    matches = tuple(Found(justice, service) for service in justice.services)
    yield "26-searching", Searching(language, "tu phap", matches)
    yield "27-searching-nothing", Searching(language, "zzz", ())
    yield "28-welcome-roll-ends", Welcome(hall.name, LANGUAGES, nearly_empty=True)
    yield "23-staff-code", AskingCode(language, 3)
    lately = tuple(
        Lately(alone.model_copy(update={"number": f"G50{place}"}), True, paper)
        for place, paper in enumerate((*Paper, Paper.PRINTED))
    )
    yield "24-staff-page", StaffPage(language, Book(lately, 3, 0, 2014, 27), Done.PRINTED)
    yield "17-silence", Silence(language, Issuing(choice, 1))


def draw_all(folder: Path, size: tuple[int, int], name: str) -> None:
    """Opens one window of this size and saves every screen in it."""
    import fontpkg
    from kivy.base import EventLoop
    from kivy.core.text import LabelBase
    from kivy.core.window import Window
    from kivy.uix.floatlayout import FloatLayout

    from kiosk_app.screens import show
    from kiosk_app.screens.frame import Scene
    from kiosk_app.theme import FACE_WEIGHTS

    for face, weight in FACE_WEIGHTS.items():
        LabelBase.register(face, str(fontpkg.path("Be Vietnam Pro", weight)))
    root = FloatLayout()
    Window.add_widget(root)
    EventLoop.window = Window
    stage = Stage(*size)
    for language in LANGUAGES:
        for title, screen in screens(language, stage.per_page):
            frame = show(screen, Scene(stage, the_catalogue().name, print))
            root.clear_widgets()
            root.add_widget(frame)
            frame.count_down(45)
            for _ in range(4):
                EventLoop.idle()
            root.export_to_png(str(folder / f"{name}-{language}-{title}.png"))


def main() -> None:
    folder, name = Path(sys.argv[1]).resolve(), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        _configure_kivy(scratch, SIZES[name])
        draw_all(folder, SIZES[name], name)


if __name__ == "__main__":
    main()
