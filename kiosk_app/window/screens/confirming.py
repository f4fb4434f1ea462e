"""The last look before a number is taken: how many wait and how long, what to bring, how many dossiers, priority."""

from collections.abc import Mapping

from kivy.uix.widget import Widget

from display_server.contract import Paper
from kiosk_app.flow.screens import CLASSES_AT_HAND, Choice, Confirming
from kiosk_app.flow.touches import (
    ChangeDossiers,
    PrintPapers,
    ShowOnline,
    TakeNumber,
)
from kiosk_app.printing.ticket_layout import EXPECTED_WAIT
from kiosk_app.speech.sentences import (
    ALSO_ONLINE,
    LIST_STATES,
    NUMBER_OF_DOSSIERS,
    PAPERS_TO_BRING,
    PEOPLE_AHEAD,
    TAKE_MY_NUMBER,
    appointment_time,
)
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens import priority
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.window.screens.pieces import (
    Icon,
    Panel,
    Shape,
    Touchable,
    centred,
    column,
    notice,
    primary_button,
    quiet_button,
    row,
)
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import N_, Say, in_language, speak

FIGURES_HEIGHT, FIGURES_HEIGHT_LARGE, FIGURES_HEIGHT_WIDE = 190, 200, 170
DOSSIERS_HEIGHT, DOSSIERS_HEIGHT_LARGE = 112, 90
TAKE_HEIGHT, TAKE_HEIGHT_LARGE = 190, 160
PAPERS_HEIGHT = 280
"""In dots; in a wide or lowered window the rows share the room in these proportions. With large text the priority
classes take it."""
LIST_WORDS: Mapping[Paper | None, str] = {None: N_("Print this list"), **LIST_STATES}


def show(screen: Confirming, scene: Scene) -> Frame:
    choice, layout = screen.choice, scene.layout
    _ = speak(choice.language)
    heading = Heading(
        in_language(choice.service.name, choice.language),
        below=_("You will wait in %(zone)s", zone=in_language(choice.zone.name, choice.language)),
        above=_of_what(choice, _),
    )
    lay_out = _lowered if layout.lowered else _high if layout.portrait else _wide
    told, content = lay_out(screen, scene, _)
    out = (_online(scene, _),) if _is_online_in_foot(screen, layout) else ()
    ways = Ways(back=True, home=True, page=screen.page, pages=screen.pages, others=out)
    return Frame(choice.language, heading, content, ways, scene, told)


def _of_what(choice: Choice, _: Say) -> str:
    """The department, after the time of the appointment."""
    department = in_language(choice.department.name, choice.language)
    return f"{appointment_time(choice.appointment, _)} · {department}" if choice.appointment else department


def _high(screen: Confirming, scene: Scene, _: Say) -> tuple[Widget | None, Widget]:
    """In a high window all is below each other."""
    layout, has_papers = scene.layout, bool(screen.choice.service.papers)
    figures, also = _figures(screen, layout, _, below=not has_papers), _also(screen, scene, _)
    dossiers, taking = _dossiers(screen.choice, scene, _), _taking(screen, scene, _)
    if not has_papers:
        return figures, _within_reach(layout, *_rows(also, dossiers, layout), *taking)
    figures.size_hint_y, figures.height = None, layout.dots(_figures_height(layout))
    papers, rows = _papers(screen, scene, _), [dossiers]
    if len(also) > 1:
        papers = row(layout, papers, column(layout, *also, size_hint_x=0.4))
    else:
        rows = _rows(also, dossiers, layout)
    return figures, column(layout, papers, _within_reach(layout, *rows, *taking))


def _within_reach(layout: Layout, *rows: Widget) -> Widget:
    """The button is at its usual place, whatever stands above it."""
    gaps = Space.GAP * (len(rows) - 1)
    height = layout.dots(sum(each.size_hint_y for each in rows) + gaps)
    return column(layout, *rows, size_hint_y=None, height=height)


def _wide(screen: Confirming, scene: Scene, _: Say) -> tuple[Widget | None, Widget]:
    """In a wide window the information stands beside the buttons."""
    layout, has_papers = scene.layout, bool(screen.choice.service.papers)
    figures, also = _figures(screen, layout, _, below=not has_papers), _also(screen, scene, _)
    told = [figures]
    if has_papers:
        figures.size_hint_y, figures.height = None, layout.dots(_figures_height(layout))
        told.append(_papers(screen, scene, _))
    if also:
        told.append(row(layout, *also, size_hint_y=None, height=layout.dots(Target.FOOTER)))
    done = (_dossiers(screen.choice, scene, _), *_taking(screen, scene, _))
    return None, row(layout, column(layout, *told), column(layout, *done))


