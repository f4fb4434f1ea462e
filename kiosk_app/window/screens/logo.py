"""The centre's logo as a texture. What is no picture is no logo: the kiosk shows its own sign instead."""

import base64
import binascii
import logging
from functools import cache
from io import BytesIO

from kivy.graphics.texture import Texture
from PIL import Image

log = logging.getLogger(__name__)


@cache
def texture_of(logo: str) -> Texture | None:
    """The texture of a PNG in base64; None where it is none."""
    try:
        with Image.open(BytesIO(base64.b64decode(logo, validate=True))) as picture:
            upright = picture.convert("RGBA").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    except (OSError, SyntaxError, binascii.Error) as wrong:
        log.warning("the hall's logo is no picture: %s", wrong)
        return None
    texture = Texture.create(size=upright.size, colorfmt="rgba")  # Kivy's textures begin at the bottom
    texture.blit_buffer(upright.tobytes(), colorfmt="rgba")
    return texture
