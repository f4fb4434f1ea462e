"""The last look before a number is taken: how many wait and how long, what to bring, how many dossiers, priority."""

from kivy.uix.widget import Widget

from kiosk_app.flow.screens import Choice, Confirming
from kiosk_app.flow.touches import AskForPriority, ChangeDossiers, PrintPapers, ShowOnline, TakeNumber
from kiosk_app.palette import Colour
from kiosk_app.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.screens.pieces import (
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
from kiosk_app.screens.text import Lines, Text
from kiosk_app.spoken import appointed
from kiosk_app.spool import Paper
from kiosk_app.theme import Face, Space, Stage, Target, Type
from kiosk_app.words import N_, Say, in_language, speak

WAYS_HEIGHT, WAYS_HEIGHT_LARGE = 540, 500
"""With large words the papers to bring need more room."""
LIST_WORDS = {
    None: N_("Print this list"),
    Paper.NOT_PRINTED: N_("Print this list"),
    Paper.PRINTING: N_("Printing…"),
    Paper.PRINTED: N_("The list is printed"),
    Paper.FAILED: N_("The list could not be printed"),
}


def show(screen: Confirming, scene: Scene) -> Frame:
    choice, stage = screen.choice, scene.stage
    _ = speak(choice.language)
    heading = Heading(
        in_language(choice.service.name, choice.language),
        below=_("You will wait in %(zone)s", zone=in_language(choice.zone.name, choice.language)),
        above=_of_what(choice, _),
    )
    alone = stage.portrait and not stage.lowered and not choice.service.papers
    told = _figures(choice, stage, _, below=alone) if screen.live else _no_figures(stage, _)
    if not stage.lowered and not alone:
        told.size_hint_y, told.height = None, stage.dots(_figures_height(stage))
    elif _papers_above(screen, stage):
        papers = _papers(screen, scene, _)
        papers.size_hint_y = 1.4
        told = column(stage, told, papers)
    content = _content(screen, scene, _)
    ways = Ways(back=True, home=True, page=screen.page, pages=screen.pages)
    return Frame(choice.language, heading, content, ways, scene, told)


def _of_what(choice: Choice, _: Say) -> str:
    """The department, after the time that was promised."""
    department = in_language(choice.department.name, choice.language)
    return f"{appointed(choice.promised, _)} · {department}" if choice.promised else department


def _content(screen: Confirming, scene: Scene, _: Say) -> Widget:
    """What there is to touch: below each other, or in a wide window the papers beside the rest."""
    choice, stage = screen.choice, scene.stage
    papers: list[Widget] = []
    if choice.service.papers:
        ready = _print_list(screen, scene, _)
        papers = [ready] if _papers_above(screen, stage) else [column(stage, _papers(screen, scene, _), ready)]
    take = primary_button(_("Take my number"), stage, scene.does(TakeNumber()), Target.ACTION, Type.HEADING)
    take.size_hint_y = 1.4
    ways = column(stage, _dossiers(choice, scene, _), *_others(screen, scene, _), take)
    if not stage.portrait:
        return row(stage, *papers, ways)
    if not stage.lowered:
        # The button stands where it always stands, whatever is told above it.
        ways.size_hint_y, ways.height = None, stage.dots(WAYS_HEIGHT_LARGE if stage.large else WAYS_HEIGHT)
    return column(stage, *papers, ways)


def _figures_height(stage: Stage) -> float:
    usual = 210 if stage.portrait else 150
    return usual * 1.1 if stage.large else usual


def _papers_above(screen: Confirming, stage: Stage) -> bool:
    """In a lowered portrait the papers stand out of reach. A wide one has room for them beside what is touched."""
    return bool(screen.choice.service.papers) and stage.lowered and stage.portrait


def _figures(choice: Choice, stage: Stage, _: Say, *, below: bool) -> Widget:
    """Beside each other, or `below` each other where there is room: each a line that is read at a glance."""
    service = choice.service
    low, high = (service.wait.low_minutes, service.wait.high_minutes) if service.wait else (None, None)
    span = _("not known yet") if low is None else str(high) if low == high else f"{low}–{high}"
    figures = (
        (_("People ahead of you"), str(service.people_ahead)),
        (_("Counters serving"), str(service.counters_serving)),
        (_("Expected wait") if low is None else _("Expected wait, minutes"), span),
    )
    if below:
        return column(stage, *(_figure_line(*figure, stage) for figure in figures))
    return row(stage, *((_figure if stage.portrait else _figure_line)(*figure, stage) for figure in figures))


def _no_figures(stage: Stage, _: Say) -> Widget:
    """Old figures would be promises that nobody keeps."""
    words = _("The connection is down. You get a valid number, but how many people are ahead is not known yet.")
    return notice(words, stage, Shape.CLOCK, Type.ACTION)


def _figure(label: str, value: str, stage: Stage) -> Widget:
    panel = Panel(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS), padding=stage.dots(14))
    words = Text(label, stage, Type.CAPTION, Face.MEDIUM, Colour.INK_SOFT, align="center", size_hint_y=0.8)
    figure = Text(value, stage, Type.FIGURE, Face.EXTRABOLD, Colour.PRIMARY, align="center")
    panel.add_widget(column(stage, words, figure, gap=0))  # the three figures stand on one line, whatever stands above
    return panel


