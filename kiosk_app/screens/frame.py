"""What all screens share: the centre's name above, a heading, the content within reach, and the way back below.

Knows no flow but its touches for going back, going home, staying and turning pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from display_server.contract import Words
from kiosk_app.flow.touches import Back, GoHome, StayLonger, Touch, TurnPage
from kiosk_app.screens.pieces import (
    Icon,
    Lines,
    Panel,
    Shape,
    Surface,
    Text,
    Touchable,
    centred,
    column,
    quiet_button,
    row,
)
from kiosk_app.staff import Knock
from kiosk_app.theme import Colour, Face, Space, Stage, Target, Type
from kiosk_app.words import Say, in_language, speak


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a screen plays: the window, the hall's name, and who hears of touches."""

    stage: Stage
    hall: Words
    send: Callable[[Touch], None]


class Tone(Enum):
    """How a screen feels: an ordinary step, something done, something wrong."""

    PLAIN = auto()
    DONE = auto()
    WRONG = auto()


TONES = {
    Tone.DONE: (Shape.CHECK, Colour.SUCCESS),
    Tone.WRONG: (Shape.WARNING, Colour.DANGER),
}


@dataclass(frozen=True, slots=True)
class Heading:
    words: str
    below: str = ""
    above: str = ""
    """Where the citizen is: the department above its services."""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of a screen that its foot shows."""

    back: bool = False
    home: bool = False
    page: int = 0
    pages: int = 1


class Frame(Surface, BoxLayout):
    """A whole screen. `count_down` renews the seconds that are left without drawing anything else anew."""

    def __init__(self, language: str, heading: Heading, content: Widget, ways: Ways, scene: Scene) -> None:
        super().__init__(orientation="vertical")
        self.paint(Colour.SURFACE)
        stage = scene.stage
        self._say = speak(language)
        self._countdown = Text("", stage, Type.CAPTION, Face.MEDIUM, Colour.INK_SOFT, align="center")
        band = _band(in_language(scene.hall, language), scene)
        self.add_widget(column(stage, band, _title(heading, stage), gap=0, size_hint_y=None, height=stage.head))
        self.add_widget(_inset(content, stage))
        if ways.back or ways.home:
            self.add_widget(self._foot(ways, scene))

    def count_down(self, seconds: int | None) -> None:
        _ = self._say
        if seconds is not None:
            self._countdown.text = _("Back to the start in %(seconds)s s. Touch here to stay.", seconds=seconds)

    def _foot(self, ways: Ways, scene: Scene) -> Widget:
        """The ways out, and the countdown: above them where the screen is high, between them where it is wide."""
        stage = scene.stage
        buttons = row(stage, size_hint_y=None, height=stage.dots(Target.FOOTER))
        foot = column(stage, size_hint_y=None, height=stage.dots(Target.FOOTER + Space.INSET))
        foot.padding = [stage.dots(Space.MARGIN), 0, stage.dots(Space.MARGIN), stage.dots(Space.INSET)]
        if stage.portrait:
            foot.height += stage.dots(Target.COUNTDOWN + Space.GAP)
            foot.add_widget(self._stay(scene))
        if ways.back:
            buttons.add_widget(_back(scene, self._say))
        if not stage.portrait:
            buttons.add_widget(self._stay(scene))
        if ways.pages > 1:
            buttons.add_widget(_pager(ways, scene))
        elif stage.portrait:
            buttons.add_widget(Widget())
        if ways.home:
            buttons.add_widget(_home(scene, self._say))
        foot.add_widget(buttons)
        return foot

    def _stay(self, scene: Scene) -> Widget:
        stage = scene.stage
        place = {"size_hint_y": None, "height": stage.dots(Target.COUNTDOWN)} if stage.portrait else {}
        radius = stage.dots(Space.RADIUS)
        stay = Touchable(Colour.SURFACE, Colour.CARD_PRESSED, None, radius, lambda: scene.send(StayLonger()), **place)
        stay.add_widget(self._countdown)
        return stay


def _band(hall: str, scene: Scene) -> Widget:
    """The centre's name on its colour, closed by a fine line of gold. Officers know that its sign can be knocked at."""
    stage = scene.stage
    height = 150 if stage.portrait else 104
    band = Panel(Colour.PRIMARY, padding=[stage.dots(Space.MARGIN), stage.dots(14)], spacing=stage.dots(24))
    sign = Icon(Shape.TICKET, stage, 76, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=4)
    knocker = Touchable(
        *(Colour.PRIMARY, Colour.PRIMARY, None, 0.0, lambda: scene.send(Knock())),
        size_hint_x=None,
        width=stage.dots(76),
    )
    knocker.add_widget(centred(sign))
    band.add_widget(knocker)
    band.add_widget(Text(hall, stage, Type.LEAD, Face.SEMIBOLD, Colour.ON_PRIMARY))
    gold = Panel(Colour.ACCENT, size_hint_y=None, height=stage.dots(6))
    return column(stage, band, gold, gap=0, size_hint_y=None, height=stage.dots(height))


