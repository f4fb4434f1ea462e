"""What a kiosk shows that belongs to no hall yet: its code in very large type, and what staff do with it.

Officers read it, in the country's language first; no citizen has anything to touch.
"""

from typing import assert_never

from kivy.uix.widget import Widget

from kiosk_app.server.coming_in import LetIn, Looking, Progress, Waiting
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.pieces import Icon, Panel, Shape, centred, column, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Space, Stage, Type
from kiosk_app.words import N_, Say, speak

LANGUAGE, BESIDE = "vi", "en"
NO_HALL = N_("This kiosk does not belong to a centre yet")


class JoiningScreen(Panel):
    """One state of coming in."""

    def __init__(self, progress: Progress, stage: Stage) -> None:
        super().__init__(Colour.SURFACE, orientation="vertical")
        self.add_widget(_band(stage))
        content = column(stage, *_content(progress, stage), gap=36)
        content.padding = [stage.dots(Space.MARGIN)] * 4
        self.add_widget(content)


def _band(stage: Stage) -> Widget:
    band = Panel(Colour.PRIMARY, padding=[stage.dots(Space.MARGIN), stage.dots(14)], spacing=stage.dots(24))
    sign = Icon(Shape.TICKET, stage, 76, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=4)
    band.add_widget(centred(sign, size_hint_x=None, width=stage.dots(84)))
    band.add_widget(Text(speak(LANGUAGE)(NO_HALL), stage, Type.LEAD, Face.SEMIBOLD, Colour.ON_PRIMARY))
    gold = Panel(Colour.ACCENT, size_hint_y=None, height=stage.dots(6))
    return column(stage, band, gold, gap=0, size_hint_y=None, height=stage.dots(150 if stage.portrait else 104))


def _content(progress: Progress, stage: Stage) -> list[Widget]:
    match progress:
        case Looking():
            waits = N_("Looking for the centre's server in this network…")
            mend = N_("Please check that the network cable is plugged in and the server is switched on.")
            return [_sentences(waits, mend, stage), _beside(NO_HALL, waits, stage)]
        case Waiting(server, code):
            return _waiting(server, code, stage)
        case LetIn():
            begins = N_("Let in. The kiosk begins its work…")
            return [_sentences(begins, "", stage), _beside(begins, "", stage)]
        case _:
            assert_never(progress)


def _waiting(server: str, code: str, stage: Stage) -> list[Widget]:
    _ = speak(LANGUAGE)
    title = N_("Pairing code")
    waits = N_("The kiosk waits to be approved and begins by itself.")
    card = Panel(Colour.CARD, Colour.EDGE, stage.dots(Space.RADIUS), padding=stage.dots(Space.MARGIN))
    card.add_widget(
        Lines(
            stage,
            Text(_(title), stage, Type.HEADING, Face.BOLD, Colour.INK, "center"),
            Text(code, stage, Type.NUMBER, Face.EXTRABOLD, Colour.PRIMARY, "center"),
            gap=20,
        )
    )
    told = Lines(
        stage,
        Text(_("On the server, an administrator runs:"), stage, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT),
        Text(f'motcua device approve {code} --name "Kiosk 1"', stage, Type.ACTION, Face.BOLD, Colour.INK),
        Text(_("Server: %(address)s", address=server), stage, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT),
        Text(_(waits), stage, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT),
        gap=18,
    )
    lay = column if stage.portrait else row
    return [lay(stage, card, told, gap=48), _beside(title, waits, stage)]


def _sentences(first: str, second: str, stage: Stage) -> Widget:
    _: Say = speak(LANGUAGE)
    lines = [Text(_(first), stage, Type.HEADING, Face.BOLD, Colour.INK, "center")]
    if second:
        lines.append(Text(_(second), stage, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT, "center"))
    return Lines(stage, *lines, gap=28)


def _beside(first: str, second: str, stage: Stage) -> Widget:
    """The same, short, in the other language."""
    _ = speak(BESIDE)
    words = " · ".join(_(each) for each in (first, second) if each)
    return Text(
        words, stage, Type.BODY, Face.REGULAR, Colour.INK_SOFT, "center", size_hint_y=None, height=stage.dots(130)
    )
