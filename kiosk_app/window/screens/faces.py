"""The letters of every screen: Be Vietnam Pro, which has all that Vietnamese needs."""

import fontpkg
from kivy.core.text import LabelBase

from kiosk_app.window.theme import FACE_WEIGHTS


def register_faces() -> None:
    """Makes the weights known to the window under the names of `Face`."""
    for face, weight in FACE_WEIGHTS.items():
        LabelBase.register(face, str(fontpkg.path("Be Vietnam Pro", weight)))
