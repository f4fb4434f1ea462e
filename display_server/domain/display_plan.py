"""What each hall display shows, and where its counters are from it. Pure values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Layout(StrEnum):
    """How a display is laid out."""

    HALL = "hall"
    """The calls of the whole hall, on a wide screen."""
    ZONE = "zone"
    """Those of one zone."""
    COUNTER = "counter"
    """The sign above one counter: its number, whom it serves, who sits there."""
    TOTEM = "totem"
    """The calls of the hall or of one zone on a tall screen."""


class Direction(StrEnum):
    """Where to go, for somebody who looks at the display."""

    LEFT = "left"
    RIGHT = "right"
    AHEAD = "ahead"
    BEHIND = "behind"
    UPSTAIRS = "upstairs"
    DOWNSTAIRS = "downstairs"


@dataclass(frozen=True, slots=True)
class DisplaySetting:
    """What a display shows; `zone` and `counter` where its layout is of one."""

    layout: Layout = Layout.HALL
    zone: str | None = None
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class DisplayPlan:
    """A display as the administrator describes it, by the name of its token or in its address."""

    name: str
    setting: DisplaySetting = DisplaySetting()
    directions: Mapping[int, Direction] = field(default_factory=dict)
    """By counter. No arrow is drawn to a counter that is not here."""
