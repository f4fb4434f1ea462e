"""The pieces that screens are made of: cards, buttons, icons, a QR code. Knows no flow.

Each shape smooths its own edges: to have the whole window smoothed, as Kivy would, costs a slow machine three times as
much for each frame, and a frame that is being drawn holds up the touch that comes meanwhile.
"""

import math
from collections.abc import Callable
from enum import Enum, auto

import qrcode
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle, SmoothEllipse, SmoothLine, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.paint import rgba
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Type

PRESSED_SECONDS = 0.25
"""A button stays dark a little after the finger has left: what it did may take that long to be seen."""

STEP_SECONDS = 0.4

RING = ((Colour.INK, 7), (Colour.ACCENT, 3.5))
"""Half the width of its lines, in dots: gold alone is hardly seen on white."""

Done = Callable[[], None]


class Surface(Widget):
    """A ground of one colour with an edge and round corners, drawn under whatever it is mixed into."""

    def paint(self, colour: Colour, edge: Colour | None = None, radius: float = 0.0) -> None:
        self.grounds: tuple[Colour, ...] = (colour,)
        with self.canvas.before:
            self._ground = Color(*rgba(colour))
            self._shape = SmoothRoundedRectangle(radius=[radius]) if radius else Rectangle()
            if edge:
                Color(*rgba(edge))
            self._edge = SmoothLine(width=1.2) if edge else None
        self._radius = radius
        self.bind(pos=self._follow, size=self._follow)
        self._follow()

    def repaint(self, colour: Colour) -> None:
        self._ground.rgba = rgba(colour)

    def _follow(self, *_: object) -> None:
        self._shape.pos, self._shape.size = self.pos, self.size
        if self._edge:
            self._edge.rounded_rectangle = (*self.pos, *self.size, self._radius)


class Panel(Surface, BoxLayout):
    """A box with a ground."""

    def __init__(self, colour: Colour, edge: Colour | None = None, radius: float = 0.0, **place: object) -> None:
        super().__init__(**place)
        self.paint(colour, edge, radius)


class Touchable(ButtonBehavior, Surface, BoxLayout):
    """A box that answers a finger: it darkens under it and does its one thing when the finger lifts."""

    def __init__(
        self, ground: Colour, pressed: Colour, edge: Colour | None, radius: float, done: Done, **place: object
    ) -> None:
        super().__init__(**place)
        self._rings: list[SmoothLine] = []
        self.paint(ground, edge, radius)
        self.grounds = (ground, pressed)
        self.done = done
        self._lighten = Clock.create_trigger(lambda _: self.repaint(ground), PRESSED_SECONDS)
        self.bind(
            on_press=lambda _: self._darken(pressed),
            state=lambda _, state: self._lighten() if state == "normal" else None,
            on_release=lambda _: done(),
        )

    def _darken(self, pressed: Colour) -> None:
        self._lighten.cancel()
        self.repaint(pressed)

    def ring(self, marked: bool) -> None:
        """Rings the one that the keys are at: gold within dark ink, so that it is seen on any ground."""
        self.canvas.after.clear()
        self._rings = []
        for colour, width in RING if marked else ():
            with self.canvas.after:
                Color(*rgba(colour))
                self._rings.append(SmoothLine(width=width))
        self._follow()

    def _follow(self, *_: object) -> None:
        super()._follow()
        for ring in self._rings:
            ring.rounded_rectangle = (*self.pos, *self.size, self._radius)


class Shape(Enum):
    BACK = auto()
    FORWARD = auto()
    HOME = auto()
    CHECK = auto()
    WARNING = auto()
    CLOCK = auto()
    TICKET = auto()
    STAR = auto()
    SEARCH = auto()
    MINUS = auto()
    PLUS = auto()
    PRINT = auto()
    GLOBE = auto()
    ID_CARD = auto()
    FACE_4 = auto()
    FACE_3 = auto()
    FACE_2 = auto()
    FACE_1 = auto()


