"""The real kiosk window on a real X server, touched and looked at from outside: for tests only."""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import qrcode
from PIL import Image, ImageChops, ImageGrab

from kiosk_app.flow.kiosk import SETTLE_SECONDS
from kiosk_app.flow.staff import KNOCKS
from kiosk_app.window.palette import USUAL, Colour
from kiosk_app.window.theme import Layout, Space, Target

LAYOUT = Layout(1080, 1920)
PATIENCE_SECONDS = 30.0
CLIENT_MESSAGE = 33
"""X.h"""


@contextmanager
def x_server(width: int = 1080, height: int = 1920) -> Iterator[str]:
    """An Xvfb of its own, on a display that nobody else uses; gives its name."""
    listening, telling = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(telling),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    process = subprocess.Popen(command, pass_fds=(telling,), stderr=subprocess.DEVNULL)
    os.close(telling)
    with os.fdopen(listening) as told:
        display = f":{told.readline().strip()}"
    try:
        yield display
    finally:
        process.terminate()
        process.wait(10)


class KioskOnScreen:
    """What a citizen can do before the kiosk: look and touch."""

    def __init__(self, display: str, scratch: Path, process: "subprocess.Popen[bytes]", began: float) -> None:
        self._display = display
        self._scratch = scratch
        self._process = process
        self._hand = _hand_on(display)
        self._began = began
        self._settled: Image.Image | None = None
        """The heading of the screen that stands; not known any more once something was done or waited for."""
        self.pid = process.pid
        self.greeted_after = 0.0
        """Seconds from the program's start."""

    def until_it_greets(self) -> None:
        """The catalogue has come and its pages can be turned."""
        self.until(self._greets, f"no greeting: {self.log()}")
        self.greeted_after = time.monotonic() - self._began

    def log(self) -> str:
        return (self._scratch / "kiosk.log").read_text()

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def _greets(self) -> bool:
        if not self.runs:
            raise AssertionError(f"the kiosk has ended: {self.log()}")
        return is_home(self)

    def look(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self._display)

    def touch(self, x: float, y: float) -> float:
        """Puts a finger down and lifts it again; the moment when it was lifted."""
        self._settled = None
        self._do(f"mousemove {round(x)} {round(y)} mousedown 1")
        time.sleep(0.08)
        lifted = time.monotonic()
        self._do("mouseup 1")
        return lifted

    def press(self, key: str) -> None:
        """A key of a number pad, as `5` or `*`, or any other by its X name, as `alt+F4`."""
        self._xdotool("key", {"*": "KP_Multiply", "#": "KP_Enter"}.get(key, f"KP_{key}" if key.isdecimal() else key))

    def scan(self, code: str) -> None:
        """Types a code as a scanner does that is a keyboard: letters within milliseconds, then Enter."""
        self._xdotool("type", "--delay", "4", "--args", "1", code, "key", "Return")

    def touch_and_see(self, x: float, y: float) -> Image.Image:
        """Touches and waits for the next screen: another heading that has stopped changing."""
        before = self._settled_head()
        self.touch(x, y)
        self.until(lambda: _differ(before, self._head()), "the screen did not change")
        return self.look_settled()

    def look_settled(self) -> Image.Image:
        """The screen when its heading has stopped changing."""
        self._settled_head()
        return self.look()

    def until(self, seen: Callable[[], bool], otherwise: str) -> None:
        self._settled = None
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not seen():
            if time.monotonic() > deadline:
                picture = self._scratch / "last-seen.png"
                self.look().save(picture)
                raise AssertionError(f"{otherwise}; last seen: {picture}")
            time.sleep(0.05)

    def shows(self, colour: Colour, least: int = 2000) -> bool:
        """Whether the screen's sign has that much of a colour: a green disc where it went well, a red one where not."""
        screen, wanted = self.look(), _rgb(colour)
        signs = (screen.crop(place).getcolors(1 << 24) or () for place in SIGNS)
        return any(sum(count for count, found in sign if found == wanted) >= least for sign in signs)

    def tells_of_a_fault(self) -> bool:
        """Whether a notice stands on the screen."""
        return any(found == _rgb(Colour.ACCENT_TINT) for _, found in self.look().getcolors(1 << 24) or ())

    def _head(self) -> Image.Image:
        """Between the band and the first card, whose edge darkens when it is touched: no countdown changes it."""
        return self.look().crop((0, 160, 1080, 470))

    def _settled_head(self) -> Image.Image:
        """The heading that has been there long enough: no touch counts on a screen that has just come."""
        head, since = self._head(), time.monotonic()
        if self._settled is not None and not _differ(self._settled, head):
            return head
        while time.monotonic() - since < SETTLE_SECONDS + 0.1:
            time.sleep(0.05)
            now = self._head()
            if _differ(head, now):
                head, since = now, time.monotonic()
        self._settled = head
        return head

    def _xdotool(self, *arguments: str) -> None:
        self._settled = None
        subprocess.run(["xdotool", *arguments], env={**os.environ, "DISPLAY": self._display}, check=True)

    def ask_to_close(self) -> None:
        """Asks as a desktop does: by its cross, its menu or Alt+F4 (ICCCM 4.2.8.1, WM_DELETE_WINDOW)."""
        windows = ["xdotool", "search", "--pid", str(self.pid)]
        env = {**os.environ, "DISPLAY": self._display}
        found = subprocess.run(windows, env=env, check=True, capture_output=True, text=True).stdout.split()
        assert found, "no window"
        _send_close(self._display, int(found[0]))

    def _do(self, what: str) -> None:
        """At once: no program has to start for it first."""
        assert self._hand.stdin
        self._hand.stdin.write(what + "\n")
        self._hand.stdin.flush()

    def take_hand_away(self) -> None:
        self._hand.communicate(timeout=10)


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h, in the place that XEvent takes."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 12),
    )


