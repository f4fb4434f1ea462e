"""How many numbers the kiosk holds to issue by itself, and leasing more before they run short."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

from display_server.contract import Catalogue
from kiosk_app.issuing.server_link import ServerLink
from kiosk_app.store.kiosk_store import KioskStore

TICKETS_HELD = 2000
"""So many tickets the kiosk can issue by itself: more than a day of the whole centre. So many also of the one prefix
that most have asked for here."""
MOST_PER_PREFIX, FEWEST_PER_PREFIX = TICKETS_HELD, 120
"""Nobody asks for all services alike: there are enough of one that this kiosk does not know to be busy yet."""
BUSY_SHARE = 1.5
"""Of a prefix that many ask for, the kiosk holds so many times what it issued of it on its busiest day."""
REFILL_BELOW = 0.5
"""Of what it wants to hold. The server leases no more before that."""
RENEW_EVERY = timedelta(minutes=15)
LEASE_MARGIN = timedelta(minutes=2)
"""So long before its end a lease is used no more: after it the server may give its numbers to others."""
FOLLOW = "follow"
"""The note of the address at which a ticket is followed."""
_AT_ONCE = datetime.min.replace(tzinfo=UTC)


class NumberStock:
    def __init__(self, link: ServerLink, store: KioskStore) -> None:
        self._link, self._store = link, store
        self._renew_at = _AT_ONCE

    def renew_soon(self) -> None:
        """A server that was restored from a backup may have forgotten its leases."""
        self._renew_at = _AT_ONCE

    def refill(self, catalogue: Catalogue | None, now: datetime) -> None:
        """Asks for what is short, and now and then for all, so that the leases last. Raises Unreachable, AccessDenied
        or StoreFails.
        """
        left, stock = self._store.numbers.left(now), self.wanted(catalogue)
        wanted = (
            stock
            if now >= self._renew_at
            else {prefix: size for prefix, size in stock.items() if left.get(prefix, 0) < size * REFILL_BELOW}
        )
        for size in sorted(set(wanted.values())):
            self._lease(size, [prefix for prefix in wanted if wanted[prefix] == size])
        if wanted == stock:
            self._renew_at = now + RENEW_EVERY

    def wanted(self, catalogue: Catalogue | None) -> Mapping[str, int]:
        """How many numbers of each prefix the kiosk wants to hold: of the busiest enough for everybody."""
        departments = catalogue.departments if catalogue else ()
        of_services = {service.slug: service.prefix for department in departments for service in department.services}
        prefixes = sorted(set(of_services.values()))
        each = ceil(TICKETS_HELD / max(1, len(prefixes)))
        busiest = self._store.tickets.busiest_days(of_services)
        first = max(busiest, key=lambda prefix: busiest[prefix], default=None)
        return {
            prefix: TICKETS_HELD
            if prefix == first
            else min(MOST_PER_PREFIX, max(FEWEST_PER_PREFIX, each, ceil(BUSY_SHARE * busiest.get(prefix, 0))))
            for prefix in prefixes
        }

    def _lease(self, size: int, prefixes: Sequence[str]) -> None:
        leased = self._link.lease(self._store.holder, size, prefixes)
        both = (*leased.leases, *leased.next_day)
        usable = (lease.model_copy(update={"expires_at": lease.expires_at - LEASE_MARGIN}) for lease in both)
        self._store.numbers.add(usable, prefixes)
        self._store.notes.set(FOLLOW, leased.follow_url)
