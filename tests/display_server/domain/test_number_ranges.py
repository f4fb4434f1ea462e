"""Numbers as signs write them."""

from display_server.domain.number_ranges import number_ranges


def test_three_in_a_row_are_a_range_and_two_are_not() -> None:
    assert number_ranges([8, 5, 6, 7, 12, 14, 15]) == "5–8, 12, 14, 15"


def test_each_is_written_once_and_none_are_nothing() -> None:
    assert number_ranges([3, 3]) == "3"
    assert number_ranges([]) == ""
