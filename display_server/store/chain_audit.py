"""Whether the journal's hash chains, the security log's and their signed checkpoints hold: `motcua audit verify`.

Reads the journal from its beginning, a portion at a time. Of each hall it tells the first thing that is wrong: what
comes after a broken link proves nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, select

from display_server.domain.chain import Entry, Salts, broken_seals, first_link, link
from display_server.domain.security_log import FIRST_LINK, SECURITY_LOG
from display_server.store.checkpoints import NO_HALL, SignedCheckpoint, signed_checkpoints
from display_server.store.database import for_reading
from display_server.store.journal import AnyRow
from display_server.store.models import AccessRow, HallRow, JournalRow, SecurityLogRow
from display_server.store.security_log import logged_deed, sealed_in

IN_PORTIONS = {"yield_per": 2000}


@dataclass
class Audited:
    """What was read of one chain."""

    hall: str
    """Or `SECURITY_LOG`."""
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
            findings = chain(_of_checkpoints(signed, public_key), _chain(connection, hall, _held(signed), found))
            found.finding = next(findings, None)
            audited.append(found)
        return audited


def audit_security_log(engine: Engine, public_key: str | None, elsewhere: Sequence[SignedCheckpoint] = ()) -> Audited:
    """The same of the security log: one chain for the whole database."""
    with for_reading(engine.connect()) as connection, connection.begin():
        signed = [*signed_checkpoints(connection, NO_HALL, SECURITY_LOG)]
        signed += [each for each in elsewhere if each.checkpoint.hall == SECURITY_LOG]
        found = Audited(SECURITY_LOG, checkpoints=len(signed))
        findings = chain(_of_checkpoints(signed, public_key), _security_log(connection, _held(signed), found))
        found.finding = next(findings, None)
        return found


def _of_checkpoints(signed: Sequence[SignedCheckpoint], public_key: str | None) -> Iterator[str]:
    for each in signed:
        if (wrong := _wrong_signature(each, public_key)) is not None:
            yield wrong
    held = _held(signed)
    for each in signed:
        if held[each.checkpoint.seq] != each.checkpoint.link:
            yield f"{_named(each.checkpoint.hall)}: two checkpoints of change {each.checkpoint.seq} differ"


def _held(signed: Sequence[SignedCheckpoint]) -> dict[int, str]:
    """What the chain was at each change that was signed."""
    held: dict[int, str] = {}
    for each in signed:
        held.setdefault(each.checkpoint.seq, each.checkpoint.link)
    return held


def _named(slug: str) -> str:
    return "the security log" if slug == SECURITY_LOG else f"hall {slug}"


def _security_log(connection: Connection, held: Mapping[int, str], found: Audited) -> Iterator[str]:
    statement = select(*SecurityLogRow.__table__.columns).order_by(SecurityLogRow.id)
    before, number = FIRST_LINK, 0
    with connection.execute(statement, execution_options=IN_PORTIONS) as rows:
        for row in rows:
            number += 1
            if row.id != number:
                yield f"the security log: the entries {number} to {row.id - 1} are missing"
            yield from _wrong_entry(row, before)
            if held.get(number, row.link) != row.link:
                yield f"the security log: entry {number} is not the one that its checkpoint was signed for"
            found.events, before = number, row.link
    last = max([connection.execute(select(AccessRow.logged)).scalar_one(), *held])
    if last > number:
        yield f"the security log ends with entry {number}, but there were {last}: its end is missing"


def _wrong_entry(row: AnyRow, before: str) -> Iterator[str]:
    try:
        logged = logged_deed(row)
    except ValueError:
        yield f"the security log, entry {row.id}: this version does not know such a {row.kind}"
        return
    sealed = sealed_in(row)
    if logged.link(before, sealed) != row.link:
        yield f"the security log, entry {row.id}: it is not what was written, or what came before it is not"
    for name in logged.broken_seals(sealed, row.salt):
        yield f"the security log, entry {row.id}: its {name} is not what was written, or was erased and is there again"


def _chain(connection: Connection, hall: AnyRow, held: Mapping[int, str], found: Audited) -> Iterator[str]:
    statement = (
        select(*JournalRow.__table__.columns)
        .where(JournalRow.hall_id == hall.id)
        .order_by(JournalRow.seq, JournalRow.nth)
    )
    day, before, seq = None, "", 0
    with connection.execute(statement, execution_options=IN_PORTIONS) as rows:
        for row in rows:
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
    for name in broken_seals(entry, row.seals or {}, salts_of(row)):
        yield f"hall {hall}, change {row.seq} ({row.event}): its {name} is not what was written"


def entry_of(hall: str, row: AnyRow) -> Entry:
    """A row of the journal, as it is hashed."""
    return Entry(
        *(hall, row.seq, row.nth, row.at, row.day, row.event, row.ticket_id, row.counter, row.service),
        *(row.actor, row.facts),
    )


def salts_of(row: AnyRow) -> Salts:
    """The salts of a row of the journal."""
    return Salts(row.salt, row.salts or {})


def _wrong_signature(signed: SignedCheckpoint, public_key: str | None) -> str | None:
    checkpoint = signed.checkpoint
    where = f"{_named(checkpoint.hall)}, checkpoint of change {checkpoint.seq}"
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
