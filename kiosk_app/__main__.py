"""The command `motcua-kiosk`: reads what it is told, puts server, printer and window together."""

import logging
import os
import re
import signal
import sys
import tempfile
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import click

from display_server.contract import Catalogue, Words
from hardware.printers.address import open_printer
from hardware.printers.model import Model, WrongPrinterAddress
from hardware.printers.paper import Page
from hardware.printers.printer import Printer, PrinterError
from hardware.printers.self_test import logo_page, self_test as self_test_page
from hardware.scanners.scanner import Scanner
from hardware.scanners.serial_scanner import SerialScanner
from hardware.serial_port import SerialPort, WrongAddress
from hardware.speech.address import open_voice
from hardware.speech.voice import SpeechError, Voice
from kiosk_app.flow.staff import LONGEST_CODE
from kiosk_app.issuing.ticket_issuer import CATALOGUE, HALL, TicketIssuer
from kiosk_app.printing.ticket_template import Template, WrongTemplate, read_template
from kiosk_app.server.client import HallServer, NotLetIn, Unreachable
from kiosk_app.server.machine import network_cards
from kiosk_app.server.membership import Membership, kept
from kiosk_app.server.roaming import RoamingServer
from kiosk_app.store.kiosk_store import BookFails, KioskStore
from kiosk_app.window.theme import REFERENCE_INCHES, SMALLEST_INCHES, SMALLEST_TARGET_MM

WRONG_USAGE, SOMETHING_WRONG = 2, 1
LEFT_BY_OFFICER = 3
"""systemd starts the kiosk again whatever happens, but for this."""
USUAL_VOICE, NO_VOICE = "espeak:", "none"
PICTURES = Path(tempfile.gettempdir()) / "motcua-tickets"
WINDOWED_SIZE = (540, 960)


class SizeParameter(click.ParamType[tuple[int, int]]):
    name = "WIDTHxHEIGHT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", str(value))
        if match is None:
            self.fail(f"{value!r}: write width and height in dots, as 1080x1920.", param, ctx)
        return int(match[1]), int(match[2])


def _digits(_context: click.Context, _option: click.Parameter, code: str | None) -> str | None:
    if code and not (code.isascii() and code.isdecimal() and 4 <= len(code) <= LONGEST_CODE):
        raise click.BadParameter("write 4 to 12 digits.")
    return code or None


@click.command(name="motcua-kiosk")
@click.option(
    "--server",
    metavar="URL",
    help="The hall's server, as http://192.168.1.10:8000. Without it and --token the kiosk finds it and asks to join.",
)
@click.option("--token", envvar="MOTCUA_KIOSK_TOKEN", help="From `motcua token create --role kiosk`.")
@click.option("--forget", is_flag=True, help="Drops the membership that the kiosk was given when it joined, and ends.")
@click.option(
    "--printer", "printer_uri", metavar="URI", help="tcp://, serial:///, usb://, file:/// or virtual:///FOLDER."
)
@click.option(
    "--store-logo",
    "logo_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.png",
    help="Puts the logo into a --printer that cannot be asked for it, prints it, and ends.",
)
@click.option("--self-test", is_flag=True, help="Prints what the --printer can do, and ends. Needs no server.")
@click.option(
    "--ticket-template",
    "template_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A TOML file with the ticket's blocks, texts and logo, instead of the hall's own.",
)
@click.option("--hall", metavar="SLUG", help="The hall, where the token is not bound to one.")
@click.option(
    "--spool",
    "spool_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the kiosk keeps its numbers and tickets. Give each kiosk of a machine its own.",
)
@click.option(
    "--staff-code",
    envvar="MOTCUA_KIOSK_STAFF_CODE",
    callback=_digits,
    help="4 to 12 digits that open the officers' page: touch the sign in the corner five times. Without it, no page.",
)
@click.option("--other-kiosk", metavar="TEXT", help="Where the next kiosk stands, for when this one has no paper.")
@click.option(
    "--scanner",
    "scanner_uri",
    metavar="URI",
    help="Reads codes on a serial line, as serial:///dev/ttyACM0. Scanners that type like a keyboard need no option.",
)
@click.option(
    "--voice",
    "voice_address",
    metavar="URI",
    help="Reads aloud: espeak: (usual where it is installed), espeak:///FILE.wav, virtual:///FILE, or none.",
)
@click.option(
    "--screen-inches",
    type=click.FloatRange(7, 100),
    default=REFERENCE_INCHES,
    show_default=True,
    help="The screen's diagonal: below 22 inches targets are smaller than two centimetres, and the kiosk says so.",
)
@click.option("--windowed", is_flag=True, help="In a window instead of the whole screen.")
@click.option("--size", type=SizeParameter(), help="The window's size, as 1080x1920.")
def kiosk(
    server: str | None,
    token: str | None,
    forget: bool,
    printer_uri: str | None,
    self_test: bool,
    logo_file: Path | None,
    template_file: Path | None,
    hall: str | None,
    spool_file: Path | None,
    staff_code: str | None,
    other_kiosk: str | None,
    scanner_uri: str | None,
    voice_address: str | None,
    screen_inches: float,
    windowed: bool,
    size: tuple[int, int] | None,
) -> None:
    """The touchscreen kiosk of a service centre's hall."""
    _log_what_matters()
    if forget:
        _membership_file().unlink(missing_ok=True)
        return
    printer = _printer(printer_uri)
    if self_test:
        _print_and_end(printer, printer_uri, self_test_page)
        return
    if logo_file:
        _print_and_end(printer, printer_uri, partial(logo_page, logo_file))
        return
    window_size = size or WINDOWED_SIZE if windowed or size else None
    joined = None
    if not server and not token:
        joined = _kept_membership()
        if joined is None:
            _join(window_size)
            return
        server, token = joined.server, joined.token
    if not server or not token:
        raise click.UsageError(f"Missing option '{'--token' if server else '--server'}'.")
    template, voice, scanner = _template(template_file), _voice(voice_address), _scanner(scanner_uri)
    if screen_inches < SMALLEST_INCHES:
        click.echo(f"On {screen_inches:g} inches targets are smaller than {SMALLEST_TARGET_MM} mm.", err=True)
    book_of = joined.began_at if joined and joined.began_at else server
    spool = KioskStore(spool_file or _spool_of(book_of), network_cards())
    try:
        at_hall = _hall_server(server, token, hall or _hall_met(spool), spool, joined)
    except NotLetIn as wrong:
        spool.close()
        if joined is None:
            raise click.UsageError(str(wrong)) from wrong
        _join(window_size)  # the token was revoked; what the book holds stays, for when it is let in again
        return
    if printer_uri is None:
        click.echo(f"No --printer: tickets become pictures in {PICTURES}.", err=True)
    if staff_code is None and window_size is None:
        click.echo(
            "No --staff-code: no officer can close this kiosk, or tell it the date when its server is away.", err=True
        )
    _open_window(
        at_hall,
        printer,
        spool,
        window_size,
        template,
        staff_code=staff_code,
        elsewhere={"vi": other_kiosk} if other_kiosk else None,
        voice=voice,
        scanner=scanner,
        can_join=joined is not None,
    )


