"""Where every target of every screen lies, as JSON: `python -m tests.kiosk_app.targets portrait` (or landscape).

Needs a display. One line a screen: its language, aids and name, what can be touched where, which words are cut, which
are drawn beyond their place, and which colours of letters and signs stand on which grounds. With `long-names` behind
it, in a hall whose services are named in whole sentences.
"""

import gc
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk_app.flow.aids import Aid
from kiosk_app.flow.staff import Knock
from kiosk_app.window.kivy_setup import configure_kivy
from kiosk_app.window.palette import Colour
from tests.kiosk_app import a_hall
from tests.kiosk_app.gallery import AIDS, LANGUAGES, SIZES, frames, newcomers

if TYPE_CHECKING:
    from kivy.uix.widget import Widget


LONG_NAME = (
    'name = { vi = "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất'
    ' lần đầu đối với hộ gia đình, cá nhân", en = "Registration and first issue of the certificate of land use rights'
    ' and of ownership of houses and other assets attached to land for households and individuals" }'
)


def main() -> None:
    size = SIZES[sys.argv[1]]
    with tempfile.TemporaryDirectory() as scratch:
        looks = AIDS
        if "long-names" in sys.argv[2:]:
            a_hall.HALL_FILE = with_long_names(a_hall.HALL_FILE, Path(scratch))
            looks = {beginning: aids for beginning, aids in AIDS.items() if aids <= {Aid.LARGE_TEXT}}
        configure_kivy(scratch, size)
        from kivy.config import Config

        Config.set("graphics", "maxfps", "0")  # nobody looks at them: no frame need wait for the next
        from kiosk_app.window.screens.faces import register_faces
        from kiosk_app.window.screens.frame import SendTouch
        from kiosk_app.window.screens.pieces import Touchable
        from kiosk_app.window.screens.text import Text

        register_faces()
        gc.disable()  # a screen is thousands of objects: to find them again takes longer than to build and measure it
        for beginning, aids in looks.items():
            for language in LANGUAGES if not aids else LANGUAGES[:1]:
                for title, frame in frames(size, language, aids, drawn=False):
                    widgets = list(frame.walk())
                    targets = [
                        (str(each.done.touch), each.x, each.y, each.width, each.height)
                        for each in widgets
                        if isinstance(each, Touchable)
                        and isinstance(each.done, SendTouch)
                        and each.done.touch != Knock()  # hidden from citizens: officers know it
                    ]
                    cut = [each.text for each in widgets if isinstance(each, Text) and each.is_cut]
                    told = {"targets": targets, "cut": cut, "beyond": beyond(frame), "read_on": read_on(frame)}
                    print(json.dumps({"screen": f"{language} {beginning}{title}", **told}))
        for title, screen in newcomers(size):
            print(json.dumps({"screen": title, "targets": [], "cut": [], "beyond": [], "read_on": read_on(screen)}))
        gc.freeze()  # at the end neither


def with_long_names(hall: Path, folder: Path) -> Path:
    """Each service's name as the procedures' own register writes it."""
    named = re.compile(r"(^\[\[departments\.services\]\]\n(?:.+\n)*?)name = .*$", re.MULTILINE)
    text, services = named.subn(lambda found: found[1] + LONG_NAME, hall.read_text())
    assert services > 30
    file = folder / "hall.toml"
    file.write_text(text)
    return file


def beyond(frame: "Widget") -> list[str]:
    from kiosk_app.window.screens.text import Text

    return [each.text for each in frame.walk() if isinstance(each, Text) and each.texture_size[1] > each.height + 1]


def read_on(frame: "Widget") -> list[tuple[str, str]]:
    """The pairs of letters or signs and the ground under them, pressed or not."""
    from kiosk_app.window.screens.pieces import Icon
    from kiosk_app.window.screens.text import Text

    inks = [each for each in frame.walk() if (isinstance(each, Text) and each.text) or isinstance(each, Icon)]
    return sorted({(each.ink.name, ground.name) for each in inks for ground in _grounds_under(each)})


def _grounds_under(widget: "Widget") -> tuple[Colour, ...]:
    """Of the nearest one that is painted; else the window's own."""
    while widget is not None and not getattr(widget, "grounds", ()):
        widget = widget.parent if widget.parent is not widget else None
    return widget.grounds if widget is not None else (Colour.SURFACE,)


if __name__ == "__main__":
    main()
