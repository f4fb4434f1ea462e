"""Choosing a department, a service, a priority class: cards in pages, closed ones told apart by words, not by grey."""

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from display_server.contract import DepartmentEntry, ServiceEntry
from kiosk_app.flow import (
    ChooseDepartment,
    ChoosePriority,
    ChooseService,
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
)
from kiosk_app.screens.frame import Frame, Heading, Send, Ways
from kiosk_app.screens.pieces import Done, Icon, Shape, Text, Touchable, centred, column
from kiosk_app.theme import Colour, Face, Space, Stage, Type
from kiosk_app.ticket_layout import wait_in_words
from kiosk_app.words import Say, in_language, speak


def show_departments(screen: ChoosingDepartment, stage: Stage, send: Send) -> Frame:
    _ = speak(screen.language)
    zones = {zone.slug: in_language(zone.name, screen.language) for zone in screen.zones}
    cards = [
        _department(entry, zones.get(entry.zone, ""), screen.language, stage, send) for entry in screen.departments
    ]
    heading = Heading(
        _("Which department have you come to?"), below=_("Touch the department that handles your matter.")
    )
    ways = Ways(back=True, home=True, page=screen.page, pages=screen.pages)
    return Frame(
        screen.language, in_language(screen.hall, screen.language), heading, _grid(cards, stage), ways, stage, send
    )


def show_services(screen: ChoosingService, stage: Stage, send: Send) -> Frame:
    _ = speak(screen.language)
    cards = [_service(entry, screen.language, stage, send) for entry in screen.services]
    department = in_language(screen.department.name, screen.language)
    heading = Heading(_("What do you need?"), below=_("Touch the service."), above=department)
    ways = Ways(back=True, home=True, page=screen.page, pages=screen.pages)
    return Frame(screen.language, department, heading, _list(cards, stage), ways, stage, send)


def show_priority(screen: ChoosingPriority, stage: Stage, send: Send) -> Frame:
    choice = screen.choice
    _ = speak(choice.language)
    cards = [
        _card(in_language(entry.name, choice.language), "", stage, _choose(send, entry.slug), icon=Shape.STAR)
        for entry in screen.classes
    ]
    cards.append(_card(_("None of these"), "", stage, _choose(send, None)))
    heading = Heading(
        _("Are you entitled to priority?"),
        below=_("Please have the paper that proves it ready for the officer."),
        above=in_language(choice.service.name, choice.language),
    )
    hall = in_language(choice.department.name, choice.language)
    return Frame(choice.language, hall, heading, _list(cards, stage), Ways(back=True, home=True), stage, send)


def _choose(send: Send, slug: str | None) -> Done:
    return lambda: send(ChoosePriority(slug))


def _department(entry: DepartmentEntry, zone: str, language: str, stage: Stage, send: Send) -> Widget:
    _ = speak(language)
    open_ = any(service.open for service in entry.services)
    caption = zone if open_ else _("Closed now")
    return _card(in_language(entry.name, language), caption, stage, lambda: send(ChooseDepartment(entry.slug)), open_)


def _service(entry: ServiceEntry, language: str, stage: Stage, send: Send) -> Widget:
    _ = speak(language)
    caption = _queue(entry, _) if entry.open else in_language(entry.why_closed or {}, language) or _("Closed now")
    return _card(in_language(entry.name, language), caption, stage, lambda: send(ChooseService(entry.slug)), entry.open)


def _queue(entry: ServiceEntry, _: Say) -> str:
    people = _("People ahead: %(count)s", count=entry.people_ahead)
    return f"{people}  ·  {wait_in_words(entry.wait, _)}" if entry.wait else people


def _card(
    words: str, caption: str, stage: Stage, done: Done, open_: bool = True, *, icon: Shape | None = None
) -> Touchable:
    card = Touchable(
        Colour.CARD if open_ else Colour.CARD_CLOSED,
        Colour.CARD_PRESSED,
        Colour.EDGE,
        stage.dots(Space.RADIUS),
        done,
        padding=[stage.dots(Space.INSET), stage.dots(14)],
        spacing=stage.dots(12),
    )
    if icon:
        sign = Icon(icon, stage, 64, Colour.INK, disc=Colour.ACCENT_TINT, stroke=5)
        card.add_widget(centred(sign, size_hint_x=None, width=stage.dots(64)))
    name = Text(words, stage, Type.CARD, Face.SEMIBOLD, valign="bottom" if caption else "middle", size_hint_y=1.5)
    lines = [name]
    if caption:
        colour = Colour.INK_SOFT if open_ else Colour.DANGER
        lines.append(Text(caption, stage, Type.CAPTION, Face.MEDIUM, colour, valign="top"))
    card.add_widget(column(stage, *lines, gap=4))
    arrow = Icon(Shape.FORWARD, stage, 34, Colour.PRIMARY if open_ else Colour.INK_SOFT, stroke=5)
    card.add_widget(centred(arrow, size_hint_x=None, width=stage.dots(34)))
    return card


def _grid(cards: list[Widget], stage: Stage) -> Widget:
    """A full page of cards keeps its places even when the last page has fewer."""
    grid = GridLayout(cols=stage.columns, rows=stage.rows, spacing=stage.dots(Space.GAP))
    for card in cards:
        grid.add_widget(card)
    for _ in range(stage.per_page - len(cards)):
        grid.add_widget(Widget())
    return grid


def _list(cards: list[Widget], stage: Stage) -> Widget:
    """Few cards get the whole width; many fall into the grid."""
    columns = 1 if stage.portrait else 2
    if len(cards) > columns * stage.rows:
        return _grid(cards, stage)
    grid = GridLayout(cols=columns, rows=stage.rows, spacing=stage.dots(Space.GAP))
    for card in cards:
        grid.add_widget(card)
    for _ in range(columns * stage.rows - len(cards)):
        grid.add_widget(Widget())
    return grid
