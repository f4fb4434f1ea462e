"""A full ticket's bytes and its seconds on a serial line, as the printer's own text against a picture of everything."""

import time

from hardware.printers.compose import compose
from hardware.printers.model import Model, model_of
from kiosk_app.ticket_layout import lay_out
from tests.bench.table import ms, ratio, show
from tests.kiosk_app.a_hall import ELDERLY, HALL_ZONE, a_ticket

BAUD, BITS_PER_BYTE = 38_400, 10
TIMES = 20
PATHS = {
    "raster, 80 mm (baseline)": model_of(),
    "text TCVN-3, native QR, 80 mm": model_of(code_page_number=30),
    "raster, 58 mm": model_of("POS-5890"),
    "CP1258 where it covers, raster QR, 58 mm": model_of("POS-5890", code_page_number=27),
}


def measure() -> None:
    baseline = len(_slip(model_of()))
    show(
        f"A full ticket at {BAUD} baud (lower is better; at most a tenth of the raster is promised)",
        ["", "bytes", "seconds on the line", "ratio", "ms to compose"],
        [[name, *_row(model, baseline)] for name, model in PATHS.items()],
    )


def _row(model: Model, baseline: int) -> list[str]:
    slip = _slip(model)
    began = time.perf_counter()
    for _ in range(TIMES):
        _slip(model)
    seconds = (time.perf_counter() - began) / TIMES
    return [str(len(slip)), f"{len(slip) * BITS_PER_BYTE / BAUD:.2f}", ratio(len(slip), baseline), ms(seconds)]


def _slip(model: Model) -> bytes:
    return compose(lay_out(a_ticket(priority_class=ELDERLY), HALL_ZONE, "1022"), model)
