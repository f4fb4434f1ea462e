"""Whether the journal's hash chains and their signed checkpoints hold: what `motcua audit verify` asks.

Reads the journal from its beginning, a portion at a time. Of each hall it tells the first thing that is wrong: what
comes after a broken link proves nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, select

from display_server.domain.chain import Entry, broken_seals, first_link, link
from display_server.store.checkpoints import SignedCheckpoint, signed_checkpoints
from display_server.store.database import for_reading
from display_server.store.journal import AnyRow
from display_server.store.models import HallRow, JournalRow

IN_PORTIONS = {"yield_per": 2000}


@dataclass
class Audited:
    """What was read of one hall."""

    hall: str
    events: int = 0
    unchained: int = 0
    """Written before there was a chain."""
    checkpoints: int = 0
    finding: str | None = None
    """The first thing that is wrong."""


def audit(engine: Engine, public_key: str | None, elsewhere: Sequence[SignedCheckpoint] = ()) -> list[Audited]:
    """Every hall's chain, in the order of their names.

    `public_key`: the only one that may have signed, in hexadecimal; without it any that verifies. `elsewhere`: the
    checkpoints that a file on another machine holds: whoever rewrites the database cannot rewrite those.
    """
    with for_reading(engine.connect()) as connection, connection.begin():
        halls = connection.execute(select(HallRow.id, HallRow.slug, HallRow.seq).order_by(HallRow.slug)).all()
        audited = []
        for hall in halls:
            signed = [*signed_checkpoints(connection, hall.id, hall.slug)]
            signed += [each for each in elsewhere if each.checkpoint.hall == hall.slug]
            found = Audited(hall.slug, checkpoints=len(signed))
            found.finding = next(_findings(connection, hall, signed, public_key, found), None)
            audited.append(found)
        return audited


def _findings(
    connection: Connection,
    hall: AnyRow,
    signed: Sequence[SignedCheckpoint],
    public_key: str | None,
    found: Audited,
) -> Iterator[str]:
    for each in signed:
        if (wrong := _wrong_signature(each, public_key)) is not None:
            yield wrong
    held: dict[int, str] = {}
    for each in signed:
        if held.setdefault(each.checkpoint.seq, each.checkpoint.link) != each.checkpoint.link:
            yield f"hall {hall.slug}: two checkpoints of change {each.checkpoint.seq} differ"
    yield from _chain(connection, hall, held, found)


def _chain(connection: Connection, hall: AnyRow, held: Mapping[int, str], found: Audited) -> Iterator[str]:
    statement = (
        select(*JournalRow.__table__.columns)
        .where(JournalRow.hall_id == hall.id)
        .order_by(JournalRow.seq, JournalRow.nth)
    )
    day, before, seq = None, "", 0
    for row in connection.execute(statement, execution_options=IN_PORTIONS):
        if row.seq > seq and seq in held and held[seq] != before:
            yield f"hall {hall.slug}: change {seq} is not the one that its checkpoint was signed for"
        if row.seq > seq + 1:
            yield f"hall {hall.slug}: the changes {seq + 1} to {row.seq - 1} are missing"
        found.events += 1
        if row.link is None:
            if before:
                yield f"hall {hall.slug}, change {row.seq}: it is no link of the chain"
            found.unchained += 1
        else:
            base = before if row.day == day and before else first_link(hall.slug, row.day, before)
            yield from _wrong(hall.slug, row, base)
            day, before = row.day, row.link
        seq = row.seq
    if seq in held and held[seq] != before:
        yield f"hall {hall.slug}: change {seq} is not the one that its checkpoint was signed for"
    last = max([hall.seq, *held], default=0)
    if last > seq:
        yield f"hall {hall.slug}: the journal ends with change {seq}, but there were {last}: its end is missing"


def _wrong(hall: str, row: AnyRow, before: str) -> Iterator[str]:
    entry = entry_of(hall, row)
    if link(before, entry, row.seals or {}) != row.link:
        yield f"hall {hall}, change {row.seq} ({row.event}): it is not what was written, or what came before it is not"
    for name in broken_seals(entry, row.seals or {}, row.salt):
        yield f"hall {hall}, change {row.seq} ({row.event}): its {name} is not what was written"


def entry_of(hall: str, row: AnyRow) -> Entry:
    """A row of the journal, as it is hashed."""
    return Entry(
        *(hall, row.seq, row.nth, row.at, row.day, row.event, row.ticket_id, row.counter, row.service),
        *(row.actor, row.facts),
    )


def _wrong_signature(signed: SignedCheckpoint, public_key: str | None) -> str | None:
    checkpoint = signed.checkpoint
    where = f"hall {checkpoint.hall}, checkpoint of change {checkpoint.seq}"
    if public_key is not None and signed.key != public_key:
        return f"{where}: it is signed with another key ({signed.key[:16]}…)"
    return None if is_signed(signed) else f"{where}: its signature is forged"


def is_signed(signed: SignedCheckpoint) -> bool:
    """Whether its key has signed it."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.key))
        key.verify(bytes.fromhex(signed.signature), signed.checkpoint.message())
    except (InvalidSignature, ValueError):
        return False
    return True
