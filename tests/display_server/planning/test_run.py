"""A past day lived again: the order is dispatch's, the time at a counter the visitor's, the pace the officer's."""

from dataclasses import replace
from datetime import timedelta

from display_server.planning.past_day import PastDay, PastStop, shift
from display_server.planning.run import live
from tests.display_server.planning.days import Comers, a_day, a_shift, at, span


def minutes(day: PastDay) -> dict[int, float]:
    """The wait of each visitor's first stop."""
    return {visit: wait.total_seconds() / 60 for (visit, nth), wait in live(day).waits.items() if nth == 0}


def test_visitors_wait_for_those_before_them() -> None:
    hall = Comers()
    visits = [hall.comes("08:00"), hall.comes("08:02"), hall.comes("08:30")]

    assert minutes(a_day(visits, a_shift(1, ["land"]))) == {0: 0, 1: 8, 2: 0}


def test_an_officer_takes_time_between_two_visitors() -> None:
    hall = Comers()
    visits = [hall.comes("08:00"), hall.comes("08:02")]

    assert minutes(a_day(visits, a_shift(1, ["land"], gap=60))) == {0: 1, 1: 10}


def test_a_head_start_ranks_earlier() -> None:
    hall = Comers()
    visits = [hall.comes("08:00"), hall.comes("08:02"), hall.comes("08:05", priority_class="elderly")]

    assert minutes(a_day(visits, a_shift(1, ["land"]))) == {0: 0, 2: 5, 1: 18}
    assert minutes(a_day(visits, a_shift(1, ["land"]), head_start=0)) == {0: 0, 1: 8, 2: 15}


def test_a_counter_helps_out_where_nobody_waits_for_its_own() -> None:
    hall = Comers()
    visits = [hall.comes("08:00", "tax"), hall.comes("08:00", "tax"), hall.comes("08:01", "land")]

    assert minutes(a_day(visits, a_shift(1, ["tax"]), a_shift(2, ["land"], ["tax"]))) == {0: 0, 1: 0, 2: 9}


def test_who_has_waited_long_counts_as_the_helpers_own() -> None:
    hall = Comers()
    visits = [hall.comes("08:00", minutes=40), hall.comes("08:01", "tax"), hall.comes("08:30"), hall.comes("08:31")]
    helper = a_shift(1, ["land"], ["tax"])

    assert minutes(a_day(visits, helper))[1] == 59
    assert minutes(a_day(visits, helper, help_after=timedelta(minutes=15)))[1] == 39


def test_nobody_is_called_while_the_officer_is_away() -> None:
    hall = Comers()
    visits = [hall.comes("09:50"), hall.comes("09:55")]

    assert minutes(a_day(visits, a_shift(1, ["land"], there="07:30-10:00,10:30-17:00"))) == {0: 0, 1: 35}


def test_the_last_officer_stays_for_whom_nobody_else_would_call() -> None:
    hall = Comers()
    visits = [hall.comes("16:50"), hall.comes("16:55"), hall.comes("16:56", "tax")]
    day = a_day(visits, a_shift(1, ["land"]), a_shift(2, ["tax"], there="07:30-16:00"))

    assert minutes(day) == {0: 0, 1: 5, 2: 0}
    assert live(day).overtime == timedelta(minutes=10 + 66)


def test_who_gave_up_gives_up_unless_called_before() -> None:
    hall = Comers()
    visits = [hall.comes("08:00", minutes=30), hall.comes("08:05", gave_up="08:20"), hall.comes("08:10")]

    slow, quick = a_day(visits, a_shift(1, ["land"])), a_day(visits, a_shift(1, ["land"]), a_shift(2, ["land"]))

    assert live(slow).uncalled == {(1, 0)}
    assert minutes(slow) == {0: 0, 2: 20}
    assert live(quick).uncalled == set()


def test_a_further_stop_begins_when_the_first_is_over() -> None:
    first = Comers().comes("08:00")
    then = PastStop("tax", at("08:10"), at("08:12"), at("08:20"), 2)
    visits = [type(first)(0, first.ranks_from, None, missed=False, stops=(*first.stops, then))]

    assert live(a_day(visits, a_shift(1, ["land"]), a_shift(2, ["tax"]))).waits == {
        (0, 0): timedelta(),
        (0, 1): timedelta(),
    }


def test_a_long_silence_beside_a_queue_is_a_time_when_nobody_sat_there() -> None:
    first = PastStop("land", at("08:00"), at("08:01"), at("08:05"), 1)
    second = PastStop("land", at("08:02"), at("08:40"), at("08:50"), 1)

    told = shift(1, (("land",),), [span("07:30-17:00")], [(at("08:01"), first), (at("08:40"), second)])

    assert told.gaps == (timedelta(minutes=1), timedelta())
    assert told.spans == (span("07:30-08:05"), span("08:40-17:00"))


def test_a_service_that_was_never_finished_holds_its_counter_until_the_hall_closes() -> None:
    hall = Comers()
    first = hall.comes("08:00")
    forgotten = replace(first, stops=(replace(first.stops[0], ended_at=None),))

    assert minutes(a_day([forgotten, hall.comes("16:00")], a_shift(1, ["land"]))) == {0: 0, 1: 60}