def _log_what_matters() -> None:
    """Warnings only, told at the handler: Kivy sets its own logger's level and talks of graphics cards,
    and python-escpos has set up logging of its own by then (hence `force`).
    """
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], format="%(asctime)s %(name)s: %(message)s", force=True)


def _printer(uri: str | None) -> Printer:
    try:
        return open_printer(uri or f"virtual://{PICTURES}")
    except WrongPrinterAddress as wrong:
        raise click.BadParameter(str(wrong), param_hint="--printer") from wrong


def _template(file: Path | None) -> Template | None:
    """None for the hall's own."""
    try:
        return read_template(file) if file else None
    except WrongTemplate as wrong:
        raise click.BadParameter(str(wrong), param_hint="--ticket-template") from wrong


def _voice(address: str | None) -> Voice | None:
    """The usual voice where this machine has it; the one that was asked for, or a word why not."""
    if address == NO_VOICE:
        return None
    try:
        return open_voice(address or USUAL_VOICE)
    except SpeechError as wrong:
        if address:
            raise click.BadParameter(str(wrong), param_hint="--voice") from wrong
        click.echo(f"Nothing is read aloud: {wrong}", err=True)
        return None


def _scanner(uri: str | None) -> Scanner | None:
    """Opened when it is first read: a kiosk starts without its scanner, too."""
    try:
        return SerialScanner(SerialPort.parse(uri)) if uri else None
    except WrongAddress as wrong:
        raise click.BadParameter(str(wrong), param_hint="--scanner") from wrong


def _print_and_end(printer: Printer, uri: str | None, page: Callable[[Model, str], Page]) -> None:
    if uri is None:
        raise click.UsageError("Name the printer that is to be tried: --printer tcp://192.168.1.50:9100.")
    try:
        printer.print(page(printer.model, uri))
    except PrinterError as fault:
        raise click.ClickException(str(fault)) from fault
    finally:
        printer.close()


def _data_folder() -> Path:
    return Path(os.environ.get("MOTCUA_DATA_DIR") or Path.home() / ".local" / "share" / "motcua")


def _membership_file() -> Path:
    return _data_folder() / "membership.json"


def _kept_membership() -> Membership | None:
    try:
        return kept(_membership_file())
    except (OSError, ValueError, TypeError) as fault:
        raise click.ClickException(
            f"{_membership_file()} cannot be read ({fault}): drop it with --forget, and join again."
        ) from fault


def _join(size: tuple[int, int] | None) -> None:
    """Shows the way in; once the kiosk is let in, this very command begins anew, with the membership that is kept."""
    with tempfile.TemporaryDirectory(prefix="motcua-kivy-") as scratch:
        _configure_kivy(scratch, size)
        from kiosk_app.window.joining_app import JoiningWindow  # noqa: PLC0415 (opens the window's libraries)

        window = JoiningWindow(_membership_file(), may_be_closed=size is not None)
        signal.signal(signal.SIGTERM, lambda *_: window.stop())
        window.run()
    if window.let_in:
        _begin_anew()


