"""A ticket's life as Mermaid draws it, made from the table of allowed moves.

docs/architecture.md shows it between two markers:
python -m display_server.domain.life_diagram docs/architecture.md
"""

import sys
from pathlib import Path

from display_server.domain.ticket import LIFE, State

BEGIN, END = "<!-- life -->", "<!-- /life -->"


def diagram() -> str:
    """Every move of the table; those between the same two states share an arrow."""
    lines = [f"    [*] --> {State.WAITING}: issue"]
    for state, moves in LIFE.items():
        targets = dict.fromkeys(moves.values())
        lines += [
            f"    {state} --> {target}: {', '.join(action for action in moves if moves[action] is target)}"
            for target in targets
        ]
        if not moves:
            lines.append(f"    {state} --> [*]")
    return "\n".join(("```mermaid", "stateDiagram-v2", *lines, "```"))


def drawn_into(text: str) -> str:
    """The text with the diagram between its markers. Raises ValueError where it has none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"no {BEGIN} … {END} to draw into")
    return f"{before}{BEGIN}\n{diagram()}\n{END}{after}"


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(drawn_into(file.read_text(encoding="utf-8")), encoding="utf-8")
