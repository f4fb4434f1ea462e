"""A link holds everything of its event and the link before it; a seal tells nothing without its salt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from display_server.domain.chain import (
    Checkpoint,
    Entry,
    Salts,
    broken_seals,
    canonical,
    drawn_salts,
    erased,
    first_link,
    link,
    proof_code,
    seals,
)

NINE = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
CALL = Entry(
    *("dong-nai", 7, 0, NINE, date(2026, 11, 27), "TicketCalled", 3, 12, "thue", "panel: Quầy 12"),
    {"number": "A003", "officer": "Lan", "reason": None, "takes": ["thue", "cpxd"]},
)
SALT = "00112233445566778899aabbccddeeff"
SALTS = Salts(SALT)
BEFORE = first_link("dong-nai", date(2026, 11, 27), "")


def test_an_event_is_hashed_as_one_line_that_names_nobody() -> None:
    line = canonical(CALL, seals(CALL, SALTS))

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

    assert link(BEFORE, changed, seals(changed, SALTS)) != link(BEFORE, CALL, seals(CALL, SALTS))


def test_the_link_holds_the_one_before_it() -> None:
    sealed = seals(CALL, SALTS)

    assert link(BEFORE, CALL, sealed) != link(first_link("dong-nai", date(2026, 11, 26), ""), CALL, sealed)
    assert first_link("dong-nai", date(2026, 11, 27), "a") != BEFORE


def test_who_is_erased_leaves_the_link_as_it_was() -> None:
    sealed = seals(CALL, SALTS)
    erased = replace(CALL, actor="", facts={**CALL.facts, "officer": None})

    assert link(BEFORE, erased, sealed) == link(BEFORE, CALL, sealed)
    assert broken_seals(erased, sealed, Salts(None)) == []


def test_another_name_breaks_its_seal_and_no_other() -> None:
    sealed = seals(CALL, SALTS)

    assert broken_seals(replace(CALL, actor="minh"), sealed, SALTS) == ["actor"]
    assert broken_seals(CALL, sealed, SALTS) == []


def test_the_same_name_has_another_seal_in_every_event() -> None:
    assert seals(CALL, SALTS)["officer"] != seals(CALL, Salts(SALT[::-1]))["officer"]


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


# --- erasing ----------------------------------------------------------------------------------------------------------

FINISH = Entry(
    *("dong-nai", 9, 0, NINE, date(2026, 11, 27), "ServiceFinished", 3, 12, "thue", "Lan"),
    {"outcome": "received", "note": "call back Hoa", "dossier_codes": ["H19-1"], "forgotten": False},
)


def a_drawer() -> Callable[[], str]:
    """Other salts at each draw."""
    drawn = count(1)
    return lambda: f"{next(drawn):032x}"


def test_a_note_goes_by_itself_and_what_is_left_can_still_be_checked() -> None:
    salts = drawn_salts(FINISH, a_drawer())
    sealed = seals(FINISH, salts)

    left = erased(FINISH, sealed, salts, ["note", "reason"])

    assert left is not None
    entry, remaining = left
    assert entry.facts == {**FINISH.facts, "note": ""}
    assert link(BEFORE, entry, sealed) == link(BEFORE, FINISH, sealed)
    assert broken_seals(entry, sealed, remaining) == []
    assert broken_seals(replace(entry, actor="Minh"), sealed, remaining) == ["actor"]
    assert broken_seals(replace(entry, facts=FINISH.facts), sealed, remaining) == ["note"]


def test_who_it_was_goes_and_the_dossiers_codes_stay() -> None:
    salts = drawn_salts(FINISH, a_drawer())

    left = erased(FINISH, seals(FINISH, salts), salts, ["actor", "officer"])

    assert left is not None
    assert (left[0].actor, left[0].facts) == ("", FINISH.facts)


def test_in_an_event_of_an_older_version_all_that_is_personal_goes_with_its_one_salt() -> None:
    sealed = seals(FINISH, SALTS)

    left = erased(FINISH, sealed, SALTS, ["note"])

    assert left is not None
    assert (left[0].actor, left[0].facts["note"], left[0].facts["dossier_codes"]) == ("", "", [])
    assert broken_seals(*left[:1], sealed, left[1]) == []


def test_what_an_older_version_chained_as_it_was_is_not_erased() -> None:
    sealed = {name: its_seal for name, its_seal in seals(CALL, SALTS).items() if name != "reason"}
    call = replace(CALL, facts={**CALL.facts, "reason": "a wheelchair"})

    assert erased(call, sealed, SALTS, ["reason"]) is None


def test_nothing_is_left_to_erase_twice() -> None:
    salts = drawn_salts(FINISH, a_drawer())
    sealed = seals(FINISH, salts)
    left = erased(FINISH, sealed, salts, ["note"])

    assert left is not None
    assert erased(left[0], sealed, left[1], ["note"]) is None


def test_a_name_that_comes_back_after_it_was_erased_is_found() -> None:
    sealed = seals(CALL, SALTS)

    assert broken_seals(replace(CALL, facts={**CALL.facts, "officer": ""}), sealed, Salts(None)) == ["actor"]
