"""What all screens share: the centre's name above, a heading, the content within reach, and the way back below.

Knows no flow but its three touches for going back, going home and staying.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk_app.flow import Back, GoHome, StayLonger, Touch, TurnPage
from kiosk_app.screens.pieces import (
    Icon,
    Panel,
    Shape,
    Surface,
    Text,
    Touchable,
    centred,
    column,
    filler,
    quiet_button,
    row,
)
from kiosk_app.theme import Colour, Face, Space, Stage, Target, Type
from kiosk_app.words import Say, speak

Send = Callable[[Touch], None]


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

    def __init__(
        self, language: str, hall: str, heading: Heading, content: Widget, ways: Ways, stage: Stage, send: Send
    ) -> None:
        super().__init__(orientation="vertical")
        self.paint(Colour.SURFACE)
        self._say = speak(language)
        self._countdown: Text | None = None
        self._stays = bool(ways.back or ways.home)
        head = column(stage, _band(hall, stage), _title(heading, stage), gap=0, size_hint_y=stage.head_share)
        self.add_widget(head)
        self.add_widget(_inset(content, stage, 1 - stage.head_share))
        if self._stays:
            self.add_widget(self._foot(ways, stage, send))

    def count_down(self, seconds: int | None) -> None:
        if self._countdown and seconds is not None:
            self._countdown.text = self._say("Back to the start in %(seconds)s s. Touch here to stay.", seconds=seconds)

    def _foot(self, ways: Ways, stage: Stage, send: Send) -> Widget:
        self._countdown = Text("", stage, Type.CAPTION, Face.MEDIUM, Colour.INK_SOFT, align="center")
        stay = Touchable(
            Colour.SURFACE,
            Colour.CARD_PRESSED,
            None,
            stage.dots(Space.RADIUS),
            lambda: send(StayLonger()),
            size_hint_y=None,
            height=stage.dots(Target.COUNTDOWN),
        )
        stay.add_widget(self._countdown)
        buttons = row(stage, *_ways(ways, stage, send, self._say), size_hint_y=None, height=stage.dots(Target.FOOTER))
        height = Target.COUNTDOWN + Target.FOOTER + Space.GAP + 24
        foot = column(stage, stay, buttons, size_hint_y=None, height=stage.dots(height))
        foot.padding = [stage.dots(Space.MARGIN), 0, stage.dots(Space.MARGIN), stage.dots(24)]
        return foot


def _band(hall: str, stage: Stage) -> Widget:
    """The centre's name on its colour, closed by a fine line of gold."""
    height = 150 if stage.portrait else 104
    band = Panel(Colour.PRIMARY, padding=[stage.dots(Space.MARGIN), stage.dots(14)], spacing=stage.dots(24))
    band.add_widget(
        centred(
            Icon(Shape.TICKET, stage, 72, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=4),
            size_hint_x=None,
            width=stage.dots(72),
        )
    )
    band.add_widget(Text(hall, stage, Type.LEAD, Face.SEMIBOLD, Colour.ON_PRIMARY))
    gold = Panel(Colour.ACCENT, size_hint_y=None, height=stage.dots(6))
    return column(stage, band, gold, gap=0, size_hint_y=None, height=stage.dots(height))


def _title(heading: Heading, stage: Stage) -> Widget:
    lines: list[Widget] = [filler(0.3)]
    if heading.above:
        lines.append(Text(heading.above, stage, Type.BODY, Face.SEMIBOLD, Colour.PRIMARY, valign="bottom"))
    lines.append(Text(heading.words, stage, Type.HEADING, Face.BOLD, size_hint_y=1.7))
    if heading.below:
        lines.append(Text(heading.below, stage, Type.BODY, Face.REGULAR, Colour.INK_SOFT, valign="top"))
    lines.append(filler(0.3))
    words = column(stage, *lines, gap=6)
    title = row(stage, words, gap=36)
    title.padding = [stage.dots(Space.MARGIN), 0]
    if heading.tone is not Tone.PLAIN:
        shape, colour = TONES[heading.tone]
        icon = Icon(shape, stage, 148, Colour.ON_PRIMARY, disc=colour, stroke=14)
        title.add_widget(centred(icon, size_hint_x=None, width=stage.dots(148)), index=1)
    return title


def _inset(content: Widget, stage: Stage, share: float) -> Widget:
    room = column(stage, content, size_hint_y=share)
    room.padding = [stage.dots(Space.MARGIN), 0, stage.dots(Space.MARGIN), stage.dots(8)]
    return room


def _ways(ways: Ways, stage: Stage, send: Send, _: Say) -> tuple[Widget, ...]:
    side = {"size_hint_x": None, "width": stage.dots(300 if stage.portrait else 380)}
    back = quiet_button(_("Back"), stage, lambda: send(Back()), Target.FOOTER, icon=Shape.BACK, **side)
    home = quiet_button(_("Start"), stage, lambda: send(GoHome()), Target.FOOTER, icon=Shape.HOME, **side)
    return (
        *((back,) if ways.back else ()),
        _pager(ways, stage, send, _) if ways.pages > 1 else Widget(),
        *((home,) if ways.home else ()),
    )


def _pager(ways: Ways, stage: Stage, send: Send, _: Say) -> Widget:
    words = _("Page %(page)s of %(pages)s", page=ways.page + 1, pages=ways.pages)
    return row(
        stage,
        _turn(Shape.BACK, stage, send, -1, possible=ways.page > 0),
        Text(words, stage, Type.CAPTION, Face.SEMIBOLD, Colour.INK_SOFT, align="center"),
        _turn(Shape.FORWARD, stage, send, 1, possible=ways.page < ways.pages - 1),
    )


def _turn(shape: Shape, stage: Stage, send: Send, by: int, *, possible: bool) -> Widget:
    place = {"size_hint_x": None, "width": stage.dots(108)}
    if not possible:
        return Widget(**place)
    button = Touchable(
        Colour.PRIMARY,
        Colour.PRIMARY_PRESSED,
        None,
        stage.dots(Space.RADIUS),
        lambda: send(TurnPage(by)),
        **place,
    )
    button.add_widget(centred(Icon(shape, stage, 48, Colour.ON_PRIMARY, stroke=7)))
    return button
