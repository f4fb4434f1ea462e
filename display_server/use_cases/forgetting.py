"""A request by law to be forgotten: what is kept of one visit, of one card, or of an officer who has left.

What names nobody stays: numbers, services, times, scores; so do the security log's names, for the days of that log.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_hex

from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.retention import Erased, Kept
from display_server.domain.security_log import Kind
from display_server.domain.ticket import ACTIVE, Ticket
from display_server.store.accounts import Accounts
from display_server.store.erasures import Erasures
from display_server.store.hall import Clock, Hall, Halls
from display_server.use_cases.retention import tell

TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was found and is gone."""

    visits: int
    erased: Erased
    had_account: bool = False


class Forgetting:
    """In one database, at somebody's request; `by` is who grants it."""

    def __init__(self, erasures: Erasures, accounts: Accounts, halls: Halls, clock: Clock, by: str) -> None:
        self._erasures = erasures
        self._accounts = accounts
        self._halls = halls
        self._clock = clock
        self._by = by

    def ticket(self, hall: Hall, number: str, day: date | None) -> Forgotten:
        """The visit with this number; `day` None is today. Raises NotFound; NotAllowed while the visit goes on."""
        with hall.reading() as reading:
            asked = day or reading.today
            found = reading.tickets.numbered(asked, number)
        if found is None:
            raise NotFound("On %(day)s this hall gave no number %(number)s.", day=asked, number=number)
        return self._visits(hall, [found])

    def card(self, hall: Hall, card_number: str) -> Forgotten:
        """The visits for which this card was shown today; of earlier days nobody can tell. Raises as `ticket`."""
        with hall.reading() as reading:
            visits = [reading.tickets.with_id(each) for each in reading.people.tickets_of(card_number)]
        if not visits:
            raise NotFound("This card is not known today, and of earlier days nothing is kept of any card.")
        return self._visits(hall, visits)

    def officer(self, name: str) -> Forgotten:
        """Whoever did something under this name, in every hall, and the account.

        Raises NotAllowed while they can sign in or sit at a counter, NotFound where nothing tells of them.
        """
        account = self._accounts.user(name)
        if account is not None and account.disabled_at is None:
            raise NotAllowed("The account %(name)s can still sign in. First: motcua user disable %(name)s", name=name)
        halls = [self._halls[slug] for slug in self._halls.slugs()]
        for hall in halls:
            _must_sit_nowhere(hall, name)
        erased: Counter[Kept] = Counter()
        for hall in halls:
            in_hall = {Kept.OFFICERS: self._erasures.erase_officer(hall.slug, name)}
            if any(in_hall.values()):
                tell(self._erasures, hall, self._clock(), in_hall, Kind.PERSON_FORGOTTEN, self._by)
            erased.update(in_hall)
        if account is None and not erased.total():
            raise NotFound("Nothing tells of %(name)s: no account, and no hall's journal.", name=name)
        if account is not None:
            self._accounts.forget(account.id)
            tell(self._erasures, None, self._clock(), {}, Kind.PERSON_FORGOTTEN, self._by)
        self._erasures.empty_log()
        return Forgotten(0, erased, had_account=account is not None)

    def _visits(self, hall: Hall, visits: Sequence[Ticket]) -> Forgotten:
        for ticket in visits:
            if ticket.state in ACTIVE:
                raise NotAllowed(
                    "The visit with the number %(number)s still goes on. Finish or cancel it first.",
                    number=ticket.number,
                )
        erased: Counter[Kept] = Counter()
        for ticket in visits:
            erased.update(self._erasures.erase_ticket(hall.slug, ticket.id, token_hex(TOKEN_BYTES)))
        tell(self._erasures, hall, self._clock(), erased, Kind.PERSON_FORGOTTEN, self._by)
        self._erasures.empty_log()
        return Forgotten(len(visits), erased)


def _must_sit_nowhere(hall: Hall, name: str) -> None:
    with hall.reading() as reading:
        sits = next((each.number for each in reading.counters.all.values() if each.officer == name), None)
    if sits is not None:
        raise NotAllowed("%(officer)s sits at counter %(counter)s. Close that one first.", officer=name, counter=sits)
