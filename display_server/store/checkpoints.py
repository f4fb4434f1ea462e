"""Signed checkpoints of the journal's chains and of the security log's: kept in the database, and handed to a file
elsewhere."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from display_server.domain.chain import Checkpoint
from display_server.domain.refusals import NotValid
from display_server.domain.security_log import SECURITY_LOG
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import CheckpointRow, HallRow, JournalRow, SecurityLogRow

Sign = Callable[[bytes], bytes]
NO_HALL = 0
"""The security log's chain is one for the whole database."""


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    checkpoint: Checkpoint
    key: str
    """The public key (Ed25519, RFC 8032), in hexadecimal."""
    signature: str

    def line(self) -> str:
        """As a file on another machine, and a sheet of paper, hold it."""
        of = self.checkpoint
        facts = {"hall": of.hall, "seq": of.seq, "link": of.link, "at": of.at.isoformat()}
        return json.dumps({**facts, "key": self.key, "signature": self.signature})

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Raises NotValid for what `line` did not write."""
        try:
            facts = json.loads(line)
            at = datetime.fromisoformat(facts["at"])
            checkpoint = Checkpoint(str(facts["hall"]), int(facts["seq"]), str(facts["link"]), at)
            return cls(checkpoint, str(facts["key"]), str(facts["signature"]))
        except (ValueError, KeyError, TypeError) as error:
            raise NotValid("checkpoints", "This is no line of checkpoints: %(line)s", line=line[:80]) from error


def signed_checkpoints(connection: Connection, hall_id: int, slug: str) -> Iterator[SignedCheckpoint]:
    """A chain's, oldest first."""
    for row in connection.execute(_OF_HALL, {"hall_id": hall_id}):
        yield SignedCheckpoint(Checkpoint(slug, row.seq, row.link, row.at), row.key, row.signature)


def every_checkpoint(engine: Engine) -> list[SignedCheckpoint]:
    """Of all halls, in the order of their names, then of the security log; oldest first."""
    with in_words(), engine.connect() as connection:
        halls = connection.execute(select(HallRow.id, HallRow.slug).order_by(HallRow.slug)).all()
        chains = [*((hall.id, hall.slug) for hall in halls), (NO_HALL, SECURITY_LOG)]
        return [signed for chain in chains for signed in signed_checkpoints(connection, *chain)]


def last_of_chain(connection: Connection, hall_id: int) -> tuple[int, str] | None:
    """The last change and its link; None in a chain without any."""
    last = _LAST_LOGGED if hall_id == NO_HALL else _LAST_LINK
    row = connection.execute(last, {"hall_id": hall_id}).first()
    return (row.seq, row.link) if row is not None and row.link is not None else None


def _chain_id(connection: Connection, chain: str) -> int:
    if chain == SECURITY_LOG:
        return NO_HALL
    found: int = connection.execute(_HALL_ID, {"slug": chain}).scalar_one()
    return found


class Checkpoints:
    """Signs how far the chains have come, each called by its hall, or `SECURITY_LOG`.

    Several processes may: who comes second finds it done.
    """

    def __init__(self, engine: Engine, key: str, sign: Sign, file: Path | None = None) -> None:
        """`file`: where each checkpoint is appended as a line, best on another machine."""
        self._engine = engine
        self._key = key
        self._sign = sign
        self._file = file

    def last_at(self, slug: str) -> tuple[int, datetime] | None:
        """Of which change the chain's last checkpoint is, and when it was signed."""
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(_NEWEST, {"hall_id": _chain_id(connection, slug)}).first()
        return (row.seq, row.at) if row is not None else None

    def end_of(self, slug: str) -> int:
        """The chain's last change; 0 where there is none."""
        with in_words(), self._engine.connect() as connection:
            end = last_of_chain(connection, _chain_id(connection, slug))
        return end[0] if end is not None else 0

    def sign(self, slug: str, now: datetime) -> None:
        """Signs the present end of the chain, unless that is done already."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = _chain_id(connection, slug)
            end = last_of_chain(connection, hall_id)
            known = connection.execute(_NEWEST, {"hall_id": hall_id}).first()
            if end is None or (known is not None and known.seq >= end[0]):
                return
            checkpoint = Checkpoint(slug, *end, now)
            signature = self._sign(checkpoint.message()).hex()
            row = {"hall_id": hall_id, "seq": checkpoint.seq, "link": checkpoint.link, "at": now}
            connection.execute(insert(CheckpointRow), {**row, "key": self._key, "signature": signature})

    def hand_over(self, slug: str, now: datetime) -> None:
        """Appends to the file what it has not yet. Raises OSError where that cannot be: it is tried again."""
        if self._file is None:
            return
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = _chain_id(connection, slug)
            rows = connection.execute(_NOT_HANDED, {"hall_id": hall_id}).all()
            if not rows:
                return
            signed = [
                SignedCheckpoint(Checkpoint(slug, row.seq, row.link, row.at), row.key, row.signature) for row in rows
            ]
            with self._file.open("a", encoding="utf-8") as file:
                file.writelines(f"{each.line()}\n" for each in signed)
            connection.execute(_HANDED, {"hall": hall_id, "until": rows[-1].seq, "now": now})


_OF_ONE = CheckpointRow.hall_id == bindparam("hall_id")
_OF_HALL = select(*CheckpointRow.__table__.columns).where(_OF_ONE).order_by(CheckpointRow.seq)
_NOT_HANDED = _OF_HALL.where(CheckpointRow.handed_at.is_(None))
_HANDED = (
    update(CheckpointRow)
    .where(
        CheckpointRow.hall_id == bindparam("hall"),
        CheckpointRow.seq <= bindparam("until"),
        CheckpointRow.handed_at.is_(None),
    )
    .values(handed_at=bindparam("now"))
)
_HALL_ID = select(HallRow.id).where(HallRow.slug == bindparam("slug"))
_NEWEST = select(CheckpointRow.seq, CheckpointRow.at).where(_OF_ONE).order_by(CheckpointRow.seq.desc()).limit(1)
_LAST_LOGGED = select(SecurityLogRow.id.label("seq"), SecurityLogRow.link).order_by(SecurityLogRow.id.desc()).limit(1)
_LAST_LINK = (
    select(JournalRow.seq, JournalRow.link)
    .where(JournalRow.hall_id == bindparam("hall_id"))
    .order_by(JournalRow.seq.desc(), JournalRow.nth.desc())
    .limit(1)
)