def _lowered(screen: Confirming, scene: Scene, _: Say) -> tuple[Widget | None, Widget]:
    """The figures stand out of reach; in a high window so do the papers."""
    layout, has_papers = scene.layout, bool(screen.choice.service.papers)
    figures = _figures(screen, layout, _, below=False)
    rows = _rows(_also(screen, scene, _), _dossiers(screen.choice, scene, _), layout)
    taking = _taking(screen, scene, _)
    if not has_papers:
        return figures, column(layout, *rows, *taking)
    papers = _papers(screen, scene, _)
    if layout.portrait:
        papers.size_hint_y = 1.4
        return column(layout, figures, papers), column(layout, *rows, *taking)
    papers.size_hint_y = PAPERS_HEIGHT
    return figures, row(layout, column(layout, papers, *rows), column(layout, *taking))


def _rows(also: list[Widget], dossiers: Widget, layout: Layout) -> list[Widget]:
    """The dossiers, and beside or above them what there is besides."""
    if not also:
        return [dossiers]
    if len(also) > 1:
        return [row(layout, *also, size_hint_y=_dossiers_height(layout)), dossiers]
    dossiers.size_hint = (1.6, 1)
    return [row(layout, dossiers, *also, size_hint_y=_dossiers_height(layout))]


def _figures_height(layout: Layout) -> float:
    if not layout.portrait:
        return FIGURES_HEIGHT_WIDE
    return FIGURES_HEIGHT_LARGE if layout.large else FIGURES_HEIGHT


def _dossiers_height(layout: Layout) -> float:
    return DOSSIERS_HEIGHT_LARGE if layout.large else DOSSIERS_HEIGHT


def _figures(screen: Confirming, layout: Layout, _: Say, *, below: bool) -> Widget:
    """Beside each other, or `below` each other where there is room: each a line that is read at a glance."""
    if not screen.live:
        return _no_figures(layout, _)
    service = screen.choice.service
    low, high = (service.wait.low_minutes, service.wait.high_minutes) if service.wait else (None, None)
    span = _("not known yet") if low is None else str(high) if low == high else f"{low}–{high}"
    figures = (
        (_(PEOPLE_AHEAD), str(service.people_ahead)),
        (_("Counters serving"), str(service.counters_serving)),
        (_(EXPECTED_WAIT) if low is None else _("Expected wait, minutes"), span),
    )
    if below:
        return column(layout, *(_figure_line(*figure, layout) for figure in figures))
    lines = layout.lowered and not layout.portrait
    return row(layout, *((_figure_line if lines else _figure)(*figure, layout) for figure in figures))


def _no_figures(layout: Layout, _: Say) -> Widget:
    """Figures from before the connection went down would be promises that nobody keeps."""
    words = _("The connection is down. You get a valid number, but how many people are ahead is not known yet.")
    return notice(words, layout, Shape.CLOCK, Type.ACTION)


def _figure(label: str, value: str, layout: Layout) -> Widget:
    panel = Panel(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS), padding=layout.dots(14))
    words = Text(label, layout, Type.CAPTION, Face.MEDIUM, Colour.INK_SOFT, align="center", size_hint_y=0.8)
    size = _as_large_as_can_be(value, Type.FIGURE, Type.CARD)
    figure = Text(value, layout, size, Face.EXTRABOLD, Colour.PRIMARY, align="center")
    panel.add_widget(column(layout, words, figure, gap=0))  # the three figures stand on one line, whatever stands above
    return panel


def _figure_line(label: str, value: str, layout: Layout) -> Widget:
    panel = Panel(
        *(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS)),
        padding=[layout.dots(Space.INSET), layout.dots(14)],
        spacing=layout.dots(Space.INSET),
    )
    panel.add_widget(Text(label, layout, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT))
    size = _as_large_as_can_be(value, Type.DISPLAY, Type.LEAD)
    panel.add_widget(Text(value, layout, size, Face.EXTRABOLD, Colour.PRIMARY, align="right", size_hint_x=0.8))
    return panel


