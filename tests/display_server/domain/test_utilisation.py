"""What a counter did with the opening hours of a morning, moment by moment."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from display_server.domain import events
from display_server.domain.counter import CounterState
from display_server.domain.ticket import TicketId
from display_server.domain.utilisation import Desk, Spell, Spent, counter_times

EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NOON = EIGHT + timedelta(hours=4)
MORNING = (EIGHT, NOON)
TAKES = {1: ("land",), 2: ("tax",)}
VISITOR = TicketId(1)


def at(minutes: float) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


def opened(minutes: float, counter: int = 1, officer: str = "Lan") -> events.CounterOpened:
    return events.CounterOpened(at=at(minutes), counter=counter, officer=officer)


def came(minutes: float, service: str = "land") -> events.TicketIssued:
    return events.TicketIssued(
        at=at(minutes),
        ticket=VISITOR,
        service=service,
        number="A001",
        priority_class=None,
        rank=at(minutes),
        dossiers=1,
    )


def called(minutes: float) -> events.TicketCalled:
    return events.TicketCalled(
        at=at(minutes), ticket=VISITOR, service="land", number="A001", counter=1, officer="Lan", reason=None
    )


def finished(minutes: float) -> events.ServiceFinished:
    return events.ServiceFinished(
        at=at(minutes),
        ticket=VISITOR,
        service="land",
        counter=1,
        outcome=None,
        dossiers=None,
        dossier_codes=(),
        note=None,
    )


def minutes_of(*story: events.Event, desks: dict[int, Desk] | None = None) -> dict[Spell, float]:
    told = list(enumerate(story, start=1))
    found = counter_times(TAKES, desks or {}, told, MORNING, [MORNING])
    return {spell: lasted / timedelta(minutes=1) for spell, lasted in found.items() if spell.counter == 1}


def of_lan(found: dict[Spell, float]) -> Iterator[tuple[Spent, float]]:
    return ((spell.spent, minutes) for spell, minutes in found.items() if spell.officer == "Lan")


def test_a_counter_is_idle_beside_a_queue_only_while_somebody_waits_for_what_it_takes() -> None:
    found = minutes_of(
        opened(0),
        came(30),
        called(50),
        events.ServiceStarted(at=at(52), ticket=VISITOR, service="land", counter=1),
        finished(60),
    )

    assert dict(of_lan(found)) == {
        Spent.IDLE_WITHOUT_QUEUE: 30 + 180,
        Spent.IDLE_WITH_QUEUE: 20,
        Spent.SERVING: 10,
    }


def test_who_waits_for_another_service_is_no_queue_here() -> None:
    found = minutes_of(opened(0), came(30, "tax"))

    assert dict(of_lan(found)) == {Spent.IDLE_WITHOUT_QUEUE: 240}


def test_who_has_put_off_the_call_is_no_queue_until_then() -> None:
    postponed = events.TicketPostponed(at=at(10), ticket=VISITOR, service="land", until=at(40))

    found = minutes_of(opened(0), came(10), postponed)

    assert dict(of_lan(found)) == {Spent.IDLE_WITHOUT_QUEUE: 40, Spent.IDLE_WITH_QUEUE: 200}


def test_pauses_are_told_by_their_reasons_and_the_rest_is_closed() -> None:
    found = minutes_of(
        opened(60),
        events.CounterPaused(at=at(90), counter=1, reason="meeting"),
        opened(100),
        events.CounterPaused(at=at(180), counter=1, reason="lunch"),
        events.CounterClosed(at=at(210), counter=1),
    )

    assert found == {
        Spell(1, "", Spent.CLOSED): 60 + 30,
        Spell(1, "Lan", Spent.IDLE_WITHOUT_QUEUE): 30 + 80,
        Spell(1, "Lan", Spent.PAUSED, "meeting"): 10,
        Spell(1, "Lan", Spent.PAUSED, "lunch"): 30,
    }


def test_what_was_undone_had_been_so_until_then() -> None:
    undone = events.ActionUndone(
        at=at(21), ticket=VISITOR, service="land", counter=1, undone=3, action="TicketCalled", left_service="land"
    )

    found = minutes_of(opened(0), came(10), called(20), undone)

    assert dict(of_lan(found)) == {Spent.IDLE_WITHOUT_QUEUE: 10, Spent.IDLE_WITH_QUEUE: 10 + 219, Spent.SERVING: 1}


def test_a_counter_that_was_open_as_the_day_began_is_open_and_nothing_counts_outside_the_hours() -> None:
    late = events.CounterClosed(at=NOON + timedelta(hours=1), counter=1)

    found = minutes_of(late, desks={1: Desk(CounterState.OPEN, "Lan")})

    assert found == {Spell(1, "Lan", Spent.IDLE_WITHOUT_QUEUE): 240}
