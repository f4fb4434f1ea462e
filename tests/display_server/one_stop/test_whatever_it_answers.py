"""Whatever the one-stop system answers: a dossier that it really tells of, or silence."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from display_server.domain.dossier import Dossier, OneStop, OneStopSilent, Progress
from display_server.one_stop.address import open_one_stop
from tests.display_server.one_stop.test_one_stop import CODE, a_system
from tests.fuzzing import JSON, Json, fuzzed, spoiled

GOOD = {"state": "not_yet", "counter": 12, "date": "2026-12-01"}
ANSWERS = (spoiled(GOOD) | JSON).map(lambda answer: json.dumps(answer).encode()) | st.binary(max_size=60)
CELLS = st.sampled_from(
    ["ready", "not_yet", "", "12", "0", "2026-12-01", '"', "\x00", ";", "1e9", "٣", "x" * 200_000]
) | st.text(max_size=6)
LINES = st.lists(st.lists(CELLS, max_size=6).map(",".join), max_size=4)


def look_up(one_stop: OneStop) -> Dossier | None:
    """None where it is silent; nothing else may go wrong."""
    with suppress(OneStopSilent):
        return one_stop.look_up(CODE)
    return None


def really_says(told: Json, dossier: Dossier) -> None:
    if dossier.not_before is not None:
        assert told["date"] == dossier.not_before.isoformat()
    if dossier.counter is not None:
        assert told["counter"] in (dossier.counter, str(dossier.counter))
        assert not isinstance(told["counter"], bool)


@pytest.fixture(scope="module")
def answers() -> Iterator[tuple[OneStop, dict[str, tuple[int, bytes]]]]:
    """A one-stop system over HTTP, and what it answers."""
    said: dict[str, tuple[int, bytes]] = {}
    with a_system(said) as (address, _):
        one_stop = open_one_stop(address)
        yield one_stop, said
        one_stop.close()


@given(answer=ANSWERS)
@fuzzed(150)
def test_over_http(answers: tuple[OneStop, dict[str, tuple[int, bytes]]], answer: bytes) -> None:
    one_stop, said = answers
    said[CODE] = (200, answer)

    dossier = look_up(one_stop)

    if dossier is not None:
        really_says(json.loads(answer), dossier)


@given(lines=LINES)
@fuzzed(150)
def test_in_a_file(tmp_path: Path, lines: list[str]) -> None:
    file = tmp_path / "dossiers.csv"
    file.write_text("\n".join(["code,state,counter,date", *(f"{CODE},{line}" for line in lines)]), errors="replace")

    look_up(open_one_stop(f"file://{file}"))


@pytest.mark.parametrize("told", ["0", "1795399200", 1795399200, True])
def test_a_number_is_no_day(answers: tuple[OneStop, dict[str, tuple[int, bytes]]], told: object) -> None:
    one_stop, said = answers
    said[CODE] = (200, json.dumps({**GOOD, "date": told}).encode())

    assert look_up(one_stop) is None


def test_a_day_is_a_day(answers: tuple[OneStop, dict[str, tuple[int, bytes]]]) -> None:
    one_stop, said = answers
    said[CODE] = (200, json.dumps(GOOD).encode())

    assert look_up(one_stop) == Dossier(Progress.NOT_YET, 12, date(2026, 12, 1))
