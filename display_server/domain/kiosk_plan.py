"""What a hall tells its kiosks beside the services: papers to bring, ways online, colours, the night. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Online:
    """Where a service can be done without coming; `only`: it is not done in the hall at all."""

    address: str
    only: bool = False


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a visitor should know of a service before taking a ticket."""

    papers: tuple[Mapping[str, str], ...] = ()
    """What to bring, each in the hall's languages."""
    online: Online | None = None
    keywords: tuple[str, ...] = ()
    """What citizens call it, in whatever language: they search for that, not for its official name."""


NO_GUIDANCE = Guidance()


@dataclass(frozen=True, slots=True)
class KioskLook:
    """The centre's own look. Colours are `#RRGGBB`; a kiosk darkens what could not be read."""

    primary: str | None = None
    accent: str | None = None
    logo: str | None = None
    """A PNG, in base64."""
    dims_at: time | None = None
    bright_at: time | None = None
    """Between these two times of the hall's clock the screens are dim."""


USUAL_LOOK = KioskLook()
