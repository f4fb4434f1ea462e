"""What `motcua-kiosk` does: puts server, printer and window together as the settings say."""

import gc
import logging
import os
import sys
import tempfile
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from hardware.printers.address import open_printer
from hardware.printers.model import Model, WrongPrinterAddress
from hardware.printers.paper import Page
from hardware.printers.printer import Printer, PrinterError
from hardware.printers.self_test import logo_page, self_test
from hardware.scanners.scanner import Scanner
from hardware.scanners.serial_scanner import SerialScanner
from hardware.serial_port import SerialPort, WrongAddress
from hardware.speech.address import open_voice
from hardware.speech.voice import SpeechError, Voice
from kiosk_app.issuing.meeting_the_hall import meet_hall
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.printing.ticket_template import Template, WrongTemplate, read_template
from kiosk_app.server.client import AccessDenied, HallServer, Unreachable
from kiosk_app.server.machine import network_cards
from kiosk_app.server.membership import Membership, load_membership
from kiosk_app.server.trust import NotTrusted, Trust, tls_to
from kiosk_app.settings import Settings, with_settings
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.window.kivy_setup import kivy_set_up, run_until_stopped
from kiosk_app.window.theme import SMALLEST_INCHES, SMALLEST_TARGET_MM

WRONG_USAGE, SOMETHING_WRONG = 2, 1
LEFT_BY_OFFICER = 3
"""systemd starts the kiosk again whatever happens, but for this."""
USUAL_VOICE, NO_VOICE = "espeak:", "none"
PICTURES = Path(tempfile.gettempdir()) / "motcua-tickets"


@click.command(name="motcua-kiosk")
@with_settings
def kiosk(settings: Settings) -> None:
    """The touchscreen kiosk of a service centre's hall."""
    _log_what_matters()
    if settings.forget:
        settings.membership_file.unlink(missing_ok=True)
        return
    printer = _printer(settings)
    if settings.self_test:
        _print_and_end(printer, settings, self_test)
    elif settings.store_logo:
        _print_and_end(printer, settings, partial(logo_page, settings.store_logo))
    elif membership := _membership(settings):
        _serve(settings, membership, printer)
    else:
        _join(settings)


def _log_what_matters() -> None:
    """Warnings only, told at the handler: Kivy sets its own logger's level and talks of graphics cards,
    and python-escpos has set up logging of its own by then (hence `force`).
    """
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], format="%(asctime)s %(name)s: %(message)s", force=True)


# --- belonging to a hall ----------------------------------------------------------------------------------------------


def _membership(settings: Settings) -> Membership | None:
    """As the options say, or as it was kept when the kiosk joined; None where it has joined no hall yet."""
    if settings.ca and not settings.server:
        raise click.UsageError("--ca is for a server that is named: give --server and --token, too.")
    if settings.joins_by_code:
        return _load_membership(settings.membership_file)
    if settings.server and settings.token:
        return Membership(settings.server, settings.token, authority=_authority(settings), of_the_hall=False)
    raise click.UsageError(f"Missing option '{'--token' if settings.server else '--server'}'.")


def _authority(settings: Settings) -> str | None:
    if settings.ca is None:
        return None
    try:
        authority = settings.ca.read_text()
        tls_to(settings.server or "", Trust(authority, of_the_hall=False))
    except NotTrusted as wrong:
        raise click.BadParameter("with --ca, write the address as https://.", param_hint="--server") from wrong
    except (OSError, ValueError) as fault:
        raise click.BadParameter(
            f"{settings.ca} cannot be read ({fault}): name the authority's certificate, in PEM.", param_hint="--ca"
        ) from fault
    return authority


def _load_membership(file: Path) -> Membership | None:
    try:
        return load_membership(file)
    except (OSError, ValueError, TypeError) as fault:
        raise click.ClickException(
            f"{file} cannot be read ({fault}): drop it with --forget, and join again."
        ) from fault


def _join(settings: Settings) -> None:
    """Shows how to join; once the kiosk is admitted, this command starts again with the membership that was saved."""
    with kivy_set_up(settings.window_size):
        from kiosk_app.window.joining_app import JoiningWindow  # noqa: PLC0415 (imports Kivy)

        gc.enable()  # this window has a screen or two, and need not choose the moment
        window = JoiningWindow(settings.membership_file, may_be_closed=settings.window_size is not None)
        run_until_stopped(window)
    if window.admitted:
        _restart()


def _restart() -> None:
    os.execv(sys.executable, [sys.executable, "-m", "kiosk_app", *sys.argv[1:]])  # noqa: S606 (our own command)


