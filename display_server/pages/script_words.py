"""Collects the sentences of the pages' scripts for the catalogues. Knows no JavaScript beyond a call with a string.

Babel's own extractor loses its way in templates that stand inside templates, which is how lit-html is written.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

STRING = r'"(?:[^"\\\n]|\\.)*"'
CALL = re.compile(rf"\b(?P<name>_|N_|ngettext)\(\s*(?P<first>{STRING})(?:\s*,\s*(?P<second>{STRING}))?")

Found = tuple[int, str, str | tuple[str, str], list[str]]


def extract(
    file: BinaryIO,
    _keywords: Sequence[str],
    _comment_tags: Sequence[str],
    options: Mapping[str, object],  # noqa: ARG001 (Babel passes it by this name)
) -> Iterator[Found]:
    """The sentences of one script, in the form Babel expects from its extractors."""
    text = file.read().decode()
    for call in CALL.finditer(text):
        line = text.count("\n", 0, call.start()) + 1
        first = str(ast.literal_eval(call["first"]))
        if call["name"] == "ngettext":
            yield line, "ngettext", (first, str(ast.literal_eval(call["second"]))), []
        else:
            yield line, "_", first, []
