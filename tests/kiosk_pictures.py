"""The kiosk's screens for people to look at: one sheet a screen in docs/screenshots/kiosk, Vietnamese beside English.

`python -m tests.kiosk_pictures FOLDER` draws every screen by itself, in both orientations and with every aid.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw

from tests.kiosk_app.gallery import LANGUAGES, SIZES
from tests.kiosk_app.kiosk_window import x_server

WIDTH = 280
"""Of one screen on a sheet, in dots."""
GAP, GROUND, EDGE = 10, "#8C8A84", "#55534E"
COLOURS = 40
PAGE_HEAD = """# Every screen of the kiosk

Drawn from the kiosk's own screens by `make screenshots`, with the longest words of the reference hall: Vietnamese on
the left, English on the right. `make kiosk-screens` draws all of them in both orientations, with large text, in high
contrast and lowered, into the folder `kiosk_screens`, which git ignores.
"""


def photograph_the_kiosk(folder: Path, page: Path) -> None:
    """Draws every sheet anew, and the page that shows them: what is gone from the kiosk goes from the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with TemporaryDirectory(prefix="motcua-kiosk-screens-") as drawn:
        draw(Path(drawn), "portrait")
        for title in titles(Path(drawn)):
            sheet_of([Path(drawn) / f"portrait-{language}-{title}.png" for language in LANGUAGES]).save(
                folder / f"{title}.png", optimize=True
            )
    page.write_text(PAGE_HEAD + "".join(_shown(file, page) for file in sorted(folder.glob("*.png"))))


def draw(folder: Path, orientation: str, *aids: str) -> None:
    """Every screen in a window of this orientation, each as a file of its own."""
    width, height = SIZES[orientation]
    with x_server(width, height) as display:
        command = [sys.executable, "-m", "tests.kiosk_app.gallery", str(folder), orientation, *aids]
        subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=True)


def titles(folder: Path) -> list[str]:
    first = f"portrait-{LANGUAGES[0]}-"
    return sorted(file.stem.removeprefix(first) for file in folder.glob(f"{first}*.png"))


def sheet_of(pictures: list[Path]) -> Image.Image:
    """One screen in each language that it has, side by side."""
    there = [Image.open(file).convert("RGB") for file in pictures if file.exists()]
    height = WIDTH * there[0].height // there[0].width
    sheet = Image.new("RGB", (len(there) * (WIDTH + GAP) + GAP, height + 2 * GAP), GROUND)
    for place, picture in enumerate(there):
        left = GAP + place * (WIDTH + GAP)
        sheet.paste(picture.resize((WIDTH, height), Image.Resampling.LANCZOS), (left, GAP))
        ImageDraw.Draw(sheet).rectangle((left - 1, GAP - 1, left + WIDTH, GAP + height), outline=EDGE)
    return sheet.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)  # keeps rare colours


def _shown(sheet: Path, page: Path) -> str:
    number, _, name = sheet.stem.partition("-")
    words = name.replace("-", " ").capitalize()
    return f"\n## {number} {words}\n\n![{words}]({sheet.relative_to(page.parent)})\n"


def main() -> None:
    folder = Path(sys.argv[1])
    for orientation in SIZES:
        draw(folder, orientation)
        draw(folder, orientation, "aids")


if __name__ == "__main__":
    main()
