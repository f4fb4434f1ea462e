"""Where each key of a TOML text stands. Knows nothing of what the keys mean.

The standard library's parser keeps no line numbers, but TOML is a list of statements (a table header, or a key with
its value) and each of them is a whole TOML text by itself. So the shortest run of lines that parses is one statement.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]
"""The way to a value: keys, and places in lists."""

UNREADABLE = (ValueError, RecursionError)
"""What the parser raises: TOML that is wrong (also numbers too long to read), or nested too deep."""


def lines_of_keys(text: str) -> dict[Path, int]:
    """The line on which each table, key and list element begins, counted from 1, as far as the text can be read.

    Elements of a list or inline table have the line of the statement that holds them.
    """
    lines: dict[Path, int] = {(): 1}
    table: Path = ()
    lengths: Counter[Path] = Counter()
    for line, statement, value in _statements(text):
        if value is None:
            break
        if statement.lstrip().startswith("["):
            paths = _entered(value, lengths)
            table = paths[-1]
        else:
            paths = [table + path for path in _paths(value)]
        for path in paths:
            lines.setdefault(path, line)
    return lines


def unreadable_from(text: str) -> int | None:
    """The line on which the first statement begins that is no TOML; None where each alone is well written."""
    return next((line for line, _, value in _statements(text) if value is None), None)


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of a key; of one that is not in the text, the line of the nearest table around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def dotted(path: Path) -> str:
    """A path as people write it: `departments[2].services[0].prefix`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_written(part)}" for part in path).removeprefix(".")


def _written(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any] | None]]:
    """Every statement with its first line; the first that cannot be read runs to the end and has no value."""
    begins, statement = 1, ""
    for number, line in enumerate(text.split("\n"), start=1):
        begins = begins if statement else number
        statement += line + "\n"
        try:
            value = tomllib.loads(statement)
        except UNREADABLE:
            continue
        if value:
            yield begins, statement, value
        statement = ""
    if statement:
        yield begins, statement, None


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(child, (*path, key))


def _entered(header: dict[str, Any], lengths: Counter[Path]) -> list[Path]:
    """The tables that a header names, outermost first; `[[…]]` adds one more element to its list."""
    paths: list[Path] = []
    path: Path = ()
    node: Any = header
    while isinstance(node, dict) and node:
        ((key, node),) = node.items()
        path = (*path, key)
        paths.append(path)
        lengths[path] += isinstance(node, list)
        if lengths[path]:
            path = (*path, lengths[path] - 1)
            paths.append(path)
    return paths
