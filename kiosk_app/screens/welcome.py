"""The first screen: a greeting and the languages, each in its own words; tells beforehand what does not work."""

from babel import Locale
from kivy.uix.widget import Widget

from kiosk_app.flow.reports import PrintFault
from kiosk_app.flow.screens import Welcome
from kiosk_app.flow.touches import ChooseLanguage
from kiosk_app.screens.frame import Frame, Heading, Scene, Ways
from kiosk_app.screens.pieces import Icon, Lines, Panel, Shape, Text, Touchable, centred, column, row
from kiosk_app.theme import Colour, Face, Space, Stage, Type
from kiosk_app.words import N_, in_language, speak

NO_PAPER = {
    PrintFault.OUT_OF_PAPER: N_("This kiosk is out of paper. You will see your number on the screen instead."),
    PrintFault.COVER_OPEN: N_("The printer's cover is open. You will see your number on the screen instead."),
    PrintFault.NOT_WORKING: N_("The printer is not working. You will see your number on the screen instead."),
}
PAPER_ELSEWHERE = N_("For a paper ticket, please use the kiosk at: %(place)s")
CONNECTING = N_("Connecting to the hall. One moment, please.")
CUT_OFF = N_("The kiosk has no connection. Please ask at the information desk.")
CLOSED = N_("The hall is closed now.")
STEPS = (N_("Choose your language"), N_("Choose the service"), N_("Take your ticket"))


def show(screen: Welcome, scene: Scene) -> Frame:
    first, *others = screen.languages
    _ = speak(first)
    also = " · ".join(speak(language)("Take a queue number") for language in others)
    heading = Heading(_("Take a queue number"), below=also, above=_("Welcome"))
    steps = _steps(first, scene.stage)
    ends = (_roll_ends(first, scene.stage),) if screen.nearly_empty and not screen.print_fault else ()
    content = column(scene.stage, *_notices(screen, scene.stage), _languages(screen, scene), steps, *ends, gap=28)
    return Frame(first, heading, content, Ways(), scene)


def _languages(screen: Welcome, scene: Scene) -> Widget:
    cards = (_language(language, scene) for language in screen.languages)
    lay = column if scene.stage.portrait else row
    return lay(scene.stage, *cards, gap=28)


def _language(language: str, scene: Scene) -> Widget:
    stage, _ = scene.stage, speak(language)
    name = str(Locale(language).get_language_name(language) or language)
    card = Touchable(
        Colour.PRIMARY,
        Colour.PRIMARY_PRESSED,
        None,
        stage.dots(Space.RADIUS * 1.4),
        lambda: scene.send(ChooseLanguage(language)),
        padding=[stage.dots(Space.MARGIN), stage.dots(Space.GAP)],
        spacing=stage.dots(Space.GAP),
    )
    title = Text(name[:1].upper() + name[1:], stage, Type.DISPLAY, Face.BOLD, Colour.ON_PRIMARY)
    begin = Text(_("Touch to begin"), stage, Type.LEAD, Face.REGULAR, Colour.ON_PRIMARY_SOFT)
    card.add_widget(Lines(stage, title, begin))
    arrow = Icon(Shape.FORWARD, stage, 110, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=11)
    card.add_widget(centred(arrow, size_hint_x=None, width=stage.dots(110)))
    return card


def _steps(language: str, stage: Stage) -> Widget:
    """What is going to happen, for those who have never stood before a kiosk."""
    _ = speak(language)
    steps = (_step(number, _(words), stage) for number, words in enumerate(STEPS, start=1))
    return row(stage, *steps, gap=28, size_hint_y=None, height=stage.dots(220 if stage.portrait else 130))


def _roll_ends(language: str, stage: Stage) -> Widget:
    """For officers who pass by: citizens still get paper."""
    _ = speak(language)
    words = _("For staff: the paper roll ends soon.")
    return Text(
        words,
        stage,
        Type.CAPTION,
        Face.MEDIUM,
        Colour.INK_SOFT,
        align="center",
        size_hint_y=None,
        height=stage.dots(34),
    )


def _step(number: int, words: str, stage: Stage) -> Widget:
    disc = Panel(Colour.PRIMARY_TINT, None, stage.dots(36), size_hint=(None, None), size=[stage.dots(72)] * 2)
    disc.add_widget(Text(str(number), stage, Type.LEAD, Face.BOLD, Colour.PRIMARY, align="center"))
    if stage.portrait:
        text = Text(words, stage, Type.BODY, Face.MEDIUM, Colour.INK_SOFT, align="center", valign="top")
        return column(stage, centred(disc), text)
    return row(
        stage,
        centred(disc, size_hint_x=None, width=stage.dots(72)),
        Text(words, stage, Type.BODY, Face.MEDIUM, Colour.INK_SOFT),
    )


def _notices(screen: Welcome, stage: Stage) -> list[Widget]:
    """What a citizen should know before choosing anything, in every language at once."""
    said = [
        *([CUT_OFF] if screen.cut_off else [CONNECTING] if screen.hall is None else []),
        *([NO_PAPER[screen.print_fault]] if screen.print_fault else []),
    ]
    notices = [_notice("\n".join(speak(language)(words) for language in screen.languages), stage) for words in said]
    if screen.print_fault and screen.elsewhere:
        where = [
            speak(language)(PAPER_ELSEWHERE, place=in_language(screen.elsewhere, language))
            for language in screen.languages
        ]
        notices.append(_notice("\n".join(where), stage))
    if screen.why_closed is not None and not screen.cut_off:
        notices.append(_notice(_why_closed(screen), stage))
    return notices


def _why_closed(screen: Welcome) -> str:
    reasons = screen.why_closed or {}
    return "\n".join(in_language(reasons, language) or speak(language)(CLOSED) for language in screen.languages)


def _notice(words: str, stage: Stage) -> Widget:
    notice = Panel(
        Colour.ACCENT_TINT,
        Colour.ACCENT,
        stage.dots(Space.RADIUS),
        padding=stage.dots(Space.INSET),
        spacing=stage.dots(24),
        size_hint_y=None,
        height=stage.dots(230 if stage.portrait else 124),
    )
    icon = Icon(Shape.WARNING, stage, 70, Colour.INK, disc=Colour.ACCENT, stroke=8)
    notice.add_widget(centred(icon, size_hint_x=None, width=stage.dots(70)))
    notice.add_widget(Text(words, stage, Type.BODY, Face.MEDIUM))
    return notice
