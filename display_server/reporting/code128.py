"""The bars of a dossier's code: Code 128, as every hand scanner reads it. Knows no document."""

from barcode import Code128
from PIL import Image

DOTS_A_MODULE, QUIET_MODULES = 4, 10
HEIGHT_DOTS = 90


def modules(code: str) -> str:
    """The narrow strips from left to right: 1 is black."""
    strips: list[str] = Code128(code).build()
    return strips[0]


def picture(code: str) -> Image.Image:
    """The bars with the white beside them that scanners need."""
    strips = [False] * QUIET_MODULES + [strip == "1" for strip in modules(code)] + [False] * QUIET_MODULES
    row = bytes(0 if black else 255 for black in strips for _ in range(DOTS_A_MODULE))
    return Image.frombytes("L", (len(row), HEIGHT_DOTS), row * HEIGHT_DOTS)
