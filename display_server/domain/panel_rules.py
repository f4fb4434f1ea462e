"""What a hall lets a counter's panel do by itself. Pure values."""

from enum import StrEnum


class CallAfterFinish(StrEnum):
    """Whether finishing a visit calls the next one at once."""

    NEVER = "never"
    CHOICE = "choice"
    """Each officer decides at the counter; nobody is called by itself before they have."""
    ALWAYS = "always"
