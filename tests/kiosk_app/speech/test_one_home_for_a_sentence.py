"""A sentence is written once in the kiosk: whoever changes it on the screen changes what is said aloud, too."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

KIOSK = Path("kiosk_app")


def sentences_in(source: str) -> Iterator[str]:
    """Every literal that is handed to `_`, `N_` or `speak(language)`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name("_" | "N_") | ast.Call(func=ast.Name("speak")), args=[ast.Constant(str() as sentence), *_]
            ):
                yield sentence


def test_no_sentence_is_written_twice() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for file in sorted(KIOSK.rglob("*.py")):
        for sentence in sentences_in(file.read_text()):
            homes[sentence].append(str(file))

    assert len(homes) > 150
    assert {sentence: files for sentence, files in homes.items() if len(files) > 1} == {}
