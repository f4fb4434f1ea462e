"""The answer to a code: a dossier's, an appointment that does not count now; and the ID card that is still wanted."""

from kivy.uix.widget import Widget

from display_server.contract import Progress
from kiosk_app.flow.scan_screens import DossierSeen, LookingUp, LookUpFailed
from kiosk_app.flow.screens import HoldCard
from kiosk_app.flow.touches import ChooseAService, GoHome
from kiosk_app.speech.sentences import (
    CHOOSE_A_SERVICE,
    DOSSIER_TITLES,
    HOLD_CARD,
    HOLD_CARD_HOW,
    LOOKING_UP,
    ONE_MOMENT,
    TO_THE_START,
    why_it_failed,
)
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.window.screens.message import WayOn, content_frame, message, not_lowered, sentence_card, sign_of
from kiosk_app.window.screens.pieces import Busy, Panel, Shape, centred, column
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Type
from kiosk_app.words import Say, in_language, speak

TONES = {Progress.READY: Tone.DONE, Progress.NOT_YET: Tone.PLAIN, Progress.UNKNOWN: Tone.WRONG}


def show_looking_up(screen: LookingUp, scene: Scene) -> Frame:
    _, scene = speak(screen.language), not_lowered(scene)
    heading = Heading(_(LOOKING_UP[screen.kind]), below=_(ONE_MOMENT))
    return Frame(screen.language, heading, centred(Busy(scene.layout)), Ways(home=True), scene)


def show_dossier(screen: DossierSeen, scene: Scene) -> Frame:
    _, answer = speak(screen.language), screen.answer
    heading = Heading(_(DOSSIER_TITLES[answer.progress]), above=_("Your dossier"), tone=TONES[answer.progress])
    words = in_language(answer.words, screen.language)
    if screen.needs_ticket:
        return _told(screen.language, heading, words, (_(CHOOSE_A_SERVICE), ChooseAService()), scene)
    way_on = (_(TO_THE_START), GoHome())
    if answer.counter is None:
        return _told(screen.language, heading, words, way_on, scene)
    told = _with_counter(answer.counter, words, _, scene.layout)
    return content_frame(screen.language, heading, told, way_on, scene, Ways())


def show_look_up_failed(screen: LookUpFailed, scene: Scene) -> Frame:
    _ = speak(screen.language)
    title, why = why_it_failed(screen, _)
    heading = Heading(title, tone=Tone.WRONG)
    return _told(screen.language, heading, why, (_(CHOOSE_A_SERVICE), ChooseAService()), scene)


def show_hold_card(screen: HoldCard, scene: Scene) -> Frame:
    choice, scene = screen.choice, not_lowered(scene)
    layout, _ = scene.layout, speak(choice.language)
    name = in_language(choice.service.name, choice.language)
    heading = Heading(_(HOLD_CARD), above=name, below=_("Then you get your number at once."))
    told = sentence_card((_(HOLD_CARD_HOW),), layout, sign_of(Tone.PLAIN, layout, Shape.ID_CARD))
    content = column(layout, told, centred(Busy(layout), size_hint_y=0.2))
    return Frame(choice.language, heading, content, Ways(back=True, home=True), scene)


def _told(language: str, heading: Heading, words: str, way_on: WayOn, scene: Scene) -> Frame:
    """A sentence, and the one way on. Somebody who comes too early for a result has done nothing wrong: no red sign."""
    sign = Shape.CLOCK if heading.tone is Tone.PLAIN else None
    return message(language, heading, (words,), way_on, scene, Ways(home=way_on[1] != GoHome()), sign=sign)


def _with_counter(counter: int, words: str, _: Say, layout: Layout) -> Widget:
    """Large enough to be remembered, the counter that one is sent to."""
    card = Panel(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS), padding=layout.dots(Space.INSET))
    label = Text(_("Counter"), layout, Type.HEADING, Face.MEDIUM, Colour.INK_SOFT, align="center")
    number = Text(str(counter), layout, Type.NUMBER, Face.EXTRABOLD, Colour.PRIMARY, align="center")
    told = Text(words, layout, Type.MESSAGE, Face.MEDIUM, align="center" if layout.portrait else "left")
    if layout.portrait:
        card.add_widget(Lines(layout, label, number, told, gap=28))
        return card
    card.add_widget(Lines(layout, label, number, size_hint_x=0.5))
    card.add_widget(told)
    return card
