"""A picture of every screen of the kiosk: `python -m tests.kiosk_app.gallery FOLDER portrait` (or landscape).

With `aids` behind it, every screen with large text, in high contrast and lowered instead.

Needs a display (Xvfb will do). The pictures are for people to look at; nothing is asserted.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageGrab

from display_server.contract import DossierAnswer, NotNow, Online, Paper, Progress, Ticket, Words
from kiosk_app.flow.aids import NO_AIDS, Aid, Aids, Help
from kiosk_app.flow.scan_screens import (
    AskingRating,
    CodeKind,
    DossierSeen,
    LookingUp,
    LookUpFailed,
    LookUpFailure,
    RatingThanks,
    Remark,
)
from kiosk_app.flow.screens import (
    BookedAppointment,
    Choice,
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    Found,
    HoldCard,
    Issuing,
    NumberOnScreen,
    NumberRefused,
    Printing,
    Screen,
    Searching,
    Silence,
    StillThere,
    TakePaper,
    Welcome,
)
from kiosk_app.flow.staff import AskingCode, AskingTime, Done, StaffPage
from kiosk_app.flow.values import ClockAnswer, Disconnected, KioskStatus, PrintFault, RecentTicket, Revoked
from kiosk_app.server.joining import Looking, Waiting
from kiosk_app.window.kivy_setup import configure_kivy
from kiosk_app.window.palette import HIGH_CONTRAST, USUAL, Colour
from kiosk_app.window.theme import Layout
from tests.kiosk_app.a_hall import CLASSES, CLOSED, ELDERLY, HALL_ZONE, MANY_CLASSES, NOON, a_ticket, the_catalogue

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

    from kiosk_app.window.screens.frame import Frame

LANGUAGES = ("vi", "en")
PAPERS = tuple(
    {"vi": vi, "en": en}
    for vi, en in (
        ("Đơn đăng ký biến động đất đai", "Application to register a change of land"),
        ("Bản gốc giấy chứng nhận quyền sử dụng đất", "Original land use right certificate"),
        ("Hợp đồng đã công chứng (nếu chuyển nhượng)", "Notarised contract (for a transfer)"),
        ("Căn cước của các bên", "Identity cards of the parties"),
    )
)
FULL = {
    "vi": "Thủ tục này đã cấp đủ 60 số của ngày hôm nay. Mời ông/bà quay lại lúc 07:30, 24/11/2026.",
    "en": "All 60 tickets of this service for today have been given. Please come back at 07:30, 24/11/2026.",
}
COLOURS = 32
"""Of a picture's palette: flat grounds and letters' edges need few. An octree keeps the rare ones, as a red word."""
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
    ticket = a_ticket(number="G045", language=language, service=land.services[0], department=land, zone=zone)
    pages = -(-len(hall.departments) // per_page)
    first = hall.departments[:per_page]
    greeting = Welcome(hall.name, LANGUAGES, departments=first, zones=hall.zones, pages=pages)
    usual = tuple(land.services[:2])
    yield "01-welcome", replace(greeting, usual=usual)
    yield "02-welcome-trouble", Welcome(hall.name, LANGUAGES, CLOSED, print_fault=PrintFault.OUT_OF_PAPER)
    yield from without_a_line(hall.name)
    yield "04-departments", ChoosingDepartment(language, hall.name, hall.departments[:per_page], hall.zones, 0, pages)
    if pages > 1:
        last = hall.departments[per_page * (pages - 1) :]
        yield "05-departments-last", ChoosingDepartment(language, hall.name, last, hall.zones, pages - 1, pages)
    yield "06-services", ChoosingService(language, justice, justice.services, 0, 1)
    yield "07-services-few", ChoosingService(language, labour, labour.services, 0, 1)
    yield "08-confirm", Confirming(choice, CLASSES)
    yield from priority_screens(choice)
    yield "11-explaining", Explaining(closed)
    yield "12-issuing", Issuing(choice, 1)
    yield "13-printing", Printing(language, ticket, 1)
    yield "14-take-paper", TakePaper(language, ticket)
    yield from without_paper(language, ticket)
    yield "16-refusal", NumberRefused(choice, CLOSED[language])
    alone = a_ticket(number="G501", language=language, service=land.services[0], department=land, zone=zone)
    yield "18-services-offline", ChoosingService(language, justice, justice.services, 0, 1, live=False)
    yield "19-confirm-offline", Confirming(choice, CLASSES, live=False)
    yield "20-take-paper-offline", TakePaper(language, alone, offline=True)
    yield "21-number-offline", NumberOnScreen(language, alone, PrintFault.OUT_OF_PAPER, offline=True)
    elsewhere = {"vi": "Máy số 2, cửa B", "en": "Kiosk 2, entrance B"}
    trouble = replace(greeting, print_fault=PrintFault.OUT_OF_PAPER, elsewhere=elsewhere)
    yield "22-welcome-paper-elsewhere", trouble
    departments_usual = ChoosingDepartment(
        language, hall.name, hall.departments[:per_page], hall.zones, 0, pages, usual
    )
    yield "25-departments-usual", departments_usual
    matches = tuple(Found(justice, service) for service in justice.services)
    yield "26-searching", Searching(language, "tu phap", matches)
    yield "27-searching-nothing", Searching(language, "zzz", ())
    yield "28-welcome-roll-ends", replace(greeting, nearly_empty=True)
    yield from staff_screens(language, alone)
    yield "17-silence", Silence(language, Issuing(choice, 1))
    yield from guided_screens(language, choice)
    yield from scanned_screens(language, choice)


def without_a_line(hall: Words) -> Iterator[tuple[str, Screen]]:
    """Where the kiosk gives no number."""
    yield "03-welcome-cut-off", Welcome(None, LANGUAGES, link=Disconnected())
    yield "03-welcome-no-day", Welcome(None, LANGUAGES, link=Disconnected(), asks_the_day=True)
    yield "03-welcome-put-out", Welcome(hall, LANGUAGES, link=Revoked(restarts_at=0))


def priority_screens(choice: Choice) -> Iterator[tuple[str, Screen]]:
    """Halls with many priority classes, with few, and with none; a class that the ID card told."""
    elderly = replace(choice, priority=ELDERLY)
    yield "09-priority", ChoosingPriority(choice, MANY_CLASSES)
    yield "09-priority-chosen", ChoosingPriority(elderly, MANY_CLASSES)
    yield "09-priority-pages", ChoosingPriority(choice, MANY_CLASSES, 0, 2)
    yield "10-confirm-priority", Confirming(elderly, CLASSES)
    yield "10-confirm-many-classes", Confirming(choice, MANY_CLASSES)
    yield "10-confirm-many-classes-priority", Confirming(elderly, MANY_CLASSES)
    yield "10-confirm-three-classes", Confirming(choice, CLASSES[:3])
    yield "10-confirm-one-class", Confirming(choice, CLASSES[:1])
    yield "10-confirm-without-classes", Confirming(choice)


def without_paper(language: str, ticket: Ticket) -> Iterator[tuple[str, Screen]]:
    """Where no slip comes, half a slip, or none any more."""
    yield "14-slip-drawn-back", TakePaper(language, ticket, drawn_back=True)
    yield "15-number-on-screen", NumberOnScreen(language, ticket, PrintFault.OUT_OF_PAPER)
    yield "15-number-slip-not-whole", NumberOnScreen(language, ticket, PrintFault.OUT_OF_PAPER, in_part=True)


def staff_screens(language: str, ticket: Ticket) -> Iterator[tuple[str, Screen]]:
    """What an officer opens with the code."""
    yield "23-staff-code", AskingCode(language, 3)
    recent = tuple(
        RecentTicket(ticket.model_copy(update={"number": f"G50{place}"}), True, paper)
        for place, paper in enumerate((*Paper, Paper.PRINTED))
    )
    yield "24-staff-page", StaffPage(language, KioskStatus(recent, 3, 0, 2014, 27), Done.PRINTED)
    yield "24-staff-page-no-day", StaffPage(language, KioskStatus(recent, 3, 0, 0, 27, knows_the_day=False))
    yield "24-staff-time", AskingTime(language, "2611202607")
    yield "24-staff-time-once-more", AskingTime(language, answer=ClockAnswer.ONCE_MORE)


def guided_screens(language: str, choice: Choice) -> Iterator[tuple[str, Screen]]:
    """What is told of a service beside its figures."""
    online = Online(address="https://dich-vu-cong.example/dat-dai", only=False)
    full_service = choice.service.model_copy(update={"papers": PAPERS, "online": online})
    guided = replace(choice, service=full_service, priority=ELDERLY, dossiers=3)
    plain = replace(choice, service=choice.service.model_copy(update={"papers": PAPERS}))
    yield "29-confirm-papers-alone", Confirming(plain, CLASSES)
    by_web = replace(choice, service=choice.service.model_copy(update={"online": online}))
    yield "29-confirm-online", Confirming(by_web, CLASSES)
    yield "29-confirm-papers-online", Confirming(replace(choice, service=full_service), CLASSES)
    unserved = {"wait": None, "people_ahead": 0, "counters_serving": 0}
    for title, service in (("", choice.service), ("-papers", full_service)):
        before_counters_open = replace(choice, service=service.model_copy(update=unserved))
        yield f"29-confirm-no-wait{title}", Confirming(before_counters_open, CLASSES)
    yield "29-confirm-papers-many-classes", Confirming(guided, MANY_CLASSES)
    yield "30-confirm-papers", Confirming(guided, CLASSES)
    many = full_service.model_copy(update={"papers": (*PAPERS, *PAPERS[:3])})
    several = Confirming(replace(guided, service=many), CLASSES)
    yield "30-confirm-papers-many-1", several
    yield "30-confirm-papers-many-2", several.turned_to(1)
    yield "30-confirm-papers-printed", Confirming(guided, CLASSES, list_paper=Paper.PRINTED)
    yield "30-confirm-papers-failed", Confirming(guided, CLASSES, list_paper=Paper.FAILED)
    yield "31-online", Explaining(guided, online=True)
    full = choice.service.model_copy(
        update={"open": False, "not_now": NotNow.FULL, "why_closed": FULL, "last_ticket_at": NOON}
    )
    yield "32-full", Explaining(replace(guided, service=full))
    yield "32-full-online", Explaining(replace(guided, service=full.model_copy(update={"online": online})))
    yield "33-still-there", StillThere(language, Confirming(choice, CLASSES))


READY_AT = {
    "vi": "Hồ sơ đã có kết quả. Mời ông/bà nhận kết quả tại quầy số 26.",
    "en": "Your result is ready. Please fetch it at counter 26.",
}
READY = {
    "vi": "Hồ sơ đã có kết quả. Mời ông/bà lấy số ở mục trả kết quả, hoặc hỏi quầy hướng dẫn.",
    "en": "Your result is ready. Take a ticket for handing out results, or ask at the information desk.",
}
NOT_YET = {
    "vi": "Hồ sơ chưa có kết quả, hẹn trả ngày 24/11/2026. Trước ngày đó ông/bà không cần lấy số.",
    "en": "Your result is not ready yet. It is promised for 24/11/2026: before that day you need not take a ticket.",
}
NO_DOSSIER = {
    "vi": "Không tìm thấy hồ sơ có mã này. Mời ông/bà kiểm tra mã trên giấy biên nhận, hoặc hỏi quầy hướng dẫn.",
    "en": "There is no dossier with this code. Check the code on your receipt, or ask at the information desk.",
}
NO_APPOINTMENT = {
    "vi": "Không có lịch hẹn K7MPQ2XA. Xin kiểm tra lại mã.",
    "en": "There is no appointment K7MPQ2XA. Check the code.",
}


def scanned_screens(language: str, choice: Choice) -> Iterator[tuple[str, Screen]]:
    """What a code that is held before the scanner leads to."""
    at = NOON.astimezone(HALL_ZONE)
    appointment = replace(choice, appointment=BookedAppointment("K7MPQ2XA", at))
    yield "34-confirm-appointment", Confirming(appointment, CLASSES)
    yield "35-looking-up", LookingUp(language, CodeKind.DOSSIER, 1)
    answers = {
        "36-dossier-ready": DossierAnswer(progress=Progress.READY, counter=26, not_before=None, words=READY_AT),
        "37-dossier-take-ticket": DossierAnswer(progress=Progress.READY, counter=None, not_before=None, words=READY),
        "38-dossier-not-yet": DossierAnswer(
            progress=Progress.NOT_YET, counter=None, not_before=date(2026, 11, 24), words=NOT_YET
        ),
        "39-dossier-unknown": DossierAnswer(progress=Progress.UNKNOWN, counter=None, not_before=None, words=NO_DOSSIER),
    }
    for title, answer in answers.items():
        yield title, DossierSeen(language, answer)
    yield "39a-rating", AskingRating(language, "a-token-of-22-letters-")
    yield "39b-rating-thanks", RatingThanks(language)
    yield "40-dossier-silent", LookUpFailed(language, CodeKind.DOSSIER, LookUpFailure.SILENT)
    yield "41-appointment-silent", LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.SILENT)
    yield (
        "42-appointment-unknown",
        LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.REFUSED, NO_APPOINTMENT[language]),
    )
    yield "43-appointment-used", LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.USED)
    yield "44-appointment-other-day", LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.OTHER_DAY, at=at)
    yield "45-appointment-not-offered", LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.NOT_OFFERED)
    yield "46-hold-card", HoldCard(choice)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands over and below a screen for a while."""

    help: Help | None = None
    remark: Remark | None = None
    dim: bool = False


