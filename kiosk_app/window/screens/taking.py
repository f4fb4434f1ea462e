"""From the last touch to the ticket: issuing, printing, taking the paper, or the number and its QR on the screen."""

from kivy.uix.widget import Widget

from display_server.contract import Ticket
from kiosk_app.flow.screens import Issuing, NumberOnScreen, Printing, TakePaper
from kiosk_app.flow.touches import GoHome
from kiosk_app.speech.sentences import (
    DRAWN_BACK,
    ONE_MOMENT,
    TAKE_ANOTHER,
    TAKE_YOUR_TICKET,
    TAKING,
    TICKET_IN_PRINT,
    TO_THE_START,
    WAIT_IN,
    YOUR_NUMBER,
    why_on_screen,
)
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.window.screens.message import message, not_lowered
from kiosk_app.window.screens.pieces import Busy, Code, Panel, centred, column, primary_button, row
from kiosk_app.window.screens.text import Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import N_, in_language, speak

FOLLOW_OFFLINE = N_(
    "The connection is down: how many people are ahead is not known yet. The code works when it is back."
)


def show_issuing(screen: Issuing, scene: Scene) -> Frame:
    choice, scene = screen.choice, not_lowered(scene)
    _ = speak(choice.language)
    service = in_language(choice.service.name, choice.language)
    heading = Heading(_(TAKING), below=_(ONE_MOMENT), above=service)
    return Frame(choice.language, heading, centred(Busy(scene.layout)), Ways(), scene)


def show_printing(screen: Printing, scene: Scene) -> Frame:
    _, scene = speak(screen.language), not_lowered(scene)
    heading = Heading(_(TICKET_IN_PRINT), below=_(ONE_MOMENT))
    busy = centred(Busy(scene.layout), size_hint_y=0.4)
    content = column(scene.layout, _number_card(screen.ticket, scene.layout), busy)
    return Frame(screen.language, heading, content, Ways(), scene)


def show_paper(screen: TakePaper, scene: Scene) -> Frame:
    _, scene = speak(screen.language), not_lowered(scene)
    if screen.drawn_back:
        return _drawn_back(screen, scene)
    zone = in_language(screen.ticket.zone_name, screen.language)
    heading = Heading(
        _(TAKE_YOUR_TICKET),
        below=_(WAIT_IN, zone=zone),
        tone=Tone.DONE,
    )
    words = _(FOLLOW_OFFLINE) if screen.offline else _("Scan the code to follow your turn on your phone.")
    content = _number_and_code(screen.ticket, words, scene.layout)
    return Frame(screen.language, heading, content, Ways(home=True), scene)


def _drawn_back(screen: TakePaper, scene: Scene) -> Frame:
    """Without the number: the hall may have given it up, and nobody should wait for it."""
    _ = speak(screen.language)
    heading, way_on = Heading(_(DRAWN_BACK), tone=Tone.WRONG), (_(TO_THE_START), GoHome())
    return message(screen.language, heading, (_(TAKE_ANOTHER),), way_on, scene, Ways())


def show_number(screen: NumberOnScreen, scene: Scene) -> Frame:
    _, scene = speak(screen.language), not_lowered(scene)
    layout = scene.layout
    heading = Heading(_("Please photograph this number"), below=why_on_screen(screen, _), tone=Tone.WRONG)
    done = primary_button(_("I have noted my number"), layout, scene.does(GoHome()), Target.ACTION)
    zone = in_language(screen.ticket.zone_name, screen.language)
    if screen.offline:
        words = _(WAIT_IN, zone=zone) + " " + _(FOLLOW_OFFLINE)
    else:
        words = _("Or scan the code to follow your turn on your phone. Then please wait in %(zone)s.", zone=zone)
    content = column(layout, _number_and_code(screen.ticket, words, layout), done, gap=28)
    return Frame(screen.language, heading, content, Ways(), scene)


def _number_and_code(ticket: Ticket, words: str, layout: Layout) -> Widget:
    card = _number_card(ticket, layout)
    scan = Text(words, layout, Type.LEAD, Face.MEDIUM, size_hint_x=1.2)
    code = Code(ticket.follow_url) if ticket.follow_url else Widget()
    if layout.portrait:
        return column(layout, card, row(layout, code, scan, gap=28), gap=28)
    card.size_hint_x = 1.6
    return row(layout, card, code, scan, gap=28)


def _number_card(ticket: Ticket, layout: Layout) -> Widget:
    language, _ = ticket.language, speak(ticket.language)
    card = Panel(
        Colour.CARD,
        Colour.EDGE,
        layout.dots(Space.RADIUS),
        orientation="vertical",
        padding=layout.dots(Space.INSET),
    )
    label = _(YOUR_NUMBER)
    service = in_language(ticket.service_name, language)
    card.add_widget(Text(label, layout, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT, align="center", size_hint_y=0.3))
    card.add_widget(Text(ticket.number, layout, Type.NUMBER, Face.EXTRABOLD, Colour.PRIMARY, align="center"))
    card.add_widget(Text(service, layout, Type.LEAD, Face.SEMIBOLD, align="center", size_hint_y=0.45))
    return card
