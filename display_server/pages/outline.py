"""A hall as its pages' addresses need it: zones, counters and their names. Knows nothing of what happens in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from display_server.contract import Words


@dataclass(frozen=True, slots=True)
class ZoneOutline:
    slug: str
    name: Words


@dataclass(frozen=True, slots=True)
class CounterOutline:
    number: int
    zone: str
    departments: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class HallOutline:
    slug: str
    name: Words
    languages: tuple[str, ...]
    zones: tuple[ZoneOutline, ...]
    counters: tuple[CounterOutline, ...]


Outlines = Callable[[], Sequence[HallOutline]]
"""Every hall of this server, as it is now."""
