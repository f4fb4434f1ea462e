"""The last look before a number is taken: what for, how many wait, how many counters serve, how long it may take."""

from kivy.uix.widget import Widget

from kiosk_app.flow import AskForPriority, Choice, Confirming, TakeNumber
from kiosk_app.screens.frame import Frame, Heading, Send, Ways
from kiosk_app.screens.pieces import Panel, Shape, Text, column, primary_button, quiet_button, row
from kiosk_app.theme import Colour, Face, Space, Stage, Target, Type
from kiosk_app.words import Say, in_language, speak


def show(screen: Confirming, stage: Stage, send: Send) -> Frame:
    choice = screen.choice
    _ = speak(choice.language)
    department = in_language(choice.department.name, choice.language)
    heading = Heading(
        in_language(choice.service.name, choice.language),
        below=_("You will wait in: %(zone)s", zone=in_language(choice.zone.name, choice.language)),
        above=_("You have chosen"),
    )
    take = primary_button(_("Take my number"), stage, lambda: send(TakeNumber()), Target.ACTION, Type.HEADING)
    priority = (_priority(choice, stage, send, _),) if screen.can_ask_for_priority else ()
    content = column(stage, _figures(choice, stage, _), *priority, take, gap=28)
    return Frame(choice.language, department, heading, content, Ways(back=True, home=True), stage, send)


def _figures(choice: Choice, stage: Stage, _: Say) -> Widget:
    service = choice.service
    low, high = (service.wait.low_minutes, service.wait.high_minutes) if service.wait else (None, None)
    span = _("not known yet") if low is None else str(high) if low == high else f"{low}–{high}"
    figures = (
        _figure(_("People ahead of you"), str(service.people_ahead), "", stage),
        _figure(_("Counters serving"), str(service.counters_serving), "", stage),
        _figure(_("Expected wait"), span, "" if low is None else _("minutes"), stage),
    )
    return row(stage, *figures)


def _figure(label: str, value: str, unit: str, stage: Stage) -> Widget:
    panel = Panel(
        Colour.CARD,
        Colour.EDGE,
        stage.dots(Space.RADIUS),
        orientation="vertical",
        padding=stage.dots(Space.INSET),
        spacing=stage.dots(4),
    )
    panel.add_widget(Text(label, stage, Type.BODY, Face.MEDIUM, Colour.INK_SOFT, align="center", size_hint_y=0.8))
    panel.add_widget(Text(value, stage, Type.DISPLAY, Face.EXTRABOLD, Colour.PRIMARY, align="center", size_hint_y=1.2))
    panel.add_widget(Text(unit, stage, Type.BODY, Face.MEDIUM, Colour.INK_SOFT, align="center", size_hint_y=0.5))
    return panel


def _priority(choice: Choice, stage: Stage, send: Send, _: Say) -> Widget:
    if choice.priority:
        words = _("Priority: %(name)s", name=in_language(choice.priority.name, choice.language))
    else:
        words = _("Elderly, disabled, pregnant or otherwise entitled to priority? Touch here.")
    return quiet_button(words, stage, lambda: send(AskForPriority()), Target.CARD, icon=Shape.STAR)