def moments(language: str, per_page: int) -> Iterator[tuple[str, Screen, Around]]:
    """Every screen, and then what may happen around one: in the first language, in which the greeting greets."""
    for title, screen in screens(language, per_page):
        yield title, screen, Around()
    if language != LANGUAGES[0]:
        return
    drawn = dict(screens(language, per_page))
    for place, called in enumerate(Help, 50):
        yield f"{place}-help-{called.name.lower()}", drawn["06-services"], Around(help=called)
    for place, remark in enumerate(Remark, 60):
        yield f"{place}-{remark.name.lower().replace('_', '-')}", drawn["01-welcome"], Around(remark=remark)
    yield "70-night", drawn["01-welcome"], Around(dim=True)


AIDS = {
    "": NO_AIDS,
    "large-": frozenset({Aid.LARGE_TEXT}),
    "contrast-": frozenset({Aid.CONTRAST}),
    "lowered-": frozenset({Aid.LOWERED}),
}
"""Each set of aids and how its pictures' names begin."""


def frames(size: tuple[int, int], language: str, aids: Aids, *, drawn: bool = True) -> Iterator[tuple[str, "Frame"]]:
    """Every screen, laid out in the window that is open; not `drawn` where it is only measured."""
    from kivy.base import EventLoop
    from kivy.core.window import Window
    from kivy.uix.floatlayout import FloatLayout

    from kiosk_app.window.app import Shade, lay_out
    from kiosk_app.window.screens import show
    from kiosk_app.window.screens.explaining import StillThereFrame
    from kiosk_app.window.screens.frame import Scene
    from kiosk_app.window.screens.paint import rgba, use_palette
    from kiosk_app.window.screens.remark import remark_bar

    root = FloatLayout()
    Window.add_widget(root)
    EventLoop.window = Window
    layout = Layout(*size, large=Aid.LARGE_TEXT in aids, lowered=Aid.LOWERED in aids)
    use_palette(HIGH_CONTRAST if Aid.CONTRAST in aids else USUAL)
    Window.clearcolor = rgba(Colour.SURFACE)
    for title, screen, around in moments(language, layout.per_page):
        scene = Scene(layout, the_catalogue().name, print, aids, around.help, timezone="Asia/Ho_Chi_Minh")
        frame = show(screen, scene)
        root.clear_widgets()
        root.add_widget(frame)
        lay_out(root)
        if around.remark:
            root.add_widget(remark_bar(around.remark, language, layout))
        if around.dim:
            root.add_widget(Shade(size, print))
        if isinstance(frame, StillThereFrame):
            frame.count_down(15)
        for _ in range(4):
            turn(drawn=drawn)
        yield title, frame
    Window.remove_widget(root)


