"""Writes what is to be known of a day by whoever looks at its figures, and strikes it out again."""

from datetime import date

from display_server.domain.day_note import DayNote
from display_server.domain.events import DayNoted
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.store.change import Change


def note_day(change: Change, day: date, note: str, by: str) -> DayNote:
    """Notes it, in the place of what was noted before. Raises NotAllowed for a day that has not come."""
    if day > change.today:
        raise NotAllowed("%(day)s has not come yet: write the note on that day.", day=f"{day:%d/%m/%Y}")
    known = change.day_notes.of(day)
    if known is not None and known.note == note:
        return known
    written = DayNote(day, note, by, change.now)
    change.save_day_note(written)
    change.record(DayNoted(at=change.now, of_day=day, note=note))
    return written


def strike_note(change: Change, day: date) -> None:
    """Strikes the note out; what it said stays in the journal. Raises NotFound where the day has none."""
    if change.day_notes.of(day) is None:
        raise NotFound("There is no note to %(day)s.", day=f"{day:%d/%m/%Y}")
    change.drop_day_note(day)
    change.record(DayNoted(at=change.now, of_day=day, note=""))
