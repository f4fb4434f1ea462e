"""A time that a visitor was promised. Pure."""

from dataclasses import dataclass
from datetime import datetime

from display_server.domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Appointment:
    code: str
    service: str
    at: datetime
    ticket: int | None = None
    """The ticket that its holder took on coming."""


def counts_at(appointment: Appointment, arrival: datetime, rules: Rules) -> bool:
    """Whether who comes at this moment ranks at the appointment's time."""
    return appointment.at - rules.appointment_early <= arrival <= appointment.at + rules.appointment_late
