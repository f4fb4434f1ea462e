"""A picture that somebody hands in is drawn anew: whatever else was in its file is gone."""

from pathlib import Path

from PIL import Image, ImageOps

from display_server.domain.refusals import NotValid

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
"""What unpacks to more is no picture for a display; a camera's 8,000 × 5,000 passes."""
LONG_SIDE, SHORT_SIDE = 3840, 2160
"""Of the largest screen."""
QUALITY = 85

Size = tuple[int, int]


def draw_anew(source: Path, target: Path) -> Size:
    """Writes the picture as WebP without anything else, upright, no larger than a screen. Of a moving one, its first.

    Raises NotValid for what is no picture, a broken one, or one that unpacks to too much.
    """
    try:
        with Image.open(source, formats=FORMATS) as picture:
            _must_not_be_a_bomb(picture)
            picture.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG need not be unpacked whole to be made smaller
            upright = ImageOps.exif_transpose(picture)
            upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            upright.thumbnail(_largest(upright.size), Image.Resampling.LANCZOS)
            upright.save(target, "WEBP", quality=QUALITY, exif=b"", icc_profile=None)
            return upright.size
    except Image.DecompressionBombError as bomb:
        raise _too_large() from bomb
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise NotValid("file", "This picture cannot be read: its file is broken. Save it again.") from broken


def _must_not_be_a_bomb(picture: Image.Image) -> None:
    """By its head alone, before anything is unpacked."""
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()


def _too_large() -> NotValid:
    return NotValid(
        "file",
        "This picture has more than %(most)s million dots. Make it smaller: 3840 × 2160 fill any display.",
        most=MOST_PIXELS // 1_000_000,
    )


def _largest(size: Size) -> Size:
    width, height = size
    return (LONG_SIDE, SHORT_SIDE) if width >= height else (SHORT_SIDE, LONG_SIDE)
