"""The picture of a ticket's life in docs/architecture.md."""

from pathlib import Path

import pytest

from display_server.domain.life_diagram import BEGIN, END, diagram, drawn_into

DOCUMENT = Path(__file__).parents[3] / "docs" / "architecture.md"


def test_the_document_shows_the_table() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert drawn_into(text) == text, "draw it anew: python -m display_server.domain.life_diagram docs/architecture.md"


def test_every_move_has_its_arrow_from_issue_to_end() -> None:
    lines = [line.strip() for line in diagram().splitlines()]

    assert lines[:3] == ["```mermaid", "stateDiagram-v2", "[*] --> waiting: issue"]
    assert "waiting --> called: call" in lines
    assert "called --> waiting: transfer, return" in lines, "moves between the same two states share an arrow"
    assert {"served --> [*]", "cancelled --> [*]"} <= set(lines)
    assert "no_show --> [*]" not in lines, "who comes late waits again"
    assert lines[-1] == "```"


def test_the_rest_of_the_text_stays() -> None:
    drawn = drawn_into(f"before {BEGIN} an old picture {END} after {END}")

    assert drawn == f"before {BEGIN}\n{diagram()}\n{END} after {END}"


@pytest.mark.parametrize("text", ["no markers", f"only the first {BEGIN}", f"only the last {END}"])
def test_a_text_without_both_markers_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="no <!-- life --> … <!-- /life --> to draw into"):
        drawn_into(text)
