"""Taking the number with a priority class: cards that each take it at once, on the confirmation or on a page of their
own. Whoever asks for priority is whom touches cost most.
"""

from kivy.uix.widget import Widget

from display_server.contract import PriorityClassEntry
from kiosk_app.flow.screens import ChoosingPriority, Confirming
from kiosk_app.flow.touches import AskForPriority, TakeNumberAs
from kiosk_app.speech.sentences import OTHER_PRIORITY, TAKE_WITHOUT_PRIORITY, WHICH_PRIORITY
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.window.screens.pieces import Icon, Shape, Touchable, centred, column, quiet_button, row
from kiosk_app.window.screens.text import Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import in_language, speak

ASKING_HEIGHT = 112
TITLE_HEIGHT, TITLE_HEIGHT_LARGE = 44, 54
CLASS_HEIGHT, CLASS_HEIGHT_LARGE = 108, 124
"""In dots; where a window is low, such shares of it."""


def show(screen: ChoosingPriority, scene: Scene) -> Frame:
    """The page of a hall that has many classes."""
    choice, layout = screen.choice, scene.layout
    _ = speak(choice.language)
    heading = Heading(
        _(WHICH_PRIORITY),
        below=_("Touch it to take your number. Please have the paper that proves it ready for the officer."),
        above=in_language(choice.service.name, choice.language),
    )
    cards = [_card(entry, choice.language, scene, Type.LEAD) for entry in screen.taken_as if entry]
    words, none = _(TAKE_WITHOUT_PRIORITY), scene.does(TakeNumberAs(None))
    without = quiet_button(words, layout, none, Target.CARD, icon=Shape.TICKET)
    columns = layout.columns if len(cards) <= layout.few else layout.close[0]
    content = column(layout, *_in_lines(cards, columns, layout), without)
    ways = Ways(back=True, home=True, page=screen.page, pages=screen.pages)
    return Frame(choice.language, heading, content, ways, scene)


def at_hand(screen: Confirming, scene: Scene, columns: int) -> list[Widget]:
    """Rows on the confirmation: a line that says what they do, and the classes; or the way to their page."""
    layout, chosen, language = scene.layout, screen.choice.priority, screen.choice.language
    _ = speak(language)
    if screen.has_priority_page:
        words = _("Elderly, disabled, pregnant or otherwise entitled to priority? Touch here.")
        words, ask = _(OTHER_PRIORITY) if chosen else words, scene.does(AskForPriority())
        return [quiet_button(words, layout, ask, Target.FOOTER, icon=Shape.STAR, size_hint_y=ASKING_HEIGHT)]
    if not screen.taken_as:
        return []
    words = _("Or take your number as:") if chosen else _("Take a priority number, if you can prove it:")
    sign = centred(Icon(Shape.STAR, layout, 40, Colour.PRIMARY), size_hint_x=None, width=layout.dots(40))
    title = row(layout, sign, Text(words, layout, Type.BODY, Face.SEMIBOLD, Colour.PRIMARY))
    title.size_hint_y = TITLE_HEIGHT_LARGE if layout.large else TITLE_HEIGHT
    lines = _in_lines([_card(entry, language, scene, Type.CARD) for entry in screen.taken_as], columns, layout)
    for line in lines:
        line.size_hint_y = CLASS_HEIGHT_LARGE if layout.large else CLASS_HEIGHT
    return [title, *lines]


def _in_lines(cards: list[Widget], columns: int, layout: Layout) -> list[Widget]:
    """So many beside each other; a pair of columns has no gap at its end."""
    gap = -len(cards) % columns if columns > 2 else 0
    places = [*cards, *(Widget() for _ in range(gap))]
    return [row(layout, *places[first : first + columns]) for first in range(0, len(places), columns)]


def _card(entry: PriorityClassEntry | None, language: str, scene: Scene, size: float) -> Touchable:
    """Gold for a priority class; white for none."""
    layout, _ = scene.layout, speak(language)
    ground, edge = (Colour.ACCENT_TINT, Colour.ACCENT) if entry else (Colour.CARD, Colour.EDGE)
    card = Touchable(
        *(ground, Colour.CARD_PRESSED, edge, layout.dots(Space.RADIUS)),
        scene.does(TakeNumberAs(entry.slug if entry else None)),
        padding=[layout.dots(18), layout.dots(6)],
    )
    words = in_language(entry.name, language) if entry else _("Without priority")
    card.add_widget(Text(words, layout, size, Face.SEMIBOLD, align="center"))
    return card
