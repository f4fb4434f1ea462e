"""AppointmentQueries: promised times, and the tickets that their holders took."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, delete, insert, select, update

from display_server.domain.appointment import Appointment
from display_server.domain.ticket import TicketId
from display_server.store.models import AppointmentRow
from display_server.store.queries.moment import Moment


class AppointmentQueries:
    """A hall's appointments."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def with_code(self, code: str) -> Appointment | None:
        row = self.moment.first(_WITH_CODE, code=code)
        return Appointment(**row._mapping) if row is not None else None

    def of_day(self, day: date) -> Sequence[Appointment]:
        """Those of one local day of the hall, by time."""
        begins, ends = self.moment.plan.day_bounds(day)
        return [Appointment(**row._mapping) for row in self.moment.rows(_BETWEEN, begins=begins, ends=ends)]


_ANY = select(
    AppointmentRow.code, AppointmentRow.service, AppointmentRow.at, AppointmentRow.ticket_id.label("ticket")
).where(AppointmentRow.hall_id == bindparam("hall_id"))
_WITH_CODE = _ANY.where(AppointmentRow.code == bindparam("code"))
_BETWEEN = _ANY.where(AppointmentRow.at >= bindparam("begins"), AppointmentRow.at < bindparam("ends")).order_by(
    AppointmentRow.at, AppointmentRow.code
)


def add_appointment(moment: Moment, appointment: Appointment) -> None:
    """Stores a new appointment."""
    row = {"code": appointment.code, "service": appointment.service, "at": appointment.at}
    moment.write(_INSERT, {"hall_id": moment.hall_id, **row})


def drop_appointment(moment: Moment, code: str) -> None:
    """Forgets an appointment; that there was one is in the journal."""
    moment.write(_DROP, {"hall": moment.hall_id, "of_code": code})


def use_appointment(moment: Moment, code: str, ticket: TicketId) -> None:
    """Binds an appointment to the ticket that its holder took."""
    moment.write(_USE, {"hall": moment.hall_id, "of_code": code, "ticket": ticket})


def free_appointment(moment: Moment, ticket: TicketId) -> None:
    """Lets the holder of the appointment that this ticket was taken for, if any, come for it again."""
    moment.write(_FREE, {"hall": moment.hall_id, "ticket": ticket})


_OF_CODE = (AppointmentRow.hall_id == bindparam("hall"), AppointmentRow.code == bindparam("of_code"))
_INSERT = insert(AppointmentRow)
_DROP = delete(AppointmentRow).where(*_OF_CODE)
_USE = update(AppointmentRow).where(*_OF_CODE).values(ticket_id=bindparam("ticket"))
_FREE = (
    update(AppointmentRow)
    .where(AppointmentRow.hall_id == bindparam("hall"), AppointmentRow.ticket_id == bindparam("ticket"))
    .values(ticket_id=None)
)
