"""The four faces, for whoever holds a ticket before the scanner in a hall without tablets; and thanks."""

from kiosk_app.flow.scan_screens import AskingRating, RatingThanks
from kiosk_app.flow.touches import GiveFace, GoHome
from kiosk_app.flow.ways import FACES as SCORES
from kiosk_app.speech.sentences import CONFIDENTIAL, FACES, HOW_SATISFIED, THANKS, THANKS_FOR, TO_THE_START
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.window.screens.message import message
from kiosk_app.window.screens.pieces import Icon, Shape, Touchable, centred, column, row
from kiosk_app.window.screens.text import Text
from kiosk_app.window.theme import Face, Layout, Space, Type
from kiosk_app.words import Say, speak

SHAPES = {4: Shape.FACE_4, 3: Shape.FACE_3, 2: Shape.FACE_2, 1: Shape.FACE_1}
FACE_SIZE = 150


def show_asking(screen: AskingRating, scene: Scene) -> Frame:
    layout, _ = scene.layout, speak(screen.language)
    heading = Heading(_(HOW_SATISFIED), below=_(CONFIDENTIAL))
    cards = [_card(score, _, scene) for score in SCORES]
    lines = [row(layout, *cards[:2]), row(layout, *cards[2:])]
    return Frame(screen.language, heading, column(layout, *lines), Ways(home=True), scene)


def show_thanks(screen: RatingThanks, scene: Scene) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_(THANKS), tone=Tone.DONE)
    return message(screen.language, heading, (_(THANKS_FOR),), (_(TO_THE_START), GoHome()), scene, Ways())


def _card(score: int, _: Say, scene: Scene) -> Touchable:
    layout = scene.layout
    card = Touchable(
        *(Colour.CARD, Colour.CARD_PRESSED, Colour.EDGE, layout.dots(Space.RADIUS)),
        scene.does(GiveFace(score)),
        padding=layout.dots(Space.INSET),
        spacing=layout.dots(Space.INSET),
    )
    card.add_widget(centred(_face(score, layout), size_hint_x=0.45))
    card.add_widget(Text(_(FACES[score]), layout, Type.HEADING, Face.SEMIBOLD, align="left"))
    return card


def _face(score: int, layout: Layout) -> Icon:
    return Icon(SHAPES[score], layout, FACE_SIZE, Colour.INK)
