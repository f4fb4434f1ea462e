"""Who is asked to get ready: those whom the open counters would call next, in that order."""

from datetime import UTC, datetime, timedelta

from display_server.domain.coming_up import OpenCounter, coming_up
from display_server.domain.ticket import State, Ticket, TicketId

EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)


def a_ticket(number: str, minute: int, service: str = "land") -> Ticket:
    came = EIGHT + timedelta(minutes=minute)
    return Ticket(
        id=TicketId(minute + 1),
        day=came.date(),
        number=number,
        service=service,
        priority_class=None,
        language="vi",
        dossiers=1,
        token=number,
        state=State.WAITING,
        issued_at=came,
        rank=came,
    )


A, B, C, D = (a_ticket(number, minute) for minute, number in enumerate(("A001", "A002", "A003", "A004")))
TAX = a_ticket("B001", 10, "tax")
QUEUES = {"land": [A, B, C], "tax": [TAX]}
LAND, BOTH, TAX_FIRST = (
    OpenCounter((("land",), ())),
    OpenCounter((("land", "tax"), ())),
    OpenCounter((("tax",), ("land",))),
)


def numbers(*counters: OpenCounter, long_waited: tuple[str, ...] = (), limit: int = 3) -> list[str]:
    return [ticket.number for ticket in coming_up(counters, QUEUES, long_waited, limit)]


def test_the_first_by_rank_of_what_the_counter_takes() -> None:
    assert numbers(LAND) == ["A001", "A002", "A003"]
    assert numbers(BOTH, limit=4) == ["A001", "A002", "A003", "B001"]


def test_nobody_is_asked_for_a_service_that_no_open_counter_takes() -> None:
    assert numbers() == []
    assert numbers(OpenCounter((("other",), ()))) == []


def test_a_counter_that_prefers_another_service_calls_that_first() -> None:
    assert numbers(TAX_FIRST) == ["B001", "A001", "A002"]
    assert numbers(TAX_FIRST, long_waited=("land",)) == ["A001", "A002", "A003"], "who waits long is taken as its own"


def test_of_two_counters_whoever_ranks_first_is_first() -> None:
    assert numbers(TAX_FIRST, LAND) == ["A001", "A002", "A003"]


def test_who_waits_for_one_counter_alone_is_called_by_it() -> None:
    sent = OpenCounter((("tax",), ()), sent=(D,))

    assert numbers(sent) == ["A004", "B001"]


def test_nobody_is_named_twice() -> None:
    assert numbers(LAND, BOTH, LAND) == ["A001", "A002", "A003"]