def _title(heading: Heading, stage: Stage) -> Widget:
    lines = [
        *([Text(heading.above, stage, Type.LEAD, Face.SEMIBOLD, Colour.PRIMARY)] if heading.above else []),
        Text(heading.words, stage, Type.HEADING, Face.BOLD),
        *([Text(heading.below, stage, Type.LEAD, Face.REGULAR, Colour.INK_SOFT)] if heading.below else []),
    ]
    title = row(stage, Lines(stage, *lines, gap=14), gap=36)
    title.padding = [stage.dots(Space.MARGIN), 0]
    if heading.tone is not Tone.PLAIN:
        shape, colour = TONES[heading.tone]
        icon = Icon(shape, stage, 148, Colour.ON_PRIMARY, disc=colour, stroke=14)
        title.add_widget(centred(icon, size_hint_x=None, width=stage.dots(148)), index=1)
    return title


def _inset(content: Widget, stage: Stage) -> Widget:
    room = column(stage, content)
    room.padding = [stage.dots(Space.MARGIN), 0, stage.dots(Space.MARGIN), stage.dots(Space.GAP)]
    return room


def _back(scene: Scene, _: Say) -> Widget:
    return _way(_("Back"), Shape.BACK, Back(), scene)


def _home(scene: Scene, _: Say) -> Widget:
    return _way(_("Start"), Shape.HOME, GoHome(), scene)


def _way(words: str, icon: Shape, touch: Touch, scene: Scene) -> Widget:
    side = {"size_hint_x": None, "width": scene.stage.dots(310 if scene.stage.portrait else 360)}
    return quiet_button(words, scene.stage, lambda: scene.send(touch), Target.FOOTER, icon=icon, **side)


def _pager(ways: Ways, scene: Scene) -> Widget:
    pager = row(
        scene.stage,
        _turn(Shape.BACK, scene, -1, possible=ways.page > 0),
        Text(f"{ways.page + 1}/{ways.pages}", scene.stage, Type.LEAD, Face.SEMIBOLD, Colour.INK_SOFT, align="center"),
        _turn(Shape.FORWARD, scene, 1, possible=ways.page < ways.pages - 1),
    )
    if not scene.stage.portrait:
        pager.size_hint_x, pager.width = None, scene.stage.dots(400)
    return pager


def _turn(shape: Shape, scene: Scene, by: int, *, possible: bool) -> Widget:
    stage = scene.stage
    place = {"size_hint_x": None, "width": stage.dots(108)}
    if not possible:
        return Widget(**place)
    button = Touchable(
        Colour.PRIMARY,
        Colour.PRIMARY_PRESSED,
        None,
        stage.dots(Space.RADIUS),
        lambda: scene.send(TurnPage(by)),
        **place,
    )
    button.add_widget(centred(Icon(shape, stage, 48, Colour.ON_PRIMARY, stroke=7)))
    return button
