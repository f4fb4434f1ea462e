"""A ticket's place in the journal's chain, for whoever holds its paper, and who was called before it."""

from dataclasses import dataclass

from display_server.domain.chain import canonical, proof_code
from display_server.domain.refusals import NotFound
from display_server.domain.ticket import Ticket, TicketId
from display_server.domain.why import Because, Side, why
from display_server.store.chain_audit import entry_of
from display_server.store.checkpoints import SignedCheckpoint
from display_server.store.reading import Reading

MOST_EXPLAINED = 5
"""Of those who came later and were called before."""
FEW = 50
"""Rows to look at: an issuing is one change, with few events in it."""
MOST_DIGITS = 18
ISSUED = ("TicketIssued", "TicketHandedIn")


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves when a ticket was issued, and in which order."""

    ticket: Ticket
    code: str
    seq: int
    entry: str
    """The event as it was hashed; whoever is named in it stands there as a salted hash."""
    before: str
    """The link before it."""
    link: str
    after: str | None
    """The link after it, once there is one."""
    checkpoint: SignedCheckpoint | None
    """The first that was signed at or after it."""
    later_called_before: tuple[Because, ...]
    """Why those were called before it who had come later; the first few."""
    more_called_before: int
    """How many more there are of them."""
    is_called: bool
    service: str
    """For which it was taken, wherever it has gone since."""


def proof_of(reading: Reading, code: str) -> Proof:
    """Raises NotFound for a code that no ticket of this hall carries."""
    number, _, beginning = code.partition("-")
    links = reading.journal.rows_from(int(number), FEW) if number.isdecimal() and len(number) < MOST_DIGITS else []
    own = next((row for row in links if row.seq == int(number) and row.event in ISSUED), None)
    if own is None or own.link is None or proof_code(own.seq, own.link) != f"{int(number)}-{beginning}":
        raise NotFound("No ticket of this hall carries the code %(code)s. Compare it with the paper.", code=code)
    ticket = reading.tickets.with_id(TicketId(own.ticket_id))
    later = _later_called_before(reading, ticket)
    place = links.index(own)
    return Proof(
        ticket,
        code,
        own.seq,
        canonical(entry_of(reading.plan.slug, own), own.seals or {}),
        reading.journal.link_before(own),
        own.link,
        links[place + 1].link if place + 1 < len(links) else None,
        reading.journal.first_checkpoint_from(own.seq),
        tuple(later[:MOST_EXPLAINED]),
        max(0, len(later) - MOST_EXPLAINED),
        ticket.call_seq is not None,
        own.service,
    )


def remembered_code(reading: Reading, ticket: Ticket) -> str | None:
    """The code that the ticket's paper carries; None where it was issued before there was a chain."""
    row = next((row for row in reading.journal.rows_of(ticket.id) if row.event in ISSUED), None)
    return proof_code(row.seq, row.link) if row is not None and row.link is not None else None


def _later_called_before(reading: Reading, ticket: Ticket) -> list[Because]:
    """Why each of those was called before the ticket, for its first service, who had come after it."""
    own = Side(ticket, reading.journal.recorded_events(ticket.id))
    service = own.story[0].event.service
    own_call = Side(ticket, own.story, service).call
    found = []
    for other in reading.tickets.called_after_coming_later(ticket, service):
        side = Side(other, reading.journal.recorded_events(other.id), service)
        call = side.call
        if call is not None and (own_call is None or call.seq < own_call.seq):
            found.append((call.seq, why(side, Side(ticket, own.story, service), reading.plan)[1]))
    return [because for _, because in sorted(found, key=lambda each: each[0])]
