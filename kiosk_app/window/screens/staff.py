"""The officers' page: the staff code, the tickets issued last, the roll, what waits to be handed in."""

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from display_server.contract import Paper
from kiosk_app.flow.staff import (
    MOST_RECENT,
    AskingCode,
    AskingTime,
    Done,
    EnterTime,
    EraseDigit,
    LeaveKiosk,
    PutInNewRoll,
    Reprint,
    StaffPage,
    TypeDigit,
)
from kiosk_app.flow.values import ClockAnswer, KioskStatus, RecentTicket
from kiosk_app.speech.sentences import ERASE, FOR_STAFF, PRINTING
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.window.screens.pieces import Panel, Touchable, column, filler, primary_button, quiet_button, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import N_, Say, in_language, speak

ERASE_KEY = "erase"
PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ERASE_KEY)
NUMBER_WIDTH = 3.1
"""Of a number of four signs, by the size of its letters."""
PAPER_WORDS = {
    None: N_("Not printed"),
    Paper.PRINTING: N_("Not known whether printed"),
    Paper.PRINTED: N_("Printed"),
    Paper.FAILED: N_("Could not be printed"),
    Paper.NOT_COLLECTED: N_("Nobody took it"),
}
TIME_IS_SET = N_("The date and time are set.")
DONE_WORDS = {
    Done.PRINTING: PRINTING,
    Done.PRINTED: N_("The ticket has been printed again."),
    Done.NOT_PRINTED: N_("The ticket could not be printed. Please look at the printer."),
    Done.IS_CANCELLED: N_("Nothing was printed: this ticket has been cancelled."),
    Done.WAS_NO_SHOW: N_("Nothing was printed: this visitor was called and did not come."),
    Done.IS_SERVED: N_("Nothing was printed: this visitor has been served."),
    Done.NEW_ROLL: N_("A new roll is noted."),
    Done.TIME_SET: TIME_IS_SET,
}
TIME_WORDS = {
    None: N_("Please enter today's date and the time."),
    ClockAnswer.SET: TIME_IS_SET,
    ClockAnswer.NO_SUCH_TIME: N_("There is no such date or time. Please enter it again."),
    ClockAnswer.TOO_EARLY: N_("This kiosk has been running later than that. Please look at the date and time again."),
    ClockAnswer.ONCE_MORE: N_("The kiosk's own clock shows another day. If yours is right, please enter it once more."),
}
NO_DIGIT = "–"
"""As wide as a digit, so that nothing moves while the time is typed."""
TIME_PATTERN = "––/––/––––\u00a0\u00a0––:––"
"""Day, month, year, hour, minute."""


def show_code(screen: AskingCode, scene: Scene) -> Frame:
    _ = speak(screen.language)
    below = _("That code is not right.") if screen.wrong else _("Please enter the staff code.")
    return _pad("•  " * screen.typed, below, screen.language, scene)


def show_time(screen: AskingTime, scene: Scene) -> Frame:
    """Digits fall into the date's places, so that a wrong one is seen where it stands."""
    digits = iter(screen.typed)
    typed = "".join(next(digits, NO_DIGIT) if place == NO_DIGIT else place for place in TIME_PATTERN)
    return _pad(typed, speak(screen.language)(TIME_WORDS[screen.answer]), screen.language, scene)


def _pad(typed: str, below: str, language: str, scene: Scene) -> Frame:
    _, layout = speak(language), scene.layout
    told = Text(typed, layout, Type.DISPLAY, Face.BOLD, Colour.PRIMARY, align="center")
    told.size_hint_y = 0.3 if layout.portrait else 0.2
    pad = GridLayout(cols=3, spacing=layout.dots(Space.GAP))
    for key in PAD:
        pad.add_widget(_key(key, language, scene) if key else Widget())
    return Frame(language, Heading(_(FOR_STAFF), below=below), pad, Ways(home=True), scene, told)


