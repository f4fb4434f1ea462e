"""Making appointments and giving them up: a booking system, or an officer on the telephone."""

from datetime import datetime

from display_server.domain.appointment import Appointment
from display_server.domain.events import AppointmentCancelled, AppointmentMade
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.store.change import Change
from display_server.store.reading import Reading
from display_server.use_cases.codes import new_code

CODE_LENGTH = 8


def make(change: Change, service: str, at: datetime) -> Appointment:
    """Promises a visitor this time. Raises NotValid for a service or time that the hall has not."""
    try:
        offered = change.plan.service(service)
    except NotFound as refusal:
        raise NotValid("service", refusal.sentence, **refusal.facts) from refusal
    if offered.retired:
        raise NotValid("service", "The service %(service)s is no longer offered here.", service=service)
    if at <= change.now:
        raise NotValid("at", "The time of an appointment lies ahead.")
    if not change.plan.calendar.is_open(at):
        raise NotValid("at", "The hall is closed at that time.")
    made = change.add_appointment(Appointment(new_code(CODE_LENGTH), service, at))
    change.record(AppointmentMade(at=change.now, service=service, code=made.code, time=at))
    return made


def promised(reading: Reading, code: str) -> Appointment:
    """Raises NotFound for no such appointment."""
    found = reading.appointments.with_code(code.strip().upper())
    if found is None:
        raise NotFound("There is no appointment %(code)s. Check the code.", code=code)
    return found


def cancel(change: Change, code: str) -> Appointment:
    """Gives a promised time up. Raises NotFound for no such appointment, NotAllowed once its holder has come."""
    found = promised(change, code)
    if found.ticket is not None:
        raise NotAllowed("The holder of appointment %(code)s has come already. Cancel the ticket.", code=found.code)
    change.drop_appointment(found.code)
    change.record(AppointmentCancelled(at=change.now, service=found.service, code=found.code))
    return found
