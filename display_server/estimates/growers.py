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


class NotInstalled(Exception):
    """The message names the mend."""


@dataclass(frozen=True, slots=True)
class Grower:
    name: GrownBy
    grow: Callable[[Numbers, Numbers, Numbers, float, Growing], Trees]
    """From rows, targets and weights, for a quantile."""


NUMPY = Grower("numpy", growing.grow)


def grower(name: GrownBy | None = None) -> Grower:
    """The best that is installed, or the one of this name. Raises NotInstalled."""
    if name == NUMPY.name:
        return NUMPY
    try:
        from display_server.estimates import boosted  # noqa: PLC0415 (an extra)
    except ImportError:
        missing = NotInstalled("LightGBM is not installed: pip install 'motcua[estimates]'.")
    except OSError:
        missing = NotInstalled("LightGBM cannot be loaded: install the Debian package libgomp1.")
        log.warning("%s Until then numpy learns.", missing)
    else:
        return Grower("lightgbm", boosted.grow)
    if name is not None:
        raise missing
    return NUMPY
