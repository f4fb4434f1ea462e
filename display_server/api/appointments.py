"""Operations on promised times, for booking systems and officers on the telephone."""

from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import (
    Appointment,
    Appointments,
    AppointmentsQuery,
    MakeAppointment,
)
from display_server.domain.appointment import Appointment as PromisedTime
from display_server.use_cases import appointments
from display_server.web.asking import actor, hall_called

operations = Operations()


@operations.add(
    "POST",
    "/halls/<hall>/appointments",
    roles=[Role.OFFICER, Role.MANAGER],
    body=MakeAppointment,
    answer=Appointment,
    status=201,
    refusals=[404],
)
def make_appointment(hall: str, body: MakeAppointment) -> Appointment:
    """Promises a visitor a time; its code takes the ticket when they come."""
    with hall_called(hall).change(actor()) as change:
        made = appointments.make(change, body.service, body.at)
    return _appointment(made)


@operations.add(
    "GET",
    "/halls/<hall>/appointments",
    roles=[Role.OFFICER, Role.MANAGER],
    query=AppointmentsQuery,
    answer=Appointments,
    refusals=[404],
)
def list_appointments(hall: str, query: AppointmentsQuery) -> Appointments:
    """The appointments of a day, and who has come for theirs."""
    with hall_called(hall).reading() as reading:
        promised = reading.appointments.of_day(query.day or reading.today)
    return Appointments(appointments=tuple(map(_appointment, promised)))


@operations.add(
    "GET",
    "/halls/<hall>/appointments/<code>",
    roles=[Role.KIOSK, Role.OFFICER, Role.MANAGER],
    answer=Appointment,
    refusals=[404],
)
def appointment(hall: str, code: str) -> Appointment:
    """What was promised under this code, for whoever holds it before a kiosk."""
    with hall_called(hall).reading() as reading:
        return _appointment(appointments.promised(reading, code))


@operations.add(
    "POST",
    "/halls/<hall>/appointments/<code>/cancel",
    roles=[Role.OFFICER, Role.MANAGER],
    answer=Appointment,
    refusals=[404, 409],
)
def cancel_appointment(hall: str, code: str) -> Appointment:
    """Gives a promised time up."""
    with hall_called(hall).change(actor()) as change:
        return _appointment(appointments.cancel(change, code))


def _appointment(promised: PromisedTime) -> Appointment:
    return Appointment(code=promised.code, service=promised.service, at=promised.at, ticket=promised.ticket)
