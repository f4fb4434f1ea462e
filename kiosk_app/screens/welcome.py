"""The first screen: a greeting and the languages, each in its own words; tells beforehand what does not work."""

from babel import Locale
from kivy.uix.widget import Widget

from kiosk_app.flow import ChooseLanguage, PrintFault, Welcome
from kiosk_app.screens.frame import Frame, Heading, Send, Ways
from kiosk_app.screens.pieces import Icon, Panel, Shape, Text, Touchable, centred, column, filler, row
from kiosk_app.theme import Colour, Face, Space, Stage, Type
from kiosk_app.words import N_, in_language, speak

NO_PAPER = {
    PrintFault.OUT_OF_PAPER: N_("This kiosk is out of paper. You will see your number on the screen instead."),
    PrintFault.COVER_OPEN: N_("The printer's cover is open. You will see your number on the screen instead."),
    PrintFault.NOT_WORKING: N_("The printer is not working. You will see your number on the screen instead."),
}
CONNECTING = N_("Connecting to the hall. One moment, please.")
CUT_OFF = N_("The kiosk has no connection. Please ask at the information desk.")
CLOSED = N_("The hall is closed now.")


def show(screen: Welcome, stage: Stage, send: Send) -> Frame:
    first = screen.languages[0]
    _ = speak(first)
    others = " · ".join(speak(language)("Take a queue number") for language in screen.languages[1:])
    heading = Heading(_("Take a queue number"), below=others, above=_("Welcome"))
    content = column(stage, *_notices(screen, stage), _languages(screen, stage, send), filler(0.5), gap=28)
    hall = in_language(screen.hall or {}, first)
    return Frame(first, hall, heading, content, Ways(), stage, send)


def _languages(screen: Welcome, stage: Stage, send: Send) -> Widget:
    cards = (_language(language, stage, send) for language in screen.languages)
    lay = column if stage.portrait else row
    return lay(stage, *cards, gap=28)


def _language(language: str, stage: Stage, send: Send) -> Widget:
    name = str(Locale(language).get_language_name(language) or language)
    card = Touchable(
        Colour.PRIMARY,
        Colour.PRIMARY_PRESSED,
        None,
        stage.dots(Space.RADIUS * 1.4),
        lambda: send(ChooseLanguage(language)),
        padding=stage.dots(Space.MARGIN),
        spacing=stage.dots(Space.GAP),
    )
    words = column(
        stage,
        Text(name[:1].upper() + name[1:], stage, Type.DISPLAY, Face.BOLD, Colour.ON_PRIMARY, valign="bottom"),
        Text(speak(language)("Touch to begin"), stage, Type.LEAD, Face.REGULAR, Colour.ON_PRIMARY_SOFT, valign="top"),
        gap=4,
    )
    card.add_widget(words)
    arrow = Icon(Shape.FORWARD, stage, 110, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=11)
    card.add_widget(centred(arrow, size_hint_x=None, width=stage.dots(110)))
    return card


def _notices(screen: Welcome, stage: Stage) -> list[Widget]:
    """What a citizen should know before choosing anything, in every language at once."""
    said = [
        *([CUT_OFF] if screen.cut_off else [CONNECTING] if screen.hall is None else []),
        *([NO_PAPER[screen.print_fault]] if screen.print_fault else []),
    ]
    notices = [_notice(" / ".join(speak(language)(words) for language in screen.languages), stage) for words in said]
    if screen.why_closed is not None and not screen.cut_off:
        notices.append(_notice(_why_closed(screen), stage))
    return notices


def _why_closed(screen: Welcome) -> str:
    reasons = screen.why_closed or {}
    return " / ".join(in_language(reasons, language) or speak(language)(CLOSED) for language in screen.languages)


def _notice(words: str, stage: Stage) -> Widget:
    notice = Panel(
        Colour.ACCENT_TINT,
        Colour.ACCENT,
        stage.dots(Space.RADIUS),
        padding=stage.dots(Space.INSET),
        spacing=stage.dots(24),
        size_hint_y=None,
        height=stage.dots(170 if stage.portrait else 120),
    )
    icon = Icon(Shape.WARNING, stage, 70, Colour.INK, disc=Colour.ACCENT, stroke=8)
    notice.add_widget(centred(icon, size_hint_x=None, width=stage.dots(70)))
    notice.add_widget(Text(words, stage, Type.BODY, Face.MEDIUM))
    return notice