def _figure_line(label: str, value: str, stage: Stage) -> Widget:
    panel = Panel(
        *(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS)),
        padding=[stage.dots(Space.INSET), stage.dots(14)],
        spacing=stage.dots(Space.INSET),
    )
    panel.add_widget(Text(label, stage, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT))
    panel.add_widget(Text(value, stage, Type.DISPLAY, Face.EXTRABOLD, Colour.PRIMARY, align="right", size_hint_x=0.8))
    return panel


def _papers(screen: Confirming, scene: Scene, _: Say) -> Widget:
    """What to bring, in time to fetch it before waiting in vain; on paper for who has to."""
    choice, stage = screen.choice, scene.stage
    panel = Panel(
        *(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS)),
        orientation="vertical",
        padding=stage.dots(Space.GAP),
        spacing=stage.dots(Space.GAP),
    )
    page = f" ({screen.page + 1}/{screen.pages})" if screen.pages > 1 else ""
    title = Text(_("Papers to bring") + page, stage, Type.BODY, Face.BOLD, Colour.PRIMARY)
    papers = (f"•  {in_language(paper, choice.language)}" for paper in screen.papers)
    panel.add_widget(Lines(stage, title, *(Text(paper, stage, Type.BODY, Face.MEDIUM) for paper in papers)))
    return panel


def _print_list(screen: Confirming, scene: Scene, _: Say) -> Widget:
    words = _(LIST_WORDS[screen.list_paper])
    return quiet_button(words, scene.stage, scene.does(PrintPapers()), Target.FOOTER, icon=Shape.PRINT)


def _dossiers(choice: Choice, scene: Scene, _: Say) -> Widget:
    """One for most people, several for who comes for a company: officers know how long it takes before they call."""
    stage = scene.stage
    panel = Panel(
        *(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS)),
        padding=[stage.dots(Space.INSET), 0, 0, 0],
        spacing=stage.dots(Space.GAP),
    )
    panel.add_widget(Text(_("Number of dossiers"), stage, Type.BODY, Face.SEMIBOLD))
    panel.add_widget(_step(Shape.MINUS, -1, scene))
    count = Text(str(choice.dossiers), stage, Type.ACTION, Face.BOLD, Colour.PRIMARY, align="center")
    count.size_hint_x, count.width = None, stage.dots(90)
    panel.add_widget(count)
    panel.add_widget(_step(Shape.PLUS, 1, scene))
    return panel


def _step(shape: Shape, by: int, scene: Scene) -> Touchable:
    stage = scene.stage
    button = Touchable(
        *(Colour.PRIMARY_TINT, Colour.CARD_PRESSED, Colour.EDGE, stage.dots(Space.RADIUS)),
        scene.does(ChangeDossiers(by)),
        size_hint_x=None,
        width=stage.dots(130),
    )
    button.add_widget(centred(Icon(shape, stage, 44, Colour.PRIMARY, stroke=7)))
    return button


def _others(screen: Confirming, scene: Scene, _: Say) -> list[Widget]:
    """Who is entitled to priority says so; who can do it from home learns how."""
    choice, stage = screen.choice, scene.stage
    others = []
    if screen.can_ask_for_priority:
        words = _("Elderly, disabled, pregnant or otherwise entitled to priority? Touch here.")
        if choice.priority:
            words = _("Priority: %(name)s", name=in_language(choice.priority.name, choice.language))
        others.append(_other(words, scene, AskForPriority(), Shape.STAR))
    if choice.service.online:
        others.append(_other(_("Also available online"), scene, ShowOnline(), Shape.GLOBE))
    return [row(stage, *others)] if others else []


def _other(words: str, scene: Scene, touch: AskForPriority | ShowOnline, icon: Shape) -> Widget:
    return quiet_button(words, scene.stage, scene.does(touch), Target.FOOTER, icon=icon, size_hint_y=1)
