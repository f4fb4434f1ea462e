"""The pages' scripts: which modules come with each, and their sentences, for the catalogues and for a page.

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
LATER = re.compile(rf"\bawait import\((?P<address>{STRING})\)")
"""A module that is asked for once it is needed."""
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
    """What the script at this address and what it imports, now or later, may say; of a count, the singular."""
    said: set[str] = set()
    for address in _now_and_later(script):
        if not address.startswith(OTHERS):
            said |= {_plain(call["first"]) for call in CALL.finditer(_text(address))}
    return frozenset(said)


@cache
def modules(script: str) -> tuple[str, ...]:
    """The addresses of the script and of every module that comes with it, each after who imports it."""
    found, left = dict[str, None](), [script]
    while left:
        address = left.pop(0)
        if address in found:
            continue
        found[address] = None
        if not address.startswith(OTHERS):
            left += [urljoin(address, _plain(line["address"])) for line in IMPORT.finditer(_text(address))]
    return tuple(found)


def _now_and_later(script: str) -> set[str]:
    found, left = set[str](), [script]
    while left:
        new = [address for address in modules(left.pop()) if address not in found]
        found.update(new)
        own = (address for address in new if not address.startswith(OTHERS))
        left += [
            urljoin(address, _plain(line["address"])) for address in own for line in LATER.finditer(_text(address))
        ]
    return found


def _text(address: str) -> str:
    (folder,) = (prefix for prefix in FOLDERS if address.startswith(prefix))
    return (FOLDERS[folder] / address.removeprefix(folder)).read_text(encoding="utf-8")


def _plain(quoted: str) -> str:
    return str(ast.literal_eval(quoted))
