"""A full ticket's bytes and its seconds on a serial line, as the printer's own text against a picture of everything."""

import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw

from hardware.printers.compose import compose, pictures
from hardware.printers.model import Model, model_of
from hardware.printers.stored_pictures import key_of
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.printing.ticket_template import USUAL, Template
from tests.bench.table import ms, ratio, show
from tests.kiosk_app.a_hall import ELDERLY, HALL_ZONE, a_ticket

BAUD, BITS_PER_BYTE = 38_400, 10
TIMES = 20
PATHS = {
    "raster, 80 mm (baseline)": model_of(),
    "text TCVN-3, native QR, 80 mm": model_of(code_page_number=30),
    "raster, 58 mm": model_of("POS-5890"),
    "CP1258 where it covers, raster QR, 58 mm": model_of("POS-5890", code_page_number=27),
    "CP1258 + defined letters, raster QR, 58 mm": model_of("POS-5890", code_page_number=27, defines_letters=True),
    "no Vietnamese page, defined letters, raster QR, 58 mm": model_of("POS-5890", defines_letters=True),
    "no Vietnamese page, defined letters, native QR, 80 mm": model_of(defines_letters=True),
}


def measure() -> None:
    baseline = len(_slip(model_of()))
    with TemporaryDirectory() as folder:
        _with_a_logo(Path(folder) / "logo.png")
    show(
        f"A full ticket at {BAUD} baud (lower is better; at most a tenth of the raster is promised)",
        ["", "bytes", "seconds on the line", "ratio", "of its width", "ms to compose"],
        [[name, *_row(model, baseline)] for name, model in PATHS.items()],
    )


def _row(model: Model, baseline: int) -> list[str]:
    slip = _slip(model)
    began = time.perf_counter()
    for _ in range(TIMES):
        _slip(model)
    seconds = (time.perf_counter() - began) / TIMES
    drawn = len(_slip(replace(model, text_pages=(), native_qr=False)))
    return [
        str(len(slip)),
        f"{len(slip) * BITS_PER_BYTE / BAUD:.2f}",
        ratio(len(slip), baseline),
        ratio(len(slip), drawn),
        ms(seconds),
    ]


def _with_a_logo(file: Path) -> None:
    """A logo of 22 mm over the same ticket: its dots each time, against the key under which the printer holds it."""
    logo = Image.new("L", (300, 300), 255)
    ImageDraw.Draw(logo).ellipse((10, 10, 290, 290), fill=0)
    logo.save(file)
    model = model_of(code_page_number=30)
    page = lay_out(a_ticket(), HALL_ZONE, "1022", template=Template(("logo", *USUAL), logo=file))
    keys = {key_of(dots) for dots in pictures(page.elements, model)}
    paths = {"dots each time": compose(page, model), "stored, by key": compose(page, model, keys)}
    show(
        f"A ticket with a logo, text TCVN-3, at {BAUD} baud (lower is better)",
        ["", "bytes", "seconds on the line", "ratio"],
        [
            [
                name,
                str(len(slip)),
                f"{len(slip) * BITS_PER_BYTE / BAUD:.2f}",
                ratio(len(slip), len(paths["dots each time"])),
            ]
            for name, slip in paths.items()
        ],
    )


def _slip(model: Model) -> bytes:
    return compose(lay_out(a_ticket(priority_class=ELDERLY), HALL_ZONE, "1022"), model)
