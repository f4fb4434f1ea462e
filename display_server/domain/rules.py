"""The rules that each hall sets for itself: how long, how often, how many. Pure values."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Rules:
    """Without a word in the hall file, a hall has these."""

    lease_life: timedelta = timedelta(hours=10)
    """How long a kiosk may print leased numbers without having been heard of."""


DEFAULT_RULES = Rules()
