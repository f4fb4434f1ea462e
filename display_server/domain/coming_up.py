"""Who should get ready: the next few of those who wait, by the order in which open counters would call them. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from display_server.domain.dispatch import next_of, next_ticket
from display_server.domain.ticket import Ticket, TicketId


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """A counter that calls visitors."""

    tiers: tuple[tuple[str, ...], ...]
    """The services that it takes, in order of preference."""
    sent: Sequence[Ticket] = ()
    """Who waits for this counter alone, in their order."""


def coming_up(
    counters: Sequence[OpenCounter],
    queues: Mapping[str, Sequence[Ticket]],
    long_waited: Collection[str],
    limit: int,
) -> list[Ticket]:
    """The first of those whom these counters would call, were each free next; whoever ranks first is first.

    `queues`: by service, at least the first `limit` who may be called to any counter, in their order. `long_waited`:
    the services whose visitors have waited so long that counters which only help out take them as their own.
    """
    taken: set[TicketId] = set()
    found: list[Ticket] = []
    while len(found) < limit:
        ticket = next_ticket(_calls_of(counters, queues, long_waited, taken))
        if ticket is None:
            break
        taken.add(ticket.id)
        found.append(ticket)
    return found


def _calls_of(
    counters: Iterable[OpenCounter],
    queues: Mapping[str, Sequence[Ticket]],
    long_waited: Collection[str],
    taken: Collection[TicketId],
) -> Iterable[Ticket]:
    """Whom each counter would call now, if those who are taken were gone."""
    heads = {service: _first(queue, taken) for service, queue in queues.items()}
    for counter in counters:
        own, *lower = [[head for each in tier if (head := heads.get(each)) is not None] for tier in counter.tiers]
        sent = _first(counter.sent, taken)
        ticket = next_of([[*own, sent] if sent else own, *lower], long_waited)
        if ticket is not None:
            yield ticket


def _first(queue: Sequence[Ticket], taken: Collection[TicketId]) -> Ticket | None:
    return next((ticket for ticket in queue if ticket.id not in taken), None)
