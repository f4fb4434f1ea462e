"""A short sentence over the centre's band for some seconds: what a scan has told the kiosk. Takes no touch."""

from kivy.uix.widget import Widget

from kiosk_app.flow.scan_screens import Remark
from kiosk_app.speech.sentences import REMARKS
from kiosk_app.window.screens.pieces import Shape, column, notice
from kiosk_app.window.theme import Layout
from kiosk_app.words import speak

HEIGHT_PORTRAIT, HEIGHT_LANDSCAPE = 150, 104
"""The height of the band that it covers: nothing to choose lies under it."""


def remark_bar(remark: Remark, language: str, layout: Layout) -> Widget:
    """To be put over the whole window."""
    height = layout.dots(HEIGHT_PORTRAIT if layout.portrait else HEIGHT_LANDSCAPE)
    icon = Shape.CHECK if remark is Remark.CARD_READ else Shape.WARNING
    bar = notice(speak(language)(REMARKS[remark]), layout, icon)
    return column(layout, bar, inset=8, size_hint=(1, None), height=height, pos_hint={"top": 1})
