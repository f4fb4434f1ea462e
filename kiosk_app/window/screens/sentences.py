"""Screens that explain: why there is no number and what to do now, how it is done online, whether somebody is there."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from kivy.uix.widget import Widget

from display_server.contract import NotNow
from kiosk_app.flow.screens import Explaining, NumberOnScreen, NumberRefused, Silence, StillThere
from kiosk_app.flow.touches import Back, GoHome, ShowOnline, StayLonger, TryAgain
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.window.screens.message import WayOn, content_frame, message, not_lowered, sentence_card, sign_of
from kiosk_app.window.screens.pieces import Code, Panel, Shape, column, primary_button, quiet_button
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
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
        told = _with_code(words, service.online.address, scene.layout)
        way_back = (_("Back") if screen.online else _("Choose another service"), Back())
        return content_frame(choice.language, heading, told, way_back, scene, Ways(home=True))
    sentences = [why or _("No numbers are given out for this service now.")]
    if service.last_ticket_at and screen.not_now is NotNow.FULL:
        at = service.last_ticket_at.astimezone(_zone(scene)).strftime("%H:%M")
        sentences.append(_("Today numbers were given until %(time)s.", time=at))
    others = screen.not_now is not NotNow.CLOSED or any(each.open for each in choice.department.services)
    way_on: WayOn = (_("Choose another service"), Back()) if others else (_("Back to the start"), GoHome())
    ways = Ways(home=True) if others else Ways(back=True)
    return message(choice.language, heading, tuple(sentences), way_on, scene, ways, also=_online(screen, scene))


def show_refusal(screen: NumberRefused, scene: Scene) -> Frame:
    choice = screen.choice
    _ = speak(choice.language)
    name = in_language(choice.service.name, choice.language)
    heading = Heading(_(TITLES[NotNow.CLOSED]), above=name, tone=Tone.WRONG)
    way_on = (_("Choose another service"), Back())
    return message(choice.language, heading, (screen.why,), way_on, scene, Ways(home=True))


def show_silence(screen: Silence, scene: Scene) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_("The kiosk cannot reach the hall's system"), tone=Tone.WRONG)
    why = _("Please try again in a moment, or go to the information desk: the officer there will give you a number.")
    way_on: WayOn = (_("Try again"), TryAgain()) if screen.unanswered else (_("Back to the start"), GoHome())
    return message(screen.language, heading, (why,), way_on, scene, Ways(back=True, home=screen.unanswered is not None))


class StillThereFrame(Frame):
    """Asks whether somebody is still there, and counts down."""

    def __init__(self, screen: StillThere, scene: Scene) -> None:
        scene = not_lowered(scene)
        _, layout = speak(screen.language), scene.layout
        self._say = _
        align = "center" if layout.portrait else "left"
        self._seconds = Text("", layout, Type.MESSAGE, Face.MEDIUM, align=align)
        interrupted = screen.interrupted
        above = _("Your number") + ": " + interrupted.ticket.number if isinstance(interrupted, NumberOnScreen) else ""
        heading = Heading(_("Do you need more time?"), above=above)
        stay = primary_button(_("Yes, I need more time"), layout, scene.does(StayLonger()), Target.ACTION, Type.HEADING)
        leave = quiet_button(_("No, I have finished"), layout, scene.does(GoHome()), Target.CARD)
        told = sentence_card((), layout, sign_of(Tone.PLAIN, layout, Shape.CLOCK), self._seconds)
        content = column(layout, told, stay, leave)
        super().__init__(screen.language, heading, content, Ways(), scene)

    def count_down(self, seconds: int) -> None:
        _ = self._say
        self._seconds.text = _("Seconds until the kiosk goes back to the start: %(seconds)s", seconds=seconds)


def _zone(scene: Scene) -> tzinfo:
    return ZoneInfo(scene.timezone)


def _with_code(words: str, address: str, layout: Layout) -> Widget:
    """The address to be read, and as a code to be scanned: below it, or beside it where the window is wide."""
    card = Panel(
        *(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS)),
        orientation="vertical" if layout.portrait else "horizontal",
        padding=layout.dots(Space.INSET),
        spacing=layout.dots(Space.GAP),
    )
    align = "center" if layout.portrait else "left"
    lines = (
        Text(words, layout, Type.ACTION, align=align),
        Text(address, layout, Type.ACTION, Face.BOLD, align=align),
    )
    card.add_widget(Lines(layout, *lines, gap=24))
    card.add_widget(Code(address, size_hint_y=1.6 if layout.portrait else 1))
    return card


def _online(screen: Explaining, scene: Scene) -> Widget | None:
    """The way to what is told of doing it online."""
    if not screen.can_be_done_online:
        return None
    _, done = speak(screen.choice.language), scene.does(ShowOnline())
    return quiet_button(_("Also available online"), scene.layout, done, Target.FOOTER, icon=Shape.GLOBE)