def _send_close(display: str, window: int) -> None:
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x.XInternAtom.restype = ctypes.c_ulong
    x.XSendEvent.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p)
    x.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    line = x.XOpenDisplay(display.encode())
    message = _ClientMessage(
        type=CLIENT_MESSAGE, window=window, message_type=x.XInternAtom(line, b"WM_PROTOCOLS", 0), format=32
    )
    message.data[0] = x.XInternAtom(line, b"WM_DELETE_WINDOW", 0)
    assert x.XSendEvent(line, window, 0, 0, ctypes.byref(message))
    x.XCloseDisplay(line)  # and sends what waits


def _hand_on(display: str) -> "subprocess.Popen[str]":
    """An xdotool that waits for what to do."""
    env = {**os.environ, "DISPLAY": display}
    return subprocess.Popen(["xdotool", "-"], env=env, stdin=subprocess.PIPE, text=True)


@contextmanager
def kiosk_on_screen(server: str, token: str, printer: str, scratch: Path, *options: str) -> Iterator[KioskOnScreen]:
    """The real program in a portrait window on its own X server, when it greets."""
    arguments = ("--server", server, "--token", token, "--printer", printer, *options)
    with kiosk_program(scratch, *arguments) as kiosk:
        kiosk.until_it_greets()
        yield kiosk


