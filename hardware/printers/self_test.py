"""A printer's self-test page: where its Vietnamese letters are or if it can be taught them, darkness, QR, cutter.

Whoever sets up a kiosk reads on it what to write into the printer's address. Knows no wire and no tickets.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hardware.printers.code_pages import SINGLE_BYTE, CodePage, code_page, encode
from hardware.printers.compose import pictures
from hardware.printers.defined_letters import codes_for, define
from hardware.printers.model import ANY_PAGE, Model, Stores
from hardware.printers.paper import Align, Density, Element, Gap, Line, Page, Picture, QrCode, QrPath, Rule, Size, Trial
from hardware.printers.stored_pictures import PRINT_FIRST, store_as_first

CANDIDATES = (27, 30, 31, 32, 35, 52, 94)
"""The numbers under which printers on the market keep Vietnamese letters (reference/domain.md, section 5)."""
PANGRAM = "Đường về Huế, kỹ sư Nguyễn Văn Ánh đã nhận đủ giấy tờ, chờ gọi số; cảm ơn quý khách, hẹn gặp lại!"
TABLES = {"TCVN-3": "TCVN-3-1", "TCVN-3 HOA": "TCVN-3-2", "CP1258": "CP1258"}
FOLLOW = "https://dichvucong.dongnai.gov.vn/"
LEFT = b"\x1ba\x00"


def self_test(model: Model, where: str) -> Page:
    """The page for this model; `where` is the printer's address as it was written."""
    return Page(
        "SELF-TEST",
        (
            Line("motcua: in thử / self-test", Size.LARGE, bold=True),
            Line(where, Size.SMALL),
            Line(f"{model.profile}, {model.width_dots} dots", Size.SMALL),
            Line(f"QR: {_yes(model.native_qr)}, cut: {_yes(model.cuts)}", Size.SMALL),
            Rule(),
            Line("1. Dòng nào đọc đúng, ghi số đó: codepage=SỐ", Size.NORMAL, bold=True, align=Align.LEFT),
            *_samples(),
            Rule(),
            Line("2. Độ đậm: vạch mảnh phải liền, ô xám không được đen kịt", bold=True, align=Align.LEFT),
            Density(),
            Rule(),
            Line("3. QR: máy in tự vẽ", bold=True, align=Align.LEFT),
            *((QrCode(FOLLOW, path=QrPath.NATIVE),) if model.native_qr else (Line("(profile: -)", Size.SMALL),)),
            Line("4. QR: in bằng ảnh", bold=True, align=Align.LEFT),
            QrCode(FOLLOW, path=QrPath.RASTER),
            Rule(),
            Line("5. Chữ như trên phiếu", bold=True, align=Align.LEFT),
            Line(PANGRAM, align=Align.LEFT),
            Gap(2),
            Line("6. Chữ gửi vào máy in: đọc đúng thì ghi letters=defined", bold=True, align=Align.LEFT),
            Line(PANGRAM, align=Align.LEFT) if model.defines_letters else Trial(_taught()),
            Line("7. Dao cắt: giấy đứt ngay dưới dòng này", bold=True, align=Align.LEFT),
        ),
    )


def logo_page(file: Path, model: Model, where: str) -> Page:
    """Stores the logo as the printer's first picture and prints it from there; then write logo=stored."""
    stored = replace(model, stores=Stores.FIRST)
    logo = Picture(file)
    (dots,) = pictures((logo,), stored)
    return Page(
        "LOGO",
        (
            Trial(store_as_first(dots)),
            Trial(b"\x1ba\x01" + PRINT_FIRST + b"\n"),
            Line(f"{where}: logo=stored", Size.SMALL),
        ),
    )


def _samples() -> Iterator[Element]:
    """Every candidate number with every table of letters: one of them reads right, if the printer has any."""
    yield Trial(SINGLE_BYTE)
    for number in CANDIDATES:
        for name, table in TABLES.items():
            page = code_page(number, table)
            if page is not None:
                label = f"{number:>3} {name}: ".encode("ascii")
                yield Trial(LEFT + label + _as_far_as(page, PANGRAM.upper() if "HOA" in name else PANGRAM) + b"\n")


def _taught() -> bytes:
    """The sentence in letters that the printer gets with it: a printer that cannot be taught prints a tangle."""
    pages = (ANY_PAGE,)
    codes = codes_for((PANGRAM,), pages)
    return LEFT + define(codes) + (encode(PANGRAM, pages, codes) or b"") + b"\n"


def _as_far_as(page: CodePage, text: str) -> bytes:
    """The words that this page has whole."""
    words = [word for word in text.split() if all(letter in page.letters for letter in word)]
    written = b" ".join(bytes(page.letters[letter] for letter in word) for word in words)
    return page.selected + written + b"\x1bt\x00"


def _yes(known: bool) -> str:
    return "yes" if known else "no"
