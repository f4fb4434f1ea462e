"""What a kiosk does for the times when it cannot reach the server: lease numbers, hand in what it printed."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from display_server.domain.dispatch import rank
from display_server.domain.events import NumbersLeased, NumbersReclaimed, TicketHandedIn
from display_server.domain.hall_plan import PriorityClass, Service
from display_server.domain.lease import Lease
from display_server.domain.numbering import MOST_DIGITS
from display_server.domain.refusals import NotAllowed, NotFound, NotValid, Refused
from display_server.domain.ticket import State, Ticket
from display_server.store.change import Change
from display_server.store.queries.numbers import NewLease
from display_server.store.queries.tickets import NewTicket
from display_server.use_cases.giving_up import give_up
from display_server.use_cases.keys import Key
from display_server.use_cases.kiosk import TicketRequest

MOST_FORGOTTEN = 5000
"""So far beyond the numbers that it knows to be away a restored server believes a kiosk that says it printed one."""
FORGOTTEN = "forgotten"
"""The holder of numbers that a restored server may have given to anyone."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A ticket that a kiosk printed from a lease."""

    lease: int
    number: str
    token: str
    issued_at: datetime
    request: TicketRequest
    key: str | None = None
    """The idempotency key of the request that got no answer before the kiosk printed this number instead."""
    sender: str | None = None
    """Whose key it is."""

    @property
    def own_key(self) -> Key | None:
        return Key(self.key, self.sender) if self.key is not None else None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one ticket that was handed in: it queues now, it did before, or why it cannot."""

    number: str
    outcome: Literal["accepted", "already", "refused"]
    ticket: Ticket | None = None
    why: Refused | None = None


def lease_numbers(change: Change, holder: str, size: int, prefixes: Sequence[str] = ()) -> list[Lease]:
    """The blocks of numbers that this kiosk alone may print today, about `size` of each prefix.

    Who asks says that it has handed in all it printed: what is left of its expired leases goes to others from now on.
    A prefix whose numbers are used up has no lease.
    """
    leases: list[Lease] = []
    for prefix in prefixes or change.plan.prefixes:
        own = _own(change, holder, prefix, change.today)
        for lease in own:
            if not lease.is_live(change.now):
                _reclaim(change, lease)
        live = [_kept_fresh(change, lease) for lease in own if lease.is_live(change.now) and lease.left > 0]
        if 2 * sum(lease.left for lease in live) < size:
            live += _granted(change, holder, prefix, size, change.today)
        leases += live
    return leases


def lease_ahead(change: Change, holder: str, size: int, prefixes: Sequence[str] = ()) -> list[Lease]:
    """The same of the next day on which the hall opens: a kiosk that is cut off overnight begins it with these."""
    day = change.plan.calendar.next_day(change.now)
    leases: list[Lease] = []
    for prefix in prefixes or change.plan.prefixes:
        leases += (own := _own(change, holder, prefix, day))
        if 2 * sum(lease.left for lease in own) < size:
            leases += _granted(change, holder, prefix, size, day)
    return leases


def known_prefixes(change: Change, prefixes: Sequence[str]) -> tuple[str, ...]:
    """Each once. Raises NotValid for one that no service of the hall has."""
    for prefix in prefixes:
        if prefix not in change.plan.prefixes:
            raise NotValid("prefixes", "This hall has no service with the prefix %(prefix)s.", prefix=prefix)
    return tuple(dict.fromkeys(prefixes))


def _own(change: Change, holder: str, prefix: str, day: date) -> list[Lease]:
    known = change.numbers.leases(prefix, day)
    return [lease for lease in known if lease.holder == holder and lease.reclaimed_at is None]


def step_over_forgotten(change: Change) -> None:
    """For a server that was restored from a backup: gives none of the numbers that it may have given since.

    A kiosk that has printed one of them hands it in as ever.
    """
    for day in (change.today, change.plan.calendar.next_day(change.now)):
        for prefix in change.plan.prefixes:
            known = change.numbers.leases(prefix, day)
            for lease in known:
                _reclaim(change, lease.printed(lease.last))
            taken = {sequence for lease in known for sequence in range(lease.first, lease.last + 1)}
            for gap in _stretches(change.step_over(prefix, day, MOST_FORGOTTEN), taken):
                begins, ends = change.plan.day_bounds(day)
                lost = NewLease(
                    day=day,
                    prefix=prefix,
                    first=gap[0],
                    next=gap[-1] + 1,
                    last=gap[-1],
                    holder=FORGOTTEN,
                    granted_at=begins,
                    expires_at=ends,
                    reclaimed_at=change.now,
                )
                _told(change, change.add_lease(lost))


def _stretches(numbers: range, without: Set[int]) -> Iterator[range]:
    """What is left of the numbers, in one piece each."""
    first = numbers.start
    for cut in sorted(without & set(numbers)):
        if first < cut:
            yield range(first, cut)
        first = cut + 1
    if first < numbers.stop:
        yield range(first, numbers.stop)


def hand_in(change: Change, holder: str, printed: Iterable[Printed]) -> list[Received]:
    """Queues what the kiosk printed while it was alone, each ranked by its own issue time.

    The same ticket may be handed in any number of times. One that is refused does not keep the others out.
    """
    return [_received(change, holder, each) for each in printed]


def _received(change: Change, holder: str, printed: Printed) -> Received:
    try:
        lease, sequence = _lease_of(change, holder, printed)
        if lease.granted_at > change.now:
            raise NotAllowed("The number %(number)s counts only from its own day.", number=printed.number)
        before = change.tickets.numbered(lease.day, printed.number)
        if before is not None and before.token == printed.token:
            return Received(printed.number, "already", before)
        if before is not None or change.tickets.token_is_taken(printed.token):
            raise NotAllowed("The number %(number)s belongs to another ticket.", number=printed.number)
        return Received(printed.number, "accepted", _queued(change, lease, sequence, printed))
    except Refused as refusal:
        return Received(printed.number, "refused", why=refusal)


def _lease_of(change: Change, holder: str, printed: Printed) -> tuple[Lease, int]:
    lease = change.numbers.lease(printed.lease)
    if lease is not None and lease.holder == holder and lease.holds(sequence := _sequence(printed, lease.prefix)):
        return lease, sequence
    prefix = _given(change, printed.request)[0].prefix
    sequence = _sequence(printed, prefix)
    lease = _granted_again(change, holder, printed, prefix, sequence)
    if lease is None:
        raise NotAllowed("No lease of this kiosk holds the number %(number)s.", number=printed.number)
    return lease, sequence


def _sequence(printed: Printed, prefix: str) -> int:
    """Of the written number, -1 where it is none of this prefix. How many digits the hall writes may have changed since
    it was printed: the number is the same.
    """
    digits = printed.number.removeprefix(prefix)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS else -1


def _granted_again(change: Change, holder: str, printed: Printed, prefix: str, sequence: int) -> Lease | None:
    """The lease of a server that was restored from a backup of before it granted one: somebody holds the number.

    None where another kiosk may have printed it since, or it cannot have been leased today.
    """
    known = change.numbers.leases(prefix, change.plan.day(printed.issued_at))
    ended = (lease for lease in known if lease.holder in (holder, FORGOTTEN) and lease.reclaimed_at is not None)
    if (lease := next((lease for lease in ended if lease.holds(sequence)), None)) is not None:
        return lease
    first = next(iter(change.numbers_that_can_be_leased(prefix, 1)), sequence + 1)
    wanted = sequence + 1 - first
    if (
        change.plan.day(printed.issued_at) != change.today
        or not 0 < wanted <= MOST_FORGOTTEN
        or sequence not in change.numbers_that_can_be_leased(prefix, wanted)
    ):
        return None
    numbers = change.numbers_to_lease(prefix, wanted, change.today)
    new = NewLease(
        day=change.today,
        prefix=prefix,
        first=numbers[0],
        last=numbers[-1],
        holder=holder,
        granted_at=min(printed.issued_at, change.now),
        expires_at=change.now,
        reclaimed_at=change.now,
    )
    return _told(change, change.add_lease(new))


def _given(change: Change, request: TicketRequest) -> tuple[Service, PriorityClass | None]:
    """What is on the paper. The kiosk went by the catalogue that it had, and somebody holds the number: what the hall
    has given up since is still theirs, and so is a number with the prefix that the service had. Raises NotValid for a
    service that the hall never had.
    """
    try:
        service = change.plan.service(request.service)
    except NotFound as refusal:
        raise NotValid("service", refusal.sentence, **refusal.facts) from refusal
    known = (each for each in change.plan.priority_classes if each.slug == request.priority_class)
    return service, next(known, None)


def _spoken(change: Change, request: TicketRequest) -> str:
    languages = change.plan.languages
    return request.language if request.language in languages else languages[0]


def _queued(change: Change, lease: Lease, sequence: int, printed: Printed) -> Ticket:
    service, priority_class = _given(change, printed.request)
    issued_at = lease.issue_time(printed.issued_at, change.now)
    unheard = _unheard(change, printed)
    own_key = printed.own_key if unheard is None else None  # bound, should the lost request still arrive
    new = NewTicket(
        day=lease.day,
        prefix=lease.prefix,
        sequence=sequence,
        number=printed.number,
        service=service.slug,
        priority_class=priority_class.slug if priority_class else None,
        language=_spoken(change, printed.request),
        dossiers=printed.request.dossiers,
        token=printed.token,
        issued_at=issued_at,
        rank=rank(issued_at, priority_class.head_start) if priority_class else issued_at,
        next_stops=service.next_stops,
        key=own_key.stored if own_key is not None else None,
        request=printed.request.digest() if own_key is not None else None,
    )
    ticket = change.add_ticket(new)
    change.save_lease(lease.printed(sequence))
    change.record(
        TicketHandedIn(
            at=change.now,
            ticket=ticket.id,
            number=ticket.number,
            service=ticket.service,
            priority_class=ticket.priority_class,
            rank=ticket.rank,
            dossiers=ticket.dossiers,
            issued_at=issued_at,
            told_at=printed.issued_at,
            lease=lease.id,
            next_stops=ticket.next_stops,
            instead_of=unheard.id if unheard else None,
        )
    )
    if unheard is not None and unheard.state is State.WAITING:
        give_up(change, unheard)
    return ticket


def _unheard(change: Change, printed: Printed) -> Ticket | None:
    """The ticket that the unanswered request led to: the kiosk never heard of it, so nobody holds it."""
    remembered = printed.own_key.remembered(change) if printed.own_key is not None else None
    return change.tickets.with_id(remembered[1]) if remembered is not None else None


def _kept_fresh(change: Change, lease: Lease) -> Lease:
    renewed = lease.renewed(_expiry(change), change.plan.rules.lease_life)
    return lease if renewed == lease else _told(change, renewed)


def _expiry(change: Change) -> datetime:
    """A lease ends with its day at the latest: tomorrow its numbers are given anew."""
    return min(change.now + change.plan.rules.lease_life, change.plan.day_ends(change.now))


def _granted(change: Change, holder: str, prefix: str, size: int, day: date) -> list[Lease]:
    """One more lease: of numbers that another kiosk gave back, or of those that stand apart for leases."""
    begins, ends = (change.now, _expiry(change)) if day == change.today else change.plan.day_bounds(day)

    def lease_of(first: int, last: int) -> Lease:
        new = NewLease(holder, prefix, day, first, last, granted_at=begins, expires_at=ends)
        return _told(change, change.add_lease(new))

    for lease in change.numbers.leases(prefix, day):
        if lease.reclaimed_at is not None and lease.left > 0:
            change.save_lease(lease.used_part())
            return [lease_of(lease.next, lease.last)]
    numbers = change.numbers_to_lease(prefix, size, day)
    return [lease_of(numbers[0], numbers[-1])] if numbers else []


def _told(change: Change, lease: Lease) -> Lease:
    change.record(
        NumbersLeased(
            at=change.now,
            lease=lease.id,
            holder=lease.holder,
            prefix=lease.prefix,
            first=lease.first,
            last=lease.last,
            expires_at=lease.expires_at,
            of_day=lease.day,
        )
    )
    return change.save_lease(lease)


def _reclaim(change: Change, lease: Lease) -> None:
    change.save_lease(lease.reclaimed(change.now))
    change.record(
        NumbersReclaimed(
            at=change.now,
            lease=lease.id,
            holder=lease.holder,
            prefix=lease.prefix,
            first=lease.next,
            last=lease.last,
        )
    )
