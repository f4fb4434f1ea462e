"""A simulated counter of a hall that is at hand: its officer's keys are the use cases themselves."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from display_server.domain.outcome import OutcomeRule, VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.domain.ticket import Ticket, TicketId
from display_server.simulation.visitors import Brought, Visitor
from display_server.store.hall import Hall
from display_server.use_cases import counter as counters, kiosk, visitor as visitors

T = TypeVar("T")


class HallCounter:
    """One counter, each key a change of its own. `who` knows the visitors by their tickets."""

    is_serving = False

    def __init__(self, hall: Hall, number: int, officer: str, who: Mapping[TicketId, Visitor]) -> None:
        self._hall, self._number, self._officer, self._who = hall, number, officer, who
        self.ticket: Ticket | None = None
        """Whom the counter called last."""

    def open(self) -> None:
        self._do(counters.open_counter, self._number, self._officer)

    def next_visitor(self) -> Visitor | None:
        self.ticket = self._do(counters.call_next, self._number)
        return self._who[self.ticket.id] if self.ticket else None

    def recall(self) -> None:
        self._do(counters.recall, self._number)

    def start(self) -> None:
        self._do(counters.start, self._number)

    def finish(self, outcome: VisitOutcome, brought: Brought | None) -> None:
        if brought is None or self.ticket is None or self._asks_nothing():
            self._do(counters.finish, self._number, counters.Outcome(outcome))
            return
        noted = brought.noted(outcome, self.ticket.day)
        self._do(counters.finish, self._number, counters.Outcome(outcome, handled=(noted,) if noted else ()))

    def _asks_nothing(self) -> bool:
        with self._hall.reading() as reading:
            return reading.plan.dossiers.rule is OutcomeRule.NOT_ASKED

    def mark_no_show(self) -> None:
        self._do(counters.mark_no_show, self._number)

    def rate(self, opinion: Opinion) -> None:
        if self.ticket is not None:
            self._do(visitors.rate_visit, self.ticket.token, opinion, "tablet", actor="visitor")

    def _do(self, deed: Callable[..., T], *arguments: object, actor: str | None = None) -> T:
        with self._hall.change(actor or self._officer) as change:
            return deed(change, *arguments)


def take_ticket(hall: Hall, comer: Visitor, actor: str) -> Ticket:
    """What a visitor does first."""
    with hall.change(actor) as change:
        return kiosk.issue_ticket(change, kiosk.TicketRequest(comer.service, comer.priority_class))
