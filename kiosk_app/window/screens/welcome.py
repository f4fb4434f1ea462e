"""The first screen: a greeting, the departments, the other languages in their own words, and what does not work."""

from babel import Locale
from kivy.uix.widget import Widget

from kiosk_app.flow.screens import Welcome
from kiosk_app.flow.touches import ChooseLanguage
from kiosk_app.flow.values import Disconnected, PrintFault, Revoked
from kiosk_app.speech.sentences import (
    CLOSED,
    CONNECTING,
    DISCONNECTED,
    PAPER_ELSEWHERE,
    REVOKED,
    WELCOME,
    WHICH_DEPARTMENT,
)
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.choosing import departments
from kiosk_app.window.screens.frame import Frame, Heading, Scene, Tone, Ways
from kiosk_app.window.screens.message import not_lowered, sentence_card, sign_of
from kiosk_app.window.screens.pieces import Icon, Shape, Touchable, centred, column, notice, quiet_button, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Target, Type
from kiosk_app.words import N_, in_language, speak

NO_PAPER = {
    PrintFault.OUT_OF_PAPER: N_("This kiosk is out of paper. Your number is shown on the screen."),
    PrintFault.COVER_OPEN: N_("The printer's cover is open. Your number is shown on the screen."),
    PrintFault.NOT_WORKING: N_("The printer is not working. Your number is shown on the screen."),
}
ROLL_ENDS = N_("For staff: the paper roll ends soon.")
TELL_THE_DAY = N_("For staff: touch the sign in the corner five times, and tell the kiosk the date and time.")
TAKE_A_NUMBER = N_("Take a queue number")


def show(screen: Welcome, scene: Scene) -> Frame:
    if not (screen.departments or scene.layout.portrait):
        scene = not_lowered(scene)  # the languages stand low anyway
    _, layout = speak(screen.language), scene.layout
    if isinstance(screen.link, Revoked):
        return _revoked(screen, scene)
    notices = "\n".join(_notices(screen, (screen.language,) if layout.large else screen.languages))
    if not screen.departments:
        heading = Heading(_(TAKE_A_NUMBER), below=_in_the_others(screen), above=_(WELCOME))
        told = notice(notices, layout)
        told.size_hint_y = 1 if layout.lowered else 0.45 if layout.portrait else 0.7
        content = _languages(screen, scene)
        if screen.asks_the_day:
            content = column(layout, content, _for_staff(_(TELL_THE_DAY), layout, lines=2))
        return Frame(screen.language, heading, content, Ways(), scene, told)
    heading = Heading(
        _(WHICH_DEPARTMENT),
        below="" if notices else _("Touch it to take a queue number."),
        above="" if notices else _(WELCOME),
        notice=notices,
    )
    others = tuple(_other_language(language, scene) for language in screen.languages[1:])
    ways = Ways(page=screen.page, pages=screen.pages, others=others)
    content = departments(screen, scene)
    if screen.nearly_empty and not screen.print_fault:
        content = column(layout, content, _roll_ends(screen.language, layout))
    return Frame(screen.language, heading, content, ways, scene)


def _revoked(screen: Welcome, scene: Scene) -> Frame:
    _, scene = speak(screen.language), not_lowered(scene)
    layout = scene.layout
    sentences = [speak(language)(REVOKED) for language in ((screen.language,) if layout.large else screen.languages)]
    told = sentence_card(tuple(sentences), layout, sign_of(Tone.WRONG, layout))
    staff = _("For staff: the server no longer accepts this kiosk. Approve it again, or give it a new token.")
    heading = Heading(_("This kiosk is out of service"))
    content = column(layout, told, _for_staff(staff, layout, lines=2), gap=28)
    return Frame(screen.language, heading, content, Ways(), scene)


def _in_the_others(screen: Welcome) -> str:
    return " · ".join(speak(language)(TAKE_A_NUMBER) for language in screen.languages[1:])


def own_name(language: str) -> str:
    """A language's name in itself."""
    name = str(Locale(language).get_language_name(language) or language)
    return name[:1].upper() + name[1:]


def _other_language(language: str, scene: Scene) -> Widget:
    return quiet_button(
        own_name(language), scene.layout, scene.does(ChooseLanguage(language)), Target.FOOTER, icon=Shape.GLOBE
    )


def _languages(screen: Welcome, scene: Scene) -> Widget:
    cards = (_language(language, scene) for language in screen.languages)
    lay = column if scene.layout.portrait else row
    return lay(scene.layout, *cards, gap=28)


def _language(language: str, scene: Scene) -> Widget:
    layout, _ = scene.layout, speak(language)
    card = Touchable(
        Colour.PRIMARY,
        Colour.PRIMARY_PRESSED,
        None,
        layout.dots(Space.RADIUS * 1.4),
        scene.does(ChooseLanguage(language)),
        padding=[layout.dots(Space.MARGIN), layout.dots(Space.GAP)],
        spacing=layout.dots(Space.GAP),
    )
    title = Text(own_name(language), layout, Type.DISPLAY, Face.BOLD, Colour.ON_PRIMARY)
    begin = Text(_("Touch to begin"), layout, Type.LEAD, Face.REGULAR, Colour.ON_PRIMARY_SOFT)
    card.add_widget(Lines(layout, title, begin))
    arrow = Icon(Shape.FORWARD, layout, 110, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=11)
    card.add_widget(centred(arrow, size_hint_x=None, width=layout.dots(110)))
    return card


def _roll_ends(language: str, layout: Layout) -> Widget:
    """For officers who pass by: citizens still get paper."""
    return _for_staff(speak(language)(ROLL_ENDS), layout)


def _for_staff(words: str, layout: Layout, lines: int = 1) -> Widget:
    line = Text(words, layout, Type.CAPTION, Face.MEDIUM, Colour.INK_SOFT, align="center")
    line.size_hint_y, line.height = None, layout.dots(34 * lines)
    return line


def _notices(screen: Welcome, languages: tuple[str, ...]) -> list[str]:
    """What a citizen should know before choosing anything, in each of these languages: all, unless words are large."""
    said = [
        *([DISCONNECTED] if isinstance(screen.link, Disconnected) else [CONNECTING] if screen.hall is None else []),
        *([NO_PAPER[screen.print_fault]] if screen.print_fault else []),
    ]
    notices = [speak(language)(words) for words in said for language in languages]
    if screen.print_fault and screen.elsewhere:
        notices += [
            speak(language)(PAPER_ELSEWHERE, place=in_language(screen.elsewhere, language)) for language in languages
        ]
    if screen.why_closed is not None and not isinstance(screen.link, Disconnected):
        reasons = screen.why_closed
        notices += [in_language(reasons, language) or speak(language)(CLOSED) for language in languages]
    return notices
