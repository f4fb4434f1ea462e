"""What a kiosk shows that belongs to no hall yet: its code in very large type, and what staff do with it.

Officers read it, in the country's language first; no citizen has anything to touch.
"""

from typing import assert_never

from kivy.uix.widget import Widget

from kiosk_app.server.joining import Admitted, Looking, Progress, Waiting
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.pieces import Icon, Panel, Shape, centred, column, row
from kiosk_app.window.screens.text import Lines, Text
from kiosk_app.window.theme import Face, Layout, Space, Type
from kiosk_app.words import N_, Say, speak

LANGUAGE, BESIDE = "vi", "en"
NO_HALL = N_("This kiosk does not belong to a centre yet")


class JoiningScreen(Panel):
    """One step of joining."""

    def __init__(self, progress: Progress, layout: Layout) -> None:
        super().__init__(Colour.SURFACE, orientation="vertical")
        self.add_widget(_band(layout))
        content = column(layout, *_content(progress, layout), gap=36)
        content.padding = [layout.dots(Space.MARGIN)] * 4
        self.add_widget(content)


def _band(layout: Layout) -> Widget:
    band = Panel(Colour.PRIMARY, padding=[layout.dots(Space.MARGIN), layout.dots(14)], spacing=layout.dots(24))
    sign = Icon(Shape.TICKET, layout, 76, Colour.PRIMARY, disc=Colour.ON_PRIMARY, stroke=4)
    band.add_widget(centred(sign, size_hint_x=None, width=layout.dots(84)))
    band.add_widget(Text(speak(LANGUAGE)(NO_HALL), layout, Type.LEAD, Face.SEMIBOLD, Colour.ON_PRIMARY))
    gold = Panel(Colour.ACCENT, size_hint_y=None, height=layout.dots(6))
    return column(layout, band, gold, gap=0, size_hint_y=None, height=layout.dots(150 if layout.portrait else 104))


def _content(progress: Progress, layout: Layout) -> list[Widget]:
    match progress:
        case Looking():
            waits = N_("Looking for the centre's server in this network…")
            mend = N_("Please check that the network cable is plugged in and the server is switched on.")
            return [_sentences(waits, mend, layout), _beside(NO_HALL, waits, layout)]
        case Waiting(server, code):
            return _waiting(server, code, layout)
        case Admitted():
            begins = N_("Let in. The kiosk begins its work…")
            return [_sentences(begins, "", layout), _beside(begins, "", layout)]
        case _:
            assert_never(progress)


def _waiting(server: str, code: str, layout: Layout) -> list[Widget]:
    _ = speak(LANGUAGE)
    title = N_("Pairing code")
    waits = N_("The kiosk waits to be approved and begins by itself.")
    code_of_server, _dash, safety = code.partition("-")
    card = Panel(Colour.CARD, Colour.EDGE, layout.dots(Space.RADIUS), padding=layout.dots(Space.MARGIN))
    card.add_widget(
        Lines(
            layout,
            Text(_(title), layout, Type.HEADING, Face.BOLD, Colour.INK, "center"),
            Text(code_of_server, layout, Type.NUMBER, Face.EXTRABOLD, Colour.PRIMARY, "center"),
            *([Text(f"– {safety}", layout, Type.HEADING, Face.EXTRABOLD, Colour.PRIMARY, "center")] if safety else []),
            gap=20,
        )
    )
    told = Lines(
        layout,
        Text(_("On the server, an administrator runs:"), layout, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT),
        Text(f'motcua device approve {code} --name "Kiosk 1"', layout, Type.ACTION, Face.BOLD, Colour.INK),
        Text(_("Server: %(address)s", address=server), layout, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT),
        Text(_(waits), layout, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT),
        gap=18,
    )
    lay = column if layout.portrait else row
    return [lay(layout, card, told, gap=48), _beside(title, waits, layout)]


def _sentences(first: str, second: str, layout: Layout) -> Widget:
    _: Say = speak(LANGUAGE)
    lines = [Text(_(first), layout, Type.HEADING, Face.BOLD, Colour.INK, "center")]
    if second:
        lines.append(Text(_(second), layout, Type.LEAD, Face.MEDIUM, Colour.INK_SOFT, "center"))
    return Lines(layout, *lines, gap=28)


def _beside(first: str, second: str, layout: Layout) -> Widget:
    """The same, short, in the other language."""
    _ = speak(BESIDE)
    words = " · ".join(_(each) for each in (first, second) if each)
    return Text(
        words, layout, Type.BODY, Face.REGULAR, Colour.INK_SOFT, "center", size_hint_y=None, height=layout.dots(130)
    )
