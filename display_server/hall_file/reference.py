"""docs/hall_file.md: every key of a hall file, from the very tables that check it. Reads no hall file."""

import json
from collections.abc import Iterator
from typing import Any

from display_server.hall_file.format import MENDS, HallFile

HEAD = """# The hall file, key by key

Made by `make hall-file-reference` from `display_server/hall_file/format.py`; a test keeps the two alike. A whole
example is `display_server/dong_nai_hall.toml`. A wrong file is refused as a whole, with the line, the key and the
sentence below; loading a file again changes only what changed in it.
"""


def reference() -> str:
    """The page, in Markdown."""
    schema = HallFile.model_json_schema()
    return HEAD + "".join(_section(schema, schema, ""))


def _section(schema: dict[str, Any], table: dict[str, Any], path: str) -> Iterator[str]:
    """A table of keys, then those of the tables within it."""
    keys = {key: _resolved(schema, value) for key, value in table["properties"].items()}
    plain = {key: value for key, value in keys.items() if _table_in(schema, value) is None}
    if plain:
        yield f"\n## `{path}`\n\n| key | what to write | without it |\n|---|---|---|\n"
        for key, value in plain.items():
            needed = "must be there" if key in table.get("required", ()) else _default(value)
            yield f"| `{key}` | {MENDS.get(key, '').replace('|', ' or ')} | {needed} |\n"
    for key, value in keys.items():
        inner = _table_in(schema, value)
        if inner is not None:
            here = f"{path.strip('[]')}.{key}".strip(".")
            yield from _section(schema, inner, f"[[{here}]]" if value.get("type") == "array" else f"[{here}]")


def _resolved(schema: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """The value's own schema, with what stands beside a reference or an alternative to nothing."""
    some: dict[str, Any] = next((each for each in value.get("anyOf", ()) if each.get("type") != "null"), {})
    reference = value.get("$ref") or some.get("$ref")
    target = schema["$defs"][reference.rpartition("/")[2]] if reference else some
    return {**target, **{key: each for key, each in value.items() if key not in ("$ref", "anyOf")}}


def _table_in(schema: dict[str, Any], value: dict[str, Any]) -> dict[str, Any] | None:
    """The table that stands here, or in this list; None where there is a plain value."""
    inner = _resolved(schema, value["items"]) if value.get("type") == "array" else value
    return inner if "properties" in inner else None


def _default(value: dict[str, Any]) -> str:
    default = value.get("default")
    return "–" if default in (None, [], {}) else f"`{json.dumps(default, ensure_ascii=False)}`"


if __name__ == "__main__":
    print(reference(), end="")