def show_page(screen: StaffPage, scene: Scene) -> Frame:
    _, layout, status = speak(screen.language), scene.layout, screen.status
    below = _(DONE_WORDS[screen.done]) if screen.done else _("Touch a ticket to print it again.")
    facts = row(
        layout,
        *_facts(status, layout, _),
        size_hint_y=None,
        height=layout.dots(190 if layout.portrait else 130),
    )
    first = [] if status.knows_the_day else [_enter_time(scene, _)]
    tickets = [_ticket(recent, scene, _) for recent in status.recent]
    roll = quiet_button(_("A new roll was put in"), layout, scene.does(PutInNewRoll()), Target.FOOTER)
    leave = quiet_button(_("Close the program"), layout, scene.does(LeaveKiosk()), Target.FOOTER)
    columns = 1 if layout.portrait and not layout.lowered else 2 if layout.portrait else 3
    shown = MOST_RECENT if status.knows_the_day else MOST_RECENT // 2  # fewer where there is something to do first
    rows = shown // columns
    grid = GridLayout(cols=columns, rows=rows, spacing=layout.dots(Space.GAP))
    for place in range(rows * columns):
        grid.add_widget(tickets[place] if place < len(tickets) else filler())
    content = column(
        layout, *first, grid, row(layout, roll, leave, size_hint_y=None, height=layout.dots(Target.FOOTER))
    )
    heading = Heading(_(FOR_STAFF), below=below)
    told = facts if status.knows_the_day else None  # the room is wanted for what has to be done
    return Frame(screen.language, heading, content, Ways(home=True), scene, told)


def _enter_time(scene: Scene, _: Say) -> Widget:
    words = _("The kiosk does not know what day it is, and gives no numbers. Enter date and time.")
    return primary_button(words, scene.layout, scene.does(EnterTime()), Target.ACTION)


def _key(key: str, language: str, scene: Scene) -> Widget:
    layout = scene.layout
    touch = EraseDigit() if key == ERASE_KEY else TypeDigit(key)
    button = Touchable(Colour.CARD, Colour.CARD_PRESSED, Colour.EDGE, layout.dots(Space.RADIUS), scene.does(touch))
    words = speak(language)(ERASE) if key == ERASE_KEY else key
    size = Type.BODY if key == ERASE_KEY else Type.HEADING
    button.add_widget(Text(words, layout, size, Face.SEMIBOLD, Colour.PRIMARY, align="center"))
    return button


def _facts(status: KioskStatus, layout: Layout, _: Say) -> list[Widget]:
    left = _("Not counted") if status.tickets_left_on_roll is None else str(status.tickets_left_on_roll)
    return [
        _fact(_("Tickets left on the roll"), left, layout),
        _fact(_("Waiting to be handed in"), str(status.not_handed_in), layout),
        _fact(_("Refused by the server"), str(status.refused), layout),
        _fact(_("Spare numbers for offline work"), str(status.numbers_left), layout),
    ]


def _fact(label: str, value: str, layout: Layout) -> Widget:
    panel = Panel(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS), padding=layout.dots(14))
    words = Text(label, layout, Type.CAPTION, Face.MEDIUM, Colour.INK_SOFT, align="center")
    panel.add_widget(Lines(layout, words, Text(value, layout, Type.ACTION, Face.BOLD, Colour.PRIMARY, align="center")))
    return panel


def _ticket(recent: RecentTicket, scene: Scene, _: Say) -> Widget:
    layout, ticket = scene.layout, recent.ticket
    card = Touchable(
        *(Colour.CARD, Colour.CARD_PRESSED, Colour.EDGE, layout.dots(Space.RADIUS)),
        scene.does(Reprint(ticket.token)),
        padding=[layout.dots(Space.INSET), layout.dots(10)],
        spacing=layout.dots(Space.INSET),
    )
    width = layout.letters(Type.ACTION) * NUMBER_WIDTH
    number = Text(ticket.number, layout, Type.ACTION, Face.BOLD, Colour.PRIMARY, size_hint_x=None, width=width)
    card.add_widget(number)
    service = Text(in_language(ticket.service_name, ticket.language), layout, Type.BODY, Face.SEMIBOLD)
    colour = Colour.INK_SOFT if recent.paper is Paper.PRINTED else Colour.DANGER
    card.add_widget(Lines(layout, service, Text(_(PAPER_WORDS[recent.paper]), layout, Type.CAPTION, colour=colour)))
    return card
