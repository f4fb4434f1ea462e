"""Looks at a file that somebody handed in, in a process of its own: what goes wrong in a decoder ends here.

python -m display_server.media.looking KIND FILE TARGET
"""

import json
import resource
import sys
from pathlib import Path

from display_server.domain.playlist import ItemKind
from display_server.domain.refusals import NotValid

MOST_MEMORY = 800 * 1024 * 1024
MOST_SECONDS = 60
LARGEST_RESULT = 100 * 1024 * 1024
"""Of what it writes: a picture drawn anew has some hundred kilobytes."""


def main() -> None:
    """Prints a JSON object: what was found, or why the file is refused."""
    kind, source, target = ItemKind(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RESULT, LARGEST_RESULT))
    try:
        print(json.dumps(_look(kind, source, target)))
    except NotValid as refusal:
        print(json.dumps({"sentence": refusal.sentence, "facts": refusal.facts}))


def _look(kind: ItemKind, source: Path, target: Path) -> dict[str, object]:
    if kind is ItemKind.PICTURE:
        from display_server.media.pictures import draw_anew

        width, height = draw_anew(source, target)
        return {"ending": ".webp", "width": width, "height": height}
    from display_server.media.videos import check

    ending, width, height = check(source)
    return {"ending": ending, "width": width, "height": height}


if __name__ == "__main__":
    main()
