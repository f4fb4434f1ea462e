"""How much paper a slip takes, and how many are left on a roll. For printers without a sensor for the roll's end.

Knows no wire and no tickets: a slip is measured by its bytes, as the virtual printer would print them.
"""

from hardware.printers.compose import compose
from hardware.printers.model import Model
from hardware.printers.paper import Page
from hardware.printers.paper_roll import MARGIN_DOTS
from hardware.printers.raster import DOTS_PER_MM
from hardware.printers.virtual import picture

FEW_SLIPS = 30
"""An officer should bring a new roll."""
USUAL_SLIP_MM = 112.0


def length_mm(page: Page, model: Model) -> float:
    """How much of the roll this page takes."""
    return (picture(compose(page, model), model).height - MARGIN_DOTS) / DOTS_PER_MM


def slips_left(roll_metres: float, used_mm: float, slips: int) -> int:
    """How many slips like the ones before are left on the roll."""
    each = used_mm / slips if slips and used_mm else USUAL_SLIP_MM
    return max(0, int((roll_metres * 1000 - used_mm) / each))
