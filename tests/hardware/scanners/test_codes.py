"""What scanned texts say, and that no text whatever does harm."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from hardware.scanners.codes import AppointmentCode, DossierCode, Scanned, ScannedIdCard, TicketLink, Unknown, read_code

CARD = "075062001234|271234567|Nguyễn Văn Ánh|05091962|Nam|12 Nguyễn Ái Quốc, Biên Hòa, Đồng Nai|10052021"
CARD_WITHOUT_OLD_NUMBER = CARD.replace("271234567", "")
CARD_OF_2024 = "075301004321||Lê Thị Bé|31012001|Nữ|Tổ 3, Trảng Dài|02092024||Lê Văn Ba|Trần Thị Tư|"
DOSSIER = DossierCode("000.00.19.H19-181130-0042", "000.00.19.H19", date(2018, 11, 30), 42)


@pytest.mark.parametrize(
    ("text", "number", "born_on"),
    [
        (CARD, "075062001234", date(1962, 9, 5)),
        (CARD_WITHOUT_OLD_NUMBER, "075062001234", date(1962, 9, 5)),
        (CARD_OF_2024, "075301004321", date(2001, 1, 31)),
        (f"\ufeff{CARD}\r", "075062001234", date(1962, 9, 5)),
    ],
)
def test_an_id_card_tells_its_number_and_the_day_of_birth(text: str, number: str, born_on: date) -> None:
    assert read_code(text) == ScannedIdCard(number, born_on.year, born_on)


@pytest.mark.parametrize(
    ("text", "born_on"),
    [
        (CARD.replace("|", "~"), date(1962, 9, 5)),
        (CARD.replace("Nguyễn Văn Ánh", "Nguye^~n Va(n A'nh"), date(1962, 9, 5)),
        (CARD.replace("05091962", "1962"), None),
        (CARD.replace("05091962", "99999999"), None),
        ("075062001234", None),
    ],
    ids=["other separators", "accents as keys", "only the year", "no day", "only the number"],
)
def test_what_differs_costs_at_most_the_day_of_birth(text: str, born_on: date | None) -> None:
    assert read_code(text) == ScannedIdCard("075062001234", 1962, born_on)


def test_the_day_of_issue_is_not_taken_for_the_day_of_birth() -> None:
    assert read_code(CARD.replace("|05091962", "")) == ScannedIdCard("075062001234", 1962, None)


def test_a_card_is_in_no_log() -> None:
    card = read_code(CARD)

    assert not any(digits in repr(card) for digits in ("075062001234", "1962", "Nguy"))


@pytest.mark.parametrize(
    ("card", "day", "old_enough"),
    [
        (ScannedIdCard("", 1962, date(1962, 9, 5)), date(2022, 9, 4), False),
        (ScannedIdCard("", 1962, date(1962, 9, 5)), date(2022, 9, 5), True),
        (ScannedIdCard("", 1962), date(2022, 9, 5), False),
        (ScannedIdCard("", 1962), date(2022, 12, 31), True),
        (ScannedIdCard("", 1964, date(1964, 2, 29)), date(2024, 2, 28), False),
        (ScannedIdCard("", 1964, date(1964, 2, 29)), date(2024, 2, 29), True),
    ],
)
def test_sixty_is_sixty_on_the_birthday_and_not_before(card: ScannedIdCard, day: date, old_enough: bool) -> None:
    assert card.is_at_least(60, day) is old_enough


@pytest.mark.parametrize(
    "text",
    [
        DOSSIER.code,
        f"  {DOSSIER.code.lower()}\r\n",
        f"https://motcua.dongnai.gov.vn/tra-cuu?ma={DOSSIER.code}&x=1",
        f"Mã hồ sơ: {DOSSIER.code}",
        "https://motcua.dongnai.gov.vn/000.00.19.H19%2D181130%2D0042",
    ],
)
def test_a_receipt_tells_the_dossiers_code(text: str) -> None:
    assert read_code(text) == DOSSIER


@pytest.mark.parametrize(
    "text", ["000.00.19.H19-181399-0042", "000.00.19.H19-181130", "1000.00.19.H19-181130-0042", "000.00.19.19-181130-1"]
)
def test_what_only_looks_like_a_dossiers_code_is_none(text: str) -> None:
    assert read_code(text) == Unknown()


@pytest.mark.parametrize(
    "text",
    ["K7MPQ2XA", "k7mpq2xa\n", "motcua:appointment:K7MPQ2XA", "http://10.0.0.5:8000/kiosk?appointment=k7mpq2xa"],
)
def test_an_appointment_is_known_by_its_code(text: str) -> None:
    assert read_code(text) == AppointmentCode("K7MPQ2XA")


@pytest.mark.parametrize("text", ["", "   ", "8934567890123", "999999999999", "K7MPQ2X0", "http://[", "xin chào"])
def test_other_codes_are_nobodys_business(text: str) -> None:
    assert read_code(text) == Unknown()


@given(st.text(max_size=400))
def test_no_text_does_harm(text: str) -> None:
    assert isinstance(read_code(text), Scanned)


@given(st.dates(date(1920, 1, 1), date(2025, 12, 31)), st.integers(0, 999_999), st.integers(1, 96))
def test_every_card_tells_its_day_of_birth(born_on: date, rest: int, province: int) -> None:
    century = 2 * (born_on.year // 100 - 19)
    number = f"{province:03}{century}{born_on.year % 100:02}{rest:06}"

    card = read_code(f"{number}|123456789|Trần Thị An|{born_on:%d%m%Y}|Nữ|Ấp 3|01012022")

    assert card == ScannedIdCard(number, born_on.year, born_on)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("H15.50.05.13-261008-0975", "H15.50.05.13", 975),
        ("https://motcua.dongnai.gov.vn/?code=h19.50.05-261008-0975", "H19.50.05", 975),
        ("G09.101.20-261008-0000975", "G09.101.20", 975),
    ],
)
def test_a_dossiers_code_of_the_newer_circular_is_one_too(text: str, unit: str, number: int) -> None:
    read = read_code(text)

    assert isinstance(read, DossierCode)
    assert (read.unit, read.received_on, read.number) == (unit, date(2026, 10, 8), number)


def test_the_address_on_a_ticket_is_its_holders_and_in_no_log() -> None:
    found = read_code("]Q1https://hall.example:8443/t/Zm9vYmFyYmF6cXV4MTIzNA\r")

    assert found == TicketLink("Zm9vYmFyYmF6cXV4MTIzNA")
    assert "Zm9v" not in repr(found)


@pytest.mark.parametrize(
    "text", ["https://hall.example/t/", "https://hall.example/x/Zm9vYmFyYmF6cXV4MTIzNA", "/t/Zm9vYmFyYmF6cXV4"]
)
def test_another_address_is_no_ticket(text: str) -> None:
    assert read_code(text) == Unknown()
