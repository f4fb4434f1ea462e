"""A screen that says one thing: a sign, the sentence in large letters, and low within everybody's reach the way on.

Knows no flow.
"""

from dataclasses import replace

from kivy.uix.widget import Widget

from kiosk_app.flow.touches import Touch
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import TONES, Frame, Heading, Scene, Tone, Ways
from kiosk_app.window.screens.pieces import Icon, Panel, Shape, centred, column, primary_button, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type

WayOn = tuple[str, Touch]
"""What the button says, and what it does."""


def not_lowered(scene: Scene) -> Scene:
    """For screens whose only buttons are low anyway: what is only read may stand above."""
    return replace(scene, layout=replace(scene.layout, lowered=False))


def message(
    language: str,
    heading: Heading,
    sentences: tuple[str, ...],
    way_on: WayOn,
    scene: Scene,
    ways: Ways,
    *,
    sign: Shape | None = None,
    also: Widget | None = None,
) -> Frame:
    """The sign is that of the heading's tone, or one of its own; it stands with the sentences then, and only there.
    `also`: another way on, above the main one.
    """
    scene = not_lowered(scene)
    told = sentence_card(sentences, scene.layout, sign_of(heading.tone, scene.layout, sign))
    return content_frame(language, replace(heading, tone=Tone.PLAIN), told, way_on, scene, ways, also)


def content_frame(
    language: str,
    heading: Heading,
    told: Widget,
    way_on: WayOn,
    scene: Scene,
    ways: Ways,
    also: Widget | None = None,
) -> Frame:
    """Any content, and the way on below it."""
    scene = not_lowered(scene)
    words, touch = way_on
    button = primary_button(words, scene.layout, scene.does(touch), Target.ACTION)
    low = _two_ways(also, button, scene.layout) if also else [button]
    return Frame(language, heading, column(scene.layout, told, *low), ways, scene)


def _two_ways(also: Widget, main: Widget, layout: Layout) -> list[Widget]:
    """Below each other, or where the window is wide side by side: what is told needs the height."""
    if layout.portrait:
        return [also, main]
    also.height = main.height
    return [row(layout, also, main, size_hint_y=None, height=main.height)]


def sign_of(tone: Tone, layout: Layout, own: Shape | None = None) -> Icon:
    """A tone's sign on its colour, or a quiet one on the centre's."""
    shape, colour = (own, Colour.PRIMARY) if own else TONES[tone]
    size = 240 if layout.portrait else 150
    return Icon(shape, layout, size, Colour.ON_PRIMARY, disc=colour, stroke=size / (20 if own else 11))


def sentence_card(sentences: tuple[str, ...], layout: Layout, sign: Icon, *others: Text) -> Panel:
    """The sign above the sentences, or beside them where the window is wide."""
    align = "center" if layout.portrait else "left"
    texts = [Text(each, layout, Type.MESSAGE, Face.MEDIUM, align=align) for each in sentences]
    card = Panel(
        *(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS)),
        padding=layout.dots(Space.MARGIN),
        spacing=layout.dots(Space.MARGIN),
    )
    if layout.portrait:
        card.add_widget(Lines(layout, *texts, *others, gap=48, sign=sign))
        return card
    card.add_widget(centred(sign, size_hint_x=None, width=sign.width))
    card.add_widget(Lines(layout, *texts, *others, gap=28))
    return card
