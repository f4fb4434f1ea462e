"""Erasing what names people once its days are over: by night, and told in the journal and the security log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from display_server.domain.events import PersonalDataErased
from display_server.domain.retention import A_DAY, OF_A_HALL, OF_ALL_HALLS, Erased, Kept, due, longest
from display_server.domain.security_log import Deed, Doer, Kind
from display_server.store.erasures import Erasure, Erasures
from display_server.store.hall import Hall
from display_server.use_cases.day import CLOCK


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be erased of a hall, or of the whole database, now."""

    hall: Hall | None
    at: datetime
    until: Mapping[Kept, date]
    ends: Mapping[Kept, datetime]
    """When those days ended."""

    @property
    def slug(self) -> str | None:
        return self.hall.slug if self.hall else None


@dataclass(frozen=True, slots=True)
class KeptNow:
    """How a class stands."""

    kind: Kept
    days: int
    since: date | None
    """The oldest day of which it is still there."""
    last: Erasure | None
    """When it was erased last."""


def overview(erasures: Erasures, hall: Hall) -> list[KeptNow]:
    """Of a hall, and of what it shares with the others in its database."""
    with hall.reading() as reading:
        own = reading.plan.retention
    shared, first_day = longest(erasures.retentions()), erasures.first_day(hall.slug)
    found = []
    for kinds, retention, slug in ((OF_A_HALL, own, hall.slug), (OF_ALL_HALLS, shared, None)):
        done = erasures.done(slug)
        for kind in kinds:
            last = done.get(kind)
            since = max(filter(None, (first_day, last.until + A_DAY if last else None)), default=None)
            found.append(KeptNow(kind, retention.days(kind), since, last))
    return found


def due_in(erasures: Erasures, hall: Hall, *, at_once: bool = False) -> Due:
    """What a hall has kept for long enough; `at_once`: though it is open."""
    with hall.reading() as reading:
        plan, now, today, at_night = reading.plan, reading.now, reading.today, not reading.is_open
    done = {kind: each.until for kind, each in erasures.done(hall.slug).items()}
    until = due(OF_A_HALL, plan.retention, today, done, at_night=at_night or at_once)
    return Due(hall, now, until, {kind: plan.day_bounds(day)[1] for kind, day in until.items()})


def due_in_all(erasures: Erasures, now: datetime) -> Due:
    """The same of what belongs to no hall; its days are UTC's."""
    done = {kind: each.until for kind, each in erasures.done(None).items()}
    until = due(OF_ALL_HALLS, longest(erasures.retentions()), now.date(), done, at_night=True)
    ends = {kind: datetime.combine(day + A_DAY, time(), UTC) for kind, day in until.items()}
    return Due(None, now, until, ends)


def count_due(erasures: Erasures, found: Due) -> Erased:
    """How much would be erased; erases nothing."""
    return {kind: erasures.count(found.slug, kind, day, found.ends[kind]) for kind, day in found.until.items()}


def erase_what_is_due(erasures: Erasures, found: Due, by: str = CLOCK) -> Erased:
    """Erases it, a portion at a time, and says how much it was."""
    erased = {}
    for kind, day in found.until.items():
        erased[kind] = erasures.erase(found.slug, kind, day, found.ends[kind])
        erasures.note_done(found.slug, kind, Erasure(day, found.at, erased[kind]))
    tell(erasures, found.hall, found.at, erased, Kind.DATA_ERASED, by)
    if any(erased.values()):
        if found.hall is not None:
            found.hall.erase_traces(anew=True)
        else:
            erasures.empty_log()
    return erased


def tell(erasures: Erasures, hall: Hall | None, at: datetime, erased: Erased, kind: Kind, by: str) -> None:
    """Writes into the hall's journal and the security log how much was erased, and nothing of whom."""
    counts = {each.value: count for each, count in erased.items() if count}
    asked_for = kind is Kind.PERSON_FORGOTTEN
    if not counts and not asked_for:
        return
    if hall is not None:
        with hall.change(by) as change:
            change.record(PersonalDataErased(at=change.now, asked_for=asked_for, erased=counts))
    erasures.log.add(at, Deed(kind, Doer(by), hall=hall.slug if hall else None, facts={"erased": counts}))
