"""What makes the kiosk usable for everyone, switched on from every screen: large text, contrast, reach, speech, help.

Knows no screen and no words.
"""

from enum import Enum, auto


class Aid(Enum):
    LARGE_TEXT = auto()
    CONTRAST = auto()
    LOWERED = auto()
    """All that is touched stands in the lower part."""
    SPEECH = auto()


Aids = frozenset[Aid]
NO_AIDS: Aids = frozenset()


class Help(Enum):
    """What became of the call for staff."""

    CALLING = auto()
    CALLED = auto()
    NOT_HEARD = auto()
    """The server does not answer: nobody was told."""
