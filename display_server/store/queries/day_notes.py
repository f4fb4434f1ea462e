"""The notes to a hall's days, one a day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, delete, insert, select, update

from display_server.domain.day_note import DayNote
from display_server.store.models import DayNoteRow
from display_server.store.queries.moment import Moment

_COLUMNS = (DayNoteRow.day, DayNoteRow.note, DayNoteRow.by, DayNoteRow.at)
_BETWEEN = (
    select(*_COLUMNS)
    .where(
        DayNoteRow.hall_id == bindparam("hall_id"),
        DayNoteRow.day.between(bindparam("first"), bindparam("last")),
    )
    .order_by(DayNoteRow.day)
)


class DayNoteQueries:
    """A hall's notes to its days."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def between(self, first: date, last: date) -> Sequence[DayNote]:
        """Those of these local days, both included, the earliest first."""
        return [DayNote(*row) for row in self.moment.rows(_BETWEEN, first=first, last=last)]

    def of(self, day: date) -> DayNote | None:
        return next(iter(self.between(day, day)), None)


def save_note(moment: Moment, note: DayNote) -> None:
    """Stores the note, in the place of the one that the day had."""
    facts = {"note": note.note, "by": note.by, "at": note.at}
    of_day = update(DayNoteRow).where(DayNoteRow.hall_id == moment.hall_id, DayNoteRow.day == note.day)
    if moment.write(of_day.values(facts), {}) == 0:
        moment.write(insert(DayNoteRow), {"hall_id": moment.hall_id, "day": note.day, **facts})


def drop_note(moment: Moment, day: date) -> None:
    """Forgets the note to a day; that there was one is in the journal."""
    moment.write(delete(DayNoteRow).where(DayNoteRow.hall_id == moment.hall_id, DayNoteRow.day == day), {})
