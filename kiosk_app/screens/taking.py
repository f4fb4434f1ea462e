"""From the last touch to the ticket: issuing, printing, taking the paper, or the number and its QR on the screen."""

from kivy.uix.widget import Widget

from display_server.contract import Ticket
from kiosk_app.flow import GoHome, Issuing, NumberOnScreen, PrintFault, Printing, TakePaper
from kiosk_app.screens.frame import Frame, Heading, Send, Tone, Ways
from kiosk_app.screens.pieces import Code, Panel, Text, column, filler, primary_button, row
from kiosk_app.theme import Colour, Face, Space, Stage, Target, Type
from kiosk_app.words import N_, in_language, speak

WHY_NO_PAPER = {
    PrintFault.OUT_OF_PAPER: N_("The printer has run out of paper, but your number is valid."),
    PrintFault.COVER_OPEN: N_("The printer's cover is open, but your number is valid."),
    PrintFault.NOT_WORKING: N_("The ticket could not be printed, but your number is valid."),
}


def show_issuing(screen: Issuing, stage: Stage, send: Send) -> Frame:
    _ = speak(screen.choice.language)
    service = in_language(screen.choice.service.name, screen.choice.language)
    heading = Heading(_("Taking your number…"), below=_("One moment, please."), above=service)
    hall = in_language(screen.choice.department.name, screen.choice.language)
    return Frame(screen.choice.language, hall, heading, filler(), Ways(), stage, send)


def show_printing(screen: Printing, stage: Stage, send: Send) -> Frame:
    _ = speak(screen.language)
    heading = Heading(_("Your ticket is being printed…"), below=_("One moment, please."))
    return _framed(screen.language, screen.ticket, heading, _number_card(screen.ticket, stage), Ways(), stage, send)


def show_paper(screen: TakePaper, stage: Stage, send: Send) -> Frame:
    _ = speak(screen.language)
    zone = in_language(screen.ticket.zone_name, screen.language)
    heading = Heading(
        _("Please take your ticket"),
        below=_("Please wait in %(zone)s until your number is called.", zone=zone),
        tone=Tone.DONE,
    )
    done = primary_button(_("Done"), stage, lambda: send(GoHome()), Target.ACTION)
    content = column(stage, _number_card(screen.ticket, stage), done, gap=28)
    return _framed(screen.language, screen.ticket, heading, content, Ways(home=True), stage, send)


def show_number(screen: NumberOnScreen, stage: Stage, send: Send) -> Frame:
    _ = speak(screen.language)
    zone = in_language(screen.ticket.zone_name, screen.language)
    heading = Heading(_("Please photograph this number"), below=_(WHY_NO_PAPER[screen.fault]), tone=Tone.WRONG)
    scan = Text(
        _("Or scan the code to follow your turn on your phone. Then please wait in %(zone)s.", zone=zone),
        stage,
        Type.LEAD,
        Face.MEDIUM,
        align="center" if stage.portrait else "left",
    )
    done = primary_button(_("I have noted my number"), stage, lambda: send(GoHome()), Target.FOOTER)
    lay = column if stage.portrait else row
    code = Code(screen.ticket.follow_url, size_hint_y=1.1 if stage.portrait else 1)
    ticket = lay(stage, _number_card(screen.ticket, stage), code, scan, gap=28)
    scan.size_hint = (1, 0.4) if stage.portrait else (0.8, 1)
    content = column(stage, ticket, done, gap=28)
    return _framed(screen.language, screen.ticket, heading, content, Ways(home=True), stage, send)


def _framed(
    language: str, ticket: Ticket, heading: Heading, content: Widget, ways: Ways, stage: Stage, send: Send
) -> Frame:
    return Frame(language, in_language(ticket.hall_name, language), heading, content, ways, stage, send)


def _number_card(ticket: Ticket, stage: Stage) -> Widget:
    card = Panel(
        Colour.CARD,
        Colour.EDGE,
        stage.dots(Space.RADIUS),
        orientation="vertical",
        padding=stage.dots(Space.INSET),
    )
    language = ticket.language
    card.add_widget(
        Text(
            speak(language)("Your number"),
            stage,
            Type.LEAD,
            Face.MEDIUM,
            Colour.INK_SOFT,
            align="center",
            size_hint_y=0.3,
        )
    )
    card.add_widget(Text(ticket.number, stage, Type.NUMBER, Face.EXTRABOLD, Colour.PRIMARY, align="center"))
    card.add_widget(
        Text(
            in_language(ticket.service_name, language),
            stage,
            Type.LEAD,
            Face.SEMIBOLD,
            align="center",
            size_hint_y=0.45,
        )
    )
    return card
