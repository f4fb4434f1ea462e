"""Whatever a kiosk hands in, or somebody with a kiosk's token: an answer, or a refusal that leaves nothing."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, strategies as st

from display_server.access.principals import Role
from display_server.web.services import Services
from tests.display_server.api.test_refusals import is_a_problem, seq, signed_in
from tests.fuzzing import JSON, Json, fuzzed, spoiled

HALL = "/api/v1/halls/hall"
KIOSK = "0123456789abcdef"
AT = "2026-11-23T08:00:00+07:00"
HEALTH = {
    "condition": "well",
    "tickets_left": 400,
    "not_handed_in": 0,
    "last_print_at": AT,
    "screen": "Welcome",
    "version": "1",
}
SLIP = {"token": "t" * 22, "paper": "printed", "at": AT}


@pytest.fixture
def kiosk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.KIOSK)


@pytest.fixture
def ticket(kiosk: FlaskClient) -> dict[str, Any]:
    """As a kiosk prints it from its lease."""
    wanted = {"kiosk": KIOSK, "size": 50, "prefixes": ["A"]}
    lease = kiosk.post(f"{HALL}/number-leases", json=wanted).get_json()["leases"][0]
    return {"lease": lease["id"], "number": lease["numbers"][0], "token": "t" * 22, "issued_at": AT, "service": "land"}


def is_answered(kiosk: FlaskClient, house: Services, address: str, body: Json) -> Json:
    """The answer; None where it was refused, in words and without a trace."""
    before = seq(house)

    answer = kiosk.post(f"{HALL}/{address}", json=body)

    if answer.status_code == 200:
        return answer.get_json()
    is_a_problem(answer, 400 if answer.status_code == 400 else 422)
    assert seq(house) == before
    return None


@given(st.data())
@fuzzed(120)
def test_whatever_is_handed_in(
    kiosk: FlaskClient, house: Services, ticket: dict[str, Any], data: st.DataObject
) -> None:
    tickets = data.draw(st.lists(spoiled(ticket), max_size=3) | JSON)

    answer = is_answered(kiosk, house, "tickets/offline", {"kiosk": KIOSK, "tickets": tickets})

    if answer is not None:
        outcomes = {each["outcome"]: each["why"] for each in answer["tickets"]}
        assert len(answer["tickets"]) == len(tickets)
        assert outcomes.keys() <= {"accepted", "already", "refused"}
        assert len(outcomes.get("refused", "in words")) > 5


@given(spoiled(HEALTH) | JSON)
@fuzzed(120)
def test_however_a_kiosk_is(kiosk: FlaskClient, house: Services, health: Json) -> None:
    is_answered(kiosk, house, "kiosks/health", health)


@given(st.lists(spoiled(SLIP), max_size=3) | JSON)
@fuzzed(120)
def test_whatever_became_of_its_slips(kiosk: FlaskClient, house: Services, slips: Json) -> None:
    is_answered(kiosk, house, "tickets/slips", {"slips": slips})


@given(
    st.binary(max_size=200)
    | st.sampled_from([b"[" * 60_000, b'{"a":' * 12_000, b"1" * 60_000, b"\xef\xbb\xbf{}", b"NaN"])
)
@fuzzed(120)
def test_whatever_bytes_come(kiosk: FlaskClient, house: Services, body: bytes) -> None:
    before = seq(house)

    answer = kiosk.post(f"{HALL}/kiosks/health", data=body, content_type="application/json")

    is_a_problem(answer, 400 if answer.status_code == 400 else 422)
    assert seq(house) == before
