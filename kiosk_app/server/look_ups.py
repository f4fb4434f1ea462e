"""What a citizen's code stands for, asked at the hall's server: an appointment, a dossier; and how satisfied the holder
of a ticket is. Keeps and logs no code."""

import logging
from typing import Protocol

from display_server.contract import Appointment, DossierAnswer
from kiosk_app.flow.effects import LookUpAppointment, LookUpDossier, SendRating
from kiosk_app.flow.reports import AppointmentFound, DossierFound, LookedUp, LookUpRefused, LookUpSilent, RatingTaken
from kiosk_app.server.client import Declined, Unreachable

log = logging.getLogger(__name__)


class Register(Protocol):
    """The hall's register of appointments and dossiers."""

    def appointment(self, code: str, language: str) -> Appointment | Declined:
        """Raises Unreachable."""

    def dossier(self, code: str, language: str) -> DossierAnswer | Declined:
        """Raises Unreachable."""

    def rate(self, token: str, score: int, language: str) -> Declined | None:
        """None where it was taken. Raises Unreachable."""


def look_up(register: Register, effect: LookUpAppointment | LookUpDossier | SendRating) -> LookedUp:
    """Asks once. Without an answer the citizen scans again, or goes on without."""
    try:
        match effect:
            case LookUpAppointment(code=code, language=language):
                answer: Appointment | DossierAnswer | Declined | None = register.appointment(code, language)
            case LookUpDossier(code=code, language=language):
                answer = register.dossier(code, language)
            case SendRating(token=token, score=score, language=language):
                answer = register.rate(token, score, language)
    except Unreachable as fault:
        log.warning("%s", fault)
        return LookUpSilent(effect.look_up)
    match answer:
        case Appointment():
            return AppointmentFound(effect.look_up, answer)
        case DossierAnswer():
            return DossierFound(effect.look_up, answer)
        case None:
            return RatingTaken(effect.look_up)
        case Declined(why):
            return LookUpRefused(effect.look_up, why)
