"""What is known at issue: each figure as its definition says, and never anything that is still to come."""

from collections.abc import Callable
from dataclasses import replace
from math import log
from random import Random

import pytest

from display_server.estimates.baselines import BASELINES
from display_server.estimates.counting import history_of
from display_server.estimates.features import NAMES, UNKNOWN, features
from display_server.estimates.history import COARSE
from display_server.estimates.observed import Moment, as_it_happened
from display_server.estimates.tickets import PastTicket
from tests.display_server.estimates.days import a_queue, a_ticket, some_days

PAST = [ticket for day in some_days(3).values() for ticket in day]
HISTORY = history_of(PAST, declared=10)


def rows(tickets: list[PastTicket]) -> list[dict[str, float]]:
    return [
        dict(zip(NAMES, features(each.ticket, each.day), strict=True))
        for each in as_it_happened(tickets, HISTORY)
        if isinstance(each, Moment)
    ]


def in_log(minutes: float) -> float:
    return log(minutes + COARSE)


def usual(ticket: PastTicket) -> float:
    return HISTORY.usual(ticket.of, ticket.ahead, ticket.counters)


Definition = Callable[[PastTicket, list[PastTicket], list[PastTicket]], float]
"""From the ticket, those of its queue that were called until then (as called), and those still waiting."""

DEFINITIONS: dict[str, Definition] = {
    "since_call": lambda ticket, called, _: ticket.issued - max(called_at(each) for each in called),
    "head": lambda ticket, _, waiting: in_log(ticket.issued - waiting[0].issued) - usual(ticket),
    "head_against_its_usual": lambda ticket, _, waiting: in_log(ticket.issued - waiting[0].issued) - usual(waiting[0]),
    "last_called": lambda ticket, called, _: in_log(wait(called[-1])) - usual(ticket),
    "last_longer": lambda _, called, __: in_log(wait(called[-1])) - usual(called[-1]),
    "same_length_seen": lambda ticket, called, _: len(
        [
            each
            for each in called
            if abs(each.ahead - ticket.ahead) <= (max(1, ticket.ahead // 6) if ticket.ahead else 0)
        ]
    ),
    "as_many_calls": lambda ticket, called, _: (
        in_log(ticket.issued - called_at(called[-ticket.ahead - 1])) - usual(ticket)
    ),
    "calls_just_now": lambda ticket, called, _: len([each for each in called if called_at(each) >= ticket.issued - 5]),
    "calls_this_minute": lambda ticket, called, _: len([each for each in called if called_at(each) == ticket.issued]),
    "issues_just_now": lambda ticket, called, waiting: len(
        [each for each in (*called, *waiting) if each.issued >= ticket.issued - 5]
    ),
    "first_in_line_this_minute": lambda ticket, called, waiting: len(
        [each for each in (*called, *waiting) if each.issued == ticket.issued and each.ahead == 0]
    ),
    "usual_calls_take": lambda ticket, *_: in_log(usual_minutes_for(ticket.ahead + 1, ticket.issued)) - usual(ticket),
    "hours_pace": lambda ticket, called, _: (
        in_log(60 / sum(called_at(each) >= ticket.issued - 60 for each in called) * ticket.ahead) - usual(ticket)
    ),
}


def usual_minutes_for(calls: int, now: float) -> float:
    minutes = HISTORY.of(("hall", "land")).minutes_for(calls, now)
    assert minutes is not None
    return minutes


def called_at(ticket: PastTicket) -> float:
    assert ticket.called is not None
    return ticket.called


def wait(ticket: PastTicket) -> float:
    return called_at(ticket) - ticket.issued


@pytest.mark.parametrize("name", DEFINITIONS)
def test_each_figure_is_what_its_definition_says(name: str) -> None:
    day = a_queue(seed=7, visitors=60)
    compared = 0

    for at, (ticket, row) in enumerate(zip(day, rows(day), strict=True)):
        before = day[:at]
        called = sorted((each for each in before if called_at(each) <= ticket.issued), key=called_at)
        waiting = [each for each in before if called_at(each) > ticket.issued]
        try:
            defined = DEFINITIONS[name](ticket, called, waiting)
        except (IndexError, ValueError, ZeroDivisionError):
            assert row[name] == UNKNOWN
        else:
            assert row[name] == pytest.approx(defined)
            compared += 1

    assert compared > 20


def shuffled_after(tickets: list[PastTicket], now: float, random: Random) -> list[PastTicket]:
    """The same until now; whoever is called later, or comes later, does so at other times."""
    known = [
        each if called_at(each) <= now else replace(each, called=now + 1 + random.uniform(0, 300))
        for each in tickets
        if each.issued <= now
    ]
    come = sorted(now + random.uniform(1, 60) for _ in range(10))
    return known + [a_ticket(issued, now + 400, ahead=random.randrange(30)) for issued in come]


@pytest.mark.parametrize("method", BASELINES)
def test_whatever_comes_later_changes_no_estimate(method: str) -> None:
    random = Random(11)
    day = a_queue(seed=3, visitors=50)

    for at in range(5, 50, 9):
        other = shuffled_after(day[: at + 1], day[at].issued, random)

        assert rows(other)[: at + 1] == rows(day)[: at + 1]
        assert told(method, other)[: at + 1] == told(method, day)[: at + 1]


def told(method: str, tickets: list[PastTicket]) -> list[float]:
    happened = as_it_happened(tickets, HISTORY)
    return [BASELINES[method](each.ticket, each.day) for each in happened if isinstance(each, Moment)]
