"""Past days promised anew: each ticket is told what was known at its issue, and learnt until the night before."""

from collections.abc import Iterator

from display_server.estimates.baselines import BASELINES, Method, estimate_of
from display_server.estimates.counting import history_of
from display_server.estimates.estimator import Estimator, Today
from display_server.estimates.growers import Grower
from display_server.estimates.history import History
from display_server.estimates.observed import Moment, as_it_happened
from display_server.estimates.scores import Estimate, Promise
from display_server.estimates.tickets import Days, PastTicket
from display_server.estimates.training import train

OURS = "learnt"
METHODS = (OURS, *BASELINES)


def backtest(days: Days, past: Days, method: str, declared: float, by: Grower | None = None) -> Iterator[Promise]:
    """Each day's past is what lies before it, in `past` or in `days`; a day that both have counts once."""
    for day, tickets in days.items():
        before = {each: (days.get(each) or past[each]) for each in sorted({*days, *past}) if each < day}
        if method == OURS:
            yield from ours(tickets, train(before, declared, by=by))
        else:
            history = history_of((ticket for each in before.values() for ticket in each), declared)
            yield from plain(tickets, history, BASELINES[method])


def judged(days: Days, estimator: Estimator) -> Iterator[Promise]:
    """The same estimator every day, as it is."""
    for tickets in days.values():
        yield from ours(tickets, estimator)


def ours(tickets: list[PastTicket], estimator: Estimator) -> Iterator[Promise]:
    today, told = Today(), dict[int, Estimate]()
    for happened in as_it_happened(tickets, estimator.history):
        if isinstance(happened, Moment):
            ticket = happened.ticket
            told[happened.order] = today.promise(ticket.office, ticket.ahead, estimator.logs(ticket, happened.day))
            yield from _kept(ticket, told[happened.order])
        else:
            call = happened.call
            today.came_true(call.ticket.office, call.ticket.ahead, told.pop(happened.order), call.wait)


def plain(tickets: list[PastTicket], history: History, method: Method) -> Iterator[Promise]:
    for happened in as_it_happened(tickets, history):
        if isinstance(happened, Moment):
            yield from _kept(happened.ticket, estimate_of(method(happened.ticket, happened.day)))


def _kept(ticket: PastTicket, estimate: Estimate) -> Iterator[Promise]:
    """Who never was called cannot be judged."""
    if ticket.called is not None:
        yield Promise(ticket, estimate, ticket.called - ticket.issued)
