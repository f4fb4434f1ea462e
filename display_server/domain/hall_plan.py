"""A hall as its administrator describes it: zones, departments, services, counters, classes, hours. Pure.

Deliberately knows nothing of the file it was written in, nor of what happens in the hall during the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from display_server.domain.opening_hours import OpeningHours

Names = Mapping[str, str]
"""A name per language code."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A waiting area with its displays and counters."""

    slug: str
    name: Names


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Visitors who rank as if they had come earlier by the head start."""

    slug: str
    name: Names
    head_start: timedelta


@dataclass(frozen=True, slots=True)
class Service:
    """What a visitor chooses; its prefix begins the number."""

    slug: str
    name: Names
    prefix: str
    expected: timedelta
    """How long serving one visitor is expected to take."""
    target_wait: timedelta


@dataclass(frozen=True, slots=True)
class Department:
    slug: str
    name: Names
    zone: str
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Counter:
    """A numbered desk and the services it takes, in order of preference."""

    number: int
    zone: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HallPlan:
    slug: str
    name: Names
    timezone: ZoneInfo
    languages: tuple[str, ...]
    hotline: str | None
    dossier_code_pattern: str | None
    opening_hours: OpeningHours
    zones: tuple[Zone, ...]
    priority_classes: tuple[PriorityClass, ...]
    departments: tuple[Department, ...]
    counters: tuple[Counter, ...]
