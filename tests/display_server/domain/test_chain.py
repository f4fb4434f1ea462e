"""A link holds everything of its event and the link before it; a seal tells nothing without its salt."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from display_server.domain.chain import Checkpoint, Entry, broken_seals, canonical, first_link, link, proof_code, seals

NINE = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
CALL = Entry(
    *("dong-nai", 7, 0, NINE, date(2026, 11, 27), "TicketCalled", 3, 12, "thue", "panel: Quầy 12"),
    {"number": "A003", "officer": "Lan", "reason": None, "takes": ["thue", "cpxd"]},
)
SALT = "00112233445566778899aabbccddeeff"
BEFORE = first_link("dong-nai", date(2026, 11, 27), "")


def test_an_event_is_hashed_as_one_line_that_names_nobody() -> None:
    line = canonical(CALL, seals(CALL, SALT))

    assert "\n" not in line
    assert "Lan" not in line
    assert "Quầy 12" not in line
    assert '"number":"A003"' in line


@pytest.mark.parametrize(
    "other",
    [
        {"hall": "bien-hoa"},
        {"seq": 8},
        {"nth": 1},
        {"at": NINE + timedelta(microseconds=1)},
        {"day": date(2026, 11, 28)},
        {"event": "TicketRecalled"},
        {"ticket": 4},
        {"counter": 13},
        {"service": "cpxd"},
        {"facts": {**CALL.facts, "number": "A004"}},
        {"actor": "panel: Quầy 13"},
        {"facts": {**CALL.facts, "officer": "Minh"}},
    ],
)
def test_whatever_is_changed_of_it_makes_another_link(other: dict[str, object]) -> None:
    changed = replace(CALL, **other)  # type: ignore[arg-type]

    assert link(BEFORE, changed, seals(changed, SALT)) != link(BEFORE, CALL, seals(CALL, SALT))


def test_the_link_holds_the_one_before_it() -> None:
    sealed = seals(CALL, SALT)

    assert link(BEFORE, CALL, sealed) != link(first_link("dong-nai", date(2026, 11, 26), ""), CALL, sealed)
    assert first_link("dong-nai", date(2026, 11, 27), "a") != BEFORE


def test_who_is_erased_leaves_the_link_as_it_was() -> None:
    sealed = seals(CALL, SALT)
    erased = replace(CALL, actor="", facts={**CALL.facts, "officer": None})

    assert link(BEFORE, erased, sealed) == link(BEFORE, CALL, sealed)
    assert broken_seals(erased, sealed, salt=None) == []


def test_another_name_breaks_its_seal_and_no_other() -> None:
    sealed = seals(CALL, SALT)

    assert broken_seals(replace(CALL, actor="minh"), sealed, SALT) == ["actor"]
    assert broken_seals(CALL, sealed, SALT) == []


def test_the_same_name_has_another_seal_in_every_event() -> None:
    assert seals(CALL, SALT)["officer"] != seals(CALL, SALT[::-1])["officer"]


def test_a_checkpoint_signs_hall_change_link_and_time() -> None:
    signed = Checkpoint("dong-nai", 7, "ab", NINE)

    others = [
        replace(signed, hall="x"),
        replace(signed, seq=8),
        replace(signed, link="ac"),
        replace(signed, at=NINE + timedelta(seconds=1)),
    ]

    assert signed.message() not in {other.message() for other in others}


def test_a_ticket_carries_the_change_and_the_beginning_of_its_link() -> None:
    assert proof_code(1234, "3f9a1c22deadbeef") == "1234-3f9a1c22"
