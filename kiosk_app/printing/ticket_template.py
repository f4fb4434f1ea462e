"""The hall's own layout of the ticket: which blocks in which order, its texts, a logo. Knows no printer and no Kivy.

    blocks = ["logo", "hall", "number", "service", "priority", "rule", "facts", "offline", "qr", "thanks", "note"]
    narrow_blocks = ["number", "service", "issued_at", "note"]
    logo = "logo.png"

    [texts.note]
    vi = "Mời ông/bà chuẩn bị sẵn giấy tờ."
    en = "Please have your papers ready."

The narrow blocks are for 58 mm paper; the logo lies beside the file.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from pydantic import TypeAdapter, ValidationError

from display_server.contract import NEEDED_BLOCK, TICKET_BLOCKS, Words

BLOCKS, NEEDED = TICKET_BLOCKS, NEEDED_BLOCK
"""What the kiosk knows to print; every name under [texts] is one more."""
USUAL = (
    *("hall", "gap", "label", "number", "gap", "service", "priority", "reprint", "rule", "facts", "offline"),
    *("rule", "qr", "scan", "gap", "thanks", "hotline", "proof"),
)
TEXTS = TypeAdapter(dict[str, Words])


class WrongTemplate(ValueError):
    """A template that cannot be used. The sentence names the mend."""


@dataclass(frozen=True, slots=True)
class Template:
    """`narrow` is for 58 mm paper."""

    blocks: tuple[str, ...] = USUAL
    narrow: tuple[str, ...] = USUAL
    texts: dict[str, Words] = field(default_factory=dict)
    logo: Path | None = None


USUAL_TEMPLATE = Template()


def read_template(file: Path) -> Template:
    """The template in this file.

    Raises WrongTemplate with one sentence that names the mend.
    """
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise WrongTemplate(f"{file} cannot be read as TOML ({wrong}).") from wrong
    if unknown := sorted(written.keys() - {"blocks", "narrow_blocks", "texts", "logo"}):
        raise WrongTemplate(f"{file} has no setting {unknown[0]!r}: blocks, narrow_blocks, texts, logo.")
    texts = _texts(written.get("texts", {}))
    blocks = _blocks("blocks", written.get("blocks", list(USUAL)), texts)
    narrow = _blocks("narrow_blocks", written.get("narrow_blocks", list(blocks)), texts)
    return Template(blocks, narrow, texts, _logo(file.parent, written.get("logo"), {*blocks, *narrow}))


def _blocks(name: str, written: object, texts: dict[str, Words]) -> tuple[str, ...]:
    known = {*BLOCKS, *texts}
    if not isinstance(written, list) or not all(isinstance(block, str) for block in written):
        raise WrongTemplate(f"Write {name} as a list of names.")
    if wrong := next((str(block) for block in written if block not in known), None):
        raise WrongTemplate(f"{name} names no block {wrong!r}: choose among {', '.join(sorted(known))}.")
    if NEEDED not in written:
        raise WrongTemplate(f"{name} lacks the {NEEDED}: without it the paper is no ticket.")
    return tuple(written)


def _texts(written: object) -> dict[str, Words]:
    try:
        texts = TEXTS.validate_python(written, strict=True)
    except ValidationError as wrong:
        raise WrongTemplate('Write each text with its languages: [texts.note], then vi = "…" and en = "…".') from wrong
    if taken := sorted(texts.keys() & set(BLOCKS)):
        raise WrongTemplate(f"The kiosk itself prints {taken[0]!r}: give your text another name.")
    return texts


def _logo(folder: Path, written: object, blocks: set[str]) -> Path | None:
    if written is None:
        if "logo" in blocks:
            raise WrongTemplate('The blocks name a logo: write logo = "FILE.png" beside this file.')
        return None
    logo = folder / str(written)
    try:
        with Image.open(logo) as image:
            image.verify()
    except (OSError, SyntaxError) as wrong:
        raise WrongTemplate(f"The logo {logo} is no picture ({wrong}): name a PNG beside the template.") from wrong
    return logo
