"""The pictures that a hall file names: small PNGs that lie beside it."""

from dataclasses import dataclass
from pathlib import Path

from display_server.hall_file.format import LARGEST_PICTURE, MENDS, Fault, HallFile

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The centre's logo, as the kiosks' screens show it and as their printers print it."""

    screen_logo: bytes | None
    ticket_logo: bytes | None


def read_pictures(file: HallFile, folder: Path) -> tuple[Pictures, list[Fault]]:
    """The pictures, and what is wrong with those that cannot be used."""
    look, ticket = file.hall.kiosk, file.ticket
    screen_logo, wrong_on_screen = _picture(folder, look.logo)
    ticket_logo, wrong_on_paper = _picture(folder, ticket.logo)
    if ticket.logo is None and "logo" in (*ticket.blocks, *ticket.narrow_blocks):
        wrong_on_paper = "is missing"
    wrongs = ((("hall", "kiosk", "logo"), wrong_on_screen), (("ticket", "logo"), wrong_on_paper))
    faults: list[Fault] = [(path, wrong, MENDS["logo"]) for path, wrong in wrongs if wrong is not None]
    return Pictures(screen_logo, ticket_logo), faults


def _picture(folder: Path, name: str | None) -> tuple[bytes | None, str | None]:
    """The picture, or what is wrong with it."""
    if name is None:
        return None, None
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        return None, f"cannot be read ({error.strerror})"
    if not content.startswith(PNG_BEGINS):
        return None, "is no PNG file"
    if len(content) > LARGEST_PICTURE:
        return None, f"has {len(content)} bytes"
    return content, None