def turn(*, drawn: bool) -> None:
    """Of Kivy's loop, as far as the last step, that paints: of all steps it takes the longest."""
    from kivy.base import EventLoop
    from kivy.clock import Clock

    if drawn:
        EventLoop.idle()
    else:
        Clock.tick()
        Clock.tick_draw()


def newcomers(size: tuple[int, int]) -> Iterator[tuple[str, "Widget"]]:
    """What a kiosk shows before it belongs to a hall."""
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from kiosk_app.window.screens.joining import JoiningScreen

    steps = (
        ("90-looking", Looking()),
        ("91-code", Waiting("http://192.168.1.10:8000", "47YFY4")),
        ("92-code-encrypted", Waiting("https://192.168.1.10:8000", "47YFY4-K7WM")),
    )
    for title, progress in steps:
        screen = JoiningScreen(progress, Layout(*size))
        Window.add_widget(screen)
        for _ in range(4):
            EventLoop.idle()
        yield title, screen
        Window.remove_widget(screen)


def draw_all(folder: Path, size: tuple[int, int], name: str, *, with_aids: bool) -> None:
    """Opens one window of this size and saves every screen in it; with aids, in the hall's first language only."""
    from kiosk_app.window.screens.faces import register_faces

    register_faces()
    for beginning, aids in AIDS.items() if with_aids else ():
        for title, frame in frames(size, LANGUAGES[0], aids):
            save(frame, folder / f"{name}-{LANGUAGES[0]}-{beginning}{title}.png")
    for language in () if with_aids else LANGUAGES:
        for title, frame in frames(size, language, NO_AIDS):
            save(frame, folder / f"{name}-{language}-{title}.png")
    for title, screen in () if with_aids else newcomers(size):
        save(screen, folder / f"{name}-{LANGUAGES[0]}-{title}.png")


def save(frame: "Widget", file: Path) -> None:
    """The window alone, half as large as it is, in few colours."""
    from kivy.core.window import Window

    whole = ImageGrab.grab(xdisplay=os.environ["DISPLAY"])
    picture = whole.crop((Window.left, Window.top, Window.left + Window.width, Window.top + Window.height))
    half = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
    half.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, optimize=True)


def main() -> None:
    folder, name = Path(sys.argv[1]).resolve(), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        configure_kivy(scratch, SIZES[name])
        draw_all(folder, SIZES[name], name, with_aids="aids" in sys.argv[3:])


if __name__ == "__main__":
    main()