def _as_large_as_can_be(value: str, of_figures: float, of_words: float) -> float:
    """Words in a figure's place need more room: those that say that nobody can tell the wait yet."""
    return of_figures if any(letter.isdigit() for letter in value) else of_words


def _papers(screen: Confirming, scene: Scene, _: Say) -> Widget:
    """What to bring, while there is time to fetch it; on paper for somebody who has to."""
    choice, layout = screen.choice, scene.layout
    panel = Panel(
        *(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS)),
        orientation="vertical",
        padding=layout.dots(Space.GAP),
        spacing=layout.dots(Space.GAP),
    )
    page = f" ({screen.page + 1}/{screen.pages})" if screen.pages > 1 else ""
    title = Text(_(PAPERS_TO_BRING) + page, layout, Type.BODY, Face.BOLD, Colour.PRIMARY)
    papers = (f"•  {in_language(paper, choice.language)}" for paper in screen.papers)
    panel.add_widget(Lines(layout, title, *(Text(paper, layout, Type.BODY, Face.MEDIUM) for paper in papers)))
    return panel


def _dossiers(choice: Choice, scene: Scene, _: Say) -> Widget:
    """One for most people, several for somebody from a company: officers know how long it takes before they call."""
    layout = scene.layout
    panel = Panel(
        *(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS)),
        padding=[layout.dots(Space.INSET), 0, 0, 0],
        spacing=layout.dots(Space.GAP),
        size_hint_y=_dossiers_height(layout),
    )
    panel.add_widget(Text(_(NUMBER_OF_DOSSIERS), layout, Type.BODY, Face.SEMIBOLD))
    panel.add_widget(_step(Shape.MINUS, -1, scene))
    count = Text(str(choice.dossiers), layout, Type.ACTION, Face.BOLD, Colour.PRIMARY, align="center")
    count.size_hint_x, count.width = None, layout.dots(90)
    panel.add_widget(count)
    panel.add_widget(_step(Shape.PLUS, 1, scene))
    return panel


def _step(shape: Shape, by: int, scene: Scene) -> Touchable:
    layout = scene.layout
    button = Touchable(
        *(Colour.PRIMARY_TINT, Colour.CARD_PRESSED, Colour.EDGE, layout.dots(Space.RADIUS)),
        scene.does(ChangeDossiers(by)),
        size_hint_x=None,
        width=layout.dots(130),
    )
    button.add_widget(centred(Icon(shape, layout, 44, Colour.PRIMARY, stroke=7)))
    return button


def _also(screen: Confirming, scene: Scene, _: Say) -> list[Widget]:
    """Somebody who has to fetch papers takes the list along; somebody who can do it from home learns how."""
    layout, service, also = scene.layout, screen.choice.service, []
    if service.papers:
        words, done = _(LIST_WORDS[screen.list_paper]), scene.does(PrintPapers())
        also.append(quiet_button(words, layout, done, Target.FOOTER, icon=Shape.PRINT, size_hint_y=1))
    if service.online and not _is_online_in_foot(screen, layout):
        also.append(_online(scene, _))
    return also


def _online(scene: Scene, _: Say) -> Widget:
    words, done = _(ALSO_ONLINE), scene.does(ShowOnline())
    return quiet_button(words, scene.layout, done, Target.FOOTER, icon=Shape.GLOBE, size_hint_y=1)


def _is_online_in_foot(screen: Confirming, layout: Layout) -> bool:
    """It leads away from the number, as the ways out beside it do, if no pages are turned there."""
    return screen.choice.service.online is not None and layout.portrait and screen.pages == 1


def _taking(screen: Confirming, scene: Scene, _: Say) -> list[Widget]:
    """What takes the number: with a priority class, and below it as most people do."""
    choice, layout = screen.choice, scene.layout
    words, below = _(TAKE_MY_NUMBER), ""
    if choice.priority:
        words, below = _("Take my number with priority"), in_language(choice.priority.name, choice.language)
    take = primary_button(words, layout, scene.does(TakeNumber()), Target.ACTION, Type.HEADING, below=below)
    take.size_hint_y = TAKE_HEIGHT_LARGE if layout.large else TAKE_HEIGHT
    low = layout.lowered and not layout.portrait and not choice.service.papers
    return [*priority.at_hand(screen, scene, columns=CLASSES_AT_HAND if low else 2), take]
