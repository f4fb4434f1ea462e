"""The kiosk's screens in docs/screenshots/kiosk, and a sheet of all of them for each language and orientation."""

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from tests.kiosk_app.gallery import COLOURS, LANGUAGES, SIZES
from tests.kiosk_app.window import x_server

SHEET_WIDTH = {"portrait": 180, "landscape": 320}
"""Of one screen on a sheet, in dots."""
ACROSS = {"portrait": 9, "landscape": 5}
GAP, GROUND = 12, "#8C8A84"


def photograph_the_kiosk(folder: Path) -> None:
    """Draws every screen anew: what is gone from the kiosk goes from the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for orientation, (width, height) in SIZES.items():
        with x_server(width, height) as display:
            command = [sys.executable, "-m", "tests.kiosk_app.gallery", str(folder), orientation]
            subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=True)
        for language in LANGUAGES:
            sheet_of(sorted(folder.glob(f"{orientation}-{language}-*.png")), orientation).save(
                folder / f"sheet-{orientation}-{language}.png", optimize=True
            )


def sheet_of(pictures: list[Path], orientation: str) -> Image.Image:
    """All of them, small, row by row in the order of their names."""
    across, down = SIZES[orientation]
    width = SHEET_WIDTH[orientation]
    size = (width, width * down // across)
    columns = ACROSS[orientation]
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (size[0] + GAP) + GAP, rows * (size[1] + GAP) + GAP), GROUND)
    for place, file in enumerate(pictures):
        row, column = divmod(place, columns)
        with Image.open(file) as picture:
            small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        corner = GAP + column * (size[0] + GAP), GAP + row * (size[1] + GAP)
        sheet.paste(small, corner)
        edge = (corner[0] - 1, corner[1] - 1, corner[0] + size[0], corner[1] + size[1])
        ImageDraw.Draw(sheet).rectangle(edge, outline="#55534E")
    return sheet.quantize(4 * COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)  # keeps rare colours