def _circle(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    turns = (math.tau * step / 24 for step in range(25))
    return tuple((x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns)


def _star() -> tuple[tuple[float, float], ...]:
    corners = (math.tau * (0.25 + corner / 10) for corner in range(11))
    reach = (0.48 if corner % 2 == 0 else 0.21 for corner in range(11))
    return tuple(
        (0.5 + far * math.cos(turn), 0.47 + far * math.sin(turn)) for turn, far in zip(corners, reach, strict=True)
    )


def _arc(y: float, depth: float) -> tuple[tuple[float, float], ...]:
    """A mouth from left to right; its middle lies so much lower, or higher where the depth is negative."""
    steps = [step / 10 for step in range(11)]
    return tuple((0.3 + 0.4 * step, y - depth * math.sin(math.pi * step)) for step in steps)


_HEAD = _circle(0.5, 0.5, 0.46)
_EYES = (_circle(0.35, 0.6, 0.02), _circle(0.65, 0.6, 0.02))


STROKES: dict[Shape, tuple[tuple[tuple[float, float], ...], ...]] = {
    Shape.BACK: (((0.62, 0.15), (0.28, 0.5), (0.62, 0.85)),),
    Shape.FORWARD: (((0.38, 0.15), (0.72, 0.5), (0.38, 0.85)),),
    Shape.HOME: (
        ((0.1, 0.48), (0.5, 0.86), (0.9, 0.48)),
        ((0.22, 0.52), (0.22, 0.14), (0.78, 0.14), (0.78, 0.52)),
    ),
    Shape.CHECK: (((0.2, 0.5), (0.42, 0.27), (0.8, 0.72)),),
    Shape.WARNING: (((0.5, 0.86), (0.5, 0.45)), ((0.5, 0.12), (0.5, 0.11))),
    Shape.FACE_4: (_HEAD, *_EYES, (*_arc(0.42, 0.22), (0.3, 0.42))),
    Shape.FACE_3: (_HEAD, *_EYES, _arc(0.38, 0.12)),
    Shape.FACE_2: (_HEAD, *_EYES, _arc(0.34, 0)),
    Shape.FACE_1: (_HEAD, *_EYES, _arc(0.26, -0.12)),
    Shape.CLOCK: (((0.5, 0.9), (0.5, 0.46), (0.8, 0.28)),),
    Shape.TICKET: (
        ((0.2, 0.9), (0.2, 0.1), (0.35, 0.2), (0.5, 0.1), (0.65, 0.2), (0.8, 0.1), (0.8, 0.9), (0.2, 0.9)),
        ((0.34, 0.7), (0.66, 0.7)),
        ((0.34, 0.52), (0.66, 0.52)),
    ),
    Shape.STAR: (_star(),),
    Shape.MINUS: (((0.15, 0.5), (0.85, 0.5)),),
    Shape.PLUS: (((0.15, 0.5), (0.85, 0.5)), ((0.5, 0.15), (0.5, 0.85))),
    Shape.PRINT: (
        ((0.28, 0.62), (0.28, 0.92), (0.72, 0.92), (0.72, 0.62)),
        ((0.28, 0.3), (0.1, 0.3), (0.1, 0.62), (0.9, 0.62), (0.9, 0.3), (0.72, 0.3)),
        ((0.28, 0.42), (0.72, 0.42), (0.72, 0.08), (0.28, 0.08), (0.28, 0.42)),
    ),
    Shape.GLOBE: (
        _circle(0.5, 0.5, 0.42),
        ((0.08, 0.5), (0.92, 0.5)),
        ((0.5, 0.92), (0.32, 0.72), (0.26, 0.5), (0.32, 0.28), (0.5, 0.08)),
        ((0.5, 0.92), (0.68, 0.72), (0.74, 0.5), (0.68, 0.28), (0.5, 0.08)),
    ),
    Shape.ID_CARD: (
        ((0.5, 0.14), (1.0, 0.14), (1.0, 0.86), (0.0, 0.86), (0.0, 0.14), (0.5, 0.14)),
        _circle(0.28, 0.6, 0.1),
        ((0.12, 0.32), (0.18, 0.4), (0.38, 0.4), (0.44, 0.32)),
        ((0.6, 0.62), (0.84, 0.62)),
        ((0.6, 0.4), (0.84, 0.4)),
    ),
    Shape.SEARCH: (_circle(0.42, 0.58, 0.3), ((0.64, 0.36), (0.9, 0.1))),
}
"""Icons as strokes in a unit square, y upwards."""


class Icon(Widget):
    """A drawn sign beside words; never the only bearer of a meaning."""

    def __init__(
        self,
        shape: Shape,
        layout: Layout,
        size: float,
        colour: Colour,
        disc: Colour | None = None,
        stroke: float = 5,
    ) -> None:
        side = layout.dots(size)
        super().__init__(size_hint=(None, None), size=(side, side))
        self.ink, self.grounds = colour, (disc,) if disc else ()
        self._strokes, self._inset, self._thick = STROKES[shape], 0.25 if disc else 0.0, layout.dots(stroke)
        with self.canvas:
            if disc:
                Color(*rgba(disc))
            self._disc = SmoothEllipse() if disc else None
            Color(*rgba(colour))
            self._lines = [SmoothLine(width=self._thick / 2) for _ in self._strokes]
            self._caps = [SmoothEllipse(size=(self._thick,) * 2) for _, _ in self._ends()]
        self.bind(pos=self._follow, size=self._follow)
        self._follow()

    def _follow(self, *_: object) -> None:
        if self._disc:
            self._disc.pos, self._disc.size = self.pos, self.size
        for line, points in zip(self._lines, self._strokes, strict=True):
            line.points = [along for point in points for along in self._place(point)]
        for cap, end in zip(self._caps, self._ends(), strict=True):
            x, y = self._place(end)
            cap.pos = (x - self._thick / 2, y - self._thick / 2)

    def _ends(self) -> list[tuple[float, float]]:
        """Of the strokes that are not closed: a smooth line ends bluntly."""
        return [end for points in self._strokes if points[0] != points[-1] for end in (points[0], points[-1])]

    def _place(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point of the unit square lies in the window."""
        (x, y), room = point, 1 - 2 * self._inset
        return self.x + self.width * (self._inset + room * x), self.y + self.height * (self._inset + room * y)


class Busy(Widget):
    """Three dots that light up one after the other: something is under way.

    They step and do not glide: each frame costs the processor that makes the ticket.
    """

    def __init__(self, layout: Layout) -> None:
        side = layout.dots(30)
        super().__init__(size_hint=(None, None), size=(side * 7, side))
        self._dots = [Panel(Colour.PRIMARY, None, side / 2, size_hint=(None, None), size=(side, side)) for _ in "···"]
        self._lit = 0
        for number, dot in enumerate(self._dots):
            self.bind(
                pos=lambda _, pos, dot=dot, number=number: setattr(dot, "pos", (pos[0] + number * 3 * side, pos[1]))
            )
            self.add_widget(dot)
        self._light()
        steps = Clock.schedule_interval(self._light, STEP_SECONDS)
        self.bind(parent=lambda _, parent: None if parent else steps.cancel())

    def _light(self, *_: object) -> None:
        for number, dot in enumerate(self._dots):
            dot.opacity = 1 if number == self._lit else 0.25
        self._lit = (self._lit + 1) % len(self._dots)


class Code(Widget):
    """A QR code, as large a square as its place allows, with the quiet white around it that readers need."""

    def __init__(self, content: str, **place: object) -> None:
        super().__init__(**place)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._shape = Rectangle(texture=_qr_texture(content))
        self.bind(pos=self._follow, size=self._follow)

    def _follow(self, *_: object) -> None:
        side = min(self.size)
        self._shape.pos = (self.center_x - side / 2, self.center_y - side / 2)
        self._shape.size = (side, side)


def _qr_texture(content: str) -> Texture:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(content)
    code.make(fit=True)
    rows = code.get_matrix()[::-1]  # Kivy's textures begin at the bottom
    texture = Texture.create(size=(len(rows), len(rows)), colorfmt="luminance")
    texture.blit_buffer(bytes(0 if dark else 255 for row in rows for dark in row), colorfmt="luminance")
    texture.mag_filter = "nearest"
    return texture


def column(layout: Layout, *children: Widget, gap: float = Space.GAP, inset: float = 0, **place: object) -> BoxLayout:
    """Children one below the other."""
    return _box("vertical", layout, children, gap, inset, place)


def row(layout: Layout, *children: Widget, gap: float = Space.GAP, inset: float = 0, **place: object) -> BoxLayout:
    """Children side by side."""
    return _box("horizontal", layout, children, gap, inset, place)


def _box(
    orientation: str,
    layout: Layout,
    children: tuple[Widget, ...],
    gap: float,
    inset: float,
    place: dict[str, object],
) -> BoxLayout:
    box = BoxLayout(orientation=orientation, spacing=layout.dots(gap), padding=layout.dots(inset), **place)
    for child in children:
        box.add_widget(child)
    return box


def centred(child: Widget, **place: object) -> AnchorLayout:
    """A child of its own size in the middle of its place."""
    anchor = AnchorLayout(**place)
    anchor.add_widget(child)
    return anchor


def filler(share: float = 1.0) -> Widget:
    """Empty room."""
    return Widget(size_hint_y=share)


def primary_button(
    words: str, layout: Layout, done: Done, height: float, size: float = Type.ACTION, *, below: str = ""
) -> Touchable:
    """The one thing that this screen is for; `below` says more of it."""
    button = Touchable(
        Colour.PRIMARY,
        Colour.PRIMARY_PRESSED,
        None,
        layout.dots(Space.RADIUS),
        done,
        padding=[layout.dots(Space.INSET), layout.dots(10)],
        size_hint_y=None,
        height=layout.dots(height),
    )
    lines = [Text(words, layout, size, Face.BOLD, Colour.ON_PRIMARY, align="center")]
    if below:
        lines.append(Text(below, layout, Type.LEAD, Face.SEMIBOLD, Colour.ON_PRIMARY, align="center"))
    button.add_widget(Lines(layout, *lines))
    return button


def quiet_button(
    words: str, layout: Layout, done: Done, height: float, *, icon: Shape | None = None, **place: object
) -> Touchable:
    """A way on that is not the main one."""
    button = Touchable(
        Colour.CARD,
        Colour.CARD_PRESSED,
        Colour.EDGE,
        layout.dots(Space.RADIUS),
        done,
        padding=[layout.dots(Space.INSET), layout.dots(10)],
        spacing=layout.dots(Space.GAP),
        **({"size_hint_y": None, "height": layout.dots(height)} | place),
    )
    if icon:
        button.add_widget(centred(Icon(icon, layout, 44, Colour.PRIMARY), size_hint_x=None, width=layout.dots(44)))
    size, align = (Type.BODY, "left") if icon else (Type.LEAD, "center")
    button.add_widget(Text(words, layout, size, Face.SEMIBOLD, Colour.PRIMARY, align=align))
    return button


def notice(words: str, layout: Layout, icon: Shape = Shape.WARNING, size: float = Type.LEAD, **place: object) -> Panel:
    """What a citizen should know before going on, a sentence to a line."""
    panel = Panel(
        Colour.ACCENT_TINT,
        Colour.ACCENT,
        layout.dots(Space.RADIUS),
        padding=[layout.dots(Space.INSET), layout.dots(10)],
        spacing=layout.dots(24),
        **place,
    )
    sign = Icon(icon, layout, 64, Colour.ON_ACCENT, disc=Colour.ACCENT, stroke=7)
    panel.add_widget(centred(sign, size_hint_x=None, width=layout.dots(64)))
    sentences = (Text(each, layout, size, Face.MEDIUM) for each in words.split("\n"))
    panel.add_widget(Lines(layout, *sentences, gap=2))
    return panel
