"""Screens that explain: why there is no number and what to do now, how it is done online, who needs time."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from kivy.uix.widget import Widget

from display_server.contract import NotNow
from kiosk_app.flow.screens import Explaining, NumberOnScreen, NumberRefused, Silence, StillThere
from kiosk_app.flow.touches import Back, GoHome, ShowOnline, StayLonger, TryAgain
from kiosk_app.speech.sentences import (
    ALSO_ONLINE,
    ANOTHER_SERVICE,
    BACK,
    CANNOT_REACH,
    GO_TO_THE_DESK,
    MORE_TIME,
    NEED_MORE_TIME,
    NO_NUMBERS,
    NOT_NOW_TITLES,
    TO_THE_START,
    TRY_AGAIN,
    YOUR_NUMBER,
)
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.window.screens.message import WayOn, content_frame, message, not_lowered, sentence_card, sign_of
from kiosk_app.window.screens.pieces import Code, Panel, Shape, column, primary_button, quiet_button
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import in_language, speak


def show_explanation(screen: Explaining, scene: Scene) -> Frame:
    choice, service = screen.choice, screen.choice.service
    _ = speak(choice.language)
    name, why = in_language(service.name, choice.language), in_language(service.why_closed or {}, choice.language)
    heading = Heading(_(NOT_NOW_TITLES[screen.not_now]), above=name, tone=Tone.PLAIN if screen.online else Tone.WRONG)
    if screen.not_now is NotNow.ONLINE and service.online:
        words = _("Open this address on your phone or computer, or scan the code:")
        told = _with_code(words, service.online.address, scene.layout)
        way_back = (_(BACK) if screen.online else _(ANOTHER_SERVICE), Back())
        return content_frame(choice.language, heading, told, way_back, scene, Ways(home=True))
    sentences = [why or _(NO_NUMBERS)]
    if service.last_ticket_at and screen.not_now is NotNow.FULL:
        at = service.last_ticket_at.astimezone(_zone(scene)).strftime("%H:%M")
        sentences.append(_("Today numbers were given until %(time)s.", time=at))
    others = screen.not_now is not NotNow.CLOSED or any(each.open for each in choice.department.services)
    way_on: WayOn = (_(ANOTHER_SERVICE), Back()) if others else (_(TO_THE_START), GoHome())
    ways = Ways(home=True) if others else Ways(back=True)
    return message(choice.language, heading, tuple(sentences), way_on, scene, ways, also=_online(screen, scene))


def show_refusal(screen: NumberRefused, scene: Scene) -> Frame:
    choice = screen.choice
    _ = speak(choice.language)
    name = in_language(choice.service.name, choice.language)
    heading = Heading(_(NOT_NOW_TITLES[NotNow.CLOSED]), above=name, tone=Tone.WRONG)
    way_on = (_(ANOTHER_SERVICE), Back())
    return message(choice.language, heading, (screen.why,), way_on, scene, Ways(home=True))


def show_silence(screen: Silence, scene: Scene) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_(CANNOT_REACH), tone=Tone.WRONG)
    why = _(GO_TO_THE_DESK)
    way_on: WayOn = (_(TRY_AGAIN), TryAgain()) if screen.unanswered else (_(TO_THE_START), GoHome())
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
        above = _(YOUR_NUMBER) + ": " + interrupted.ticket.number if isinstance(interrupted, NumberOnScreen) else ""
        heading = Heading(_(NEED_MORE_TIME), above=above)
        stay = primary_button(_(MORE_TIME), layout, scene.does(StayLonger()), Target.ACTION, Type.HEADING)
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
    """The button that shows how it is done online."""
    if not screen.can_be_done_online:
        return None
    _, done = speak(screen.choice.language), scene.does(ShowOnline())
    return quiet_button(_(ALSO_ONLINE), scene.layout, done, Target.FOOTER, icon=Shape.GLOBE)
