"""How the numbers of one prefix are given away: one after the other, and apart from them to kiosks."""

from hypothesis import given, strategies as st

from display_server.domain.numbering import Numbering, Series


def given_away(numbering: Numbering, deeds: list[int]) -> tuple[list[int], list[range]]:
    """What a day gives: 0 is a visitor at the counter of the house, n a kiosk that asks for n numbers."""
    series, given_one_by_one, leased = Series.fresh(numbering), list[int](), list[range]()
    for wanted in deeds:
        if wanted:
            numbers, series = series.lease(wanted)
            leased.append(numbers)
        else:
            number, series = series.give()
            given_one_by_one += [number] if number is not None else []
    return given_one_by_one, leased


def test_visitors_read_on_as_if_no_kiosk_held_numbers() -> None:
    one_by_one, leased = given_away(Numbering(), [0, 80, 0, 0, 80, 0])

    assert one_by_one == [1, 2, 3, 4]
    assert leased == [range(501, 581), range(581, 661)]


def test_a_day_of_more_than_five_hundred_steps_over_the_leased_ones() -> None:
    one_by_one, leased = given_away(Numbering(), [80] + [0] * 501 + [10, 0])

    assert one_by_one[499:] == [500, 581, 582]
    assert leased == [range(501, 581), range(1001, 1011)]


def test_a_range_too_short_to_stand_apart_leases_the_next_ones() -> None:
    one_by_one, leased = given_away(Numbering(first=5, last=40, digits=2), [0, 8, 0])

    assert one_by_one == [5, 14]
    assert leased == [range(6, 14)]


def test_no_kiosk_holds_more_than_a_quarter_of_what_a_range_has_left() -> None:
    one_by_one, leased = given_away(Numbering(last=999), [2000, 2000, 0, 0])

    assert leased == [range(501, 751), range(751, 814)]
    assert one_by_one == [1, 2]


numberings = st.builds(
    lambda first, span: Numbering(first=first, last=None if span is None else first + span),
    st.integers(1, 300),
    st.none() | st.integers(0, 1_500),
)


@given(numberings, st.lists(st.integers(0, 120) | st.just(0), max_size=1_000))
def test_no_number_is_given_twice_and_none_outside_its_range(numbering: Numbering, deeds: list[int]) -> None:
    one_by_one, leased = given_away(numbering, deeds)

    everything = one_by_one + [number for numbers in leased for number in numbers]
    assert len(everything) == len(set(everything))
    assert one_by_one == sorted(one_by_one)
    assert all(number >= numbering.first for number in everything)
    assert numbering.last is None or max(everything, default=0) <= numbering.last


@given(st.integers(1, 1_200), st.lists(st.integers(0, 120) | st.just(0), max_size=100))
def test_where_none_is_left_every_number_of_the_range_has_been_given(last: int, deeds: list[int]) -> None:
    one_by_one, leased = given_away(Numbering(last=last), deeds + [0] * last)

    assert sorted(one_by_one + [number for numbers in leased for number in numbers]) == list(range(1, last + 1))
