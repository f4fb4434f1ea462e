"""What grows the trees: LightGBM where the server's extra `estimates` is installed, else numpy. Both are read alike."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from display_server.estimates import growing
from display_server.estimates.estimator import GrownBy
from display_server.estimates.growing import Growing
from display_server.estimates.trees import Trees

Numbers = npt.NDArray[np.float64]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Grower:
    name: GrownBy
    grow: Callable[[Numbers, Numbers, Numbers, float, Growing], Trees]
    """From rows, targets and weights, for a quantile."""


NUMPY = Grower("numpy", growing.grow)


def grower() -> Grower:
    """The best that is installed."""
    try:
        from display_server.estimates import boosted  # noqa: PLC0415 (an extra)
    except ImportError:
        return NUMPY
    except OSError:
        log.warning("LightGBM is installed and cannot be loaded; numpy learns. Install the Debian package libgomp1.")
        return NUMPY
    return Grower("lightgbm", boosted.grow)
