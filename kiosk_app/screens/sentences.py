"""Screens that explain why there is no number, and what to do now."""

from kiosk_app.flow import Back, Choice, Explaining, GoHome, Refusal, Silence, TryAgain
from kiosk_app.screens.frame import Frame, Heading, Send, Tone, Ways
from kiosk_app.screens.pieces import Panel, Text, column, filler, primary_button
from kiosk_app.theme import Colour, Face, Space, Stage, Target, Type
from kiosk_app.words import in_language, speak


def show_explanation(screen: Explaining, stage: Stage, send: Send) -> Frame:
    choice = screen.choice
    _ = speak(choice.language)
    why = in_language(choice.service.why_closed or {}, choice.language)
    return _no_number(choice, why or _("No numbers are given out for this service now."), stage, send)


def show_refusal(screen: Refusal, stage: Stage, send: Send) -> Frame:
    return _no_number(screen.choice, screen.why, stage, send)


def show_silence(screen: Silence, stage: Stage, send: Send) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_("The kiosk cannot reach the hall's system"), tone=Tone.WRONG)
    words = _("Please try again in a moment, or go to the information desk: the officer there will give you a number.")
    again = (_("Try again"), TryAgain()) if screen.unanswered else (_("Back to the start"), GoHome())
    button = primary_button(again[0], stage, lambda: send(again[1]), Target.ACTION)
    content = column(stage, _sentence(words, stage), button, filler(0.4), gap=28)
    hall = in_language(screen.unanswered.choice.department.name, screen.language) if screen.unanswered else ""
    return Frame(screen.language, hall, heading, content, Ways(back=True, home=True), stage, send)


def _no_number(choice: Choice, why: str, stage: Stage, send: Send) -> Frame:
    _ = speak(choice.language)
    service = in_language(choice.service.name, choice.language)
    heading = Heading(_("No number can be given now"), above=service, tone=Tone.WRONG)
    button = primary_button(_("Choose another service"), stage, lambda: send(Back()), Target.ACTION)
    content = column(stage, _sentence(why, stage), button, filler(0.4), gap=28)
    hall = in_language(choice.department.name, choice.language)
    return Frame(choice.language, hall, heading, content, Ways(back=True, home=True), stage, send)


def _sentence(words: str, stage: Stage) -> Panel:
    panel = Panel(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS), padding=stage.dots(Space.MARGIN))
    panel.add_widget(Text(words, stage, Type.ACTION, Face.MEDIUM))
    return panel
