"""What an officer remarks of a visit: a note, how many dossiers there are, that its time is not what it took."""

from display_server.domain.events import DossiersCorrected, NoteWritten, TimeMarkedInaccurate
from display_server.domain.refusals import NotAllowed
from display_server.domain.stops import stop_at, stops_of
from display_server.domain.story import note_of
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.change import Change
from display_server.store.reading import Reading
from display_server.use_cases.held import held_by


def write_note(change: Change, number: int, note: str) -> Ticket:
    """Writes the note of the counter's visitor in place of the one before; an empty one takes it away."""
    ticket = held_by(change, number)
    before = note_of(change.journal.recorded_events(ticket.id))
    if note != (before.note if before else ""):
        change.record(
            NoteWritten(
                at=change.now,
                ticket=ticket.id,
                service=ticket.service,
                counter=number,
                officer=change.counters.numbered(number).officer,
                note=note,
            )
        )
    return ticket


def correct_dossiers(change: Change, number: int, dossiers: int) -> Ticket:
    """Corrects how many dossiers the counter's visitor has with them."""
    ticket = held_by(change, number)
    if dossiers == ticket.dossiers:
        return ticket
    corrected = change.save(ticket.with_dossiers(dossiers))
    change.record(
        DossiersCorrected(
            at=change.now,
            ticket=ticket.id,
            service=ticket.service,
            counter=number,
            dossiers=dossiers,
            was=ticket.dossiers,
        )
    )
    return corrected


def mark_time_inaccurate(change: Change, number: int, named: TicketId | None = None) -> Ticket:
    """Keeps the time of this visit out of the figures: of the counter's visitor, or of whoever it was done with last.

    Raises NotAllowed for the ticket of another counter, and where there is neither.
    """
    held, last = change.counters.ticket_at(number), last_ended(change, number)
    known = {held.id: held.stop} if held is not None else {}
    if last is not None:
        known.setdefault(*last)
    if not known:
        raise NotAllowed("Counter %(counter)s has served nobody today.", counter=number)
    wanted = named if named is not None else next(iter(known))
    ticket = change.tickets.with_id(wanted)
    if wanted not in known:
        raise NotAllowed(
            "Ticket %(number)s is neither at counter %(counter)s nor the last one there.",
            number=ticket.number,
            counter=number,
        )
    stop = known[wanted]
    if not stops_of(change.journal.recorded_events(wanted))[stop - 1].inaccurate:
        change.record(
            TimeMarkedInaccurate(at=change.now, ticket=wanted, service=ticket.service, counter=number, stop=stop)
        )
    return ticket


def last_ended(reading: Reading, number: int) -> tuple[TicketId, int] | None:
    """The visit that the counter was done with last today, and which stop of it; None where there was none."""
    last = reading.journal.last_end_at(number)
    if last is None:
        return None
    return last.event.ticket, stop_at(reading.journal.recorded_events(last.event.ticket), last.seq)