# --- serving citizens -------------------------------------------------------------------------------------------------


def _serve(settings: Settings, membership: Membership, printer: Printer) -> None:
    template, voice, scanner = _template(settings), _voice(settings), _scanner(settings)
    if settings.screen_inches < SMALLEST_INCHES:
        small = f"On {settings.screen_inches:g} inches targets are smaller than {SMALLEST_TARGET_MM} mm."
        click.echo(small, err=True)
    if not membership.server.startswith(("http://", "https://")):
        raise click.BadParameter("write the whole address, as http://192.168.1.10:8000.", param_hint="--server")
    store = KioskStore(settings.store_file(membership.began_at or membership.server), network_cards())
    try:
        server = meet_hall(
            membership,
            store,
            hall=settings.hall,
            membership_file=settings.membership_file if settings.joins_by_code else None,
        )
    except AccessDenied as wrong:
        store.close()
        if not settings.joins_by_code:
            raise click.UsageError(str(wrong)) from wrong
        _join(settings)  # the token was revoked; what the store holds stays, for when it is accepted again
        return
    except Unreachable as fault:
        raise click.ClickException(str(fault)) from fault
    _tell_what_is_missing(settings)
    _open_window(settings, server, printer, store, template, voice, scanner)


def _tell_what_is_missing(settings: Settings) -> None:
    if settings.printer is None:
        click.echo(f"No --printer: tickets become pictures in {PICTURES}.", err=True)
    if settings.staff_code is None and settings.window_size is None:
        click.echo(
            "No --staff-code: no officer can close this kiosk, or tell it the date when its server is away.", err=True
        )


def _open_window(
    settings: Settings,
    server: HallServer,
    printer: Printer,
    store: KioskStore,
    template: Template | None,
    voice: Voice | None,
    scanner: Scanner | None,
) -> None:
    with kivy_set_up(settings.window_size):
        from kiosk_app.effects import EffectRunner  # noqa: PLC0415
        from kiosk_app.window.app import KioskWindow  # noqa: PLC0415 (imports Kivy)

        run = uuid.uuid4().hex
        issuer = TicketIssuer(server, store, run)
        window = KioskWindow(
            run,
            lambda report: EffectRunner(issuer, server, printer, store, report, template),
            staff_code=settings.staff_code,
            elsewhere={"vi": settings.other_kiosk} if settings.other_kiosk else None,
            voice=voice,
            scanner=scanner,
            may_be_closed=settings.window_size is not None,
            can_join=settings.joins_by_code,
        )
        run_until_stopped(window)
    if window.left_by_officer:
        sys.exit(LEFT_BY_OFFICER)
    if window.restarts:
        _restart()  # it asks to join where its token counts no more, and mends its store


# --- devices ----------------------------------------------------------------------------------------------------------


def _printer(settings: Settings) -> Printer:
    try:
        return open_printer(settings.printer or f"virtual://{PICTURES}")
    except WrongPrinterAddress as wrong:
        raise click.BadParameter(str(wrong), param_hint="--printer") from wrong


def _print_and_end(printer: Printer, settings: Settings, page: Callable[[Model, str], Page]) -> None:
    if settings.printer is None:
        raise click.UsageError("Name the printer that is to be tried: --printer tcp://192.168.1.50:9100.")
    try:
        printer.print(page(printer.model, settings.printer))
    except PrinterError as fault:
        raise click.ClickException(str(fault)) from fault
    finally:
        printer.close()


def _template(settings: Settings) -> Template | None:
    """None for the hall's own."""
    try:
        return read_template(settings.ticket_template) if settings.ticket_template else None
    except WrongTemplate as wrong:
        raise click.BadParameter(str(wrong), param_hint="--ticket-template") from wrong


def _voice(settings: Settings) -> Voice | None:
    """The usual voice where this machine has it; the one that was asked for, or a word why not."""
    if settings.voice == NO_VOICE:
        return None
    try:
        return open_voice(settings.voice or USUAL_VOICE)
    except SpeechError as wrong:
        if settings.voice:
            raise click.BadParameter(str(wrong), param_hint="--voice") from wrong
        click.echo(f"Nothing is read aloud: {wrong}", err=True)
        return None


def _scanner(settings: Settings) -> Scanner | None:
    """Opened when it is first read: a kiosk starts without its scanner, too."""
    try:
        return SerialScanner(SerialPort.parse(settings.scanner)) if settings.scanner else None
    except WrongAddress as wrong:
        raise click.BadParameter(str(wrong), param_hint="--scanner") from wrong


def run() -> None:
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
