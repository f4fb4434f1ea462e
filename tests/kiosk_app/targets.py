"""Where every target of every screen lies, as JSON: `python -m tests.kiosk_app.targets portrait` (or landscape).

Needs a display. One line a screen: its language, aids and name, the window's size, and what can be touched where.
"""

import json
import sys
import tempfile

from kiosk_app.__main__ import _configure_kivy
from kiosk_app.staff import Knock
from tests.kiosk_app.gallery import AIDS, LANGUAGES, SIZES, frames


def main() -> None:
    size = SIZES[sys.argv[1]]
    with tempfile.TemporaryDirectory() as scratch:
        _configure_kivy(scratch, size)
        from kiosk_app.screens.faces import register_faces
        from kiosk_app.screens.frame import Deed
        from kiosk_app.screens.pieces import Touchable
        from kiosk_app.screens.text import Text

        register_faces()
        for beginning, aids in AIDS.items():
            for language in LANGUAGES if not aids else LANGUAGES[:1]:
                for title, frame in frames(size, language, aids):
                    widgets = list(frame.walk())
                    targets = [
                        (str(each.done.touch), each.x, each.y, each.width, each.height)
                        for each in widgets
                        if isinstance(each, Touchable)
                        and isinstance(each.done, Deed)
                        and each.done.touch != Knock()  # hidden from citizens: officers know it
                    ]
                    cut = [each.text for each in widgets if isinstance(each, Text) and each.is_cut]
                    print(json.dumps({"screen": f"{language} {beginning}{title}", "targets": targets, "cut": cut}))


if __name__ == "__main__":
    main()
