from collections import Counter, defaultdict

from hypothesis import given, strategies as st

from display_server.simulation.replay.cast import Arrive, CallNext, Leave, Pool, cast_queues, pools, steps
from display_server.simulation.replay.real_day import RealDay, RealTicket

HALL = {1: ("a", "b"), 2: ("b",), 3: ("c",), 4: ("c",), 5: ("d", "a"), 6: ("e",)}
"""Counters 1, 2 and 5 share services, 3 and 4 do; 6 stands alone."""

VISITORS = st.lists(
    st.builds(
        lambda queue, issued, waited, counters: RealTicket(
            queue, float(issued), None if waited is None else issued + waited, counters
        ),
        st.sampled_from("123456789"),
        st.integers(480, 900),
        st.none() | st.floats(0, 120),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=60,
)


def a_day(visitors: list[RealTicket]) -> RealDay:
    return RealDay("Bemowo", "2020-01-02", tuple(sorted(visitors, key=lambda visitor: visitor.issued_minute)))


def test_counters_that_share_services_play_as_one_pool() -> None:
    assert pools(HALL) == [(1, 2, 5), (3, 4), (6,)]


def test_the_busiest_queue_gets_the_largest_pool_and_what_is_left_goes_where_the_need_is() -> None:
    assert cast_queues({"x": 10, "y": 90}, pools(HALL)) == {"y": [(1, 2, 5), (6,)], "x": [(3, 4)]}


def test_more_queues_than_pools_share_the_idlest() -> None:
    cast = cast_queues({"v": 90, "w": 50, "x": 40, "y": 10}, pools(HALL))

    assert cast == {"v": [(1, 2, 5)], "w": [(3, 4)], "x": [(6,)], "y": [(3, 4)]}


def test_as_many_counters_work_as_in_reality_in_proportion() -> None:
    quiet = [RealTicket("1", 480 + minute, 490 + minute, open_counters=1) for minute in range(30)]
    busy = [RealTicket("1", 520 + minute, 530 + minute, open_counters=6) for minute in range(30)]

    script = steps(a_day(quiet + busy), HALL)

    at_work: dict[bool, set[int]] = defaultdict(set)
    for step in script:
        if isinstance(step, CallNext):
            at_work[step.minute < 525].add(step.counter)
    assert at_work == {True: {1, 3, 6}, False: {1, 2, 3, 4, 5, 6}}


def test_a_counter_that_reality_closed_leaves_before_the_next_call() -> None:
    visitors = [RealTicket("1", 480, 481, 2), RealTicket("1", 480, 482, 2), RealTicket("1", 480, 483, 1)]

    script = steps(a_day(visitors), {1: ("a",), 2: ("a",)})

    assert [step for step in script if not isinstance(step, Arrive)] == [
        CallNext(481, 1, (1, 2)),
        CallNext(482, 2, (1, 2)),
        Leave(483, 2),
        CallNext(483, 1, (1, 2)),
    ]


@given(VISITORS)
def test_everybody_comes_and_everybody_called_in_reality_is_called(visitors: list[RealTicket]) -> None:
    script = steps(a_day(visitors), HALL)

    assert sum(isinstance(step, Arrive) for step in script) == len(visitors)
    assert sum(isinstance(step, CallNext) for step in script) == sum(v.called_minute is not None for v in visitors)
    assert [step.minute for step in script] == sorted(step.minute for step in script)


@given(VISITORS)
def test_no_pool_calls_more_visitors_than_have_come(visitors: list[RealTicket]) -> None:
    waiting: Counter[Pool] = Counter()
    for step in steps(a_day(visitors), HALL):
        match step:
            case Arrive():
                waiting[step.pool] += 1
            case CallNext():
                waiting[step.pool] -= 1
                assert waiting[step.pool] >= 0
                assert step.counter in step.pool
            case Leave():
                continue


@given(VISITORS)
def test_the_same_day_is_played_the_same_way(visitors: list[RealTicket]) -> None:
    day = a_day(visitors)

    assert steps(day, HALL) == steps(day, dict(reversed(HALL.items())))
