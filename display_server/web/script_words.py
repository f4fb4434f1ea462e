"""The sentences of the pages' scripts: found for the catalogues, and picked for a page by the modules it loads.

Knows no JavaScript beyond a call with a string and an import of a module: Babel's own extractor loses its way in
templates that stand inside templates, which is how lit-html is written.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

STRING = r'"(?:[^"\\\n]|\\.)*"'
CALL = re.compile(rf"\b(?P<name>_|N_|ngettext)\(\s*(?P<first>{STRING})(?:\s*,\s*(?P<second>{STRING}))?")
IMPORT = re.compile(rf"^(?:import|export)\s+(?:[\w\s{{}},*$]+\bfrom\s+)?(?P<address>{STRING})", re.MULTILINE)

SERVER = Path(__file__).parent.parent
FOLDERS = {"/static/": SERVER / "static", "/counter-panel/static/": SERVER.parent / "counter_panel" / "static"}
"""Where the scripts of an address stand."""
OTHERS = "/static/vendor/"
"""Scripts of others, which say nothing to people."""

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
        first = _plain(call["first"])
        if call["name"] == "ngettext":
            yield line, "ngettext", (first, _plain(call["second"])), []
        else:
            yield line, "_", first, []


@cache
def sentences(script: str) -> frozenset[str]:
    """What the script at this address and the modules that it imports may say; of a count, the singular."""
    said: set[str] = set()
    for address in _modules(script):
        said |= {_plain(call["first"]) for call in CALL.finditer(_text(address))}
    return frozenset(said)


def _modules(script: str) -> set[str]:
    """The script, and every module that comes with it."""
    found, left = set[str](), [script]
    while left:
        address = left.pop()
        if address in found or address.startswith(OTHERS):
            continue
        found.add(address)
        left += [urljoin(address, _plain(line["address"])) for line in IMPORT.finditer(_text(address))]
    return found


def _text(address: str) -> str:
    (folder,) = (prefix for prefix in FOLDERS if address.startswith(prefix))
    return (FOLDERS[folder] / address.removeprefix(folder)).read_text(encoding="utf-8")


def _plain(quoted: str) -> str:
    return str(ast.literal_eval(quoted))