def _begin_anew() -> None:
    os.execv(sys.executable, [sys.executable, "-m", "kiosk_app", *sys.argv[1:]])  # noqa: S606 (our own command)


def _spool_of(server: str) -> Path:
    """One for each server: numbers of one hall are nothing in another."""
    return _data_folder() / f"kiosk-{re.sub(r'[^a-z0-9]+', '-', server.lower().split('://')[-1]).strip('-')}.db"


def _hall_met(spool: KioskStore) -> str | None:
    with suppress(BookFails):
        return spool.note(HALL)
    return None


def _hall_server(url: str, token: str, hall: str | None, spool: KioskStore, joined: Membership | None) -> HallServer:
    """A kiosk that has met its hall once knows it, so that it starts without the server, too. Raises NotLetIn.

    One that was let in by its code finds its server anew where that has moved.
    """
    if not url.startswith(("http://", "https://")):
        raise click.BadParameter("write the whole address, as http://192.168.1.10:8000.", param_hint="--server")
    try:
        with closing(HallServer.of_token(url, token, hall)) as server:
            hall = server.hall
        with suppress(BookFails):
            spool.set_note(HALL, hall)
    except Unreachable as fault:
        if hall is None or spool.note_as(Catalogue, CATALOGUE) is None:
            raise click.ClickException(str(fault)) from fault
    return RoamingServer(joined, _membership_file(), hall) if joined else HallServer(url, token, hall)


def _open_window(
    server: HallServer,
    printer: Printer,
    spool: KioskStore,
    size: tuple[int, int] | None,
    template: Template | None,
    *,
    staff_code: str | None,
    elsewhere: Words | None,
    voice: Voice | None,
    scanner: Scanner | None,
    can_join: bool,
) -> None:
    """Kivy reads its settings when it is imported, so they come first; its files stay out of the home folder."""
    with tempfile.TemporaryDirectory(prefix="motcua-kivy-") as scratch:
        _configure_kivy(scratch, size)
        from kiosk_app.effects import EffectRunner  # noqa: PLC0415
        from kiosk_app.window.app import KioskWindow  # noqa: PLC0415 (opens the window's libraries)

        run = uuid.uuid4().hex
        desk = TicketIssuer(server, spool, run)
        window = KioskWindow(
            run,
            lambda report: EffectRunner(desk, server, printer, spool, report, template),
            staff_code=staff_code,
            elsewhere=elsewhere,
            voice=voice,
            scanner=scanner,
            may_be_closed=size is not None,
            can_join=can_join,
        )
        signal.signal(signal.SIGTERM, lambda *_: window.stop())
        window.run()
    if window.left_by_officer:
        sys.exit(LEFT_BY_OFFICER)
    if window.begins_anew:
        _begin_anew()  # it asks to join where its token counts no more, and mends its book


def _configure_kivy(scratch: str, size: tuple[int, int] | None) -> None:
    os.environ.update(
        KIVY_HOME=scratch, KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KIVY_LOG_MODE="PYTHON"
    )
    from kivy.config import Config  # noqa: PLC0415

    width, height = size or (0, 0)
    settings = {
        "graphics": {
            "fullscreen": "0" if size else "auto",
            "borderless": "0" if size else "1",
            "show_cursor": "1" if size else "0",
            "resizable": "1",
            "maxfps": "30",
            "multisamples": "0",  # shapes smooth their own edges (`screens.pieces`)
            **({"width": str(width), "height": str(height)} if size else {}),
        },
        # An errand's report is heard at once, not at the next frame.
        "kivy": {"exit_on_escape": "0", "log_level": "error", "kivy_clock": "free_only"},
        "input": {"mouse": "mouse,disable_multitouch"},
    }
    for section, values in settings.items():
        for name, value in values.items():
            Config.set(section, name, value)
    # SDL hears of a finger from the screen's server. Kivy would read the touch panel itself as well, where this user
    # may: each touch would count twice, and where the screen is turned, the second one somewhere else.
    for name, provider in Config.items("input"):
        if provider.startswith("probesysfs"):
            Config.remove_option("input", name)


def main() -> None:
    """Exit codes: 0 closed, 3 closed by an officer at it, 1 something is wrong, 2 wrong usage, told in one line."""
    try:
        kiosk.main(standalone_mode=False)
    except click.UsageError as wrong:
        click.echo(f"motcua-kiosk: {wrong.format_message()}", err=True)
        sys.exit(WRONG_USAGE)
    except click.ClickException as wrong:
        click.echo(f"motcua-kiosk: {wrong.format_message()}", err=True)
        sys.exit(SOMETHING_WRONG)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(0)  # closed from the keyboard it was started at


if __name__ == "__main__":
    main()
