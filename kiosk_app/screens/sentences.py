"""Screens that explain why there is no number, and what to do now."""

from kiosk_app.flow.screens import Choice, Explaining, Refusal, Silence
from kiosk_app.flow.touches import Back, GoHome, TryAgain
from kiosk_app.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.screens.pieces import Done, Panel, Text, column, filler, primary_button
from kiosk_app.theme import Colour, Face, Space, Target, Type
from kiosk_app.words import in_language, speak


def show_explanation(screen: Explaining, scene: Scene) -> Frame:
    choice = screen.choice
    _ = speak(choice.language)
    why = in_language(choice.service.why_closed or {}, choice.language)
    return _no_number(choice, why or _("No numbers are given out for this service now."), scene)


def show_refusal(screen: Refusal, scene: Scene) -> Frame:
    return _no_number(screen.choice, screen.why, scene)


def show_silence(screen: Silence, scene: Scene) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_("The kiosk cannot reach the hall's system"), tone=Tone.WRONG)
    why = _("Please try again in a moment, or go to the information desk: the officer there will give you a number.")
    if screen.unanswered:
        return _sentence(screen.language, heading, why, _("Try again"), lambda: scene.send(TryAgain()), scene)
    return _sentence(screen.language, heading, why, _("Back to the start"), lambda: scene.send(GoHome()), scene)


def _no_number(choice: Choice, why: str, scene: Scene) -> Frame:
    _ = speak(choice.language)
    service = in_language(choice.service.name, choice.language)
    heading = Heading(_("No number can be given now"), above=service, tone=Tone.WRONG)
    return _sentence(choice.language, heading, why, _("Choose another service"), lambda: scene.send(Back()), scene)


def _sentence(language: str, heading: Heading, why: str, way_on: str, done: Done, scene: Scene) -> Frame:
    stage = scene.stage
    panel = Panel(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS), padding=stage.dots(Space.MARGIN))
    panel.add_widget(Text(why, stage, Type.ACTION, Face.MEDIUM))
    button = primary_button(way_on, stage, done, Target.ACTION)
    content = column(stage, panel, button, filler(1.2 if stage.portrait else 0.2), gap=28)
    return Frame(language, heading, content, Ways(back=True, home=True), scene)