@contextmanager
def kiosk_program(
    scratch: Path, *arguments: str, whole_screen: bool = False, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[KioskOnScreen]:
    """The real program on its own X server, as soon as it has been started; it must end well."""
    assert shutil.which("xdotool"), "make setup installs it"
    window = () if whole_screen else ("--windowed", "--size", "1080x1920")
    command = [sys.executable, "-m", "kiosk_app", *arguments, *window]
    with x_server() as display, (scratch / "kiosk.log").open("wb") as log:
        env = {**os.environ, "DISPLAY": display, "HOME": str(scratch), "TMPDIR": str(scratch), **environment}
        began = time.monotonic()
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        kiosk = KioskOnScreen(display, scratch, process, began)
        try:
            yield kiosk
        finally:
            process.terminate()
            status = process.wait(20)
            kiosk.take_hand_away()
        assert status == 0, (scratch / "kiosk.log").read_text()
        assert not [left.name for left in scratch.iterdir() if "kivy" in left.name], "Kivy left files behind"


def is_home(kiosk: KioskOnScreen) -> bool:
    """Only the greeting has other languages where elsewhere nothing is, right of the way back; and no notice tells of
    a fault.
    """
    screen = kiosk.look()
    right_of_back = BACK[0] + 190
    language = screen.getpixel((right_of_back, round(FOOT) + 40))
    above = screen.getpixel((right_of_back, round(FOOT - Target.FOOTER / 2 - Space.GAP / 2)))
    head = screen.crop((0, 160, 1080, 480)).getcolors(1 << 24) or ()
    can_choose = (language, above) == (_rgb(Colour.CARD), _rgb(Colour.SURFACE))
    return can_choose and all(found != _rgb(Colour.ACCENT_TINT) for _, found in head)


# --- where things are -------------------------------------------------------------------------------------------------


FOOT_HEIGHT = Target.FOOTER + Space.GAP + Target.AID + Space.INSET
FOOT = LAYOUT.height - FOOT_HEIGHT + Target.FOOTER / 2
BACK, HOME = (180, FOOT), (LAYOUT.width - 180, FOOT)
ENGLISH = (180, FOOT)
TAKE = (LAYOUT.width / 2, 1560)
WAY_ON = TAKE
"""The one button of a message stands where that for the number stands."""
SIGNS = ((40, 160, 190, 480), (430, 560, 650, 1060))
"""Beside the heading, or in a message above its words. Small: this process answers as printer and server meanwhile."""
PRIORITY = (LAYOUT.width / 2, 1400)
"""The way to the classes of a hall that has many."""
SIGN = (72, 75)
"""In the corner: officers knock at it."""
LATEST_TICKET, NEW_ROLL = (LAYOUT.width / 2, 750), (290, 1610)
TELL_TIME = (LAYOUT.width / 2, 560)
"""On the officers' page."""
SHORTCUTS = (540, 480, 1080, 590)
"""Beside the search: what most people come for now."""


def shortcut(place: int) -> tuple[float, float]:
    """The middle of a service that most people come for now, beside the search."""
    return LAYOUT.width / 2 + 333 * place, LAYOUT.head + Target.FOOTER / 2


def card(place: int) -> tuple[float, float]:
    """The middle of a department's card, counted from 0."""
    foot = FOOT_HEIGHT + Space.GAP
    top = LAYOUT.head + Target.FOOTER + Space.GAP  # below the shortcuts
    columns, rows = LAYOUT.close
    width, height = (LAYOUT.width - 2 * Space.MARGIN) / columns, (LAYOUT.height - top - foot) / rows
    return Space.MARGIN + width * (place % columns + 0.5), top + height * (place // columns + 0.5)


def open_the_officers_page(kiosk: KioskOnScreen, code: str) -> None:
    """Five knocks at the sign, then the code."""
    for _ in range(KNOCKS - 1):
        kiosk.touch(*SIGN)
    kiosk.touch_and_see(*SIGN)
    type_digits(kiosk, code)


def type_digits(kiosk: KioskOnScreen, digits: str) -> None:
    """After the last one another page comes."""
    for digit in digits[:-1]:
        kiosk.touch(*code_key(digit))
    kiosk.touch_and_see(*code_key(digits[-1]))


def code_key(digit: str) -> tuple[float, float]:
    row, column = divmod("123456789 0".index(digit), 3)
    return 206 + 334 * column, 870 + 229 * row


def entry(place: int, rows: int = 4) -> tuple[float, float]:
    """The middle of one entry in a list of services or priority classes."""
    foot = FOOT_HEIGHT + Space.GAP
    height = (LAYOUT.height - LAYOUT.head - foot) / rows
    return LAYOUT.width / 2, LAYOUT.head + height * (place + 0.5)


def priority_class(place: int) -> tuple[float, float]:
    """The middle of a class on the confirmation: two beside each other, above the button."""
    line, column = divmod(place, 2)
    return LAYOUT.width * (0.25 + 0.5 * column), 1281 + 124 * line


def class_on_its_page(place: int) -> tuple[float, float]:
    """The middle of a class of eight on the page of a hall that has many."""
    line, column = divmod(place, 2)
    return LAYOUT.width * (0.25 + 0.5 * column), 602 + 259 * line


def offers_classes(kiosk: KioskOnScreen) -> bool:
    """Whether the classes stand on the confirmation, in gold."""
    x, y = priority_class(0)
    return kiosk.look().getpixel((round(x - 210), round(y))) == _rgb(Colour.ACCENT_TINT)


def shows_code(screen: Image.Image, content: str) -> bool:
    """Whether the QR code on this screen is the one of that content, module by module."""
    grey = screen.convert("L").crop((60, 900, 500, 1680))
    box = grey.point(lambda light: 255 if light < 20 else 0).getbbox()
    if box is None:
        return False
    seen = grey.crop(box)
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(content)
    code.make(fit=True)
    matrix = code.get_matrix()
    step = seen.width / len(matrix)
    return all(
        (_grey_at(seen, (column + 0.5) * step, (row + 0.5) * step) < 128) is dark
        for row, modules in enumerate(matrix)
        for column, dark in enumerate(modules)
    )


def _grey_at(image: Image.Image, x: float, y: float) -> int:
    grey = image.getpixel((min(int(x), image.width - 1), min(int(y), image.height - 1)))
    assert isinstance(grey, int)
    return grey


def _differ(before: Image.Image, after: Image.Image) -> bool:
    return ImageChops.difference(before.convert("L"), after.convert("L")).getbbox() is not None


def _rgb(colour: Colour) -> tuple[int, int, int]:
    worn = USUAL[colour]
    red, green, blue = (int(worn[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
