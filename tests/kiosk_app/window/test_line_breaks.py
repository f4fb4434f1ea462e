"""Lines of like length, and no word of several syllables torn where another break does as well."""

import pytest
from hypothesis import given, strategies as st

from kiosk_app.window.line_breaks import balanced, tears

words = st.lists(st.text("aăđêT1,.\n", min_size=1, max_size=6)).map(" ".join)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Tài nguyên và Môi trường", ["Tài nguyên", "và Môi trường"]),
        ("Giáo dục và Đào tạo", ["Giáo dục", "và Đào tạo"]),
        ("Thủ tục giao thông vận tải", ["Thủ tục", "giao thông vận tải"]),
        ("Labour, Invalids and Social Affairs", ["Labour, Invalids", "and Social Affairs"]),
    ],
)
def test_no_word_stands_alone_on_the_last_line(name: str, lines: list[str]) -> None:
    assert balanced(name, 18, len).split("\n") == lines


def test_a_word_of_two_syllables_stays_whole() -> None:
    assert balanced("Thủ tục đất đai", 12, len) == "Thủ tục\nđất đai"
    assert balanced("Cảnh sát phòng cháy chữa cháy", 22, len) == "Cảnh sát phòng cháy\nchữa cháy"


def test_a_number_stays_with_what_it_counts() -> None:
    assert balanced("Mời ông/bà ngồi chờ gọi số tại Khu 1: Đầu tư.", 36, len).split("\n")[1].startswith("số tại Khu 1")
    assert "10 cm" in balanced("Cách đầu đọc khoảng 10 cm là vừa", 18, len).split("\n")[1]


def test_no_line_begins_with_a_dash() -> None:
    assert balanced("Điện lực - Cấp nước", 13, len) == "Điện lực -\nCấp nước"


def test_where_nothing_else_fits_a_word_is_torn_and_it_is_told() -> None:
    lines = balanced("Lao động - Thương binh và Xã hội", 18, len)

    assert lines == "Lao động - Thương\nbinh và Xã hội"
    assert tears(lines)
    assert not tears("Lao động -\nThương binh và Xã hội")


def test_what_fits_on_one_line_stays_on_it() -> None:
    assert balanced("Bảo hiểm xã hội", 15, len) == "Bảo hiểm xã hội"


def test_lines_of_their_own_stay_lines_of_their_own() -> None:
    assert balanced("Hotline:\n1022", 100, len) == "Hotline:\n1022"


@given(words, st.integers(0, 30))
def test_balancing_changes_only_where_lines_end_and_needs_no_more_of_them(said: str, room: int) -> None:
    lines = balanced(said, room, len)

    assert lines.replace("\n", " ") == said.replace("\n", " ")
    assert len(lines.split("\n")) <= sum(_lines_filled_up(each, room) for each in said.split("\n"))


def _lines_filled_up(paragraph: str, room: int) -> int:
    """As few as can be, where a break may be between any two words."""
    lines, used = 1, -1
    for word in paragraph.split(" "):
        if used >= 0 and used + 1 + len(word) > room:
            lines, used = lines + 1, -1
        used += 1 + len(word)
    return lines
