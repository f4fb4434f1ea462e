"""Choosing a department, a service: cards in pages, closed ones told apart by words, not by grey."""

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from display_server.contract import DepartmentEntry, NotNow, ServiceEntry
from kiosk_app.flow.screens import ChoosingDepartment, ChoosingService, Welcome
from kiosk_app.flow.touches import ChooseDepartment, ChooseFound, ChooseService, LookFor
from kiosk_app.speech.sentences import CLOSED_NOW, FIND_A_SERVICE, NO_MORE_TODAY, WHICH_DEPARTMENT, WHICH_SERVICE
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.window.screens.pieces import Done, Icon, Shape, Touchable, centred, column, quiet_button, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import N_, Say, in_language, speak, wait_in_words

NOT_NOW = {
    NotNow.CLOSED: CLOSED_NOW,
    NotNow.FULL: NO_MORE_TODAY,
    NotNow.ONLINE: N_("Online only"),
}
FEWEST_ROWS = 4
"""Fewer cards than this keep their usual height instead of filling the screen."""


def show_departments(screen: ChoosingDepartment, scene: Scene) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_(WHICH_DEPARTMENT), below=_("Touch the department that handles your matter."))
    ways = Ways(back=True, home=True, page=screen.page, pages=screen.pages)
    return Frame(screen.language, heading, departments(screen, scene), ways, scene)


def departments(screen: ChoosingDepartment | Welcome, scene: Scene) -> Widget:
    """A page of departments, below the shortcuts."""
    zones = {zone.slug: in_language(zone.name, screen.language) for zone in screen.zones}
    close = len(screen.departments) > scene.layout.few
    cards = [
        _department(entry, zones.get(entry.zone, ""), screen.language, scene, close=close)
        for entry in screen.departments
    ]
    return column(scene.layout, _shortcuts(screen, scene), _grid(cards, scene.layout))


def _shortcuts(screen: ChoosingDepartment | Welcome, scene: Scene) -> Widget:
    """For somebody who knows the name, and for what most people come for at this time of the day."""
    layout, _ = scene.layout, speak(screen.language)
    height = Target.FOOTER * (1.4 if layout.large else 1)
    look = quiet_button(_(FIND_A_SERVICE), layout, scene.does(LookFor()), height, icon=Shape.SEARCH)
    usual = [
        quiet_button(in_language(entry.name, screen.language), layout, scene.does(ChooseFound(entry.slug)), height)
        for entry in screen.usual
    ]
    return row(layout, look, *usual, size_hint_y=None, height=layout.dots(height))


def show_services(screen: ChoosingService, scene: Scene) -> Frame:
    _ = speak(screen.language)
    roomy = _is_list(len(screen.services), scene.layout)
    cards = [_service(entry, screen, scene, roomy=roomy) for entry in screen.services]
    department = in_language(screen.department.name, screen.language)
    heading = Heading(_(WHICH_SERVICE), below=_("Touch the service."), above=department)
    ways = Ways(back=True, home=True, page=screen.page, pages=screen.pages)
    return Frame(screen.language, heading, _list(cards, scene.layout), ways, scene)


def _department(entry: DepartmentEntry, zone: str, language: str, scene: Scene, *, close: bool) -> Widget:
    _ = speak(language)
    open_ = any(service.open for service in entry.services)
    # On a low card its name in large letters is worth more: the zone is told before the number is taken, and by it.
    where = "" if close or (scene.layout.lowered and scene.layout.portrait) else zone
    caption = where if open_ else _(CLOSED_NOW)
    name = in_language(entry.name, language)
    size = Type.BODY if close else Type.CARD
    return _card(name, caption, scene.layout, scene.does(ChooseDepartment(entry.slug)), open_, size=size, close=close)


def _service(entry: ServiceEntry, screen: ChoosingService, scene: Scene, *, roomy: bool) -> Widget:
    language, _ = screen.language, speak(screen.language)
    queue = _queue(entry, _) if screen.live else ""
    caption = queue if entry.open else _(NOT_NOW[entry.not_now or NotNow.CLOSED])
    name = in_language(entry.name, language)
    size = Type.LEAD if roomy else Type.CARD
    return _card(name, caption, scene.layout, scene.does(ChooseService(entry.slug)), entry.open, size=size)


def _queue(entry: ServiceEntry, _: Say) -> str:
    people = _("People ahead: %(count)s", count=entry.people_ahead)
    return f"{people}  ·  {wait_in_words(entry.wait, _)}" if entry.wait else people


def _card(
    words: str,
    caption: str,
    layout: Layout,
    done: Done,
    open_: bool = True,
    *,
    size: float,
    close: bool = False,
) -> Touchable:
    """A `close` one has no room for more than its words."""
    card = Touchable(
        Colour.CARD if open_ else Colour.CARD_CLOSED,
        Colour.CARD_PRESSED,
        Colour.EDGE,
        layout.dots(Space.RADIUS),
        done,
        padding=[layout.dots(10 if close else Space.INSET), layout.dots(6 if close else 14)],
        spacing=layout.dots(12),
    )
    lines = [Text(words, layout, size, Face.SEMIBOLD)]
    if caption:
        colour = Colour.INK_SOFT if open_ else Colour.DANGER
        lines.append(Text(caption, layout, Type.BODY if size >= Type.LEAD else Type.CAPTION, Face.MEDIUM, colour))
    card.add_widget(Lines(layout, *lines, gap=2))
    if close:
        return card
    arrow = Icon(Shape.FORWARD, layout, 34, Colour.PRIMARY if open_ else Colour.INK_SOFT, stroke=5)
    card.add_widget(centred(arrow, size_hint_x=None, width=layout.dots(34)))
    return card


def _grid(cards: list[Widget], layout: Layout) -> Widget:
    """A page of cards, close to each other where they are many; the last page keeps the places of the others."""
    columns, rows = layout.close if len(cards) > layout.few else (layout.columns, layout.rows)
    return _cards(cards, columns, rows, layout)


def _list(cards: list[Widget], layout: Layout) -> Widget:
    """Few cards get the whole width; many fall into the grid."""
    if not _is_list(len(cards), layout):
        return _grid(cards, layout)
    columns = _list_columns(layout)
    needed = -(-len(cards) // columns)
    return _cards(cards, columns, max(needed, min(FEWEST_ROWS, layout.rows)), layout)


def _is_list(cards: int, layout: Layout) -> bool:
    """Whether so many have the whole width, and room for larger words."""
    return cards <= _list_columns(layout) * layout.rows


def _list_columns(layout: Layout) -> int:
    return 1 if layout.portrait else 2


def _cards(cards: list[Widget], columns: int, rows: int, layout: Layout) -> Widget:
    grid = GridLayout(cols=columns, rows=rows, spacing=layout.dots(Space.GAP))
    for card in cards:
        grid.add_widget(card)
    for _ in range(rows * columns - len(cards)):
        grid.add_widget(Widget())
    return grid
