"""Screens that explain: why there is no number and what to do now, how it is done online, whether somebody is there."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from kivy.uix.widget import Widget

from display_server.contract import NotNow
from kiosk_app.flow.screens import Explaining, NumberOnScreen, Refusal, Silence, StillThere
from kiosk_app.flow.touches import Back, GoHome, ShowOnline, StayLonger, Touch, TryAgain
from kiosk_app.palette import Colour
from kiosk_app.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.screens.pieces import Code, Panel, Shape, column, filler, primary_button, quiet_button, row
from kiosk_app.screens.text import Text
from kiosk_app.theme import Face, Space, Target, Type
from kiosk_app.words import N_, in_language, speak

TITLES = {
    NotNow.CLOSED: N_("No number can be given now"),
    NotNow.FULL: N_("No more numbers today"),
    NotNow.ONLINE: N_("This is done online"),
}
"""Each reason by its own name: who is closed out comes another time, who finds it full another day."""


def show_explanation(screen: Explaining, scene: Scene) -> Frame:
    choice, service = screen.choice, screen.choice.service
    _ = speak(choice.language)
    name, why = in_language(service.name, choice.language), in_language(service.why_closed or {}, choice.language)
    heading = Heading(_(TITLES[screen.not_now]), above=name, tone=Tone.PLAIN if screen.online else Tone.WRONG)
    if screen.not_now is NotNow.ONLINE and service.online:
        words = _("Open this address on your phone or computer, or scan the code:")
        told = _with_code(f"{words}\n{service.online.address}", service.online.address, scene)
        way_back = _("Back") if screen.online else _("Choose another service")
        return _explained(choice.language, heading, told, way_back, Back(), scene)
    why = why or _("No numbers are given out for this service now.")
    if service.last_ticket_at and screen.not_now is NotNow.FULL:
        at = service.last_ticket_at.astimezone(_zone(scene)).strftime("%H:%M")
        why += "\n" + _("Today numbers were given until %(time)s.", time=at)
    closed = screen.not_now is NotNow.CLOSED  # mostly the hall is, and every other service with it
    touch: Touch = GoHome() if closed else Back()
    way_on = _("Back to the start") if closed else _("Choose another service")
    return _explained(choice.language, heading, _sentence(why, scene), way_on, touch, scene, _online(screen, scene))


def show_refusal(screen: Refusal, scene: Scene) -> Frame:
    choice = screen.choice
    _ = speak(choice.language)
    name = in_language(choice.service.name, choice.language)
    heading = Heading(_(TITLES[NotNow.CLOSED]), above=name, tone=Tone.WRONG)
    return _explained(
        choice.language, heading, _sentence(screen.why, scene), _("Choose another service"), Back(), scene
    )


def show_silence(screen: Silence, scene: Scene) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_("The kiosk cannot reach the hall's system"), tone=Tone.WRONG)
    why = _("Please try again in a moment, or go to the information desk: the officer there will give you a number.")
    way_on, touch = (_("Try again"), TryAgain()) if screen.unanswered else (_("Back to the start"), GoHome())
    return _explained(screen.language, heading, _sentence(why, scene), way_on, touch, scene)


class Asking(Frame):
    """Asks whether somebody is still there, and counts down."""

    def __init__(self, screen: StillThere, scene: Scene) -> None:
        _, stage = speak(screen.language), scene.stage
        self._say = _
        self._seconds = Text("", stage, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT, align="center")
        interrupted = screen.interrupted
        above = _("Your number") + ": " + interrupted.ticket.number if isinstance(interrupted, NumberOnScreen) else ""
        heading = Heading(_("Do you need more time?"), above=above)
        stay = primary_button(_("Yes, I need more time"), stage, scene.does(StayLonger()), Target.ACTION, Type.HEADING)
        leave = quiet_button(_("No, I have finished"), stage, scene.does(GoHome()), Target.CARD)
        rest = (filler(1.2),) if stage.portrait and not stage.lowered else ()
        content = column(stage, self._seconds, stay, leave, *rest, gap=28)
        super().__init__(screen.language, heading, content, Ways(), scene)

    def count_down(self, seconds: int) -> None:
        _ = self._say
        self._seconds.text = _("The kiosk goes back to the start in %(seconds)s s.", seconds=seconds)


def _zone(scene: Scene) -> tzinfo:
    return ZoneInfo(scene.timezone)


def _with_code(words: str, address: str, scene: Scene) -> Widget:
    lay = column if scene.stage.portrait else row
    return lay(scene.stage, _sentence(words, scene), Code(address), gap=28)


def _sentence(words: str, scene: Scene) -> Widget:
    stage = scene.stage
    panel = Panel(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS), padding=stage.dots(Space.INSET))
    panel.add_widget(Text(words, stage, Type.ACTION, Face.MEDIUM))
    return panel


def _online(screen: Explaining, scene: Scene) -> Widget | None:
    """The way to what is told of doing it online."""
    if not screen.can_be_done_online:
        return None
    words = speak(screen.choice.language)("Can be done online, too")
    return quiet_button(words, scene.stage, scene.does(ShowOnline()), Target.FOOTER, icon=Shape.GLOBE)


def _explained(
    language: str,
    heading: Heading,
    told: Widget,
    way_on: str,
    touch: Touch,
    scene: Scene,
    other: Widget | None = None,
) -> Frame:
    stage = scene.stage
    button = primary_button(way_on, stage, scene.does(touch), Target.ACTION)
    rest = (filler(0.8),) if stage.portrait and not stage.lowered else ()
    content = column(stage, *([other] if other else []), button, *rest, gap=28)
    if not stage.lowered:
        content = column(stage, told, content, gap=28)
        return Frame(language, heading, content, Ways(back=True, home=True), scene)
    return Frame(language, heading, content, Ways(back=True, home=True), scene, told)
