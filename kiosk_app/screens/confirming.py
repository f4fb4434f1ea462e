"""The last look before a number is taken: what for, how many wait, how many counters serve, how long it may take."""

from kivy.uix.widget import Widget

from kiosk_app.flow.screens import Choice, Confirming
from kiosk_app.flow.touches import AskForPriority, TakeNumber
from kiosk_app.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.screens.pieces import Icon, Lines, Panel, Shape, Text, centred, column, primary_button, quiet_button, row
from kiosk_app.theme import Colour, Face, Space, Stage, Target, Type
from kiosk_app.words import Say, in_language, speak


def show(screen: Confirming, scene: Scene) -> Frame:
    choice, stage = screen.choice, scene.stage
    _ = speak(choice.language)
    heading = Heading(
        in_language(choice.service.name, choice.language),
        below=_("You will wait in: %(zone)s", zone=in_language(choice.zone.name, choice.language)),
        above=in_language(choice.department.name, choice.language),
    )
    take = primary_button(_("Take my number"), stage, lambda: scene.send(TakeNumber()), Target.ACTION, Type.HEADING)
    take.size_hint_y, take.height = (1, take.height) if stage.portrait else (None, take.height)
    priority = (_priority(choice, scene, _),) if screen.can_ask_for_priority else ()
    figures = _figures(choice, stage, _) if screen.live else _no_figures(stage, _)
    content = column(stage, figures, *priority, take, gap=28)
    return Frame(choice.language, heading, content, Ways(back=True, home=True), scene)


def _figures(choice: Choice, stage: Stage, _: Say) -> Widget:
    service = choice.service
    low, high = (service.wait.low_minutes, service.wait.high_minutes) if service.wait else (None, None)
    span = _("not known yet") if low is None else str(high) if low == high else f"{low}–{high}"
    figures = (
        _figure(_("People ahead of you"), str(service.people_ahead), stage),
        _figure(_("Counters serving"), str(service.counters_serving), stage),
        _figure(_("Expected wait") if low is None else _("Expected wait, minutes"), span, stage),
    )
    return row(stage, *figures, size_hint_y=1.5 if stage.portrait else 1)


def _no_figures(stage: Stage, _: Say) -> Widget:
    """Old figures would be promises that nobody keeps."""
    words = _("The connection is down. You get a valid number, but how many people are ahead is not known yet.")
    panel = Panel(
        Colour.ACCENT_TINT,
        Colour.ACCENT,
        stage.dots(Space.RADIUS),
        padding=stage.dots(Space.MARGIN),
        spacing=stage.dots(36),
        size_hint_y=1.5 if stage.portrait else 1,
    )
    icon = Icon(Shape.CLOCK, stage, 96, Colour.INK, disc=Colour.ACCENT, stroke=8)
    panel.add_widget(centred(icon, size_hint_x=None, width=stage.dots(96)))
    panel.add_widget(Text(words, stage, Type.LEAD, Face.MEDIUM))
    return panel


def _figure(label: str, value: str, stage: Stage) -> Widget:
    panel = Panel(
        Colour.CARD,
        Colour.EDGE,
        stage.dots(Space.RADIUS),
        padding=stage.dots(Space.INSET),
    )
    size = Type.FIGURE if stage.portrait else Type.DISPLAY
    words = Text(label, stage, Type.BODY, Face.MEDIUM, Colour.INK_SOFT, align="center")
    figure = Text(value, stage, size, Face.EXTRABOLD, Colour.PRIMARY, align="center")
    panel.add_widget(Lines(stage, words, figure, gap=12))
    return panel


def _priority(choice: Choice, scene: Scene, _: Say) -> Widget:
    if choice.priority:
        words = _("Priority: %(name)s", name=in_language(choice.priority.name, choice.language))
    else:
        words = _("Elderly, disabled, pregnant or otherwise entitled to priority? Touch here.")
    height = Target.CARD if scene.stage.portrait else Target.FOOTER
    return quiet_button(words, scene.stage, lambda: scene.send(AskForPriority()), height, icon=Shape.STAR)
