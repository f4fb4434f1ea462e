"""What all screens share: the centre's name, a heading, the content within reach, the ways out and the aids below.

Knows no flow but its touches for going back, going home, turning pages, switching aids and calling staff.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.image import Image
from kivy.uix.widget import Widget

from display_server.contract import Words
from kiosk_app.flow.aids import Aid, Aids, Help
from kiosk_app.flow.staff import Knock
from kiosk_app.flow.touches import Back, CallStaff, GoHome, Switch, Touch, TurnPage
from kiosk_app.speech.sentences import BACK, HELP
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.pieces import Icon, Panel, Shape, Touchable, centred, column, notice, quiet_button, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import N_, Say, in_language, speak

AIDS = {
    Aid.LARGE_TEXT: N_("Larger text"),
    Aid.CONTRAST: N_("High contrast"),
    Aid.LOWERED: N_("Lower"),
    Aid.SPEECH: N_("Read aloud"),
}
HELP_WORDS: Mapping[Help | None, str] = {None: N_("Call staff"), **HELP}


@dataclass(frozen=True, slots=True)
class SendTouch:
    """Sends its touch when it is called; a widget can be asked which touch that will be."""

    touch: Touch
    send: Callable[[Touch], None]

    def __call__(self) -> None:
        self.send(self.touch)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a screen is drawn with: the layout, the hall's name and logo, the aids, and who takes the touches."""

    layout: Layout
    hall: Words
    send: Callable[[Touch], None]
    aids: Aids = frozenset()
    help: Help | None = None
    timezone: str = "UTC"
    """The hall's: citizens read its times."""
    speaks: bool = True
    """Whether there is a voice."""
    logo: object = None
    """A texture of Kivy's, or none."""

    def does(self, touch: Touch) -> SendTouch:
        return SendTouch(touch, self.send)


class Tone(Enum):
    """What kind of news a screen has: an ordinary step, something done, something wrong."""

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
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of a screen that its foot shows."""

    back: bool = False
    home: bool = False
    page: int = 0
    pages: int = 1
    others: tuple[Widget, ...] = ()
    """Of this screen alone, before the page turners."""

    @property
    def are_any(self) -> bool:
        return self.back or self.home or self.pages > 1 or bool(self.others)


class Frame(BoxLayout):
    """A whole screen. `told` is what is only read: it stands above the content, or out of reach where the content is
    lowered.
    """

    def __init__(
        self, language: str, heading: Heading, content: Widget, ways: Ways, scene: Scene, told: Widget | None = None
    ) -> None:
        super().__init__(orientation="vertical")
        layout = scene.layout
        head = column(layout, gap=0, size_hint_y=None, height=layout.head)
        head.add_widget(_band(in_language(scene.hall, language), scene))
        above = told if layout.lowered else None
        title = _title(heading, layout, flat=above is not None and not layout.portrait)
        title.size_hint_y = 0.7 if layout.portrait else 1.15  # beside what is told: a low head has no less to say
        head.add_widget(title)
        if above:
            head.add_widget(_inset(above, layout))
        self.add_widget(head)
        self.add_widget(_inset(column(layout, told, content) if told and not layout.lowered else content, layout))
        _ = speak(language)
        self.add_widget(_foot(ways, scene, _))

    def mark(self, touch: Touch | None) -> None:
        """Draws a ring around the widget that sends this touch, so that somebody at the keys sees where they are."""
        for widget in self.walk():
            if isinstance(widget, Touchable):
                widget.ring(touch is not None and isinstance(widget.done, SendTouch) and widget.done.touch == touch)


def _band(hall: str, scene: Scene) -> Widget:
    """The centre's name on its colour, above a fine line of gold. Officers know that they can knock at its sign."""
    layout = scene.layout
    height = 150 if layout.portrait else 104
    band = Panel(Colour.PRIMARY, padding=[layout.dots(Space.MARGIN), layout.dots(14)], spacing=layout.dots(24))
    knocker = Touchable(
        *(Colour.PRIMARY, Colour.PRIMARY, None, 0.0, scene.does(Knock())),
        size_hint_x=None,
        width=layout.dots(84),
    )
    if scene.logo:
        knocker.add_widget(Image(texture=scene.logo, fit_mode="contain"))
    else:
        knocker.add_widget(centred(Icon(Shape.TICKET, layout, 76, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=4)))
    band.add_widget(knocker)
    band.add_widget(Text(hall, layout, Type.LEAD, Face.SEMIBOLD, Colour.ON_PRIMARY))
    gold = Panel(Colour.ACCENT, size_hint_y=None, height=layout.dots(6))
    return column(layout, band, gold, gap=0, size_hint_y=None, height=layout.dots(height))


