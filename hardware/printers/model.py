"""What one model of printer can do: python-escpos' capability profile and the hall's settings, in our words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from hardware.printers.code_pages import ASCII, CodePage, code_page
from hardware.printers.profiles import CAPABILITIES

DEFAULT_PROFILE = "TM-T20II"  # the plain 80 mm receipt printer of the Epson family, which most others imitate
DEFAULT_WIDTH_DOTS = 576
WHOLE_BYTES = 8
"""A row of a picture is whole bytes of dots."""
LETTER_DOTS, WIDEST_LETTER_DOTS = 12, 16
"""Font A of the ESC/POS family is 12 x 24 dots; set to 42 columns, Epson's printers make it 13 wide."""
ANY_PAGE = CodePage(None, ASCII)


class WrongPrinterAddress(ValueError):
    """A printer URI that cannot be understood. The sentence names the mend."""


class Stores(Enum):
    """How a printer keeps pictures of its own."""

    NOTHING = auto()
    BY_KEY = auto()
    """It can be asked what it has: the driver stores what is missing."""
    FIRST = auto()
    """It cannot be asked: the hall says that the logo was stored as its first picture."""


@dataclass(frozen=True, slots=True)
class Model:
    """A printer's abilities. `text_pages` is empty where all words go as raster."""

    profile: str
    width_dots: int
    columns: int
    """How many letters a line of text has."""
    text_pages: tuple[CodePage, ...]
    native_qr: bool
    cuts: bool
    roll_metres: float | None = None
    """How long a new roll is, where the hall has said it."""
    stores: Stores = Stores.NOTHING
    defines_letters: bool = False
    """Whether it is taught the letters that its pages lack."""
    presents: bool = False
    """Whether a presenter holds each slip until it is taken, and can draw it back."""


def model_of(
    profile: str = DEFAULT_PROFILE,
    code_page_number: int | None = None,
    width_dots: int | None = None,
    roll_metres: float | None = None,
    *,
    logo: str | None = None,
    defines_letters: bool = False,
    presents: bool = False,
) -> Model:
    """The model named by a capability profile, as the hall has set it up. `logo`: None, "raster" or "stored".

    Raises WrongPrinterAddress where the profile or its code page is unknown, or where it is no printer of pictures.
    """
    known = _profile(profile)
    without = (ANY_PAGE,) if defines_letters else ()
    features: Mapping[str, bool] = known["features"]
    if not features.get("bitImageRaster", False):
        raise WrongPrinterAddress(
            f"Profile {profile!r} prints no pictures, which tickets need: choose the profile of a thermal printer."
        )
    width = width_dots or _width_dots(known)
    return Model(
        profile=profile,
        width_dots=width // WHOLE_BYTES * WHOLE_BYTES,
        columns=width // _letter_dots(known),
        text_pages=without if code_page_number is None else _text_pages(profile, code_page_number),
        native_qr=features.get("qrCode", False),
        cuts=features.get("paperFullCut", False) or features.get("paperPartCut", False),
        roll_metres=roll_metres,
        stores=_stores(features, logo),
        defines_letters=defines_letters,
        presents=presents,
    )


@cache
def page_of(profile: str, number: int) -> CodePage | None:
    """The letters behind `ESC t number` on this model, None where the profile has no such page or nobody knows it."""
    name = _profile(profile)["codePages"].get(str(number))
    return code_page(number, name) if name else None


def _stores(features: Mapping[str, bool], logo: str | None) -> Stores:
    match logo:
        case "stored":
            return Stores.FIRST
        case None if features.get("graphics", False):
            return Stores.BY_KEY
    return Stores.NOTHING


def _profile(name: str) -> Mapping[str, Any]:
    profiles: Mapping[str, Mapping[str, Any]] = CAPABILITIES["profiles"]
    if name not in profiles:
        raise WrongPrinterAddress(
            f"No printer profile is called {name!r}: choose one of {', '.join(sorted(profiles))}."
        )
    return profiles[name]


def _width_dots(profile: Mapping[str, Any]) -> int:
    pixels = profile["media"]["width"].get("pixels")
    return pixels if isinstance(pixels, int) else DEFAULT_WIDTH_DOTS


def _letter_dots(profile: Mapping[str, Any]) -> int:
    """By the columns that the profile names, where they say how wide a letter is; of many profiles they are a guess."""
    pixels, columns = profile["media"]["width"].get("pixels"), profile["fonts"].get("0", {}).get("columns")
    if not isinstance(pixels, int) or not isinstance(columns, int) or pixels % columns:
        return LETTER_DOTS
    return each if LETTER_DOTS <= (each := pixels // columns) <= WIDEST_LETTER_DOTS else LETTER_DOTS


def _text_pages(profile: str, number: int) -> tuple[CodePage, ...]:
    first = page_of(profile, number)
    if first is None:
        raise WrongPrinterAddress(
            f"Profile {profile!r} has no known code page {number}: leave codepage= out to print all words as raster."
        )
    names: Mapping[str, str] = _profile(profile)["codePages"]
    if not names[str(number)].startswith("TCVN-3"):
        return (first,)
    others = (
        page_of(profile, int(other))
        for other, name in names.items()
        if name.startswith("TCVN-3") and other != str(number)
    )
    return (first, *(page for page in others if page))
