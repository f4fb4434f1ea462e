"""The journal's hash chain: each event holds the one before it, so that none can be changed, left out or put in
unseen. Pure; knows no database and no keys.

A link is the SHA-256 of the link before it and of the event in one canonical form. What names people may have to be
erased one day: of that, only a salted hash stands in the form, its seal. With the salt and the value anybody can check
the seal; once both are gone, the chain still holds and tells nothing of them.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256

from display_server.domain.events import PERSONAL_FACTS
from display_server.domain.retention import FACTS, Kept

SHOWN = 8
"""So many characters of a link are on a ticket."""
ACTOR = "actor"
NAMES = FACTS[Kept.OFFICERS]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the journal keeps it. `facts` are plain JSON."""

    hall: str
    seq: int
    nth: int
    at: datetime
    day: date
    event: str
    ticket: int | None
    counter: int | None
    service: str | None
    actor: str
    facts: Mapping[str, object]

    def personal(self) -> dict[str, object]:
        """What names people, or may: it is in the chain as seals only."""
        return {ACTOR: self.actor, **{name: self.facts[name] for name in PERSONAL_FACTS if name in self.facts}}


@dataclass(frozen=True, slots=True)
class Salts:
    """The salts of an event's seals; what is erased loses its own, so that the seal tells nothing of it."""

    names: str | None
    """Of who is named, and of what was empty anyway. Events of older versions have only this one."""
    others: Mapping[str, str | None] = field(default_factory=dict)
    """Of each fact that is kept for another time than names."""

    def of(self, fact: str) -> str | None:
        return self.others.get(fact, self.names)


def drawn_salts(entry: Entry, draw: Callable[[], str]) -> Salts:
    """New ones, each by one `draw`."""
    others = {name: draw() for name, value in entry.personal().items() if name not in NAMES and not is_empty(value)}
    return Salts(draw(), others)


def is_empty(value: object) -> bool:
    """Whether a fact tells nothing of anybody."""
    return value in (None, "", [], ())


def first_link(hall: str, day: date, before: str) -> str:
    """What the day's first event stands on: the last link of the days before, or nothing."""
    return _digest(["motcua journal", hall, day.isoformat(), before])


def seals(entry: Entry, salts: Salts) -> dict[str, str]:
    """The salted hash of each personal fact."""
    return {name: seal(salts.of(name), name, value) for name, value in entry.personal().items()}


def seal(salt: str | None, name: str, value: object) -> str:
    """The salted hash of one fact."""
    return _digest([salt, name, value])


def link(before: str, entry: Entry, sealed: Mapping[str, str]) -> str:
    """The event's own link."""
    return chained(before, canonical(entry, sealed))


def chained(before: str, form: str) -> str:
    """The link of what has this canonical form."""
    return sha256(f"{before}\n{form}".encode()).hexdigest()


def canonical(entry: Entry, sealed: Mapping[str, str]) -> str:
    """The event as it is hashed: one line of JSON with sorted names and no spaces."""
    return written(
        {
            "hall": entry.hall,
            "seq": entry.seq,
            "nth": entry.nth,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "day": entry.day.isoformat(),
            "event": entry.event,
            "ticket": entry.ticket,
            "counter": entry.counter,
            "service": entry.service,
            "facts": {name: value for name, value in entry.facts.items() if name not in sealed},
            "seals": sealed,
        }
    )


def broken_seals(entry: Entry, sealed: Mapping[str, str], salts: Salts) -> list[str]:
    """The personal facts that are not what was sealed: also one that was erased once, and is there again."""
    personal = entry.personal()
    return [name for name, its_seal in sealed.items() if not _holds(its_seal, salts.of(name), name, personal.get(name))]


def _holds(its_seal: str, salt: str | None, name: str, value: object) -> bool:
    return is_empty(value) if salt is None else seal(salt, name, value) == its_seal


def erased(entry: Entry, sealed: Collection[str], salts: Salts, facts: Collection[str]) -> tuple[Entry, Salts] | None:
    """The entry without these of its sealed facts, and the salts that remain; None where it has none of them.

    What shares a salt goes together: without it nobody could check the rest.
    """
    personal = entry.personal()
    found = [name for name in facts if name in sealed and not is_empty(personal.get(name))]
    if not found:
        return None
    shares = any(name not in salts.others for name in found)
    gone = {*found, *(name for name in sealed if shares and name not in salts.others)}
    left = {name: _emptied(value) if name in gone else value for name, value in entry.facts.items()}
    others = {name: None if name in gone else salt for name, salt in salts.others.items()}
    who = "" if ACTOR in gone else entry.actor
    return replace(entry, actor=who, facts=left), Salts(None if shares else salts.names, others)


def _emptied(value: object) -> object:
    """What is left of a fact: of the same kind, so that the event can still be read, and a reason is still one."""
    match value:
        case str():
            return ""
        case list() | tuple():
            return []
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a hall's chain had come at a moment: what is signed."""

    hall: str
    seq: int
    link: str
    """Of the last event of the change `seq`."""
    at: datetime

    def message(self) -> bytes:
        """The bytes that are signed."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return written(["motcua checkpoint", self.hall, self.seq, self.link, at]).encode()


def proof_code(seq: int, its_link: str) -> str:
    """What a ticket carries of its own event: short enough to be printed, long enough that no other has it."""
    return f"{seq}-{its_link[:SHOWN]}"


def _digest(parts: list[object]) -> str:
    return sha256(written(parts).encode()).hexdigest()


def written(value: object) -> str:
    """One line of JSON with sorted names and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
