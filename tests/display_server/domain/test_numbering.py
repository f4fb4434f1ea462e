"""How the numbers of one prefix are given away: one after the other, and apart from them to kiosks."""

import pytest
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


def test_a_lease_stands_apart_from_the_first_number_wherever_that_is() -> None:
    _, leased = given_away(Numbering(first=300), [80])

    assert leased == [range(800, 880)]


@pytest.mark.parametrize(("given", "leased_from"), [(499, 501), (500, 1001)])
def test_who_is_close_to_the_next_step_leases_from_the_one_behind(given: int, leased_from: int) -> None:
    _, leased = given_away(Numbering(), [0] * given + [10])

    assert leased == [range(leased_from, leased_from + 10)]


@pytest.mark.parametrize(("last", "leased"), [(580, range(501, 581)), (579, range(1, 81))])
def test_a_stretch_stands_apart_where_all_of_it_fits(last: int, leased: range) -> None:
    assert given_away(Numbering(last=last), [80])[1] == [leased]


def test_a_quarter_of_few_numbers_is_rounded_up() -> None:
    assert given_away(Numbering(last=5), [9])[1] == [range(1, 3)]


# --- after a backup was put back --------------------------------------------------------------------------------------


def test_numbers_that_may_have_been_given_since_the_backup_are_stepped_over() -> None:
    restored = Series(Numbering(), last=10).stepped_over(100)

    assert restored.give()[0] == 111
    assert Series.fresh(Numbering()).stepped_over(100).give()[0] == 101, "of a backup from before the first"


def test_the_numbers_that_kiosks_hold_are_stepped_over_too() -> None:
    restored = Series(Numbering(), last=10, leased_from=501, leased_to=580).stepped_over(100)

    assert restored == Series(Numbering(), last=680)


def test_a_range_that_ends_keeps_half_of_what_is_left() -> None:
    assert Series(Numbering(last=100), last=40).stepped_over(100).last == 70
    assert Series(Numbering(last=100), last=39).stepped_over(100).give()[0] == 70
    assert Series(Numbering(last=100), last=40).stepped_over(10).last == 50
    assert Series(Numbering(last=100), last=100).stepped_over(10).last == 100


# --- how a number is written ------------------------------------------------------------------------------------------


def test_numbers_have_three_digits_and_grow_where_they_must() -> None:
    assert [Numbering().number("A", sequence) for sequence in (7, 45, 1234)] == ["A007", "A045", "A1234"]
    assert Numbering(digits=4).number("A", 45) == "A0045"


def test_where_all_are_given_the_last_one_is_named() -> None:
    refusal = Numbering(last=99).used_up("A")

    assert str(refusal) == ("All numbers of A up to A099 have been given today. Please ask at the information desk.")


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
