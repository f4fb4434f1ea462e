"""Finding a service by its name: what fits above, the letters below. No marks are needed, so there are none."""

from kivy.uix.widget import Widget

from display_server.contract import NotNow
from kiosk_app.flow.screens import Found, Searching
from kiosk_app.flow.touches import ChooseFound, EraseLetter, TypeLetter
from kiosk_app.speech.sentences import ERASE, FIND_A_SERVICE, NOTHING_FOUND
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.choosing import NOT_NOW
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.window.screens.pieces import Icon, Panel, Shape, Touchable, centred, column, filler, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import Say, in_language, speak

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SPACE = " "


def show(screen: Searching, scene: Scene) -> Frame:
    _, layout = speak(screen.language), scene.layout
    below = _("Type the name of the service. No tone marks are needed.")
    letters = column(layout, *(_letters(line, scene, _) for line in ROWS))
    matches = _found(screen, scene, _)
    if layout.portrait:
        content = column(layout, matches, letters)
        letters.size_hint_y = 0.68 if layout.lowered else 0.62
    else:
        letters.size_hint_x = 1.5
        content = row(layout, matches, letters, gap=28)
    heading, typed = Heading(_(FIND_A_SERVICE), below=below), _typed(screen, layout, _)
    return Frame(screen.language, heading, content, Ways(back=True, home=True), scene, typed)


def _typed(screen: Searching, layout: Layout, _: Say) -> Widget:
    typed = screen.typed
    panel = Panel(
        *(Colour.CARD, Colour.PRIMARY, layout.dots(Space.RADIUS)),
        padding=[layout.dots(Space.INSET), 0],
        spacing=layout.dots(Space.GAP),
        size_hint_y=None,
        height=layout.dots(Target.FOOTER),
    )
    sign = Icon(Shape.SEARCH, layout, 48, Colour.PRIMARY)
    panel.add_widget(centred(sign, size_hint_x=None, width=layout.dots(48)))
    colour = Colour.INK if typed else Colour.INK_SOFT
    words = f"{typed}|" if typed else _("for example: %(words)s", words=screen.example) if screen.example else ""
    panel.add_widget(Text(words, layout, Type.LEAD, colour=colour))
    return panel


def _found(screen: Searching, scene: Scene, _: Say) -> Widget:
    layout = scene.layout
    cards: list[Widget] = [_card(found, screen.language, scene, _) for found in screen.found]
    if not cards:
        words = _(NOTHING_FOUND)
        cards = [Text(words if screen.typed else "", layout, Type.LEAD, colour=Colour.INK_SOFT)]
    return column(layout, *cards, *(filler() for _place in range(4 - len(cards))))


def _card(found: Found, language: str, scene: Scene, _: Say) -> Widget:
    layout, open_ = scene.layout, found.service.open
    card = Touchable(
        *(Colour.CARD if open_ else Colour.CARD_CLOSED, Colour.CARD_PRESSED, Colour.EDGE, layout.dots(Space.RADIUS)),
        scene.does(ChooseFound(found.service.slug)),
        padding=[layout.dots(Space.INSET), layout.dots(8)],
    )
    name = Text(in_language(found.service.name, language), layout, Type.CARD, Face.SEMIBOLD)
    department = in_language(found.department.name, language)
    where = Text(
        department if open_ else f"{department}  ·  {_(NOT_NOW[found.service.not_now or NotNow.CLOSED])}",
        *(layout, Type.CAPTION, Face.MEDIUM, Colour.INK_SOFT if open_ else Colour.DANGER),
    )
    card.add_widget(Lines(layout, name, where, gap=2))
    return card


def _letters(line: str, scene: Scene, _: Say) -> Widget:
    keys = [_key(letter, letter, scene) for letter in line]
    if line == ROWS[-1]:
        keys += [_key(_("Space"), SPACE, scene, 1.6), _key(_(ERASE), "", scene, 1.6)]
    return row(scene.layout, *keys)


def _key(words: str, letter: str, scene: Scene, share: float = 1.0) -> Widget:
    layout = scene.layout
    touch = TypeLetter(letter) if letter else EraseLetter()
    key = Touchable(
        *(Colour.CARD, Colour.CARD_PRESSED, Colour.EDGE, layout.dots(Space.RADIUS * 0.7)),
        scene.does(touch),
        size_hint_x=share,
        padding=[layout.dots(8), 0],
    )
    size = Type.ACTION if len(words) == 1 else Type.CAPTION
    key.add_widget(Text(words, layout, size, Face.SEMIBOLD, Colour.PRIMARY, align="center"))
    return key