def _title(heading: Heading, layout: Layout, *, flat: bool) -> Widget:
    """A `flat` one shares a low head with what is told: it says the same in fewer lines."""
    above, below = heading.above, heading.below
    if flat and above and below:
        above, below = f"{above}  ·  {below}", ""
    lines = [
        *([Text(above, layout, Type.LEAD, Face.SEMIBOLD, Colour.PRIMARY)] if above else []),
        Text(heading.words, layout, Type.HEADING, Face.BOLD),
        *([Text(below, layout, Type.LEAD, Face.REGULAR, Colour.INK_SOFT)] if below else []),
    ]
    title = row(layout, Lines(layout, *lines, gap=8), gap=36)
    if heading.tone is not Tone.PLAIN:
        shape, colour = TONES[heading.tone]
        icon = Icon(shape, layout, 132, Colour.ON_PRIMARY, disc=colour, stroke=13)
        title.add_widget(centred(icon, size_hint_x=None, width=layout.dots(132)), index=1)
    if heading.notice:
        lay = column if layout.portrait else row
        title = lay(layout, title, notice(heading.notice, layout))
        title.children[1].size_hint_y = 0.4 if layout.portrait else 1
    title.padding = [layout.dots(Space.MARGIN), layout.dots(10)]
    return title


def _inset(content: Widget, layout: Layout) -> Widget:
    room = column(layout, content)
    room.padding = [layout.dots(Space.MARGIN), 0, layout.dots(Space.MARGIN), layout.dots(Space.GAP)]
    return room


def _foot(ways: Ways, scene: Scene, _: Say) -> Widget:
    """The ways out and the aids: below each other where the window is high, side by side where it is wide."""
    layout, aids = scene.layout, _aids(scene, _)
    margins = [layout.dots(Space.MARGIN), 0, layout.dots(Space.MARGIN), layout.dots(Space.INSET)]
    before = [*([_way(_(BACK), Shape.BACK, Back(), scene)] if ways.back else []), *ways.others]
    turners = [_pager(ways, scene)] if ways.pages > 1 else []
    home = [_way(_("Start"), Shape.HOME, GoHome(), scene)] if ways.home else []
    if not layout.portrait:
        foot = row(layout, *before, *aids, *turners, *home, size_hint_y=None)
        foot.height = layout.dots(Target.FOOTER + Space.INSET)
    else:
        bar = row(layout, *aids, size_hint_y=None, height=layout.dots(Target.AID))
        middle = [] if ways.others else [Widget()]
        out = row(layout, *before, *middle, *turners, *home, size_hint_y=None, height=layout.dots(Target.FOOTER))
        foot = column(layout, *([out] if ways.are_any else []), bar, size_hint_y=None)
        foot.height = bar.height + layout.dots(Space.INSET) + (out.height + foot.spacing if ways.are_any else 0)
    foot.padding = margins
    return foot


def _way(words: str, icon: Shape, touch: Touch, scene: Scene) -> Widget:
    side = {"size_hint_x": None, "width": scene.layout.dots(290 if scene.layout.portrait else 276)}
    return quiet_button(words, scene.layout, scene.does(touch), Target.FOOTER, icon=icon, **side)


def _pager(ways: Ways, scene: Scene) -> Widget:
    return row(
        scene.layout,
        _turn(Shape.BACK, scene, -1, possible=ways.page > 0),
        Text(f"{ways.page + 1}/{ways.pages}", scene.layout, Type.LEAD, Face.SEMIBOLD, Colour.INK_SOFT, align="center"),
        _turn(Shape.FORWARD, scene, 1, possible=ways.page < ways.pages - 1),
        size_hint_x=None,
        width=scene.layout.dots(332 if scene.layout.portrait else 310),
    )


def _turn(shape: Shape, scene: Scene, by: int, *, possible: bool) -> Widget:
    layout = scene.layout
    place = {"size_hint_x": None, "width": layout.dots(108)}
    if not possible:
        return Widget(**place)
    button = Touchable(
        Colour.PRIMARY, Colour.PRIMARY_PRESSED, None, layout.dots(Space.RADIUS), scene.does(TurnPage(by)), **place
    )
    button.add_widget(centred(Icon(shape, layout, 48, Colour.ON_PRIMARY, stroke=7)))
    return button


def _aids(scene: Scene, _: Say) -> list[Widget]:
    """On every screen at the same place: what makes it readable and reachable, and who helps."""
    offered = [aid for aid in AIDS if aid is not Aid.SPEECH or scene.speaks]
    aids: list[Widget] = [_aid(_(AIDS[aid]), Switch(aid), scene, on=aid in scene.aids) for aid in offered]
    return [*aids, _aid(_(HELP_WORDS[scene.help]), CallStaff(), scene, on=scene.help is Help.CALLED)]


def _aid(words: str, touch: Touch, scene: Scene, *, on: bool) -> Touchable:
    layout = scene.layout
    ground, letters = (Colour.PRIMARY, Colour.ON_PRIMARY) if on else (Colour.PRIMARY_TINT, Colour.PRIMARY)
    pressed = Colour.PRIMARY_PRESSED if on else Colour.CARD_PRESSED
    button = Touchable(ground, pressed, Colour.PRIMARY, layout.dots(Space.RADIUS), scene.does(touch))
    button.padding = [layout.dots(10), layout.dots(6)]
    button.add_widget(Text(words, layout, Type.CAPTION, Face.SEMIBOLD, letters, align="center"))
    return button
