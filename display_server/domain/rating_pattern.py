"""What in an officer's ratings needs a look. Pure."""

from enum import StrEnum


class RatingPattern(StrEnum):
    QUICK = "quick"
    """Answers sooner than anybody reads four faces."""
    SAME = "same"
    """Hardly any answer but the commonest one."""
    BURSTS = "bursts"
    """Visits answered in rows, and then none."""
