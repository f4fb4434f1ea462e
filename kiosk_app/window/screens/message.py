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
from kiosk_app.window.theme import Face, Space, Stage, Target, Type

WayOn = tuple[str, Touch]
"""What the button says, and what it does."""


def not_lowered(scene: Scene) -> Scene:
    """For screens that have nothing to touch but what stands lowest anyway: what is only read may stand above."""
    return replace(scene, stage=replace(scene.stage, lowered=False))


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
    told = told_card(sentences, scene.stage, sign_of(heading.tone, scene.stage, sign))
    return told_frame(language, replace(heading, tone=Tone.PLAIN), told, way_on, scene, ways, also)


def told_frame(
    language: str,
    heading: Heading,
    told: Widget,
    way_on: WayOn,
    scene: Scene,
    ways: Ways,
    also: Widget | None = None,
) -> Frame:
    """Whatever is told, and the way on below it."""
    scene = not_lowered(scene)
    words, touch = way_on
    button = primary_button(words, scene.stage, scene.does(touch), Target.ACTION)
    low = _two_ways(also, button, scene.stage) if also else [button]
    return Frame(language, heading, column(scene.stage, told, *low), ways, scene)


def _two_ways(also: Widget, main: Widget, stage: Stage) -> list[Widget]:
    """Below each other, or where the window is wide side by side: what is told needs the height."""
    if stage.portrait:
        return [also, main]
    also.height = main.height
    return [row(stage, also, main, size_hint_y=None, height=main.height)]


def sign_of(tone: Tone, stage: Stage, own: Shape | None = None) -> Icon:
    """A tone's sign on its colour, or a quiet one on the centre's."""
    shape, colour = (own, Colour.PRIMARY) if own else TONES[tone]
    size = 240 if stage.portrait else 150
    return Icon(shape, stage, size, Colour.ON_PRIMARY, disc=colour, stroke=size / (20 if own else 11))


def told_card(sentences: tuple[str, ...], stage: Stage, sign: Icon, *others: Text) -> Panel:
    """The sign above the sentences, or beside them where the window is wide."""
    align = "center" if stage.portrait else "left"
    texts = [Text(each, stage, Type.MESSAGE, Face.MEDIUM, align=align) for each in sentences]
    card = Panel(
        *(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS)),
        padding=stage.dots(Space.MARGIN),
        spacing=stage.dots(Space.MARGIN),
    )
    if stage.portrait:
        card.add_widget(Lines(stage, *texts, *others, gap=48, sign=sign))
        return card
    card.add_widget(centred(sign, size_hint_x=None, width=sign.width))
    card.add_widget(Lines(stage, *texts, *others, gap=28))
    return card
