"""The table of a ticket's life, and its picture in the README."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from display_server.domain.life_diagram import drawn_into
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import IMPOSSIBLE, LIFE, Action, State, Ticket, TicketId

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
README = Path(__file__).parents[3] / "README.md"


def a_ticket(state: State) -> Ticket:
    return Ticket(
        id=TicketId(1),
        day=date(2026, 11, 23),
        number="A001",
        service="land",
        priority_class=None,
        language="vi",
        dossiers=1,
        token="t",
        state=state,
        issued_at=NOON,
        rank=NOON,
    )


def test_the_readme_shows_the_table() -> None:
    text = README.read_text(encoding="utf-8")

    assert drawn_into(text) == text, "draw it anew: python -m display_server.domain.life_diagram README.md"


def test_every_state_has_its_moves_and_every_move_its_refusal() -> None:
    assert set(LIFE) == set(State)
    assert set(IMPOSSIBLE) == set(Action) == {action for moves in LIFE.values() for action in moves}


@pytest.mark.parametrize("state", [state for state in State if Action.START not in LIFE[state]])
def test_what_the_table_does_not_allow_is_refused_with_the_state_named(state: State) -> None:
    with pytest.raises(NotAllowed) as refusal:
        a_ticket(state).start(NOON)

    assert refusal.value.facts["state"] is state
