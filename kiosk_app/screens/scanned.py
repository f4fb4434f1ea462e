"""What a code told: a dossier's answer, an appointment that does not count now; and the card that is still wanted."""

from kivy.uix.widget import Widget

from display_server.contract import Progress
from kiosk_app.flow.scan_screens import DossierSeen, LookingUp, NotFound
from kiosk_app.flow.screens import HoldCard
from kiosk_app.flow.touches import ChooseAService, GoHome, Touch
from kiosk_app.palette import Colour
from kiosk_app.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.screens.pieces import Busy, Panel, centred, column, filler, primary_button
from kiosk_app.screens.text import Text
from kiosk_app.spoken import DOSSIER_TITLES, HOLD_CARD, HOLD_CARD_HOW, LOOKING_UP, why_in_vain
from kiosk_app.theme import Face, Space, Target, Type
from kiosk_app.words import in_language, speak

TONES = {Progress.READY: Tone.DONE, Progress.NOT_YET: Tone.PLAIN, Progress.UNKNOWN: Tone.WRONG}


def show_looking_up(screen: LookingUp, scene: Scene) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_(LOOKING_UP[screen.sought]), below=_("One moment, please."))
    content = column(scene.stage, centred(Busy(scene.stage)), filler())
    return Frame(screen.language, heading, content, Ways(home=True), scene)


def show_dossier(screen: DossierSeen, scene: Scene) -> Frame:
    _, answer = speak(screen.language), screen.answer
    heading = Heading(_(DOSSIER_TITLES[answer.progress]), above=_("Your dossier"), tone=TONES[answer.progress])
    words = in_language(answer.words, screen.language)
    if screen.needs_ticket:
        return _told(screen.language, heading, words, (_("Choose a service"), ChooseAService()), scene)
    return _told(screen.language, heading, words, (_("Back to the start"), GoHome()), scene, counter=answer.counter)


def show_not_found(screen: NotFound, scene: Scene) -> Frame:
    _ = speak(screen.language)
    title, why = why_in_vain(screen, _)
    heading = Heading(title, tone=Tone.WRONG)
    return _told(screen.language, heading, why, (_("Choose a service"), ChooseAService()), scene)


def show_hold_card(screen: HoldCard, scene: Scene) -> Frame:
    choice, stage = screen.choice, scene.stage
    _ = speak(choice.language)
    name = in_language(choice.service.name, choice.language)
    heading = Heading(_(HOLD_CARD), above=name, below=_("Then you get your number at once."))
    told = _card(_(HOLD_CARD_HOW), scene)
    ways = Ways(back=True, home=True)
    if stage.lowered:
        return Frame(choice.language, heading, column(stage, centred(Busy(stage)), filler()), ways, scene, told)
    content = column(stage, told, centred(Busy(stage), size_hint_y=0.4), gap=28)
    return Frame(choice.language, heading, content, ways, scene)


def _told(
    language: str, heading: Heading, words: str, way_on: tuple[str, Touch], scene: Scene, *, counter: int | None = None
) -> Frame:
    """A sentence, and the one way on."""
    stage, (name, touch) = scene.stage, way_on
    told = _card(words, scene, counter)
    button = primary_button(name, stage, scene.does(touch), Target.ACTION)
    rest = (filler(0.8),) if stage.portrait and not stage.lowered else ()
    content = column(stage, button, *rest, gap=28)
    ways = Ways(home=touch != GoHome())
    if stage.lowered:
        return Frame(language, heading, content, ways, scene, told)
    return Frame(language, heading, column(stage, told, content, gap=28), ways, scene)


def _card(words: str, scene: Scene, counter: int | None = None) -> Widget:
    """The sentence; above it, large enough to be remembered, the counter that one is sent to."""
    stage = scene.stage
    flat = stage.lowered and not stage.portrait
    card = Panel(
        *(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS)),
        orientation="horizontal" if flat else "vertical",
        padding=stage.dots(Space.INSET),
    )
    if counter is not None:
        number = Text(str(counter), stage, Type.NUMBER, Face.EXTRABOLD, Colour.PRIMARY, align="center")
        number.size_hint = (0.3, 1) if flat else (1, 1.6)
        card.add_widget(number)
    card.add_widget(Text(words, stage, Type.ACTION, Face.MEDIUM, align="left" if counter is None else "center"))
    return card
