"""What the kiosk was started with: every option of the command line, read into one value, and the files that follow.

Knows neither devices nor server: whether an address leads anywhere is found out by whoever opens it.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path

import click

from kiosk_app.flow.staff import LONGEST_CODE
from kiosk_app.window.theme import REFERENCE_INCHES

WINDOWED_SIZE = (540, 960)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """An option that was not given is None."""

    server: str | None
    token: str | None = field(repr=False)
    ca: Path | None
    forget: bool
    printer: str | None
    self_test: bool
    store_logo: Path | None
    ticket_template: Path | None
    hall: str | None
    spool: Path | None
    staff_code: str | None = field(repr=False)
    other_kiosk: str | None
    scanner: str | None
    voice: str | None
    screen_inches: float
    windowed: bool
    size: tuple[int, int] | None

    @property
    def joins_by_code(self) -> bool:
        """The kiosk was given neither server nor token: it finds the server and joins by a code."""
        return not self.server and not self.token

    @property
    def window_size(self) -> tuple[int, int] | None:
        """None for the whole screen."""
        return self.size or WINDOWED_SIZE if self.windowed or self.size else None

    @property
    def membership_file(self) -> Path:
        return _data_folder() / "membership.json"

    def store_file(self, server: str) -> Path:
        """One for each server, by its first address: numbers of one hall are nothing in another."""
        name = re.sub(r"[^a-z0-9]+", "-", server.lower().split("://")[-1]).strip("-")
        return self.spool or _data_folder() / f"kiosk-{name}.db"


def with_settings(command: Callable[[Settings], None]) -> Callable[..., None]:
    """The command with all its options, which it gets as one value."""

    @wraps(command)
    def told(**_options: object) -> None:
        command(Settings(**click.get_current_context().params))

    for option in reversed(OPTIONS):
        told = option(told)
    return told


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


OPTIONS = (
    click.option(
        "--server",
        metavar="URL",
        help="The hall's server, as http://192.168.1.10:8000."
        " Without it and --token the kiosk finds it and asks to join.",
    ),
    click.option("--token", envvar="MOTCUA_KIOSK_TOKEN", help="From `motcua token create --role kiosk`."),
    click.option(
        "--ca",
        envvar="MOTCUA_KIOSK_CA",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE.pem",
        help="The only authority that may vouch for the https --server. A kiosk that joins keeps its hall's by itself.",
    ),
    click.option(
        "--forget", is_flag=True, help="Drops the membership that the kiosk was given when it joined, and ends."
    ),
    click.option("--printer", metavar="URI", help="tcp://, serial:///, usb://, file:/// or virtual:///FOLDER."),
    click.option(
        "--store-logo",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE.png",
        help="Puts the logo into a --printer that cannot be asked for it, prints it, and ends.",
    ),
    click.option("--self-test", is_flag=True, help="Prints what the --printer can do, and ends. Needs no server."),
    click.option(
        "--ticket-template",
        type=click.Path(dir_okay=False, path_type=Path),
        help="A TOML file with the ticket's blocks, texts and logo, instead of the hall's own.",
    ),
    click.option("--hall", metavar="SLUG", help="The hall, where the token is not bound to one."),
    click.option(
        "--spool",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Where the kiosk keeps its numbers and tickets. Give each kiosk of a machine its own.",
    ),
    click.option(
        "--staff-code",
        envvar="MOTCUA_KIOSK_STAFF_CODE",
        callback=_digits,
        help="4 to 12 digits that open the officers' page: touch the sign in the corner five times."
        " Without it, no page.",
    ),
    click.option("--other-kiosk", metavar="TEXT", help="Where the next kiosk stands, for when this one has no paper."),
    click.option(
        "--scanner",
        metavar="URI",
        help="Reads codes on a serial line, as serial:///dev/ttyACM0."
        " Scanners that type like a keyboard need no option.",
    ),
    click.option(
        "--voice",
        metavar="URI",
        help="Reads aloud: espeak: (usual where it is installed), espeak:///FILE.wav, virtual:///FILE, or none.",
    ),
    click.option(
        "--screen-inches",
        type=click.FloatRange(7, 100),
        default=REFERENCE_INCHES,
        show_default=True,
        help="The screen's diagonal: below 22 inches targets are smaller than two centimetres, and the kiosk says so.",
    ),
    click.option("--windowed", is_flag=True, help="In a window instead of the whole screen."),
    click.option("--size", type=SizeParameter(), help="The window's size, as 1080x1920."),
)


def _data_folder() -> Path:
    return Path(os.environ.get("MOTCUA_DATA_DIR") or Path.home() / ".local" / "share" / "motcua")
